"""Parse an Atom document for the rules of lint: a feed or a single entry, and the parts that have rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from exporters.checks.atom import ParsedAtom
from exporters.checks.parsed_xml import ParsedXml, UnreadableDocumentError, XmlElement
from exporters.diagnostics.diagnostic import quote_value

PERSONS: Final = frozenset({"author", "contributor"})
TEXT_CONSTRUCTS: Final = frozenset({"title", "subtitle", "summary", "rights"})
_DATES: Final = frozenset({"updated", "published"})
_LONGEST_TEXT: Final = 80  # characters of a misplaced text that a message may show


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomDocument:
    """An Atom Feed Document or Entry Document. Spec: RFC 4287 §2."""

    parsed: ParsedXml
    atom: ParsedAtom  # what the rules of every export look at
    feed: XmlElement | None  # None: an Entry Document
    sources: list[XmlElement]
    containers: list[XmlElement]  # the feed, the entries and their sources, in document order
    persons: list[XmlElement]  # of all containers, like the following fields
    links: list[XmlElement]
    categories: list[XmlElement]
    generators: list[XmlElement]
    late_texts: dict[int, str]  # by id(): text in an element after its first child, cut

    def late_text(self, node: XmlElement) -> str:
        """Return the text after the first child of `node`, cut; "" if there is only white space."""
        return self.late_texts.get(id(node), "")


def atom_document(parsed: ParsedXml) -> AtomDocument:
    """Return the document. Raises UnreadableDocumentError if the root is neither <feed> nor <entry>."""
    root = parsed.root
    if root.name not in {"feed", "entry"}:
        fix = 'Atom 1.0 is <feed xmlns="http://www.w3.org/2005/Atom">'
        seen = f"the root element <{root.name.rpartition(':')[2][:60]}>"
        if root.name in {":feed", ":entry"}:
            seen += " in no namespace"
        elif root.name.startswith("{"):
            seen += f" in the namespace {quote_value(root.name[1:].rpartition('}')[0])}"
        raise UnreadableDocumentError("atom-root-wrong", seen, fix, root.line)
    entries = root.all("entry") if root.name == "feed" else [root]
    holders = [root, *entries] if root.name == "feed" else entries
    containers = [*_with_sources(holders)]
    children = [child for container in containers for child in container.children]
    own = [child for holder in holders for child in holder.children]
    return AtomDocument(
        parsed=parsed,
        atom=ParsedAtom(
            feed=root,
            entries=entries,
            holders=holders,
            ids=[node for holder in holders if (node := holder.first("id")) and node.text.strip()],
            dates=[child for child in children if child.name in _DATES],
            people=[child for child in children if child.name in PERSONS],
            links=[child for child in children if child.name == "link"],
            texts=[child for child in children if child.name in TEXT_CONSTRUCTS]
            + [child for child in own if child.name == "content"],
        ),
        feed=root if root.name == "feed" else None,
        sources=[source for entry in entries for source in entry.all("source")],
        containers=containers,
        persons=[child for child in children if child.name in PERSONS],
        links=[child for child in children if child.name == "link"],
        categories=[child for child in children if child.name == "category"],
        generators=[child for child in children if child.name == "generator"],
        late_texts=_late_texts(parsed),
    )


def _with_sources(holders: list[XmlElement]) -> Iterator[XmlElement]:
    for holder in holders:
        yield holder
        yield from holder.all("source") if holder.name == "entry" else ()


def _late_texts(parsed: ParsedXml) -> dict[int, str]:
    """Return the first text after a child of each element."""
    texts: dict[int, str] = {}
    for each in parsed.texts:
        texts.setdefault(id(each.element), each.text[:_LONGEST_TEXT])
    return texts
