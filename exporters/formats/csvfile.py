"""CSV with one row for each article, and its metadata file. Spec: RFC 4180; CSV on the Web (tabular metadata)."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, BinaryIO, Final, NamedTuple

from msgspec import json

from exporters.formats.enclosures import find_main
from exporters.formats.exporter import DocumentParts, Scope, write_parts
from exporters.model import moment
from exporters.model.article import Article, Provider
from exporters.model.feed import Feed
from exporters.support.lazy_regex import lazy_regex

SEPARATOR: Final = "|"  # between the entries of a list; in an entry it becomes ¦
# A formula may begin at the start of a cell, or where a spreadsheet of another language or a paste splits the text. A
# guarded cell is guarded again, so that removing one `'` restores it.
_FORMULA: Final = lazy_regex(r"(?:\A|(?<=[;\t\r\n]))(?='*[^\S\t\r\n]*[=+\-@\t\r＝＋－＠])")
_NUMBER: Final = lazy_regex(r"[+-]?[0-9]+(?:\.[0-9]+)?")


CellMaker = tuple[Callable[[Article], Any], Callable[[Any], Any]]  # reads a value, and makes a cell of it


class CsvColumn(NamedTuple):
    """A column: its name, its datatype, its description, and the function that reads it from an article."""

    name: str
    datatype: str  # of CSV on the Web
    description: str
    cell: Callable[[Article], Any]
    is_list: bool = False


COLUMNS: Final = (
    CsvColumn("id", "string", "Identity for ever; the primary key", lambda a: a.id),
    CsvColumn("url", "anyURI", "Where the article is read", lambda a: a.url),
    CsvColumn("original_url", "anyURI", "Where it appeared first, when that is not url", lambda a: a.original_url),
    CsvColumn("title", "string", "Headline, plain text", lambda a: a.title),
    CsvColumn("summary", "string", "A few sentences, plain text", lambda a: a.summary),
    CsvColumn("published", "dateTime", "When it was published, UTC", lambda a: moment.rfc3339(a.published)),
    CsvColumn("updated", "dateTime", "When it last changed, UTC", lambda a: moment.rfc3339(a.updated)),
    CsvColumn(
        "authors", "string", "Names of the authors", lambda a: [person.name for person in a.authors], is_list=True
    ),
    CsvColumn("provider_name", "string", "Who published it first", lambda a: a.provider and a.provider.name),
    CsvColumn("provider_domain", "string", "Host name of the provider", lambda a: a.provider and a.provider.domain),
    CsvColumn(
        "provider_image_url",
        "anyURI",
        "Logo of the provider",
        lambda a: _logo(a.provider),
    ),
    CsvColumn("topics", "string", "What it is about", lambda a: a.topics, is_list=True),
    CsvColumn("category", "string", "Part of the site", lambda a: a.category),
    CsvColumn("type", "string", "What it is: article, video", lambda a: a.type),
    CsvColumn("image_url", "anyURI", "First picture", lambda a: a.images[0].url if a.images else None),
    CsvColumn("image_width", "integer", "Pixels", lambda a: a.images[0].width if a.images else None),
    CsvColumn("image_height", "integer", "Pixels", lambda a: a.images[0].height if a.images else None),
    CsvColumn(
        "related_urls",
        "anyURI",
        "Articles on the same matter",
        lambda a: [each.url for each in a.related],
        is_list=True,
    ),
    CsvColumn("quality", "number", "How good it is", lambda a: a.quality),
    CsvColumn("heat", "number", "How much it is talked about", lambda a: a.heat),
    CsvColumn("amp_url", "anyURI", "AMP page", lambda a: a.amp_url),
    CsvColumn("amp_cdn_url", "anyURI", "AMP page on a cache", lambda a: a.amp_cdn_url),
)


# Tables without any file keep their columns as they are: programs may go by the number of a column.
ENCLOSURE_COLUMNS: Final = (
    CsvColumn(
        "enclosure_url", "anyURI", "File such as an episode", lambda a: (file := find_main(a.enclosures)) and file.url
    ),
    CsvColumn(
        "enclosure_type",
        "string",
        "Media type of the file",
        lambda a: (file := find_main(a.enclosures)) and file.media_type,
    ),
    CsvColumn("enclosure_length", "integer", "Bytes", lambda a: (file := find_main(a.enclosures)) and file.length),
    CsvColumn(
        "enclosure_duration", "integer", "Seconds", lambda a: (file := find_main(a.enclosures)) and file.duration
    ),
    CsvColumn(
        "enclosure_title", "string", "Title of the file", lambda a: (file := find_main(a.enclosures)) and file.title
    ),
)


def columns(feed: Feed) -> Sequence[CsvColumn]:
    """The columns of a feed: those of files come last, and only where an article of the site has some."""
    return (*COLUMNS, *ENCLOSURE_COLUMNS) if feed.has_enclosures else COLUMNS


def _logo(provider: Provider | None) -> str | None:
    return provider.image.url if provider and provider.image else None


class CsvExporter:
    """Writes feed.csv and feed.csv-metadata.json."""

    name: Final = "csv"
    media_type: Final = "text/csv"
    filename: Final = "feed.csv"
    scope: Scope = "feed"

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """Write the document of `feed` to `out`: UTF-8 without byte order mark, CRLF. Spec: RFC 4180 §2."""
        write_parts(self.parts(feed), feed.entries, out)

    def parts(self, feed: Feed) -> DocumentParts:
        """Return the document of `feed` in parts: a header, then rows."""
        cells = [*_CELLS, *_ENCLOSURE_CELLS] if feed.has_enclosures else _CELLS
        header = line([column.name for column in columns(feed)])
        return DocumentParts(header, b"", b"", lambda article: line(row(article, cells)))

    def companions(self, feed: Feed) -> Mapping[str, bytes]:
        """Return the metadata file. Spec: CSV on the Web, Metadata Vocabulary for Tabular Data."""
        return {"feed.csv-metadata.json": metadata(feed)}


EXPORTER: Final = CsvExporter()


class _Utf8:
    """The output of a csv.writer: `writerow` returns what this `write` returns, the line as bytes."""

    def write(self, line: str) -> bytes:
        return line.encode()


def line(cells: Iterable[Any]) -> bytes:
    """Return one line; csv writes None as an empty cell. Spec: RFC 4180 §2."""
    data: Any = _LINES.writerow(cells)
    return bytes(data)


def row(article: Article, cells: Sequence[CellMaker]) -> list[Any]:
    """Return the cells of an article."""
    return [write_cell(cell(article)) for cell, write_cell in cells]


def _select_writer(column: CsvColumn) -> Callable[[Any], Any]:
    """Return the function that turns a value of the column into a cell."""
    if column.is_list:
        return _guard_list if column.datatype == "string" else join_list
    return guard if column.datatype == "string" else _copy


def _copy(value: Any) -> Any:
    return value


def join_list(values: Iterable[str]) -> str:
    """Return a list as one cell."""
    return SEPARATOR.join([value.replace(SEPARATOR, "¦") for value in values])


def _guard_list(values: Iterable[str]) -> str | None:
    return guard(join_list(values))


def guard(text: str | None) -> str | None:
    """Return `text` with `'` before anything a spreadsheet would read as a formula; plain numbers are exempt.

    Spec: OWASP "CSV Injection": signs may be full-width, and follow white space or a separator such as `;`.
    """
    if not text or (text[0].isalnum() and not _may_split(text)) or _NUMBER.fullmatch(text):
        return text
    return _FORMULA.sub("'", text)


def _may_split(text: str) -> bool:
    """Return whether `text` has a character after which a formula may begin; few texts have one."""
    return ";" in text or "\t" in text or "\r" in text or "\n" in text


_LINES: Final = csv.writer(_Utf8(), lineterminator="\r\n")
_CELLS: Final = [(column.cell, _select_writer(column)) for column in COLUMNS]
_ENCLOSURE_CELLS: Final = [(column.cell, _select_writer(column)) for column in ENCLOSURE_COLUMNS]


def metadata(feed: Feed) -> bytes:
    """Return the CSVW description of feed.csv. Spec: Metadata Vocabulary for Tabular Data §5."""
    description: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": feed.language or "und"}],
        "url": CsvExporter.filename,
        "dc:title": feed.title,
        **({"dc:rights": feed.copyright} if feed.copyright else {}),
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "quoteChar": '"', "doubleQuote": True},
        "tableSchema": {"columns": list(map(_describe, columns(feed))), "primaryKey": "id"},
    }
    return json.format(json.encode(description), indent=2) + b"\n"


def _describe(column: CsvColumn) -> dict[str, Any]:
    description: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "datatype": column.datatype,
    }
    if column.is_list:
        description["separator"] = SEPARATOR
    if column.name in ("id", "url", "title", "summary", "published", "updated", "authors"):
        description["required"] = True
    return description
