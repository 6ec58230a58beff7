"""Feeds: RSS 0.9x to 2.0 and 1.0, Atom 0.3 and 1.0 through feedparser, and JSON Feed."""

import calendar
import codecs
import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from html import escape
from typing import Any, Final

from exporters.errors import ArticleError
from exporters.model.moment import rfc3339
from exporters.sources.feed_xml import (
    FeedItemText,
    XmlFault,
    decode_feed,
    faults_of,
    find_fault,
    find_items,
    part_items,
    without_declaration,
)
from exporters.sources.item_fields import host_of, pack_item, people, plain_text, unpack_item
from exporters.sources.json_feed import JsonFeedSource
from exporters.sources.source import ItemContent, SourceFile, SourceItem, item_problem, unfit
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.positions import PositionFinder, TextPosition

_MOST_DIGITS: Final = 19  # of a length in bytes
MOST_BYTES: Final = 64 * 1024 * 1024  # of a feed in XML
_DAY: Final = lazy_regex(r"(\d{4})-(\d\d)-(\d\d)(?!\d)", re.ASCII)
_ROOT: Final = lazy_regex(rb"<(?:[A-Za-z][\w.-]*:)?(rss|feed|RDF)[\s>]")
_MARKUP: Final = lazy_regex(r"<[a-zA-Z/!]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
_NAMES_RSS: Final = {
    "id": "guid",
    "webUrl": "link",
    "title": "title",
    "excerpt": "description",
    "publishedDateTime": "pubDate",
    "updatedDateTime": "updated",
    "topics": "category",
    "provider": "source",
    "enclosures": "enclosure",
}
_NAMES_RDF: Final = {**_NAMES_RSS, "id": "rdf:about", "publishedDateTime": "dc:date", "topics": "dc:subject"}
_NAMES_ATOM: Final = {
    "id": "id",
    "webUrl": "link",
    "title": "title",
    "excerpt": "summary",
    "publishedDateTime": "published",
    "updatedDateTime": "updated",
    "topics": "category",
    "provider": "source",
    "enclosures": "link[rel=enclosure]",
}


class FeedSource:
    """Reads the items of a feed."""

    name = "feed"
    suffixes = (".xml", ".rss", ".atom", ".rdf", ".json")

    def recognises(self, head: bytes) -> bool:
        """Whether it begins as a feed in XML does, or as JSON Feed."""
        return (_is_xml(head) and _ROOT.search(head.replace(b"\x00", b"")) is not None) or JsonFeedSource.recognises(
            head
        )

    def items(self, file: SourceFile) -> Iterator[SourceItem]:
        """Each item, in the order of the feed."""
        with file.open() as stream:
            data = stream.read(4096)
            if not _is_xml(data) and data.lstrip()[:1] in (b"{", b"[", b"\xef"):
                stream.seek(0)
                yield from JsonFeedSource.items(stream)
                return
            data += stream.read(MOST_BYTES + 1 - len(data))
        if len(data) > MOST_BYTES:
            message = f"more than {MOST_BYTES:,} bytes"
            raise unfit("file-too-large", message, "shorten the feed, or give rows in JSON Lines")
        yield from _xml_items(data)

    def content(self, item: SourceItem) -> ItemContent:
        """The fields and the body of an item."""
        return unpack_item(item, item.context.decode() or "content")


def _is_xml(head: bytes) -> bool:
    head = head.removeprefix(codecs.BOM_UTF8).lstrip()
    return head.startswith((b"<", codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"\x00<", b"\x00\x00"))


def _xml_items(data: bytes) -> Iterator[SourceItem]:
    """The items of a feed in XML. What can't be read is a problem, and every item that is well-formed counts."""
    import feedparser

    text, problem = decode_feed(data)
    text = without_declaration(text.removeprefix("\ufeff"))
    places = PositionFinder(text)
    problems = [problem] if problem else []
    good, fault = list(find_items(text)), find_fault(text)
    bad: list[tuple[FeedItemText, XmlFault]] = []
    whole = text
    if fault is not None:
        whole, good, bad = part_items(text, good)
        problems += [
            item_problem("feed-syntax", each.message, each.fix, places.at(each.offset))
            for each in faults_of(fault, bad)
        ]
    parsed = feedparser.parse(io.BytesIO(whole.encode()), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version") and not parsed.entries and not bad:
        if not problems or not _ROOT.search(data.replace(b"\x00", b"")):
            fix = "name a feed: <rss>, <feed> or <rdf:RDF>"
            problems = [item_problem("feed-unknown", "neither RSS nor Atom", fix, TextPosition(1, 1))]
        raise ArticleError(problems)
    for each in problems:
        yield SourceItem(b"", TextPosition(each.line, each.column), problems=(each,))
    version = parsed.get("version", "")
    names = _NAMES_ATOM if version.startswith("atom") else _NAMES_RDF if version == "rss10" else _NAMES_RSS
    begins = [places.at(each.offset) for each in good]
    if len(begins) != len(parsed.entries):  # an item in an item
        begins = [TextPosition(1, number + 1) for number in range(len(parsed.entries))]
    for entry, place in zip(parsed.entries, begins, strict=True):
        try:
            yield _item(entry, parsed.feed, place, names)
        except ArticleError as error:
            told = tuple(each._replace(line=place.line, column=place.column) for each in error.diagnostics)
            yield SourceItem(b"", place, problems=told)


def _item(entry: Any, feed: Any, place: TextPosition, names: Mapping[str, str]) -> SourceItem:
    is_atom = names is _NAMES_ATOM
    content = _content(entry)
    summary = _text(entry, "summary") if "summary_detail" in entry else ""  # feedparser copies content into it
    if not content and _MARKUP.search(summary):  # RSS has no other place for it
        content, summary = summary, ""
    published = _moment(entry, "published") or _moment(entry, "created") or _moment(entry, "updated")
    fields = {
        "id": _text(entry, "id"),
        "webUrl": _text(entry, "link") or _permalink(entry),
        "title": _title(entry, is_atom=is_atom),
        "excerpt": plain_text(summary),
        "publishedDateTime": published,
        "updatedDateTime": _moment(entry, "updated") if published else "",
        "topics": list(dict.fromkeys(filter(None, (each.get("label") or each.get("term") for each in _tags(entry))))),
        "provider": _provider(entry, feed),
        "enclosures": list(_enclosures(entry)),
    }
    item = pack_item(fields, names, place, body=content)
    body_field = "content" if is_atom else "content:encoded" if _content(entry) else "description"
    return item._replace(context=body_field.encode())


def _text(entry: Any, name: str) -> str:
    """The text at `name`; feedparser gives other fields for some that are missing, which `in` does not."""
    value = entry.get(name) if name in entry else None
    return value.strip() if isinstance(value, str) else ""


def _content(entry: Any) -> str:
    """The content that says most: HTML as it is, plain text as HTML."""
    found = [each for each in entry.get("content", ()) if each.get("value")]
    best = max(found, key=lambda each: ("html" in each.get("type", ""), len(each["value"])), default=None)
    if best is None:
        return ""
    value = str(best["value"]).strip()
    return f"<p>{escape(value, quote=False)}</p>" if best.get("type") == "text/plain" else value


def _title(entry: Any, *, is_atom: bool) -> str:
    title = _text(entry, "title")
    kind = (entry.get("title_detail") or {}).get("type", "")
    return plain_text(title) if is_atom and "html" in kind else title


def _permalink(entry: Any) -> str:
    """The id of an item without a link, where it is an address: `isPermaLink` is true by default."""
    identity = _text(entry, "id")
    return identity if identity.startswith(("http://", "https://")) else ""


def _moment(entry: Any, name: str) -> str:
    """A moment to the second, UTC; as it is written where nobody can read it."""
    if name not in entry:
        return ""
    if not _is_real_day(_text(entry, name)):  # feedparser takes 30 February for 1 March
        return _text(entry, name)
    parsed = entry.get(f"{name}_parsed") if f"{name}_parsed" in entry else None
    try:
        return rfc3339(datetime.fromtimestamp(calendar.timegm(parsed), UTC)) if parsed else _text(entry, name)
    except (ValueError, OverflowError, OSError):
        return _text(entry, name)


def _is_real_day(written: str) -> bool:
    """Whether the calendar has the day that a date begins with, if it begins with one."""
    found = _DAY.match(written)
    try:
        return found is None or date(*map(int, found.groups())) is not None
    except ValueError:
        return False


def _tags(entry: Any) -> list[Any]:
    return [each for each in entry.get("tags", ()) if each]


def _provider(entry: Any, feed: Any) -> dict[str, Any]:
    """The feed that the item came from, and who wrote it."""
    source = entry.get("source") or feed
    link = _text(source, "link") or _text(source, "href")
    authors = [each for each in entry.get("authors", ()) if each] or [{"name": _text(entry, "author")}]
    provider = {
        "name": plain_text(_text(source, "title")),
        "domain": host_of(link),
        "authors": people((_author(each), _page(each.get("href"))) for each in authors),
    }
    return {name: value for name, value in provider.items() if value}


def _author(author: Any) -> str:
    """The name of an author; of `ann@example.org (Ann)` feedparser may leave a piece of the address before it."""
    name = str(author.get("name") or "")
    within = re.search(r"\(([^()]+)", name) if author.get("email") else None
    return within[1] if within else name


def _page(address: Any) -> str | None:
    return address if isinstance(address, str) and address.startswith(("http://", "https://")) else None


def _enclosures(entry: Any) -> Iterator[dict[str, Any]]:
    for each in entry.get("enclosures", ()):
        if url := each.get("href") or each.get("url"):
            length = str(each.get("length") or "")
            kept = {
                "url": url,
                "type": each.get("type"),
                "length": int(length) if length.isascii() and length.isdigit() and len(length) < _MOST_DIGITS else None,
            }
            yield {name: value for name, value in kept.items() if value}
