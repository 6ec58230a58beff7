"""Find the parts of a body in which nothing is a template mark: code, formulas, comments of HTML."""

import re
from typing import Final

from exporters.bodies.code_ranges import code_ranges
from exporters.bodies.marks.marked_text import join_ranges
from exporters.support.lazy_regex import lazy_regex

_NAMES: Final = "code|math|pre|samp|script|style|svg|textarea|xmp"
_EDGE: Final = lazy_regex(
    rf"<(?:(?P<start>{_NAMES})(?=[\s/>])|/(?P<end>{_NAMES})\s*>|(?P<comment>!--))|-->", re.IGNORECASE
)
_FORMULA: Final = lazy_regex(
    r"\$\$(?>(?:[^$\\\n]|\\.|\n(?![ \t]*\n)){1,5000})\$\$"
    r"|\\\((?>(?:[^\\\n]|\\[^()]){1,5000})\\\)|\\\[(?>(?:[^\\]|\\[^\[\]]){1,5000})\\\]"
)


def find_markdown_code(text: str) -> list[range]:
    """Return the parts of Markdown that are code by CommonMark or by HTML, or formulas: sorted, disjoint."""
    code = code_ranges(text)
    return join_ranges([*code, *_elements(text, code), *_formulas(text)])


def find_html_code(text: str) -> list[range]:
    """Return the parts of HTML that are code or formulas: sorted, disjoint."""
    return join_ranges([*_elements(text, []), *_formulas(text)])


def _elements(text: str, code: list[range]) -> list[range]:
    """Where the elements of code, the comments and what no reader shows stand, outside of `code`."""
    if "<" not in text:
        return []
    edges = _outside(list(_EDGE.finditer(text)), code)
    last_ends = {_name(each): each.start() for each in edges if not _is_start(each)}
    found: list[range] = []
    start: re.Match[str] | None = None
    for each in edges:
        if start is None:
            if _is_start(each) and last_ends.get(_name(each), -1) > each.start():
                start = each
        elif not _is_start(each) and _name(each) == _name(start):
            found.append(range(start.start(), each.end()))
            start = None
    return found


def _is_start(edge: re.Match[str]) -> bool:
    return edge["start"] is not None or edge["comment"] is not None


def _name(edge: re.Match[str]) -> str:
    return (edge["start"] or edge["end"] or "!--").lower()


def _outside(edges: list[re.Match[str]], code: list[range]) -> list[re.Match[str]]:
    """The edges that do not lie in code; both are in the order of the text."""
    blocks = iter(code)
    block = next(blocks, None)
    result = []
    for each in edges:
        while block is not None and block.stop <= each.start():
            block = next(blocks, None)
        if block is None or each.start() < block.start:
            result.append(each)
    return result


def _formulas(text: str) -> list[range]:
    if "$$" not in text and "\\(" not in text and "\\[" not in text:
        return []
    return [range(*each.span()) for each in _FORMULA.finditer(text)]
