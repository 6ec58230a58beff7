"""Mojibake: UTF-8 that somebody read as another encoding is read again, and right text never changes."""

import re
from functools import cache
from typing import Final

_MISREAD_AS: Final = ("latin-1", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "iso-8859-2")
_MARK: Final = "ï»¿"  # a byte order mark, misread
_MARKS: Final = re.compile(f"[{_MARK}]{{3,}}")
_ROUNDS: Final = 16  # real text needs two; more is a riddle, not mojibake


def _suspect() -> re.Pattern[str]:
    """Two characters that look like the first byte of a UTF-8 character and one that continues it."""
    first = [re.escape(bytes(range(0xC2, 0xF5)).decode(encoding, "ignore")) for encoding in _MISREAD_AS]
    further = [re.escape(bytes(range(0x80, 0xC0)).decode(encoding, "ignore")) for encoding in _MISREAD_AS]
    pairs = "|".join(f"(?<=[{one}])[{two}]" for one, two in dict.fromkeys(zip(first, further, strict=True)))
    space = "(?<=[ÂÃÅÎÐÙ]) "  # U+00A0 that became a space on the way
    other = "(?<=[√¬ΓÇ├┬\x80-\x84\x86-\x9f])|(?<=‚)Ä"  # Mac OS Roman, DOS; Windows-1252 read as Latin-1
    return re.compile(f"[{''.join(dict.fromkeys(first))}√¬ΓÇ├┬‚\x80-\x84\x86-\x9f](?:{pairs}|{space}|{other})")


# Without one of these there is nothing to repair, and text in ASCII, Chinese or Arabic never pays for the search.
_SUSPECT: Final = _suspect()

_AFTER: Final = "(?=[”“„’‘‚»«›‹…–—™•]| (?! ))"


@cache
def _right() -> re.Pattern[str]:
    """A letter that a word in capitals ends with: “AMANHÔ is no mojibake of “AMANHÔ.

    Nor is NGÃ TƯ of NGà TƯ, nor ORÐ… of ORЅ. Before them ŒŠŽŸ don't count, which are the second half of a letter in
    mojibake.
    """
    capitals = "".join(char for char in map(chr, range(0x41, 0x1F00)) if char.isupper() and char not in "ŒŠŽŸ")
    return re.compile(f"(?<=[{capitals}“„‘«])[ÂÃ]{_AFTER}|(?<=[A-ZÁÉÍÓÚÝÆÖ])[ÎÐ]{_AFTER}")


def repair(text: str) -> str:
    """`text` with mojibake undone and stray byte order marks taken away: `connectionsâ€”a` is `connections—a`.

    What can be read as right text stays as it is, so `repair(repair(text)) == repair(text)`.
    """
    if text.isascii():
        return text
    for _ in range(_ROUNDS):
        repaired = _repaired(_unmarked(text))
        if repaired == text:
            break
        text = repaired
    return text


def suspicious(text: str) -> bool:
    """Whether `repair` may find something to do: a cheap look that never misses, and is seldom wrong."""
    return not text.isascii() and (_SUSPECT.search(text) is not None or "\ufeff" in text or _MARK in text)


def _unmarked(text: str) -> str:
    text = text.replace("\ufeff", "")
    return _MARKS.sub(_without_marks, text) if _MARK in text else text


def _without_marks(run: re.Match[str]) -> str:
    """What is left when each mark is gone, and each that its going made: in one pass, however deep they nest."""
    left: list[str] = []
    for char in run[0]:
        left.append(char)
        if left[-3:] == list(_MARK):
            del left[-3:]
    return "".join(left)


def _repaired(text: str) -> str:
    if _SUSPECT.search(text) is None:
        return text
    import ftfy  # takes 20 ms, and few articles have mojibake

    right = _right().findall(text)
    parts = [ftfy.fix_encoding(part) for part in _right().split(text)]
    return parts[0] + "".join(letter + part for letter, part in zip(right, parts[1:], strict=True))
