"""Map the exception that ended a run to an exit status and diagnostics."""

import os
import re
import signal
from pathlib import Path
from typing import Final, NamedTuple

import click

from exporters.cli.encoding import describe_unencodable
from exporters.diagnostics.diagnostic import Diagnostic
from exporters.errors import OutfeedError, TerminationSignal, reason
from exporters.support.lazy_regex import lazy_regex
from exporters.support.paths import shown_path

INTERRUPTED: Final = 130
ENDS: Final = (
    OutfeedError,
    KeyboardInterrupt,
    click.Abort,
    TerminationSignal,
    OSError,
    UnicodeEncodeError,
    MemoryError,
    ImportError,
)
_NOT_MAPPED: Final = lazy_regex("failed to map segment|cannot allocate memory|cannot enable executable", re.IGNORECASE)


_NO_MEMORY: Final = Diagnostic(
    rule="system-error",
    message="there is not enough memory",
    fix="give it more, or fewer processes with --jobs 1",
)


class ExitOutcome(NamedTuple):
    """The exit status of a process, and the diagnostics to print."""

    status: int
    diagnostics: tuple[Diagnostic, ...] = ()


def exit_outcome(error: BaseException) -> ExitOutcome:
    """Return the exit status and diagnostics for `error`, one of ENDS.

    Raises a UnicodeEncodeError that no file name caused, and an ImportError that lack of memory did not.
    """
    if isinstance(error, OutfeedError):
        return ExitOutcome(error.status, error.diagnostics)
    if isinstance(error, TerminationSignal):
        return ExitOutcome(128 + signal.SIGTERM)
    if isinstance(error, OSError):
        return ExitOutcome(3, (_system_error(error),))
    if isinstance(error, MemoryError):
        return ExitOutcome(3, (_NO_MEMORY,))
    if isinstance(error, ImportError):  # a library loads on its first use
        if not _NOT_MAPPED.search(str(error)):
            raise error
        return ExitOutcome(3, (_NO_MEMORY,))
    if isinstance(error, UnicodeEncodeError):
        return ExitOutcome(3, (describe_unencodable(error),))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C means the same
    return ExitOutcome(INTERRUPTED)


def _system_error(error: OSError) -> Diagnostic:
    """Return the diagnostic for an error of the system that nothing else handles, such as a full standard output."""
    message, fix = reason(error), "fix that and run again"
    path = shown_path(Path(os.fsdecode(error.filename))) if isinstance(error.filename, (str, bytes)) else ""
    return Diagnostic(rule="system-error", message=message, fix=fix, path=path)
