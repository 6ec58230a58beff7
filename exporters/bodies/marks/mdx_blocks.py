"""Blocks of MDX: what stands on the line below a tag is Markdown there, and HTML in CommonMark up to an empty line.

Spec: mdxjs.com/docs/what-is-mdx/#jsx; CommonMark 0.31 §4.6 HTML blocks.
"""

import re
from collections.abc import Iterator
from typing import Final

from exporters.bodies.marks.marked_text import MarkedText, Replacement

_LINE: Final = re.compile(r"(?m)^(?P<indent>[ \t]*)(?P<text>[^\n]*)$")
_FENCE: Final = re.compile(r"(?P<fence>`{3,}|~{3,})(?P<info>[^`\n]*)\Z")
_TAG: Final = re.compile(r"</?(?!p\b)[A-Za-z](?>(?:=>|[^<>])*)>\s*\Z")  # a paragraph can't hold another one
_MOST_SPACES: Final = 3  # before a line; with more it would become code


class MdxBlocks:
    """An empty line between a tag that stands alone on its line and the Markdown below it."""

    def find(self, body: MarkedText) -> Iterator[Replacement]:
        """Yield each line end that is missing."""
        fence = ""
        is_block = True  # whether a tag on this line would begin a block
        tag_end = -1
        for line in _LINE.finditer(body.text):
            text = line["text"]
            is_near = len(line["indent"].expandtabs(4)) <= _MOST_SPACES
            if tag_end >= 0 and text.strip() and is_near and not text.startswith("<"):
                yield Replacement(tag_end, tag_end, "\n")
            tag_end = -1
            found = _FENCE.match(text)
            if fence:
                is_closed = found is not None and not found["info"].strip() and found["fence"].startswith(fence)
                fence, is_block = ("", True) if is_closed else (fence, False)
            elif found:
                fence = found["fence"]
            elif is_block and _TAG.match(text) and not body.has_code(line.start("text"), line.end()):
                tag_end = line.end()
            else:
                is_block = not text.strip() or text.startswith("<")


BLOCKS: Final = MdxBlocks()
