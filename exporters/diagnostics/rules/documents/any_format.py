"""Rules about finished documents of any format, from any generator."""

from typing import Final

from exporters.diagnostics.rules.rule import Clause, DiagnosticRule, error, our_docs, warning

DOCUMENTS: Final[dict[str, DiagnosticRule]] = {
    "document-empty": error(
        "document is empty",
        "The file has no bytes. Readers fail to parse it, and subscribers get nothing.",
        "Write at least the elements that the format requires.",
        Clause("XML 1.0, §2.1; RFC 8259, §2", "https://www.w3.org/TR/xml/#sec-well-formed"),
    ),
    "document-unknown": error(
        "document is of an unknown kind",
        "Its content has none of the formats that `outfeed lint` judges. A server may send an HTML page, for example, "
        "instead of a feed that does not exist. A document that stands beside feeds and is none, such as an OpenSearch "
        "description, is a warning.",
        "Give the address or the file of a feed.",
        Clause(
            "MIME Sniffing, §7", "https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type"
        ),
    ),
    "document-large": error(
        "document is too large",
        "It has more than 64 MiB. Many readers stop at 1 MB to 10 MB.",
        "Keep fewer entries in it, and move the others to archive documents (RFC 5005).",
        Clause("RFC 5005, §4: archived feeds", "https://www.rfc-editor.org/rfc/rfc5005#section-4"),
    ),
    "text-not-utf8": error(
        "text is not UTF-8",
        "A text or CSV file contains bytes that are not UTF-8. Programs show wrong characters or refuse the file.",
        "Write UTF-8.",
        Clause("RFC 3629, §3", "https://www.rfc-editor.org/rfc/rfc3629#section-3"),
    ),
    "xml-not-wellformed": error(
        "XML is not well-formed",
        (
            "For example, a `&` or `<` is not escaped, a tag is not closed, a prefix is not declared, a character is "
            "forbidden, the encoding is wrong, or elements are nested more than 2,048 levels deep. Every XML parser "
            "refuses the document."
        ),
        "Escape text and close every element.",
        Clause("XML 1.0, §2.1", "https://www.w3.org/TR/xml/#sec-well-formed"),
    ),
    "xml-doctype": error(
        "document has a DOCTYPE",
        "A DOCTYPE can define entities that expand until the memory is full, so safe parsers refuse it.",
        "Remove it.",
        Clause("XML 1.0, §2.8", "https://www.w3.org/TR/xml/#sec-prolog-dtd"),
    ),
    "xml-not-utf8": warning(
        "XML is not in UTF-8",
        "XML allows other encodings, but some readers support only UTF-8.",
        "Write UTF-8.",
        Clause("RFC 7303, §3", "https://www.rfc-editor.org/rfc/rfc7303#section-3"),
    ),
    "feed-stylesheet-xslt": warning(
        "feed uses an XSLT style sheet",
        "Browsers are removing client-side XSLT, so people will see an error instead of the page.",
        "Remove it, and link to an HTML page.",
        Clause(
            "Associating Style Sheets with XML, §4",
            "https://www.w3.org/TR/xml-stylesheet/#the-xml-stylesheet-processing-instruction",
        ),
    ),
    "xml-base-used": warning(
        "xml:base is used",
        "Most readers ignore `xml:base`, so addresses relative to it lead nowhere.",
        "Remove it, and write every address absolute.",
        Clause("RFC 4287, §2; XML Base, §3", "https://www.w3.org/TR/xmlbase/#syntax"),
    ),
    "namespace-unknown": warning(
        "namespace is unknown to readers",
        "Validators warn about the namespace, and readers ignore its elements. In other people's documents it is a "
        "note, since RSS and Atom let everybody extend them. `outfeed lint` knows the extensions that some readers "
        "read, and says nothing about them.",
        "Use a known namespace, or remove the elements.",
        Clause('RSS 2.0, "Extending RSS"', "https://www.rssboard.org/rss-specification#extendingRss"),
    ),
    "element-empty": error(
        "element is empty",
        "Readers use the empty date, link or name, instead of another element that has a value.",
        "Write its value, or remove the element where the format doesn't require it.",
        Clause(
            'RSS 2.0, "Elements of <item>"; RFC 4287, §4.2',
            "https://www.rssboard.org/rss-specification#hrelementsOfLtitemgt",
        ),
    ),
    "language-invalid": error(
        "language code is invalid",
        "`language`, `xml:lang` or `hreflang` is not a BCP 47 code. Readers choose fonts and voices by it.",
        "Write a code such as `en` or `en-us`.",
        Clause("BCP 47, §2.1", "https://www.rfc-editor.org/rfc/rfc5646#section-2.1"),
    ),
    "feed-url-invalid": error(
        "address is invalid in a feed",
        (
            "The address is relative, is not http or https, or contains a space or a letter that is not "
            "percent-encoded. Readers resolve no relative address and encode no letter, so they can't open it."
        ),
        "Write an absolute http or https address, percent-encoded.",
        Clause("RFC 3986, §4.3", "https://www.rfc-editor.org/rfc/rfc3986#section-4.3"),
    ),
    "media-type-invalid": error(
        "media type is invalid",
        "Readers choose the player for a file by its media type.",
        "Write a type such as `audio/mpeg`.",
        Clause("RFC 6838, §4.2", "https://www.rfc-editor.org/rfc/rfc6838#section-4.2"),
    ),
    "length-invalid": error(
        "length is not a number",
        "The length of an enclosure or a link must be a whole number of bytes. Validators refuse anything else.",
        "Write the number of bytes.",
        Clause("RSS 2.0, <enclosure>", "https://www.rssboard.org/rss-specification#ltenclosuregtSubelementOfLtitemgt"),
    ),
    "self-link-missing": warning(
        "self link is missing",
        "Readers and hubs learn from it at which address the feed is published.",
        'Add a link with rel="self" and the address of the feed.',
        Clause(
            "RSS Best Practices Profile, atom:link; RFC 4287, §4.1.1",
            "https://www.rssboard.org/rss-profile#namespace-elements-atom-link",
        ),
    ),
    "archive-and-complete": error(
        "complete feed has archive documents",
        (
            "`fh:complete` means that the document contains every entry; `fh:archive` or a link to an archive means "
            "that others contain more. Readers that follow `fh:complete` delete every entry that is not in the "
            "document."
        ),
        "Remove `fh:complete`.",
        Clause("RFC 5005, §2 and §4", "https://www.rfc-editor.org/rfc/rfc5005#section-2"),
    ),
    "archive-current-missing": warning(
        "archive document has no current link",
        "Whoever finds an archive document first can't find the feed to subscribe to.",
        'Add a link with rel="current" and the address of the document that people subscribe to.',
        Clause("RFC 5005, §4", "https://www.rfc-editor.org/rfc/rfc5005#section-4"),
    ),
    "archive-link-circular": error(
        "prev-archive link leads back",
        "The link has the address of the document itself or of the current one, so readers that follow it go in a "
        "circle and never reach older entries.",
        "Write the address of the archive document before this one; the oldest has no such link.",
        Clause("RFC 5005, §4", "https://www.rfc-editor.org/rfc/rfc5005#section-4"),
    ),
    "enclosure-repeated": warning(
        "entry has a second enclosure",
        "Some readers play the first enclosure, others the last.",
        "Keep one, and link to the others.",
        Clause(
            "RSS Best Practices Profile, enclosure",
            "https://www.rssboard.org/rss-profile#element-channel-item-enclosure",
        ),
    ),
    "text-escaped-twice": warning(
        "plain text is escaped twice",
        "Readers show `&amp;` or `&#8217;` literally in the title or summary.",
        "Write the character itself, and escape it once, as the format requires.",
        Clause(
            "RSS Best Practices Profile, character data; RFC 4287, §3.1.1.1",
            "https://www.rssboard.org/rss-profile#data-types-characterdata",
        ),
    ),
    "rfc822-date-invalid": error(
        "date is not an RFC 822 date",
        'RSS dates look like `Tue, 24 Aug 2021 07:30:00 +0000`. If readers can\'t parse a date, they show "now" or no '
        "date.",
        "Write the date in this form, in English.",
        Clause("RFC 822, §5; RSS 2.0, dates", "https://www.rfc-editor.org/rfc/rfc822#section-5"),
    ),
    "rfc822-weekday-wrong": error(
        "weekday is wrong",
        "The weekday does not match the date, and validators refuse it.",
        "Write the right weekday, or none.",
        Clause("RFC 822, §5.2", "https://www.rfc-editor.org/rfc/rfc822#section-5"),
    ),
    "rfc822-year-short": warning(
        "year has two digits",
        "Readers guess the century.",
        "Write four digits.",
        Clause("RSS Best Practices Profile, date and time", "https://www.rssboard.org/rss-profile#data-types-datetime"),
    ),
    "rfc822-zone-named": warning(
        "time zone is a name",
        "Readers know only a few names, such as EST, and read any other as UTC.",
        "Write the zone in digits: `+0000`.",
        Clause("RFC 2822, §4.3", "https://www.rfc-editor.org/rfc/rfc2822#section-4.3"),
    ),
    "rfc3339-date-invalid": error(
        "date is not an RFC 3339 date",
        (
            "Dates of Atom and JSON Feed look like `2021-08-24T07:30:00Z`. If readers can't parse a date, they show "
            '"now" or drop the entry.'
        ),
        "Write the date in this form.",
        Clause("RFC 3339, §5.6", "https://www.rfc-editor.org/rfc/rfc3339#section-5.6"),
    ),
    "rfc3339-zone-missing": error(
        "feed date has no time zone",
        "Atom and JSON Feed require a time zone. Without one readers are off by hours, or drop the entry.",
        "Append `Z` or an offset such as `+02:00`.",
        Clause("RFC 3339, §5.6", "https://www.rfc-editor.org/rfc/rfc3339#section-5.6"),
    ),
    "feed-date-early": warning(
        "feed date is before 1990",
        "There were no feeds then, so the W3C Feed Validator warns that the date is implausible.",
        "Correct the date, unless the article really is that old.",
        Clause("RSS Best Practices Profile, date and time", "https://www.rssboard.org/rss-profile#data-types-datetime"),
    ),
    "html-element-unsafe": error(
        "HTML contains an unsafe element",
        (
            "Readers remove `script`, `iframe`, `object`, `embed`, `svg`, `applet`, `frame`, `base`, `meta`, `link` "
            "and `style`, often with the text that follows. A reader that does not remove them runs them."
        ),
        "Remove the element. Replace an embedded video by a link with its poster image.",
        Clause("RFC 4287, §8.1", "https://www.rfc-editor.org/rfc/rfc4287#section-8.1"),
    ),
    "html-handler": error(
        "HTML attribute runs a script",
        "A reader that does not remove attributes such as `onclick` runs them.",
        "Remove the attribute.",
        Clause("RFC 4287, §8.1", "https://www.rfc-editor.org/rfc/rfc4287#section-8.1"),
    ),
    "html-url-script": error(
        "address runs a script",
        "The address begins with `javascript:` or `vbscript:`, or with `data:` and is not an image. A reader that does "
        "not remove it runs it.",
        "Link to a page, or remove the link.",
        Clause("RFC 4287, §8.1", "https://www.rfc-editor.org/rfc/rfc4287#section-8.1"),
    ),
    "html-url-relative": error(
        "address in HTML is relative",
        "Readers resolve it against their own page, so links are dead and images are missing.",
        "Write the absolute address.",
        Clause("RFC 3986, §5", "https://www.rfc-editor.org/rfc/rfc3986#section-5"),
    ),
    "html-url-fragment": warning(
        "link leads to a part of the same page",
        "In a reader `#note` leads nowhere, or to a note of another article.",
        "Write the address of the article before the `#`.",
        Clause("RFC 3986, §4.4", "https://www.rfc-editor.org/rfc/rfc3986#section-4.4"),
    ),
    "html-style-unsafe": warning(
        "style is unsafe",
        "The style positions text, contains `url()`, or has an unusual property. Such styles can cover the reader's "
        "own buttons, so readers drop them.",
        "Remove the style; readers style the text themselves.",
        Clause("RFC 4287, §8.1", "https://www.rfc-editor.org/rfc/rfc4287#section-8.1"),
    ),
    "html-document-wrapper": warning(
        "content is a whole page",
        "The content contains `<html>`, `<head>`, `<body>` or a DOCTYPE. Readers put it into their own page, which "
        "breaks.",
        "Write the content of `<body>`, without that tag.",
        Clause("RFC 4287, §3.1.1.2", "https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1.2"),
    ),
    "html-element-unknown": warning(
        "HTML element is unknown",
        "HTML has no such element, so readers drop it. Often it was meant as text, such as `<MSFT.O>`.",
        "Write `&lt;` if it is text.",
        Clause("HTML, §4", "https://html.spec.whatwg.org/multipage/indices.html#elements-3"),
    ),
    "html-tags-unbalanced": warning(
        "tag is not closed or not opened",
        "The formatting continues into what the reader shows next.",
        "Close every element inside the one that contains it.",
        Clause("HTML, §13.1.2", "https://html.spec.whatwg.org/multipage/syntax.html#elements-2"),
    ),
    "enclosure-incomplete": error(
        "enclosure lacks url, length or type",
        "RSS 2.0 requires all three, and podcast players refuse the enclosure without them.",
        "Add the attribute that the message names.",
        Clause("RSS 2.0, <enclosure>", "https://www.rssboard.org/rss-specification#ltenclosuregtSubelementOfLtitemgt"),
    ),
    "json-not-wellformed": error(
        "document is not valid JSON",
        "The document has a syntax error, bytes that are not UTF-8, or too deep a nesting. No JSON parser reads it.",
        "Write it with a JSON library.",
        Clause("RFC 8259 §2", "https://www.rfc-editor.org/rfc/rfc8259#section-2"),
    ),
    "json-byte-order-mark": error(
        "JSON begins with a byte order mark",
        "RFC 8259 forbids it, and strict parsers refuse the document.",
        "Remove it.",
        Clause("RFC 8259 §8.1", "https://www.rfc-editor.org/rfc/rfc8259#section-8.1"),
    ),
    "json-key-repeated": error(
        "object has the same key twice",
        "Some parsers keep the first value, others the last.",
        "Keep one.",
        Clause("RFC 8259 §4", "https://www.rfc-editor.org/rfc/rfc8259#section-4"),
    ),
    "json-number-unreal": error(
        "JSON contains NaN or Infinity",
        "JSON has no such numbers, so strict parsers refuse the document.",
        "Remove the key.",
        Clause("RFC 8259 §6", "https://www.rfc-editor.org/rfc/rfc8259#section-6"),
    ),
    "formats-ids-differ": error(
        "formats have different entries",
        "An id of one format is missing from another, or appears twice. Subscribers of different formats would see "
        "different articles.",
        "Write every entry with its id in every format.",
        Clause("RFC 4287, §4.2.6: atom:id", "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6"),
    ),
    "formats-order-differs": error(
        "formats have different orders",
        "A reader that shows only the first entries shows other articles, depending on the format.",
        "Write the entries of every format in the order of the feed.",
        our_docs("lint", "Documents that belong together", "documents-that-belong-together"),
    ),
    "formats-dates-differ": error(
        "formats have different dates",
        "An article has different dates of publication in two formats.",
        "Write the same moment in every format.",
        Clause("RFC 4287, §4.2.9: atom:published", "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.9"),
    ),
    "formats-links-differ": error(
        "formats have different links",
        "An article links to different addresses in two formats.",
        "Write the same address in every format.",
        Clause("RFC 4287, §4.2.7.2: alternate", "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7.2"),
    ),
    "formats-files-differ": warning(
        "formats have different files",
        "An entry has an enclosure with type and length in one format, and none or another one in a second format.",
        "Write the same file in every format.",
        Clause("RFC 4287, §4.2.7.2: enclosure", "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7.2"),
    ),
}
