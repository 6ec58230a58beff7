"""JSON Feed 1.0 and 1.1. Spec: jsonfeed.org/version/1.1."""

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, BinaryIO, Final

from exporters.errors import ArticleError
from exporters.sources.item_fields import host_of, pack_item, people
from exporters.sources.json_list import list_items
from exporters.sources.row_fields import pointed
from exporters.sources.rows import read_object
from exporters.sources.source import SourceItem, item_problem
from exporters.support.lazy_regex import lazy_regex

_VERSION: Final = lazy_regex(rb'"version"\s*:\s*"https?:(?:\\?/){2}jsonfeed\.org')
_MOST_HEAD: Final = 1 << 20  # bytes that the members before the items may take
_NAMES: Final = {
    "id": "id",
    "webUrl": "url",
    "originalUrl": "external_url",
    "title": "title",
    "excerpt": "summary",
    "publishedDateTime": "date_published",
    "updatedDateTime": "date_modified",
    "topics": "tags",
    "images": "image",
    "provider": "authors",
    "enclosures": "attachments",
}
_MAPPINGS: Final = (  # members that hold objects, which of their members are text, and what would be right
    ("authors", ("name", "url"), 'write [{"name": "…", "url": "…"}]'),
    ("author", ("name", "url"), 'write {"name": "…", "url": "…"}'),
    ("attachments", ("url", "mime_type", "title"), 'write [{"url": "…", "mime_type": "…"}]'),
)
_LISTS: Final = ("topics", "enclosures")


class JsonFeedSource:
    """Reads the items of JSON Feed."""

    @staticmethod
    def recognises(head: bytes) -> bool:
        """Whether it names its version."""
        return _VERSION.search(head) is not None

    @staticmethod
    def items(stream: BinaryIO) -> Iterator[SourceItem]:
        """Each item, in the order of the feed."""
        feed = _feed(stream.read(_MOST_HEAD))
        stream.seek(0)
        for item in list_items(stream, "items"):
            if item.problems:
                yield item
                continue
            try:
                yield _item(item, feed)
            except ArticleError as error:
                yield SourceItem(b"", item.place, item.pointer, problems=error.diagnostics)


def _feed(head: bytes) -> dict[str, Any]:
    """What the feed says of itself before its items."""
    found = {}
    for name in ("title", "home_page_url"):
        match = re.search(
            rf'"{name}"\s*:\s*("(?:[^"\\]|\\.)*+")', head.decode("utf-8", "replace").partition('"items"')[0]
        )
        try:
            found[name] = json.loads(match[1]) if match else ""
        except ValueError:
            found[name] = ""
    return found


def _item(item: SourceItem, feed: Mapping[str, Any]) -> SourceItem:
    """An item by the names of the article schema: only the members that JSON Feed has are read."""
    document = read_object(item)
    value = document.value
    problems = [
        item_problem("type-wrong", "not text", "write text", _place(item, document, name), pointed(item.pointer, name))
        for name in ("content_html", "content_text", "title", "summary", "url", "image")
        if value.get(name) is not None and not isinstance(value[name], str)
    ]
    problems += [
        item_problem(
            "type-wrong",
            "no objects, or something else than text in one",
            fix,
            _place(item, document, name),
            pointed(item.pointer, name),
        )
        for name, keys, fix in _MAPPINGS
        if not _are_mappings(value.get(name), keys)
    ]
    if problems:
        raise ArticleError(problems)
    fields = {
        field: value.get(name) for field, name in _NAMES.items() if field not in ("provider", "images", "enclosures")
    }
    identity = value.get("id")
    fields["id"] = str(identity) if isinstance(identity, (int, float)) and not isinstance(identity, bool) else identity
    if not fields["webUrl"] and isinstance(identity, str) and identity.startswith(("http://", "https://")):
        fields["webUrl"] = identity
    fields["images"] = [{"url": value["image"]}] if value.get("image") else []
    authors = value.get("authors") or ([value["author"]] if value.get("author") else [])
    fields["provider"] = _provider(authors if isinstance(authors, list) else [], feed)
    fields["enclosures"] = list(_enclosures(value.get("attachments")))
    html = value.get("content_html") or ""
    text = value.get("content_text") or ""
    body_field = "content_html" if html or not text else "content_text"
    body = html or "\n".join(
        f"<p>{escape(each, quote=False)}</p>" for each in re.split(r"\n\s*\n", text) if each.strip()
    )
    packed = pack_item(fields, _NAMES, item.place, body=body, pointer=item.pointer)
    return packed._replace(context=body_field.encode())


def _are_mappings(value: Any, keys: tuple[str, ...]) -> bool:
    """Whether `value` is missing, or an object or a list of objects whose `keys` are text where they are there."""
    entries = [] if value is None else value if isinstance(value, list) else [value]
    return all(
        isinstance(each, dict) and all(isinstance(each.get(key), str | None) for key in keys) for each in entries
    )


def _place(item: SourceItem, document: Any, name: str) -> Any:
    line, column = document.place((name,))
    return item.place._replace(line=item.place.line + line - 1, column=column)


def _provider(authors: list[Any], feed: Mapping[str, Any]) -> dict[str, Any]:
    known = (each for each in authors if isinstance(each, dict) and isinstance(each.get("name"), str))
    found = people((each["name"], each["url"] if isinstance(each.get("url"), str) else None) for each in known)
    provider = {"name": feed["title"], "domain": host_of(feed["home_page_url"]), "authors": found}
    return {name: each for name, each in provider.items() if each}


def _enclosures(attachments: Any) -> Iterator[dict[str, Any]]:
    for each in attachments if isinstance(attachments, list) else []:
        if isinstance(each, dict) and isinstance(each.get("url"), str):
            kept = {
                "url": each["url"],
                "type": each.get("mime_type"),
                "length": each.get("size_in_bytes"),
                "duration": each.get("duration_in_seconds"),
                "title": each.get("title"),
            }
            yield {name: value for name, value in kept.items() if value is not None}
