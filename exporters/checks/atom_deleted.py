"""Rules about what an Atom document says of withdrawn entries. Spec: RFC 6721."""

from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.atom import ParsedAtom
from exporters.checks.dates import rfc3339_findings, rfc3339_moment
from exporters.checks.finding import Finding
from exporters.checks.node import Node
from exporters.diagnostics.diagnostic import shown

_NAME: Final = "at:deleted-entry"


def deleted_incomplete(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers can't tell which entry is meant, or which is newer. Spec: RFC 6721 §3: "ref" and "when" are a MUST."""
    for node in feed.feed.all(_NAME):
        for name in ("ref", "when"):
            if not node.attributes.get(name, "").strip():
                yield node.finding("deleted-entry-incomplete", f"no {name} in the <{_NAME}>", "write it")


def deleted_date_wrong(feed: ParsedAtom) -> Iterator[Finding]:
    """A reader that cannot parse it keeps the entry. Spec: RFC 6721 §3, RFC 4287 §3.3."""
    for node in feed.feed.all(_NAME):
        when = node.attributes.get("when", "")
        for found in rfc3339_findings(when) if when.strip() else ():
            yield node.told(found, "when")


def deleted_shown(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers take the entry away, unless it was updated after that. Spec: RFC 6721 §3."""
    deleted: dict[str, list[Node]] = {}
    for node in feed.feed.all(_NAME):
        deleted.setdefault(node.attributes.get("ref", ""), []).append(node)
    for entry in feed.entries if deleted else ():
        name = entry.first("id")
        if name and not all(_is_newer(entry, node) for node in deleted.get(name.text, ())):
            seen = f"the entry {shown(name.text)} is withdrawn, and stands in the feed"
            yield name.finding("deleted-entry-shown", seen, f"leave out the entry, or its <{_NAME}>")


def _is_newer(entry: Node, deleted: Node) -> bool:
    updated, when = rfc3339_moment(entry.value("updated")), rfc3339_moment(deleted.attributes.get("when", ""))
    return updated is not None and when is not None and updated > when


DELETED_RULES: Final[tuple[Callable[[ParsedAtom], Iterator[Finding]], ...]] = (
    deleted_incomplete,
    deleted_date_wrong,
    deleted_shown,
)
