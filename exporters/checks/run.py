"""All findings about one document: the rules of its media type, each asked once, told in document order."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from exporters.checks import (
    atom,
    atom_links,
    atom_texts,
    csvfile,
    csvw,
    document,
    jsonfeed,
    jsonfeed_shape,
    jsonfeed_values,
    rss,
    rss_guid,
    rss_image,
    rss_items,
)
from exporters.checks.finding import Finding
from exporters.checks.parsed import ATOM, ParsedXml, UnreadableError, xml
from exporters.checks.parsed_csv import csv_table
from exporters.checks.parsed_json import json_value
from exporters.checks.wellformed import not_empty, well_formed

T = TypeVar("T")
RSS_TYPE: Final = "application/rss+xml"
ATOM_TYPE: Final = "application/atom+xml"
JSON_FEED_TYPE: Final = "application/feed+json"
CSV_TYPE: Final = "text/csv"
CSVW_TYPE: Final = "application/csvm+json"
_COUNT: Final = re.compile(r"\[(\d+)\]")


def findings(data: bytes, media_type: str) -> list[Finding]:
    """What is wrong with a finished document, in document order; parameters of the media type do not matter."""
    kind = media_type.partition(";")[0].strip().lower()
    check = _CHECKS.get(kind)
    try:
        not_empty(data)
        if check is None:
            well_formed(data, kind)
            return []
        return sorted(check(data), key=_place)
    except UnreadableError as error:
        return [error.finding]


def _rss(data: bytes) -> Iterator[Finding]:
    parsed = xml(data)
    yield from _document(parsed)
    if not parsed.doctype:
        yield from _asked((*rss.RULES, *rss_image.RULES, *rss_guid.RULES, *rss_items.RULES), rss.rss(parsed))


def _atom(data: bytes) -> Iterator[Finding]:
    parsed = xml(data, ATOM)
    yield from _document(parsed)
    if not parsed.doctype:
        yield from _asked((*atom.RULES, *atom_links.RULES, *atom_texts.RULES), atom.atom(parsed))


def _json_feed(data: bytes) -> Iterator[Finding]:
    yield from _asked(
        (*jsonfeed.RULES, *jsonfeed_shape.RULES, *jsonfeed_values.RULES), jsonfeed.json_feed(json_value(data))
    )


def _csv(data: bytes) -> Iterator[Finding]:
    yield from _asked(csvfile.RULES, csv_table(data))


def _csvw(data: bytes) -> Iterator[Finding]:
    yield from _asked(csvw.RULES, csvw.csvw(json_value(data)))


def _document(parsed: ParsedXml) -> Iterator[Finding]:
    if parsed.doctype:  # entities of an outside DTD are unknown, so no more can be said
        yield from document.document_type_declared(parsed)
    else:
        yield from _asked(document.RULES, parsed)


def _asked(rules: Iterable[Callable[[T], Iterator[Finding]]], subject: T) -> Iterator[Finding]:
    for rule in rules:
        yield from rule(subject)


def _place(finding: Finding) -> tuple[int, list[int]]:
    return finding.line, [int(count) for count in _COUNT.findall(finding.field)]


_CHECKS: Final[dict[str, Callable[[bytes], Iterator[Finding]]]] = {
    RSS_TYPE: _rss,
    ATOM_TYPE: _atom,
    JSON_FEED_TYPE: _json_feed,
    CSV_TYPE: _csv,
    CSVW_TYPE: _csvw,
}
