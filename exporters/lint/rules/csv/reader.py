"""Read a table with any delimiter: go on after quotation marks in wrong places, and note where each cell begins."""

import re
from functools import lru_cache
from typing import Final

from msgspec import Struct, field

from exporters.checks.csvfile import CsvRecord
from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import quote_value
from exporters.lint.line_table import LineTable

MOST_PROBLEMS: Final = 200
_QUOTED: Final = re.compile(r'"(?>(?:[^"]++|"")*)"')
_BREAK: Final = re.compile(r"\r\n|\r|\n")


class TableReader(Struct):
    """Reads one text. After `read`: its rows, and its problems."""

    text: str
    delimiter: str
    rows: list[CsvRecord] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)  # the offset of each row
    _lines: LineTable = field(default_factory=lambda: LineTable(""))
    _last: tuple[int, list[int]] = (-1, [])  # a row, and the offsets of its cells

    def read(self) -> None:
        """Read the text. Spec: RFC 4180 §2."""
        self._lines = LineTable(self.text)
        at = 0
        while at < len(self.text):
            self._starts.append(at)
            at = self._row(at)

    def place(self, row: int, column: int) -> tuple[int, int]:
        """Return the line and the column of a cell, both from 1."""
        if self._last[0] != row:
            self._last = (row, self._cell_offsets(self._starts[row]))
        offsets = self._last[1]
        return self._lines.place(offsets[min(column, len(offsets) - 1)])

    def _cell_offsets(self, at: int) -> list[int]:
        offsets = [at]
        end = self._cell(at)[0]
        while self.text[end : end + 1] == self.delimiter:
            offsets.append(end + 1)
            end = self._cell(end + 1)[0]
        return offsets

    def _row(self, at: int) -> int:
        """Read the row at an offset; return that of the next one."""
        record = CsvRecord(self._lines.place(at)[0], [], [], "")
        self.rows.append(record)
        while True:
            end, problem = self._cell(at)
            cell = self.text[at:end]
            if problem:
                self._report(f"{problem} {quote_value(cell)}", at)
            elif cell.startswith('"'):
                record.quoted.append(len(record.cells))
                cell = cell[1:-1].replace('""', '"')
            record.cells.append(cell)
            if self.text[end : end + 1] != self.delimiter:
                found = _BREAK.match(self.text, end)
                record.end = found[0] if found else ""
                return end + len(record.end)
            at = end + 1

    def _cell(self, at: int) -> tuple[int, str]:
        """Return where the cell at an offset ends, and its problem."""
        if found := _cell_pattern(self.delimiter).match(self.text, at):
            return found.end(), ""
        if self.text.startswith('"', at):
            quoted = _QUOTED.match(self.text, at)
            if quoted is None:
                return len(self.text), "a quotation mark that is not closed:"
            return self._next_end(quoted.end()), "text after the closing quotation mark of"
        return self._next_end(at), "a quotation mark within"

    def _next_end(self, at: int) -> int:
        found = _rest_pattern(self.delimiter).match(self.text, at)
        return found.end() if found else len(self.text)

    def _report(self, message: str, at: int) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            line, column = self._lines.place(at)
            fix = 'quote the whole cell and write " as ""'
            self.problems.append(Finding(rule="csv-not-wellformed", message=message, fix=fix, line=line, column=column))


@lru_cache(maxsize=8)
def _cell_pattern(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    return re.compile(rf'(?:"(?>(?:[^"]++|"")*)"|[^"{mark}\r\n]*+)(?=[{mark}\r\n]|\Z)')


@lru_cache(maxsize=8)
def _rest_pattern(delimiter: str) -> re.Pattern[str]:
    return re.compile(rf"[^{re.escape(delimiter)}\r\n]*+")
