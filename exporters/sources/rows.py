"""JSON Lines: one object a line. Spec: jsonlines.org, RFC 8259."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO, Final

from exporters.errors import ArticleError
from exporters.sources.frontmatter.json_document import read_json
from exporters.sources.frontmatter.marks import MarkedDocument
from exporters.sources.row_fields import pointed, read_row
from exporters.sources.source import (
    MOST_ITEM_BYTES,
    PRIVATE_KEYS,
    ItemContent,
    SourceFile,
    SourceItem,
    item_problem,
    too_large,
    unfit,
)
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.positions import PositionFinder, TextPosition

_RETURN: Final = lazy_regex(rb"(?<![\[{,:])\r(?=[ \t]*+\{)")
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class JsonLinesSource:
    """Reads rows that are lines."""

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson")

    def recognises(self, head: bytes) -> bool:
        """Whether the first two lines that hold anything begin as objects do, or the only one is whole."""
        lines = [line.strip() for line in head.removeprefix(codecs.BOM_UTF8).split(b"\n") if line.strip()]
        is_object = [line.startswith(b"{") for line in lines[:2]]
        return bool(lines) and all(is_object) and (len(lines) > 1 or lines[0].endswith(b"}")) and lines[0] != b"{"

    def items(self, file: SourceFile) -> Iterator[SourceItem]:
        """Each line that is not blank."""
        is_empty = True
        with file.open() as stream:
            for place, line in _lines(stream):
                if line is None:
                    yield too_large(place)
                elif line.strip():
                    yield SourceItem(line, place)
                is_empty = is_empty and line is not None and not line.strip()
        if is_empty:
            raise unfit("rows-missing", "an empty file", "write one object a line", TextPosition(1, 1))

    def content(self, item: SourceItem) -> ItemContent:
        """The fields and the body of a row."""
        return read_row(read_object(item), item.place.line, item.pointer)


def _lines(stream: BinaryIO) -> Iterator[tuple[TextPosition, bytes | None]]:
    """Each line with its place; None where it is too large. A CR before an object ends a line too, as on old Macs."""
    number = 0
    while line := stream.readline(MOST_ITEM_BYTES + 1):
        if number == 0:
            check_encoding(line)
            line = line.removeprefix(codecs.BOM_UTF8)
        if len(line) > MOST_ITEM_BYTES:
            number += 1
            while not line.endswith(b"\n") and (line := stream.readline(MOST_ITEM_BYTES)):
                pass
            yield TextPosition(number, 1), None
            continue
        for each in _RETURN.split(line.rstrip(b"\r\n")):
            number += 1
            yield TextPosition(number, 1), each


def check_encoding(head: bytes) -> None:
    """Raise ArticleError where a file that begins with `head` is in UTF-16 or UTF-32, which JSON never is."""
    if head.startswith(_WIDE) or b"\x00" in head[:4]:
        raise unfit("not-utf-8", "a file in UTF-16 or UTF-32", "save it as UTF-8", TextPosition(1, 1))


def read_object(item: SourceItem) -> MarkedDocument:
    """The object that an item is, with lines counted from where it begins.

    Raises ArticleError with every problem, at its line in the file.
    """
    line, column = item.place
    try:
        text = item.data.decode()
    except UnicodeDecodeError as error:
        good = item.data[: error.start].decode()
        above, across = PositionFinder(good).at(len(good))
        place = TextPosition(line + above - 1, across + (column - 1 if above == 1 else 0))
        message = f"the byte 0x{item.data[error.start]:02X} is not UTF-8"
        field = item.pointer
        raise ArticleError(item_problem("not-utf-8", message, "save the file as UTF-8", place, field)) from None
    if not text.lstrip().startswith("{"):
        message, fix = f"{_shape(text.lstrip())} instead of an object", 'write {"title": …, "url": …, "date": …}'
        raise ArticleError(item_problem("row-shape", message, fix, item.place, item.pointer))
    try:
        return read_json(" " * (column - 1) + text, PRIVATE_KEYS, "the row")
    except ArticleError as error:
        raise ArticleError(
            [
                each._replace(line=each.line + line - 1, field=pointed(item.pointer, each.field))
                for each in error.diagnostics
            ]
        ) from None


def _shape(text: str) -> str:
    """What a text begins with that is no object."""
    if text[:1].isdigit() or text[:1] == "-":
        return "a number"
    word = text.strip()
    return {"[": "a list", '"': "text"}.get(text[:1], word if word in ("true", "false", "null") else "words")
