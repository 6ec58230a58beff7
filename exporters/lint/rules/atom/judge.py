"""Judge an Atom document: the rules about its XML, about Atom itself, and about the namespaces that extend it."""

from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks import archives, atom, atom_entries, document
from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import ATOM, ParsedXml, UnreadableDocumentError, xml
from exporters.checks.run import document_order, not_empty

XML_RULES: Final[tuple[Callable[[ParsedXml], Iterator[Finding]], ...]] = document.RULES
MODULE_RULES: Final[tuple[Callable[[ParsedXml], Iterator[Finding]], ...]] = ()  # about elements of other namespaces


def judge_atom(data: bytes) -> list[Finding]:
    """Return the findings of an Atom document, in document order."""
    try:
        not_empty(data)
        parsed = xml(data, ATOM, has_columns=True)
        return sorted(_findings(parsed), key=document_order)
    except UnreadableDocumentError as error:
        return [error.finding]


def _findings(parsed: ParsedXml) -> Iterator[Finding]:
    if parsed.doctype:
        yield from document.document_type_declared(parsed)
        return
    for rule in (*XML_RULES, *MODULE_RULES):
        yield from rule(parsed)
    feed = atom.atom(parsed)
    for feed_rule in (*atom.RULES, *atom_entries.RULES, *atom_entries.TEXT_RULES, *atom.DELETED_RULES):
        yield from feed_rule(feed)
    head = archives.DocumentHead(node=feed.feed, links=feed.feed.all("link"))
    for head_rule in archives.RULES:
        yield from head_rule(head)
