"""What the path of a feed has to be: a folder below the out folder, on every system and in every address."""

import re
import unicodedata
from collections import Counter
from typing import Final

from exporters.diagnostics.diagnostic import Diagnostic, shown
from exporters.model.text import UNSAFE
from exporters.settings import rules
from exporters.settings.names import canonical
from exporters.settings.paths import PLACEHOLDERS, RESERVED
from exporters.support.nearest import did_you_mean

MOST_SEGMENTS: Final = 8
MOST_BYTES: Final = 80  # of a segment, in UTF-8: a slug is added, and file systems take 255

_LONGEST: Final = MOST_SEGMENTS * (MOST_BYTES + 1)  # characters: what is longer can't be right
_BRACED: Final = re.compile(r"\{([^{}]*)\}")
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_FILE: Final = re.compile(r"(?:^|/)[^/]*\.(?:xml|rss|json|csv|html?)/?$", re.IGNORECASE)
_USUAL: Final = "write letters, digits, - and _, with / between folders, such as topics/{topic}"
_TOUCHED: Final = re.compile(r"(?<=[^-_\0])(?=\0)|(?<=\0)(?=[^-_\0])")
_WORDS: Final = tuple(f"{{{name}}}" for name in PLACEHOLDERS)


def folder(value: str) -> Diagnostic | None:
    """A folder below the out folder, with or without placeholders."""
    if UNSAFE.search(value):
        return rules.text(value)
    if len(value) > _LONGEST:
        return _wrong(f"a path of {len(value):,} characters", "write a short one, such as topics/{topic}")
    path = canonical(value)
    wrong = _found(path)
    if wrong is None or wrong.fix:
        return wrong
    right = _tidied(path)
    if not right and (_FILE.search(path) or not path.strip(" ./\\")):
        return wrong._replace(fix='write "" for the out folder itself')
    return wrong._replace(fix=f"write {right}" if right and _found(right) is None else _USUAL)


def _found(path: str) -> Diagnostic | None:
    """What is wrong; without remedy where a tidier path is one."""
    if not path:
        return None
    segments = path.split("/")
    return (
        _outside(path, segments)
        or next(filter(None, map(_segment, segments[:MOST_SEGMENTS])), None)
        or _repeated(path)
        or _deep(path, segments)
    )


def _outside(path: str, segments: list[str]) -> Diagnostic | None:
    """Folders that are not below the out folder, and slashes that are no parting."""
    if path.startswith(("/", "\\")) or _DRIVE.match(path):
        return Diagnostic("feed-path-outside", f"{shown(path)} is an absolute path", "")
    if ".." in re.split(r"[/\\]", path):
        return Diagnostic("feed-path-outside", f"{shown(path)} leaves its folder with ..", "")
    if "\\" in path:
        return _wrong(f"{shown(path)} contains a backslash")
    if path.endswith("/"):
        return _wrong(f"{shown(path)} ends with a slash")
    return _wrong(f"{shown(path)} has two slashes in a row") if "" in segments else None


def _segment(segment: str) -> Diagnostic | None:
    """A folder name: what a system or an address could not hold as it is."""
    names = _BRACED.findall(segment)
    plain = _BRACED.sub("\0", segment)  # a placeholder is one character that nothing else is
    if "{" in plain or "}" in plain:
        return Diagnostic("brace-alone", f"{shown(segment)} has a brace without a partner", _USUAL)
    for name in names:
        if name not in PLACEHOLDERS:
            right = did_you_mean(f"{{{name}}}", _WORDS)
            return Diagnostic("placeholder-unknown", f"{shown(f'{{{name}}}')} is not a placeholder", right)
    if len(names) > 1:
        seen = f"{shown(segment)} has two placeholders"
        return _wrong(seen, f"separate them with a slash, such as {{{names[0]}}}/{{{names[1]}}}")
    if "." in plain:
        return _wrong(f"{shown(segment)} contains a dot, as file names do")
    if strange := next((char for at, char in enumerate(plain) if not _is_fine(plain, at)), ""):
        return _wrong(f"{shown(segment)} contains {shown(strange)}")
    if plain.startswith("-"):
        return _wrong(f"{shown(segment)} begins with -")
    if _TOUCHED.search(plain):  # co{topic} would make con, which Windows keeps for a device, of the topic N
        apart = _TOUCHED.sub("-", plain).replace("\0", f"{{{names[0]}}}")
        return _wrong(f"{shown(segment)} has letters next to a placeholder", f"write {apart}")
    if plain.casefold() in RESERVED:
        seen = f"{shown(segment)} is the name of a Windows device"
        return Diagnostic("feed-path-reserved", seen, f"write another name, such as {segment}-feed")
    if len(segment.encode()) > MOST_BYTES:
        return _wrong(f"{shown(segment)} has more than {MOST_BYTES} bytes", "write a shorter name")
    return None


def _is_fine(text: str, at: int) -> bool:
    """Letters of any script with their marks, decimal digits, - and _."""
    char = text[at]
    if char in "-_\0" or char.isdecimal() or char.isalpha():
        return True
    return unicodedata.category(char)[0] == "M" and at > 0 and text[at - 1] not in "-_\0"


def _repeated(path: str) -> Diagnostic | None:
    name, times = Counter(_BRACED.findall(path)).most_common(1)[0] if "{" in path else ("", 0)
    if times < 2:
        return None
    return Diagnostic(
        "placeholder-repeated", f"{{{name}}} stands in {shown(path)} twice", "write each placeholder once"
    )


def _deep(path: str, segments: list[str]) -> Diagnostic | None:
    if len(segments) <= MOST_SEGMENTS:
        return None
    return _wrong(f"{shown(path)} is {len(segments)} folders deep", f"write at most {MOST_SEGMENTS}")


def _tidied(path: str) -> str:
    """What was probably meant: `topics/{topic}` for `/topics//{topic}/`."""
    slashed = _DRIVE.sub("", path, count=1) if _DRIVE.match(path) else path
    folders = _FILE.sub("", slashed.replace("\\", "/")).split("/")
    return "/".join(filter(None, map(_tidied_segment, folders)))


def _tidied_segment(segment: str) -> str:
    plain = _BRACED.sub("\0", segment)
    fine = "".join(char if _is_fine(plain, at) else " " for at, char in enumerate(plain))
    kept = "-".join(fine.split()).strip("-")
    names = iter(_BRACED.findall(segment))
    return re.sub("\0", lambda _: f"{{{next(names)}}}", kept)


def _wrong(message: str, fix: str = "") -> Diagnostic:
    return Diagnostic("feed-path-wrong", message, fix)
