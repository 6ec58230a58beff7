"""Group diagnostics that differ only in values; a group of more than ten prints as one line with its count."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from exporters.diagnostics.diagnostic import MOST_NAMED, Diagnostic, Level
from exporters.support.lazy_regex import lazy_regex

_MOST_MESSAGES: Final = 50  # messages of one rule that are told apart: values may hide in words
_GAP: Final = "…"
_INDEX: Final = lazy_regex(r"\[\d+\]|(?<=/)\d+(?![^/])")  # of a path, or of a JSON Pointer
_PART: Final = lazy_regex(r'".*"|\S+')
_VALUE: Final = lazy_regex(r'["<\d/]|\.\w')  # in a part that is a value: quoted, a tag, a number, a moment, a path
_WORD: Final = lazy_regex(r'"[^"]*"|\s+|[^\s"]+|"')  # with what stands between two of them

Key = tuple[str, Level, str, str, str]  # rule, level, then field and message without values


class DiagnosticGroups:
    """Diagnostics by rule, level, field and message without values. Only a few of each group stay in memory."""

    def __init__(self) -> None:
        """Start without groups."""
        self._groups: dict[Key, _Group] = {}
        self._messages = Counter[tuple[str, Level]]()  # of each rule
        self._rests: list[tuple[int, Diagnostic]] = []  # that count what may belong to several groups
        self._count = 0
        self.has_folded = False  # whether a line that was taken stands for several diagnostics

    def add(self, diagnostic: Diagnostic) -> None:
        """Add a diagnostic to its group."""
        self._count += 1
        if diagnostic.occurrences > 1:
            self._add_rest(diagnostic)
            return
        key = self._key(diagnostic)
        group = self._groups.get(key)
        if group is None:
            self._messages[diagnostic.rule, diagnostic.level] += 1
            group = self._groups[key] = _Group(diagnostic)
        group.add(self._count, diagnostic)

    def take(self) -> Iterator[Diagnostic]:
        """Yield the diagnostics to print, in the order of the first of each group, and clear the groups."""
        lines = [*self._rests, *(each for group in self._groups.values() for each in group.lines())]
        self.has_folded |= any(group.is_folded for group in self._groups.values())
        self._groups.clear()
        self._rests.clear()
        self._messages.clear()
        yield from (diagnostic for _, diagnostic in sorted(lines, key=lambda each: each[0]))

    def _add_rest(self, diagnostic: Diagnostic) -> None:
        """Count further diagnostics of a rule in its group; where it has several, the count prints by itself."""
        kind = (diagnostic.rule, diagnostic.level)
        groups = [group for key, group in self._groups.items() if key[:2] == kind]
        if len(groups) == 1:
            groups[0].count_rest(diagnostic.occurrences)
        else:
            self._rests.append((self._count, diagnostic))

    def _key(self, diagnostic: Diagnostic) -> Key:
        rule, message, fix, level = diagnostic[:4]
        key = (rule, level, _remove_index(diagnostic.field), _remove_values(message), _remove_values(fix))
        has_own_group = key in self._groups or self._messages[rule, level] < _MOST_MESSAGES
        return key if has_own_group else (rule, level, "", "", "")


class _Group:
    """Diagnostics that differ only in values: the first ones, and the words that all share."""

    def __init__(self, first: Diagnostic) -> None:
        self._diagnostics: list[tuple[int, Diagnostic]] = []
        self._count = 0
        self._path = first.path
        self._field = first.field
        self._message = _Wording(first.message)
        self._fix = _Wording(first.fix)

    @property
    def is_folded(self) -> bool:
        return self._count > MOST_NAMED

    def add(self, number: int, diagnostic: Diagnostic) -> None:
        self._count += 1
        if not self.is_folded:
            self._diagnostics.append((number, diagnostic))
        else:
            del self._diagnostics[1:]
        self._message.add(diagnostic.message)
        self._fix.add(diagnostic.fix)
        if diagnostic.path != self._path:
            self._path = ""
        if diagnostic.field != self._field:
            bare = _remove_index(diagnostic.field)
            self._field = bare if bare == _remove_index(self._field) else ""

    def count_rest(self, count: int) -> None:
        """Count diagnostics that are not listed; there are more than MOST_NAMED others."""
        self._count += count

    def lines(self) -> list[tuple[int, Diagnostic]]:
        if not self.is_folded:
            return self._diagnostics
        from exporters.diagnostics.rules import RULES

        number, first = self._diagnostics[0]
        count, place = f"×{self._count:,}", _format_place(first, self._path)
        if place:
            count += f", first at {place}"
        message = f"{self._message.common(RULES[first.rule].title)} ({count})"
        fix = self._fix.common("")
        folded = Diagnostic(
            rule=first.rule, level=first.level, message=message, fix=fix, path=self._path, field=self._field
        )
        return [(number, folded)]


class _Wording:
    """The words that many sentences share, each at its position."""

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
                one if one == other else _make_gap(one, other) for one, other in zip(self._words, words, strict=True)
            ]

    def common(self, otherwise: str) -> str:
        """Return the shared sentence, with gaps where the others differ; `otherwise` if nothing is shared."""
        words = self._words or []
        return "".join(words) if any(word.strip() and _GAP not in word for word in words) else otherwise


def _make_gap(one: str, other: str) -> str:
    return f'"{_GAP}"' if one[0] == other[0] == '"' else _GAP


def _format_place(diagnostic: Diagnostic, shared_path: str) -> str:
    """Return `path:line:column`, without the path that the line begins with."""
    path = "" if shared_path else diagnostic.path
    place = f"{diagnostic.line}:{diagnostic.column}" if diagnostic.line else ""
    return ":".join(part for part in (path, place) if part)


def _remove_values(text: str) -> str:
    return _PART.sub(lambda part: _GAP if _VALUE.search(part[0]) else part[0], text)


def _remove_index(field: str) -> str:
    return _INDEX.sub(lambda found: f"[{_GAP}]" if found[0].startswith("[") else _GAP, field)
