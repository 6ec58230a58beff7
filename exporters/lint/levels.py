"""Which findings count, and how much: what people select, ignore, or give another level."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Diagnostic
from exporters.diagnostics.level_choice import LevelChoice, check_rules, lint_rules
from exporters.errors import UsageError
from exporters.lint.lint import lint
from exporters.lint.profiles.profile import profile_levels

__all__ = ["LevelChoice", "apply_levels", "as_diagnostics", "lint_by", "lint_rules"]

Names = str | Sequence[str]


def lint_by(
    data: bytes, *, profile: Names, select: Names, ignore: Names, level: Mapping[str, str] | None
) -> list[Finding]:
    """Return what is wrong in a document by these profiles and rules. Raises UsageError if there is no such one."""
    choice = LevelChoice(selected=_as_tuple(select), ignored=_as_tuple(ignore), levels=level or {})
    if problems := check_rules(choice):
        raise UsageError(problems)
    return apply_levels(choice, lint(data, profile_levels(_as_tuple(profile))))


def _as_tuple(names: Names) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def apply_levels(choice: LevelChoice, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that count, each with its level."""
    if choice.is_empty:
        return list(findings)
    leveled = ((each, choice.level_of(each.rule, each.level)) for each in findings)
    return [replace(each, level=level) for each, level in leveled if level is not None]


def as_diagnostics(choice: LevelChoice, findings: Iterable[Finding], path: str) -> list[Diagnostic]:
    """Return the findings that count as diagnostics of the document `path`."""
    return [each.as_diagnostic(path) for each in apply_levels(choice, findings)]
