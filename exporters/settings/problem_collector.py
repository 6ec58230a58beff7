"""ProblemCollector: what is wrong in a settings file, each problem at its place."""

from typing import Final

from exporters.diagnostics.diagnostic import Diagnostic, shown
from exporters.support.nearest import did_you_mean
from exporters.yamldoc.document import field_name, placed
from exporters.yamldoc.positions import KeyPath, YamlDocument

_TYPES: Final = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list"}
_MOST_HINTS: Final = 100  # for one file: each compares with every known word
_KEY_OF_A_FEED: Final = 3  # feeds, its number, the key


class ProblemCollector:
    """Collects what is wrong in `document`."""

    def __init__(self, document: YamlDocument) -> None:
        """Begin without a problem."""
        self.document = document
        self.problems: list[Diagnostic] = []
        self.fields: set[str] = set()  # that have a problem
        self.around: set[str] = set()  # the keys of feeds in which those fields are
        self._hints = 0

    def add(self, path: KeyPath, wrong: Diagnostic) -> None:
        """Add the problem `wrong` at `path`."""
        self.problems.append(placed(wrong, self.document, path))
        self.fields.add(field_name(path))
        self.around.add(field_name(path[:_KEY_OF_A_FEED]))

    def near(self, word: str, known: tuple[str, ...]) -> str:
        """`did you mean title?`, or the list of all known words."""
        self._hints += 1
        return did_you_mean(word, known) if self._hints <= _MOST_HINTS else f"use one of {', '.join(known)}"

    def line(self, path: KeyPath) -> int:
        """The line where the field at `path` begins."""
        return self.document.place(path).line

    def written(self, path: KeyPath, value: object) -> str:
        """The scalar `value` at `path` as the file has it: `no` is no false, where text is wanted."""
        return value if isinstance(value, str) else self.document.written(path) or str(value)

    def named(self, path: KeyPath, value: object) -> str:
        """What stands at `path`, and its type: `yes is true or false`, `a list`."""
        kind = _TYPES.get(type(value), "nothing" if value is None else "a mapping")
        if isinstance(value, str):
            return f"{shown(value)} is {kind}"
        return f"{self.written(path, value)} is {kind}" if isinstance(value, (int, float)) else kind
