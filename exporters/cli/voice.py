"""What a run says while it goes on: diagnostics as they come, notes by kind at the end, and a bar on a terminal."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import click

from exporters.cli.groups import DiagnosticGroups
from exporters.cli.say import tell
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
    """Whether people see standard error on a terminal that can take a line back; it is None where it is closed."""
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


class StageBar:
    """The bar of the stage that goes on."""

    def __init__(self) -> None:
        """Nothing is shown yet."""
        self._stage = ""
        self._begun = self._looked = 0.0
        self._bar: ProgressBar[int] | None = None
        self._is_shown = False

    def show(self, stage: str, things: str, done: int, total: Callable[[], int]) -> None:
        """Show that `done` of the things of a stage are done; `total` counts them when it comes to that."""
        now = time.monotonic()
        if stage != self._stage:
            self.hide()
            self._stage, self._begun, self._bar = stage, now, None
        if now - self._begun < _PATIENCE or now - self._looked < _PACE:
            return
        if self._bar is None:
            self._bar = click.progressbar(length=total(), label=f"{stage:8}", file=sys.stderr, bar_template=_TEMPLATE)
            self._bar.start -= now - self._begun
        self._looked = now
        self._bar.item_show_func = lambda _: f"{done / (now - self._begun):,.0f} {things}/s"
        self._is_shown = True
        self._bar.update(done - self._bar.pos)

    def hide(self) -> None:
        """Take the bar away, until it is shown again."""
        if self._is_shown:
            self._is_shown = False
            sys.stderr.write(_GONE)
            sys.stderr.flush()


_NEVER_COUNTED = frozenset(
    {"entries-left-out", "csv-incomplete", "not-read"}
)  # there are few in a run, and each counts itself


class ConsoleReporter(RunObserver):
    """Tells errors and warnings; notes too where each is wanted, else one line a kind with its count.

    What says the same in more than ten places is one line, told at the end, unless each is wanted. A key that feeds do
    not carry is told once a run, at its first place, however many articles have it.
    """

    def __init__(
        self,
        *,
        each_note: bool,
        each: bool,
        quiet: bool,
        err: bool = True,
        files: Callable[[], int] = int,
        also: Sequence[DiagnosticCollector] = (),
    ) -> None:
        """`each` folds nothing, `quiet` leaves out notes and the bar, `err` chooses the stream.

        `files` counts those to be read. `also` get everything, each note too.
        """
        self._each_note = each_note
        self._groups = None if each else DiagnosticGroups()
        self._quiet = quiet
        self._err = err
        self._counts: dict[tuple[str, str], int] = {}
        self._firsts: dict[tuple[str, str], Diagnostic] = {}
        self._also = also
        self._bar: StageBar | None = None
        self.follow(files)

    def follow(self, files: Callable[[], int]) -> None:
        """Begin to follow a run, the first one or a further one, in which `files` counts those to be read."""
        self._hide_bar()
        self.rules = set[str]()
        self._bar = StageBar() if not self._quiet and can_be_shown() else None
        self._files = files

    def add(self, diagnostic: Diagnostic) -> None:
        """Say it, or count it."""
        for each in self._also:
            each.add(diagnostic)
        self.rules.add(diagnostic.rule)
        if diagnostic.level is Level.NOTE and self._quiet:
            return
        once = diagnostic.rule == "key-extra"
        is_told = diagnostic.level is not Level.NOTE or diagnostic.rule in _NEVER_COUNTED
        if is_told or (self._each_note and not once):
            if self._groups is not None:
                self._groups.add(diagnostic)
                return
            self._hide_bar()
            tell(diagnostic, err=self._err)
            return
        key = (diagnostic.rule, diagnostic.field if once else "")
        self._counts[key] = self._counts.get(key, 0) + 1
        self._firsts.setdefault(key, diagnostic)

    def reading(self, read: int) -> None:
        """Move the bar."""
        if self._bar:
            self._bar.show("Reading", "files", read, self._files)

    def writing(self, written: int, entries: int) -> None:
        """Move the bar."""
        if self._bar:
            self._bar.show("Writing", "entries", written, lambda: entries)

    def __enter__(self) -> Self:
        """The run begins."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The run ends: the bar goes, and what was grouped or counted is told."""
        self._hide_bar()
        for each in self._groups.take() if self._groups is not None else ():
            tell(each, err=self._err)
        if error is None:
            self._tell_counted()

    def _hide_bar(self) -> None:
        if self._bar:
            self._bar.hide()

    def _tell_counted(self) -> None:
        for (rule, field), count in self._counts.items():
            first = self._firsts[rule, field]
            if field:
                articles = "1 article" if count == 1 else f"{count:,} articles"
                tell(first._replace(message=f"{first.message}, in {articles}"), err=self._err)
            else:
                message = f"{count:,} × {RULES[rule].title}"
                tell(Diagnostic(rule=rule, level=Level.NOTE, message=message), err=self._err)
