"""Patterns of gitignore, matched in time that grows with the length of a path, not with its powers."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from exporters.support.lazy_regex import lazy_regex

# What pathspec writes for `*`, for `*` between slashes, for `?`, for a leading `**/` and for `/**/`.
_STAR: Final = "[^/]*"
_SEGMENT: Final = "[^/]+"
_LETTER: Final = "[^/]"
_LEADING: Final = "(?:.+/)?"
_INNER: Final = "(?:/.+)?/"
_ENDING: Final = lazy_regex(r"(?:\(\?:)?\(\?P<ps_d>/\).*$")  # where a pattern ends that names a file or a folder


def matcher(patterns: Sequence[str]) -> Callable[[str], bool]:
    """Whether a path fits `patterns`: the last one that names the file decides, else the last that names a folder."""
    from pathspec import GitIgnoreSpec  # loads in 8 ms

    rules = [
        (re.compile(without_backtracking(each.regex.pattern)), bool(each.include))
        for each in reversed(list(GitIgnoreSpec.from_lines(patterns).patterns))
        if each.regex is not None
    ]

    def is_matched(path: str) -> bool:
        by_folder: bool | None = None
        for regex, include in rules:
            if found := regex.search(path):
                if not found.groupdict().get("ps_d"):
                    return include
                by_folder = include if by_folder is None else by_folder
        return bool(by_folder)

    return is_matched


def without_backtracking(regex: str) -> str:
    """The regular expression of a pattern, with what a wildcard took never given back.

    The first place where the text behind a `*` or `**` fits is as good as any later one, since the next wildcard takes
    the rest. Tried at every combination of places, `*a*a*a*a/*a*a*a*b` takes minutes for names of 40 letters.
    """
    found = _ENDING.search(regex)
    body, ending = (regex[: found.start()], found[0]) if found else (regex, "")
    if not body.startswith("^"):
        return regex  # what fits every path
    is_floating = body.startswith(f"^{_LEADING}")
    body = body[1:].removeprefix(_LEADING)
    first, *others = (_chunk(each) for each in body.split(_INNER))
    if is_floating:
        first, others = "", [first, *others]
    if not others:
        return f"^{first}{ending}"
    middle = "".join(f"(?>(?:[^/]++/)*?{each}/)" for each in others[:-1])
    start = f"^{first}/" if first else "^"
    return f"{start}{middle}(?>(?:[^/]++/)*{others[-1]}{ending})"


def _chunk(regex: str) -> str:
    """Segments with slashes between them."""
    for number, wildcard in enumerate((_STAR, _SEGMENT, _LETTER)):
        regex = regex.replace(wildcard, chr(number))  # what is left of slashes parts segments
    regex = "/".join(_segment(each) for each in regex.split("/"))
    return regex.replace(chr(1), "[^/]++").replace(chr(2), _LETTER)


def _segment(regex: str) -> str:
    """What stands between two slashes; only its last star goes on to the end."""
    start, *texts = regex.split(chr(0))
    if not texts:
        return start
    return start + "".join(f"(?>[^/]*?{each})" for each in texts[:-1]) + f"(?>[^/]*?{texts[-1]}(?=/|$))"
