"""What is wrong in an RSS document."""

from typing import Final

from exporters.diagnostics.rules.rule import Rule, error, warning

RSS: Final[dict[str, Rule]] = {
    "rss-root-wrong": error(
        "no RSS 2.0 document",
        "The root element is not `<rss>`, or holds no `<channel>`.",
        'Write `<rss version="2.0"><channel>`.',
    ),
    "rss-version-wrong": warning(
        "RSS version that is not 2.0",
        "Validators judge it by older, narrower rules.",
        'Write `version="2.0"`.',
    ),
    "rss-channel-element-missing": error(
        "channel without title, link or description",
        "RSS 2.0 requires the three.",
        "Write it.",
    ),
    "rss-element-repeated": error(
        "RSS element twice",
        "Readers keep the first or the last, each its own way.",
        "Keep one.",
    ),
    "rss-element-unknown": error(
        "element that RSS 2.0 does not know",
        "Without a namespace an element has to be one of RSS 2.0, in its place.",
        "Give it a namespace, or leave it out.",
    ),
    "rss-ttl-invalid": error(
        "ttl that is no number of minutes",
        "Validators refuse it; it tells readers nothing.",
        "Write a whole number of minutes, 1 or more, or leave it out.",
    ),
    "rss-image-element-missing": error(
        "image without url, title or link",
        "RSS 2.0 requires the three.",
        "Write it.",
    ),
    "rss-image-size-wrong": error(
        "channel image too large",
        "An image is at most 144 pixels wide and 400 high, in whole numbers.",
        "Write a smaller image, or leave the size out.",
    ),
    "rss-image-differs": warning(
        "image whose title or link is not the channel's",
        "RSS 2.0 wants them equal; one validator warns.",
        "Write those of the channel.",
    ),
    "rss-image-kind-unsupported": warning(
        "channel image in SVG, WebP or AVIF",
        "Few readers show it.",
        "Write a PNG, JPEG or GIF.",
    ),
    "itunes-incomplete": warning(
        "itunes: elements without the whole set",
        "One `itunes:` element makes it a podcast, which needs category, explicit and image in the channel.",
        "Write the whole set, or none.",
    ),
    "guid-missing": warning(
        "item without guid",
        "Readers fall back to link or title, so a corrected title shows twice.",
        "Write a guid that never changes.",
    ),
    "guid-repeated": error(
        "guid of two items",
        "Subscribers lose items that share a guid.",
        "Give every item its own.",
    ),
    "guid-bare-number": warning(
        "guid that is a bare number",
        "It is not unique in the world, as it should be. It is a note where it has to stay: where the out folder, or "
        "what `--against` names, shows the article under it, or the file that `ids` names gives it.",
        "Keep it where the article is published already: under another id every reader would show it again as new. "
        "Give new articles a full address as `id`, or leave `id` out: then the permalink is the id. Where a run can't "
        "see what is published, write such ids into the file that `ids` names.",
    ),
    "guid-not-permalink": error(
        "permalink that is no address",
        "A guid is a permalink unless it says otherwise; readers open it.",
        'Write `isPermaLink="false"`.',
    ),
    "guid-permalink-differs": warning(
        "permalink that is not the link",
        "Some readers open the guid, others the link.",
        'Write `isPermaLink="false"` unless it is the link.',
    ),
    "guid-permalink-unknown": error(
        "isPermaLink neither true nor false",
        "Validators refuse it.",
        "Write `true` or `false`.",
    ),
    "rss-item-text-missing": error(
        "item without title and description",
        "RSS 2.0 requires one of the two.",
        "Write both.",
    ),
    "rss-description-missing": warning(
        "item without description",
        "Some readers show nothing else.",
        "Write one.",
    ),
    "rss-content-before-description": warning(
        "content before description",
        "One reader takes whichever comes last as the text.",
        "Write the description first.",
    ),
    "rss-content-shorter": warning(
        "content shorter than the description",
        "Some readers show whichever is longer, so the content never appears.",
        "Make the description the summary, or leave the content out.",
    ),
    "rss-author-beside-creator": warning(
        "author besides dc:creator",
        "Readers show one of the two, or both.",
        "Leave `author` out.",
    ),
    "rss-date-beside-pubdate": warning(
        "dc:date beside pubDate",
        "Readers take either of the two.",
        "Leave `dc:date` out.",
    ),
}
