"""Paths of feeds with placeholders: what is in them, what becomes of them, and which of them may be one folder."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic, shown
from exporters.settings import rules
from exporters.settings.names import folded
from exporters.support.nearest import did_you_mean

PLACEHOLDERS: Final = ("topic", "provider", "category", "type", "author", "year", "month")
RESERVED: Final = frozenset(  # by Windows, whatever the case. Spec: Microsoft, Naming Files, Paths, and Namespaces
    ["con", "prn", "aux", "nul", *(f"{device}{digit}" for device in ("com", "lpt") for digit in range(10))]
)

_TOKEN: Final = re.compile(r"\{\{|\}\}|\{([a-z]+)\}")
_DIGIT: Final = "\0"  # in what a segment looks like: any digit. No path holds it
_LIKE_DIGITS: Final = frozenset(f"0123456789{_DIGIT}")
_YEAR: Final = _DIGIT * 4
_MONTH: Final = _DIGIT * 2


class _Segment(NamedTuple):
    """What a segment of a path looks like, in small letters."""

    head: str  # what it begins with
    tail: str | None  # what it ends with behind a slug; None where it holds none, and is the head alone


def placeholders(template: str) -> tuple[str, ...]:
    """The placeholders in `template`, each once: `{year}/{topic}` has `year` and `topic`."""
    return tuple(dict.fromkeys(found[1] for found in _TOKEN.finditer(template) if found[1] in PLACEHOLDERS))


def filled(template: str, values: Mapping[str, str]) -> str:
    """`template` with `values` in the place of its placeholders; `{{` and `}}` become a brace.

    Raises KeyError for a placeholder that has no value.
    """
    return _TOKEN.sub(lambda found: values[found[1]] if found[1] else found[0][0], template)


def may_meet(one: str, other: str) -> bool:
    """Whether two paths could be one folder, whatever the articles say. Letters are compared without their case.

    `{year}` stands for four digits, `{month}` for `2021-08`, or for `08` behind a `{year}`; every other placeholder
    for any text.
    """
    return _meet(_looks(one), _looks(other))


def meetings(paths: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The number of each path that may be the folder of one before it, with the number of the first such."""
    fixed: dict[tuple[_Segment, ...], int] = {}
    open_: dict[int, list[int]] = defaultdict(list)  # by number of segments: paths with placeholders
    every: dict[int, list[int]] = defaultdict(list)
    looks = [_looks(path) for path in paths]
    for number, path in enumerate(paths):
        mine = looks[number]
        is_open = bool(placeholders(path))
        before = (each for each in (every if is_open else open_)[len(mine)] if _meet(mine, looks[each]))
        found = [each for each in (fixed.get(mine), next(before, None)) if each is not None]
        if found:
            yield number, min(found)
        if is_open:
            open_[len(mine)].append(number)
        else:
            fixed.setdefault(mine, number)
        every[len(mine)].append(number)


@lru_cache(maxsize=4096)
def _looks(path: str) -> tuple[_Segment, ...]:
    segments, year = [], False
    for segment in path.split("/"):
        found = _TOKEN.search(segment)
        if found is None or not found[1]:
            segments.append(_Segment(folded(segment), None))
            continue
        head, tail = folded(segment[: found.start()]), folded(segment[found.end() :])
        match found[1]:
            case "year":
                segments.append(_Segment(head + _YEAR + tail, None))
                year = True
            case "month":
                month = _MONTH if year else f"{_YEAR}-{_MONTH}"
                segments.append(_Segment(head + month + tail, None))
            case _:
                segments.append(_Segment(head, tail))
    return tuple(segments)


def _meet(one: tuple[_Segment, ...], other: tuple[_Segment, ...]) -> bool:
    return len(one) == len(other) and all(map(_fit, one, other))


def _fit(one: _Segment, other: _Segment) -> bool:
    """Whether one text could be both."""
    if one == other:
        return True
    if one.tail is None and other.tail is None:
        return len(one.head) == len(other.head) and _alike(one.head, other.head)
    if one.tail is None:
        return _fit(other, one)
    if other.tail is None:
        text = other.head
        longer = len(text) > len(one.head) + len(one.tail)
        return longer and _alike(one.head, text) and _alike(one.tail[::-1], text[::-1])
    return _alike(one.head, other.head) and _alike(one.tail[::-1], other.tail[::-1])


def _alike(one: str, other: str) -> bool:
    """Whether two texts may be the same, as far as the shorter one goes."""
    shortest = min(len(one), len(other))
    one, other = one[:shortest], other[:shortest]
    if one == other or not (_DIGIT in one or _DIGIT in other):
        return one == other
    return all(a == b or (_DIGIT in (a, b) and {a, b} <= _LIKE_DIGITS) for a, b in zip(one, other, strict=True))


_TEMPLATE_TOKEN: Final = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_WORDS: Final = tuple(f"{{{name}}}" for name in PLACEHOLDERS)
_LONGEST: Final = 20  # characters that are compared
_SAMPLE: Final = dict.fromkeys(PLACEHOLDERS, "x")


def template(value: str, path: str) -> Diagnostic | None:
    """A text of the feed in the folder `path`: a word in braces that nothing replaces would be shown to people."""
    known = placeholders(path)
    for found in _TEMPLATE_TOKEN.finditer(value):
        name = found[1]
        if name is None:
            if found[0] in ("{", "}"):
                return Diagnostic(
                    "brace-alone", f"{shown(value)} has a brace without a partner", "write {{ or }} for a brace"
                )
        elif name not in PLACEHOLDERS:
            near = did_you_mean(found[0][:_LONGEST], _WORDS)
            right = f"{near}{'' if near.endswith('?') else ';'} write {{{{ for a brace"
            return Diagnostic("placeholder-unknown", f"{shown(found[0])} is not a placeholder", right)
        elif name not in known:
            right = f"use {{{name}}} in the path too, or remove it here"
            return Diagnostic("placeholder-absent", f"the path has no {{{name}}}", right)
    return None


def identity(value: str, path: str) -> Diagnostic | None:
    """The id of the feed in the folder `path`: an address for each feed that the path stands for."""
    if wrong := template(value, path):
        return wrong
    held = placeholders(value)
    lost = [f"{{{name}}}" for name in placeholders(path) if name not in held]
    if lost:
        words = " and ".join(lost)
        right = f"add {words}, or remove the key"
        return Diagnostic(
            "feed-id-alike", f"{shown(value)} lacks {words}, so all these feeds would share one id", right
        )
    wrong = rules.identity(filled(value, _SAMPLE))
    return wrong and wrong._replace(message=f"{shown(value)} is not an absolute address")
