"""Rules about feed formats."""

from typing import Final

from exporters.diagnostics.rules.rule import DiagnosticRule, error, warning

RSS: Final[dict[str, DiagnosticRule]] = {
    "rss-root-wrong": error(
        "document is not RSS 2.0",
        "The root element is not `<rss>`, or contains no `<channel>`. Readers don't recognise a feed.",
        'Write `<rss version="2.0"><channel>`.',
    ),
    "rss-version-wrong": warning(
        "RSS version is not 2.0",
        "Validators apply the older, narrower rules of that version.",
        'Write `version="2.0"`.',
    ),
    "rss-channel-element-missing": error(
        "channel lacks title, link or description",
        "RSS 2.0 requires all three, and strict readers refuse the feed.",
        "Add the element that the message names.",
    ),
    "rss-element-repeated": error(
        "RSS element appears twice",
        "Some readers use the first one, others the last.",
        "Keep one.",
    ),
    "rss-element-unknown": error(
        "element is not in RSS 2.0",
        "An element without a namespace must be one that RSS 2.0 allows at this place. Validators refuse any other.",
        "Give it a namespace, or remove it.",
    ),
    "rss-ttl-invalid": error(
        "ttl is not a number of minutes",
        "Validators refuse it, and readers ignore it.",
        "Write a whole number of minutes, 1 or more, or remove it.",
    ),
    "rss-image-element-missing": error(
        "image lacks url, title or link",
        "RSS 2.0 requires all three, and validators refuse the image.",
        "Add the element that the message names.",
    ),
    "rss-image-size-wrong": error(
        "channel image is too large",
        "RSS 2.0 allows 144 pixels in width and 400 in height, as whole numbers. Validators refuse anything else.",
        "Use a smaller image, or remove the size.",
    ),
    "rss-image-differs": warning(
        "title or link of the image differs from the channel's",
        "RSS 2.0 wants them to be the same, and the W3C Feed Validator warns if they differ.",
        "Write those of the channel.",
    ),
    "rss-image-kind-unsupported": warning(
        "channel image is SVG, WebP or AVIF",
        "RSS 2.0 names GIF, JPEG and PNG, and few readers show other images.",
        "Use a PNG, JPEG or GIF.",
    ),
    "itunes-incomplete": warning(
        "itunes elements are incomplete",
        "A single `itunes:` element makes the feed a podcast, and Apple requires category, explicit and image in the "
        "channel of a podcast.",
        "Write all of them, or none.",
    ),
    "guid-missing": warning(
        "item has no guid",
        "Readers then recognise the item by its link or title, so they show it again after its title is corrected.",
        "Write a guid that never changes.",
    ),
    "guid-repeated": error(
        "two items have the same guid",
        "Readers treat items with the same guid as one, so subscribers lose one of them.",
        "Give every item its own guid.",
    ),
    "guid-bare-number": warning(
        "guid is a bare number",
        "A guid should be unique in the world, and other feeds use the same numbers: readers may mix up their items. "
        "It is a note if the id must stay: if the out folder or the feeds of `--against` contain the article with it, "
        "or if the file that `ids` names assigns it.",
        "Keep the id of a published article: with another one, every reader would show the article again as new. For "
        "new articles write a full address as `id`, or no `id`: then the permalink is the id. If a run can't see what "
        "is published, list such ids in the file that `ids` names.",
    ),
    "guid-not-permalink": error(
        "guid is a permalink but not an address",
        "Without `isPermaLink` a guid is a permalink, so readers open it, and fail.",
        'Write `isPermaLink="false"`.',
    ),
    "guid-permalink-differs": warning(
        "permalink differs from the link",
        "Some readers open the guid, others the link, so people end up on different pages.",
        'Write `isPermaLink="false"`, or use the link as the guid of new items.',
    ),
    "guid-permalink-unknown": error(
        "isPermaLink is neither true nor false",
        "Validators refuse any other value.",
        "Write `true` or `false`.",
    ),
    "rss-item-text-missing": error(
        "item has neither title nor description",
        "RSS 2.0 requires one of them. Some readers show only the description, others nothing without a title.",
        "Write both.",
    ),
    "rss-description-missing": warning(
        "item has no description",
        "Some readers show no other text.",
        "Write one.",
    ),
    "rss-content-before-description": warning(
        "content comes before the description",
        "At least one reader shows the one that comes last, so subscribers would get the summary instead of the text.",
        "Write the description first.",
    ),
    "rss-content-shorter": warning(
        "content is shorter than the description",
        "Some readers show the longer one, so the content never appears.",
        "Use a summary as the description, or remove the content.",
    ),
    "rss-author-beside-creator": warning(
        "item has author and dc:creator",
        "Some readers show one of them, others both.",
        "Remove `author`.",
    ),
    "rss-date-beside-pubdate": warning(
        "item has pubDate and dc:date",
        "Some readers use the one, some the other.",
        "Remove `dc:date`.",
    ),
}


