"""CSV as rules see it: rows of cells that remember whether they were quoted."""

import re
from dataclasses import dataclass
from typing import Final

from msgspec import Struct

from exporters.checks.parsed import UnreadableError

MARK: Final = "\ufeff"
_CELL: Final = r'(?:"(?>(?:[^"]++|"")*)"|[^",\r\n]*+)'
_CELLS: Final = re.compile(rf"(?>(?:{_CELL},)*)")
_ROW: Final = re.compile(rf"({_CELL}(?>(?:,{_CELL})*))(\r\n|\n|\r|\Z)")
_QUOTED: Final = re.compile(r'"((?>(?:[^"]++|"")*))"')
_BREAK: Final = re.compile(r"\r\n|\r|\n")


class Row(Struct, eq=False, gc=False):
    """One record; `end` is its line end, "" where the file ends without one."""

    line: int
    cells: list[str]
    quoted: list[int]  # the columns whose cells stand in quotation marks
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedCsv:
    """A readable table."""

    mark: bool  # a byte order mark stands before it
    header: Row
    rows: list[Row]

    def column(self, name: str) -> list[str]:
        """The cells under `name`; "" where the column or the cell is missing."""
        at = self.header.cells.index(name) if name in self.header.cells else None
        return [row.cells[at] if at is not None and at < len(row.cells) else "" for row in self.rows]


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
    return ParsedCsv(mark=mark, header=rows[0] if rows else Row(1, [], [], ""), rows=rows[1:])


def _rows(text: str) -> list[Row]:
    rows: list[Row] = []
    at, line = 0, 1
    while at < len(text):
        found = _ROW.match(text, at)
        if found is None:
            line += _breaks(_CELLS.match(text, at)[0])  # type: ignore[index]
            seen = "a quotation mark that is not closed, or stands inside a cell without quotes"
            raise UnreadableError("csv-not-wellformed", seen, 'quote the whole cell and write " as ""', line)
        written, end = found.groups()
        cells, quoted = _cells(written) if '"' in written else (written.split(","), [])
        rows.append(Row(line, cells, quoted, end))
        line += 1 + _breaks(written)
        at = found.end()
    return rows


def _cells(written: str) -> tuple[list[str], list[int]]:
    """The cells of a row, and which of them are quoted: those that are left as one mark when what it holds is gone."""
    cells = _QUOTED.sub('"', written).split(",")
    quoted = [i for i, cell in enumerate(cells) if cell == '"']
    for i, inside in zip(quoted, _QUOTED.findall(written), strict=True):
        cells[i] = inside.replace('""', '"')
    return cells, quoted


def _breaks(written: str) -> int:
    return len(_BREAK.findall(written)) if "\n" in written or "\r" in written else 0
