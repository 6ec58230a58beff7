"""The seam between a run and the documents that tell of it: a diagnostic becomes a line, lines become a document."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, Protocol

from exporters import PROJECT_URL
from exporters.diagnostics.diagnostic import Diagnostic, Level

LEVELS: Final = tuple(Level)  # errors first


class Summary(NamedTuple):
    """How a run ended."""

    errors: int = 0
    warnings: int = 0
    notes: int = 0
    status: int = 0  # that the process ends with


class Form(Protocol):
    """A form that diagnostics are told in.

    There may be millions of them. So each becomes a line of text at once, and the lines wait outside of memory, in
    parts, until the run ends and says what the document needs to know of it.
    """

    parts: int  # that the lines are kept in, each in the order of the run

    def line(self, diagnostic: Diagnostic) -> tuple[int, str]:
        """A diagnostic without a line break in it, and the part that it belongs to."""
        ...

    def whole(self, parts: Sequence[Iterable[str]], summary: Summary) -> Iterator[str]:
        """The document, from the lines of each part."""
        ...


def help_address(slug: str) -> str:
    """Where the docs explain the diagnostic `slug`."""
    return f"{PROJECT_URL}/blob/main/docs/diagnostics.md#{slug}"


def said(diagnostic: Diagnostic) -> str:
    """What was seen, and what would be right."""
    return f"{diagnostic.seen}; {diagnostic.right}" if diagnostic.right else diagnostic.seen


def writable(text: str) -> str:
    """`text` as UTF-8 can write it: names of files may hold bytes that are none."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
