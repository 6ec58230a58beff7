"""Cut a text where a reader would: at a word, in scripts without spaces at a character as people see it."""

import unicodedata
from bisect import bisect_right
from typing import Final

from exporters.support.lazy_regex import lazy_regex

_ELLIPSIS: Final = "…"
_JOINER: Final = "\u200d"
_NEVER_FIRST: Final = lazy_regex(  # marks that belong to what stands before them and are no combining marks by category
    "[\u200c\u200d\u0e33\u0eb3\u1160-\u11ff\ud7b0-\ud7fb\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
)
_FLAG: Final = lazy_regex("[\U0001f1e6-\U0001f1ff]")
_LINKER: Final = lazy_regex(  # viramas: they join the consonant behind them
    "[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2\u1a60\U00011133]"
)
_SPACELESS: Final = (  # where each range of scripts whose words have no spaces begins, and what follows it
    "\u0e00\u1000\u1000\u10a0\u1780\u1800\u1950\u19e0\u1a20\u1ab0\u2e80\u3130\u3190\u4dc0\u4e00\ua4d0\ua9e0\uaa00"
    "\uaa60\uaa80\uf900\ufb00\ufe30\ufe50\uff00\ufff0\U0001b000\U0001b170\U00020000\U00040000"
)
_NEVER_ALONE: Final = frozenset("ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々ๆฯ")  # belong to the letter before them


def cut_text(text: str, length: int) -> str:
    """Return at most `length` characters of `text`; where it is longer, up to the end of a word, and an ellipsis."""
    if len(text) <= length:
        return text
    for end in range(length - 1, 0, -1):
        if _is_end_of_word(text, end):
            return text[:end].rstrip() + _ELLIPSIS
    for end in range(length - 1, 0, -1):  # one long word, such as an address
        if is_between_characters(text, end):
            return text[:end] + _ELLIPSIS
    return text[: length - 1] + _ELLIPSIS  # one letter with marks without end


def _is_end_of_word(text: str, end: int) -> bool:
    if text[end].isspace():
        return not text[:end].isspace()
    if not (_is_spaceless(text[end]) or _is_spaceless(text[end - 1])):
        return False
    return text[end] not in _NEVER_ALONE and is_between_characters(text, end)


def _is_spaceless(character: str) -> bool:
    return bisect_right(_SPACELESS, character) % 2 == 1


def is_between_characters(text: str, at: int) -> bool:
    """Return whether a person sees one character end and another begin at `at`. Spec: UAX #29 §3, grapheme clusters."""
    before, after = text[at - 1], text[at]
    if unicodedata.category(after) in ("Mn", "Mc", "Me") or _NEVER_FIRST.match(after):
        return False
    if before == _JOINER or "\ud800" <= before <= "\udbff" or _LINKER.match(before):
        return False
    if _FLAG.match(before) and _FLAG.match(after):  # two letters make a flag
        flags = 0
        while flags < at and _FLAG.match(text[at - 1 - flags]):
            flags += 1
        return flags % 2 == 0
    return True
