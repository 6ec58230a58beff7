"""Which findings count, and how much: what people select, ignore, or give another level."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from msgspec.structs import replace

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Level
from exporters.diagnostics.rules import DOCUMENT_SECTIONS
from exporters.errors import UsageError
from exporters.support.nearest import did_you_mean

OFF: Final = "off"
LINT_RULES: Final = {slug: rule for section in DOCUMENT_SECTIONS.values() for slug, rule in section.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelChoice:
    """The rules that count, and their levels. A name with `*` at its end stands for all rules that begin so."""

    selected: tuple[str, ...] = ()  # nothing: all
    ignored: tuple[str, ...] = ()
    levels: Mapping[str, str] = field(default_factory=dict)  # by rule: note, warning, error, off

    def __post_init__(self) -> None:
        """Raise UsageError if a name is no rule, or a level is none."""
        for name in (*self.selected, *self.ignored, *self.levels):
            if not any(_fits(name, slug) for slug in LINT_RULES):
                guess = did_you_mean(name.removesuffix("*"), LINT_RULES)
                raise UsageError.because("rule-unknown", f"there is no rule {name}", guess)
        for name, level in self.levels.items():
            if level not in (*Level, OFF):
                fix = f"write {name}=note, warning, error or off"
                raise UsageError.because("rule-unknown", f"{name} gets the level {level}", fix)

    def apply(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings that count, each with its level."""
        return [self._set_level(each) for each in findings if self._counts(each.rule)]

    def _counts(self, rule: str) -> bool:
        if self.selected and not any(_fits(name, rule) for name in self.selected):
            return False
        return not any(_fits(name, rule) for name in self.ignored) and self._level(rule) != OFF

    def _level(self, rule: str) -> str:
        """Return the level that people give a rule, "" where they give none; the longest name wins."""
        fitting = [name for name in self.levels if _fits(name, rule)]
        return self.levels[max(fitting, key=len)] if fitting else ""

    def _set_level(self, finding: Finding) -> Finding:
        level = self._level(finding.rule)
        return replace(finding, level=Level(level)) if level else finding


def _fits(name: str, rule: str) -> bool:
    return rule.startswith(name[:-1]) if name.endswith("*") else rule == name
