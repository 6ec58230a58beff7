"""Code ranges: where code stands in Markdown, which nothing may repair, translate or leave out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from exporters.bodies.markdown.events import places_of_code
from exporters.support.lazy_regex import lazy_regex

_MAY_BE_CODE: Final = lazy_regex(r"[`\t]|~~~|    ")  # a tab or spaces: of an indented block, also within a list
_SURROGATES: Final = lazy_regex("[\ud800-\udfff]")
_CODE_TAG: Final = lazy_regex(r"<(/?)(code|kbd|pre|samp|script|style|textarea|xmp)(?=[\s/>])", re.IGNORECASE)
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


def element_ranges(text: str, code: Sequence[range]) -> list[range]:
    """Return where elements of HTML stand that hold code, in order; tags within `code` of Markdown are none."""
    return list(_find_elements(text, code)) if _CODE_TAG.search(text) else []


def _find_elements(text: str, code: Iterable[range]) -> Iterator[range]:
    blocks = iter(code)
    block = next(blocks, None)
    start, name = -1, ""
    for tag in _CODE_TAG.finditer(text):
        while block is not None and block.stop <= tag.start():
            block = next(blocks, None)
        if block is not None and tag.start() in block:
            continue
        if start < 0 and not tag[1]:
            start, name = tag.start(), tag[2].lower()
        elif start >= 0 and tag[1] and tag[2].lower() == name:
            yield range(start, tag.end())
            start = -1


def all_code(text: str, *, is_markdown: bool = True) -> list[range]:
    """Return where code stands by Markdown or by HTML, in order; none overlaps another."""
    written = code_ranges(text) if is_markdown else []
    elements = element_ranges(text, written)
    if not elements:
        return written
    joined: list[range] = []
    for each in sorted((*written, *elements), key=lambda place: place.start):
        if joined and each.start < joined[-1].stop:
            joined[-1] = range(joined[-1].start, max(joined[-1].stop, each.stop))
        else:
            joined.append(each)
    return joined


def _in_characters(text: bytes, places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield `places`, counted in bytes, counted in characters."""
    at, characters = 0, 0
    for start, end in places:
        characters += len(text[at:start].decode())
        length = len(text[start:end].decode())
        yield characters, characters + length
        characters += length
        at = end
