"""Read profiles, and give rules the levels that they say.

Each profile is a file beside this one. A fact names the rules that find its breach, the level that they get, the public
page that states it, and the day on which somebody looked it up.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Diagnostic, Level, quote_value
from exporters.errors import UsageError
from exporters.support.nearest import did_you_mean

_SUFFIX: Final = ".json"
ONLY_IN_PROFILES: Final = frozenset({"apple-recommended-missing", "psp-recommended-missing"})  # rules off otherwise
_RANKS: Final = {level: rank for rank, level in enumerate(Level)}  # the worst first


class ProfileFact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the page says, and which rules find documents that break it."""

    fact: str
    rules: tuple[str, ...]
    level: Level  # that the rules get
    source: str  # address of the public page
    looked_up: str  # the day: 2026-11-29


class LintProfile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one reader, directory or validator asks for."""

    title: str
    about: str
    facts: tuple[ProfileFact, ...]

    @property
    def levels(self) -> dict[str, Level]:
        """Return the level of each rule that a fact names; of several, the worst."""
        levels: dict[str, Level] = {}
        for fact in self.facts:
            for rule in fact.rules:
                levels[rule] = min(levels.get(rule, fact.level), fact.level, key=_RANKS.__getitem__)
        return levels


@cache
def profile_names() -> tuple[str, ...]:
    """Return the names of all profiles."""
    folder = files("exporters.lint.profiles")
    return tuple(sorted(each.name.removesuffix(_SUFFIX) for each in folder.iterdir() if each.name.endswith(_SUFFIX)))


@cache
def load_profile(name: str) -> LintProfile:
    """Return the profile of that name. Raises UsageError if there is none."""
    if name not in profile_names():
        raise UsageError(_unknown_problem(name))
    data = files("exporters.lint.profiles").joinpath(name + _SUFFIX).read_bytes()
    return msgspec.json.decode(data, type=LintProfile)


def _unknown_problem(name: str) -> Diagnostic:
    message = f"there is no profile {quote_value(name)}"
    return Diagnostic("profile-unknown", message, did_you_mean(name, profile_names()))


def profile_levels(names: Iterable[str]) -> dict[str, Level]:
    """Return the level of each rule under these profiles; of several, the worst. Raises UsageError: no such profile."""
    levels: dict[str, Level] = {}
    for name in names:
        for rule, level in load_profile(name).levels.items():
            levels[rule] = min(levels.get(rule, level), level, key=_RANKS.__getitem__)
    return levels


def apply_profiles(findings: Iterable[Finding], levels: Mapping[str, Level]) -> Iterator[Finding]:
    """Yield the findings that count, with the levels that profiles give them: `levels` is empty without a profile."""
    for finding in findings:
        level = levels.get(finding.rule)
        if level is not None:
            yield replace(finding, level=level)
        elif finding.rule not in ONLY_IN_PROFILES:
            yield finding
