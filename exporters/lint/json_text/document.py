"""Judge a JSON document: problems of its syntax, then its rules; each finding has a JSON Pointer, line and column."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from msgspec.structs import replace

from exporters.checks.finding import Finding, shorten_field
from exporters.checks.parsed_json import json_value
from exporters.checks.parsed_xml import UnreadableDocumentError
from exporters.diagnostics.diagnostic import Level
from exporters.lint.json_text.reader import MOST_LEVELS, JsonPlace, JsonTextReader, escape_key
from exporters.lint.json_text.tokens import MOST_PROBLEMS
from exporters.lint.json_text.words import WRONG
from exporters.lint.line_table import LineTable

JsonRules = Callable[[Any], Iterable[Finding]]
_MARK: Final = "\ufeff"
_ENCODINGS: Final = (  # how text of ASCII begins in them. Spec: RFC 4627 §3
    (re.compile(rb"\xff\xfe\x00\x00|[^\x00]\x00\x00\x00"), "utf-32-le"),
    (re.compile(rb"\x00\x00\xfe\xff|\x00\x00\x00[^\x00]"), "utf-32-be"),
    (re.compile(rb"\xff\xfe|[^\x00]\x00"), "utf-16-le"),
    (re.compile(rb"\xfe\xff|\x00[^\x00]"), "utf-16-be"),
)
_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")
_ESCAPE: Final = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)"
)
_STEP: Final = re.compile(r"\[(\d+)\]|\.?([^.\[]*)")
_END_OF_PARENT: Final = re.compile(r"[.\[]")
_OF_KEYS: Final = frozenset(
    {
        "jsonfeed-key-unknown",
        "jsonfeed-key-misspelled",
        "chapters-key-unknown",
        "chapters-key-misspelled",
        "csvw-property-unknown",
    }
)


def judge_json(data: bytes, rules: JsonRules) -> list[Finding]:
    """Return the findings of a JSON document, in document order.

    `rules` return findings with paths such as `items[3].id`; these become JSON Pointers. They don't see text that
    can't be read to its end.
    """
    text, found = _decode(data)
    lines = LineTable(text)
    found += _surrogates_lone(text, lines)
    is_valid = is_whole = True
    unread = set[tuple[int, int]]()  # places of values that stand for what nobody can read
    try:
        value = json_value(data)
    except UnreadableDocumentError:
        reader = JsonTextReader(text)
        reader.read()
        value, is_valid, is_whole = reader.value, False, reader.is_whole
        for each in reader.problems:
            line, column = lines.place(each.start)
            found.append(
                Finding(rule=each.rule, message=each.message, fix=each.fix).at(
                    shorten_field(each.pointer), line, column
                )
            )
            if each.is_unread:
                unread.add((line, column))
    if is_whole and _is_deep(value):
        message, fix = f"more than {MOST_LEVELS} levels of objects and lists", "flatten it: a feed needs only a few"
        found.append(Finding(rule=WRONG, message=message, fix=fix, line=1, column=1))
    elif is_whole:
        located = _locate([*rules(value)], JsonTextReader(text, is_valid=is_valid), lines)
        found += [each for each in located if (each.line, each.column) not in unread]
    return sorted(found, key=lambda each: (each.line, each.column))


def _decode(data: bytes) -> tuple[str, list[Finding]]:
    encoding = next((name for pattern, name in _ENCODINGS if pattern.match(data)), "utf-8")
    found = []
    if encoding != "utf-8":
        message = f"JSON in {encoding[:6].upper()}"
        found.append(Finding(rule=WRONG, message=message, fix="write UTF-8", line=1, column=1))
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        before = data[: error.start].decode(encoding, "replace")
        line, column = LineTable(before).place(len(before))
        message = f"bytes that are not {encoding[:6].upper()}: {data[error.start : error.start + 4].hex(' ')}"
        found.append(Finding(rule=WRONG, message=message, fix="write UTF-8", line=line, column=column))
    if text.startswith(_MARK) and encoding == "utf-8":
        message, fix = "a byte order mark before the JSON", "remove it"
        found.append(Finding(rule="json-byte-order-mark", message=message, fix=fix, line=1, column=1))
    return text.removeprefix(_MARK), found


def _surrogates_lone(text: str, lines: LineTable) -> list[Finding]:
    """Strict parsers refuse half a character, others replace it. Spec: RFC 8259 §8.2."""
    found: list[Finding] = []
    for match in _ESCAPE.finditer(text) if _SURROGATE.search(text) else ():
        if match["lone"] and len(found) < MOST_PROBLEMS:
            line, column = lines.place(match.start())
            message = f"half of a character: {match[0]}"
            fix = "write the character itself, or both halves"
            found.append(
                Finding(
                    rule="json-surrogate-lone", message=message, fix=fix, level=Level.WARNING, line=line, column=column
                )
            )
    return found


def _is_deep(value: Any) -> bool:
    """Whether a value has more than MOST_LEVELS levels of objects and lists."""
    holders = [value]
    for _ in range(MOST_LEVELS + 1):
        inner = (
            each.values() if isinstance(each, dict) else each for each in holders if isinstance(each, (dict, list))
        )
        holders = [member for members in inner for member in members if isinstance(member, (dict, list))]
        if not holders:
            return False
    return True


def locate_findings(data: bytes, found: list[Finding]) -> list[Finding]:
    """Return findings about a JSON document: a path such as `items[3].id` becomes a JSON Pointer with its place."""
    text = _decode(data)[0]
    located = iter(_locate([each for each in found if each.field], JsonTextReader(text), LineTable(text)))
    return [next(located) if each.field else each for each in found]


def find_line(data: bytes, path: str) -> int:
    """Return the line of the value at a path such as `items[3].id` in a JSON document; 0 if there is none."""
    text = _decode(data)[0]
    place = _read_places([path], JsonTextReader(text)).get(path)
    return LineTable(text).place(place.start)[0] if place else 0


def _locate(found: list[Finding], reader: JsonTextReader, lines: LineTable) -> list[Finding]:
    """Return findings with their JSON Pointers and places; what is missing has the place of what should hold it."""
    if not found:
        return []
    places = _read_places([each.field for each in found], reader)
    return [_at_place(each, places, lines) for each in found]


def _read_places(paths: Iterable[str], reader: JsonTextReader) -> dict[str, JsonPlace]:
    """Return the places of values at `paths`, and of what holds them."""
    wanted = {""}
    for path in {*paths}:
        wanted |= {path, *(path[: match.start()] for match in _END_OF_PARENT.finditer(path))}
    reader.wanted = wanted
    reader.read()
    return reader.places


def _at_place(finding: Finding, places: dict[str, JsonPlace], lines: LineTable) -> Finding:
    path, rest = finding.field, ""
    while path not in places:
        cut = max(path.rfind("."), path.rfind("["), 0)
        path, rest = path[:cut], path[cut:] + rest
    place = places[path]
    is_of_key = finding.rule in _OF_KEYS and not rest
    line, column = lines.place(place.key_start if is_of_key else place.start)
    return replace(finding, field=shorten_field(place.pointer + _pointer(rest)), line=line, column=column)


def _pointer(path: str) -> str:
    steps = [match for match in _STEP.finditer(path) if match[0]]
    return "".join(f"/{match[1] or escape_key(match[2])}" for match in steps)
