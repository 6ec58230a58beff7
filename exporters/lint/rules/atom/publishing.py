"""Rules about the elements of the Atom Publishing Protocol in a feed. Spec: RFC 5023 §10.2, §13.1."""

from collections.abc import Iterator
from typing import Final

from exporters.checks.dates import rfc3339_findings
from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import quote_value
from exporters.lint.rules.atom.atom_document import AtomDocument

_ELEMENTS: Final = frozenset(  # those of documents about a service too
    f"app:{name}" for name in "accept categories collection control draft edited service workspace".split()
)


def edited_wrong(document: AtomDocument) -> Iterator[Finding]:
    """An editor asks for the whole collection again. Spec: RFC 5023 §10.2: one Date construct."""
    for entry in document.atom.entries:
        edited = entry.all("app:edited")
        for node in edited[1:]:
            yield node.finding("app-element-wrong", "a second <app:edited>", "keep the newest")
        for node in edited:
            for finding in rfc3339_findings(node.text.strip()) if node.text.strip() else ():
                yield node.locate(finding)


def draft_wrong(document: AtomDocument) -> Iterator[Finding]:
    """A server may publish the draft. Spec: RFC 5023 §13.1.1: yes or no."""
    for entry in document.atom.entries:
        controls = entry.all("app:control")
        for node in controls[1:]:
            yield node.finding("app-element-wrong", "a second <app:control>", "keep one")
        for control in controls:
            for node in control.all("app:draft")[1:]:
                yield node.finding("app-element-wrong", "a second <app:draft>", "keep one")
            for node in control.all("app:draft"):
                if node.text.strip() not in {"yes", "no", ""}:
                    message = f"<app:draft> holds {quote_value(node.text.strip())}"
                    yield node.finding("app-element-wrong", message, "write yes or no")


def element_outside_entry(document: AtomDocument) -> Iterator[Finding]:
    """Editors look for it in the entries. Spec: RFC 5023 §10.2, §13.1: children of atom:entry."""
    for name in ("app:edited", "app:control"):
        for node in document.feed.all(name) if document.feed else ():
            yield node.finding("app-element-wrong", f"<{name}> in the <feed>", "write it in an entry")


def element_unknown(document: AtomDocument) -> Iterator[Finding]:
    """Editors ignore it. Spec: RFC 5023 §6.2, §7, §8, §10.2, §13.1."""
    for name in sorted(name for name in document.parsed.names if name.startswith("app:") and name not in _ELEMENTS):
        node = next(node for node in document.parsed.nodes if node.name == name)
        yield node.finding("app-element-wrong", f"<{name[:60]}>", "write app:edited or app:control")
