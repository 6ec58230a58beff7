"""JSON Feed 1.0 and 1.1 as it is published. Spec: https://www.jsonfeed.org/version/1.1/."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from msgspec import Raw, Struct

from exporters.planning.readers.document import FeedDocument, FeedItem, UnreadableFeedError, dated, stated, tidy

_LARGEST: Final = 16 << 20  # bytes of an item; a real one has some 10,000
_MOST_NAMES: Final = 2_000_000  # as many as an XML document may have tags
_ABSENT: Final = Raw(b"null")


class _Whole(Struct, frozen=True):
    """The parts of a feed that are read; what else it holds takes no memory."""

    version: Raw = _ABSENT
    feed_url: Raw = _ABSENT
    title: Raw = _ABSENT
    items: Raw = _ABSENT


class _Object(Struct, frozen=True):
    """Any object, of which nothing is kept."""


_WHOLE: Final = msgspec.json.Decoder(_Whole)
_ITEMS: Final = msgspec.json.Decoder(list[Raw])
_OBJECTS: Final = msgspec.json.Decoder(list[_Object])


def read(data: bytes) -> FeedDocument:
    """The feed in `data`. Raises UnreadableFeedError where it is none."""
    try:
        return _document(_WHOLE.decode(data))
    except (ValueError, RecursionError) as error:
        raise UnreadableFeedError(f"not JSON: {str(error)[:200]}") from None


def _document(whole: _Whole) -> FeedDocument:
    version = _value(whole.version)
    if not isinstance(version, str) or "jsonfeed.org/version/" not in version:
        raise UnreadableFeedError("JSON, but no JSON Feed")
    if not bytes(whole.items).startswith(b"["):
        raise UnreadableFeedError("a JSON Feed without items")
    address = text(_value(whole.feed_url))
    return FeedDocument(
        format="json",
        feed_id=address,
        self_url=address,
        title=text(_value(whole.title)),
        items=tuple(_items(_parts(whole.items))),
    )


def _parts(items: Raw) -> list[Raw]:
    """Each item as it is written. Raises UnreadableFeedError where one is no object: nobody counted those."""
    try:
        _OBJECTS.decode(items)
    except msgspec.ValidationError:
        raise UnreadableFeedError("a JSON Feed with an item that is no object") from None
    return _ITEMS.decode(items)


def _items(every: list[Raw]) -> Iterator[FeedItem]:
    """The items, each decoded alone: numbers and empty texts take twenty times their size in memory."""
    count = 0
    for each in every:
        value = _value(each)
        if isinstance(value, dict) and (made := item(value)):
            count += len(made.authors) + len(made.categories) + len(made.media)
            if count > _MOST_NAMES:
                raise UnreadableFeedError(f"a JSON Feed of more than {_MOST_NAMES:,} authors, tags and pictures")
            yield made


def _value(raw: Raw) -> Any:
    """What a part of the feed holds. Raises UnreadableFeedError where it takes too much memory, ValueError."""
    if memoryview(raw).nbytes > _LARGEST:
        raise UnreadableFeedError(f"a JSON Feed with a part larger than {_LARGEST >> 20} MB")
    return msgspec.json.decode(raw)


def item(found: dict[str, Any]) -> FeedItem | None:
    """One item; None where it says nothing that readers could know it by. Spec: JSON Feed 1.1, Items."""
    link = text(found.get("url")) or text(found.get("external_url"))
    title = text(found.get("title"))
    summary = text(found.get("summary"))
    content = text(found.get("content_html")) or text(found.get("content_text"))
    known = identity(found.get("id")) or link or title or content or summary
    if not known:
        return None
    return FeedItem(
        id=known,
        link=link,
        title=title,
        published=dated(text(found.get("date_published"))),
        updated=dated(text(found.get("date_modified"))),
        summary=summary,
        content=content,
        authors=tuple(authors(found)),
        categories=tuple(categories(found)),
        media=tuple(dict.fromkeys(media(found))),
        scores=tuple(scores(found)),
    )


def identity(value: Any) -> str | None:
    """An id; a number is one too, as version 1.0 had it. Spec: JSON Feed 1.1, `id`."""
    return stated(_written(value))


def text(value: Any) -> str | None:
    """A text, tidy."""
    return tidy(_written(value))


def _written(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def authors(found: dict[str, Any]) -> Iterator[str]:
    """`authors`, else `author` of version 1.0: their names."""
    for each in listed(found.get("authors")) or [found.get("author")]:
        if isinstance(each, dict) and (name := text(each.get("name"))):
            yield name


def categories(found: dict[str, Any]) -> Iterator[str]:
    """`tags`, and what Outfeed adds to them in its own object."""
    own = extension(found)
    for each in (*listed(found.get("tags")), own.get("category"), own.get("type")):
        if tag := text(each):
            yield tag


def media(found: dict[str, Any]) -> Iterator[str]:
    """`image`, `banner_image`, `attachments`, and all pictures that Outfeed lists."""
    attached = [each.get("url") for each in listed(found.get("attachments")) if isinstance(each, dict)]
    pictures = [each.get("url") for each in listed(extension(found).get("images")) if isinstance(each, dict)]
    for each in (found.get("image"), found.get("banner_image"), *attached, *pictures):
        if address := text(each):
            yield address


def scores(found: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """How good an article is and how much it is talked about, as Outfeed writes it."""
    own = extension(found)
    for name in ("quality", "heat"):
        if isinstance(value := own.get(name), (int, float)) and not isinstance(value, bool):
            yield name, value


def extension(found: dict[str, Any]) -> dict[str, Any]:
    """`_outfeed`; described in docs/json-feed-extension.md. Spec: JSON Feed 1.1, Extensions."""
    own = found.get("_outfeed")
    return own if isinstance(own, dict) else {}


def listed(value: Any) -> list[Any]:
    """A list; nothing where it is none."""
    return value if isinstance(value, list) else []
