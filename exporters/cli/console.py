"""Print a run as it goes: diagnostics, counts of notes at the end, and a progress bar on a terminal."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import click

from exporters.cli.groups import DiagnosticGroups
from exporters.cli.printing import print_diagnostic
from exporters.diagnostics.diagnostic import Diagnostic, DiagnosticCollector, Level
from exporters.diagnostics.rules import RULES
from exporters.run import RunObserver

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar


_PATIENCE: Final = 1.0  # seconds of a stage before it is shown
_PACE: Final = 0.1  # seconds between two looks of the bar
_TEMPLATE: Final = "%(label)s [%(bar)s] %(info)s"
_GONE: Final = "\r\033[K\033[?25h"  # the line empty, the cursor visible


def can_be_shown() -> bool:
    """Return whether standard error is a terminal that can erase a line; it is None if it is closed."""
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


class StageBar:
    """The progress bar of the current stage."""

    def __init__(self) -> None:
        """Start hidden."""
        self._stage = ""
        self._started_at = self._updated_at = 0.0
        self._bar: ProgressBar[int] | None = None
        self._is_shown = False

    def show(self, stage: str, things: str, done: int, total: Callable[[], int]) -> None:
        """Show that `done` things of a stage are done; `total` is called once the bar is drawn."""
        now = time.monotonic()
        if stage != self._stage:
            self.hide()
            self._stage, self._started_at, self._bar = stage, now, None
        if now - self._started_at < _PATIENCE or now - self._updated_at < _PACE:
            return
        if self._bar is None:
            self._bar = click.progressbar(length=total(), label=f"{stage:8}", file=sys.stderr, bar_template=_TEMPLATE)
            self._bar.start -= now - self._started_at
        self._updated_at = now
        self._bar.item_show_func = lambda _: f"{done / (now - self._started_at):,.0f} {things}/s"
        self._is_shown = True
        self._bar.update(done - self._bar.pos)

    def hide(self) -> None:
        """Erase the bar until the next `show`."""
        if self._is_shown:
            self._is_shown = False
            sys.stderr.write(_GONE)
            sys.stderr.flush()


_NEVER_COUNTED = frozenset(
    {"entries-left-out", "csv-incomplete", "not-read", "clock-used"}
)  # there are few in a run, and each counts itself


class ConsoleReporter(RunObserver):
    """Prints errors and warnings; notes too if asked for, else their count per rule at the end.

    What says the same in more than ten places is one line, told at the end, unless each is wanted. A key that feeds do
    not carry is told once a run, at its first place, however many articles have it.
    """

    def __init__(
        self,
        *,
        every_note: bool,
        each: bool,
        quiet: bool,
        err: bool = True,
        files: Callable[[], int] = int,
        collectors: Sequence[DiagnosticCollector] = (),
    ) -> None:
        """`each`: group nothing. `quiet`: no notes, no bar. `err`: print on standard error.

        `files` counts those to be read. `also` get everything, each note too.
        """
        self._every_note = every_note
        self._groups = None if each else DiagnosticGroups()
        self._quiet = quiet
        self._err = err
        self._counts: dict[tuple[str, str], int] = {}
        self._first_by_key: dict[tuple[str, str], Diagnostic] = {}
        self._collectors = collectors
        self._bar: StageBar | None = None
        self.follow(files)

    def follow(self, files: Callable[[], int]) -> None:
        """Start following a run, the first or a further one; `files` counts the files to read."""
        self._hide_bar()
        self.rules = set[str]()
        self._bar = StageBar() if not self._quiet and can_be_shown() else None
        self._files = files

    def add(self, diagnostic: Diagnostic) -> None:
        """Print a diagnostic, group it, or count it."""
        for each in self._collectors:
            each.add(diagnostic)
        self.rules.add(diagnostic.rule)
        if diagnostic.level is Level.NOTE and self._quiet:
            return
        once = diagnostic.rule == "key-extra"
        is_told = diagnostic.level is not Level.NOTE or diagnostic.rule in _NEVER_COUNTED
        if is_told or (self._every_note and not once):
            if self._groups is not None:
                self._groups.add(diagnostic)
                return
            self._hide_bar()
            print_diagnostic(diagnostic, err=self._err)
            return
        key = (diagnostic.rule, diagnostic.field if once else "")
        self._counts[key] = self._counts.get(key, 0) + 1
        self._first_by_key.setdefault(key, diagnostic)

    def reading(self, count: int) -> None:
        """Move the bar."""
        if self._bar:
            self._bar.show("Reading", "files", count, self._files)

    def writing(self, count: int, total: int) -> None:
        """Move the bar."""
        if self._bar:
            self._bar.show("Writing", "entries", count, lambda: total)

    def __enter__(self) -> Self:
        """Start."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hide the bar; print the groups and the counts."""
        self._hide_bar()
        for each in self._groups.take() if self._groups is not None else ():
            print_diagnostic(each, err=self._err)
        if error is None:
            self._print_counts()

    def _hide_bar(self) -> None:
        if self._bar:
            self._bar.hide()

    def _print_counts(self) -> None:
        for (rule, field), count in self._counts.items():
            first = self._first_by_key[rule, field]
            if field:
                articles = "1 article" if count == 1 else f"{count:,} articles"
                print_diagnostic(first._replace(message=f"{first.message}, in {articles}"), err=self._err)
            else:
                message = f"{count:,} × {RULES[rule].title}"
                print_diagnostic(Diagnostic(rule=rule, level=Level.NOTE, message=message), err=self._err)
