"""Dividers: the mark in a body at which a generator ends what it shows as the summary."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final, NamedTuple

# What WordPress, Hugo, Hexo, Zola, Nikola and many settings of Jekyll have; in WordPress with the words of its link.
MORE: Final = re.compile(r"<!--\s*(?:more(?:\s[^\n>]{0,200}?)?|excerpt|truncate)\s*-->", re.IGNORECASE)
_FENCE: Final = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_DEFINITION: Final = re.compile(r"(?m)^[ ]{0,3}\[[^\]\n]{1,200}\]:[ \t]+\S.*$")  # of a link
_CODE_TAG: Final = re.compile(r"<(/?)(code|kbd|pre|samp|script|style|textarea|xmp)(?=[\s/>])", re.IGNORECASE)
_EXPRESSION: Final = "{/*"  # begins a comment of MDX, which would be text in Markdown


class DividedBody(NamedTuple):
    """A body, and its part before the divider."""

    head: str | None  # with the definitions of links that stand behind it; None: there is no divider
    body: str  # without a divider that HTML would show


def divide(body: str, divider: re.Pattern[str] = MORE, *, is_markdown: bool = True) -> DividedBody:
    """Divide a body at the first divider that is no code."""
    if divider.search(body) is None:
        return DividedBody(None, body)
    written = sorted(_code(body), key=lambda each: each.start) if is_markdown else []
    code = sorted(chain(written, _html_code(body, written)), key=lambda each: each.start)
    found = _first_outside(body, divider, code, is_markdown=is_markdown)
    if found is None:
        return DividedBody(None, body)
    rest = body[found.end() :]
    definitions = _DEFINITION.findall(rest) if is_markdown else []
    head = "\n\n".join([body[: found.start()], *definitions])
    return DividedBody(head, body[: found.start()] + rest if found[0].startswith(_EXPRESSION) else body)


def _code(body: str) -> Iterator[range]:
    """Where the fenced blocks of code stand. Spec: CommonMark §4.5."""
    start, fence, at = -1, "", 0
    for line in body.splitlines(keepends=True):
        found = _FENCE.match(line)
        if found and start < 0:
            start, fence = at, found[1]
        elif found and found[1].startswith(fence) and not line[found.end() :].strip():
            yield range(start, at)
            start = -1
        at += len(line)
    if start >= 0:
        yield range(start, at)


def _html_code(body: str, written: list[range]) -> Iterator[range]:
    """Where elements of HTML stand that hold code; tags in Markdown's code, at `written`, are none."""
    blocks = iter(written)
    block = next(blocks, None)
    start, name = -1, ""
    for tag in _CODE_TAG.finditer(body):
        while block is not None and block.stop <= tag.start():
            block = next(blocks, None)
        if block is not None and tag.start() in block:
            continue
        if start < 0 and not tag[1]:
            start, name = tag.start(), tag[2].lower()
        elif start >= 0 and tag[1] and tag[2].lower() == name:
            yield range(start, tag.end())
            start = -1


def _first_outside(
    body: str, divider: re.Pattern[str], code: list[range], *, is_markdown: bool
) -> re.Match[str] | None:
    """The first divider that is neither in `code` nor between backticks of a line of Markdown."""
    blocks = iter(code)
    block = next(blocks, None)
    at, ticks = 0, 0  # how far the line was read, and the backticks in it up to there
    for found in divider.finditer(body):
        start = found.start()
        if begin := body.rfind("\n", at, start) + 1:
            at, ticks = begin, 0
        ticks += body.count("`", at, start) if is_markdown else 0
        at = start
        while block is not None and block.stop <= start:
            block = next(blocks, None)
        if ticks % 2 == 0 and (block is None or start not in block):
            return found
    return None
