"""Normalize names for comparison: `ML`, `ml` and ` Ml ` are equal."""

import unicodedata
from collections.abc import Iterator
from typing import Final

_PIECE: Final = 256  # characters: sorting a run of marks takes time that grows with its square
_MARKS: Final = 32  # on one letter; Unicode takes 30 for more than any language needs. Spec: UAX #15 D4


def fold(text: str) -> str:
    """Return `text` without differences of case, white space and encoding of accents.

    Spec: Unicode §3.13 D145 (canonical caseless matching).
    """
    text_on_one_line = " ".join(text.split())
    return text_on_one_line.lower() if text_on_one_line.isascii() else canonical(canonical(text_on_one_line).casefold())


def canonical(text: str) -> str:
    """Return `text` in NFC, in time linear in its length. Spec: UAX #15."""
    if len(text) <= _PIECE:
        return unicodedata.normalize("NFC", text)
    return "".join(unicodedata.normalize("NFC", piece) for piece in _pieces(text))


def _pieces(text: str) -> Iterator[str]:
    """Yield `text` in pieces that NFC does not join, unless more than `_MARKS` marks are on one letter."""
    start = 0
    while start < len(text):
        end = start + _PIECE
        while end < min(len(text), start + _PIECE + _MARKS) and _joins(text[end]):
            end += 1
        yield text[start:end]
        start = end


def _joins(char: str) -> bool:
    """Return whether NFC may join `char` with the character before it: a mark, or a Hangul vowel or final consonant."""
    return unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff"
