"""Format diagnostics as GitHub workflow commands, shown at their lines in a pull request.

Spec: GitHub Actions, workflow commands `error`, `warning` and `notice`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from exporters.diagnostics.diagnostic import Diagnostic, Level, escape_controls
from exporters.diagnostics.formatter import LEVELS, RunSummary, is_address, join_fix, path_in_repository, writable

_COMMANDS: Final = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
_DATA: Final = {ord(char): f"%{ord(char):02X}" for char in "%\r\n"}
_PROPERTY: Final = {ord(char): f"%{ord(char):02X}" for char in "%\r\n:,"}
_CONTROLS: Final = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (10, 13)}


class GithubFormatter:
    """One command each, errors first: GitHub shows ten of each level and step, and fifty of a job.

    The message says the place too: the log of a job, where all of them stand, leaves the properties out.
    """

    parts = len(LEVELS)

    def __init__(self, folder: str) -> None:
        """`folder` is the current folder relative to the repository root."""
        self._folder = folder

    def line(self, diagnostic: Diagnostic) -> tuple[int, str]:
        """Return `::error file=…,line=…,col=…,title=rule::message`."""
        path = path_in_repository(diagnostic.path, self._folder)
        place = f"{path}:{diagnostic.line}:{diagnostic.column}" if diagnostic.line else path
        known = {"file": path, "line": diagnostic.line, "col": diagnostic.line and diagnostic.column}
        if is_address(path):  # the message alone says it
            known = {}
        properties = [f"{key}={_property(str(value))}" for key, value in known.items() if value]
        message = escape_controls(": ".join(part for part in (place, diagnostic.field, join_fix(diagnostic)) if part))
        command = f"{_COMMANDS[diagnostic.level]} {','.join([*properties, f'title={diagnostic.rule}'])}"
        return LEVELS.index(diagnostic.level), f"::{command}::{message.translate(_DATA)}"

    def document(self, parts: Sequence[Iterable[str]], summary: RunSummary) -> Iterator[str]:  # noqa: ARG002
        """Yield the commands, errors first."""
        return (f"{line}\n" for part in parts for line in part)


def make(folder: str) -> GithubFormatter:
    """Return the formatter."""
    return GithubFormatter(folder)


def _property(value: str) -> str:
    """Return the value of a property, escaped as GitHub expects."""
    return writable(value.translate(_CONTROLS)).translate(_PROPERTY)
