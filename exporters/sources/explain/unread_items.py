"""Items of an export that no run reads, such as drafts and pages: a line in one of them names no article."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from exporters.sources.feed_xml import decode_feed, find_items
from exporters.sources.ghost import MOST_BYTES, find_ids
from exporters.support.files import read_regular
from exporters.yamldoc.positions import PositionFinder

_FORMATS: Final = ("wxr", "ghost")


def find_unread_item(
    file: Path, source_format: str, wanted: tuple[int, int], places: Sequence[tuple[int, int]]
) -> int | None:
    """Return the line of the item at `wanted` if none of the articles, which are at `places`, begins there."""
    if source_format not in _FORMATS:
        return None
    begun = [each for each in _find_places(read_regular(file, MOST_BYTES), source_format) if each <= wanted]
    if not begun:
        return None
    return None if begun[-1] in places or begun[-1][0] in _lines(source_format, places) else begun[-1][0]


def _lines(source_format: str, places: Sequence[tuple[int, int]]) -> set[int]:
    """Return the lines of articles in a format whose items have no column."""
    return {line for line, _ in places} if source_format == "wxr" else set()


def _find_places(data: bytes, source_format: str) -> Iterator[tuple[int, int]]:
    """Yield where each item begins, in the order of the file."""
    text = decode_feed(data)[0]
    if source_format == "ghost":
        yield from ((place.line, place.column) for _, place in find_ids(text))
        return
    finder = PositionFinder(text)
    for each in find_items(text):
        place = finder.at(each.offset)
        yield place.line, place.column
