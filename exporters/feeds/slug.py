"""Folder names of values, in any script: `AI Hardware` lies in ai-hardware, `C++` in c-cedb1b."""

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256
from typing import Final
from urllib.parse import quote

from exporters.settings.names import canonical, folded

LONGEST: Final = 80  # bytes of UTF-8; file systems take 255 for a name, some sync programs 143
_DIGITS: Final = 6  # of the hash, hexadecimal
_ROOM: Final = LONGEST - _DIGITS - 1  # bytes before "-" and the hash
_LOST: Final = "/"  # stands for a lost character until it becomes a dash
_RUN: Final = re.compile(f"[-{_LOST}]+")
_RESERVED: Final = re.compile("con|prn|aux|nul|(?:com|lpt)[0-9¹²³]")  # Windows keeps these names for devices
_HASHED: Final = re.compile(f"-[0-9a-f]{{{_DIGITS}}}$")


@lru_cache(maxsize=32768)  # an article's topics are those of many others
def folder(value: str, placeholder: str) -> str:
    """The folder name of `value`; it depends on nothing else, not even on which other values there are.

    Small letters, marks, numbers, "_" and "-", which stands for a space too. A name that lost anything but case and
    spaces ends with "-" and 6 digits of the SHA-256 of the value; where nothing else is left, `placeholder` stands
    before them. Never more than 80 bytes, never a name that Windows reserves, and its own NFC and case folding, so
    that no file system takes two names for one.

    Hashed is the value in NFC, its white space tidied: a name that lost nothing is the same for `AI` and `ai`, one that
    did is not for `C++` and `c++`.
    """
    name = folded(value)
    spaced = _spaced(name)
    kept = _RUN.sub("-", spaced) if _LOST in spaced else spaced
    kept = kept.lstrip("-_").rstrip("-")  # "-x" looks like a flag; GitHub Pages does not publish "_x"
    if (
        kept
        and kept == spaced
        and not _RESERVED.fullmatch(kept)
        and not _HASHED.search(kept)
        and _bytes(kept) <= LONGEST
    ):
        return kept  # a name that only looks hashed is hashed too: so none can be made to meet another one's hash
    tidied = canonical(" ".join(value.split()))
    return f"{_cut(kept) or placeholder}-{sha256(tidied.encode()).hexdigest()[:_DIGITS]}"


def percent(path: str) -> str:
    """`path` as it stands in an address: percent-encoded, with its slashes. Spec: RFC 3986 §2.1, §3.3."""
    return quote(path, safe="/")


def _spaced(name: str) -> str:
    """`name` with "-" for each space, and "/" for what no folder name holds: signs, marks that stand on nothing."""
    made: list[str] = []
    for char in name:
        kind = unicodedata.category(char)[0]
        if kind in "LN" or char in "-_" or (kind == "M" and made and made[-1] not in f"-_{_LOST}"):
            made.append(char)
        else:
            made.append("-" if char == " " else _LOST)
    return "".join(made)


def _cut(name: str) -> str:
    """As much of `name` as leaves room for the hash; a letter keeps all of its marks or goes with them."""
    head = name.encode()[:_ROOM].decode(errors="ignore")
    if _is_mark(name[len(head) : len(head) + 1]):
        while _is_mark(head[-1:]):
            head = head[:-1]
        head = head[:-1]
    return head.rstrip("-")


def _is_mark(char: str) -> bool:
    return char != "" and unicodedata.category(char)[0] == "M"


def _bytes(text: str) -> int:
    return len(text.encode())
