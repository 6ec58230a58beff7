"""Rules about authors and contributors. Spec: RFC 4287 §3.2."""

import re
from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.atom.atom_document import AtomDocument
from exporters.lint.rules.atom.texts import html_tag

_ATOM_TEXT: Final = r"[^\s\x00-\x20\x7f()<>\[\]:;@\\,.\"]+"
_EMAIL: Final = re.compile(
    rf"(?:{_ATOM_TEXT}(?:\.{_ATOM_TEXT})*|\"(?:[^\"\\\r\n]|\\.)*\")@"
    rf"(?:{_ATOM_TEXT}(?:\.{_ATOM_TEXT})*|\[[^\[\]\\\s]*\])"
)


def email_invalid(document: AtomDocument) -> Iterator[Finding]:
    """Validators refuse it, and mail to it is returned. Spec: RFC 4287 §3.2.3: MUST be an addr-spec of RFC 2822."""
    for person in document.persons:
        for node in person.all("email"):
            text = node.text.strip()
            if text and not _EMAIL.fullmatch(text):
                message = f"the e-mail address {quote_value(text)}"
                yield node.finding("atom-email-invalid", message, "write name@example.org")


def author_missing(document: AtomDocument) -> Iterator[Finding]:
    """Strict parsers refuse it: an entry has an author, or its source or feed has. Spec: RFC 4287 §4.1.1, §4.1.2."""
    if document.feed and document.feed.first("author"):
        return
    for entry in document.atom.entries:
        source = entry.first("source")
        if not (entry.first("author") or (source and source.first("author"))):
            where = "the entry or the feed" if document.feed else "the entry"
            yield entry.finding("atom-author-missing", f"no <author> in {where}", "write one")


def name_with_markup(document: AtomDocument) -> Iterator[Finding]:
    """People read the tags. Spec: RFC 4287 §3.2.1: a human-readable name."""
    for person in document.persons:
        for node in person.all("name"):
            if tag := html_tag(node.text):
                message = f"the name {quote_value(node.text.strip())} shows {quote_value(tag)} to people"
                yield node.finding("atom-name-markup", message, "write the name alone", Level.WARNING)
