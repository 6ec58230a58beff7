"""CSV as rules see it: rows of cells that remember whether they were quoted."""

import re
from dataclasses import dataclass
from typing import Final

from exporters.checks.parsed import UnreadableError

MARK: Final = "\ufeff"
_CELL: Final = re.compile(r'(?:"((?:[^"]++|"")*+)"|([^",\r\n]*+))(,|\r\n|\n|\r|\Z)')


@dataclass(frozen=True, slots=True)
class Cell:
    """One value."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One record; `end` is its line end, "" where the file ends without one."""

    line: int
    cells: list[Cell]
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedCsv:
    """A readable table."""

    mark: bool  # a byte order mark stands before it
    header: Row
    rows: list[Row]

    def column(self, name: str) -> list[str]:
        """The cells under `name`; "" where the column or the cell is missing."""
        at = next((i for i, cell in enumerate(self.header.cells) if cell.text == name), None)
        return [row.cells[at].text if at is not None and at < len(row.cells) else "" for row in self.rows]


def csv_table(data: bytes) -> ParsedCsv:
    """The table in `data`. Spec: RFC 4180 §2.

    Raises UnreadableError: not UTF-8, or a quote where none may stand.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = 1 + data.count(b"\n", 0, error.start)
        raise UnreadableError("text-not-utf8", "bytes that are not UTF-8", "write UTF-8", line) from None
    mark = text.startswith(MARK)
    rows = _rows(text.removeprefix(MARK))
    return ParsedCsv(mark=mark, header=rows[0] if rows else Row(line=1, cells=[], end=""), rows=rows[1:])


def _rows(text: str) -> list[Row]:
    rows: list[Row] = []
    cells: list[Cell] = []
    at, line, began = 0, 1, 1
    while at < len(text) or cells:
        found = _CELL.match(text, at)
        if found is None:
            seen = "a quotation mark that is not closed, or stands inside a cell without quotes"
            raise UnreadableError("csv-not-wellformed", seen, 'quote the whole cell and write " as ""', line)
        quoted, bare, end = found.groups()
        cells.append(Cell(bare if quoted is None else quoted.replace('""', '"'), quoted is not None))
        if quoted:
            line += len(re.findall(r"\r\n|\r|\n", quoted))
        if end != ",":
            rows.append(Row(line=began, cells=cells, end=end))
            cells, line = [], line + 1
            began = line
        at = found.end()
    return rows
