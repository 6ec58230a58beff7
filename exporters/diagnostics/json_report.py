"""Format diagnostics as one JSON document. Its schema is schemas/diagnostics.schema.json."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.diagnostics.formatter import RunSummary, help_address

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class JsonFormatter:
    """Every field of each diagnostic, in the order of the run, one line each for diff and grep."""

    parts = 1

    def line(self, diagnostic: Diagnostic) -> tuple[int, str]:
        """Return one object; unknown values are null."""
        written = {
            **as_object(diagnostic),
            "before": diagnostic.before,
            "after": diagnostic.after,
            "help": help_address(diagnostic.rule),
        }
        return 0, as_json(written | {"occurrences": diagnostic.occurrences} if diagnostic.occurrences > 1 else written)

    def document(self, parts: Sequence[Iterable[str]], summary: RunSummary) -> Iterator[str]:
        """Yield the document: version, diagnostics, summary."""
        yield '{"version": 2,\n"diagnostics": ['
        yield from join_lines(parts[0])
        yield f'],\n"summary": {as_json(summary._asdict())}}}\n'


def as_object(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return what a diagnostic says and where, for JSON; unknown values are None."""
    return {
        "rule": diagnostic.rule,
        "level": diagnostic.level,
        "message": diagnostic.message,
        "fix": diagnostic.fix or None,
        "path": diagnostic.path or None,
        "line": diagnostic.line or None,
        "column": diagnostic.column or None,
        "field": diagnostic.field or None,
    }


def make(_folder: str) -> JsonFormatter:
    """Return the formatter; paths stay relative to the current folder, as on a terminal."""
    return JsonFormatter()


def as_json(value: Any) -> str:
    """Return `value` as JSON on one line; what UTF-8 can't encode is escaped."""
    return _SURROGATE.sub(lambda found: rf"\\u{ord(found[0]):x}", json.dumps(value, ensure_ascii=False))


def join_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield the inside of a JSON list, each entry on its own line."""
    between = "\n"
    for line in lines:
        yield f"{between}{line}"
        between = ",\n"
    if between != "\n":
        yield "\n"
