"""Rules about a CSV file. Spec: RFC 4180; OWASP "CSV Injection"."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from msgspec import Struct

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import UnreadableDocumentError
from exporters.checks.values import media_type_findings
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.support.lazy_regex import lazy_regex

MARK: Final = "\ufeff"
_CELL: Final = r'(?:"(?>(?:[^"]++|"")*)"|[^",\r\n]*+)'
_CELLS: Final = lazy_regex(rf"(?>(?:{_CELL},)*)")
_ROW: Final = lazy_regex(rf"({_CELL}(?>(?:,{_CELL})*))(\r\n|\n|\r|\Z)")
_QUOTED_CELL: Final = lazy_regex(r'"((?>(?:[^"]++|"")*))"')
_BREAK: Final = lazy_regex(r"\r\n|\r|\n")


class CsvRecord(Struct, eq=False, gc=False):
    """One record; `end` is its line end, "" where the file ends without one."""

    line: int
    cells: list[str]
    quoted: list[int]  # the indexes of the cells in quotation marks
    end: str


class ParsedCsv(Struct, frozen=True, kw_only=True):
    """A CSV table: its header and its rows."""

    mark: bool  # whether a byte order mark precedes the header
    header: CsvRecord
    rows: list[CsvRecord]

    def column(self, name: str) -> list[str]:
        """Return the cells of the column `name`; "" if the column or the cell is missing."""
        at = self.header.cells.index(name) if name in self.header.cells else None
        return [row.cells[at] if at is not None and at < len(row.cells) else "" for row in self.rows]


def csv_table(data: bytes) -> ParsedCsv:
    """Return the table in `data`. Spec: RFC 4180 §2.

    Raises UnreadableDocumentError: not UTF-8, or a misplaced quotation mark.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = 1 + data.count(b"\n", 0, error.start)
        raise UnreadableDocumentError("text-not-utf8", "bytes that are not UTF-8", "write UTF-8", line) from None
    mark = text.startswith(MARK)
    rows = _rows(text.removeprefix(MARK))
    return ParsedCsv(mark=mark, header=rows[0] if rows else CsvRecord(1, [], [], ""), rows=rows[1:])


def _rows(text: str) -> list[CsvRecord]:
    rows: list[CsvRecord] = []
    at, line = 0, 1
    while at < len(text):
        match = _ROW.match(text, at)
        if match is None:
            line += _breaks(_CELLS.match(text, at)[0])  # type: ignore[index]
            message = "a quotation mark that is not closed, or stands inside a cell without quotes"
            raise UnreadableDocumentError("csv-not-wellformed", message, 'quote the whole cell and write " as ""', line)
        row, end = match.groups()
        cells, quoted = _cells(row) if '"' in row else (row.split(","), [])
        rows.append(CsvRecord(line, cells, quoted, end))
        line += 1 + _breaks(row)
        at = match.end()
    return rows


def _cells(row: str) -> tuple[list[str], list[int]]:
    """Return the cells of a row, and the indexes of the quoted ones."""
    cells = _QUOTED_CELL.sub('"', row).split(",")
    quoted = [i for i, cell in enumerate(cells) if cell == '"']
    for i, content in zip(quoted, _QUOTED_CELL.findall(row), strict=True):
        cells[i] = content.replace('""', '"')
    return cells, quoted


def _breaks(row: str) -> int:
    return len(_BREAK.findall(row)) if "\n" in row or "\r" in row else 0


