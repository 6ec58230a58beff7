"""Print a run as it goes: diagnostics, counts of notes at the end, and a progress bar on a terminal."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import click

from exporters.cli.groups import DiagnosticGroups
from exporters.cli.printing import print_diagnostic, say
from exporters.diagnostics.diagnostic import KEPT_AS_EXTRA, Diagnostic, DiagnosticCollector, Level
from exporters.run import RunObserver

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar


_DELAY: Final = 1.0  # seconds of a stage before it is shown
_MOST_KEYS: Final = 3  # unknown keys that are told one by one
_INTERVAL: Final = 0.1  # seconds between two updates of the bar
_TEMPLATE: Final = "%(label)s [%(bar)s] %(info)s"
_ERASE_LINE: Final = "\r\033[K\033[?25h"  # the line empty, the cursor visible


def is_erasable_terminal() -> bool:
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
        """Show that `done` things of a stage are done; `total` is called when the bar is drawn first."""
        moment = time.monotonic()
        if stage != self._stage:
            self.hide()
            self._stage, self._started_at, self._bar = stage, moment, None
        if moment - self._started_at < _DELAY or moment - self._updated_at < _INTERVAL:
            return
        if self._bar is None:
            self._bar = click.progressbar(length=total(), label=f"{stage:8}", file=sys.stderr, bar_template=_TEMPLATE)
            self._bar.start -= moment - self._started_at
        self._updated_at = moment
        self._bar.item_show_func = lambda _: f"{done / (moment - self._started_at):,.0f} {things}/s"
        self._is_shown = True
        self._bar.update(done - self._bar.pos)

    def hide(self) -> None:
        """Erase the bar until the next `show`."""
        if self._is_shown:
            self._is_shown = False
            sys.stderr.write(_ERASE_LINE)
            sys.stderr.flush()


_PRINTED_NOTES = frozenset(
    {"entries-left-out", "csv-incomplete", "not-read", "languages-left-out", "clock-used"}
)  # there are few in a run, and each counts itself


class ConsoleReporter(RunObserver):
    """Prints errors and warnings; notes too if `every_note`, else their count for each rule at the end.

    More than ten diagnostics that differ only in values print as one line at the end, unless `each` is set. A key that
    feeds do not carry prints once, with the first place, however many articles have it.
    """

    def __init__(
        self,
        *,
        every_note: bool,
        each: bool,
        quiet: bool,
        err: bool = True,
        has_lines: bool = True,
        files: Callable[[], int] = int,
        collectors: Sequence[DiagnosticCollector] = (),
    ) -> None:
        """`each`: group nothing. `quiet`: no notes, no bar. `err`: print on standard error.

        `has_lines`: no document replaces the lines. `files` returns how many files there are to read. `collectors` get
        every diagnostic, each note too.
        """
        self._every_note = every_note
        self._groups = None if each else DiagnosticGroups()
        self._quiet = quiet
        self._err = err
        self._has_lines = has_lines
        self._counts: dict[tuple[str, str], int] = {}
        self._first_by_key: dict[tuple[str, str], Diagnostic] = {}
        self._collectors = collectors
        self._bar: StageBar | None = None
        self.follow(files)

    def follow(self, files: Callable[[], int]) -> None:
        """Start following a run, the first or a further one; `files` counts the files to read."""
        self._hide_bar()
        self.rules = set[str]()
        self._bar = StageBar() if not self._quiet and is_erasable_terminal() else None
        self._files = files

    def add(self, diagnostic: Diagnostic) -> None:
        """Print a diagnostic, group it, or count it."""
        for each in self._collectors:
            each.add(diagnostic)
        self.rules.add(diagnostic.rule)
        if diagnostic.level is Level.NOTE and self._quiet:
            return
        is_unknown_key = diagnostic.rule == "key-extra"
        prints_at_once = diagnostic.level is not Level.NOTE or diagnostic.rule in _PRINTED_NOTES
        if prints_at_once or (self._every_note and not is_unknown_key):
            if self._groups is not None:
                self._groups.add(diagnostic)
                return
            self._hide_bar()
            print_diagnostic(diagnostic, err=self._err)
            return
        key = (diagnostic.rule, diagnostic.field if is_unknown_key else "")
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
        if self._groups is not None:
            for each in self._groups.take():
                print_diagnostic(each, err=self._err)
            if self._groups.has_folded and self._has_lines:
                say("A line with × stands for several that differ only in values; --verbose prints each.", err=True)
        if error is None:
            self._print_counts()

    def _hide_bar(self) -> None:
        if self._bar:
            self._bar.hide()

    def _print_counts(self) -> None:
        others = (
            [] if self._every_note else [first for first in self._first_by_key.values() if _is_of_the_author(first)]
        )
        if len(others) > _MOST_KEYS:
            print_diagnostic(_join_notes(others), err=self._err)
        for (rule, field), count in self._counts.items():
            first = self._first_by_key[rule, field]
            if len(others) > _MOST_KEYS and _is_of_the_author(first):
                continue
            if field:
                articles = "1 article" if count == 1 else f"{count:,} articles"
                print_diagnostic(first._replace(message=f"{first.message}, in {articles}"), err=self._err)
            else:
                from exporters.diagnostics.rules import RULES

                message = f"{count:,} × {RULES[rule].title}"
                print_diagnostic(Diagnostic(rule=rule, level=Level.NOTE, message=message), err=self._err)


def _is_of_the_author(diagnostic: Diagnostic) -> bool:
    """Whether it names a key that is like none that feeds carry."""
    return diagnostic.rule == "key-extra" and diagnostic.fix == KEPT_AS_EXTRA


def _join_notes(diagnostics: list[Diagnostic]) -> Diagnostic:
    """One note for many keys, at the place of the first."""
    names = ", ".join(each.field for each in diagnostics[:_MOST_KEYS])
    message = f"{len(diagnostics)} keys are in no feed: {names} …"
    return diagnostics[0]._replace(message=message, fix=f"{KEPT_AS_EXTRA}; --verbose shows each", field="")
