"""Rules about Atom documents that anybody wrote."""

from typing import Final

from exporters.diagnostics.rules.rfc import rfc
from exporters.diagnostics.rules.rule import DiagnosticRule, error, note, warning

LINT_ATOM: Final[dict[str, DiagnosticRule]] = {
    "atom-element-undefined": error(
        "element is not one of Atom",
        "Atom reserves its namespace: an element in it that the specification does not define means nothing, so no "
        "reader shows it. Often it is the name that RSS or Atom 0.3 has.",
        "Write the element that Atom has for it, or put your own into a namespace of your own.",
        rfc(4287, "6.2"),
    ),
    "atom-element-misplaced": error(
        "element of Atom is in the wrong place",
        "Atom defines the element for another parent, where readers look for it. Here they ignore it.",
        "Move it to where it belongs.",
        rfc(4287, "4"),
    ),
    "atom-attribute-undefined": error(
        "attribute is not one of Atom",
        "Atom does not define the attribute for this element, so no reader knows it. `mode` is of Atom 0.3, for "
        "example, and `isPermaLink` of RSS.",
        "Remove it, or write the one that Atom has.",
        rfc(4287, "B"),
    ),
    "atom-text-misplaced": error(
        "text is where Atom has elements alone",
        'A feed, an entry, a source and a person hold elements, and `type="xhtml"` holds one `<div>`. Readers drop '
        "text beside them.",
        "Put the text into the element that it belongs to.",
        rfc(4287, "B"),
    ),
    "atom-metadata-late": error(
        "data of the feed is behind its entries",
        "The grammar of Atom has the title, links and authors of the feed before the first entry. Readers that "
        "process entries as they arrive miss what is behind them.",
        "Write it before the first `<entry>`.",
        rfc(4287, "4.1.1"),
    ),
    "atom-link-not-empty": warning(
        "link or category holds text",
        "Atom gives no meaning to what is in a link or a category, so no reader shows it. RSS has the address there, "
        "Atom in `href`.",
        "Write the attributes, and remove the text.",
        rfc(4287, "4.2.7"),
    ),
    "atom-white-space": error(
        "white space surrounds a date or an address",
        "Atom forbids it. Strict parsers refuse the date or the address, and some readers take the id with the space "
        "for another one.",
        "Remove the white space.",
        rfc(4287, "2"),
    ),
    "atom-tag-invalid": error(
        "tag URI is invalid",
        "A `tag:` URI is a host name or an e-mail address, a comma, a date on which it was yours, a colon and a name. "
        "Without them nothing says that nobody else has the same id.",
        "Write one like `tag:example.org,2024:1` for new entries. Keep an id that is published.",
        rfc(4151, "2.1"),
    ),
    "atom-urn-invalid": error(
        "URN is invalid",
        "A URN is `urn:`, a registered namespace, a colon and a name; a `urn:uuid:` has 32 hexadecimal digits. "
        "Software that stores them as such refuses the id.",
        "Write one like `urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6` for new entries. Keep an id that is published.",
        rfc(8141, "2"),
    ),
    "atom-id-of-feed": error(
        "entry has the id of its feed",
        "An id is unique in the world. Software that stores feeds and entries together takes one for the other.",
        "Give the entry an id of its own.",
        rfc(4287, "4.2.6"),
    ),
    "atom-published-late": note(
        "entry published after its last update",
        "`published` is the moment of the first publication, and `updated` the newest. Readers sort by one or the "
        "other, so the entry stands in different places.",
        "Write the moment of the first publication into `published`.",
        rfc(4287, "4.2.9"),
    ),
    "atom-name-markup": warning(
        "name of a person has markup",
        "The name is plain text, so people read the tags.",
        "Write the name alone, and the address into `<uri>`.",
        rfc(4287, "3.2.1"),
    ),
    "atom-address-relative": warning(
        "address is relative",
        "Atom allows it, but many readers ignore `xml:base`, or resolve the address against their own page.",
        "Write the absolute address.",
        rfc(4287, "2"),
    ),
    "atom-address-not-ascii": note(
        "address has letters that are not ASCII",
        "Atom allows them, but some readers request them without percent-encoding and get an error.",
        "Percent-encode the letters; write a host name in its ASCII form.",
        rfc(3987, "3.1"),
    ),
    "atom-relation-invalid": error(
        "link relation is no name and no address",
        "A relation is a single registered name such as `alternate`, without colon and slash, or an absolute address. "
        "Readers ignore a link with any other.",
        "Write one name. Two relations are two links.",
        rfc(4287, "4.2.7.2"),
    ),
    "atom-self-repeated": warning(
        "feed has a second self link",
        "Readers and hubs learn from it where the feed is. Some use the first, others the last.",
        "Keep the address that people subscribe to.",
        rfc(4287, "4.1.1"),
    ),
    "atom-self-type": warning(
        "self link is not of a feed",
        "The self link leads to the feed itself, but its type says that something else is there.",
        'Write `type="application/atom+xml"`, or `rel="alternate"` for the page.',
        rfc(4287, "4.2.7.2"),
    ),
    "atom-enclosure-incomplete": warning(
        "enclosure of Atom lacks type or length",
        "Players choose by the type whether they can play the file, and show its size by the length.",
        "Write both: the media type, and the number of bytes.",
        rfc(4287, "4.2.7.6"),
    ),
    "atom-replies-wrong": error(
        "number of replies is no number",
        "`thr:count` of a link to the replies is a whole number. Readers show it as the number of comments.",
        "Write how many replies there are, or remove it.",
        rfc(4685, "4"),
    ),
    "atom-replies-misplaced": warning(
        "number of replies is at another link",
        "`thr:count` and `thr:updated` say how many replies there are, at the link to them. Readers look at no other.",
        'Write them at the link with rel="replies".',
        rfc(4685, "4"),
    ),
    "atom-edit-repeated": error(
        "entry has a second edit link",
        "An editor sends a change to one of them, and RFC 5023 forbids the second.",
        "Keep one.",
        rfc(5023, "11.1"),
    ),
    "atom-xhtml-foreign": error(
        "element in XHTML is not XHTML",
        "An element in inline XHTML is in another namespace, or in none. Readers drop it, and some drop all of the "
        "text.",
        'Write `xmlns="http://www.w3.org/1999/xhtml"` at the `<div>`, and no other in it. SVG and MathML are allowed.',
        rfc(4287, "3.1.1.3"),
    ),
    "atom-text-html": warning(
        "plain text contains HTML",
        'The text has no `type`, or `type="text"`, so readers show the tags to people.',
        'Write `type="html"` if it is markup.',
        rfc(4287, "3.1.1.1"),
    ),
    "atom-html-bare": note(
        "text without markup is declared as HTML",
        "HTML has no line breaks: readers show the paragraphs as one.",
        'Write `<p>` around each paragraph, or `type="text"`.',
        rfc(4287, "3.1.1.2"),
    ),
    "atom-content-composite": error(
        "content is a composite type",
        "Atom forbids `multipart/…` and `message/…`: no reader takes a message apart.",
        "Write the content as one of its parts.",
        rfc(4287, "4.1.3.1"),
    ),
    "atom-content-src-type": error(
        "content elsewhere has no media type",
        "Beside `src` the type is that of the document which is there, so `text`, `html` and `xhtml` are forbidden and "
        "none is a guess. Readers choose by it whether they can show the document.",
        "Write its media type, such as `text/html`.",
        rfc(4287, "4.1.3.2"),
    ),
    "atom-content-src-not-empty": error(
        "content elsewhere is not empty",
        "With `src` the element must be empty. Some readers show what is in it, others what is at the address.",
        "Remove one of the two.",
        rfc(4287, "4.1.3.2"),
    ),
    "atom-content-not-base64": error(
        "content is not base64",
        "Content of a media type that is neither text nor XML must be base64. Readers that decode it show garbage or "
        "nothing.",
        'Encode it in base64. For a text write `type="html"` or `type="text"`.',
        rfc(4287, "4.1.3.3"),
    ),
    "atom-content-not-xml": error(
        "content of an XML type is no document",
        "Content of an XML media type is one element, the root of that document. A program for the type can't parse "
        "anything else.",
        "Write one element, unescaped, without text beside it.",
        rfc(4287, "4.1.3.3"),
    ),
    "atom-category-repeated": note(
        "category appears twice",
        "Readers show the tag twice.",
        "Keep one.",
        rfc(4287, "4.2.2"),
    ),
    "atom-source-incomplete": warning(
        "source lacks id, title or updated",
        "`<source>` says from which feed an entry was copied. Readers need its id and title to name that feed.",
        "Copy all three from the feed.",
        rfc(4287, "4.2.11"),
    ),
    "atom-attribute-empty": warning(
        "attribute of Atom is empty",
        "Readers show an empty tag or title, or take the empty address for that of the feed.",
        "Write its value, or remove the attribute.",
        rfc(4287, "4.2"),
    ),
    "atom-obsolete": error(
        "document is Atom 0.3",
        "Atom 0.3 was a draft of December 2003. RFC 4287 replaced it in 2005, with another namespace and other names, "
        "and newer readers don't know it.",
        "Change the names that the message lists, and the namespace.",
        rfc(4287, "1"),
    ),
    "archive-past-end": error(
        "page has a link past the last or first page",
        "The document is the last page and links a next one, or the first and links a previous one. A reader that "
        "follows it never stops, or asks for a page that is not there.",
        "Remove the link.",
        rfc(5005, "3"),
    ),
    "archive-flag-not-empty": warning(
        "fh:archive or fh:complete is not empty",
        "Both are empty elements: that they are there says all. `<fh:complete>no</fh:complete>` means yes.",
        "Remove what they hold, or the element.",
        rfc(5005, "2"),
    ),
    "archive-link-in-entry": warning(
        "link to a page or an archive is in an entry",
        "Readers look for `next`, `prev-archive`, `current` and the like in the feed, and not in its entries.",
        "Write it in the feed.",
        rfc(5005, "3"),
    ),
    "deleted-entry-wrong": error(
        "withdrawn entry is wrong",
        "`at:deleted-entry` is in the feed, `ref` is the id of an entry, and `at:by` has a name. Readers ignore any "
        "other, and keep the entry.",
        "Correct what the message names.",
        rfc(6721, "3"),
    ),
    "deleted-entry-repeated": warning(
        "entry is withdrawn twice",
        "Two `at:deleted-entry` have the same `ref` and `when`.",
        "Keep one.",
        rfc(6721, "3"),
    ),
    "app-element-wrong": error(
        "element of the Atom Publishing Protocol is wrong",
        "An entry has one `app:edited` and one `app:control`, whose `app:draft` is `yes` or `no`. A server may publish "
        "a draft otherwise.",
        "Correct what the message names.",
        rfc(5023, "13.1.1"),
    ),
}
