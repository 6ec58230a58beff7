"""HtmlOutput: the HTML of a body as far as it is written, and the elements that are open in it."""

from typing import Any, Final, NamedTuple

_DEEPEST: Final = 100  # elements in elements; what lies deeper is text of the last one
_NO_ELEMENT: Final = (-1, -1)


class _Outer(NamedTuple):
    """What goes on behind a picture or a footnote; inside it all of this is its own."""

    out: list[str]
    open: list[int]
    ended: tuple[int, int]
    marked: tuple[int, int] | None
    value: Any


class HtmlOutput:
    """What a writer adds to."""

    def __init__(self) -> None:
        """Nothing is written yet."""
        self._is_settled = True  # whether a parser surely leaves the elements as they are
        self._out: list[str] = []
        self._outer: list[_Outer] = []  # what is written around a picture or a footnote
        self._open: list[int] = []  # where the start tags of open elements are in `_out`
        self._ended = _NO_ELEMENT  # the start tag of the last inline element, and where it ended
        self._marked: tuple[int, int] | None = None  # an open ==, and how many elements were open there

    def _add(self, source: str) -> None:
        if source:
            self._out.append(source)

    def _start_line(self) -> None:
        if self._out and self._out[-1] and not self._out[-1].endswith("\n"):
            self._out.append("\n")

    def _open_element(self, tag: str) -> None:
        self._open.append(len(self._out))
        if len(self._open) <= _DEEPEST:
            self._out.append(tag)
        else:
            self._out.append("")
            self._is_settled = False

    def _end_block(self, tag: str) -> None:
        if self._out[self._open.pop()]:
            self._out.append(tag)

    def _end_inline(self) -> None:
        self._ended = (self._open.pop(), len(self._out))

    def _start_apart(self, value: Any) -> None:
        """Begin what is written into another place."""
        self._outer.append(_Outer(self._out, self._open, self._ended, self._marked, value))
        self._out, self._open, self._ended, self._marked = [], [], _NO_ELEMENT, None

    def _end_apart(self) -> tuple[str, Any]:
        written = "".join(self._out)
        self._out, self._open, self._ended, self._marked, value = self._outer.pop()
        return written, value
