"""The fields of a row: Outfeed's own names and the usual plain ones, each with its place and the author's name."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any, Final

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.errors import ArticleError
from exporters.sources.source import ItemContent, item_problem
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.positions import KeyPath, TextPosition, YamlDocument, field_name

BODIES: Final = ("content_html", "content_markdown", "content_text")
PLAIN_NAMES: Final[Mapping[str, KeyPath]] = {  # usual names, and the field of the schema that each stands for
    "url": ("webUrl",),
    "date": ("publishedDateTime",),
    "updated": ("updatedDateTime",),
    "tags": ("topics",),
    "summary": ("excerpt",),
    "image": ("images",),
    "author": ("provider", "authors"),
}
_MANY: Final = frozenset({"author", "image"})  # one value is a list of one, without a note
_ENTRY: Final = lazy_regex(r"\[([0-9]+)\]")


class RenamedDocument:
    """A document with fields under other names than those that the author wrote."""

    is_fast = False

    def __init__(
        self, document: YamlDocument, value: dict[str, Any], origins: Mapping[KeyPath, KeyPath], first_line: int = 1
    ) -> None:
        """`origins` are the paths in `document` by those in `value`; it begins at `first_line` of its file."""
        self._document = document
        self._origins = origins
        self._above = first_line - 1
        self.value = value

    def place(self, path: KeyPath = ()) -> TextPosition:
        """Where the field at `path` begins, in the file."""
        line, column = self._document.place(self._origin(path))
        return TextPosition(line + self._above, column)

    def source_text(self, path: KeyPath) -> str | None:
        """The scalar at `path` as the file has it; None where there is no scalar."""
        return self._document.source_text(self._origin(path))

    def is_quoted(self, path: KeyPath) -> bool:  # noqa: ARG002
        """False: text has quotes in every row, which says nothing."""
        return False

    def _origin(self, path: KeyPath) -> KeyPath:
        for length in range(len(path), 0, -1):
            if (found := self._origins.get(path[:length])) is not None:
                return (*found, *path[length:])
        return path

    def name(self, field: str) -> str:
        """The author's name of a field that messages call `field`."""
        best, origin = "", ""
        for path, found in self._origins.items():
            known = field_name(path)
            if len(known) > len(best) and (field == known or field.startswith((f"{known}.", f"{known}["))):
                best, origin = known, field_name(found)
        return origin + field[len(best) :] if best else field


def pointed(pointer: str, field: str) -> str:
    """The JSON Pointer to `field` of the item at `pointer`. Spec: RFC 6901."""
    if not pointer:
        return field
    steps = _ENTRY.sub(r".\1", field).replace("~", "~0").replace("/", "~1").replace(".", "/")
    return f"{pointer}/{steps}" if steps else pointer


def read_row(document: YamlDocument, first_line: int, pointer: str = "") -> ItemContent:
    """The content of a row whose values are in `document`, a mapping. Raises ArticleError with every problem."""
    value = dict(document.value)
    origins: dict[KeyPath, KeyPath] = {}
    for name, path in PLAIN_NAMES.items():
        if name in value and path[0] != "provider" and path[0] not in value:
            _rename(value, name, str(path[0]), origins)
    _add_author(value, origins)
    problems = _body_problems(document, value, first_line)
    bodies = {name: text for name in BODIES if (text := value.pop(name, None)) is not None}
    renamed = RenamedDocument(document, value, origins, first_line)
    if problems:
        raise ArticleError([each._replace(field=pointed(pointer, each.field)) for each in problems])

    def name_of(field: str) -> str:
        return renamed.name(_missing_name(field, value, origins))

    for name, text in bodies.items():
        place = renamed.place((name,))
        is_markdown = name == "content_markdown"
        html = text if name != "content_text" else _paragraphs(text)
        return ItemContent(renamed, name_of, html, is_markdown, name, place, pointer=pointer)
    return ItemContent(renamed, name_of, pointer=pointer)


def _rename(value: dict[str, Any], name: str, field: str, origins: dict[KeyPath, KeyPath]) -> None:
    given = value.pop(name)
    if given is None:
        return
    if name in _MANY and not isinstance(given, list):
        value[field] = [given]
        origins[(field, 0)] = (name,)
    else:
        value[field] = given
    origins[(field,)] = (name,)


def _add_author(value: dict[str, Any], origins: dict[KeyPath, KeyPath]) -> None:
    """Take `author` as who wrote it, where `provider` does not say it."""
    provider = value.get("provider")
    if value.get("author") is None or not (provider is None or isinstance(provider, dict)):
        return
    if provider and provider.get("authors") is not None:
        return
    author = value.pop("author")
    is_list = isinstance(author, list)
    value["provider"] = {**(provider or {}), "authors": author if is_list else [author]}
    origins[("provider", "authors")] = ("author",)
    if not is_list:
        origins[("provider", "authors", 0)] = ("author",)


def _missing_name(field: str, value: Mapping[str, Any], origins: Mapping[KeyPath, KeyPath]) -> str:
    """A field that is missing, by its usual plain name where the other fields have theirs."""
    if field in value or not any(path[0] != "provider" for path in origins):
        return field
    return next((name for name, path in PLAIN_NAMES.items() if field_name(path) == field), field)


def _body_problems(document: YamlDocument, value: Mapping[str, Any], first_line: int) -> list[Diagnostic]:
    """What is wrong with the bodies: one is enough, and it is text."""
    given = [name for name in BODIES if value.get(name) is not None]
    wrong = [(name, "type-wrong", "not text", "write text") for name in given if not isinstance(value[name], str)]
    wrong += [(name, "key-repeated", f"{given[0]} is given too", "keep one of them") for name in given[1:]]
    found = []
    for name, rule, message, fix in wrong:
        line, column = document.place((name,))
        found.append(item_problem(rule, message, fix, TextPosition(line + first_line - 1, column), name))
    return found


def _paragraphs(text: str) -> str:
    """Plain text as HTML: a paragraph for each block between empty lines."""
    blocks = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip())
    return "\n".join(f"<p>{escape(each, quote=False).replace(chr(10), '<br>')}</p>" for each in blocks if each.strip())
