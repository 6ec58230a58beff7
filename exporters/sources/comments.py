"""Notes on comments of YAML that cut a text: `title: Why C # matters` is the title `Why C`."""

from collections.abc import Iterator
from typing import Final

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.sources.dialects.mapped_document import MappedDocument
from exporters.yamldoc.document import find_comment
from exporters.yamldoc.positions import KeyPath, YamlDocument, field_name

_TEXTS: Final = ("title", "excerpt", "category", "type")
_LISTS: Final = (("topics",), ("provider", "authors"))


def note_comments(document: YamlDocument) -> Iterator[Diagnostic]:
    """Yield a note for each comment behind a text without quotes, at its place; `document` has Outfeed's names."""
    if document.is_fast:
        return
    written = document.original if isinstance(document, MappedDocument) else document
    for path in _text_paths(document.value):
        origin = document.source(path) if isinstance(document, MappedDocument) else path
        place = find_comment(written, origin) if origin else None
        if place is not None:
            message, fix = "a comment begins at #", "put the value in quotes if it is part of the text"
            yield Diagnostic("yaml-comment", message, fix, Level.NOTE).in_field(field_name(path), *place)


def _text_paths(value: dict[str, object]) -> Iterator[KeyPath]:
    yield from ((name,) for name in _TEXTS)
    for path in _LISTS:
        entries: object = value
        for part in path:
            entries = entries.get(part) if isinstance(entries, dict) else None
        yield path
        if isinstance(entries, list):
            yield from ((*path, at) for at in range(len(entries)))
