"""Blocks of MDX: what stands on the line below a tag is Markdown there, and HTML in CommonMark up to an empty line.

Spec: mdxjs.com/docs/what-is-mdx; CommonMark 0.31 §4.6 HTML blocks.
"""

from collections.abc import Iterator
from typing import Final

from exporters.bodies.marks.marked_text import MarkedText, Replacement
from exporters.support.lazy_regex import lazy_regex

_LINE: Final = lazy_regex(r"(?m)^(?P<indent> *)(?P<text>[^\n]*)$")
_FENCE: Final = lazy_regex(r"(?P<fence>`{3,}|~{3,})(?P<info>[^`\n]*)\Z")
_TAG: Final = lazy_regex(r"</?(?!p\b)[A-Za-z](?>(?:=>|[^<>])*)>\s*\Z")  # a paragraph can't hold another one
_MOST_SPACES: Final = 3  # before a line; with more it would become code


class MdxBlocks:
    """An empty line between tags that stand alone on their lines and the Markdown below them."""

    def find(self, body: MarkedText) -> Iterator[Replacement]:
        """Yield each line end that is missing, and the spaces that would make a fence below a tag a text."""
        fence, too_many = "", 0  # what opens the block of code, and the spaces that go from its lines
        is_block = True  # whether a tag on this line would begin a block
        tag_end = tag_indent = -1  # of the tags above: where the last one ends, and the spaces before the first one
        for line in _LINE.finditer(body.text):
            text, indent = line["text"], len(line["indent"])
            found = _FENCE.match(text)
            if fence:
                if text.strip() and too_many:
                    yield Replacement(line.start(), line.start() + min(indent, too_many))
                is_closed = found is not None and not found["info"].strip() and found["fence"].startswith(fence)
                fence, is_block = ("", True) if is_closed else (fence, False)
                continue
            too_many = 0
            if tag_end >= 0 and text.strip() and not text.startswith("<"):
                too_many = indent - tag_indent if found and indent > _MOST_SPACES else 0
                if indent - too_many <= _MOST_SPACES:
                    yield Replacement(tag_end, tag_end, "\n")
                    if too_many:
                        yield Replacement(line.start(), line.start() + too_many)
            if found:
                fence, tag_end = found["fence"], -1
            elif is_block and _TAG.match(text) and not body.has_code(line.start("text"), line.end()):
                tag_indent = indent if tag_end < 0 else tag_indent
                tag_end = line.end()
            else:
                tag_end = -1
                is_block = not text.strip() or text.startswith("<")


BLOCKS: Final = MdxBlocks()
