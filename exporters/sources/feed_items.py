"""Feeds: RSS 0.9x to 2.0 and 1.0, Atom 0.3 and 1.0 through feedparser, and JSON Feed."""

import calendar
import codecs
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from typing import Any, Final
from urllib.parse import urlsplit

from exporters.errors import ArticleError
from exporters.model.moment import rfc3339
from exporters.sources.item_fields import pack_item, people, plain_text, unpack_item
from exporters.sources.json_feed import JsonFeedSource
from exporters.sources.source import NOWHERE, ItemContent, SourceFile, SourceItem, item_problem, unfit
from exporters.yamldoc.positions import PositionFinder, TextPosition

MOST_BYTES: Final = 64 * 1024 * 1024  # of a feed in XML
_ROOT: Final = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?(rss|feed|RDF)[\s>]")
_BEFORE: Final = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<(?:[A-Za-z][\w.-]*:)?(?:item|entry)(?=[\s/>])", re.DOTALL)
_MARKUP: Final = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
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
        return (_is_xml(head) and _ROOT.search(head) is not None) or JsonFeedSource.recognises(head)

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
    return head.startswith((b"<", codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _xml_items(data: bytes) -> Iterator[SourceItem]:
    """The items of a feed in XML. What can't be read is a problem, and what was read before it counts."""
    import feedparser

    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version") and not parsed.entries:
        raise unfit(
            "feed-unknown", "neither RSS nor Atom", "name a feed: <rss>, <feed> or <rdf:RDF>", _first_problem(parsed)
        )
    if (place := _first_problem(parsed)) is not NOWHERE:
        message, fix = "XML that is not well-formed", "escape & as &amp; and < as &lt;, and close every element"
        yield SourceItem(b"", place, problems=(item_problem("feed-syntax", message, fix, place),))
    is_atom = parsed.get("version", "").startswith("atom")
    places = _places(data, parsed.get("encoding") or "utf-8", len(parsed.entries))
    for entry, place in zip(parsed.entries, places, strict=True):
        try:
            yield _item(entry, parsed.feed, place, is_atom=is_atom)
        except ArticleError as error:
            told = tuple(each._replace(line=place.line, column=place.column) for each in error.diagnostics)
            yield SourceItem(b"", place, problems=told)


def _first_problem(parsed: Any) -> TextPosition:
    """Where the XML stops being well-formed; NOWHERE where it does not."""
    error = parsed.get("bozo_exception") if parsed.get("bozo") else None
    if error is None or not hasattr(error, "getLineNumber"):
        return NOWHERE
    line = error.getLineNumber()
    return TextPosition(line, (error.getColumnNumber() or 0) + 1) if line else NOWHERE


def _places(data: bytes, encoding: str, count: int) -> list[TextPosition]:
    """Where each item begins; the whole file where that can't be told."""
    try:
        text = data.decode(encoding, "replace")
    except LookupError:
        return [NOWHERE] * count
    finder = PositionFinder(text.removeprefix("\ufeff"))
    text = text.removeprefix("\ufeff")
    found = [finder.at(each.start()) for each in _BEFORE.finditer(text) if not each[0].startswith("<!")]
    return found if len(found) == count else [TextPosition(1, number + 1) for number in range(count)]


def _item(entry: Any, feed: Any, place: TextPosition, *, is_atom: bool) -> SourceItem:
    summary, content = _text(entry, "summary"), _content(entry)
    names = _NAMES_ATOM if is_atom else _NAMES_RSS
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
    parsed = entry.get(f"{name}_parsed") if f"{name}_parsed" in entry else None
    try:
        return rfc3339(datetime.fromtimestamp(calendar.timegm(parsed), UTC)) if parsed else _text(entry, name)
    except (ValueError, OverflowError, OSError):
        return _text(entry, name)


def _tags(entry: Any) -> list[Any]:
    return [each for each in entry.get("tags", ()) if each]


def _provider(entry: Any, feed: Any) -> dict[str, Any]:
    """The feed that the item came from, and who wrote it."""
    source = entry.get("source") or feed
    link = _text(source, "link") or _text(source, "href")
    authors = [each for each in entry.get("authors", ()) if each] or [{"name": _text(entry, "author")}]
    host = urlsplit(link).hostname if link.startswith(("http://", "https://")) else None
    provider = {
        "name": plain_text(_text(source, "title")),
        "domain": host,
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
                "length": int(length) if length.isascii() and length.isdigit() else None,
            }
            yield {name: value for name, value in kept.items() if value}
