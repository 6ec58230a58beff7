"""Dividers: the mark in a body at which a generator ends what it shows as the summary."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_FENCE: Final = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_DEFINITION: Final = re.compile(r"(?m)^[ ]{0,3}\[[^\]\n]{1,200}\]:[ \t]+\S.*$")  # of a link
_EXPRESSION: Final = "{/*"  # begins a comment of MDX, which would be text in Markdown


class DividedBody(NamedTuple):
    """A body, and its part before the divider."""

    head: str | None  # with the definitions of links that stand behind it; None: there is no divider
    body: str  # without a divider that HTML would show


def divide(body: str, divider: re.Pattern[str]) -> DividedBody:
    """Divide a body at the first divider that is no code."""
    found = _first_outside_code(body, divider)
    if found is None:
        return DividedBody(None, body)
    rest = body[found.end() :]
    head = "\n\n".join([body[: found.start()], *_DEFINITION.findall(rest)])
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


def _first_outside_code(body: str, divider: re.Pattern[str]) -> re.Match[str] | None:
    """The first divider that is neither in a fenced block nor between backticks of a line."""
    blocks = _code(body)
    block: range | None = range(0)
    at, ticks = 0, 0  # how far the line was read, and the backticks in it up to there
    for found in divider.finditer(body):
        start = found.start()
        if begin := body.rfind("\n", at, start) + 1:
            at, ticks = begin, 0
        ticks += body.count("`", at, start)
        at = start
        while block is not None and block.stop <= start:
            block = next(blocks, None)
        if ticks % 2 == 0 and (block is None or start not in block):
            return found
    return None
