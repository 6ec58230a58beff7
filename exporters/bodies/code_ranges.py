"""Code ranges: where code stands in Markdown, which nothing may repair, translate or leave out."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from exporters.bodies.markdown.events import places_of_code

_MAY_BE_CODE: Final = re.compile(r"[`\t]|~~~|    ")  # a tab or spaces: of an indented block, also within a list
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_BLOCKS: Final = ("tables", "footnotes", "definition_list")  # what else than a list may hold indented text


def code_ranges(text: str) -> list[range]:
    """Return where fenced blocks, indented blocks and code spans stand, in order; none overlaps another.

    A range begins at the first character of a fence, of a run of backticks, or of the text of an indented block.

    Spec: CommonMark 0.31 §4.4 indented code blocks, §4.5 fenced code blocks, §6.1 code spans.
    """
    if not _MAY_BE_CODE.search(text):
        return []
    text = _SURROGATES.sub("\ufffd", text)
    places = places_of_code(text, _BLOCKS)
    return [range(*each) for each in (places if text.isascii() else _in_characters(text.encode(), places))]


def _in_characters(text: bytes, places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield `places`, counted in bytes, counted in characters."""
    at, characters = 0, 0
    for start, end in places:
        characters += len(text[at:start].decode())
        length = len(text[start:end].decode())
        yield characters, characters + length
        characters += length
        at = end
