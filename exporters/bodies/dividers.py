"""Dividers: the mark in a body at which a generator ends what it shows as the summary."""

import re
from typing import Final, NamedTuple

from exporters.bodies.code_ranges import all_code
from exporters.support.lazy_regex import lazy_regex

# What WordPress, Hugo, Hexo, Zola, Nikola and many settings of Jekyll have; in WordPress with the words of its link.
MORE: Final = lazy_regex(r"<!--\s*(?:more(?:\s[^\n>]{0,200}?)?|excerpt|truncate)\s*-->", re.IGNORECASE)
_DEFINITION: Final = lazy_regex(r"(?m)^[ ]{0,3}\[[^\]\n]{1,200}\]:[ \t]+\S.*$")  # of a link
_EXPRESSION: Final = "{/*"  # begins a comment of MDX, which would be text in Markdown


class DividedBody(NamedTuple):
    """A body, and its part before the divider."""

    head: str | None  # with the definitions of links that stand behind it; None: there is no divider
    body: str  # without a divider that HTML would show


def divide(body: str, divider: re.Pattern[str] = MORE, *, is_markdown: bool = True) -> DividedBody:
    """Divide a body at the first divider that is no code."""
    if divider.search(body) is None:
        return DividedBody(None, body)
    found = _first_outside(body, divider, all_code(body, is_markdown=is_markdown))
    if found is None:
        return DividedBody(None, body)
    rest = body[found.end() :]
    definitions = _DEFINITION.findall(rest) if is_markdown else []
    head = "\n\n".join([body[: found.start()], *definitions])
    return DividedBody(head, body[: found.start()] + rest if found[0].startswith(_EXPRESSION) else body)


def _first_outside(body: str, divider: re.Pattern[str], code: list[range]) -> re.Match[str] | None:
    blocks = iter(code)
    block = next(blocks, None)
    for found in divider.finditer(body):
        while block is not None and block.stop <= found.start():
            block = next(blocks, None)
        if block is None or found.start() not in block:
            return found
    return None
