"""Finds every problem in `outfeed.yaml`: the schema's, and those that no schema can see."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, tzinfo
from typing import Any, Final

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.schema import load_schema
from exporters.settings import aliases, rules, together
from exporters.settings.told import Told
from exporters.yamldoc.positions import KeyPath, YamlDocument

Problems = Callable[[Sequence[str]], Sequence[Diagnostic]]  # what is wrong with names of formats

_EACH: Final = -1  # in a path: every entry of a list
_TEXTS: Final[tuple[KeyPath, ...]] = (("site", "title"), ("site", "description"), ("site", "author", "name"))
_WRITTEN: Final[tuple[KeyPath, ...]] = (
    *_TEXTS,
    ("site", "language"),
    *(("feeds", _EACH, key) for key in ("path", "title", "description", "language", "copyright")),
)
_RULES: Final[tuple[tuple[KeyPath, rules.Rule], ...]] = (
    *((path, rules.text) for path in (*_TEXTS, ("source", "path"), ("out",), ("pages", "templates"), ("ids",))),
    (("site", "url"), rules.address),
    (("site", "feeds_url"), rules.address),
    (("site", "author", "url"), rules.page),
    (("source", "timezone"), rules.timezone),
    (("source", "include", _EACH), rules.glob),
    (("source", "exclude", _EACH), rules.glob),
    (("stylesheet",), rules.page),
    (("hubs", _EACH), rules.page),
)
_FORMATS: Final[tuple[KeyPath, ...]] = (("formats",), ("feeds", _EACH, "formats"))


def problems(document: YamlDocument, formats: Problems | None = None) -> list[Diagnostic]:
    """What is wrong in `document`, top to bottom. Text that looks like another type becomes text in its value.

    `formats` tells what is wrong with names of formats; None: nobody will write them.
    """
    value = document.value or {}
    for pattern in _WRITTEN:
        _as_written(document, value, pattern)
    told = Told(document)
    for pattern, rule in _RULES:
        for path, found in _at(value, pattern):
            wrong = rule(found) if isinstance(found, str) else None  # what is no text breaks the schema
            if wrong:
                told.tell(path, wrong)
    together.check(told, value.get("feeds"), zone(value), _feeds_url(value))
    aliases.read(told, value.get("aliases"))
    if formats:
        for path, names in (each for pattern in _FORMATS for each in _at(value, pattern)):
            _check_formats(told, path, names, formats)
    said = load_schema("settings").problems(_without_wrong_conditions(value, told), document)
    said = [each for each in said if each.field not in told.fields]  # of which a rule knows more
    return sorted([*said, *told.problems], key=lambda each: (each.line, each.column, each.field))


def zone(value: dict[str, Any]) -> tzinfo:
    """The zone of dates in conditions that name none."""
    source = value.get("source")
    name = source.get("timezone") if isinstance(source, dict) else None
    return (rules.zone_of(name) if isinstance(name, str) and name else None) or UTC


def _check_formats(told: Told, path: KeyPath, names: Any, problems: Problems) -> None:
    """Tell what is wrong with a list of formats, each at its name; what is no list of names breaks the schema."""
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return
    places = {each: (*path, at) for at, name in reversed(list(enumerate(names))) for each in problems([name])}
    for each in problems(names):
        told.tell(places.get(each, path), rules.Wrong(each.slug, each.seen, each.right))


def _without_wrong_conditions(value: dict[str, Any], told: Told) -> dict[str, Any]:
    """`value` without each `where` that rules found wrong: a schema can only say that none of its alternatives fits."""
    feeds = value.get("feeds")
    if not isinstance(feeds, list):
        return value
    left = [
        {key: each for key, each in feed.items() if key != "where"}
        if isinstance(feed, dict) and f"feeds[{at}].where" in told.around
        else feed
        for at, feed in enumerate(feeds)
    ]
    return {**value, "feeds": left}


def _feeds_url(value: dict[str, Any]) -> str | None:
    """Where the feeds are published, as far as this file says it."""
    site = value.get("site")
    for key, added in (("feeds_url", ""), ("url", "feeds/")):
        url = site.get(key) if isinstance(site, dict) else None
        if isinstance(url, str) and rules.address(url) is None:
            return rules.base(url) + added
    return None


def _as_written(document: YamlDocument, value: Any, path: KeyPath) -> None:
    """Take text as the file has it: `language: no` is Norwegian, `title: 2021` a name."""
    for parent_path, parent in _at(value, path[:-1]):
        key = path[-1]
        if isinstance(parent, dict) and isinstance(parent.get(key), (bool, int, float)):
            parent[key] = document.written((*parent_path, key))


def _at(value: Any, pattern: KeyPath, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Each place that `pattern` means, with its value."""
    if not pattern:
        yield path, value
    elif pattern[0] == _EACH:
        for index, entry in enumerate(value if isinstance(value, list) else ()):
            yield from _at(entry, pattern[1:], (*path, index))
    elif isinstance(value, dict) and pattern[0] in value:
        yield from _at(value[pattern[0]], pattern[1:], (*path, pattern[0]))
