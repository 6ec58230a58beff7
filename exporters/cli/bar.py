"""A bar on the terminal: how far a stage of the run is, how fast it goes, how long it will take."""

import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

_PATIENCE: Final = 1.0  # seconds of a stage before it is shown
_PACE: Final = 0.1  # seconds between two looks of the bar
_TEMPLATE: Final = "%(label)s [%(bar)s] %(info)s"
_GONE: Final = "\r\033[K\033[?25h"  # the line empty, the cursor visible


def can_be_shown() -> bool:
    """Whether people see standard error on a terminal that can take a line back; it is None where it is closed."""
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


class Bar:
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
