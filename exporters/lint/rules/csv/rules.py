"""Judge a table: how it is encoded and written, then its rules, each finding with line and column."""

from bisect import bisect_right
from typing import Final

from msgspec.structs import replace

from exporters.checks import csvfile
from exporters.checks.csvfile import MARK, CsvRecord, ParsedCsv
from exporters.checks.finding import Finding
from exporters.lint.line_table import LineTable
from exporters.lint.recognition import delimiter_of
from exporters.lint.rules.csv import table as of_tables
from exporters.lint.rules.csv.reader import TableReader

_ENCODINGS: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def judge_csv(data: bytes) -> list[Finding]:
    """Return the findings of a table, in document order."""
    text, found = _decode(data)
    mark = text.startswith(MARK) and not found
    text = text.removeprefix(MARK)
    delimiter = delimiter_of(text) or ","
    reader = TableReader(text, delimiter)
    reader.read()
    rows = reader.rows or [CsvRecord(1, [], [], "")]
    table = ParsedCsv(mark=mark, header=rows[0], rows=rows[1:])
    found += [*of_tables.delimiter_unusual(delimiter, text[:1_000]), *reader.problems]
    if any(each.message.startswith("a quotation mark that is not closed") for each in reader.problems):
        table = ParsedCsv(mark=mark, header=rows[0], rows=rows[1:-1])  # the last one holds the rest of the file
    rules = [*csvfile.RULES, *of_tables.RULES]
    if delimiter != ",":
        rules.remove(csvfile.quote_needless)  # it knows commas alone
    columns = {name: number for number, name in reversed([*enumerate(table.header.cells)])}
    found += [_locate(each, table, reader, columns) for rule in rules for each in rule(table)]
    blank = {row.line for row in table.rows if of_tables.is_blank(row)}
    shown = [each for each in found if each.rule != "csv-columns-differ" or each.line not in blank]
    return sorted(shown, key=lambda each: (each.line, each.column))


def _decode(data: bytes) -> tuple[str, list[Finding]]:
    encoding = next((name for mark, name in _ENCODINGS if data.startswith(mark)), "utf-8")
    fix = "write UTF-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        line, column = LineTable(before).place(len(before))
        bytes_found = data[error.start : error.start + 4].hex(" ")
        message = f"bytes that are not {encoding.upper()}: {bytes_found}"
        found = Finding(rule="text-not-utf8", message=message, fix=fix, line=line, column=column)
        return data.decode("utf-16" if encoding == "utf-16" else "cp1252", "replace"), [found]
    if encoding == "utf-8":
        return text, []
    return text, [Finding(rule="text-not-utf8", message="text in UTF-16", fix=fix, line=1, column=1)]


def _locate(finding: Finding, table: ParsedCsv, reader: TableReader, columns: dict[str, int]) -> Finding:
    """Return a finding with the column where its cell begins, as far as it is about a cell."""
    if finding.field not in columns or not finding.line:
        return replace(finding, column=finding.column or 1) if finding.line else finding
    row = 0 if finding.line == 1 else _row_of(finding.line, table)
    line, column = reader.place(row, columns[finding.field])
    return replace(finding, line=line, column=column)


def _row_of(line: int, table: ParsedCsv) -> int:
    return max(1, bisect_right(table.rows, line, key=lambda row: row.line))
