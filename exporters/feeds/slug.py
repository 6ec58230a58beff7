"""Turn values into folder names, in any script: `AI Hardware` gives ai-hardware, `C++` c-cedb1b."""

import unicodedata
from functools import lru_cache
from hashlib import sha256
from typing import Final
from urllib.parse import quote

from exporters.settings.names import canonical, fold
from exporters.support.lazy_regex import lazy_regex

LONGEST: Final = 80  # bytes of UTF-8; file systems take 255 for a name, some sync programs 143
_DIGITS: Final = 6  # of the hash, hexadecimal
_ROOM: Final = LONGEST - _DIGITS - 1  # bytes before "-" and the hash
_LOST: Final = "/"  # stands for a lost character until it becomes a dash
_RUN: Final = lazy_regex(f"[-{_LOST}]+")
_RESERVED: Final = lazy_regex("con|prn|aux|nul|(?:com|lpt)[0-9¹²³]")  # Windows keeps these names for devices
_HASHED: Final = lazy_regex(f"-[0-9a-f]{{{_DIGITS}}}$")


@lru_cache(maxsize=32768)  # articles share their topics
def folder_name(value: str, placeholder: str) -> str:
    """Return the folder name of `value`; it depends on nothing else, not even on the other values.

    Small letters, marks, numbers, "_", and "-", which also stands for a space. A name that lost anything but case and
    spaces ends with "-" and 6 digits of the SHA-256 of the value; if nothing else is left, `placeholder` comes first.
    Never more than 80 bytes, never a name that Windows reserves, and its own NFC and case folding, so that no file
    system takes two names for one.

    The hash is of the value in NFC with tidied white space: a name that lost nothing is the same for `AI` and `ai`,
    one that did differs for `C++` and `c++`.
    """
    name = fold(value)
    replaced = _replace_others(name)
    slug = _RUN.sub("-", replaced) if _LOST in replaced else replaced
    slug = slug.lstrip("-_").rstrip("-")  # "-x" looks like a flag; GitHub Pages does not publish "_x"
    if (
        slug
        and slug == replaced
        and not _RESERVED.fullmatch(slug)
        and not _HASHED.search(slug)
        and _bytes(slug) <= LONGEST
    ):
        return (
            slug  # a name that only looks hashed is hashed too, so that it can't equal the hashed name of another value
        )
    tidy = canonical(" ".join(value.split()))
    return f"{_shorten(slug) or placeholder}-{sha256(tidy.encode()).hexdigest()[:_DIGITS]}"


def percent_encode(path: str) -> str:
    """Return `path` percent-encoded, with its slashes. Spec: RFC 3986 §2.1, §3.3."""
    return quote(path, safe="/")


def _replace_others(name: str) -> str:
    """Return `name` with "-" for each space, and "/" for each other character that folder names exclude."""
    chars: list[str] = []
    for char in name:
        kind = unicodedata.category(char)[0]
        if kind in "LN" or char in "-_" or (kind == "M" and chars and chars[-1] not in f"-_{_LOST}"):
            chars.append(char)
        else:
            chars.append("-" if char == " " else _LOST)
    return "".join(chars)


def _shorten(name: str) -> str:
    """Return the beginning of `name` that leaves room for the hash, without splitting a letter from its marks."""
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
