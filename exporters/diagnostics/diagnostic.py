"""A diagnostic: a message about one place in one file, with a fix."""

from bisect import bisect
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

CLIPPED_AT = 80  # characters of a value that a message shows
KEPT_AS_EXTRA: Final = (
    "kept as extra for conditions and plugins"  # the fix of `key-extra` for a key that is like none that feeds carry
)
MOST_NAMED: Final = 10  # places that are named one by one; of more, messages give the count and the first few
FIRST_NAMED: Final = 3


class Level(StrEnum):
    """The severity: an error rejects, a warning is for a person, a note is for the record."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Diagnostic(NamedTuple):
    """A rule that was broken, where, and the fix.

    `rule` names a rule of `exporters.diagnostics.rules`, which is a heading in docs/diagnostics.md. `line` and
    `column` count from 1; 0 means that the whole file is meant. Repairs set `before` and `after`, in full length.
    `occurrences` of more than 1 say that it stands for that many diagnostics of its rule, which are not listed.
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
    occurrences: int = 1

    def __str__(self) -> str:
        """Return `path:line:column: level: field: message; fix [rule]`."""
        place = self.path + (f":{self.line}:{self.column}" if self.line else "")
        said = f"{self.message}; {self.fix}" if self.fix else self.message
        return escape_controls(
            ": ".join(part for part in (place, self.level, self.field, f"{said} [{self.rule}]") if part)
        )

    def at(self, path: str) -> "Diagnostic":
        """Return the diagnostic with `path` as its file."""
        return self._replace(path=path)

    def in_field(self, field: str, line: int = 0, column: int = 0) -> "Diagnostic":
        """Return the diagnostic for `field` at that position, which rules about a single value don't know."""
        return self._replace(field=field, line=line, column=column)

    def as_warning(self) -> "Diagnostic":
        """Return the diagnostic as a warning, for an error that `--keep-going` accepts."""
        return self._replace(level=Level.WARNING) if self.level is Level.ERROR else self


class DiagnosticCollector(Protocol):
    """Receives the diagnostics of a run."""

    def add(self, diagnostic: Diagnostic) -> None:
        """Take one. The order is the same in every run."""


def quote_value(value: object) -> str:
    """Return a value as messages show it: quoted, on one line, control characters escaped, at most 80 characters."""
    if isinstance(value, bool):
        return "true" if value else "false"  # as YAML and JSON have it
    safe = escape_controls(clip_text(value if isinstance(value, str) else repr(value)))
    return f'"{safe}"' if isinstance(value, str) else safe


def clip_text(text: str) -> str:
    """Return at most 80 characters of `text`."""
    return text if len(text) <= CLIPPED_AT else text[: CLIPPED_AT - 1] + "…"


def escape_controls(text: str) -> str:
    """Return `text` on one line, without control sequences of terminals and logs, which file names may hold."""
    return text if text.isprintable() else "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def difference(before: str, after: str) -> tuple[str, str]:
    """Return `before` and `after` as messages show them: the part around the first difference."""
    shortest = min(len(before), len(after))
    start = bisect(range(shortest), 0, key=lambda at: before[: at + 1] != after[: at + 1])  # alike, then never again
    begin = max(0, start - 20)
    cut = "…" if begin else ""
    return tuple(quote_value(cut + text[begin : begin + CLIPPED_AT]) for text in (before, after))  # type: ignore[return-value]
