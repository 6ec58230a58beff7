"""Check the path of a feed: a folder below the out folder that every file system and every URL can hold."""

import re
import unicodedata
from collections import Counter
from typing import Final

from exporters.diagnostics.diagnostic import Diagnostic, quote_value
from exporters.model.text import UNSAFE
from exporters.settings import rules
from exporters.settings.names import canonical
from exporters.settings.paths import PLACEHOLDERS, RESERVED_NAMES
from exporters.support.lazy_regex import lazy_regex
from exporters.support.nearest import did_you_mean

MOST_SEGMENTS: Final = 8
MOST_BYTES: Final = 80  # of a segment, in UTF-8: a slug is added, and file systems hold 255

_LONGEST: Final = MOST_SEGMENTS * (MOST_BYTES + 1)  # characters: no valid path is longer
_PLACEHOLDER: Final = lazy_regex(r"\{([^{}]*)\}")
_DRIVE: Final = lazy_regex(r"[A-Za-z]:")
_FILE: Final = lazy_regex(r"(?:^|/)[^/]*\.(?:xml|rss|json|csv|html?)/?$", re.IGNORECASE)
_USUAL: Final = "write letters, digits, - and _, with / between folders, such as topics/{topic}"
_TEXT_BESIDE_PLACEHOLDER: Final = lazy_regex(r"(?<=[^-_\0])(?=\0)|(?<=\0)(?=[^-_\0])")
_WORDS: Final = tuple(f"{{{name}}}" for name in PLACEHOLDERS)


def check_folder(value: str) -> Diagnostic | None:
    """Return the problem if `value` is not a folder below the out folder, with or without placeholders."""
    if UNSAFE.search(value):
        return rules.text(value)
    if len(value) > _LONGEST:
        return _problem(f"a path of {len(value):,} characters", "write a short one, such as topics/{topic}")
    path = canonical(value)
    problem = _first_problem(path)
    if problem is None or problem.fix:
        return problem
    tidy = _tidy_path(path)
    if not tidy and (_FILE.search(path) or not path.strip(" ./\\")):
        return problem._replace(fix='write "" for the out folder itself')
    return problem._replace(fix=f"write {tidy}" if tidy and _first_problem(tidy) is None else _USUAL)


def _first_problem(path: str) -> Diagnostic | None:
    """Return the first problem of `path`; its fix is "" if a tidier path fixes it."""
    if not path:
        return None
    segments = path.split("/")
    return (
        _check_inside(path, segments)
        or next(filter(None, map(_check_segment, segments[:MOST_SEGMENTS])), None)
        or _check_placeholders(path)
        or _check_depth(path, segments)
    )


def _check_inside(path: str, segments: list[str]) -> Diagnostic | None:
    """Return the problem if `path` is outside the out folder, or has slashes other than between folders."""
    if path.startswith(("/", "\\")) or _DRIVE.match(path):
        return Diagnostic("feed-path-outside", f"{quote_value(path)} is an absolute path", "")
    if ".." in re.split(r"[/\\]", path):
        return Diagnostic("feed-path-outside", f"{quote_value(path)} leaves its folder with ..", "")
    if "\\" in path:
        return _problem(f"{quote_value(path)} contains a backslash")
    if path.endswith("/"):
        return _problem(f"{quote_value(path)} ends with a slash")
    return _problem(f"{quote_value(path)} has two slashes in a row") if "" in segments else None


def _check_segment(segment: str) -> Diagnostic | None:
    """Return the problem if a file system or a URL cannot hold the folder name `segment` unchanged."""
    names = _PLACEHOLDER.findall(segment)
    text = _PLACEHOLDER.sub("\0", segment)  # a placeholder becomes one character, which no path holds
    if "{" in text or "}" in text:
        return Diagnostic("brace-alone", f"{quote_value(segment)} has a brace without a partner", _USUAL)
    for name in names:
        if name not in PLACEHOLDERS:
            fix = did_you_mean(f"{{{name}}}", _WORDS)
            return Diagnostic("placeholder-unknown", f"{quote_value(f'{{{name}}}')} is not a placeholder", fix)
    if len(names) > 1:
        message = f"{quote_value(segment)} has two placeholders"
        return _problem(message, f"separate them with a slash, such as {{{names[0]}}}/{{{names[1]}}}")
    if "." in text:
        return _problem(f"{quote_value(segment)} contains a dot, as file names do")
    if strange := next((char for at, char in enumerate(text) if not _is_fine(text, at)), ""):
        return _problem(f"{quote_value(segment)} contains {quote_value(strange)}")
    if text.startswith("-"):
        return _problem(f"{quote_value(segment)} begins with -")
    if _TEXT_BESIDE_PLACEHOLDER.search(
        text
    ):  # co{topic} would make con, which Windows keeps for a device, of the topic N
        separate = _TEXT_BESIDE_PLACEHOLDER.sub("-", text).replace("\0", f"{{{names[0]}}}")
        return _problem(f"{quote_value(segment)} has letters next to a placeholder", f"write {separate}")
    if text.casefold() in RESERVED_NAMES:
        message = f"{quote_value(segment)} is the name of a Windows device"
        return Diagnostic("feed-path-reserved", message, f"write another name, such as {segment}-feed")
    if len(segment.encode()) > MOST_BYTES:
        return _problem(f"{quote_value(segment)} has more than {MOST_BYTES} bytes", "write a shorter name")
    return None


def _is_fine(text: str, at: int) -> bool:
    """Return whether a folder name may hold the character: letters with their marks, decimal digits, - and _."""
    char = text[at]
    if char in "-_\0" or char.isdecimal() or char.isalpha():
        return True
    return unicodedata.category(char)[0] == "M" and at > 0 and text[at - 1] not in "-_\0"


def _check_placeholders(path: str) -> Diagnostic | None:
    name, times = Counter(_PLACEHOLDER.findall(path)).most_common(1)[0] if "{" in path else ("", 0)
    if times < 2:
        return None
    return Diagnostic(
        "placeholder-repeated", f"{{{name}}} stands in {quote_value(path)} twice", "write each placeholder once"
    )


def _check_depth(path: str, segments: list[str]) -> Diagnostic | None:
    if len(segments) <= MOST_SEGMENTS:
        return None
    return _problem(f"{quote_value(path)} is {len(segments)} folders deep", f"write at most {MOST_SEGMENTS}")


def _tidy_path(path: str) -> str:
    """Return the most likely valid path: `topics/{topic}` for `/topics//{topic}/`."""
    relative = _DRIVE.sub("", path, count=1) if _DRIVE.match(path) else path
    folders = _FILE.sub("", relative.replace("\\", "/")).split("/")
    return "/".join(filter(None, map(_tidy_segment, folders)))


def _tidy_segment(segment: str) -> str:
    text = _PLACEHOLDER.sub("\0", segment)
    valid = "".join(char if _is_fine(text, at) else " " for at, char in enumerate(text))
    joined_words = "-".join(valid.split()).strip("-")
    names = iter(_PLACEHOLDER.findall(segment))
    return re.sub("\0", lambda _: f"{{{next(names)}}}", joined_words)


def _problem(message: str, fix: str = "") -> Diagnostic:
    return Diagnostic("feed-path-wrong", message, fix)
