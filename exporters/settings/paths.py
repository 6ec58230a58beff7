"""Paths of feeds with placeholders: find and fill placeholders, and find paths that may be the same folder."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic, quote_value
from exporters.settings import rules
from exporters.settings.names import fold
from exporters.support.lazy_regex import lazy_regex
from exporters.support.nearest import did_you_mean

PLACEHOLDERS: Final = ("topic", "provider", "category", "type", "author", "year", "month")
RESERVED_NAMES: Final = (
    frozenset(  # by Windows, whatever the case. Spec: Microsoft, Naming Files, Paths, and Namespaces
        ["con", "prn", "aux", "nul", *(f"{device}{digit}" for device in ("com", "lpt") for digit in range(10))]
    )
)

_TOKEN: Final = lazy_regex(r"\{\{|\}\}|\{([a-z]+)\}")
_DIGIT: Final = "\0"  # in the shape of a segment: any digit. No path holds it
_LIKE_DIGITS: Final = frozenset(f"0123456789{_DIGIT}")
_YEAR: Final = _DIGIT * 4
_MONTH: Final = _DIGIT * 2


class _Segment(NamedTuple):
    """The shape of a segment of a path, in lower case."""

    head: str  # the text at its start
    tail: str | None  # the text after a slug; None: there is no slug, and `head` is all of it


def placeholders(template: str) -> tuple[str, ...]:
    """Return the placeholders in `template`, each once: `{year}/{topic}` has `year` and `topic`."""
    return tuple(dict.fromkeys(match[1] for match in _TOKEN.finditer(template) if match[1] in PLACEHOLDERS))


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return `template` with `values` for its placeholders; `{{` and `}}` become a brace.

    Raises KeyError for a placeholder that has no value.
    """
    return _TOKEN.sub(lambda match: values[match[1]] if match[1] else match[0][0], template)


def may_collide(first: str, second: str) -> bool:
    """Return whether two paths can be the same folder for some articles, whatever the case of letters.

    `{year}` stands for four digits, `{month}` for `2021-08`, or for `08` after a `{year}`; every other placeholder
    for any text.
    """
    return _collide(_shape(first), _shape(second))


def find_collisions(paths: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the index of each path that may be the folder of an earlier path, with the index of the first of those."""
    first_by_shape: dict[tuple[_Segment, ...], int] = {}
    open_: dict[int, list[int]] = defaultdict(list)  # by number of segments: paths with placeholders
    every: dict[int, list[int]] = defaultdict(list)
    shapes = [_shape(path) for path in paths]
    for number, path in enumerate(paths):
        shape = shapes[number]
        is_open = bool(placeholders(path))
        earlier_numbers = (
            earlier for earlier in (every if is_open else open_)[len(shape)] if _collide(shape, shapes[earlier])
        )
        collisions = [
            earlier for earlier in (first_by_shape.get(shape), next(earlier_numbers, None)) if earlier is not None
        ]
        if collisions:
            yield number, min(collisions)
        if is_open:
            open_[len(shape)].append(number)
        else:
            first_by_shape.setdefault(shape, number)
        every[len(shape)].append(number)


@lru_cache(maxsize=4096)
def _shape(path: str) -> tuple[_Segment, ...]:
    segments, year = [], False
    for segment in path.split("/"):
        match = _TOKEN.search(segment)
        if match is None or not match[1]:
            segments.append(_Segment(fold(segment), None))
            continue
        head, tail = fold(segment[: match.start()]), fold(segment[match.end() :])
        match match[1]:
            case "year":
                segments.append(_Segment(head + _YEAR + tail, None))
                year = True
            case "month":
                month = _MONTH if year else f"{_YEAR}-{_MONTH}"
                segments.append(_Segment(head + month + tail, None))
            case _:
                segments.append(_Segment(head, tail))
    return tuple(segments)


def _collide(first: tuple[_Segment, ...], second: tuple[_Segment, ...]) -> bool:
    return len(first) == len(second) and all(map(_may_match, first, second))


def _may_match(first: _Segment, second: _Segment) -> bool:
    """Return whether a text can have both shapes."""
    if first == second:
        return True
    if first.tail is None and second.tail is None:
        return len(first.head) == len(second.head) and _may_equal(first.head, second.head)
    if first.tail is None:
        return _may_match(second, first)
    if second.tail is None:
        text = second.head
        longer = len(text) > len(first.head) + len(first.tail)
        return longer and _may_equal(first.head, text) and _may_equal(first.tail[::-1], text[::-1])
    return _may_equal(first.head, second.head) and _may_equal(first.tail[::-1], second.tail[::-1])


def _may_equal(first: str, second: str) -> bool:
    """Return whether two texts may be equal, up to the length of the shorter one."""
    shortest = min(len(first), len(second))
    first, second = first[:shortest], second[:shortest]
    if first == second or not (_DIGIT in first or _DIGIT in second):
        return first == second
    return all(a == b or (_DIGIT in (a, b) and {a, b} <= _LIKE_DIGITS) for a, b in zip(first, second, strict=True))


_TEMPLATE_TOKEN: Final = lazy_regex(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_WORDS: Final = tuple(f"{{{name}}}" for name in PLACEHOLDERS)
_MOST_COMPARED: Final = 20  # characters
_SAMPLE: Final = dict.fromkeys(PLACEHOLDERS, "x")


def check_template(value: str, path: str) -> Diagnostic | None:
    """Return the problem if `value` has a word in braces that is no placeholder of `path`: people would see it."""
    path_names = placeholders(path)
    for match in _TEMPLATE_TOKEN.finditer(value):
        name = match[1]
        if name is None:
            if match[0] in ("{", "}"):
                return Diagnostic(
                    "brace-alone", f"{quote_value(value)} has a brace without a partner", "write {{ or }} for a brace"
                )
        elif name not in PLACEHOLDERS:
            near = did_you_mean(match[0][:_MOST_COMPARED], _WORDS)
            fix = f"{near}{'' if near.endswith('?') else ';'} write {{{{ for a brace"
            return Diagnostic("placeholder-unknown", f"{quote_value(match[0])} is not a placeholder", fix)
        elif name not in path_names:
            fix = f"use {{{name}}} in the path too, or remove it here"
            return Diagnostic("placeholder-absent", f"the path has no {{{name}}}", fix)
    return None


def check_id(value: str, path: str) -> Diagnostic | None:
    """Return the problem if `value` is not an id with all placeholders of `path`, so one for each of its feeds."""
    if problem := check_template(value, path):
        return problem
    used = placeholders(value)
    missing_names = [f"{{{name}}}" for name in placeholders(path) if name not in used]
    if missing_names:
        words = " and ".join(missing_names)
        fix = f"add {words}, or remove the key"
        return Diagnostic(
            "feed-id-alike", f"{quote_value(value)} lacks {words}, so all these feeds would share one id", fix
        )
    problem = rules.identity(fill(value, _SAMPLE))
    return problem and problem._replace(message=f"{quote_value(value)} is not an absolute address")