ATOM: Final[dict[str, DiagnosticRule]] = {
    "atom-root-wrong": error(
        "document is not Atom 1.0",
        "The root element is not `<feed>` in the namespace http://www.w3.org/2005/Atom. Readers don't recognise a "
        "feed.",
        'Write `<feed xmlns="http://www.w3.org/2005/Atom">`.',
    ),
    "atom-element-missing": error(
        "feed or entry lacks id, title or updated",
        "Atom requires all three, and strict readers refuse the feed.",
        "Add the element that the message names.",
    ),
    "atom-element-repeated": error(
        "Atom element appears twice",
        "Atom allows one. Some readers use the first, others the last.",
        "Keep one.",
    ),
    "atom-id-invalid": error(
        "Atom id is not an absolute IRI",
        "Atom requires an IRI, and validators refuse anything else. White space around it counts as a part of the id.",
        "Write an id such as `https://example.org/1` or `urn:uuid:…`.",
    ),
    "atom-id-not-normal": warning(
        "Atom id is not in normal form",
        "Its host has capital letters, or no slash after it. Readers compare ids character by character, and some "
        "software rewrites such addresses on the way: then the entries appear again as new.",
        "Write `https://example.org/` for a new feed. Keep an id that is already published.",
    ),
    "atom-id-repeated": error(
        "two entries have the same id",
        "Readers treat entries with the same id as one, so subscribers lose one of them.",
        "Give every entry its own id.",
    ),
    "atom-author-missing": error(
        "entry has no author",
        "Atom requires an author in the entry or in the feed, and validators refuse the feed.",
        "Add an author to the feed.",
    ),
    "atom-person-nameless": error(
        "author has no name",
        "Atom requires the name, and readers show nothing else of an author.",
        "Write the name.",
    ),
    "atom-email-invalid": error(
        "e-mail address is invalid",
        "Atom requires the form `name@host`, and validators refuse anything else.",
        "Correct it, or remove it.",
    ),
    "atom-link-without-href": error(
        "link has no href",
        "The link leads nowhere.",
        "Write its address.",
    ),
    "atom-relation-unregistered": warning(
        "link relation is not registered",
        "Readers ignore a relation that they don't know.",
        "Write a relation of the IANA list, or an address that defines it.",
    ),
    "atom-alternate-repeated": error(
        "two alternate links have the same type and language",
        "Atom forbids it. Some readers open the first, others the last.",
        "Keep one.",
    ),
    "atom-alternate-missing": warning(
        "entry has no alternate link",
        "People have no page to open.",
        "Link to the article's page.",
    ),
    "atom-entry-hollow": error(
        "entry has neither content nor alternate link",
        "Atom requires one of them. People could neither read nor open the entry.",
        "Add the link.",
    ),
    "atom-category-termless": error(
        "category has no term",
        "Readers use the term as the tag.",
        "Write its term.",
    ),
    "atom-summary-missing": warning(
        "entry has neither summary nor content",
        "Readers show only its title.",
        "Write one of them.",
    ),
    "atom-title-not-text": warning(
        "title is not plain text",
        "Some readers show the markup, others remove it.",
        'Write plain text with `type="text"`.',
    ),
    "atom-type-unknown": error(
        "type of a text is unknown to Atom",
        "A title, subtitle, summary or rights element has the type text, html or xhtml. Readers don't know how to show "
        "any other.",
        "Write one of the three.",
    ),
    "atom-markup-unescaped": error(
        "text or html contains elements",
        "Markup in these types must be escaped. Readers lose everything after the first tag.",
        'Escape the HTML and write `type="html"`.',
    ),
    "atom-xhtml-without-div": error(
        "xhtml has no div",
        "Atom requires a single XHTML `<div>` around it; without one, readers show nothing.",
        "Put it into one `<div>`.",
    ),
    "atom-content-elsewhere": error(
        "content is elsewhere and there is no summary",
        "`src` says where the content is, but readers don't fetch it, so they show an empty entry.",
        "Write the summary.",
    ),
    "deleted-entry-incomplete": error(
        "withdrawn entry lacks ref or when",
        "RFC 6721 requires both. Without them readers can't know which entry is meant, or whether it is published "
        "again.",
        'Write `<at:deleted-entry ref="…" when="…"/>` with the id of the entry and the moment of its withdrawal.',
    ),
    "deleted-entry-shown": error(
        "withdrawn entry is still in the feed",
        "Readers delete an entry that `at:deleted-entry` names, unless it was updated after that moment.",
        "Remove the entry, or its `at:deleted-entry`.",
    ),
}


