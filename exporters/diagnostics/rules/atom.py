"""What is wrong in an Atom document."""

from typing import Final

from exporters.diagnostics.rules.rule import Rule, error, warning

ATOM: Final[dict[str, Rule]] = {
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
