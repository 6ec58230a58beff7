"""Show what `outfeed lint --fix` changes, and write it."""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from typing import Final

from exporters.cli.difference import DiffHunk, DiffLine, format_cut_line, format_full_line
from exporters.cli.printing import say
from exporters.diagnostics.diagnostic import escape_controls
from exporters.errors import PublishError, UsageError, reason
from exporters.lint.fixes.fix import FixedDocument
from exporters.support.files import put_file, read_regular
from exporters.support.paths import shown_path

_CONTEXT: Final = 3  # equal lines before and after a difference
_MOST_LINES: Final = 2_000  # that are compared by difflib, whose time grows with the square


def show_fixes(name: str, fixed: FixedDocument) -> None:
    """Print a unified diff of what was fixed in the document `name`; lines are cut on a terminal alone."""
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    format_line = format_cut_line if is_terminal else format_full_line
    label = escape_controls(name)
    say(f"--- {label}\n+++ {label}\t(fixed)")
    for hunk in find_hunks(_lines(fixed.before), _lines(fixed.after)):
        say(hunk.head)
        for line in hunk.lines:
            say(line.mark + format_line(line))
            if not line.text.endswith("\n"):
                say("\\ No newline at end of file")


def _lines(text: str) -> list[str]:
    """Return the lines of a text with their line feeds; other characters end no line in a diff."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def find_hunks(before: Sequence[str], after: Sequence[str]) -> Iterator[DiffHunk]:
    """Yield the hunks between two texts. Where fixes keep the lines apart, each line is compared with its own."""
    if len(before) == len(after):
        changed = [number for number, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
        for first, last in _ranges(changed):
            start, stop = max(0, first - _CONTEXT), min(len(before), last + 1 + _CONTEXT)
            lines = [each for number in range(start, stop) for each in _pair(before[number], after[number])]
            yield DiffHunk(start, start, lines)
        return
    head = next(
        (at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    if max(len(before), len(after)) - head > _MOST_LINES:
        yield DiffHunk(
            head, head, [DiffLine("-", each) for each in before[head:]] + [DiffLine("+", each) for each in after[head:]]
        )
        return
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(_CONTEXT):
        lines = []
        for tag, start, stop, other_start, other_stop in group:
            if tag == "equal":
                lines += [DiffLine(" ", each) for each in before[start:stop]]
                continue
            pairs = list(zip_longest(before[start:stop], after[other_start:other_stop], fillvalue=""))
            lines += [DiffLine("-", one, other) for one, other in pairs if one]
            lines += [DiffLine("+", other, one) for one, other in pairs if other]
        yield DiffHunk(group[0][1], group[0][3], lines)


def _pair(one: str, other: str) -> list[DiffLine]:
    return [DiffLine(" ", one)] if one == other else [DiffLine("-", one, other), DiffLine("+", other, one)]


def _ranges(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of the numbers whose contexts touch."""
    first = last = -1
    for number in numbers:
        if last >= 0 and number - last > 2 * _CONTEXT:
            yield first, last
            first = number
        elif last < 0:
            first = number
        last = number
    if last >= 0:
        yield first, last


def write_fixes(file: Path, before: bytes, fixed: FixedDocument) -> None:
    """Replace the file with what was fixed, at once, and keep its permissions.

    Raises UsageError if it is a link or has changed since it was read, PublishError if it can't be written.
    """
    path = shown_path(file)
    if file.is_symlink():
        fix = "name the file that it leads to"
        raise UsageError.because("lint-file-not-written", "a link, which --write does not follow", fix, path=path)
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
        if read_regular(file, len(before)) != before:
            fix = "run the command again"
            raise UsageError.because("lint-file-not-written", "the file changed while it was judged", fix, path=path)
        put_file(file, [fixed.data])
        os.chmod(file, mode)  # noqa: PTH101 - of what was put there just now
    except OSError as error:
        raise PublishError.because("lint-file-not-written", reason(error), "check it", path=path) from error
