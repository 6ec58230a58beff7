"""Names as they are compared: `ML`, `ml` and ` Ml ` are one."""

import unicodedata
from collections.abc import Iterator
from typing import Final

_PIECE: Final = 256  # characters: ordering a run of marks takes time that grows with its square
_MARKS: Final = 32  # on one letter; Unicode takes 30 for more than any language needs. Spec: UAX #15 D4


def folded(text: str) -> str:
    """`text` without the differences that people don't mean: case, white space, how accents are encoded.

    Spec: Unicode §3.13 D145 (canonical caseless matching).
    """
    tidied = " ".join(text.split())
    return tidied.lower() if tidied.isascii() else canonical(canonical(tidied).casefold())


def canonical(text: str) -> str:
    """`text` in NFC, in time that grows with its length alone, whatever it holds. Spec: UAX #15."""
    if len(text) <= _PIECE:
        return unicodedata.normalize("NFC", text)
    return "".join(unicodedata.normalize("NFC", piece) for piece in _pieces(text))


def _pieces(text: str) -> Iterator[str]:
    """`text` in pieces, none of which begins with what belongs to the one before, a heap of marks excepted."""
    begin = 0
    while begin < len(text):
        end = begin + _PIECE
        while end < min(len(text), begin + _PIECE + _MARKS) and _joins(text[end]):
            end += 1
        yield text[begin:end]
        begin = end


def _joins(char: str) -> bool:
    """Whether NFC may join `char` with what stands before it: a mark, or a vowel or a final consonant of Hangul."""
    return unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff"
