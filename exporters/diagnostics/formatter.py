"""Formatters turn each diagnostic into a line, and the lines into a document."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Final, NamedTuple, Protocol

from exporters import PROJECT_URL
from exporters.diagnostics.diagnostic import Diagnostic, Level

LEVELS: Final = tuple(Level)  # errors first


class RunSummary(NamedTuple):
    """The counts and the exit status of a run."""

    errors: int = 0
    warnings: int = 0
    notes: int = 0
    status: int = 0  # that the process ends with


class DiagnosticsFormatter(Protocol):
    """A format for documents of diagnostics.

    There may be millions of them. So each becomes a line of text at once, and the lines wait outside of memory, in
    parts, until the run ends and says what the document needs to know of it.
    """

    parts: int  # that the lines are kept in, each in the order of the run

    def line(self, diagnostic: Diagnostic) -> tuple[int, str]:
        """Return a diagnostic as one line, and the index of its part."""
        ...

    def document(self, parts: Sequence[Iterable[str]], summary: RunSummary) -> Iterator[str]:
        """Yield the document, from the lines of each part."""
        ...


def help_address(rule: str) -> str:
    """Return the address of the docs for `rule`."""
    return f"{PROJECT_URL}/blob/main/docs/diagnostics.md#{rule}"


def join_fix(diagnostic: Diagnostic) -> str:
    """Return the message and the fix."""
    return f"{diagnostic.message}; {diagnostic.fix}" if diagnostic.fix else diagnostic.message


def writable(text: str) -> str:
    """Return `text` with what UTF-8 can't encode escaped: file names may hold any bytes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


TEXT: Final = "text"
_MODULES: Final = {TEXT: "formatter", "json": "json_report", "github": "github", "sarif": "sarif", "junit": "junit"}
NAMES: Final = tuple(_MODULES)


def form(name: str, folder: str) -> DiagnosticsFormatter:
    """Return the formatter `name`; `folder` is the current folder relative to the repository root, "" for the root."""
    made: DiagnosticsFormatter = import_module(f"exporters.diagnostics.{_MODULES[name]}").make(folder)
    return made


_ADDRESS: Final = re.compile(r"https?://", re.IGNORECASE)


def is_address(path: str) -> bool:
    """Return whether a diagnostic is about a published address, not a file."""
    return _ADDRESS.match(path) is not None


def path_in_repository(path: str, folder: str) -> str:
    """Return `path` of the current folder `folder` relative to the repository root; "" stays "".

    An address is left as it is: as a path it would lose a slash.
    """
    if is_address(path):
        return path
    return posixpath.normpath(posixpath.join(folder, path)) if path else ""


class TextFormatter:
    """The lines of a terminal, with every note."""

    parts = 1

    def line(self, diagnostic: Diagnostic) -> tuple[int, str]:
        """Return `path:line:column: level: field: message; fix [rule]`."""
        return 0, str(diagnostic)

    def document(self, parts: Sequence[Iterable[str]], summary: RunSummary) -> Iterator[str]:  # noqa: ARG002
        """Yield the lines."""
        return (f"{line}\n" for line in parts[0])


def make(_folder: str) -> TextFormatter:
    """Return the formatter; paths stay relative to the current folder."""
    return TextFormatter()
