"""Read `lint`: which rules about documents count, and how much."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from exporters.diagnostics.level_choice import OFF, LevelChoice, level_problem, rule_problem
from exporters.settings import rules
from exporters.settings.section import SettingsSection
from exporters.support.paths import absolute


class LintSettings(Struct, frozen=True, kw_only=True):
    """What counts for `outfeed lint`; `ignore` and `level` hold for the documents of an export too."""

    select: tuple[str, ...] = ()  # nothing: every rule
    ignore: tuple[str, ...] = ()
    level: Mapping[str, str] = {}  # by rule: note, warning, error, off
    fail_on: str | None = None  # error, warning, note, never
    baseline: Path | None = None  # absolute: the file of findings that are known
    profile: tuple[str, ...] = ()  # names of profiles

    def choose(
        self,
        select: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
        level: Mapping[str, str] | None = None,
    ) -> LevelChoice:
        """Return what counts for `outfeed lint`. The arguments are flags: those that are given win."""
        return LevelChoice(
            selected=select or self.select, ignored=ignore or self.ignore, levels={**self.level, **(level or {})}
        )

    @property
    def of_export(self) -> LevelChoice:
        """Return what counts in a run that writes documents."""
        return LevelChoice(ignored=self.ignore, levels=self.level)


def read_lint(settings: SettingsSection, folder: Path) -> LintSettings:
    """Return the values of `lint` in `settings`; paths are relative to `folder`. Add problems."""
    section = settings.subsection("lint")
    level = section.subsection("level")
    for name, value in level.values.items():
        text = _as_level(value)
        if text and isinstance(name, str) and (problem := rule_problem(name) or level_problem(name, text)):
            level.add(name, problem)
    baseline = section.text("baseline", rules.text)
    return LintSettings(
        select=section.texts("select", rule_problem),
        ignore=section.texts("ignore", rule_problem),
        level={str(name): text for name, value in level.values.items() if (text := _as_level(value))},
        fail_on=section.text("fail_on"),
        baseline=absolute(folder / baseline) if baseline else None,
        profile=section.texts("profile", rules.text),
    )


def _as_level(value: Any) -> str | None:
    """Return a level; None if it is none. YAML reads the word off as false."""
    return OFF if value is False else value if isinstance(value, str) else None
