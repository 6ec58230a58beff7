"""Blocks whose text is indented, of Python-Markdown: `!!! note "Title"`, `??? note`, `=== "Tab"`.

Spec: python-markdown.github.io/extensions/admonition, facelessuser.github.io/pymdown-extensions/extensions/tabbed.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from exporters.bodies.marks.elements import CLOSE_QUOTE, admonition_title, open_quote
from exporters.bodies.marks.marked_text import LEFT_OUT, MarkedText, Replacement
from exporters.support.lazy_regex import lazy_regex

_OPENING: Final = lazy_regex(
    r"(?:(?:!!!|\?\?\?\+?)[ ]*(?P<kind>[A-Za-z][\w-]*)(?:[ ]+[\w-]+)*[ ]*(?:\"(?P<title>[^\n]*)\")?"
    r"|===[!+]*[ ]+\"(?P<tab>[^\n]*)\")[ \t]*\Z"
)
_FENCE: Final = lazy_regex(r"(`{3,}|~{3,})")
_ITEM: Final = lazy_regex(r"(?:[*+-]|\d{1,9}[.)])[ ]")
_SNIPPET: Final = lazy_regex(r"(?m)^[ \t]*-{1,4}8<-{1,4}[^\n]*$")
_ICON: Final = lazy_regex(r":(?:material|octicons|fontawesome|simple)-[a-z0-9-]+:(?:\{[^{}\n]*\})?")
_RAW: Final = lazy_regex(r"<(?:pre|script|style|textarea)\b|<!--", re.IGNORECASE)
_STEP: Final = 4  # columns by which the text is indented


class _Block(NamedTuple):
    indent: int  # of its first line
    depth: int  # columns that are taken off its text
    closing: str


class AdmonitionLanguage:
    """Its text is no code, though Markdown takes it for that. So this language looks for fences itself."""

    def find(self, body: MarkedText) -> Iterator[Replacement]:
        """Yield what takes the place of each first line and of the spaces before the text."""
        blocks: list[_Block] = []
        fence, item, at = "", -1, 0
        raw = -1  # where the HTML ends that a line lies in
        ends: dict[str, int] = {}
        last_end = 0  # of the last line with text
        for line in body.text.split("\n"):
            start, at = at, at + len(line) + 1
            shown = line.lstrip(" ")
            indent = len(line) - len(shown)
            if not shown.strip():
                continue
            is_prose = start >= raw and not fence
            if start < raw:
                pass
            elif fence:
                if shown.startswith(fence) and not shown.strip(fence[0]).strip():
                    fence = ""
            else:
                while blocks and indent < blocks[-1].indent + _STEP:
                    block = blocks.pop()
                    if block.closing:
                        yield Replacement(last_end, last_end, _closing(block))
                item = _item_of(shown, indent, item)
            last_end = start + len(line)
            depth = blocks[-1].depth if blocks else 0
            if is_prose:
                found = _OPENING.match(shown) if shown[0] in "!?=" else None
                if found and (indent - depth < _STEP or item >= 0):
                    text, closing = _title(found)
                    blocks.append(_Block(indent, depth + _STEP, closing))
                    spaces = " " * (indent - depth)
                    text = "\n".join(spaces + each if each else "" for each in text.split("\n"))
                    yield Replacement(start, start + len(line), f"\n{text}\n" if start else f"{text}\n")
                    continue
                if opening := _FENCE.match(shown):
                    fence = opening[1]
                elif begin := _RAW.search(shown):
                    raw = _end_of_raw(body.text, begin[0].lower(), start, ends)
            if depth:
                yield Replacement(start, start + min(depth, indent))
        for block in reversed(blocks):
            if block.closing:
                yield Replacement(last_end, last_end, _closing(block))


def _end_of_raw(text: str, opening: str, at: int, ends: dict[str, int]) -> int:
    """Return where the element or comment ends that begins in the line at `at`; -1 where nothing ends it."""
    closing = "-->" if opening == "<!--" else f"</{opening[1:]}>"
    if ends.get(closing, at) >= at:
        ends[closing] = text.find(closing, at)
    return ends[closing] if ends[closing] >= 0 else -1


def _item_of(shown: str, indent: int, item: int) -> int:
    """Return the indentation of the item of a list that a line lies in, -1 where it lies in none."""
    if _ITEM.match(shown):
        return indent if item < 0 else min(item, indent)
    return item if item >= 0 and indent > item else -1


def _title(found: re.Match[str]) -> tuple[str, str]:
    """The text before the content of a block, and behind it."""
    if found["tab"] is not None:
        return f"**{found['tab'].strip()}**", ""
    title = admonition_title(found["kind"]) if found["title"] is None else found["title"]
    return open_quote(title).rstrip("\n"), CLOSE_QUOTE


def _closing(block: _Block) -> str:
    return f"\n\n{' ' * (block.indent - block.depth + _STEP)}{block.closing}\n"


class MaterialMarks:
    """Icons and included files of Material for MkDocs.

    Spec: squidfunk.github.io/mkdocs-material/reference/icons-emojis.
    """

    def find(self, body: MarkedText) -> Iterator[Replacement]:
        """Yield nothing in place of each mark."""
        for found in _ICON.finditer(body.text):
            if not body.has_code(found.start(), found.end()):
                yield Replacement(found.start(), found.end(), note=LEFT_OUT, kind="icon")
        for found in _SNIPPET.finditer(body.text):
            if not body.has_code(found.start(), found.end()):
                yield Replacement(found.start(), found.end(), note=LEFT_OUT, kind="--8<--")


LANGUAGE: Final = AdmonitionLanguage()
MATERIAL: Final = MaterialMarks()
