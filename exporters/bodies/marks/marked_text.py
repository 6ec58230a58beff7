"""MarkedText: a body with template marks, and the replacements that take their place."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple, Protocol

from exporters.bodies.context import BodyContext
from exporters.bodies.marks.mark_rules import MarkRules

CodeFinder = Callable[[str], list[range]]  # returns the parts of a text that are code: sorted, disjoint
LEFT_OUT: Final = "template-mark"
UNRESOLVED: Final = "template-link"
KEPT: Final = "template-text"
RAW: Final = "liquid-raw"
_LINE: Final = 500  # characters around a mark in which its line must begin and end, so that it stands alone on it
_ROUNDS: Final = 8  # each finds at least one block of code more, where blocks hide each other


class Replacement(NamedTuple):
    """What takes the place of a part of the text. It holds a whole mark, or one end of a paired one."""

    start: int
    stop: int
    text: str = ""
    note: str = ""  # the rule of the note on it, "" for none
    kind: str = ""  # marks of one kind share a note
    is_final: bool = False  # whether no other language looks for marks in `text`
    is_block: bool = False  # whether `text` is an element that stands on lines of its own


class MarkLanguage(Protocol):
    """One template language."""

    def find(self, body: "MarkedText") -> Iterable[Replacement]:
        """Yield what takes the place of its marks, in their order."""


class MarkedText:
    """A body on its way through the languages. Offsets count in `text`."""

    def __init__(
        self,
        text: str,
        rules: MarkRules,
        context: BodyContext,
        find_code: CodeFinder,
        *,
        is_markdown: bool = True,
        lines: list[int] | None = None,
        final: Sequence[range] = (),
    ) -> None:
        """`lines` has the number of each line in the original text; `final` are parts without marks."""
        self.text = text
        self.rules = rules
        self.context = context
        self.is_markdown = is_markdown
        self._find_code = find_code
        self._lines = lines
        self._final = list(final)
        self._code: list[range] | None = None
        self._starts: list[int] | None = None

    @property
    def code(self) -> list[range]:
        """The parts of the text that no language may change: sorted, disjoint."""
        if self._code is None:
            self._code = join_ranges([*self._find_code(self.text), *self._final])
            self._starts = None
        return self._code

    def hide_code(self, find_blocks: "Callable[[MarkedText], list[range]]") -> None:
        """Look for code again, as if the blocks of code that `find_blocks` finds held nothing that begins or ends code.

        Such a block is code for its language and prose for Markdown, and may hold one backtick alone.
        """
        blocks: list[range] = []
        for _ in range(_ROUNDS):
            found = find_blocks(self)
            if found == blocks:
                return
            blocks = found
            self._code = join_ranges([*self._find_code(_mask(self.text, blocks)), *self._final])
            self._starts = None

    def has_code(self, start: int, stop: int) -> bool:
        """Whether a part of the text holds code or lies in it."""
        code = self.code
        if self._starts is None:
            self._starts = [each.start for each in code]
        at = bisect_right(self._starts, start)
        return (at > 0 and code[at - 1].stop > start) or (at < len(code) and code[at].start < stop)

    def is_alone(self, start: int, stop: int) -> bool:
        """Whether nothing else stands on the lines of a mark."""
        before = self.text[max(0, start - _LINE) : start]
        after = self.text[stop : stop + _LINE]
        head, line_end, _ = after.partition("\n")
        is_last = bool(line_end) or stop + _LINE >= len(self.text)
        is_first = "\n" in before or start <= _LINE
        return is_first and is_last and not before.rpartition("\n")[2].strip() and not head.strip()

    def apply(self, replacements: Sequence[Replacement]) -> "MarkedText":
        """Return the text with the replacements, which are sorted and disjoint."""
        pieces: list[str] = []
        finals: list[range] = []
        lines: list[int] = []
        numbers = self._lines or list(range(1, self.text.count("\n") + 2))
        at = length = line = 0
        kept = iter(self._final)
        final = next(kept, None)
        for start, stop, text, is_final in _widen(self, replacements):
            while final is not None and final.stop <= start:
                finals.append(range(final.start - at + length, final.stop - at + length))
                final = next(kept, None)
            piece = self.text[at:start]
            count = piece.count("\n")
            pieces += (piece, text)
            lines += numbers[line : line + count]
            line += count
            length += len(piece)
            if is_final and text:
                finals.append(range(length, length + len(text)))
            length += len(text)
            lines += [numbers[line]] * text.count("\n")
            line += self.text.count("\n", start, stop)
            at = stop
        while final is not None:
            finals.append(range(final.start - at + length, final.stop - at + length))
            final = next(kept, None)
        pieces.append(self.text[at:])
        return MarkedText(
            "".join(pieces),
            self.rules,
            self.context,
            self._find_code,
            is_markdown=self.is_markdown,
            lines=lines + numbers[line:],
            final=finals,
        )

    def line_numbers(self, offsets: Iterable[int]) -> Iterable[int]:
        """Yield the line of the original text for each offset; offsets ascend."""
        at = line = 0
        for offset in offsets:
            line += self.text.count("\n", at, offset)
            at = offset
            yield self._lines[line] if self._lines else line + 1


def join_ranges(ranges: Iterable[range]) -> list[range]:
    """Return the ranges sorted, those that touch or overlap as one."""
    joined: list[range] = []
    for each in sorted(ranges, key=lambda one: one.start):
        if joined and each.start <= joined[-1].stop:
            joined[-1] = range(joined[-1].start, max(joined[-1].stop, each.stop))
        elif each:
            joined.append(each)
    return joined


def _mask(text: str, blocks: Iterable[range]) -> str:
    """Return the text with an `x` for each visible character in the blocks."""
    pieces: list[str] = []
    at = 0
    for block in blocks:
        inside = text[block.start : block.stop]
        pieces += (text[at : block.start], "".join(each if each.isspace() else "x" for each in inside))
        at = block.stop
    return "".join([*pieces, text[at:]])


def _widen(body: MarkedText, replacements: Sequence[Replacement]) -> Iterable[tuple[int, int, str, bool]]:
    """Yield start, stop and text; lines of which nothing is left go, and elements stand on lines of their own."""
    text = body.text
    at = 0  # up to which the text is settled
    index = 0
    while index < len(replacements):
        first = replacements[index]
        if first.text:
            stop = first.stop
            yield first.start, stop, _block(body, first) if first.is_block else first.text, first.is_final
            at, index = stop, index + 1
            continue
        last = index  # of replacements with nothing but spaces between
        while (
            last + 1 < len(replacements)
            and not replacements[last + 1].text
            and not text[replacements[last].stop : replacements[last + 1].start].strip(" \t")
        ):
            last += 1
        start, stop = first.start, replacements[last].stop
        begin = at + len(text[at:start].rstrip(" \t"))
        end = stop + _count_spaces(text, stop)
        is_first = begin == 0 or (text[begin - 1] == "\n" and (begin > at or at == 0 or text[at - 1] == "\n"))
        limit = replacements[last + 1].start if last + 1 < len(replacements) else len(text)
        if is_first and end < limit and text[end] == "\n":
            start, stop = begin, end + 1
        elif is_first and end == len(text) == limit:
            start, stop = begin, end
        else:
            for each in replacements[index : last + 1]:  # what stands between them stays
                yield each.start, each.stop, "", False
            at, index = stop, last + 1
            continue
        yield start, stop, "", False
        at, index = stop, last + 1


def _count_spaces(text: str, at: int) -> int:
    count = 0
    while at + count < len(text) and text[at + count] in " \t":
        count += 1
    return count


def _block(body: MarkedText, found: Replacement) -> str:
    """The text with what Markdown needs to see an element: a line of its own, and an empty line behind it."""
    if not body.is_markdown:
        return found.text
    if not body.is_alone(found.start, found.stop):
        return f"\n\n{found.text}\n\n"
    line_end = body.text.find("\n", found.stop)
    next_line = body.text[line_end + 1 : line_end + 1 + _LINE].partition("\n")[0] if line_end >= 0 else ""
    return f"{found.text}\n" if next_line.strip() else found.text
