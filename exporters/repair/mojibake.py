"""Repair mojibake: decode UTF-8 that was read in another encoding; leave right text alone."""

import re
from functools import cache
from typing import Final

from exporters.model.text import UNSAFE
from exporters.support.lazy_regex import lazy_regex

_MISREAD_AS: Final = ("latin-1", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "iso-8859-2")
_MARK: Final = "ï»¿"  # a byte order mark, misread
_MARKS: Final = lazy_regex(f"[{_MARK}]{{3,}}")
_ROUNDS: Final = 16  # real text needs two; text that needs more is no mojibake


@cache
def _compile_suspect(others: str = "") -> re.Pattern[str]:
    """Return a pattern for two characters that look like the first two bytes of a character in UTF-8.

    It also matches each of `others`, which are written as in a set of a pattern.
    """
    leads = [re.escape(bytes(range(0xC2, 0xF5)).decode(encoding, "ignore")) for encoding in _MISREAD_AS]
    continuations = [re.escape(bytes(range(0x80, 0xC0)).decode(encoding, "ignore")) for encoding in _MISREAD_AS]
    pairs = "|".join(f"(?<=[{one}])[{two}]" for one, two in dict.fromkeys(zip(leads, continuations, strict=True)))
    space = "(?<=[ÂÃÅÎÐÙ]) "  # U+00A0 that became a space on the way
    other = "(?<=[√¬ΓÇ├┬\x80-\x84\x86-\x9f])|(?<=‚)Ä"  # Mac OS Roman, DOS; Windows-1252 read as Latin-1
    first = f"{''.join(dict.fromkeys(leads))}√¬ΓÇ├┬‚\x80-\x84\x86-\x9f"
    alone = f"|(?<=[{others}])" if others else ""
    return re.compile(f"[{first}{others}](?:{pairs}|{space}|{other}{alone})")


_OTHERS: Final = f"{UNSAFE.pattern[1:-1]}\ufeff"  # that text is rid of

_WORD_END: Final = "(?=[”“„’‘‚»«›‹…–—™•]| (?! ))"


@cache
def _compile_final_capital() -> re.Pattern[str]:
    """Return a pattern for the last letter of a word in capitals: “AMANHÔ is no mojibake of “AMANHÔ.

    Nor is NGÃ TƯ of NGà TƯ, nor ORÐ… of ORЅ. Before them ŒŠŽŸ don't count: in mojibake they are the second half of a
    letter.
    """
    capitals = "".join(char for char in map(chr, range(0x41, 0x1F00)) if char.isupper() and char not in "ŒŠŽŸ")
    return re.compile(f"(?<=[{capitals}“„‘«])[ÂÃ]{_WORD_END}|(?<=[A-ZÁÉÍÓÚÝÆÖ])[ÎÐ]{_WORD_END}")


def repair(text: str) -> str:
    """Return `text` without mojibake and stray byte order marks: `connectionsâ€”a` becomes `connections—a`.

    Text that can be right stays, so `repair(repair(text)) == repair(text)`.
    """
    if text.isascii():
        return text
    for _ in range(_ROUNDS):
        result = _fix_encoding(_remove_marks(text))
        if result == text:
            break
        text = result
    return text


def is_suspicious(text: str) -> bool:
    """Return whether `repair` may change `text`, or it has control characters: a cheap test that is seldom wrong.

    It never misses any, and one search for all takes half the time of several.
    """
    return (UNSAFE if text.isascii() else _compile_suspect(_OTHERS)).search(text) is not None


def _remove_marks(text: str) -> str:
    text = text.replace("\ufeff", "")
    return _MARKS.sub(_remove_nested_marks, text) if _MARK in text else text


def _remove_nested_marks(match: re.Match[str]) -> str:
    """Remove each mark, and each mark that a removal leaves behind: in one pass, however deep they nest."""
    chars: list[str] = []
    for char in match[0]:
        chars.append(char)
        if chars[-3:] == list(_MARK):
            del chars[-3:]
    return "".join(chars)


def _fix_encoding(text: str) -> str:
    if _compile_suspect().search(text) is None:
        return text
    import ftfy  # loads in 20 ms, and few articles have mojibake

    letters = _compile_final_capital().findall(text)
    parts = [ftfy.fix_encoding(part) for part in _compile_final_capital().split(text)]
    return parts[0] + "".join(letter + part for letter, part in zip(letters, parts[1:], strict=True))
