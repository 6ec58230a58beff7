"""Rules about feed formats."""

from typing import Final

from exporters.diagnostics.rules.rule import DiagnosticRule, error, warning

RSS: Final[dict[str, DiagnosticRule]] = {
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


ATOM: Final[dict[str, DiagnosticRule]] = {
    "atom-root-wrong": error(
        "no Atom 1.0 document",
        "The root element is not `<feed>` of http://www.w3.org/2005/Atom.",
        'Write `<feed xmlns="http://www.w3.org/2005/Atom">`.',
    ),
    "atom-element-missing": error(
        "feed or entry without id, title or updated",
        "Atom requires the three.",
        "Write it.",
    ),
    "atom-element-repeated": error(
        "Atom element twice",
        "Atom allows one; readers keep the first or the last.",
        "Keep one.",
    ),
    "atom-id-invalid": error(
        "Atom id that is no absolute IRI",
        "Validators refuse it; white space around it counts.",
        "Write one like `https://example.org/1` or `urn:uuid:…`.",
    ),
    "atom-id-not-normal": warning(
        "Atom id that software may rewrite",
        "Its host is not lower-case, or no slash follows it; ids are compared letter by letter.",
        "Write `https://example.org/`.",
    ),
    "atom-id-repeated": error(
        "id of two entries",
        "Subscribers lose entries that share an id.",
        "Give every entry its own.",
    ),
    "atom-author-missing": error(
        "entry without author",
        "Neither the entry nor the feed has one; Atom requires it.",
        "Write an author into the feed.",
    ),
    "atom-person-nameless": error(
        "author without name",
        "Atom requires it; readers show nothing else.",
        "Write the name.",
    ),
    "atom-email-invalid": error(
        "e-mail address that is none",
        "Atom wants `name@host`.",
        "Correct it, or leave it out.",
    ),
    "atom-link-without-href": error(
        "link without href",
        "It leads nowhere.",
        "Write its address.",
    ),
    "atom-relation-unregistered": warning(
        "link relation that is not registered",
        "Readers ignore a relation that they don't know.",
        "Write one of the IANA list, or an address that defines it.",
    ),
    "atom-alternate-repeated": error(
        "second alternate link of one type and language",
        "Atom forbids it; readers open the first or the last.",
        "Keep one.",
    ),
    "atom-alternate-missing": warning(
        "entry without alternate link",
        "People can open nothing.",
        "Link the article's page.",
    ),
    "atom-entry-hollow": error(
        "entry without content and alternate link",
        "Atom requires one of the two.",
        "Write the link.",
    ),
    "atom-category-termless": error(
        "category without term",
        "Readers tag by the term.",
        "Write its term.",
    ),
    "atom-summary-missing": warning(
        "entry without summary and content",
        "Readers show a bare title.",
        "Write one of them.",
    ),
    "atom-title-not-text": warning(
        "title that is not plain text",
        "Some readers show the markup, others cut it.",
        'Write plain text with `type="text"`.',
    ),
    "atom-type-unknown": error(
        "text type that Atom does not know",
        "A title, subtitle, summary or rights is text, html or xhtml.",
        "Write one of the three.",
    ),
    "atom-markup-unescaped": error(
        "elements inside text or html",
        "Readers lose all behind the first tag.",
        'Escape the HTML and write `type="html"`.',
    ),
    "atom-xhtml-without-div": error(
        "xhtml without div",
        "Atom wants one XHTML `<div>` around it; readers show nothing.",
        "Put it into one `<div>`.",
    ),
    "atom-content-elsewhere": error(
        "content elsewhere without summary",
        "Readers fetch nothing, so they show an empty page.",
        "Write the summary.",
    ),
    "deleted-entry-incomplete": error(
        "withdrawn entry without ref or when",
        "RFC 6721 requires both; readers can't tell which entry is meant, or whether it came back since.",
        'Write `<at:deleted-entry ref="…" when="…"/>`: the id of the entry, and the moment.',
    ),
    "deleted-entry-shown": error(
        "withdrawn entry that stands in the feed",
        "Readers take an entry away that `at:deleted-entry` names, unless it was updated after that moment.",
        "Leave out the entry, or what says that it was withdrawn.",
    ),
}


JSONFEED: Final[dict[str, DiagnosticRule]] = {
    "jsonfeed-root-wrong": error(
        "no JSON Feed",
        "The document is no object.",
        "Write one object with version, title and items.",
    ),
    "jsonfeed-version-wrong": error(
        "JSON Feed without its version",
        "Readers tell by it that this is a feed.",
        "Write `https://jsonfeed.org/version/1.1`.",
    ),
    "jsonfeed-version-old": warning(
        "JSON Feed version 1",
        "Newer readers expect 1.1.",
        "Write `https://jsonfeed.org/version/1.1`.",
    ),
    "jsonfeed-version-not-first": warning(
        "version that is not the first key",
        "Some readers look for it in the first bytes alone.",
        "Write it first.",
    ),
    "jsonfeed-key-missing": error(
        "required key missing",
        "A feed needs title and items, an attachment url and mime_type.",
        "Write it.",
    ),
    "jsonfeed-address-missing": warning(
        "no home_page_url or feed_url",
        "Readers link the site and identify the feed by them.",
        "Write the absolute address.",
    ),
    "jsonfeed-next-url-same": error(
        "next_url that is feed_url",
        "It should lead to older items; who follows it goes in a circle.",
        "Write the address of the document with older items, or leave it out.",
    ),
    "jsonfeed-key-unknown": error(
        "key that JSON Feed does not know",
        "Schemas refuse it.",
        "Begin it with `_` and a letter, or leave it out.",
    ),
    "jsonfeed-type-wrong": error(
        "value of the wrong type",
        "Typed readers fail on the whole feed.",
        "Write the type that the message names.",
    ),
    "jsonfeed-value-empty": error(
        "null or empty value",
        "Typed readers fail on null, others show nothing.",
        "Leave the key out.",
    ),
    "jsonfeed-id-missing": error(
        "item without id",
        "Readers must drop it.",
        "Write one that never changes.",
    ),
    "jsonfeed-id-not-string": error(
        "id that is no string",
        "Typed readers fail, others make a string of it, each its own way.",
        "Write it as a string.",
    ),
    "jsonfeed-id-repeated": error(
        "id of two JSON items",
        "Subscribers lose items that share an id.",
        "Give every item its own.",
    ),
    "jsonfeed-content-missing": error(
        "item without content_html and content_text",
        "JSON Feed requires one of the two.",
        "Write one of them.",
    ),
    "jsonfeed-author-singular": warning(
        "author instead of authors",
        "JSON Feed 1.1 has the list alone; newer readers look for it.",
        "Write `authors`.",
    ),
}
