"""A finished document as text, with what lint finds in it."""

from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import Any, Final

from exporters.checks.finding import Finding
from exporters.lint.levels import apply_levels
from exporters.lint.lint import MOST_BYTES, lint
from exporters.lint.profiles.profile import profile_levels
from exporters.serve.preview import PreviewFile
from exporters.settings.lint_settings import LintSettings
from exporters.support.files import read_regular

_MOST_LINES: Final = 5_000  # of an answer
_MOST_CHARACTERS: Final = 20_000  # of a line
_MOST_FINDINGS: Final = 1_000
_REMEMBERED: Final = 4  # documents with their lines and findings


class RawDocuments:
    """Reads documents, and remembers the last few."""

    def __init__(self, out: Path) -> None:
        """`out`: the folder that they are built in."""
        self._out = out
        self._lock = Lock()
        self._known: OrderedDict[tuple[str, int, tuple[str, ...]], tuple[list[str], list[Finding]]] = OrderedDict()

    def page(self, file: PreviewFile, first: int, count: int, rules: LintSettings) -> dict[str, Any]:
        """Return `count` lines from line `first` on, and all findings that `rules` count. Raises OSError."""
        lines, every = self._read(file, rules)
        found = apply_levels(rules.choose(), every)
        first = max(1, first)
        shown = lines[first - 1 : first - 1 + max(0, min(count, _MOST_LINES))]
        return {
            "file": file.name,
            "media_type": file.media_type,
            "from": first,
            "total": len(lines),
            "lines": [each if len(each) <= _MOST_CHARACTERS else each[: _MOST_CHARACTERS - 1] + "…" for each in shown],
            "findings": [_finding(each) for each in found[:_MOST_FINDINGS]],
            "finding_count": sum(each.occurrences for each in found),
        }

    def _read(self, file: PreviewFile, rules: LintSettings) -> tuple[list[str], list[Finding]]:
        path = self._out / file.name
        key = (file.name, path.stat().st_mtime_ns, rules.profile)
        with self._lock:
            if key not in self._known:
                data = read_regular(path, MOST_BYTES)
                is_feed = file.entries is not None or file.format is not None
                self._known[key] = (
                    data.decode("utf-8", "replace").split("\n"),
                    lint(data, profile_levels(rules.profile)) if is_feed else [],
                )
                while len(self._known) > _REMEMBERED:
                    self._known.popitem(last=False)
            self._known.move_to_end(key)
            return self._known[key]


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "line": finding.line,
        "column": finding.column,
        "level": finding.level,
        "rule": finding.rule,
        "message": finding.message,
        "fix": finding.fix,
        "field": finding.field,
    }
