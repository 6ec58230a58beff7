"""ProblemCollector: the problems of a settings file, each with its line and column."""

from typing import Final

from exporters.diagnostics.diagnostic import Diagnostic, quote_value
from exporters.support.nearest import did_you_mean
from exporters.yamldoc.positions import KeyPath, YamlDocument, field_name, place_diagnostic

_TYPES: Final = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list"}
_MOST_HINTS: Final = 100  # for one file: each compares the word with every known one
_KEY_OF_A_FEED: Final = 3  # feeds, its number, the key


class ProblemCollector:
    """Collects the problems of `document`."""

    def __init__(self, document: YamlDocument) -> None:
        """Start without a problem."""
        self.document = document
        self.problems: list[Diagnostic] = []
        self.fields: set[str] = set()  # with a problem
        self.feed_keys: set[str] = set()  # keys of feeds with a problem in them: `feeds[0].where`
        self._hints = 0

    def add(self, path: KeyPath, problem: Diagnostic) -> None:
        """Add `problem` at `path`."""
        self.problems.append(place_diagnostic(problem, self.document, path))
        self.fields.add(field_name(path))
        self.feed_keys.add(field_name(path[:_KEY_OF_A_FEED]))

    def suggest(self, word: str, known: tuple[str, ...]) -> str:
        """Return `did you mean title?`, or the list of all known words."""
        self._hints += 1
        return did_you_mean(word, known) if self._hints <= _MOST_HINTS else f"use one of {', '.join(known)}"

    def line(self, path: KeyPath) -> int:
        """Return the line where the field at `path` begins."""
        return self.document.place(path).line

    def source_text(self, path: KeyPath, value: object) -> str:
        """Return the scalar `value` at `path` as the file has it: the text `no`, not False."""
        return value if isinstance(value, str) else self.document.source_text(path) or str(value)

    def describe(self, path: KeyPath, value: object) -> str:
        """Return the value at `path` and its type, in words: `yes is true or false`, `a list`."""
        kind = _TYPES.get(type(value), "nothing" if value is None else "a mapping")
        if isinstance(value, str):
            return f"{quote_value(value)} is {kind}"
        return f"{self.source_text(path, value)} is {kind}" if isinstance(value, (int, float)) else kind
