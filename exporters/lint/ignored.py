"""Leave out what a document itself says to ignore: a comment in XML, the key `_outfeed` in JSON Feed.

`<!-- outfeed: ignore guid-repeated, html-* -->` holds for the whole document, wherever it stands.
`<!-- outfeed: ignore-item date-unreadable -->` holds for the item or entry that it stands in.
`"_outfeed": {"ignore": ["guid-repeated"]}` holds for the object that has it: the feed, or an item.
"""

import json
import re
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, NamedTuple

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import MOST_NAMED, Level
from exporters.diagnostics.level_choice import lint_rules, rule_problem

_MARKS: Final = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_WORD: Final = "outfeed"
_PIECE: Final = re.compile(r"<!--|<!\[CDATA\[|<\?|<(?P<end>/?)(?:[\w.-]{1,60}:)?(?P<name>item|entry)(?=[\s/>])")
_CLOSED_BY: Final = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
_COMMENT: Final = re.compile(r"\s*outfeed:\s*(?P<scope>ignore-item|ignore)\s+(?P<rules>[\w*,\s-]*?)\s*")
_NAMES: Final = re.compile(r"[\s,]+")
_ITEM: Final = re.compile(r"(?:items\[|/items/)(\d+)")

Place = tuple[int, int]  # line and column, counted from 1


class IgnoredItem(NamedTuple):
    """An item or entry of an XML document, and the rules that do not count in it."""

    first: Place
    last: Place
    rules: "RuleNames"


@dataclass(slots=True)
class RuleNames:
    """Names of rules; one with `*` at its end stands for all that begin so."""

    exact: set[str] = field(default_factory=set)
    begins: set[str] = field(default_factory=set)

    def add(self, name: str) -> bool:
        """Add a name; return whether it stands for any rule."""
        is_begin = name.endswith("*")
        known = _beginnings() if is_begin else lint_rules().keys()
        if (bare := name.removesuffix("*")) not in known:
            return False
        (self.begins if is_begin else self.exact).add(bare)
        return True

    def contains_rule(self, rule: str) -> bool:
        """Return whether a name stands for that rule."""
        return rule in self.exact or any(rule[:end] in self.begins for end in range(len(rule) + 1) if self.begins)


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(rule[:end] for rule in lint_rules() for end in range(len(rule) + 1))


class IgnoreReader:
    """Reads what a document says to ignore."""

    def __init__(self) -> None:
        """Start without anything."""
        self.everywhere = RuleNames()
        self.items: list[IgnoredItem] = []  # of XML, in document order
        self.objects: dict[int, RuleNames] = {}  # of the items of a JSON Feed, by number
        self.unknown: list[Finding] = []

    def ignores(self, finding: Finding) -> bool:
        """Return whether the finding does not count."""
        if self.everywhere.contains_rule(finding.rule):
            return True
        if self.objects and (found := _ITEM.match(finding.field)):
            own = self.objects.get(int(found[1]))
            return own is not None and own.contains_rule(finding.rule)
        place = (finding.line, finding.column or 1)
        at = bisect(self.items, place, key=lambda each: each.first) - 1
        return at >= 0 and place <= self.items[at].last and self.items[at].rules.contains_rule(finding.rule)

    def read_xml(self, text: str) -> None:
        """Read the comments of an XML document, which may be broken. Comments in character data are none."""
        starts = [0, *(found.end() for found in re.finditer("\r\n?|\n", text))]
        begin, rules, position = -1, RuleNames(), 0  # of the item that is open
        while piece := _PIECE.search(text, position):
            position = piece.end()
            if closing := _CLOSED_BY.get(piece[0]):
                end = text.find(closing, position)
                if end < 0:
                    return
                found = _COMMENT.fullmatch(text, position, end) if piece[0] == "<!--" else None
                position = end + len(closing)
                if found:
                    target = self.everywhere if found["scope"] == "ignore" else rules
                    self._add(_NAMES.split(found["rules"]), target, _place(starts, piece.start()))
            elif not piece["end"]:
                begin, rules = piece.start(), RuleNames()
            elif begin >= 0:
                if rules.exact or rules.begins:
                    self.items.append(IgnoredItem(_place(starts, begin), _place(starts, piece.start()), rules))
                begin, rules = -1, RuleNames()

    def read_json(self, text: str) -> None:
        """Read the keys `_outfeed` of a JSON Feed."""
        try:
            feed = json.loads(text)
        except (ValueError, RecursionError):  # another rule says so
            return
        if not isinstance(feed, dict):
            return
        self._add(_names_of(feed), self.everywhere)
        items = feed.get("items")
        for number, item in enumerate(items if isinstance(items, list) else ()):
            if names := _names_of(item):
                self._add(names, self.objects.setdefault(number, RuleNames()))

    def _add(self, names: Iterable[str], target: RuleNames, place: Place = (0, 0)) -> None:
        for name in filter(None, names):
            if not target.add(name) and len(self.unknown) < MOST_NAMED and (problem := rule_problem(name)):
                message, (line, column) = f"{problem.message}, which a comment says to ignore", place
                rule, level = "ignored-rule-unknown", Level.WARNING
                self.unknown.append(
                    Finding(rule=rule, message=message, fix=problem.fix, level=level, line=line, column=column)
                )


def leave_out_ignored(data: bytes, findings: Iterable[Finding], *, with_unknown: bool = True) -> list[Finding]:
    """Return the findings without those that `data` says to ignore.

    `with_unknown`: also the names in it that no rule has.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    if _WORD.encode(encoding) not in data:
        return list(findings)
    text, reader = data.decode(encoding, "replace").removeprefix("\ufeff"), IgnoreReader()
    (reader.read_json if text.lstrip()[:1] in ("{", "[") else reader.read_xml)(text)
    return [*(each for each in findings if not reader.ignores(each)), *(reader.unknown if with_unknown else ())]


def _place(starts: list[int], at: int) -> Place:
    line = bisect(starts, at)
    return line, at - starts[line - 1] + 1


def _names_of(value: Any) -> tuple[str, ...]:
    own = value.get("_outfeed") if isinstance(value, dict) else None
    names = own.get("ignore") if isinstance(own, dict) else None
    return tuple(name for name in names if isinstance(name, str)) if isinstance(names, list) else ()
