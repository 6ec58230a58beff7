"""Which findings count, and how much: what people select, ignore, or give another level."""

from collections.abc import Iterable

from msgspec.structs import replace

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Diagnostic
from exporters.diagnostics.level_choice import LevelChoice, lint_rules

__all__ = ["LevelChoice", "apply_levels", "as_diagnostics", "lint_rules"]


def apply_levels(choice: LevelChoice, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that count, each with its level."""
    if choice.is_empty:
        return list(findings)
    leveled = ((each, choice.level_of(each.rule, each.level)) for each in findings)
    return [replace(each, level=level) for each, level in leveled if level is not None]


def as_diagnostics(choice: LevelChoice, findings: Iterable[Finding], path: str) -> list[Diagnostic]:
    """Return the findings that count as diagnostics of the document `path`."""
    return [each.as_diagnostic(path) for each in apply_levels(choice, findings)]
