"""Whether documents of one feed agree: RSS, Atom, JSON Feed and CSV carry the same ids, order, dates and links."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote

from exporters.checks.atom import atom
from exporters.checks.atom_links import relation
from exporters.checks.csvfile import FORMULA
from exporters.checks.dates import rfc822_moment, rfc3339_moment
from exporters.checks.finding import Finding
from exporters.checks.jsonfeed import json_feed
from exporters.checks.node import Node
from exporters.checks.parsed import ATOM, UnreadableError, xml
from exporters.checks.parsed_csv import csv_table
from exporters.checks.parsed_json import json_value
from exporters.checks.rss import rss
from exporters.checks.run import ATOM_TYPE, CSV_TYPE, JSON_FEED_TYPE, RSS_TYPE
from exporters.diagnostics import shown
from exporters.model.url import is_iri


@dataclass(frozen=True, slots=True)
class Entry:
    """What every format says of an article."""

    id: str
    published: datetime | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The entries of one document, in its order."""

    media_type: str
    entries: list[Entry]
    site: str = ""  # in Atom: where the ids begin that are no IRI


def disagreements(documents: Mapping[str, bytes]) -> list[Finding]:
    """Where the documents, by media type, differ from the first of RSS, JSON Feed, CSV and Atom.

    Unreadable ones and other media types are left out: `findings` tells of those. `field` is the media type.
    """
    listings = [listing for kind in _READERS if (listing := _listing(kind, documents.get(kind))) is not None]
    return [finding for other in listings[1:] for finding in _compared(listings[0], other)]


def atom_id(name: str, site: str) -> str:
    """The id that Atom writes: one that is no absolute IRI goes behind the site's address. Spec: RFC 4287 §4.2.6."""
    return name if is_iri(name) else f"{site}#id={quote(name, safe='')}"


def _compared(one: Listing, other: Listing) -> Iterator[Finding]:
    ours = {_common(entry.id, other): entry for entry in one.entries}
    theirs = {entry.id: entry for entry in other.entries}
    lost = [name for name in ours if name not in theirs]
    added = [name for name in theirs if name not in ours]
    if lost:
        yield _finding(other, "formats-ids-differ", f"{_first(lost)} of {one.media_type} is missing")
    if added:
        yield _finding(other, "formats-ids-differ", f"{_first(added)} is not in {one.media_type}")
    if len(one.entries) != len(other.entries) and not (lost or added):
        seen = f"{len(other.entries)} entries, where {one.media_type} has {len(one.entries)}"
        yield _finding(other, "formats-ids-differ", seen)
    shared = [name for name in ours if name in theirs]
    order = [name for name in theirs if name in ours]
    if shared != order:
        moved = next(b for a, b in zip(shared, order, strict=True) if a != b)
        yield _finding(other, "formats-order-differs", f"the id {shown(moved)} stands elsewhere in {one.media_type}")
    dates = [name for name in shared if ours[name].published != theirs[name].published]
    if dates:
        seen = f"the published date of {_first(dates)} is another in {one.media_type}"
        yield _finding(other, "formats-dates-differ", seen)
    links = [name for name in shared if ours[name].url != theirs[name].url]
    if links:
        yield _finding(other, "formats-links-differ", f"the link of {_first(links)} is another in {one.media_type}")


def _common(name: str, other: Listing) -> str:
    return atom_id(name, other.site) if other.media_type == ATOM_TYPE else name


def _first(names: list[str]) -> str:
    more = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
    return f"the id {shown(names[0])}{more}"


def _finding(other: Listing, slug: str, seen: str) -> Finding:
    return Finding(slug=slug, seen=seen, right="every format of a feed tells the same", field=other.media_type)


def _listing(kind: str, data: bytes | None) -> Listing | None:
    try:
        return _READERS[kind](data) if data else None
    except UnreadableError:
        return None


def _rss(data: bytes) -> Listing:
    entries = [
        Entry(_raw(item, "guid"), rfc822_moment(item.value("pubDate")), item.value("link"))
        for item in rss(xml(data)).items
    ]
    return Listing(media_type=RSS_TYPE, entries=entries)


def _json(data: bytes) -> Listing:
    items = (item for _, item in json_feed(json_value(data)).items)
    entries = [
        Entry(str(item.get("id", "")), rfc3339_moment(str(item.get("date_published", ""))), str(item.get("url", "")))
        for item in items
    ]
    return Listing(media_type=JSON_FEED_TYPE, entries=entries)


def _csv(data: bytes) -> Listing:
    table = csv_table(data)
    columns = (table.column(name) for name in ("id", "published", "url"))
    entries = [Entry(_unguarded(name), rfc3339_moment(date), url) for name, date, url in zip(*columns, strict=True)]
    return Listing(media_type=CSV_TYPE, entries=entries)


def _atom(data: bytes) -> Listing:
    parsed = atom(xml(data, ATOM))
    entries = [
        Entry(_raw(entry, "id"), rfc3339_moment(entry.value("published")), _alternate(entry))
        for entry in parsed.entries
    ]
    return Listing(media_type=ATOM_TYPE, entries=entries, site=_alternate(parsed.feed))


def _raw(node: Node, name: str) -> str:
    found = node.first(name)
    return found.text if found else ""


def _alternate(holder: Node) -> str:
    links = [link for link in holder.all("link") if relation(link) == "alternate"]
    pages = [link for link in links if link.attributes.get("type", "text/html") == "text/html"]
    return next((link.attributes.get("href", "") for link in pages or links), "")


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell


_READERS: Final[dict[str, Callable[[bytes], Listing]]] = {
    RSS_TYPE: _rss,
    JSON_FEED_TYPE: _json,
    CSV_TYPE: _csv,
    ATOM_TYPE: _atom,
}
