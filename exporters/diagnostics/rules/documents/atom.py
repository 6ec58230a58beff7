"""Rules about Atom documents."""

from typing import Final

from exporters.diagnostics.rules.rfc import rfc
from exporters.diagnostics.rules.rule import DiagnosticRule, error, warning

ATOM: Final[dict[str, DiagnosticRule]] = {
    "atom-root-wrong": error(
        "document is not Atom 1.0",
        "The root element is not `<feed>` in the namespace http://www.w3.org/2005/Atom. Readers don't recognise a "
        "feed.",
        'Write `<feed xmlns="http://www.w3.org/2005/Atom">`.',
        rfc(4287, "2"),
    ),
    "atom-element-missing": error(
        "feed or entry lacks id, title or updated",
        "Atom requires all three, and strict readers refuse the feed.",
        "Add the element that the message names.",
        rfc(4287, "4.1.1"),
    ),
    "atom-element-repeated": error(
        "Atom element appears twice",
        "Atom allows one. Some readers use the first, others the last.",
        "Keep one.",
        rfc(4287, "4.1.1"),
    ),
    "atom-id-invalid": error(
        "Atom id is not an absolute IRI",
        "Atom requires an IRI, and validators refuse anything else. White space around it counts as a part of the id.",
        "Write an id such as `https://example.org/1` or `urn:uuid:…`.",
        rfc(4287, "4.2.6"),
    ),
    "atom-id-not-normal": warning(
        "Atom id is not in normal form",
        "Its scheme or host has capital letters, no slash is after the host, or it has a default port, dots as a "
        "folder, or letters that are percent-encoded without need. Readers compare ids character by character, and "
        "some software rewrites such addresses on the way: then the entries appear again as new.",
        "Write `https://example.org/` for a new feed. Keep an id that is already published.",
        rfc(4287, "4.2.6.1"),
    ),
    "atom-id-repeated": error(
        "two entries have the same id",
        "Readers treat entries with the same id as one, so subscribers lose one of them.",
        "Give every entry its own id.",
        rfc(4287, "4.1.1"),
    ),
    "atom-author-missing": error(
        "entry has no author",
        "Atom requires an author in the entry or in the feed, and validators refuse the feed.",
        "Add an author to the feed.",
        rfc(4287, "4.1.2"),
    ),
    "atom-person-nameless": error(
        "author has no name",
        "Atom requires the name, and readers show nothing else of an author.",
        "Write the name.",
        rfc(4287, "3.2.1"),
    ),
    "atom-email-invalid": error(
        "e-mail address is invalid",
        "Atom requires the form `name@host`, and validators refuse anything else.",
        "Correct it, or remove it.",
        rfc(4287, "3.2.3"),
    ),
    "atom-link-without-href": error(
        "link has no href",
        "The link leads nowhere.",
        "Write its address.",
        rfc(4287, "4.2.7.1"),
    ),
    "atom-relation-unregistered": warning(
        "link relation is not registered",
        "Readers ignore a relation that they don't know.",
        "Write a relation of the IANA list, or an address that defines it.",
        rfc(4287, "4.2.7.2"),
    ),
    "atom-alternate-repeated": error(
        "two alternate links have the same type and language",
        "Atom forbids it. Some readers open the first, others the last.",
        "Keep one.",
        rfc(4287, "4.1.1"),
    ),
    "atom-alternate-missing": warning(
        "entry has no alternate link",
        "People have no page to open.",
        "Link to the article's page.",
        rfc(4287, "4.1.2"),
    ),
    "atom-entry-hollow": error(
        "entry has neither content nor alternate link",
        "Atom requires one of them. People could neither read nor open the entry.",
        "Add the link.",
        rfc(4287, "4.1.2"),
    ),
    "atom-category-termless": error(
        "category has no term",
        "Readers use the term as the tag.",
        "Write its term.",
        rfc(4287, "4.2.2.1"),
    ),
    "atom-summary-missing": warning(
        "entry has neither summary nor content",
        "Readers show only its title.",
        "Write one of them.",
        rfc(4287, "4.1.1.1"),
    ),
    "atom-title-not-text": warning(
        "title is not plain text",
        "Some readers show the markup, others remove it.",
        'Write plain text with `type="text"`.',
        rfc(4287, "4.2.14"),
    ),
    "atom-type-unknown": error(
        "type of a text is unknown to Atom",
        "A title, subtitle, summary or rights element has the type text, html or xhtml. Readers don't know how to show "
        "any other.",
        "Write one of the three.",
        rfc(4287, "3.1.1"),
    ),
    "atom-markup-unescaped": error(
        "text or html contains elements",
        "Markup in these types must be escaped. Readers lose everything after the first tag.",
        'Escape the HTML and write `type="html"`.',
        rfc(4287, "3.1.1"),
    ),
    "atom-xhtml-without-div": error(
        "xhtml has no div",
        "Atom requires a single XHTML `<div>` around it; without one, readers show nothing.",
        "Put it into one `<div>`.",
        rfc(4287, "3.1.1.3"),
    ),
    "atom-content-elsewhere": error(
        "content is elsewhere and there is no summary",
        "`src` says where the content is, but readers don't fetch it, so they show an empty entry.",
        "Write the summary.",
        rfc(4287, "4.1.2"),
    ),
    "deleted-entry-incomplete": error(
        "withdrawn entry lacks ref or when",
        "RFC 6721 requires both. Without them readers can't know which entry is meant, or whether it is published "
        "again.",
        'Write `<at:deleted-entry ref="…" when="…"/>` with the id of the entry and the moment of its withdrawal.',
        rfc(6721, "3"),
    ),
    "deleted-entry-shown": error(
        "withdrawn entry is still in the feed",
        "Readers delete an entry that `at:deleted-entry` names, unless it was updated after that moment.",
        "Remove the entry, or its `at:deleted-entry`.",
        rfc(6721, "3"),
    ),
}
