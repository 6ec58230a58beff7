"""Groups of diagnostics that say the same in many places: of more than ten, one line with their count is printed."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from exporters.diagnostics.diagnostic import FIRST_NAMED, MOST_NAMED, Diagnostic, Level
from exporters.diagnostics.rules import RULES

_MOST_MESSAGES: Final = 50  # messages of one rule that are told apart: values may hide in words
_GAP: Final = "…"
_INDEX: Final = re.compile(r"\[\d+\]")
_PART: Final = re.compile(r'".*"|\S+')
_VALUE: Final = re.compile(r'["<\d/]|\.\w')  # in a part that is a value: quoted, a tag, a number, a moment, a path
_WORD: Final = re.compile(r'"[^"]*"|\s+|[^\s"]+|"')  # with what stands between two of them

Key = tuple[str, Level, str, str, str]  # rule, level, then field and message without values


class DiagnosticGroups:
    """Diagnostics, grouped by rule, level, field and message without values. Few of them are in memory."""

    def __init__(self) -> None:
        """There is nothing yet."""
        self._groups: dict[Key, _Group] = {}
        self._messages = Counter[tuple[str, Level]]()  # of each rule
        self._count = 0

    def add(self, diagnostic: Diagnostic) -> None:
        """Put a diagnostic into its group."""
        key = self._key(diagnostic)
        group = self._groups.get(key)
        if group is None:
            self._messages[diagnostic.rule, diagnostic.level] += 1
            group = self._groups[key] = _Group(diagnostic)
        group.add(self._count, diagnostic)
        self._count += 1

    def take(self) -> Iterator[Diagnostic]:
        """Yield what is to be printed, in the order in which it came, and forget it."""
        found = [each for group in self._groups.values() for each in group.lines()]
        self._groups.clear()
        self._messages.clear()
        yield from (diagnostic for _, diagnostic in sorted(found, key=lambda each: each[0]))

    def _key(self, diagnostic: Diagnostic) -> Key:
        rule, seen, right, level = diagnostic[:4]
        key = (rule, level, _without_index(diagnostic.field), _without_values(seen), _without_values(right))
        is_known = key in self._groups or self._messages[rule, level] < _MOST_MESSAGES
        return key if is_known else (rule, level, "", "", "")


class _Group:
    """Diagnostics that say the same but for values: the first ones, and what all of them have in common."""

    def __init__(self, first: Diagnostic) -> None:
        self._first: list[tuple[int, Diagnostic]] = []
        self._count = 0
        self._field = first.field
        self._seen = _Wording(first.message)
        self._right = _Wording(first.fix)

    def add(self, number: int, diagnostic: Diagnostic) -> None:
        self._count += 1
        if self._count <= MOST_NAMED:
            self._first.append((number, diagnostic))
        else:
            del self._first[FIRST_NAMED:]
        self._seen.add(diagnostic.message)
        self._right.add(diagnostic.fix)
        if diagnostic.field != self._field:
            bare = _without_index(diagnostic.field)
            self._field = bare if bare == _without_index(self._field) else ""

    def lines(self) -> list[tuple[int, Diagnostic]]:
        if self._count <= MOST_NAMED:
            return self._first
        number, first = self._first[0]
        *places, last = dict.fromkeys(_place(each) for _, each in self._first)
        message = f"{self._count:,} × {self._seen.common(RULES[first.rule].title)}"
        if first.path:
            message += f", first at {', '.join(places)}{' and ' if places else ''}{last}"
        parts = (self._right.common(""), "--verbose shows each")
        return [
            (
                number,
                Diagnostic(
                    rule=first.rule,
                    level=first.level,
                    message=message,
                    fix="; ".join(filter(None, parts)),
                    field=self._field,
                ),
            )
        ]


class _Wording:
    """The words that many sentences have in common, each at its place."""

    def __init__(self, first: str) -> None:
        self._last = first
        self._words: list[str] | None = _WORD.findall(first)

    def add(self, text: str) -> None:
        if text == self._last or self._words is None:
            return
        self._last = text
        words = _WORD.findall(text)
        if len(words) != len(self._words):
            self._words = None
        elif words != self._words:
            self._words = [
                one if one == other else _gap(one, other) for one, other in zip(self._words, words, strict=True)
            ]

    def common(self, otherwise: str) -> str:
        """Return the sentence, with gaps where the others differ; `otherwise` where nothing is left of it."""
        words = self._words or []
        return "".join(words) if any(word.strip() and _GAP not in word for word in words) else otherwise


def _gap(one: str, other: str) -> str:
    return f'"{_GAP}"' if one[0] == other[0] == '"' else _GAP


def _place(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.path}:{diagnostic.line}:{diagnostic.column}" if diagnostic.line else diagnostic.path


def _without_values(text: str) -> str:
    return _PART.sub(lambda part: _GAP if _VALUE.search(part[0]) else part[0], text)


def _without_index(field: str) -> str:
    return _INDEX.sub(f"[{_GAP}]", field)
