"""Rules about withdrawn entries. Spec: RFC 6721."""

from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.atom.atom_document import AtomDocument
from exporters.lint.rules.atom.iri import iri_problem, scheme_of

_NAME: Final = "at:deleted-entry"
_ELEMENTS: Final = frozenset({_NAME, "at:by", "at:comment"})


def ref_invalid(document: AtomDocument) -> Iterator[Finding]:
    """Readers find no entry of that id. Spec: RFC 6721 §3: "ref" is the id, an IRI."""
    for node in document.feed.all(_NAME) if document.feed else ():
        ref = node.attributes.get("ref", "")
        problem = iri_problem(ref) or ("" if scheme_of(ref) else "not an absolute IRI")
        if ref.strip() and problem:
            message = f"the ref {quote_value(ref)}: {problem}"
            yield node.finding("deleted-entry-wrong", message, "write the id of the entry, letter by letter")


def deleted_repeated(document: AtomDocument) -> Iterator[Finding]:
    """Readers process it twice. Spec: RFC 6721 §3: the same ref SHOULD have another when."""
    keys = set[tuple[str, str]]()
    for node in document.feed.all(_NAME) if document.feed else ():
        key = node.attributes.get("ref", ""), node.attributes.get("when", "")
        if key in keys and all(key):
            message = f"the entry {quote_value(key[0])} is withdrawn twice at one moment"
            yield node.finding("deleted-entry-repeated", message, "keep one", Level.WARNING)
        keys.add(key)


def deleted_misplaced(document: AtomDocument) -> Iterator[Finding]:
    """Readers look for it in the feed. Spec: RFC 6721 §3: a child of atom:feed."""
    for entry in document.atom.entries:
        for node in entry.all(_NAME):
            yield node.finding("deleted-entry-wrong", f"<{_NAME}> in an <entry>", "write it in the <feed>")


def deleted_by_nobody(document: AtomDocument) -> Iterator[Finding]:
    """Readers can't say who withdrew it. Spec: RFC 6721 §3: at:by is a Person construct, at most one."""
    for node in document.feed.all(_NAME) if document.feed else ():
        people = node.all("at:by")
        for person in people[1:]:
            yield person.finding("deleted-entry-wrong", "a second <at:by>", "keep one")
        for person in people:
            if not person.value("name"):
                yield person.finding("deleted-entry-wrong", "an <at:by> without <name>", "write the name")
        for comment in node.all("at:comment")[1:]:
            yield comment.finding("deleted-entry-wrong", "a second <at:comment>", "keep one")


def element_unknown(document: AtomDocument) -> Iterator[Finding]:
    """Readers ignore it, and keep the entry. Spec: RFC 6721 §3."""
    for name in sorted(name for name in document.parsed.names if name.startswith("at:") and name not in _ELEMENTS):
        node = next(node for node in document.parsed.nodes if node.name == name)
        yield node.finding("deleted-entry-wrong", f"<{name[:60]}>", f"write <{_NAME}>, <at:by> or <at:comment>")
