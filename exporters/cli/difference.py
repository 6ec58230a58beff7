"""Print how published files differ from what an export would write: a unified diff, shortened on a terminal."""

import sys
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from io import TextIOWrapper
from itertools import zip_longest
from pathlib import Path
from typing import Final, NamedTuple

from exporters.cli.printing import plural, say
from exporters.cli.summary import describe_failure
from exporters.diagnostics.diagnostic import CLIPPED_AT, clip_text, escape_controls
from exporters.run import RunReport
from exporters.settings import find
from exporters.support.files import open_regular
from exporters.support.lazy_regex import lazy_regex
from exporters.support.paths import shown_path

_MAX_LINES: Final = 3_000  # lines of a text: the time of difflib grows with the square, 1 s for these
_CONTEXT: Final = 3  # equal lines before and after a difference

Lines = Sequence[str]  # each with its line end; the last one may have none


class DiffLine(NamedTuple):
    """One line of a diff."""

    mark: str  # " " in both texts, "-" in the first, "+" in the second
    text: str
    other: str = ""  # the line in the same position of the other text


class DiffHunk(NamedTuple):
    """Consecutive lines of a diff, with the lines around each difference."""

    before: int  # lines of the first text that come before it
    after: int  # the same of the second
    lines: Sequence[DiffLine]

    @property
    def head(self) -> str:
        """Return the `@@` line; of an empty side, the line before counts."""
        parts = []
        for mark, start in (("-", self.before), ("+", self.after)):
            count = sum(line.mark in (" ", mark) for line in self.lines)
            parts.append(f"{mark}{start + 1 if count else start},{count}")
        return f"@@ {' '.join(parts)} @@"

    def cut(self, max_lines: int) -> "DiffHunk | None":
        """Return at most `most` lines of the hunk; None if none of those differs."""
        lines = self.lines[:max_lines]
        return self._replace(lines=lines) if any(line.mark != " " for line in lines) else None


def find_hunks(before: Lines, after: Lines, max_lines: int) -> Iterator[DiffHunk | None]:
    """Yield the hunks between two texts, `most` lines in all; a final None says that there are more.

    Of long texts, only the part around the first difference is compared.
    """
    first = max(0, count_common(before, after) - _CONTEXT)
    tails = before[first:], after[first:]
    trailing = max(0, count_common(tails[0][::-1], tails[1][::-1]) - _CONTEXT)
    one, other = (text[: len(text) - trailing] for text in tails)
    goes_on = max(len(one), len(other)) > _MAX_LINES
    one, other = one[:_MAX_LINES], other[:_MAX_LINES]
    remaining = max_lines
    for number, group in enumerate(SequenceMatcher(None, one, other).get_grouped_opcodes(_CONTEXT)):
        hunk = _pad_context(_build_hunk(group, one, other, first), before)
        ends_early = goes_on and (group[-1][2] == len(one) or group[-1][4] == len(other))
        if ends_early and number:  # at the end of the part, equal lines seem to differ
            break
        part = hunk.cut(remaining)
        if part is not None:
            yield part
        remaining -= len(hunk.lines)
        if remaining < 0:
            goes_on = True
            break
    if goes_on:
        yield None


def _build_hunk(group: Sequence[tuple[str, int, int, int, int]], one: Lines, other: Lines, first: int) -> DiffHunk:
    lines: list[DiffLine] = []
    for tag, start, stop, start_other, stop_other in group:
        if tag == "equal":
            lines += (DiffLine(" ", text) for text in one[start:stop])
            continue
        pairs = list(zip_longest(one[start:stop], other[start_other:stop_other], fillvalue=""))
        lines += (DiffLine("-", text, counterpart) for text, counterpart in pairs if text)
        lines += (DiffLine("+", counterpart, text) for text, counterpart in pairs if counterpart)
    return DiffHunk(first + group[0][1], first + group[0][3], lines)


def _pad_context(hunk: DiffHunk, before: Lines) -> DiffHunk:
    """Return the hunk with up to three equal lines before and after, which `patch` needs to find its place."""
    lead = next(at for at, line in enumerate(hunk.lines) if line.mark != " ")
    trail = next(at for at, line in enumerate(reversed(hunk.lines)) if line.mark != " ")
    count = min(max(0, _CONTEXT - lead), hunk.before, hunk.after)
    end = hunk.before + sum(line.mark != "+" for line in hunk.lines)
    lead_lines = [DiffLine(" ", text) for text in before[hunk.before - count : hunk.before]]
    trail_lines = [DiffLine(" ", text) for text in before[end : end + max(0, _CONTEXT - trail)]]
    return DiffHunk(hunk.before - count, hunk.after - count, [*lead_lines, *hunk.lines, *trail_lines])


