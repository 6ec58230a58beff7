"""The seam between a run and the documents that tell of it: a diagnostic becomes a line, lines become a document."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Final, NamedTuple, Protocol

from exporters import PROJECT_URL
from exporters.diagnostics.diagnostic import Diagnostic, Level

LEVELS: Final = tuple(Level)  # errors first


class RunSummary(NamedTuple):
    """How a run ended."""

    errors: int = 0
    warnings: int = 0
    notes: int = 0
    status: int = 0  # that the process ends with


class DiagnosticsFormatter(Protocol):
    """A form that diagnostics are told in.

    There may be millions of them. So each becomes a line of text at once, and the lines wait outside of memory, in
    parts, until the run ends and says what the document needs to know of it.
    """

    parts: int  # that the lines are kept in, each in the order of the run

    def line(self, diagnostic: Diagnostic) -> tuple[int, str]:
        """A diagnostic without a line break in it, and the part that it belongs to."""
        ...

    def whole(self, parts: Sequence[Iterable[str]], summary: RunSummary) -> Iterator[str]:
        """The document, from the lines of each part."""
        ...


def help_address(rule: str) -> str:
    """Where the docs explain the diagnostic `rule`."""
    return f"{PROJECT_URL}/blob/main/docs/diagnostics.md#{rule}"


def said(diagnostic: Diagnostic) -> str:
    """What was seen, and what would be right."""
    return f"{diagnostic.message}; {diagnostic.fix}" if diagnostic.fix else diagnostic.message


def writable(text: str) -> str:
    """`text` as UTF-8 can write it: names of files may hold bytes that are none."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


TEXT: Final = "text"
_MODULES: Final = {TEXT: "formatter", "json": "json_report", "github": "github", "sarif": "sarif"}
NAMES: Final = tuple(_MODULES)


def form(name: str, folder: str) -> DiagnosticsFormatter:
    """The form `name`; `folder` is the current folder as the repository calls it, "" for its root."""
    made: DiagnosticsFormatter = import_module(f"exporters.diagnostics.{_MODULES[name]}").make(folder)
    return made


_ADDRESS: Final = re.compile(r"https?://", re.IGNORECASE)


def is_address(path: str) -> bool:
    """Whether a diagnostic is told of something published: of no file that a repository could hold."""
    return _ADDRESS.match(path) is not None


def path_in_repository(path: str, folder: str) -> str:
    """`path`, which is relative to the current folder `folder`, from the root of the repository; "" stays so.

    An address is left as it is: as a path it would lose a slash.
    """
    if is_address(path):
        return path
    return posixpath.normpath(posixpath.join(folder, path)) if path else ""


class TextFormatter:
    """What a terminal shows, with every note."""

    parts = 1

    def line(self, diagnostic: Diagnostic) -> tuple[int, str]:
        """`path:line:column: level: field: what was seen; what would be right [rule]`."""
        return 0, str(diagnostic)

    def whole(self, parts: Sequence[Iterable[str]], summary: RunSummary) -> Iterator[str]:  # noqa: ARG002
        """The lines."""
        return (f"{line}\n" for line in parts[0])


def make(_folder: str) -> TextFormatter:
    """The form; paths stay relative to the current folder."""
    return TextFormatter()
