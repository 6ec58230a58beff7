"""Where a character of a text stands: line and column, as an editor counts them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple


class Place(NamedTuple):
    """A line and a column, both counted from 1."""

    line: int
    column: int


class Places:
    """Finds places in `text`, which begins at line `first_line` of its file.

    `removed` are the offsets, ascending, of characters that were taken out of the original text before it became
    `text`; places are those of the original. Only "\n" ends a line (a CR before it belongs to the line), so the
    numbers are those of editors and of `grep -n`.
    """

    def __init__(self, text: str, first_line: int = 1, removed: Sequence[int] = ()) -> None:
        """Remember the text; nothing is counted until the first question."""
        self._text = text
        self._first_line = first_line
        self._removed = removed

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
        start = self._starts[line]
        # each character removed before an offset moved it one to the left; `removed` are offsets in the original
        shift = self._shift(index) - self._shift(start)
        return Place(self._first_line + line, index - start + shift + 1)

    def _shift(self, index: int) -> int:
        gone = 0
        while (now := bisect_left(self._removed, index + gone + 1)) != gone:
            gone = now
        return gone