def count_common(one: Lines, other: Lines) -> int:
    """Return how many leading lines, or characters, two texts share."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


_STATES: Final = {
    "new": "missing",
    "changed": "out of date",
    "removed": "no longer wanted",
    "left": "no longer wanted, and edited",
}
_MAX_TERMINAL_LINES: Final = 40  # lines of a difference on a terminal
_MAX_PATCH_LINES: Final = 1_000  # elsewhere, where `patch` may read them: a new article alone changes more than fifty
_MAX_LEAD: Final = 20  # characters before the first one that differs
_CONTROL: Final = lazy_regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NO_FILE: Final = "/dev/null"  # the name of a missing file in a unified diff


def show_difference(out: Path, name: str, prepared: Path | None) -> None:
    """Print how the published file `name` differs from what an export would write; None: it would be removed."""
    published, label = out / name, escape_controls(shown_path(out / name))
    if prepared is not None and _differ_in_line_ends(published, prepared):
        say(f"{label}: only its line ends differ, as git changes them; {_gitattributes_advice(out)}, and export again")
        return
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    for line in unified_diff(label, published, prepared, is_whole=not is_terminal):
        say(line)


def print_check(report: RunReport, out: Path, *, quiet: bool, lists: bool = True) -> int:
    """Print whether the out folder is up to date; return the exit status.

    `lists`: print the name of each file that differs.
    """
    folder = escape_controls(shown_path(out))
    if report.is_failed:
        say(f"Nothing was compared: {describe_failure(report)}.", err=True)
        return 1
    for each in report.changes if lists else ():
        say(f"{folder}/{escape_controls(each.name)}: {_STATES[each.state]}")
    if report.changes:
        files = plural(len(report.changes), "file differs", "files differ")
        say(f"{folder}/ is not what an export would write: {files}.", err=True)
        return 1
    if not quiet:
        say(f"{folder}/ is what an export would write.")
    return 0


def unified_diff(name: str, published: Path, prepared: Path | None, *, is_whole: bool = False) -> Iterator[str]:
    """Yield the lines of a unified diff from the published file `name` to the prepared one, each on one line.

    `is_whole` yields full lines, which `patch` accepts; a long diff ends after a thousand lines, still well-formed.
    Otherwise it ends after forty lines, each cut around the difference. A last line `…` says that there
    is more.
    """
    before, after = _read_lines(published), _read_lines(prepared)
    yield f"--- {_NO_FILE if before is None else name}\t(published)"
    yield f"+++ {_NO_FILE if after is None else name}\t(as it would be)"
    format_line = format_full_line if is_whole else format_cut_line
    for hunk in find_hunks(before or [], after or [], _MAX_PATCH_LINES if is_whole else _MAX_TERMINAL_LINES):
        if hunk is None:
            yield "…"
            return
        yield hunk.head
        for line in hunk.lines:
            yield line.mark + format_line(line)
            if not line.text.endswith("\n"):
                yield "\\ No newline at end of file"


def format_full_line(line: DiffLine) -> str:
    """Return a line in full, with control characters escaped; a CR at its end belongs to it."""
    text = line.text.removesuffix("\n")
    bare = text.removesuffix("\r")
    return _CONTROL.sub(lambda match: escape_controls(match[0]), bare) + text[len(bare) :]


def format_cut_line(line: DiffLine) -> str:
    """Return the part of a line for a terminal: its beginning, or the part around the first difference."""
    text, other = (each.removesuffix("\n").removesuffix("\r") for each in (line.text, line.other))
    if text == other:  # only the line ends differ
        text, other = (each.removesuffix("\n") for each in (line.text, line.other))
    if len(text) <= CLIPPED_AT or not other:
        return escape_controls(clip_text(text))
    begin = max(0, count_common(text, other) - _MAX_LEAD)
    return escape_controls(clip_text(f"…{text[begin:]}" if begin else text))


def _read_lines(path: Path | None) -> list[str] | None:
    """Return the lines of a file with their line ends; None if there is no such file."""
    if path is None:
        return None
    try:
        with TextIOWrapper(open_regular(path), "utf-8", errors="backslashreplace", newline="\n") as file:
            return file.readlines()
    except OSError:
        return None


def _differ_in_line_ends(published: Path, prepared: Path) -> bool:
    """Return whether two files differ only in line ends, CR LF and LF."""
    try:
        with open_regular(published) as before, open_regular(prepared) as after:
            one, other = before.read(), after.read()
    except OSError:
        return False
    return one != other and one.replace(b"\r\n", b"\n") == other.replace(b"\r\n", b"\n")


def _gitattributes_advice(out: Path) -> str:
    """Return the advice that keeps git from changing line ends in the out folder. Spec: gitattributes(5), `text`."""
    top = find.find_project(out) or Path.cwd()
    folder = out.relative_to(top) if out.is_relative_to(top) else Path(out.name)
    pattern = (folder / "**").as_posix().replace(" ", "?")  # in a pattern, a space would end it
    return f'write "{escape_controls(pattern)} -text" into {escape_controls(shown_path(top / ".gitattributes"))}'
