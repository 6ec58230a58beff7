"""What must hold of a published folder, whatever the articles were."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Collection, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final, NamedTuple

import feedparser
from lxml import etree

from exporters.checks.run import findings
from exporters.diagnostics.diagnostic import Level
from exporters.publishing.names import MANIFEST
from tests.fuzz.failure import Failure
from tests.makers import NAMESPACES
from tests.test_golden import LISTED

FEEDS: Final = ("application/rss+xml", "application/atom+xml")
TOLD_AS: Final = {"itunes-incomplete": "podcast-tag-missing"}  # at the setting of the show
ACCEPTED: Final = ("feed-date-early", "text-escaped-twice")  # the article says so, and the run told of it there
_SCHEME: Final = re.compile(r"[\x00-\x20]*(?:javascript|vbscript|data):", re.IGNORECASE)
_ADDRESSES: Final = frozenset(
    {"href", "src", "action", "formaction", "cite", "poster", "data", "background", "xlink:href"}
)
_FORBIDDEN: Final = frozenset({"script", "object", "embed", "base", "meta", "link", "form", "style"})


class Record(NamedTuple):
    """A file that the manifest lists."""

    name: str
    path: Path
    data: bytes
    media_type: str
    feed: str | None


def failures(out: Path, said: str, *, reads: bool, templates: bool = False) -> Iterator[Failure]:
    """What is wrong with the published folder; `said` is what the run told.

    `reads` asks feedparser too; `templates` says whether pages are made of those of the site, which may hold anything.
    """
    manifest = json.loads((out / MANIFEST).read_bytes())
    records = [_record(out, each) for each in manifest["files"]]
    for listed, record in zip(manifest["files"], records, strict=True):
        if hashlib.sha256(record.data).hexdigest() != listed["sha256"]:
            yield Failure("manifest-differs", record.name)
            return
    for record in records:
        yield from _of_document(record, said, templates=templates)
        if reads and record.media_type in FEEDS:
            yield from _read_by_feedparser(record)
    yield from _disagreeing(records)


def _record(out: Path, listed: Mapping[str, Any]) -> Record:
    name = listed["path"]
    return Record(name, out / name, (out / name).read_bytes(), listed["media_type"], listed["feed"])


def _of_document(record: Record, said: str, *, templates: bool) -> Iterator[Failure]:
    for each in findings(record.data, record.media_type):
        is_told = each.rule in ACCEPTED or each.level is Level.NOTE or f"[{TOLD_AS.get(each.rule, each.rule)}]" in said
        if each.level is Level.ERROR or not is_told:
            yield Failure("finding", f"{record.name}: {each}")
    if record.media_type.endswith("xml"):
        root = etree.fromstring(record.data)  # raises where it is not well-formed
        if record.media_type in FEEDS:
            for element in root.iter(
                "{http://purl.org/rss/1.0/modules/content/}encoded", f"{{{NAMESPACES['a']}}}content"
            ):
                yield from unsafe(record.name, element.text or "")
    elif record.media_type == "text/x-opml":
        etree.fromstring(record.data)
    elif record.media_type == "text/html" and not templates:
        yield from unsafe(record.name, record.data.decode(), is_page=True)
    elif record.media_type.endswith("json"):
        value = json.loads(record.data)
        for item in value.get("items", ()):
            yield from unsafe(record.name, item.get("content_html", ""))
    elif record.media_type.startswith("text/csv"):
        rows = list(csv.reader(io.StringIO(record.data.decode(), newline="")))
        if len({len(row) for row in rows}) != 1:
            yield Failure("csv-columns", record.name)


def _read_by_feedparser(record: Record) -> Iterator[Failure]:
    read = feedparser.parse(record.data, response_headers={"content-type": f"{record.media_type}; charset=utf-8"})
    if read.bozo:
        yield Failure("feedparser", f"{record.name}: {read.bozo_exception!r}")


def _disagreeing(records: list[Record]) -> Iterator[Failure]:
    """Formats of one feed that list different entries."""
    listed: dict[str, tuple[str, Any]] = {}
    for record in records:
        name = record.name.rpartition("/")[2]
        if record.feed is None or name not in LISTED:
            continue
        entries = LISTED[name](record.path)
        other, before = listed.setdefault(record.feed, (record.name, entries))
        if entries != before:
            yield Failure("formats-disagree", f"{record.name} and {other}: {_first_difference(entries, before)}")


def _first_difference(one: list[Any], other: list[Any]) -> str:
    if len(one) != len(other):
        return f"{len(one)} and {len(other)} entries"
    return next(f"{a!r:.300} and {b!r:.300}" for a, b in zip(one, other, strict=True) if a != b)


def unsafe(name: str, html: str, *, is_page: bool = False) -> Iterator[Failure]:
    """What a browser would run, as a parser sees it that is not the one that cleaned it."""
    parser = _Parser(() if is_page else _FORBIDDEN)
    parser.feed(html)
    parser.close()
    yield from (Failure("unsafe-html", f"{name}: {each}") for each in parser.unsafe)


class _Parser(HTMLParser):
    def __init__(self, forbidden: Collection[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._forbidden = forbidden
        self.unsafe: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._forbidden:
            self.unsafe.append(f"<{tag}>")
        for key, value in attrs:
            if key.startswith("on") or key in ("style", "srcdoc"):
                self.unsafe.append(f"{key} of <{tag}>")
            if key in _ADDRESSES and tag != "link" and _SCHEME.match(value or ""):  # our icon is one
                self.unsafe.append(f"{value!r:.80} of <{tag}>")
