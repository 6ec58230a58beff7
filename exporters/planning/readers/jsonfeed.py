"""Read published JSON Feed 1.0 and 1.1. Spec: https://www.jsonfeed.org/version/1.1/."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from msgspec import Raw, Struct

from exporters.planning.readers.document import FeedDocument, FeedItem, UnreadableFeedError, parse_date, strip_id, tidy

_MAX_BYTES: Final = 16 << 20  # bytes of an item; a real one has some 10,000
_MOST_NAMES: Final = 2_000_000  # as many as an XML document may have tags
_ABSENT: Final = Raw(b"null")


class _FeedMembers(Struct, frozen=True):
    """The members of a feed that are read; others take no memory."""

    version: Raw = _ABSENT
    feed_url: Raw = _ABSENT
    title: Raw = _ABSENT
    items: Raw = _ABSENT


class _Object(Struct, frozen=True):
    """Any object, without its members."""


_FEED: Final = msgspec.json.Decoder(_FeedMembers)
_ITEMS: Final = msgspec.json.Decoder(list[Raw])
_OBJECTS: Final = msgspec.json.Decoder(list[_Object])


def read(data: bytes) -> FeedDocument:
    """Return the feed in `data`. Raises UnreadableFeedError if it is not one."""
    try:
        return _document(_FEED.decode(data))
    except (ValueError, RecursionError) as error:
        raise UnreadableFeedError(f"not JSON: {str(error)[:200]}") from None


def _document(feed: _FeedMembers) -> FeedDocument:
    version = _value(feed.version)
    if not isinstance(version, str) or "jsonfeed.org/version/" not in version:
        raise UnreadableFeedError("JSON, but no JSON Feed")
    if not bytes(feed.items).startswith(b"["):
        raise UnreadableFeedError("a JSON Feed without items")
    address = text(_value(feed.feed_url))
    return FeedDocument(
        format="json",
        feed_id=address,
        self_url=address,
        title=text(_value(feed.title)),
        items=tuple(_items(_parts(feed.items))),
    )


def _parts(items: Raw) -> list[Raw]:
    """Return each item as raw JSON. Raises UnreadableFeedError if one is not an object."""
    try:
        _OBJECTS.decode(items)
    except msgspec.ValidationError:
        raise UnreadableFeedError("a JSON Feed with an item that is not an object") from None
    return _ITEMS.decode(items)


def _items(every: list[Raw]) -> Iterator[FeedItem]:
    """Yield the items, each decoded alone: numbers and empty texts take twenty times their size in memory."""
    count = 0
    for each in every:
        value = _value(each)
        if isinstance(value, dict) and (parsed_item := item(value)):
            count += len(parsed_item.authors) + len(parsed_item.categories) + len(parsed_item.media)
            if count > _MOST_NAMES:
                raise UnreadableFeedError(f"a JSON Feed of more than {_MOST_NAMES:,} authors, tags and pictures")
            yield parsed_item


def _value(raw: Raw) -> Any:
    """Decode a member of the feed. Raises UnreadableFeedError if it takes too much memory, ValueError."""
    if memoryview(raw).nbytes > _MAX_BYTES:
        raise UnreadableFeedError(f"a JSON Feed with a part larger than {_MAX_BYTES >> 20} MB")
    return msgspec.json.decode(raw)


def item(members: dict[str, Any]) -> FeedItem | None:
    """Return one item; None without anything that identifies it. Spec: JSON Feed 1.1, Items."""
    link = text(members.get("url")) or text(members.get("external_url"))
    title = text(members.get("title"))
    summary = text(members.get("summary"))
    content = text(members.get("content_html")) or text(members.get("content_text"))
    identifier = identity(members.get("id")) or link or title or content or summary
    if not identifier:
        return None
    return FeedItem(
        id=identifier,
        link=link,
        title=title,
        published=parse_date(text(members.get("date_published"))),
        updated=parse_date(text(members.get("date_modified"))),
        summary=summary,
        content=content,
        authors=tuple(authors(members)),
        categories=tuple(categories(members)),
        media=tuple(dict.fromkeys(media(members))),
        scores=tuple(scores(members)),
    )


def identity(value: Any) -> str | None:
    """Return an id; version 1.0 allowed a number. Spec: JSON Feed 1.1, `id`."""
    return strip_id(_as_text(value))


def text(value: Any) -> str | None:
    """Return a text, white space normalised."""
    return tidy(_as_text(value))


def _as_text(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def authors(members: dict[str, Any]) -> Iterator[str]:
    """Return the names in `authors`, or else in `author` of version 1.0."""
    for each in as_list(members.get("authors")) or [members.get("author")]:
        if isinstance(each, dict) and (name := text(each.get("name"))):
            yield name


def categories(members: dict[str, Any]) -> Iterator[str]:
    """Return `tags`, and the categories in the extension of Outfeed."""
    extension_values = extension(members)
    for each in (*as_list(members.get("tags")), extension_values.get("category"), extension_values.get("type")):
        if tag := text(each):
            yield tag


def media(members: dict[str, Any]) -> Iterator[str]:
    """Return `image`, `banner_image`, `attachments`, and the pictures in the extension of Outfeed."""
    attachments = [each.get("url") for each in as_list(members.get("attachments")) if isinstance(each, dict)]
    pictures = [each.get("url") for each in as_list(extension(members).get("images")) if isinstance(each, dict)]
    for each in (members.get("image"), members.get("banner_image"), *attachments, *pictures):
        if address := text(each):
            yield address


def scores(members: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """Return the quality and hotness scores in the extension of Outfeed."""
    extension_values = extension(members)
    for name in ("quality", "heat"):
        if isinstance(value := extension_values.get(name), (int, float)) and not isinstance(value, bool):
            yield name, value


def extension(members: dict[str, Any]) -> dict[str, Any]:
    """Return `_outfeed`, described in docs/json-feed-extension.md. Spec: JSON Feed 1.1, Extensions."""
    extension_values = members.get("_outfeed")
    return extension_values if isinstance(extension_values, dict) else {}


def as_list(value: Any) -> list[Any]:
    """Return the value if it is a list, else an empty list."""
    return value if isinstance(value, list) else []
