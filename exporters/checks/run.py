"""Check one document: run each rule of its media type once, and return the findings in document order."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar

from exporters.checks import archives, atom, atom_entries, csvfile, document, jsonfeed, rss, rss_items
from exporters.checks.csvfile import ParsedCsv, csv_table
from exporters.checks.finding import Finding
from exporters.checks.namespaces import ATOM
from exporters.checks.parsed_json import json_value
from exporters.checks.parsed_xml import ParsedXml, UnreadableDocumentError, xml
from exporters.support.lazy_regex import lazy_regex


def well_formed(data: bytes, media_type: str) -> None:
    """Raise UnreadableDocumentError if `data` is not `media_type`. Spec: RFC 7303 §9, RFC 8259, RFC 6838."""
    if media_type.endswith(("/xml", "+xml")):
        xml(data)
    elif media_type.endswith(("/json", "+json")):
        json_value(data)
    elif media_type.startswith("text/"):
        utf8(data)
    not_empty(data)


def not_empty(data: bytes) -> None:
    """Raise UnreadableDocumentError if `data` is empty: subscribers would lose every entry."""
    if not data:
        raise UnreadableDocumentError("document-empty", "an empty file", "write at least what the format demands")


def utf8(data: bytes) -> None:
    """Raise UnreadableDocumentError if `data` is not UTF-8. Spec: RFC 3629."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = 1 + data.count(b"\n", 0, error.start)
        raise UnreadableDocumentError("text-not-utf8", "bytes that are not UTF-8", "write UTF-8", line) from None


T = TypeVar("T")
RSS_TYPE: Final = "application/rss+xml"
ATOM_TYPE: Final = "application/atom+xml"
JSON_FEED_TYPE: Final = "application/feed+json"
CSV_TYPE: Final = "text/csv"
CSVW_TYPE: Final = "application/csvm+json"
_NO_NUMBERS: Final[list[str]] = []
_COUNT: Final = lazy_regex(r"\[(\d+)\]")


def findings(data: bytes, media_type: str, *, has_columns: bool = False) -> list[Finding]:
    """Return the findings of a finished document, in document order. Parameters of the media type are ignored.

    `has_columns`: findings about elements have the line and the column of the start tag.
    """
    kind = kind_of(media_type)
    try:
        return apply_rules(parse(data, kind, has_columns=has_columns), kind)
    except UnreadableDocumentError as error:
        return [error.finding]


def kind_of(media_type: str) -> str:
    """Return the media type without parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def has_rules(media_type: str) -> bool:
    """Return whether an export checks documents of this type by more than their syntax."""
    return kind_of(media_type) in _CHECKS


def parse(data: bytes, kind: str, *, has_columns: bool = False) -> Any:
    """Return `data` as the rules of `kind` need it; None if it has no rules. Raises UnreadableDocumentError."""
    not_empty(data)
    if kind in _NAMESPACES:
        return xml(data, _NAMESPACES[kind], has_columns=has_columns)
    if reader := _READERS.get(kind):
        return reader(data)
    well_formed(data, kind)
    return None


def apply_rules(parsed: Any, kind: str) -> list[Finding]:
    """Return the findings of what `parse` returned, in document order. Raises UnreadableDocumentError: no such feed."""
    check = _CHECKS.get(kind)
    return sorted(check(parsed), key=document_order) if check else []


def document_order(finding: Finding) -> tuple[int, list[int]]:
    """Return the sort key of a finding in its document: line, then the numbers in its path."""
    numbers = _COUNT.findall(finding.field) if "[" in finding.field else _NO_NUMBERS
    return finding.line, [*map(int, numbers)]


def _rss(parsed: ParsedXml) -> Iterator[Finding]:
    yield from _document(parsed)
    if not parsed.doctype:
        feed = rss.rss(parsed)
        yield from _run_rules((*rss.RULES, *rss.IMAGE_RULES, *rss_items.GUID_RULES, *rss_items.RULES), feed)
        yield from _run_rules(
            archives.RULES, archives.DocumentHead(node=feed.channel, links=feed.channel.all("atom:link"))
        )


def _atom(parsed: ParsedXml) -> Iterator[Finding]:
    yield from _document(parsed)
    if not parsed.doctype:
        feed = atom.atom(parsed)
        yield from _run_rules((*atom.RULES, *atom_entries.RULES, *atom_entries.TEXT_RULES, *atom.DELETED_RULES), feed)
        yield from _run_rules(archives.RULES, archives.DocumentHead(node=feed.feed, links=feed.feed.all("link")))


def _json_feed(parsed: jsonfeed.ParsedJsonFeed) -> Iterator[Finding]:
    yield from _run_rules((*jsonfeed.RULES, *jsonfeed.SHAPE_RULES, *jsonfeed.VALUE_RULES), parsed)


def _csv(parsed: ParsedCsv) -> Iterator[Finding]:
    yield from _run_rules(csvfile.RULES, parsed)


def _csvw(parsed: csvfile.Schemas) -> Iterator[Finding]:
    yield from _run_rules(csvfile.METADATA_RULES, parsed)


def _document(parsed: ParsedXml) -> Iterator[Finding]:
    if parsed.doctype:  # entities of an external DTD are unknown, so other rules cannot run
        yield from document.document_type_declared(parsed)
    else:
        yield from _run_rules(document.RULES, parsed)


def _run_rules(rules: Iterable[Callable[[T], Iterator[Finding]]], subject: T) -> Iterator[Finding]:
    for rule in rules:
        yield from rule(subject)


_CHECKS: Final[dict[str, Callable[[Any], Iterator[Finding]]]] = {
    RSS_TYPE: _rss,
    ATOM_TYPE: _atom,
    JSON_FEED_TYPE: _json_feed,
    CSV_TYPE: _csv,
    CSVW_TYPE: _csvw,
}
_NAMESPACES: Final = {RSS_TYPE: "", ATOM_TYPE: ATOM}  # of the elements without prefix
_READERS: Final[dict[str, Callable[[bytes], Any]]] = {
    JSON_FEED_TYPE: lambda data: jsonfeed.json_feed(json_value(data)),
    CSV_TYPE: csv_table,
    CSVW_TYPE: lambda data: csvfile.csvw(json_value(data)),
}
