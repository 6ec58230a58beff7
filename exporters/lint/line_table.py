"""Find the line and the column of an offset in a text."""

import re
from bisect import bisect_right
from typing import Final

_BREAK: Final = re.compile(r"\r\n|\n|\r")


class LineTable:
    """Knows where each line of a text begins."""

    def __init__(self, text: str) -> None:
        """Look through the text."""
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
