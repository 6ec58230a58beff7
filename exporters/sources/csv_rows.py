"""Tables in CSV: the first row names the columns, each further row is an article. Spec: RFC 4180."""

import io
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final, TextIO

from exporters.diagnostics.diagnostic import Diagnostic, Level, clip_text
from exporters.errors import ArticleError
from exporters.repair.article import FIELDS
from exporters.sources.csv_cells import CsvCell, CsvSyntaxError, count_cells, read_cells, split_records
from exporters.sources.encodings import BYTES_AS_SURROGATES, NAMES, UNDECODED, detect_encoding
from exporters.sources.frontmatter.marks import FieldMark, MarkedDocument, is_private_key
from exporters.sources.row_fields import BODIES, PLAIN_NAMES, read_row
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

_DELIMITERS: Final = {
    ",": ("a comma", "commas"),
    ";": ("a semicolon", "semicolons"),
    "\t": ("a tab", "tabs"),
    "|": ("a bar", "bars"),
}
_KNOWN: Final = {name.lower(): name for name in (*FIELDS, *PLAIN_NAMES, *BODIES)}
_LISTS: Final = frozenset({"tags", "topics", "author"})
_NUMBERS: Final = frozenset({"quality", "heat"})
_NUMBER: Final = lazy_regex(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_FLAGS: Final = {"true": True, "false": False}
_SEPARATOR: Final = lazy_regex(r"sep=([,;\t|])[\r\n]*")  # how Excel lets a first line name the delimiter
_START: Final = TextPosition(1, 1)
_MOST_COLUMNS: Final = 1_000
_MOST_HEADER: Final = 1 << 16  # characters of the names of all columns
_MOST_STEPS: Final = 8  # of a name such as provider.name, which has two
_PARTS: Final = ("|", ";", ",")  # what may part the entries of a cell, the surest first


class CsvSource:
    """Reads rows of a table."""

    name = "csv"
    suffixes = (".csv", ".tsv")

    def recognises(self, head: bytes) -> bool:
        """Whether the first line has two known names of columns."""
        encoding = detect_encoding(io.BytesIO(head))
        text = head.decode(encoding, "replace")
        return _known_names(text, _delimiter(text)) >= 2

    def items(self, file: SourceFile) -> Iterator[SourceItem]:
        """Each row below the names of the columns."""
        with file.open() as stream:
            encoding = detect_encoding(stream)
            stream.seek(0)
            has_returns = _has_returns(stream.read(_MOST_HEADER), encoding)
            stream.seek(0)
            newline = None if has_returns else "\n"
            with io.TextIOWrapper(stream, encoding, errors=BYTES_AS_SURROGATES, newline=newline) as text:
                yield from self._rows(text, encoding, has_returns=has_returns)

    def _rows(self, text: TextIO, encoding: str, *, has_returns: bool) -> Iterator[SourceItem]:
        first, sample = _first_line(text)
        if not sample.strip():
            raise unfit("rows-missing", "no names of columns", "write title,url,date,… in the first line", _START)
        named = _SEPARATOR.fullmatch(sample)
        delimiter = named[1] if named else _delimiter(sample)
        columns: list[str] = []
        records = split_records(
            text, delimiter, MOST_ITEM_BYTES, lambda line: not columns or _has_cells(line, delimiter, len(columns))
        )
        notes = tuple(_notes(encoding, delimiter, has_returns=has_returns))
        context = b""
        for record in records:
            place = TextPosition(record.line, 1)
            if named and record.line == first:
                continue
            if not columns:
                columns = _columns(record.text, delimiter, encoding, record.line)
                context = json.dumps([delimiter, encoding, columns]).encode()
            elif record.text is None:
                yield too_large(place)
            else:
                data = record.text.encode("utf-8", "surrogatepass")
                yield (
                    SourceItem(data, place, context=context, notes=notes)
                    if len(data) <= MOST_ITEM_BYTES
                    else (too_large(place))
                )
                notes = ()

    def content(self, item: SourceItem) -> ItemContent:
        """The fields and the body of a row."""
        delimiter, encoding, columns = json.loads(item.context)
        text = item.data.decode("utf-8", "surrogatepass")
        places = PositionFinder(text, item.place.line)
        _check_bytes(text, encoding, places)
        try:
            cells = read_cells(text, delimiter, len(columns) + 1)
            count = len(cells) if len(cells) == len(columns) else count_cells(text, delimiter)
        except CsvSyntaxError as error:
            raise ArticleError(item_problem("csv-syntax", error.message, error.fix, places.at(error.offset))) from None
        if count != len(columns):
            message = f"{_format_count(count, 'cell')} in a table of {_format_count(len(columns), 'column')}"
            fix = f"write one cell for each column; put a cell that contains {_DELIMITERS[delimiter][0]} in quotes"
            raise ArticleError(item_problem("csv-columns", message, fix, places.at(cells[-1].offset)))
        root = FieldMark(0, children={})
        value: dict[str, Any] = {}
        for column, cell in zip(columns, cells, strict=True):
            if cell.text.strip():
                _put(value, root, _path(column), cell)
        return read_row(MarkedDocument(value, root, places), 1)


def _has_cells(line: str, delimiter: str, count: int) -> bool:
    """Whether a line alone has so many cells."""
    try:
        return count_cells(line.rstrip("\r\n"), delimiter) == count
    except CsvSyntaxError:
        return False


def _has_returns(head: bytes, encoding: str) -> bool:
    """Whether a CR alone ends the lines, as once on the Mac."""
    text = head.decode(encoding, "replace")
    return "\r" in text and "\n" not in text


def _first_line(text: TextIO) -> tuple[int, str]:
    """The first line that is not blank, with its number; the text is at its beginning again."""
    number, line = 1, text.readline(MOST_ITEM_BYTES)
    while line and not line.strip():
        number, line = number + line.endswith("\n"), text.readline(MOST_ITEM_BYTES)
    text.seek(0)
    return number, line


def _format_count(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _check_bytes(text: str, encoding: str, places: PositionFinder) -> None:
    """Raise ArticleError at the first byte that is none of the encoding."""
    if found := UNDECODED.search(text):
        message = f"the byte 0x{ord(found[0]) - 0xDC00:02X} is not {NAMES[encoding]}"
        raise unfit("not-utf-8", message, "save the file as UTF-8", places.at(found.start()))


def _path(column: str) -> list[str]:
    """The path that the name of a column stands for: `provider.name`."""
    first = column.partition(".")[0]
    return column.split(".") if first in FIELDS else [column]


def _delimiter(text: str) -> str:
    """What parts the cells of the first line: of what may, that which makes the most known names, then most cells."""
    line = text.partition("\n")[0].rstrip("\r")
    return max(_DELIMITERS, key=lambda each: (_known_names(line, each), line.count(each)))


def _known_names(text: str, delimiter: str) -> int:
    try:
        cells = read_cells(text.partition("\n")[0].rstrip("\r"), delimiter)
    except CsvSyntaxError:
        return 0
    return sum(cell.text.strip().partition(".")[0].lower() in _KNOWN for cell in cells)


def _columns(text: str | None, delimiter: str, encoding: str, line: int) -> list[str]:
    """The names of the columns. Raises ArticleError with every problem."""
    if text is None or len(text) > _MOST_HEADER:
        message = f"names of columns of more than {_MOST_HEADER:,} characters"
        raise unfit("csv-header", message, "write short names: title,url,date,…", TextPosition(line, 1))
    places = PositionFinder(text, line)
    _check_bytes(text, encoding, places)
    try:
        cells = read_cells(text, delimiter)
    except CsvSyntaxError as error:
        raise unfit("csv-syntax", error.message, error.fix, places.at(error.offset)) from None
    if len(cells) > _MOST_COLUMNS:
        place = places.at(cells[_MOST_COLUMNS].offset)
        raise unfit("csv-header", f"{len(cells):,} columns", f"keep at most {_MOST_COLUMNS:,} columns", place)
    names = [_column(cell.text.strip()) for cell in cells]
    problems: list[Diagnostic] = []
    for at, (name, cell) in enumerate(zip(names, cells, strict=True)):
        place = places.at(cell.offset)
        if not name and any(names[at:]):
            problems.append(item_problem("csv-header", "a column without a name", "name it, or remove it", place))
        elif name and name in names[:at]:
            problems.append(
                item_problem("csv-header", "a column that appears twice", "keep one of them", place, clip_text(name))
            )
        if len(_path(name)) > _MOST_STEPS:
            message, fix = f"more than {_MOST_STEPS} names with dots between them", "write provider.name, or less deep"
            problems.append(item_problem("csv-header", message, fix, place, clip_text(name)))
    if not any(name.partition(".")[0] in (*FIELDS, *PLAIN_NAMES, *BODIES) for name in names):
        seen = ", ".join(clip_text(name) for name in names[:5])
        message = f"no known name among the columns ({seen})"
        problems.append(
            item_problem("csv-header", message, "name the columns title, url, date, …", TextPosition(line, 1))
        )
    if problems:
        raise ArticleError(problems)
    return names


def _column(name: str) -> str:
    """The name of a column; of a known one in its own capitals."""
    first, dot, rest = name.partition(".")
    return _KNOWN.get(first.lower(), first) + dot + rest


def _notes(encoding: str, delimiter: str, *, has_returns: bool) -> Iterator[Diagnostic]:
    """What was found out of a table, where it is not what most are."""
    found = [] if delimiter == "," else [f"{_DELIMITERS[delimiter][1]} between cells"]
    if encoding not in ("utf-8", "utf-8-sig"):
        found.append(f"the encoding {NAMES[encoding]}")
    if has_returns:
        found.append("lines that end with CR")
    if found:
        yield Diagnostic(
            "csv-dialect",
            " and ".join(found),
            "no change needed if the articles look right",
            Level.NOTE,
            line=1,
            column=1,
        )


def _put(value: dict[str, Any], mark: FieldMark, path: Sequence[str], cell: CsvCell) -> None:
    """Put the value of a cell at `path`, such as `provider.name`, but for what is private."""
    for name in path:
        if is_private_key(name, PRIVATE_KEYS):
            return
    *outer, last = path
    for name in outer:
        inner = value.setdefault(name, {})
        if not isinstance(inner, dict):
            return  # `provider` and `provider.name` are both columns
        child = _children(mark).setdefault(name, FieldMark(cell.offset, children={}))
        value, mark = inner, child
    if isinstance(value.get(last), dict):
        return
    value[last] = _value(last, cell.text, is_top=not outer)
    child = FieldMark(cell.offset, cell.text, children={})
    if isinstance(value[last], list):
        child.children = {at: FieldMark(cell.offset, each) for at, each in enumerate(value[last])}
    _children(mark)[last] = child


def _children(mark: FieldMark) -> dict[str | int, FieldMark]:
    if mark.children is None:
        mark.children = {}
    return mark.children


def _value(name: str, text: str, *, is_top: bool) -> Any:
    """A cell as the value that its column holds: all cells are text."""
    written = text.strip()
    if not is_top:
        return text
    if name in _LISTS:
        return _entries(written, parts=_PARTS if name != "author" else _PARTS[:2])
    if name in _NUMBERS and _NUMBER.fullmatch(written):
        return float(written) if "." in written else int(written)
    if name in ("published", "draft", "removed"):
        return _FLAGS.get(written.lower(), text)
    return text


def _entries(text: str, parts: Sequence[str]) -> list[str]:
    """The entries of a cell that holds a list: JSON, or text with `|`, else `;`, else `,` between the entries."""
    if text.startswith("["):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, list) and all(isinstance(each, str) for each in found):
            return found
    part = next((each for each in parts if each in text), None)
    return [each.strip() for each in text.split(part) if each.strip()] if part else [text]
