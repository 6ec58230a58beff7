"""Rules about the shape of a JSON Feed: which keys there are, and of which type. Spec: JSON Feed 1.1."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from exporters.checks.finding import Finding
from exporters.checks.jsonfeed import ParsedJsonFeed
from exporters.checks.parsed_json import place
from exporters.diagnostics.diagnostic import shown

_EXTENSION: Final = re.compile(r"_[A-Za-z][^.]*")
_KINDS: Final = {str: "a string", dict: "an object", list: "a list", bool: "true or false", float: "a number"}
Shape = dict[str, type[Any]]
_FEED: Final[Shape] = {
    **dict.fromkeys("version title home_page_url feed_url description user_comment next_url icon favicon".split(), str),
    **dict.fromkeys("authors hubs items".split(), list),
    "language": str,
    "author": dict,
    "expired": bool,
}
_ITEM: Final[Shape] = {
    **dict.fromkeys("id url external_url title content_html content_text summary image banner_image".split(), str),
    **dict.fromkeys("date_published date_modified language".split(), str),
    **dict.fromkeys("authors tags attachments".split(), list),
    "author": dict,
}
_AUTHOR: Final[Shape] = dict.fromkeys("name url avatar".split(), str)
_ATTACHMENT: Final[Shape] = {
    **dict.fromkeys("url mime_type title".split(), str),
    **dict.fromkeys("size_in_bytes duration_in_seconds".split(), float),
}
_ELEMENTS: Final[Shape] = {**dict.fromkeys("items authors attachments hubs".split(), dict), "tags": str}


def key_unknown(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Schemas refuse it: what the format does not name begins with _ and a letter. Spec: JSON Feed 1.1 "Extensions"."""
    for path, found, shape in _shapes(parsed):
        for key in found:
            if key not in shape and not _EXTENSION.fullmatch(key):
                seen, right = f"the unknown key {shown(key)}", "begin it with _ and a letter, or leave it out"
                yield Finding(slug="jsonfeed-key-unknown", seen=seen, right=right, field=place(path, key))


def type_wrong(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Typed readers fail on the whole feed. Spec: JSON Feed 1.1, the type after each key."""
    for path, found, shape in _shapes(parsed):
        for key, value in found.items():
            if value is not None and key in shape and key != "id" and not _is(value, shape[key]):
                yield _mistyped(f"{key} is {shown(value)}", shape[key], place(path, key))
    for at, i, value in parsed.elements:
        wanted = _ELEMENTS.get(at.rpartition(".")[2])
        if wanted and value is not None and not _is(value, wanted):
            yield _mistyped(f"the element {shown(value)}", wanted, place(at, i))


def value_empty(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Typed readers fail on null, others show nothing. Spec: JSON Feed 1.1: optional keys are left out."""
    for at, key, value in parsed.hollow:
        path = place(at, key)
        if value is None or (value in ("", [], {}) and path != "items"):
            right = "leave the key out"
            yield Finding(slug="jsonfeed-value-empty", seen=f"the value {shown(value)}", right=right, field=path)


def _shapes(parsed: ParsedJsonFeed) -> Iterator[tuple[str, dict[str, Any], Shape]]:
    yield "", parsed.feed, _FEED
    for places, shape in ((parsed.items, _ITEM), (parsed.authors, _AUTHOR), (parsed.attachments, _ATTACHMENT)):
        yield from ((path, found, shape) for path, found in places)


def _is(value: Any, wanted: type[Any]) -> bool:
    if wanted is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, wanted)


def _mistyped(seen: str, wanted: type[Any], path: str) -> Finding:
    return Finding(slug="jsonfeed-type-wrong", seen=seen, right=f"write {_KINDS[wanted]}", field=path)


SHAPE_RULES: Final[tuple[Callable[[ParsedJsonFeed], Iterator[Finding]], ...]] = (key_unknown, type_wrong, value_empty)