_FORMULA: Final = lazy_regex(r"[\t\r]|[\s;]*[=+\-@＝＋－＠]")  # how a formula begins in a spreadsheet
_GUARD: Final = lazy_regex(r"(?:\A|(?<=[;\t\r\n]))'(?='*[^\S\t\r\n]*[=+\-@\t\r＝＋－＠])")
_NUMBER: Final = lazy_regex(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_NEEDS_QUOTES: Final = lazy_regex(r'[,"\r\n]|\A\s|\s\Z')


def byte_order_mark(table: ParsedCsv) -> Iterator[Finding]:
    """Programs read it as part of the first header. Spec: Unicode §23.8; RFC 4180 §2."""
    if table.mark:
        message, fix = "a byte order mark before the first header", "remove it unless a spreadsheet needs it"
        yield Finding(rule="csv-byte-order-mark", message=message, fix=fix, level=Level.WARNING, line=1)


def header_empty(table: ParsedCsv) -> Iterator[Finding]:
    """Programs address a column by its name. Spec: RFC 4180 §2.3; CSVW "Metadata Vocabulary" §5.6."""
    for i, cell in enumerate(table.header.cells):
        if not cell.strip():
            message = f"the header of column {i + 1} is empty"
            yield Finding(rule="csv-header-empty", message=message, fix="write a name", line=1)


def header_repeated(table: ParsedCsv) -> Iterator[Finding]:
    """Programs that read rows by name lose one of the two. Spec: CSVW "Metadata Vocabulary" §5.6: unique names."""
    names = set[str]()
    for cell in table.header.cells:
        if cell and cell in names:
            message = f"the header {quote_value(cell)} twice"
            yield Finding(rule="csv-header-repeated", message=message, fix="give every column its own", line=1)
        names.add(cell)


def columns_differ(table: ParsedCsv) -> Iterator[Finding]:
    """Values land in the wrong column, or programs refuse the file. Spec: RFC 4180 §2.4."""
    count = len(table.header.cells)
    for row in table.rows:
        if len(row.cells) != count:
            message, fix = f"{len(row.cells)} columns", f"write {count}, as in the header"
            yield Finding(rule="csv-columns-differ", message=message, fix=fix, line=row.line)


def line_end_wrong(table: ParsedCsv) -> Iterator[Finding]:
    """Strict parsers end a row at CR LF alone. Spec: RFC 4180 §2.1."""
    record = next((row for row in _records(table) if row.end not in {"\r\n", ""}), None)
    if record:
        message = f"a row ends with {'LF' if record.end == chr(10) else 'CR'} instead of CR LF"
        yield Finding(
            rule="csv-line-end-wrong", message=message, fix="end it with CR LF", level=Level.WARNING, line=record.line
        )


def quote_needless(table: ParsedCsv) -> Iterator[Finding]:
    """Files grow, and naive parsers keep the marks. Spec: RFC 4180 §2.5: "may or may not"."""
    for row in _records(table):
        for i in row.quoted:
            cell = row.cells[i]
            if not ("," in cell or _NEEDS_QUOTES.search(cell)) and (cell or len(row.cells) > 1):
                message = f"quotation marks around {quote_value(cell)}"
                fix = "remove them"
                place = _column_name(table, i)
                yield Finding(
                    rule="csv-quote-needless", message=message, fix=fix, level=Level.WARNING, line=row.line, field=place
                )
                return


def formula_in_cell(table: ParsedCsv) -> Iterator[Finding]:
    """A spreadsheet calculates it, and may call programs or send data away. Spec: OWASP "CSV Injection"."""
    for row in _records(table):
        for i in [i for i, cell in enumerate(row.cells) if not cell[:1].isalnum() and _FORMULA.match(cell)]:
            cell = row.cells[i]
            if not _NUMBER.fullmatch(cell):
                begin = cell.lstrip()[:1] or cell[0]
                message = f"a cell begins with {quote_value(begin)}: {quote_value(cell)}"
                yield Finding(
                    rule="csv-formula",
                    message=message,
                    fix="put ' before it",
                    line=row.line,
                    field=_column_name(table, i),
                )


def enclosure_wrong(table: ParsedCsv) -> Iterator[Finding]:
    """Programs that fetch files by the table fail. Spec: as RSS 2.0 <enclosure>, which has the same three values."""
    if "enclosure_url" not in table.header.cells:
        return
    names = ("enclosure_url", "enclosure_type", "enclosure_length")
    for row, url, media_type, length in zip(table.rows, *map(table.column, names), strict=True):
        wrong = []
        if not url and (media_type or length):
            wrong.append((names[0], "an enclosure without url", "write its url"))
        if media_type:
            found = media_type_findings(remove_guards(media_type))
            wrong += [(names[1], each.message, each.fix) for each in found]
        if length and not (length.isascii() and length.isdigit()):
            wrong.append((names[2], f"the length {quote_value(length)} of an enclosure", "write the number of bytes"))
        for name, message, fix in wrong:
            yield Finding(rule="csv-enclosure-wrong", message=message, fix=fix, line=row.line, field=name)


def remove_guards(cell: str) -> str:
    """Return the text of a cell without each `'` that guards a formula. Spec: OWASP "CSV Injection"."""
    return _GUARD.sub("", cell) if "'" in cell else cell


def _records(table: ParsedCsv) -> Iterator[CsvRecord]:
    yield table.header
    yield from table.rows


def _column_name(table: ParsedCsv, column: int) -> str:
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
    enclosure_wrong,
)


Schemas = list[tuple[str, dict[str, Any]]]  # each with its path


def csvw(value: Any) -> Schemas:
    """Return the table schemas in a JSON value. Raises UnreadableDocumentError if it is not an object."""
    if not isinstance(value, dict):
        raise UnreadableDocumentError("csvw-root-wrong", "JSON that is not an object", "write one object", 1)
    tables = value.get("tables")
    if not isinstance(tables, list):
        return [("tableSchema", _object(value.get("tableSchema")))]
    return [(f"tables[{i}].tableSchema", _object(_object(table).get("tableSchema"))) for i, table in enumerate(tables)]


def columns_missing(schemas: Schemas) -> Iterator[Finding]:
    """Without them, programs read every column as text. Spec: CSVW §5.5 columns, §5.6 name."""
    for path, schema in schemas:
        if not _names(schema):
            message, fix = "no columns with names", "list every column with its name and datatype"
            yield Finding(rule="csvw-columns-missing", message=message, fix=fix, field=f"{path}.columns")


def key_missing(schemas: Schemas) -> Iterator[Finding]:
    """Databases tell rows apart by it. Spec: CSVW §5.5 primaryKey."""
    for path, schema in schemas:
        if not schema.get("primaryKey"):
            message, fix = "no primary key", "name the column whose values are unique: id"
            yield Finding(rule="csvw-key-missing", message=message, fix=fix, field=f"{path}.primaryKey")


def key_unknown(schemas: Schemas) -> Iterator[Finding]:
    """Validators refuse it. Spec: CSVW §5.1.4 column reference."""
    for path, schema in schemas:
        key, names = schema.get("primaryKey"), _names(schema)
        for name in key if isinstance(key, list) else [key]:
            if name and names and name not in names:
                message, fix = (
                    f"the primary key {quote_value(name)} is not a column",
                    f"name one of {', '.join(names)[:80]}",
                )
                yield Finding(rule="csvw-key-unknown", message=message, fix=fix, field=f"{path}.primaryKey")


def _names(schema: dict[str, Any]) -> list[str]:
    columns = schema.get("columns")
    if not isinstance(columns, list):
        return []
    return [name for column in columns if isinstance(name := _object(column).get("name"), str) and name]


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


METADATA_RULES: Final[tuple[Callable[[Schemas], Iterator[Finding]], ...]] = (columns_missing, key_missing, key_unknown)
