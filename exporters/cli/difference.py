"""How a published file differs from what an export would write: a unified diff, as far as people read one."""

import re
from collections.abc import Iterator
from difflib import unified_diff
from itertools import islice
from pathlib import Path
from typing import Final

from exporters.cli.say import say
from exporters.cli.summary import failure
from exporters.cli.tell import plural
from exporters.diagnostics import clipped, escaped
from exporters.paths import shown_path
from exporters.report import Report

_LONGEST: Final = 3_000  # lines of a file: comparing them takes time that grows with the square
_STATES: Final = {
    "new": "missing",
    "changed": "out of date",
    "removed": "no longer wanted",
    "left": "no longer wanted, and edited",
}
_SHOWN: Final = 40  # lines of a difference
_NUMBER: Final = re.compile(r"([-+])([0-9]+)(?=[, ])")


def show_difference(published: Path, made: Path | None) -> None:
    """Print how a published file differs from what an export would write; None: it would not be there."""
    for line in difference(escaped(shown_path(published)), published, made):
        say(line)


def checked(report: Report, out: Path, *, quiet: bool) -> int:
    """Print whether the out folder is what an export would write; the status that the process ends with comes back."""
    folder = escaped(shown_path(out))
    if report.failed:
        say(f"Nothing was compared: {failure(report)}.", err=True)
        return 1
    for each in report.written:
        say(f"{folder}/{escaped(each.name)}: {_STATES[each.state]}")
    if report.written:
        files = plural(len(report.written), "file differs", "files differ")
        say(f"{folder}/ is not what an export would write: {files}.", err=True)
        return 1
    if not quiet:
        say(f"{folder}/ is what an export would write.")
    return 0


def difference(name: str, published: Path, made: Path | None) -> Iterator[str]:
    """The lines of a unified diff from the published file `name` to the one that was made, each on one line.

    Of long files the stretch around the first line that differs is compared.
    """
    before, after = _lines(published), _lines(made)
    start = _alike(before, after)
    first = max(0, start - 3)
    lines = unified_diff(
        before[first : first + _LONGEST],
        after[first : first + _LONGEST],
        fromfile=f"{name} (published)",
        tofile=f"{name} (as it would be)",
        lineterm="",
    )
    shown = [f"{line[:1]}{escaped(clipped(line[1:]))}" if line[:1] in "+- " else line for line in islice(lines, _SHOWN)]
    yield from (_moved(line, first) for line in shown)
    if next(lines, None) is not None:
        yield "…"


def _lines(path: Path | None) -> list[str]:
    """The lines of a file; none where there is no such file."""
    try:
        return path.read_text(encoding="utf-8", errors="backslashreplace").splitlines() if path else []
    except OSError:
        return []


def _alike(one: list[str], other: list[str]) -> int:
    """How many lines are the same at the beginning of both."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _moved(line: str, by: int) -> str:
    """The head of a stretch with the numbers of lines in the whole files."""
    if not (by and line.startswith("@@ ")):
        return line
    return _NUMBER.sub(lambda found: f"{found[1]}{int(found[2]) + by}", line)
