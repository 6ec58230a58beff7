"""Whether documents of one feed agree: RSS, Atom, JSON Feed and CSV carry the same ids, order, dates and links."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote, unquote

from exporters.checks.atom import atom, iri
from exporters.checks.atom_links import relation
from exporters.checks.csvfile import ParsedCsv, unguarded
from exporters.checks.dates import rfc822_moment, rfc3339_moment
from exporters.checks.finding import Finding
from exporters.checks.jsonfeed import ParsedJsonFeed
from exporters.checks.parsed import ParsedXml, UnreadableDocumentError, XmlElement
from exporters.checks.rss import rss
from exporters.checks.run import ATOM_TYPE, CSV_TYPE, JSON_FEED_TYPE, RSS_TYPE, judged, kind_of, read
from exporters.diagnostics.diagnostic import shown

Entry = tuple[str, datetime | None, str]  # what every format says of an article: id, published, url


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentListing:
    """The entries of one document, in its order."""

    media_type: str
    entries: list[Entry]
    site: str = ""  # in Atom: where the ids begin that are no IRI


def disagreements(documents: Mapping[str, bytes]) -> list[Finding]:
    """Where the documents, by media type, differ from the first of RSS, JSON Feed, CSV and Atom.

    Unreadable ones and other media types are left out: `findings` tells of those. `field` is the media type.
    """
    listings: list[DocumentListing] = []
    for kind in _LISTINGS.keys() & documents.keys():
        with suppress(UnreadableDocumentError):
            listings += listed(read(documents[kind], kind), kind)
    return compared(listings)


def listed(parsed: Any, kind: str) -> list[DocumentListing]:
    """The entries in what `read` made of a document; nothing where it is no feed, or `kind` is not compared."""
    try:
        return [_LISTINGS[kind](parsed)] if kind in _LISTINGS else []
    except UnreadableDocumentError:
        return []


def shared_atom_ids(ids: Iterable[str], is_id: Callable[[str], bool], site: str) -> Iterator[tuple[str, Finding]]:
    """Which of `ids` are also what Atom makes of the id of another article, as `is_id` knows them."""
    for identity in ids:
        other = unquote(identity.removeprefix(f"{site}#id="))
        if atom_id(other, site) == identity and is_id(other):
            message, fix = (
                f"Atom writes the ids {shown(identity)} and {shown(other)} the same way",
                "give one of them another",
            )
            yield identity, Finding(rule="atom-id-repeated", message=message, fix=fix)


def compared(listings: list[DocumentListing]) -> list[Finding]:
    """Where the other listings differ from the first of RSS, JSON Feed, CSV and Atom."""
    ordered = sorted(listings, key=lambda listing: [*_LISTINGS].index(listing.media_type))
    return [finding for other in ordered[1:] for finding in _compared(ordered[0], other)]


def atom_id(name: str, site: str) -> str:
    """The id that Atom writes: one that is no absolute IRI goes behind the site's address. Spec: RFC 4287 §4.2.6."""
    return name if iri(name) else f"{site}#id={quote(name, safe='')}"


def _compared(one: DocumentListing, other: DocumentListing) -> Iterator[Finding]:
    named = [(_common(name, other), published, url) for name, published, url in one.entries]
    if named == other.entries:
        return
    ours = {entry[0]: entry for entry in named}
    theirs = {entry[0]: entry for entry in other.entries}
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
        yield _finding(other, "formats-order-differs", f"the id {shown(moved)} is at another place in {one.media_type}")
    dates = [name for name in shared if ours[name][1] != theirs[name][1]]
    if dates:
        seen = f"the published date of {_first(dates)} differs from that in {one.media_type}"
        yield _finding(other, "formats-dates-differ", seen)
    links = [name for name in shared if ours[name][2] != theirs[name][2]]
    if links:
        yield _finding(
            other, "formats-links-differ", f"the link of {_first(links)} differs from that in {one.media_type}"
        )


def _common(name: str, other: DocumentListing) -> str:
    return atom_id(name, other.site) if other.media_type == ATOM_TYPE else name


def _first(names: list[str]) -> str:
    more = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
    return f"the id {shown(names[0])}{more}"


def _finding(other: DocumentListing, rule: str, message: str) -> Finding:
    return Finding(rule=rule, message=message, fix="write the same entries in every format", field=other.media_type)


def _rss(parsed: ParsedXml) -> DocumentListing:
    entries = [
        (_raw(item, "guid"), rfc822_moment(item.value("pubDate")), item.value("link")) for item in rss(parsed).items
    ]
    return DocumentListing(media_type=RSS_TYPE, entries=entries)


def _json(parsed: ParsedJsonFeed) -> DocumentListing:
    entries = [
        (str(item.get("id", "")), rfc3339_moment(str(item.get("date_published", ""))), str(item.get("url", "")))
        for _, item in parsed.items
    ]
    return DocumentListing(media_type=JSON_FEED_TYPE, entries=entries)


def _csv(parsed: ParsedCsv) -> DocumentListing:
    columns = (parsed.column(name) for name in ("id", "published", "url"))
    entries = [(unguarded(name), rfc3339_moment(date), url) for name, date, url in zip(*columns, strict=True)]
    return DocumentListing(media_type=CSV_TYPE, entries=entries)


def _atom(parsed: ParsedXml) -> DocumentListing:
    feed = atom(parsed)
    entries = [
        (_raw(entry, "id"), rfc3339_moment(entry.value("published")), _alternate(entry)) for entry in feed.entries
    ]
    return DocumentListing(media_type=ATOM_TYPE, entries=entries, site=_alternate(feed.feed))


def _raw(node: XmlElement, name: str) -> str:
    found = node.first(name)
    return found.text if found else ""


def _alternate(holder: XmlElement) -> str:
    links = [link for link in holder.all("link") if relation(link) == "alternate"]
    pages = [link for link in links if link.attributes.get("type", "text/html") == "text/html"]
    return next((link.attributes.get("href", "") for link in pages or links), "")


_LISTINGS: Final[dict[str, Callable[[Any], DocumentListing]]] = {
    RSS_TYPE: _rss,
    JSON_FEED_TYPE: _json,
    CSV_TYPE: _csv,
    ATOM_TYPE: _atom,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFindings:
    """What `findings` and `disagreements` say of the documents of one feed."""

    findings: dict[str, list[Finding]]  # by media type, each in document order
    disagreements: list[Finding]


def examined(documents: Mapping[str, bytes]) -> FeedFindings:
    """What is wrong with the documents, by media type, and where they differ: each is read once for both."""
    told: dict[str, list[Finding]] = {}
    listings: list[DocumentListing] = []
    for media_type, data in documents.items():
        kind = kind_of(media_type)
        try:
            parsed = read(data, kind)
            told[media_type] = judged(parsed, kind)
            listings += listed(parsed, media_type)
        except UnreadableDocumentError as error:
            told[media_type] = [error.finding]
    return FeedFindings(findings=told, disagreements=compared(listings))
