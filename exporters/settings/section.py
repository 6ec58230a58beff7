"""Section: one mapping of a settings file. It gives the values of its keys and collects what is wrong with them."""

from collections.abc import Callable, Sequence
from math import isfinite
from typing import Any, NamedTuple, TypeVar

from exporters.diagnostics.diagnostic import Diagnostic, shown
from exporters.settings.problem_collector import ProblemCollector
from exporters.settings.rules import Rule, tidy
from exporters.support.nearest import did_you_mean
from exporters.yamldoc.positions import KeyPath

FormatsCheck = Callable[[Sequence[str]], Sequence[Diagnostic]]  # what is wrong with names of formats
Parsed = TypeVar("Parsed")
Default = TypeVar("Default", int, None)


class SettingsSection(NamedTuple):
    """The mapping at `path`. A value of the wrong type reads as if it were not there: the schema reports it."""

    problems: ProblemCollector
    path: KeyPath
    values: dict[Any, Any]  # empty where there is no mapping

    def within(self, key: str) -> "SettingsSection":
        """The mapping at `key`."""
        value = self.values.get(key)
        return SettingsSection(self.problems, (*self.path, key), value if isinstance(value, dict) else {})

    def add(self, key: str | int, wrong: Diagnostic) -> None:
        """Report a problem with the value at `key`."""
        self.problems.add((*self.path, key), wrong)

    def parsed(self, key: str, parse: Callable[[Any], Parsed | Diagnostic | None]) -> Parsed | None:
        """What `parse` makes of the value at `key`; None where it is missing or wrong."""
        found = parse(self.values[key]) if key in self.values else None
        if not isinstance(found, Diagnostic):
            return found
        self.add(key, found)
        return None

    def mappings(self, key: str, most: int) -> list["SettingsSection"]:
        """The mappings among the first `most` entries of the list at `key`."""
        value = self.values.get(key)
        entries = enumerate(value[:most] if isinstance(value, list) else ())
        path = (*self.path, key)
        return [SettingsSection(self.problems, (*path, at), entry) for at, entry in entries if isinstance(entry, dict)]

    def text(self, key: str | int, rule: Rule | None = None) -> str | None:
        """The text at `key`; None where it is missing or breaks `rule`."""
        value = self.values.get(key)
        if not isinstance(value, str):
            return None
        if wrong := rule(value) if rule else None:
            self.add(key, wrong)
            return None
        return value

    def written(self, key: str, rule: Rule | None = None) -> str | None:
        """The text at `key` as the file has it: `language: no` is Norwegian, `title: 2021` a name."""
        if isinstance(self.values.get(key), (bool, int, float)):
            self.values[key] = self.problems.document.source_text((*self.path, key))
        return self.text(key, rule)

    def line(self, key: str, rule: Rule) -> str | None:
        """The text at `key` as the file has it, on one line."""
        value = self.written(key, rule)
        return None if value is None else tidy(value)

    def texts(self, key: str, rule: Rule) -> tuple[str, ...]:
        """The texts of the list at `key`, without those that break `rule`."""
        value = self.values.get(key)
        entries = dict(enumerate(value if isinstance(value, list) else ()))
        listed = SettingsSection(self.problems, (*self.path, key), entries)
        return tuple(filter(None, (listed.text(number, rule) for number in entries)))

    def word(self, key: str, known: tuple[str, ...]) -> Any:
        """The value at `key`, one of the words that are `known`."""
        value = self.text(key)
        if value is None or value in known:
            return value
        self.add(
            key, Diagnostic("value-wrong", f"{shown(value)} is not one of the known values", did_you_mean(value, known))
        )
        return None

    def integer(self, key: str, default: Default) -> int | Default:
        """The whole number at `key`, else `default`: 50.0 is a whole number for JSON Schema."""
        value = self.values.get(key)
        return int(value) if isinstance(value, (int, float)) and isfinite(value) else default

    def formats(self, check: FormatsCheck | None) -> tuple[str, ...] | None:
        """The names of formats at `formats`, None where there are none. `check` says which of them are wrong."""
        names = self.values.get("formats")
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            return None
        if check:
            path: KeyPath = (*self.path, "formats")
            places = {each: (*path, at) for at, name in reversed(list(enumerate(names))) for each in check([name])}
            for each in check(names):
                self.problems.add(places.get(each, path), each)
        return tuple(names)
