"""Rules about the keys of a JSON Feed and the types of their values."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from exporters.checks import jsonfeed
from exporters.checks.finding import Finding
from exporters.checks.jsonfeed import ParsedJsonFeed, Shape, feed_shapes, is_of_type, type_finding
from exporters.checks.parsed_json import describe_json, json_path
from exporters.diagnostics.diagnostic import Level
from exporters.lint.json_text.keys import KeyAdviser
from exporters.lint.json_text.members import member_finding
from exporters.lint.rules.json_feed.head import hubs

_HUB: Final[Shape] = {"type": str, "url": str}
_LISTS: Final = frozenset({"items", "authors", "tags", "attachments", "hubs"})
_REQUIRED: Final = {  # by the name of the list that holds the object; "": the feed
    "": ("version", "title", "items"),
    "items": ("id",),
    "attachments": ("url", "mime_type"),
    "hubs": ("type", "url"),
}


class MisspelledKey(NamedTuple):
    """An unknown key that is almost the same as a known one."""

    path: str
    key: str
    meant_path: str
    meant: str
    is_required: bool  # and missing


def misspelled_keys(parsed: ParsedJsonFeed) -> Iterator[MisspelledKey]:
    """Yield the keys that probably mean others."""
    adviser = KeyAdviser()
    for path, holder, shape in _shapes(parsed):
        name = path.rpartition(".")[2].partition("[")[0]
        required = _REQUIRED.get(name, ())
        for key in holder:
            if key not in shape and not key.startswith("_") and (meant := adviser.nearest(key, shape)):
                is_required = meant in required and meant not in holder
                yield MisspelledKey(json_path(path, key), key, json_path(path, meant), meant, is_required)


def key_misspelled(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers ignore the value. Spec: JSON Feed 1.1, its keys."""
    for path, key, _, meant, is_required in misspelled_keys(parsed):
        message, fix = f"the unknown key {describe_json(key)}", f"write {meant}"
        level = Level.ERROR if is_required else Level.WARNING
        yield member_finding("jsonfeed-key-misspelled", message, fix, path, level)


def key_unknown(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers ignore what they do not know. Spec: JSON Feed 1.1, its keys; "Extensions"."""
    paths = {each.path for each in misspelled_keys(parsed)}
    for path, holder, shape in _shapes(parsed):
        for key in holder:
            place = json_path(path, key)
            if key not in shape and not key.startswith("_") and place not in paths:
                message, fix = f"the unknown key {describe_json(key)}", "begin it with _ and a letter, or remove it"
                yield member_finding("jsonfeed-key-unknown", message, fix, place, Level.NOTE)


def type_wrong(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers in typed languages fail on the whole feed. Spec: JSON Feed 1.1, the type after each key."""
    yield from (each for each in jsonfeed.type_wrong(parsed) if each.field != "version")  # it has a rule of its own
    for path, hub in hubs(parsed):
        for key, value in hub.items():
            if key in _HUB and value is not None and not is_of_type(value, _HUB[key]):
                yield type_finding(f"{key} is {describe_json(value)}", _HUB[key], json_path(path, key))


def value_empty(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Typed readers fail on null, others show nothing. Spec: JSON Feed 1.1: optional keys are left out."""
    items = dict(parsed.items)
    shapes = {path: shape for path, _, shape in _shapes(parsed)}
    for at, key, value in parsed.empty_values:
        is_known = key in shapes.get(at, ()) if isinstance(key, str) else at.rpartition(".")[2] in _LISTS
        path = json_path(at, key)
        if not is_known or not (value is None or value in ("", [], {})) or (path == "items" and value == []):
            continue
        if _has_own_rule(items, at, key, value):
            continue
        yield Finding(
            rule="jsonfeed-value-empty",
            message=f"the value {describe_json(value)}",
            fix="write its value" if _is_required(at, key) else "remove the key",
            level=_level(at, key, value),
            field=path,
        )


def _has_own_rule(items: dict[str, dict[str, Any]], at: str, key: str | int, value: Any) -> bool:
    """Whether another rule is about this: the version, an id, an item without content, an author without name."""
    if isinstance(key, int):
        return at.endswith("authors") and value == {}
    if not at and key == "version":
        return True
    item = items.get(at)
    if item is None or key == "author":
        return key == "author" and value == {}
    is_content = key in {"content_html", "content_text"}
    return key == "id" or (is_content and item.get("content_html") is None and item.get("content_text") is None)


def _level(at: str, key: str | int, value: Any) -> Level:
    if _is_required(at, key) and value != []:
        return Level.ERROR
    return Level.NOTE if value in ([], {}) else Level.WARNING


def _is_required(at: str, key: str | int) -> bool:
    name = at.rpartition(".")[2].partition("[")[0]
    return key in _REQUIRED.get(name, ())


def _shapes(parsed: ParsedJsonFeed) -> Iterator[tuple[str, dict[str, Any], Shape]]:
    yield from feed_shapes(parsed)
    yield from ((path, hub, _HUB) for path, hub in hubs(parsed))
