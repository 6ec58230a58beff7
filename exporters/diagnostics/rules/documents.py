"""Rules about finished documents of any format, from any generator."""

from typing import Final

from exporters.diagnostics.rules.rule import DiagnosticRule, error, warning

DOCUMENTS: Final[dict[str, DiagnosticRule]] = {
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
    "archive-and-complete": error(
        "complete feed that has more entries elsewhere",
        (
            "`fh:complete` says that no entry is elsewhere, `fh:archive` or a link to an archive says the "
            "opposite; readers drop what the document does not hold."
        ),
        "Leave `fh:complete` out.",
    ),
    "archive-current-missing": warning(
        "archive document without current link",
        "Who comes upon it finds nothing to subscribe to.",
        'Write a link with rel="current" and the address of the document that people subscribe to.',
    ),
    "archive-link-circular": error(
        "prev-archive link that leads to no older document",
        "It is the address of the document itself or of the current one, so readers go in a circle.",
        "Write the address of the archive before this one; the oldest has none.",
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
    "enclosure-incomplete": error(
        "enclosure without url, length or type",
        "RSS 2.0 requires the three; podcast players refuse it.",
        "Write it.",
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


CSV: Final[dict[str, DiagnosticRule]] = {
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
    "csv-enclosure-wrong": error(
        "file of a row without url, with a wrong media type or length",
        "Programs that fetch the files of a table fail on it, or take the file for another kind.",
        "Write an absolute address, a media type such as audio/mpeg, and the length as a number of bytes.",
    ),
    "csv-formula": error(
        "cell that a spreadsheet calculates",
        "It begins with = + - @ or their full-width forms, perhaps after white space or `;`, or with a tab or CR, "
        "and is no plain number: it may call programs or send data away.",
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
}
