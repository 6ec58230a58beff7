"""Rules about RSS documents."""

from typing import Final

from exporters.diagnostics.rules.rule import Clause, DiagnosticRule, error, warning

RSS: Final[dict[str, DiagnosticRule]] = {
    "rss-root-wrong": error(
        "document is not RSS 2.0",
        "The root element is not `<rss>`, or contains no `<channel>`. Readers don't recognise a feed.",
        'Write `<rss version="2.0"><channel>`.',
        Clause('RSS 2.0, "What is RSS?"', "https://www.rssboard.org/rss-specification#whatIsRss"),
    ),
    "rss-version-wrong": warning(
        "RSS version is not 2.0",
        "Validators apply the older, narrower rules of that version.",
        'Write `version="2.0"`.',
        Clause('RSS 2.0, "What is RSS?"', "https://www.rssboard.org/rss-specification#whatIsRss"),
    ),
    "rss-channel-element-missing": error(
        "channel lacks title, link or description",
        "RSS 2.0 requires all three, and strict readers refuse the feed.",
        "Add the element that the message names.",
        Clause(
            "RSS 2.0, required channel elements", "https://www.rssboard.org/rss-specification#requiredChannelElements"
        ),
    ),
    "rss-element-repeated": error(
        "RSS element appears twice",
        "Some readers use the first one, others the last.",
        "Keep one.",
        Clause('RSS Best Practices Profile, "Elements"', "https://www.rssboard.org/rss-profile#elements"),
    ),
    "rss-element-unknown": error(
        "element is not in RSS 2.0",
        "An element without a namespace must be one that RSS 2.0 allows at this place. Validators refuse any other.",
        "Give it a namespace, or remove it.",
        Clause('RSS 2.0, "Extending RSS"', "https://www.rssboard.org/rss-specification#extendingRss"),
    ),
    "rss-ttl-invalid": error(
        "ttl is not a number of minutes",
        "Validators refuse it, and readers ignore it.",
        "Write a whole number of minutes, 1 or more, or remove it.",
        Clause("RSS 2.0, <ttl>", "https://www.rssboard.org/rss-specification#ltttlgtSubelementOfLtchannelgt"),
    ),
    "rss-image-element-missing": error(
        "image lacks url, title or link",
        "RSS 2.0 requires all three, and validators refuse the image.",
        "Add the element that the message names.",
        Clause("RSS 2.0, <image>", "https://www.rssboard.org/rss-specification#ltimagegtSubelementOfLtchannelgt"),
    ),
    "rss-image-size-wrong": error(
        "channel image is too large",
        "RSS 2.0 allows 144 pixels in width and 400 in height, as whole numbers. Validators refuse anything else.",
        "Use a smaller image, or remove the size.",
        Clause("RSS 2.0, <image>", "https://www.rssboard.org/rss-specification#ltimagegtSubelementOfLtchannelgt"),
    ),
    "rss-image-differs": warning(
        "title or link of the image differs from the channel's",
        "RSS 2.0 wants them to be the same, and the W3C Feed Validator warns if they differ.",
        "Write those of the channel.",
        Clause("RSS 2.0, <image>", "https://www.rssboard.org/rss-specification#ltimagegtSubelementOfLtchannelgt"),
    ),
    "rss-image-kind-unsupported": warning(
        "channel image is SVG, WebP or AVIF",
        "RSS 2.0 names GIF, JPEG and PNG, and few readers show other images.",
        "Use a PNG, JPEG or GIF.",
        Clause("RSS 2.0, <image>", "https://www.rssboard.org/rss-specification#ltimagegtSubelementOfLtchannelgt"),
    ),
    "itunes-incomplete": warning(
        "itunes elements are incomplete",
        "A single `itunes:` element makes the feed a podcast, and Apple requires category, explicit and image in the "
        "channel of a podcast.",
        "Write all of them, or none.",
        Clause("A Podcaster's Guide to RSS", "https://help.apple.com/itc/podcasts_connect/#/itcb54353390"),
    ),
    "guid-missing": warning(
        "item has no guid",
        "Readers then recognise the item by its link or title, so they show it again after its title is corrected.",
        "Write a guid that never changes.",
        Clause("RSS 2.0, <guid>", "https://www.rssboard.org/rss-specification#ltguidgtSubelementOfLtitemgt"),
    ),
    "guid-repeated": error(
        "two items have the same guid",
        "Readers treat items with the same guid as one, so subscribers lose one of them.",
        "Give every item its own guid.",
        Clause("RSS 2.0, <guid>", "https://www.rssboard.org/rss-specification#ltguidgtSubelementOfLtitemgt"),
    ),
    "guid-bare-number": warning(
        "guid is a bare number",
        "A guid should be unique in the world, and other feeds use the same numbers: readers may mix up their items. "
        "It is a note if the id must stay: if the out folder or the feeds of `--against` contain the article with it, "
        "or if the file that `ids` names assigns it.",
        "Keep the id of a published article: with another one, every reader would show the article again as new. For "
        "new articles write a full address as `id`, or no `id`: then the permalink is the id. If a run can't see what "
        "is published, list such ids in the file that `ids` names.",
        Clause("RSS 2.0, <guid>", "https://www.rssboard.org/rss-specification#ltguidgtSubelementOfLtitemgt"),
    ),
    "guid-not-permalink": error(
        "guid is a permalink but not an address",
        "Without `isPermaLink` a guid is a permalink, so readers open it, and fail.",
        'Write `isPermaLink="false"`.',
        Clause("RSS 2.0, <guid>", "https://www.rssboard.org/rss-specification#ltguidgtSubelementOfLtitemgt"),
    ),
    "guid-permalink-differs": warning(
        "permalink differs from the link",
        "Some readers open the guid, others the link, so people end up on different pages.",
        'Write `isPermaLink="false"`, or use the link as the guid of new items.',
        Clause("RSS 2.0, <guid>", "https://www.rssboard.org/rss-specification#ltguidgtSubelementOfLtitemgt"),
    ),
    "guid-permalink-unknown": error(
        "isPermaLink is neither true nor false",
        "Validators refuse any other value.",
        "Write `true` or `false`.",
        Clause("RSS 2.0, <guid>", "https://www.rssboard.org/rss-specification#ltguidgtSubelementOfLtitemgt"),
    ),
    "rss-item-text-missing": error(
        "item has neither title nor description",
        "RSS 2.0 requires one of them. Some readers show only the description, others nothing without a title.",
        "Write both.",
        Clause('RSS 2.0, "Elements of <item>"', "https://www.rssboard.org/rss-specification#hrelementsOfLtitemgt"),
    ),
    "rss-description-missing": warning(
        "item has no description",
        "Some readers show no other text.",
        "Write one.",
        Clause('RSS 2.0, "Elements of <item>"', "https://www.rssboard.org/rss-specification#hrelementsOfLtitemgt"),
    ),
    "rss-content-before-description": warning(
        "content comes before the description",
        "At least one reader shows the one that comes last, so subscribers would get the summary instead of the text.",
        "Write the description first.",
        Clause(
            "RSS Best Practices Profile, content:encoded",
            "https://www.rssboard.org/rss-profile#namespace-elements-content-encoded",
        ),
    ),
    "rss-content-shorter": warning(
        "content is shorter than the description",
        "Some readers show the longer one, so the content never appears.",
        "Use a summary as the description, or remove the content.",
        Clause(
            "RSS Best Practices Profile, content:encoded",
            "https://www.rssboard.org/rss-profile#namespace-elements-content-encoded",
        ),
    ),
    "rss-author-beside-creator": warning(
        "item has author and dc:creator",
        "Some readers show one of them, others both.",
        "Remove `author`.",
        Clause(
            "RSS Best Practices Profile, dc:creator",
            "https://www.rssboard.org/rss-profile#namespace-elements-dublin-creator",
        ),
    ),
    "rss-date-beside-pubdate": warning(
        "item has pubDate and dc:date",
        "Some readers use the one, some the other.",
        "Remove `dc:date`.",
        Clause("RSS Best Practices Profile, date and time", "https://www.rssboard.org/rss-profile#data-types-datetime"),
    ),
}
