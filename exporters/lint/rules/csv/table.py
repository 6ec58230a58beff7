"""Rules about tables that only lint applies: delimiter, header, blank rows, characters."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.csvfile import CsvRecord, ParsedCsv
from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Level, quote_value

_NO_NAME: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?|\d{4}-\d\d-\d\d.*|https?://.*|\S+@\S+\.\S+", re.ASCII)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NAMES: Final = {";": "a semicolon", "\t": "a tab", "|": "a vertical bar"}


def delimiter_unusual(delimiter: str, first: str) -> Iterator[Finding]:
    """Programs read each row as one cell. Spec: RFC 4180 §2.4: cells are "separated by commas"."""
    if delimiter != ",":
        message = f"{_NAMES[delimiter]} between the columns"
        column = first.find(delimiter) + 1
        yield Finding(
            rule="csv-delimiter-unusual",
            message=message,
            fix="write a comma",
            level=Level.WARNING,
            line=1,
            column=column,
        )


def header_missing(table: ParsedCsv) -> Iterator[Finding]:
    """Programs take the first row for names. Spec: RFC 4180 §2.3; CSVW "Metadata Vocabulary" §5.6."""
    values = [cell for cell in table.header.cells if _NO_NAME.fullmatch(cell.strip())]
    if values:
        message = f"{quote_value(values[0])} is no name of a column"
        fix = "begin with a row of names"
        yield Finding(rule="csv-header-missing", message=message, fix=fix, level=Level.WARNING, line=1, field=values[0])


def header_space(table: ParsedCsv) -> Iterator[Finding]:
    """Programs don't find the column. Spec: RFC 4180 §2.4: "Spaces are considered part of a field"."""
    for cell in table.header.cells:
        if cell.strip() and cell != cell.strip():
            message = f"white space around the name {quote_value(cell)}"
            yield Finding(
                rule="csv-header-space",
                message=message,
                fix=f"write {quote_value(cell.strip())}",
                level=Level.WARNING,
                line=1,
                field=cell,
            )


def row_blank(table: ParsedCsv) -> Iterator[Finding]:
    """Programs read a row without values, or end there. Spec: RFC 4180 §2: each record has the same fields."""
    for row in table.rows:
        if is_blank(row) and len(table.header.cells) > 1:
            fix = "remove it"
            yield Finding(rule="csv-row-blank", message="a blank row", fix=fix, level=Level.WARNING, line=row.line)


def control_character(table: ParsedCsv) -> Iterator[Finding]:
    """Programs end the cell there, or refuse the file. Spec: RFC 4180 §2, TEXTDATA."""
    for row in (table.header, *table.rows):
        for number, cell in enumerate(row.cells):
            if found := _CONTROL.search(cell):
                message = f"the control character U+{ord(found[0]):04X} in {quote_value(cell)}"
                name = table.header.cells[number] if number < len(table.header.cells) else ""
                yield Finding(rule="csv-control-character", message=message, fix="remove it", line=row.line, field=name)


def is_blank(row: CsvRecord) -> bool:
    """Whether a row has nothing at all, not even a delimiter."""
    return row.cells == [""] and not row.quoted


RULES: Final[tuple[Callable[[ParsedCsv], Iterator[Finding]], ...]] = (
    header_missing,
    header_space,
    row_blank,
    control_character,
)
