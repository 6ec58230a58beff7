"""Formulas in TeX: where they stand in Markdown, whose marks they share."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from exporters.support.lazy_regex import lazy_regex

_DELIMITER: Final = lazy_regex(
    r"\\[()\[\]]"
    r"|\\."  # any other escaped character, also a second backslash
    r"|\$\$?"
    r"|\n(?=[ \t>]*\n)",  # the end of a paragraph
    re.DOTALL,
)
_CLOSES: Final = {r"\)": r"\(", r"\]": r"\[", "$$": "$$", "$": "$"}
_OPENS: Final = frozenset({r"\(", r"\[", "$$", "$"})
_SIGNS: Final = lazy_regex(r"[\\^_={}+<>|]|\A[ \t]*\n")  # what brackets around prose seldom hold


def find_formulas(text: str, code: Iterable[range], *, has_dollars: bool) -> Iterator[range]:
    r"""Yield where formulas stand outside of `code`, in order: \(…\), \[…\], $$…$$, and $…$ with `has_dollars`.

    A formula ends in the paragraph that it begins in. Authors also write \[ and \( for brackets in prose: between them
    stands a formula if it has a sign of one, or is a single letter in \( and \).

    Spec: pandoc.org/MANUAL.html#math for the spaces beside `$`.
    """
    if not any(mark in text for mark in (r"\(", r"\[", "$$", "$" if has_dollars else "$$")):
        return
    blocks = iter(code)
    block = next(blocks, None)
    opened: tuple[str, int] | None = None
    for found in _DELIMITER.finditer(text):
        mark, at = found[0], found.start()
        while block is not None and block.stop <= at:
            block, opened = next(blocks, None), None
        if block is not None and at >= block.start:
            continue
        if mark.startswith("\n"):
            opened = None
        elif opened and _CLOSES.get(mark) == opened[0] and _is_formula(text, opened, found):
            yield range(opened[1], found.end())
            opened = None
        elif mark in _OPENS and _may_open(text, found, has_dollars=has_dollars) and not _is_within(opened, mark):
            opened = mark, at


def _is_within(opened: tuple[str, int] | None, mark: str) -> bool:
    """Return whether a mark is part of what is open."""
    return opened is not None and opened[0] in ("$$", r"\[") and mark not in ("$$", r"\[")


def _may_open(text: str, found: re.Match[str], *, has_dollars: bool) -> bool:
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    if found[0] == "$":
        return has_dollars and after != "" and not after.isspace() and not before.isalnum()
    return found[0] != r"\(" or not before.isalnum()


def _is_formula(text: str, opened: tuple[str, int], closing: re.Match[str]) -> bool:
    mark, start = opened
    inside = text[start + len(mark) : closing.start()]
    if not inside.strip():
        return False
    if mark == "$":
        return not inside[-1].isspace() and not text[closing.end() : closing.end() + 1].isdigit()
    is_letter = mark == r"\(" and len(inside.strip()) == 1 and inside.strip().isalpha()
    return mark == "$$" or is_letter or _SIGNS.search(inside) is not None
