"""The stretches in which two texts differ, with a few lines around each: what a unified diff is made of."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final, NamedTuple

_LONGEST: Final = 3_000  # lines of a text: comparing them takes time that grows with the square
_AROUND: Final = 3  # lines that are alike before and after a difference

Lines = Sequence[str]  # each with its line end, but for a last one that has none


class Line(NamedTuple):
    """A line of a diff."""

    mark: str  # " " in both texts, "-" in the first, "+" in the second
    text: str
    other: str = ""  # the line of the other text that stands in its place


class Hunk(NamedTuple):
    """A stretch."""

    before: int  # lines of the first text that come before it
    after: int  # the same of the second
    lines: Sequence[Line]

    @property
    def head(self) -> str:
        """The line that says which lines of both texts these are: of none, the line before them counts."""
        parts = []
        for mark, start in (("-", self.before), ("+", self.after)):
            count = sum(line.mark in (" ", mark) for line in self.lines)
            parts.append(f"{mark}{start + 1 if count else start},{count}")
        return f"@@ {' '.join(parts)} @@"

    def cut(self, most: int) -> "Hunk | None":
        """At most so many lines of it; None where none of those differs."""
        lines = self.lines[:most]
        return self._replace(lines=lines) if any(line.mark != " " for line in lines) else None


def hunks(before: Lines, after: Lines, most: int) -> Iterator[Hunk | None]:
    """The hunks between two texts, of `most` lines in all; a None at the end says that there are more.

    Of long texts the stretch around the first line that differs is compared.
    """
    first = max(0, alike(before, after) - _AROUND)
    rest = before[first:], after[first:]
    same = max(0, alike(rest[0][::-1], rest[1][::-1]) - _AROUND)
    one, other = (text[: len(text) - same] for text in rest)
    goes_on = max(len(one), len(other)) > _LONGEST
    one, other = one[:_LONGEST], other[:_LONGEST]
    left = most
    for number, group in enumerate(SequenceMatcher(None, one, other).get_grouped_opcodes(_AROUND)):
        hunk = _padded(_hunk(group, one, other, first), before)
        ends_early = goes_on and (group[-1][2] == len(one) or group[-1][4] == len(other))
        if ends_early and number:  # where the stretch ends, lines seem to differ that do not
            break
        shown = hunk.cut(left)
        if shown is not None:
            yield shown
        left -= len(hunk.lines)
        if left < 0:
            goes_on = True
            break
    if goes_on:
        yield None


def _hunk(group: Sequence[tuple[str, int, int, int, int]], one: Lines, other: Lines, first: int) -> Hunk:
    lines: list[Line] = []
    for what, start, stop, start_other, stop_other in group:
        if what == "equal":
            lines += (Line(" ", text) for text in one[start:stop])
            continue
        pairs = list(zip_longest(one[start:stop], other[start_other:stop_other], fillvalue=""))
        lines += (Line("-", text, there) for text, there in pairs if text)
        lines += (Line("+", there, text) for text, there in pairs if there)
    return Hunk(first + group[0][1], first + group[0][3], lines)


def _padded(hunk: Hunk, before: Lines) -> Hunk:
    """The same with three lines that are alike on both sides, as far as there are: `patch` takes fewer for an end."""
    lead = next(at for at, line in enumerate(hunk.lines) if line.mark != " ")
    trail = next(at for at, line in enumerate(reversed(hunk.lines)) if line.mark != " ")
    missing = min(max(0, _AROUND - lead), hunk.before, hunk.after)
    end = hunk.before + sum(line.mark != "+" for line in hunk.lines)
    above = [Line(" ", text) for text in before[hunk.before - missing : hunk.before]]
    below = [Line(" ", text) for text in before[end : end + max(0, _AROUND - trail)]]
    return Hunk(hunk.before - missing, hunk.after - missing, [*above, *hunk.lines, *below])


def alike(one: Lines, other: Lines) -> int:
    """How many lines, or characters, are the same at the beginning of both."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
