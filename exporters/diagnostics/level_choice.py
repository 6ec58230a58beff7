"""The rules about documents that people switch off, or give another level: for `outfeed lint`, and for every run."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic, Level, quote_value
from exporters.support.nearest import nearest

if TYPE_CHECKING:
    from exporters.diagnostics.rules.rule import DiagnosticRule

OFF: Final = "off"
CHOICES: Final = (*map(str, Level), OFF)  # what a rule may get


@cache
def lint_rules() -> "Mapping[str, DiagnosticRule]":
    """Return the rules about documents, by name. Most runs need none of their texts."""
    from exporters.diagnostics.rules import DOCUMENT_SECTIONS

    return {slug: rule for section in DOCUMENT_SECTIONS.values() for slug, rule in section.items()}


class LevelChoice(NamedTuple):
    """The rules that count, and their levels. A name with `*` at its end stands for all rules that begin so."""

    selected: tuple[str, ...] = ()  # nothing: all
    ignored: tuple[str, ...] = ()
    levels: Mapping[str, str] = {}  # by rule: note, warning, error, off

    @property
    def is_empty(self) -> bool:
        """Return whether every rule counts, with its own level."""
        return not (self.selected or self.ignored or self.levels)

    def level_of(self, rule: str, level: Level) -> Level | None:
        """Return the level of a finding that has the level `level` otherwise; None if it does not count."""
        if self.selected and not any(fits(name, rule) for name in self.selected):
            return None
        if any(fits(name, rule) for name in self.ignored):
            return None
        fitting = [name for name in self.levels if fits(name, rule)]
        chosen = self.levels[max(fitting, key=len)] if fitting else level  # the longest name wins
        return None if chosen == OFF else Level(chosen)

    def in_export(self, diagnostic: Diagnostic) -> Diagnostic | None:
        """Return a diagnostic of a run with its level; None if it does not count.

        Only rules about documents get other levels, and an error stays one: an export publishes no wrong document.
        """
        if diagnostic.rule not in lint_rules() or diagnostic.level is Level.ERROR:
            return diagnostic
        level = self.level_of(diagnostic.rule, diagnostic.level)
        return None if level is None else diagnostic._replace(level=level)


def fits(name: str, rule: str) -> bool:
    """Return whether `name` is that of `rule`, or begins it and ends with `*`."""
    return rule.startswith(name[:-1]) if name.endswith("*") else rule == name


def rule_problem(name: str) -> Diagnostic | None:
    """Return the problem if `name` stands for no rule about documents."""
    if any(fits(name, rule) for rule in lint_rules()):
        return None
    near = nearest(name.removesuffix("*"), lint_rules())
    fix = f"did you mean {near}?" if near else "docs/diagnostics.md lists the rules about documents"
    return Diagnostic("rule-unknown", f"there is no rule {quote_value(name)}", fix)


def level_problem(name: str, level: str) -> Diagnostic | None:
    """Return the problem if the rule `name` can't have that level."""
    if level in CHOICES:
        return None
    return Diagnostic(
        "rule-unknown", f"{name} gets the level {quote_value(level)}", "write note, warning, error or off"
    )


def check_rules(choice: LevelChoice) -> list[Diagnostic]:
    """Return the problems of the names and levels that somebody gave."""
    names = dict.fromkeys((*choice.selected, *choice.ignored, *choice.levels))
    problems = [problem for name in names if (problem := rule_problem(name))]
    levels = (level_problem(name, level) for name, level in choice.levels.items())
    return [*problems, *(problem for problem in levels if problem)]
