"""Where a character of a text stands: line and column, as an editor counts them."""

from bisect import bisect_right
from functools import cached_property
from typing import Any, NamedTuple, Protocol


class TextPosition(NamedTuple):
    """A line and a column, both counted from 1."""

    line: int
    column: int


class PositionFinder:
    r"""Finds places in `text`, which begins at line `first_line` of its file.

    Only "\n" ends a line (a CR before it belongs to the line), so the numbers are those of editors and of `grep -n`.
    """

    def __init__(self, text: str, first_line: int = 1) -> None:
        """Remember the text; nothing is counted until the first question."""
        self._text = text
        self._first_line = first_line

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        found = self._text.find("\n")
        while found >= 0:
            starts.append(found + 1)
            found = self._text.find("\n", found + 1)
        return starts

    def at(self, index: int) -> TextPosition:
        """The place of the character at offset `index`."""
        line = bisect_right(self._starts, index) - 1
        return TextPosition(self._first_line + line, index - self._starts[line] + 1)


KeyPath = tuple[str | int, ...]


class YamlDocument(Protocol):
    """A YAML document: `value` holds str, int, float, bool, None, list and dict with text keys, nothing else.

    Dates stay text as they were written, since what a date may look like is not YAML's to decide.
    """

    value: Any
    plain: bool  # whether it took the fast way

    def place(self, path: KeyPath = ()) -> TextPosition:
        """Where the field at `path` begins: its key in a mapping, its value in a list; else the nearest around it."""

    def written(self, path: KeyPath) -> str | None:
        """The scalar at `path` as the file has it (`yes`, `010`); None where there is no scalar."""

    def quoted(self, path: KeyPath) -> bool:
        """Whether the scalar at `path` stands in quotes or in a block, which makes it text."""
