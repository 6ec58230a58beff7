"""Finds every problem in `outfeed.yaml`: the schema's, then those of single values."""

from collections.abc import Iterator
from typing import Any, Final

from exporters.diagnostics import Diagnostic
from exporters.documents import schemas, yaml
from exporters.settings import rules

_EACH: Final = -1  # in a path: every entry of a list
_TEXTS: Final[tuple[yaml.Path, ...]] = (
    ("site", "title"),
    ("site", "description"),
    ("site", "author", "name"),
    ("feeds", _EACH, "title"),
    ("feeds", _EACH, "description"),
)
_LANGUAGE: Final[yaml.Path] = ("site", "language")
_RULES: Final[tuple[tuple[yaml.Path, rules.Rule], ...]] = (
    *((path, rules.text) for path in (*_TEXTS, ("source", "path"), ("out",))),
    (("site", "url"), rules.address),
    (("site", "feeds_url"), rules.address),
    (("site", "author", "url"), rules.page),
    (("source", "timezone"), rules.timezone),
    (("source", "include", _EACH), rules.glob),
    (("source", "exclude", _EACH), rules.glob),
    (("feeds", _EACH, "id"), rules.identity),
)


def problems(document: yaml.Document) -> list[Diagnostic]:
    """What is wrong in `document`, top to bottom. Text that looks like another type becomes text in its value."""
    value = document.value or {}
    for pattern in (*_TEXTS, _LANGUAGE):
        _as_written(document, value, pattern)
    found = [*schemas.load("settings").problems(value, document), *_broken(value, document)]
    return sorted(found, key=lambda each: (each.line, each.column, each.field))


def _as_written(document: yaml.Document, value: Any, path: yaml.Path) -> None:
    """Take text as the file has it: `language: no` is Norwegian, `title: 2021` a name."""
    for parent_path, parent in _at(value, path[:-1]):
        key = path[-1]
        if isinstance(parent, dict) and isinstance(parent.get(key), (bool, int, float)):
            parent[key] = document.written((*parent_path, key))


def _broken(value: Any, document: yaml.Document) -> Iterator[Diagnostic]:
    for pattern, rule in _RULES:
        for path, found in _at(value, pattern):
            wrong = rule(found) if isinstance(found, str) else None  # what is no text breaks the schema
            if wrong:
                yield wrong.diagnostic(yaml.field_name(path), *document.place(path))


def _at(value: Any, pattern: yaml.Path, path: yaml.Path = ()) -> Iterator[tuple[yaml.Path, Any]]:
    """Each place that `pattern` means, with its value."""
    if not pattern:
        yield path, value
    elif pattern[0] == _EACH:
        for index, entry in enumerate(value if isinstance(value, list) else ()):
            yield from _at(entry, pattern[1:], (*path, index))
    elif isinstance(value, dict) and pattern[0] in value:
        yield from _at(value[pattern[0]], pattern[1:], (*path, pattern[0]))
