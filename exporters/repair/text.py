"""Plain text: entities, mojibake, control characters and white space are put right. Spec: XML 1.0 §2.2."""

import html
import re
from typing import Final

from exporters.model.text import UNSAFE
from exporters.repair.mojibake import repair as without_mojibake
from exporters.repair.mojibake import suspicious
from exporters.repair.report import Changed, ValueChange, step

_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TWICE: Final = re.compile(  # of what was escaped twice, the marks that nobody writes about: never & < >
    r"&(?:quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|#39|#8[0-9]{3}|#x20[0-9A-Fa-f]{2});"
)
_LINE_ENDS: Final = re.compile("[\t\r\n\x85\u2028\u2029]+")  # XML parsers and readers fold them
_NO_SENSE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SPACE: Final = "[ \t\r\n\x0b\x0c\x85\xa0\u2028\u2029]"
_SPACES: Final = re.compile(f"{_SPACE}(?:{_SPACE}+|(?<! ))")  # but for one space alone, which most of them are
_ROUNDS: Final = 4  # mojibake may come to light when what stood in it is gone; real text is settled after one
_WINDOWS: Final = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


def clean(text: str) -> Changed:
    """`text` as every reader will show it: one line, nothing invisible around it, nothing that XML forbids.

    `<` and `>` stay: what looks like a tag in plain text is text.
    """
    return (text, []) if is_settled(text) else _cleaned(text)


def is_settled(text: str) -> bool:
    """Whether there is something to see in `text` and nothing to clean, as in 19 of 20: told in 1 µs."""
    return text != "" and "&" not in text and _is_tidy(text)


def _is_tidy(text: str) -> bool:
    """Whether nothing but entities is to be cleaned. What is printable has no control, no white space but the space."""
    return text.isprintable() and "  " not in text and text.strip() == text and not suspicious(text)


def _cleaned(text: str) -> Changed:
    changes: list[ValueChange] = []
    text = step(changes, "text-entity", text, _TWICE.sub(_character, _ENTITY.sub(_character, text)))
    for _ in range(_ROUNDS):
        if _is_tidy(text):  # which is seen in a tenth of the time that a round takes
            break
        before = text
        text = step(changes, "text-control", text, _NO_SENSE.sub(_blank, text))
        text = step(changes, "text-mojibake", text, without_mojibake(text))  # some of it is made of C1 controls
        text = step(changes, "text-control", text, UNSAFE.sub(_of_windows, text))
        text = step(changes, "text-spaces", text, _SPACES.sub(" ", text).strip())
        if text == before:
            break
    return text, changes


def identity(text: str) -> Changed:
    """`text` as an id: only what no format can carry is changed, since another id is another article."""
    changes: list[ValueChange] = []
    text = step(changes, "text-control", text, UNSAFE.sub("", text))
    return step(changes, "text-spaces", text, _LINE_ENDS.sub(" ", text).strip()), changes


def _blank(found: re.Match[str]) -> str:
    """Vertical tabs and form feeds part words; the other controls never meant anything."""
    return " " if found[0] in "\x0b\x0c" else ""


def _of_windows(found: re.Match[str]) -> str:
    """A C1 control is what Windows-1252 means by that number, as browsers read it. Spec: HTML §13.2.5.5."""
    return _WINDOWS.get(ord(found[0]), "")


def _character(found: re.Match[str]) -> str:
    """What an entity stands for; an unknown one stays as it is. Spec: HTML §13.5."""
    return html.unescape(found[0])
