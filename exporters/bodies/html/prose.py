"""Repair the text of HTML: mojibake and characters that XML forbids. Code stays character for character."""

import html as entities
from typing import Final

from exporters.bodies.html.markup import escape
from exporters.model.text import FORBIDDEN, UNSAFE
from exporters.repair import mojibake
from exporters.repair.report import ValueChange, note_change
from exporters.support.lazy_regex import lazy_regex

_ROUNDS: Final = 8  # removed characters may have stood inside mojibake
_PIECE: Final = lazy_regex(r"(<[^>]*>)|[^<]+")
_CODE_TAG: Final = lazy_regex(r"<(/?)(?:pre|code|kbd|samp)[ >]")


def repair_prose(html: str, changes: list[ValueChange]) -> str:
    """Return normalised `html` with repaired text; add each repair to `changes`."""
    if not mojibake.is_suspicious(html.replace("&nbsp;", "\xa0")):
        return html
    depth = 0  # of elements that hold code
    parts: list[str] = []
    for match in _PIECE.finditer(html):
        tag = match[1]
        if tag is None:
            parts.append((_keep_code if depth else _repair)(match[0], changes))
            continue
        if found := _CODE_TAG.match(tag):
            depth = max(0, depth - 1) if found[1] else depth + 1
        parts.append(note_change(changes, "text-control", tag, UNSAFE.sub("", tag)))
    return "".join(parts)


def _repair(piece: str, changes: list[ValueChange]) -> str:
    text = written = entities.unescape(piece)
    for _ in range(_ROUNDS):
        earlier_text = text
        text = note_change(changes, "text-control", text, FORBIDDEN.sub("", text))
        text = note_change(changes, "text-mojibake", text, mojibake.repair(text))
        text = note_change(changes, "text-control", text, UNSAFE.sub("", text))
        if text == earlier_text:
            break
    return piece if text == written else escape(text)


def _keep_code(piece: str, changes: list[ValueChange]) -> str:
    """Return code; only what no feed can carry goes."""
    return note_change(changes, "text-control", piece, FORBIDDEN.sub("", piece))
