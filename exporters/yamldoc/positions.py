"""Where a character of a text stands: line and column, as an editor counts them."""

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple


class Place(NamedTuple):
    """A line and a column, both counted from 1."""

    line: int
    column: int


class Places:
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

    def at(self, index: int) -> Place:
        """The place of the character at offset `index`."""
        line = bisect_right(self._starts, index) - 1
        return Place(self._first_line + line, index - self._starts[line] + 1)
