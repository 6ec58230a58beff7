"""Diagnostic: one thing to tell a person about one place in one file."""

from bisect import bisect
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

CLIPPED_AT = 80  # characters of a value that a message shows
MOST_NAMED: Final = 10  # places that are named one by one; of more, messages give the count and the first few
FIRST_NAMED: Final = 3


class Level(StrEnum):
    """How much a diagnostic matters: an error rejects, a warning is for a person, a note is for the record."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Diagnostic(NamedTuple):
    """What was seen where, and what would be right.

    `rule` names a rule of `exporters.diagnostics.rules`, which is a heading in docs/diagnostics.md. `line` and
    `column` count from 1; 0 means that the whole file is meant. Repairs set `before` and `after`, in full length.
    """

    rule: str
    message: str
    fix: str = ""
    level: Level = Level.ERROR
    path: str = ""
    line: int = 0
    column: int = 0
    field: str = ""
    before: str | None = None
    after: str | None = None

    def __str__(self) -> str:
        """`path:line:column: level: field: what was seen; what would be right [rule]`."""
        place = self.path + (f":{self.line}:{self.column}" if self.line else "")
        said = f"{self.message}; {self.fix}" if self.fix else self.message
        return escaped(": ".join(part for part in (place, self.level, self.field, f"{said} [{self.rule}]") if part))

    def at(self, path: str) -> "Diagnostic":
        """The same, told of the file `path`."""
        return self._replace(path=path)

    def in_field(self, field: str, line: int = 0, column: int = 0) -> "Diagnostic":
        """The same, about `field` at that place: rules about a single value know neither."""
        return self._replace(field=field, line=line, column=column)

    def as_warning(self) -> "Diagnostic":
        """The same, where an error was accepted (`--keep-going`)."""
        return self._replace(level=Level.WARNING) if self.level is Level.ERROR else self


class DiagnosticCollector(Protocol):
    """Takes the diagnostics of a run: counts them, prints them, writes them down."""

    def add(self, diagnostic: Diagnostic) -> None:
        """Take one. The order is the same in every run."""


def shown(value: object) -> str:
    """A value as a message shows it: quoted, on one line, control characters escaped, clipped at 80 characters."""
    if isinstance(value, bool):
        return "true" if value else "false"  # as YAML and JSON have it
    safe = escaped(clipped(value if isinstance(value, str) else repr(value)))
    return f'"{safe}"' if isinstance(value, str) else safe


def clipped(text: str) -> str:
    """At most 80 characters of `text`."""
    return text if len(text) <= CLIPPED_AT else text[: CLIPPED_AT - 1] + "…"


def escaped(text: str) -> str:
    """`text` on one line, without what a terminal or a log would take for a command: names of files may hold it."""
    return text if text.isprintable() else "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def difference(before: str, after: str) -> tuple[str, str]:
    """`before` and `after` as a message shows them: the stretch around the first place where they differ."""
    shortest = min(len(before), len(after))
    start = bisect(range(shortest), 0, key=lambda at: before[: at + 1] != after[: at + 1])  # alike, then never again
    begin = max(0, start - 20)
    cut = "…" if begin else ""
    return tuple(shown(cut + text[begin : begin + CLIPPED_AT]) for text in (before, after))  # type: ignore[return-value]
