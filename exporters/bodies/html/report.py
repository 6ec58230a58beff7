"""CleaningReport: what the cleaning of HTML removed, repaired or turned into something else."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html.entities import codepoint2name
from typing import Final, NamedTuple

from exporters.diagnostics.diagnostic import Level, clip_text, difference
from exporters.repair.report import ValueChange

MOST_NAMES: Final = 30  # in a message
_PATTERN_LENGTH: Final = 8  # characters of a repaired text by which its line is found
MOST_CHANGES: Final = 20  # repairs of text that are reported one by one


class HtmlFinding(NamedTuple):
    """One thing to report of some HTML. `pattern` matches the text that the author wrote for it, "" is unknown."""

    rule: str
    message: str
    fix: str
    pattern: str = ""
    level: Level = Level.NOTE
    before: str | None = None
    after: str | None = None


class _LostText(NamedTuple):
    words: int
    pattern: str


class _UnknownElement(NamedTuple):
    name: str
    kind: str = ""  # what it became


class CleaningReport:
    """Collects what there is to report of one fragment of HTML."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.removed_parts: set[str] = set()  # "script", "onclick", "javascript: address"
        self.lost_words: Counter[str] = Counter()  # in removed elements, by a name of `removed_parts`
        self.local_addresses: dict[str, None] = {}  # in their order, each once
        self.changes: list[ValueChange] = []
        self._hidden: dict[str, _LostText] = {}
        self._unknown: dict[str, _UnknownElement] = {}

    def add_hidden(self, name: str, words: int, pattern: str) -> None:
        """Add text that a browser does not show: `name` says why; `pattern` matches what the author wrote."""
        if words:
            earlier = self._hidden.get(name, _LostText(0, pattern))
            self._hidden[name] = earlier._replace(words=earlier.words + words)

    def add_unknown(self, name: str) -> None:
        """Add an element that HTML does not know, as the author wrote its name."""
        self._unknown.setdefault(name.lower(), _UnknownElement(name))

    def add_translation(self, name: str, kind: str) -> None:
        """Add that an element that HTML does not know, by its name in lower case, became a `kind`."""
        self._unknown[name] = self._unknown.get(name, _UnknownElement(name))._replace(kind=kind)

    def name_removed_parts(self) -> tuple[str, ...]:
        """Return the names of what was removed, sorted, with the words that were in it."""
        return _limit(
            f"{name} ({_count(words)})" if (words := self.lost_words[name]) else name
            for name in sorted(self.removed_parts)
        )

    def findings(self) -> Iterator[HtmlFinding]:
        """Yield all but `removed_parts`."""
        for name, lost in self._hidden.items():
            yield HtmlFinding("html-hidden", f"{name} ({_count(lost.words)})", "left out", lost.pattern)
        for name, kind in list(self._unknown.values())[:MOST_NAMES]:
            fix = f"now {kind}" if kind else "tag removed, text kept"
            yield HtmlFinding("html-unknown", f"<{clip_text(name)}>", fix, f"<{re.escape(name)}(?![\\w-])")
        if (rest := len(self._unknown) - MOST_NAMES) > 0:
            yield HtmlFinding("html-unknown", f"{rest:,} more", "tags removed, text kept")
        if self.local_addresses:
            first, more = next(iter(self.local_addresses)), len(self.local_addresses) - 1
            message = clip_text(first) + (f" and {more:,} more" if more else "")
            yield HtmlFinding("address-local", message, "write the public address", _written_as(first), Level.WARNING)
        yield from self._repairs()

    def _repairs(self) -> Iterator[HtmlFinding]:
        for rule, before, after in self.changes[:MOST_CHANGES]:
            old, new = difference(before, after)
            at = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), 0)
            fix = f"now {new}" if after else "removed"
            pattern = _written_as(before[at : at + _PATTERN_LENGTH])
            yield HtmlFinding(rule, old, fix, pattern, before=before, after=after)
        if len(self.changes) > MOST_CHANGES:
            rest = self.changes[MOST_CHANGES:]
            for rule, count in Counter(change.rule for change in rest).items():
                yield HtmlFinding(rule, f"{count:,} more", "repaired")


def _written_as(text: str) -> str:
    """Return a pattern for how an author may have written `text`: also with references, over several lines."""
    return "".join(map(_character_written_as, text))


def _character_written_as(char: str) -> str:
    if char.isspace():
        return r"(?:\s|&nbsp;)+"
    if char.isascii() and char.isprintable() and char not in "&<>\"'":
        return re.escape(char)
    names = "".join(rf"|&{name};?" for name in codepoint2name.get(ord(char), "").split())
    return rf"(?:{re.escape(char)}|&#0{{,9}}{ord(char)};?|&#[xX]0{{,9}}{ord(char):x};?{names})"


def _count(words: int) -> str:
    return "1 word" if words == 1 else f"{words:,} words"


def _limit(names: Iterable[str]) -> tuple[str, ...]:
    every = tuple(names)
    rest = len(every) - MOST_NAMES
    return (*every[:MOST_NAMES], f"{rest:,} more") if rest > 0 else every
