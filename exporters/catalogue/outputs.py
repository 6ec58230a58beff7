"""What is wrong in a finished document, whoever wrote it."""

from typing import Final

from exporters.catalogue.rule import Rule, error, warning

OUTPUTS: Final[dict[str, Rule]] = {
    "document-empty": error(
        "empty document",
        "The file has no bytes; subscribers would lose everything at once.",
        "Write at least what the format demands.",
    ),
    "text-not-utf8": error(
        "text that is not UTF-8",
        "A text or CSV file holds bytes that are no UTF-8.",
        "Write UTF-8.",
    ),
    "xml-not-wellformed": error(
        "XML that is not well-formed",
        (
            "An unescaped & or <, a tag not closed, an undeclared prefix, a forbidden character, a wrong "
            "encoding or nesting over 2,048 levels: every XML parser refuses it."
        ),
        "Escape text and close every element.",
    ),
    "xml-doctype": error(
        "DOCTYPE in the document",
        "Safe parsers refuse it, since entities can blow up memory.",
        "Leave it out.",
    ),
    "xml-not-utf8": warning(
        "XML in another encoding than UTF-8",
        "Some readers know UTF-8 alone.",
        "Write UTF-8.",
    ),
    "feed-stylesheet-xslt": warning(
        "XSLT style sheet",
        "Browsers switch client-side XSLT off, so people see an error.",
        "Leave it out and link an HTML page.",
    ),
    "xml-base-used": warning(
        "xml:base",
        "Most readers ignore it, so addresses relative to it break.",
        "Leave it out and write every address absolute.",
    ),
    "namespace-unknown": warning(
        "namespace that readers don't know",
        "Validators warn, readers ignore what is in it.",
        "Use a known one, or leave it out.",
    ),
    "element-empty": error(
        "empty element",
        "Readers take an empty date, link or name as said.",
        "Leave the element out.",
    ),
    "language-invalid": error(
        "language that is no code",
        "`language`, `xml:lang` or `hreflang` is no BCP 47 code; readers choose fonts and voices by it.",
        "Write one like `en` or `en-us`.",
    ),
    "feed-url-invalid": error(
        "address that can't be written into a feed",
        (
            "It is relative, not http(s), or holds a space or a letter that is not percent-encoded; "
            "readers resolve and encode nothing."
        ),
        "Write an absolute http or https address, percent-encoded.",
    ),
    "media-type-invalid": error(
        "media type that is none",
        "Players choose themselves by the type of a file or link.",
        "Write one like `audio/mpeg`.",
    ),
    "length-invalid": error(
        "length that is no number",
        "The length of an enclosure or link has to be a whole number of bytes.",
        "Write the number of bytes.",
    ),
    "self-link-missing": warning(
        "no self link",
        "Readers and hubs learn from it where the feed lives.",
        'Write a link with rel="self" and the address of the feed.',
    ),
    "enclosure-repeated": warning(
        "second enclosure",
        "Readers play the first or the last, each its own way.",
        "Keep one and link the others.",
    ),
    "text-escaped-twice": warning(
        "plain text escaped twice",
        "A title or summary shows `&amp;` or `&#8217;` to people.",
        "Write the character itself; the format escapes it once.",
    ),
    "rfc822-date-invalid": error(
        "date that is no RFC 822 date",
        'RSS dates look like `Tue, 24 Aug 2021 07:30:00 +0000`; with any other readers say "now", or nothing.',
        "Write it so, in English.",
    ),
    "rfc822-weekday-wrong": error(
        "wrong weekday",
        "The weekday does not fit the date; validators refuse it.",
        "Write the right one, or none.",
    ),
    "rfc822-year-short": warning(
        "year of two digits",
        "Readers guess the century.",
        "Write four digits.",
    ),
    "rfc822-zone-named": warning(
        "time zone by name",
        "Readers know few names such as EST, and take the rest for UTC.",
        "Write it in digits: `+0000`.",
    ),
    "rfc3339-date-invalid": error(
        "date that is no RFC 3339 date",
        (
            'Atom and JSON Feed dates look like `2021-08-24T07:30:00Z`; with any other readers say "now",'
            " or drop the entry."
        ),
        "Write it so.",
    ),
    "rfc3339-zone-missing": error(
        "feed date without time zone",
        "Atom and JSON Feed demand a zone.",
        "Append `Z` or `+02:00`.",
    ),
    "feed-date-early": warning(
        "feed date before 1990",
        "Feeds are younger, so one validator takes it for a mistake.",
        "Correct it, if it is one.",
    ),
    "html-element-unsafe": error(
        "unsafe element in HTML",
        (
            "script, iframe, object, embed, svg, applet, frame, base, meta, link or style: readers cut it"
            " out, often with what follows, or run it."
        ),
        "Leave it out; make an embedded video a link with its poster image.",
    ),
    "html-handler": error(
        "program in an attribute",
        "An attribute such as `onclick`: a reader that does not cut it out runs it.",
        "Leave it out.",
    ),
    "html-url-script": error(
        "address that runs a program",
        "`javascript:`, `vbscript:`, or `data:` that is no image.",
        "Link to a page, or leave the link out.",
    ),
    "html-url-relative": error(
        "relative address in HTML",
        "Readers resolve it against their own page: dead links, no images.",
        "Write the absolute address.",
    ),
    "html-url-fragment": warning(
        "link within the page",
        "`#note` leads nowhere in a reader, or to another article's note.",
        "Write the address of the article before the `#`.",
    ),
    "html-style-unsafe": warning(
        "style that moves or covers",
        "Positioned text, `url()` or properties out of the ordinary: readers drop the style.",
        "Leave it out; readers style the text.",
    ),
    "html-document-wrapper": warning(
        "whole page instead of a fragment",
        "`<html>`, `<head>`, `<body>` or a DOCTYPE in the content breaks the page of the reader.",
        "Write what `<body>` holds, without it.",
    ),
    "html-element-unknown": warning(
        "element that HTML does not know",
        "Readers drop it; often it was text, such as `<MSFT.O>`.",
        "Write `&lt;` where it is text.",
    ),
    "html-tags-unbalanced": warning(
        "tag that is not closed or not opened",
        "It leaks into what the reader shows next.",
        "Close every element where it was opened.",
    ),
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
        "It is not unique in the world, as it should be.",
        "Put the address of the site before it.",
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
    "enclosure-incomplete": error(
        "enclosure without url, length or type",
        "RSS 2.0 requires the three; podcast players refuse it.",
        "Write it.",
    ),
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
    "json-not-wellformed": error(
        "JSON that can't be read",
        "A syntax error, bytes that are no UTF-8, or nesting that no feed needs.",
        "Write it with a JSON library.",
    ),
    "json-byte-order-mark": error(
        "byte order mark before JSON",
        "RFC 8259 forbids it; strict parsers refuse it.",
        "Leave it out.",
    ),
    "json-key-repeated": error(
        "key twice in one object",
        "Parsers keep one of the two values, each its own way.",
        "Keep one.",
    ),
    "json-number-unreal": error(
        "NaN or Infinity in JSON",
        "JSON has no such number.",
        "Leave the key out.",
    ),
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
    "csv-byte-order-mark": warning(
        "byte order mark before CSV",
        "Programs take it for a part of the first header.",
        "Leave it out unless a spreadsheet needs it.",
    ),
    "csv-not-wellformed": error(
        "CSV that can't be read",
        "A quotation mark is not closed, or stands inside a cell without quotes.",
        'Quote the whole cell and write `"` as `""`.',
    ),
    "csv-header-empty": error(
        "column without header",
        "Programs address a column by its name.",
        "Write a name.",
    ),
    "csv-header-repeated": error(
        "two columns of one header",
        "Programs that read rows by name lose one of the two.",
        "Give every column its own.",
    ),
    "csv-columns-differ": error(
        "row with more or fewer columns",
        "Values land in the wrong column, or the file is refused.",
        "Write as many as the header has.",
    ),
    "csv-line-end-wrong": warning(
        "row that does not end with CR LF",
        "Strict parsers end a row at CR LF alone.",
        "End every row with CR LF.",
    ),
    "csv-quote-needless": warning(
        "quotation marks without need",
        "Files grow, and naive parsers keep the marks.",
        "Leave them out.",
    ),
    "csv-formula": error(
        "cell that a spreadsheet calculates",
        "It begins with = + - @, a tab or CR and is no plain number: it may call programs or send data away.",
        "Put `'` before it.",
    ),
    "csvw-root-wrong": error(
        "no CSVW metadata",
        "The document is no object.",
        "Write one object with tableSchema.",
    ),
    "csvw-columns-missing": error(
        "CSVW metadata without columns",
        "Without names and datatypes a table of texts is read.",
        "List every column.",
    ),
    "csvw-key-missing": error(
        "CSVW metadata without primary key",
        "Databases tell rows apart by it.",
        "Name the column whose values are unique: `id`.",
    ),
    "csvw-key-unknown": error(
        "primary key that is no column",
        "Validators refuse it.",
        "Name one of the columns.",
    ),
    "formats-ids-differ": error(
        "formats with different entries",
        "An id of one format is missing in another, or there twice.",
        "Make every format write every entry with its id.",
    ),
    "formats-order-differs": error(
        "formats in different order",
        "Readers that cut a feed at a number show different articles.",
        "Write the entries in the order of the feed.",
    ),
    "formats-dates-differ": error(
        "formats with different dates",
        "An article was published at another moment in another format.",
        "Write the same moment.",
    ),
    "formats-links-differ": error(
        "formats with different links",
        "An article leads elsewhere in another format.",
        "Write the same address.",
    ),
}
