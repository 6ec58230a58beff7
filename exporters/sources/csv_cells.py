"""The cells of a table in CSV, each with its offset. Spec: RFC 4180, with any delimiter."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple, TextIO

_INSIDE: Final = re.compile(r'[^"]*+(?>(?:""[^"]*+)*)')


class CsvCell(NamedTuple):
    """A cell, and where in the text of its record it begins."""

    text: str
    offset: int


class CsvSyntaxError(ValueError):
    """A record that is no CSV."""

    def __init__(self, offset: int, message: str, fix: str) -> None:
        """`offset` is where in the text of the record."""
        super().__init__(message)
        self.offset = offset
        self.message = message
        self.fix = fix


def read_cells(record: str, delimiter: str) -> list[CsvCell]:
    """The cells of one record. Raises CsvSyntaxError."""
    if '"' not in record:
        cells, offset = [], 0
        for text in record.split(delimiter):
            cells.append(CsvCell(text, offset))
            offset += len(text) + len(delimiter)
        return cells
    return list(_quoted_cells(record, delimiter))


def _quoted_cells(record: str, delimiter: str) -> Iterator[CsvCell]:
    begin = 0
    while True:
        if record.startswith('"', begin):
            end = _INSIDE.match(record, begin + 1).end()  # type: ignore[union-attr]
            if end >= len(record):
                raise CsvSyntaxError(begin, "a quote that is not closed", 'close it; write "" for a quote in a cell')
            yield CsvCell(record[begin + 1 : end].replace('""', '"'), begin)
            begin = end + 1
            if begin < len(record) and not record.startswith(delimiter, begin):
                raise CsvSyntaxError(begin, "text after a closing quote", 'write "" for a quote in a cell')
        else:
            end = record.find(delimiter, begin)
            end = len(record) if end < 0 else end
            yield CsvCell(record[begin:end], begin)
            begin = end
        if begin >= len(record):
            return
        begin += len(delimiter)
        if begin == len(record):
            yield CsvCell("", begin)
            return


class CsvRecordText(NamedTuple):
    """One record as its file has it, without the end of its line."""

    text: str | None  # None: it is too large
    line: int  # where it begins


def split_records(stream: TextIO, delimiter: str, most: int) -> Iterator[CsvRecordText]:
    """The records of a table, of at most `most` characters each; blank lines are no records.

    Where a quote is not closed, or text stands behind a closing quote on a later line, the record ends with its first
    line: a stray quote must not swallow the rows that follow.
    """
    waiting: list[str] = []  # lines that were read too early, the next one last
    number = 0

    def next_line() -> str:
        nonlocal number
        number += 1
        return waiting.pop() if waiting else stream.readline(most + 2)

    while line := next_line():
        begin = number
        if len(line) > most:
            while not line.endswith("\n") and (line := stream.readline(most)):
                pass
            yield CsvRecordText(None, begin)
            continue
        lines, size = [line], len(line)
        is_open = '"' in line and _ends_open(line, delimiter, is_open=False)
        while is_open and size <= most and (line := next_line()):
            lines.append(line)
            size += len(line)
            is_open = _ends_open(line, delimiter, is_open=True) if '"' in line else True
        if len(lines) > 1 and (is_open or size > most or not _is_record("".join(lines), delimiter)):
            waiting += reversed(lines[1:])
            number -= len(lines) - 1 + (line == "")
            lines = lines[:1]
        text = "".join(lines).rstrip("\r\n")
        if text.strip():
            yield CsvRecordText(text, begin)


def _is_record(text: str, delimiter: str) -> bool:
    try:
        read_cells(text.rstrip("\r\n"), delimiter)
    except CsvSyntaxError:
        return False
    return True


def _ends_open(line: str, delimiter: str, *, is_open: bool) -> bool:
    """Whether `line` ends within quotes. `is_open` says whether it begins there."""
    begin = -1 if is_open else 0  # of a cell
    while True:
        if begin < 0 or line.startswith('"', begin):
            begin = _INSIDE.match(line, begin + 1).end() + 1  # type: ignore[union-attr]
            if begin > len(line):
                return True
        begin = line.find(delimiter, begin)
        if begin < 0:
            return False
        begin += len(delimiter)
