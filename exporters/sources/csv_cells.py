"""The cells of a table in CSV, each with its offset. Spec: RFC 4180, with any delimiter."""

import sys
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from itertools import islice
from typing import Final, NamedTuple, TextIO

from exporters.support.lazy_regex import lazy_regex

_INSIDE: Final = lazy_regex(r'[^"]*+(?>(?:""[^"]*+)*)')
_LINES_TRIED: Final = 100  # of a record that is too large: they show whether a quote is stray


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


def read_cells(record: str, delimiter: str, most: int = sys.maxsize - 1) -> list[CsvCell]:
    """The cells of one record, the first `most` of them. Raises CsvSyntaxError where one of these is wrong."""
    if '"' in record:
        return list(islice(_quoted_cells(record, delimiter), most))
    cells, offset = list[CsvCell](), 0
    for text in record.split(delimiter, most)[:most]:
        cells.append(CsvCell(text, offset))
        offset += len(text) + len(delimiter)
    return cells


def count_cells(record: str, delimiter: str) -> int:
    """How many cells a record has, without holding them. Raises CsvSyntaxError."""
    return sum(1 for _ in _quoted_cells(record, delimiter)) if '"' in record else record.count(delimiter) + 1


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


def split_records(
    stream: TextIO, delimiter: str, most: int, is_row: Callable[[str], bool] = bool
) -> Iterator[CsvRecordText]:
    """The records of a table, of at most `most` characters each; blank lines are no records.

    Where a quote is not closed, or text stands behind a closing quote on a later line, the record ends before the next
    line that may be a row, as `is_row` says: a stray quote must not swallow the rows that follow, and what it opens is
    one error. Where a record is too large and most of its next lines are no rows, it holds a long text instead, and is
    one record as far as its closing quote.
    """
    waiting: list[str] = []  # lines that were read too early, the next one last
    number = 0
    hopeless = 0  # a record that is open at the end of a line before this one is known never to end well

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
        state = _state(line, delimiter, is_open=False)
        while state is _State.OPEN and size <= most and number >= hopeless and (line := next_line()):
            lines.append(line)
            size += len(line)
            state = _state(line, delimiter, is_open=True)
        if size > most and number >= hopeless and not _are_rows(lines[1:], is_row):
            while state is _State.OPEN and (line := next_line()):
                number -= not line.endswith("\n")  # a part of a long line
                state = _state(line, delimiter, is_open=True)
            yield CsvRecordText(None, begin)
            continue
        if state is not _State.COMPLETE or size > most:
            hopeless = max(hopeless, number)
            waiting += reversed(lines[1:])
            number -= len(lines) - 1 + (line == "")
            has_quote_open = state is _State.OPEN or len(lines) > 1
            lines, size = lines[:1], len(lines[0])
            while has_quote_open and (line := next_line()):
                if is_row(line) or _state(line, delimiter, is_open=False) is _State.OPEN:
                    waiting.append(line)
                    number -= 1
                    break
                size += len(line)
                lines += [line] if size <= most else []
        text = "".join(lines).rstrip("\r\n")
        if text.strip():
            yield CsvRecordText(text, begin)


def _are_rows(lines: Sequence[str], is_row: Callable[[str], bool]) -> bool:
    """Whether at least half of the first lines that are not blank are rows."""
    first = list(islice(filter(str.strip, lines), _LINES_TRIED))
    return 2 * sum(map(is_row, first)) >= len(first)


class _State(Enum):
    """How a line leaves its record."""

    COMPLETE = 0
    OPEN = 1  # it ends within quotes
    BROKEN = 2  # text stands behind a closing quote


def _state(line: str, delimiter: str, *, is_open: bool) -> _State:
    """How `line` leaves its record. `is_open` says whether it begins within quotes."""
    if '"' not in line:
        return _State.OPEN if is_open else _State.COMPLETE
    end = len(line.rstrip("\r\n"))
    begin = -1 if is_open else 0  # of a cell
    while True:
        if begin < 0 or line.startswith('"', begin):
            begin = _INSIDE.match(line, begin + 1).end() + 1  # type: ignore[union-attr]
            if begin > len(line):
                return _State.OPEN
            if begin < end and not line.startswith(delimiter, begin):
                return _State.BROKEN
        begin = line.find(delimiter, begin)
        if begin < 0:
            return _State.COMPLETE
        begin += len(delimiter)
