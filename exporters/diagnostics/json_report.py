"""Diagnostics as one JSON document. Its schema is schemas/diagnostics.schema.json."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.diagnostics.formatter import RunSummary, help_address

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class JsonFormatter:
    """All that is known of each diagnostic, in the order of the run; a line each, so that diffs and grep work too."""

    parts = 1

    def line(self, diagnostic: Diagnostic) -> tuple[int, str]:
        """One object; what is not known is null."""
        return 0, as_json(
            {
                "rule": diagnostic.rule,
                "level": diagnostic.level,
                "message": diagnostic.message,
                "fix": diagnostic.fix or None,
                "path": diagnostic.path or None,
                "line": diagnostic.line or None,
                "column": diagnostic.column or None,
                "field": diagnostic.field or None,
                "before": diagnostic.before,
                "after": diagnostic.after,
                "help": help_address(diagnostic.rule),
            }
        )

    def whole(self, parts: Sequence[Iterable[str]], summary: RunSummary) -> Iterator[str]:
        """The document: version, diagnostics, summary."""
        yield '{"version": 2,\n"diagnostics": ['
        yield from listed(parts[0])
        yield f'],\n"summary": {as_json(summary._asdict())}}}\n'


def make(_folder: str) -> JsonFormatter:
    """The form; paths stay relative to the current folder, as the lines of a terminal have them."""
    return JsonFormatter()


def as_json(value: Any) -> str:
    """`value` as JSON on one line, readable in every script; what UTF-8 can't write is spelt out."""
    return _SURROGATE.sub(lambda found: rf"\\u{ord(found[0]):x}", json.dumps(value, ensure_ascii=False))


def listed(lines: Iterable[str]) -> Iterator[str]:
    """What stands between the brackets of a list: each entry on a line of its own."""
    between = "\n"
    for line in lines:
        yield f"{between}{line}"
        between = ",\n"
    if between != "\n":
        yield "\n"
