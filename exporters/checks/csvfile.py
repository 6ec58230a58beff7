"""Rules about a CSV file. Spec: RFC 4180; OWASP "CSV Injection"."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_csv import ParsedCsv, Row
from exporters.diagnostics.diagnostic import Level, shown

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # what makes a spreadsheet calculate
_BEGINS: Final = frozenset(FORMULA)
_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_NEEDS_QUOTES: Final = re.compile(r'[,"\r\n]|\A\s|\s\Z')


def byte_order_mark(table: ParsedCsv) -> Iterator[Finding]:
    """Programs take it for a part of the first header. Spec: Unicode §23.8; RFC 4180 §2."""
    if table.mark:
        seen, right = "a byte order mark before the first header", "leave it out unless a spreadsheet needs it"
        yield Finding(slug="csv-byte-order-mark", seen=seen, right=right, level=Level.WARNING, line=1)


def header_empty(table: ParsedCsv) -> Iterator[Finding]:
    """Programs address a column by its name. Spec: RFC 4180 §2.3; CSVW "Metadata Vocabulary" §5.6."""
    for i, cell in enumerate(table.header.cells):
        if not cell.strip():
            seen = f"the header of column {i + 1} is empty"
            yield Finding(slug="csv-header-empty", seen=seen, right="write a name", line=1)


def header_repeated(table: ParsedCsv) -> Iterator[Finding]:
    """Programs that read rows by name lose one of the two. Spec: CSVW "Metadata Vocabulary" §5.6: unique names."""
    told = set[str]()
    for cell in table.header.cells:
        if cell and cell in told:
            seen = f"the header {shown(cell)} twice"
            yield Finding(slug="csv-header-repeated", seen=seen, right="give every column its own", line=1)
        told.add(cell)


def columns_differ(table: ParsedCsv) -> Iterator[Finding]:
    """Values land in the wrong column, or programs refuse the file. Spec: RFC 4180 §2.4."""
    wanted = len(table.header.cells)
    for row in table.rows:
        if len(row.cells) != wanted:
            seen, right = f"{len(row.cells)} columns", f"write {wanted}, as in the header"
            yield Finding(slug="csv-columns-differ", seen=seen, right=right, line=row.line)


def line_end_wrong(table: ParsedCsv) -> Iterator[Finding]:
    """Strict parsers end a row at CR LF alone. Spec: RFC 4180 §2.1."""
    wrong = next((row for row in _all(table) if row.end not in {"\r\n", ""}), None)
    if wrong:
        seen = f"a row ends with {'LF' if wrong.end == chr(10) else 'CR'} alone"
        yield Finding(
            slug="csv-line-end-wrong", seen=seen, right="end it with CR LF", level=Level.WARNING, line=wrong.line
        )


def quote_needless(table: ParsedCsv) -> Iterator[Finding]:
    """Files grow, and naive parsers keep the marks. Spec: RFC 4180 §2.5: "may or may not"."""
    for row in _all(table):
        for i in row.quoted:
            cell = row.cells[i]
            if not ("," in cell or _NEEDS_QUOTES.search(cell)) and (cell or len(row.cells) > 1):
                seen = f"quotation marks around {shown(cell)}"
                right = "leave them out"
                place = _name(table, i)
                yield Finding(
                    slug="csv-quote-needless", seen=seen, right=right, level=Level.WARNING, line=row.line, field=place
                )
                return


def formula_in_cell(table: ParsedCsv) -> Iterator[Finding]:
    """A spreadsheet calculates it, and may call programs or send data away. Spec: OWASP "CSV Injection"."""
    for row in _all(table):
        for i in [i for i, cell in enumerate(row.cells) if cell[:1] in _BEGINS]:
            cell = row.cells[i]
            if not _NUMBER.fullmatch(cell):
                seen = f"a cell begins with {shown(cell[0])}: {shown(cell)}"
                yield Finding(
                    slug="csv-formula", seen=seen, right="put ' before it", line=row.line, field=_name(table, i)
                )


def _all(table: ParsedCsv) -> Iterator[Row]:
    yield table.header
    yield from table.rows


def _name(table: ParsedCsv, column: int) -> str:
    cells = table.header.cells
    return cells[column] if column < len(cells) else f"column {column + 1}"


RULES: Final[tuple[Callable[[ParsedCsv], Iterator[Finding]], ...]] = (
    byte_order_mark,
    header_empty,
    header_repeated,
    columns_differ,
    line_end_wrong,
    quote_needless,
    formula_in_cell,
)