JSONFEED: Final[dict[str, DiagnosticRule]] = {
    "jsonfeed-root-wrong": error(
        "document is not a JSON Feed",
        "The document is not an object, so readers don't recognise a feed.",
        "Write one object with version, title and items.",
    ),
    "jsonfeed-version-wrong": error(
        "version of JSON Feed is missing or unknown",
        "Readers recognise a JSON Feed by its version.",
        "Write `https://jsonfeed.org/version/1.1`.",
    ),
    "jsonfeed-version-old": warning(
        "JSON Feed has version 1",
        "Newer readers expect version 1.1.",
        "Write `https://jsonfeed.org/version/1.1`.",
    ),
    "jsonfeed-version-not-first": warning(
        "version is not the first key",
        "Some readers look for it only in the first bytes.",
        "Write it first.",
    ),
    "jsonfeed-key-missing": error(
        "required key is missing",
        "A feed needs title and items, an attachment url and mime_type. Strict readers refuse the feed.",
        "Add the key that the message names.",
    ),
    "jsonfeed-address-missing": warning(
        "home_page_url or feed_url is missing",
        "Readers link to the site with the one, and recognise the feed by the other.",
        "Write the absolute address.",
    ),
    "jsonfeed-next-url-same": error(
        "next_url is the same as feed_url",
        "`next_url` leads to older items. A reader that follows this one goes in a circle.",
        "Write the address of the document with older items, or remove the key.",
    ),
    "jsonfeed-key-unknown": error(
        "key is not in JSON Feed",
        "JSON Feed does not define the key, and its schemas refuse it. Extensions begin with `_` and a letter.",
        "Rename it so, or remove it.",
    ),
    "jsonfeed-type-wrong": error(
        "value in JSON Feed has the wrong type",
        "Readers in typed languages fail on the whole feed.",
        "Write the type that the message names.",
    ),
    "jsonfeed-value-empty": error(
        "value is null or empty",
        "Readers in typed languages fail on null; others show an empty line.",
        "Remove the key.",
    ),
    "jsonfeed-id-missing": error(
        "item has no id",
        "JSON Feed tells readers to drop such items.",
        "Write an id that never changes.",
    ),
    "jsonfeed-id-not-string": error(
        "id is not a string",
        "Readers in typed languages fail. Others convert it to a string, each in its own way, so ids may change.",
        "Write it as a string.",
    ),
    "jsonfeed-id-repeated": error(
        "two JSON items have the same id",
        "Readers treat items with the same id as one, so subscribers lose one of them.",
        "Give every item its own id.",
    ),
    "jsonfeed-content-missing": error(
        "item has neither content_html nor content_text",
        "JSON Feed requires one of them, and its schemas refuse the item.",
        "Write one of them.",
    ),
    "jsonfeed-author-singular": warning(
        "author is used instead of authors",
        "JSON Feed 1.1 replaced it by the list `authors`, and newer readers look only for that.",
        "Write `authors`.",
    ),
}
