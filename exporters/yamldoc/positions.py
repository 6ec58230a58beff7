"""Positions in a text: line and column, as an editor counts them; and the names of fields in messages."""

from bisect import bisect_right
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from exporters.diagnostics.diagnostic import Diagnostic


class TextPosition(NamedTuple):
    """A line and a column, both counted from 1."""

    line: int
    column: int


class PositionFinder:
    r"""Finds the position of a character in `text`, which begins at line `first_line` of its file.

    Only "\n" ends a line (a CR before it belongs to the line), so the numbers are those of editors and of `grep -n`.
    """

    def __init__(self, text: str, first_line: int = 1) -> None:
        """Hold the text; lines are counted at the first call of `at`."""
        self._text = text
        self._first_line = first_line

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        index = self._text.find("\n")
        while index >= 0:
            starts.append(index + 1)
            index = self._text.find("\n", index + 1)
        return starts

    def at(self, index: int) -> TextPosition:
        """Return the position of the character at offset `index`."""
        line = bisect_right(self._starts, index) - 1
        return TextPosition(self._first_line + line, index - self._starts[line] + 1)


KeyPath = tuple[str | int, ...]


class YamlDocument(Protocol):
    """A YAML document. `value` consists of str, int, float, bool, None, list and dict with text keys, nothing else.

    Dates stay text as the file has them: a dialect decides what a date looks like, not YAML.
    """

    value: Any
    is_fast: bool  # whether the fast scanner read it

    def place(self, path: KeyPath = ()) -> TextPosition:
        """Return where the field at `path` begins: its key or its entry in a list; without it, the nearest parent."""

    def source_text(self, path: KeyPath) -> str | None:
        """Return the scalar at `path` as the file has it (`yes`, `010`); None if there is no scalar."""

    def is_quoted(self, path: KeyPath) -> bool:
        """Return whether the scalar at `path` is in quotes or in a block, which makes it text."""


def step_name(name: str, part: str | int) -> str:
    """Return the name of a field within `name`: `images` and 0 make `images[0]`, and `url` makes `images[0].url`."""
    if isinstance(part, int):
        return f"{name}[{part}]"
    return f"{name}.{part}" if name else part


def field_name(path: KeyPath) -> str:
    """Return a path as people write it: `images[0].url`."""
    name = ""
    for part in path:
        name = step_name(name, part)
    return name


def place_diagnostic(diagnostic: Diagnostic, document: YamlDocument, path: KeyPath) -> Diagnostic:
    """Return `diagnostic` with the name, line and column of the field at `path`."""
    return diagnostic.in_field(field_name(path), *document.place(path))
