"""SettingsSection: one mapping of a settings file. It returns the values of its keys and collects their problems."""

from collections.abc import Callable, Sequence
from math import isfinite
from typing import Any, NamedTuple, TypeVar

from exporters.diagnostics.diagnostic import Diagnostic, quote_value
from exporters.settings.problem_collector import ProblemCollector
from exporters.settings.rules import Rule, tidy
from exporters.support.nearest import did_you_mean
from exporters.yamldoc.positions import KeyPath

FormatsCheck = Callable[[Sequence[str]], Sequence[Diagnostic]]  # the problems of names of formats
Value = TypeVar("Value")
Default = TypeVar("Default", int, None)


class SettingsSection(NamedTuple):
    """The mapping at `path`. A value of the wrong type counts as missing: the schema reports it."""

    problems: ProblemCollector
    path: KeyPath
    values: dict[Any, Any]  # empty if there is no mapping

    def subsection(self, key: str) -> "SettingsSection":
        """Return the mapping at `key`; an empty one if there is none."""
        value = self.values.get(key)
        return SettingsSection(self.problems, (*self.path, key), value if isinstance(value, dict) else {})

    def add(self, key: str | int, problem: Diagnostic) -> None:
        """Add a problem with the value at `key`."""
        self.problems.add((*self.path, key), problem)

    def parse(self, key: str, parse: Callable[[Any], Value | Diagnostic | None]) -> Value | None:
        """Return the result of `parse` for the value at `key`; None if it is missing or invalid. Add the problem."""
        result = parse(self.values[key]) if key in self.values else None
        if not isinstance(result, Diagnostic):
            return result
        self.add(key, result)
        return None

    def mappings(self, key: str, most: int) -> list["SettingsSection"]:
        """Return the mappings among the first `most` entries of the list at `key`."""
        value = self.values.get(key)
        entries = enumerate(value[:most] if isinstance(value, list) else ())
        path = (*self.path, key)
        return [SettingsSection(self.problems, (*path, at), entry) for at, entry in entries if isinstance(entry, dict)]

    def text(self, key: str | int, rule: Rule | None = None) -> str | None:
        """Return the text at `key`; None if it is missing or breaks `rule`. Add the problem."""
        value = self.values.get(key)
        if not isinstance(value, str):
            return None
        if problem := rule(value) if rule else None:
            self.add(key, problem)
            return None
        return value

    def source_text(self, key: str, rule: Rule | None = None) -> str | None:
        """Return the text at `key` as the file has it: `language: no` is Norwegian, `title: 2021` a title."""
        if isinstance(self.values.get(key), (bool, int, float)):
            self.values[key] = self.problems.document.source_text((*self.path, key))
        return self.text(key, rule)

    def line(self, key: str, rule: Rule) -> str | None:
        """Return the text at `key` as the file has it, on one line."""
        value = self.source_text(key, rule)
        return None if value is None else tidy(value)

    def texts(self, key: str, rule: Rule) -> tuple[str, ...]:
        """Return the texts of the list at `key`, without those that break `rule`. Add the problems."""
        value = self.values.get(key)
        entries = dict(enumerate(value if isinstance(value, list) else ()))
        section = SettingsSection(self.problems, (*self.path, key), entries)
        return tuple(filter(None, (section.text(number, rule) for number in entries)))

    def word(self, key: str, words: tuple[str, ...]) -> Any:
        """Return the value at `key` if it is one of `words`; None if it is missing or another. Add the problem."""
        value = self.text(key)
        if value is None or value in words:
            return value
        self.add(
            key,
            Diagnostic(
                "value-wrong", f"{quote_value(value)} is not one of the known values", did_you_mean(value, words)
            ),
        )
        return None

    def integer(self, key: str, default: Default) -> int | Default:
        """Return the whole number at `key`, or else `default`. 50.0 is a whole number in JSON Schema."""
        value = self.values.get(key)
        return int(value) if isinstance(value, (int, float)) and isfinite(value) else default

    def formats(self, check: FormatsCheck | None) -> tuple[str, ...] | None:
        """Return the names at `formats`; None if there are none. Add the problems that `check` returns."""
        names = self.values.get("formats")
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            return None
        if check:
            path: KeyPath = (*self.path, "formats")
            places = {
                problem: (*path, at) for at, name in reversed(list(enumerate(names))) for problem in check([name])
            }
            for problem in check(names):
                self.problems.add(places.get(problem, path), problem)
        return tuple(names)
