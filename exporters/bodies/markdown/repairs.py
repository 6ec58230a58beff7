"""Repairs of prose in Markdown, outside of code: mojibake, control characters, references of Windows-1252."""

import html
import re
from typing import Final, NamedTuple

from exporters.bodies.code_ranges import all_code
from exporters.repair.mojibake import is_suspicious
from exporters.repair.report import ValueChange, note_change
from exporters.repair.text import repair_line
from exporters.support.lazy_regex import lazy_regex

# Spec: HTML §13.2.5.80, numeric character reference end state. Markdown has another rule, and shows U+FFFD or nothing.
_REFERENCE: Final = lazy_regex(r"&#(?:0{0,5}1(?:2[89]|[345][0-9])|[xX]0{0,5}[89][0-9A-Fa-f]);")


_LINE: Final = lazy_regex(r"[^\n]*\n|[^\n]+")


class LineRepair(NamedTuple):
    """A kind of repair, and the first line that needed it."""

    rule: str
    before: str  # the line
    after: str
    line: int  # counted from 1
    column: int
    lines: int  # how many needed it


def repair_markdown(text: str) -> tuple[str, list[LineRepair]]:
    """Return `text` with its prose repaired, and what was done: one entry for each kind of repair."""
    if not (is_suspicious(text) or _REFERENCE.search(text)):
        return text, []
    repairs: dict[str, LineRepair] = {}
    parts: list[str] = []
    at, line = 0, 1
    for code in (*all_code(text), range(len(text), len(text))):
        for piece in _LINE.findall(text[at : code.start]):
            parts.append(_repair_piece(piece, text, at, line, repairs))
            at += len(piece)
            line += piece.count("\n")
        parts.append(text[code.start : code.stop])
        line += text.count("\n", code.start, code.stop)
        at = code.stop
    return "".join(parts), list(repairs.values())


def _repair_piece(piece: str, text: str, at: int, line: int, repairs: dict[str, LineRepair]) -> str:
    """Return a piece of a line repaired; `at` is where it begins in `text`."""
    if not (is_suspicious(piece) or "&#" in piece):
        return piece
    changes: list[ValueChange] = []
    decoded = note_change(changes, "text-entity", piece, _REFERENCE.sub(_decode, piece))
    repaired, others = repair_line(decoded)
    for change in (*changes, *others):
        found = repairs.get(change.rule)
        if found is None:
            start = at - (text.rfind("\n", 0, at) + 1)
            pairs = enumerate(zip(change.before, change.after, strict=False))
            same = next((index for index, (one, other) in pairs if one != other), 0)
            before, after = change.before.rstrip("\n"), change.after.rstrip("\n")
            repairs[change.rule] = LineRepair(change.rule, before, after, line, start + same + 1, 1)
        else:
            repairs[change.rule] = found._replace(lines=found.lines + 1)
    return repaired


def _decode(found: re.Match[str]) -> str:
    character = html.unescape(found[0])
    return character if character.isprintable() else found[0]
