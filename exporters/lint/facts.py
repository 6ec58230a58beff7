"""What a feed says about itself and its entries, as far as other documents and servers can contradict it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from exporters.checks.agree import alternate
from exporters.checks.atom import atom
from exporters.checks.atom_entries import relation
from exporters.checks.csvfile import csv_table, remove_guards
from exporters.checks.dates import rfc822_moment, rfc3339_moment
from exporters.checks.enclosed_files import EntryFiles, of_atom, of_csv, of_json, of_rss
from exporters.checks.jsonfeed import json_feed
from exporters.checks.namespaces import ATOM
from exporters.checks.parsed_json import json_value
from exporters.checks.parsed_xml import ParsedXml, UnreadableDocumentError, XmlElement, xml
from exporters.checks.rss import rss
from exporters.lint.recognition import DocumentFormat, recognise


class LinkFacts(NamedTuple):
    """A link of a feed to another document, or to itself."""

    relation: str  # self, alternate, prev-archive …
    address: str
    media_type: str = ""
    line: int = 0
    column: int = 0
    field: str = ""


class EntryFacts(NamedTuple):
    """One entry of a feed."""

    id: str
    published: datetime | None
    url: str
    line: int = 0
    column: int = 0
    field: str = ""
    updated: datetime | None = None


class FeedFacts(NamedTuple):
    """What a feed says about itself."""

    format: DocumentFormat
    links: tuple[LinkFacts, ...]
    entries: tuple[EntryFacts, ...]
    encoding: str = "utf-8"
    is_archive: bool = False
    files: EntryFiles = MappingProxyType({})  # of entries that have some, by id
    site: str = ""  # in Atom: the address of the site

    def addresses(self, *relations: str) -> list[str]:
        """Return the addresses of the links with one of these relations, in document order."""
        return [link.address for link in self.links if link.relation in relations]


def feed_facts(data: bytes) -> FeedFacts | None:
    """Return what the feed in `data` says; None if it is no feed in RSS, Atom, JSON or CSV with ids, or is broken."""
    read = _READERS.get(recognise(data))
    try:
        return read(data) if read else None
    except UnreadableDocumentError:
        return None


def _rss(data: bytes) -> FeedFacts:
    parsed = xml(data, has_columns=True)
    feed = rss(parsed)
    links = [_link(link) for link in feed.channel.all("atom:link")]
    if home := feed.channel.value("link"):
        links.append(LinkFacts("alternate", home, "text/html"))
    entries = [
        _entry(
            item,
            "guid",
            item.value("guid") or item.value("link"),
            rfc822_moment(item.value("pubDate")),
            item.value("link"),
        )
        for item in feed.items
    ]
    return _of_xml(DocumentFormat.RSS, parsed, feed.channel, links, entries)._replace(files=of_rss(feed.items))


def _atom(data: bytes) -> FeedFacts:
    parsed = xml(data, ATOM, has_columns=True)
    feed = atom(parsed)
    links = [_link(link) for link in feed.feed.all("link")]
    entries = []
    for entry in feed.entries:
        published, updated = (rfc3339_moment(entry.value(name)) for name in ("published", "updated"))
        entry_facts = _entry(entry, "id", entry.value("id"), published, alternate(entry))
        entries.append(entry_facts._replace(updated=updated))
    facts = _of_xml(DocumentFormat.ATOM, parsed, feed.feed, links, entries)
    return facts._replace(files=of_atom(feed.entries), site=alternate(feed.feed))


def _of_xml(
    known: DocumentFormat,
    parsed: ParsedXml,
    head: XmlElement,
    links: Iterable[LinkFacts],
    entries: Iterable[EntryFacts],
) -> FeedFacts:
    is_archive = head.first("fh:archive") is not None
    return FeedFacts(known, tuple(links), tuple(entries), parsed.encoding, is_archive)


def _link(node: XmlElement) -> LinkFacts:
    href, media_type = node.attributes.get("href", "").strip(), node.attributes.get("type", "")
    return LinkFacts(relation(node), href, media_type, node.line, node.column, node.path)


def _entry(node: XmlElement, name: str, identity: str, published: datetime | None, url: str) -> EntryFacts:
    place = node.first(name) or node
    return EntryFacts(identity, published, url, place.line, place.column, place.path)


def _json(data: bytes) -> FeedFacts:
    parsed = json_feed(json_value(data))
    links = [
        LinkFacts(relation, address, media_type, field=key)
        for key, (relation, media_type) in _JSON_LINKS.items()
        if (address := _text(parsed.feed.get(key)))
    ]
    entries = [
        EntryFacts(
            _text(item.get("id")),
            rfc3339_moment(_text(item.get("date_published"))),
            _text(item.get("url")),
            field=f"{path}.id",
            updated=rfc3339_moment(_text(item.get("date_modified"))),
        )
        for path, item in parsed.items
    ]
    return FeedFacts(DocumentFormat.JSON_FEED, tuple(links), tuple(entries), files=of_json(parsed))


def _csv(data: bytes) -> FeedFacts | None:
    table = csv_table(data)
    if "id" not in table.header.cells:  # a table of something else
        return None
    columns = (table.column(name) for name in ("id", "published", "url"))
    entries = [
        EntryFacts(remove_guards(name), rfc3339_moment(date), url, row.line, 1, "id")
        for row, name, date, url in zip(table.rows, *columns, strict=True)
    ]
    return FeedFacts(DocumentFormat.CSV, (), tuple(entries), files=of_csv(table))


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""


_JSON_LINKS: Final = {
    "feed_url": ("self", "application/feed+json"),
    "home_page_url": ("alternate", "text/html"),
    "next_url": ("next", "application/feed+json"),
}
_READERS: Final[dict[DocumentFormat, Callable[[bytes], FeedFacts | None]]] = {
    DocumentFormat.RSS: _rss,
    DocumentFormat.ATOM: _atom,
    DocumentFormat.JSON_FEED: _json,
    DocumentFormat.CSV: _csv,
}
