"""What ends a run before it is done: which status that is, and what there is to tell."""

import signal
from typing import Final, NamedTuple

import click

from exporters.diagnostics import Diagnostic, Level
from exporters.errors import ExportersError, Terminated

INTERRUPTED: Final = 130
ENDS: Final = (ExportersError, KeyboardInterrupt, click.Abort, Terminated, OSError)


class Ending(NamedTuple):
    """How a process ends."""

    status: int
    diagnostics: tuple[Diagnostic, ...] = ()


def ending(error: BaseException) -> Ending:
    """How a process ends that `error`, one of ENDS, stopped."""
    if isinstance(error, ExportersError):
        return Ending(error.status, error.diagnostics)
    if isinstance(error, Terminated):
        return Ending(128 + signal.SIGTERM)
    if isinstance(
        error, OSError
    ):  # what no part of the program could expect: no current folder, a full standard output
        seen = (error.strerror or str(error)).lower()
        told = Diagnostic(slug="system-error", level=Level.ERROR, seen=seen, right="make it possible and run again")
        return Ending(3, (told,))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who presses it twice means the same
    return Ending(INTERRUPTED)
