"""CSV, one row an article, and the metadata that describe it. Spec: RFC 4180; CSV on the Web (tabular metadata)."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, BinaryIO, Final, NamedTuple

from exporters.feeds.feed import Feed
from exporters.formats.exporter import Scope
from exporters.model import moment
from exporters.model.article import Article, Provider

SEPARATOR: Final = "|"  # between the entries of a list; in an entry it becomes ¦
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")  # guarded text is guarded again, so that taking off one `'` is right
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


class Column(NamedTuple):
    """A column: its name, the type of its cells, what it holds, and where that comes from."""

    name: str
    datatype: str  # of CSV on the Web
    description: str
    cell: Callable[[Article], Any]
    is_list: bool = False


COLUMNS: Final = (
    Column("id", "string", "Identity for ever; the primary key", lambda a: a.id),
    Column("url", "anyURI", "Where the article is read", lambda a: a.url),
    Column("original_url", "anyURI", "Where it appeared first, when that is not url", lambda a: a.original_url),
    Column("title", "string", "Headline, plain text", lambda a: a.title),
    Column("summary", "string", "A few sentences, plain text", lambda a: a.summary),
    Column("published", "dateTime", "When it was published, UTC", lambda a: moment.rfc3339(a.published)),
    Column("updated", "dateTime", "When it last changed, UTC", lambda a: moment.rfc3339(a.updated)),
    Column("authors", "string", "Names of the authors", lambda a: [person.name for person in a.authors], is_list=True),
    Column("provider_name", "string", "Who published it first", lambda a: a.provider and a.provider.name),
    Column("provider_domain", "string", "Host name of the provider", lambda a: a.provider and a.provider.domain),
    Column(
        "provider_image_url",
        "anyURI",
        "Logo of the provider",
        lambda a: _logo(a.provider),
    ),
    Column("topics", "string", "What it is about", lambda a: a.topics, is_list=True),
    Column("category", "string", "Part of the site", lambda a: a.category),
    Column("type", "string", "What it is: article, video", lambda a: a.type),
    Column("image_url", "anyURI", "First picture", lambda a: a.images[0].url if a.images else None),
    Column("image_width", "integer", "Pixels", lambda a: a.images[0].width if a.images else None),
    Column("image_height", "integer", "Pixels", lambda a: a.images[0].height if a.images else None),
    Column(
        "related_urls",
        "anyURI",
        "Articles on the same matter",
        lambda a: [each.url for each in a.related],
        is_list=True,
    ),
    Column("quality", "number", "How good it is", lambda a: a.quality),
    Column("heat", "number", "How much it is talked about", lambda a: a.heat),
    Column("amp_url", "anyURI", "AMP page", lambda a: a.amp_url),
    Column("amp_cdn_url", "anyURI", "AMP page on a cache", lambda a: a.amp_cdn_url),
)


def _logo(provider: Provider | None) -> str | None:
    return provider.image.url if provider and provider.image else None


class Csv:
    """Writes feed.csv and feed.csv-metadata.json."""

    name: Final = "csv"
    media_type: Final = "text/csv"
    filename: Final = "feed.csv"
    scope: Scope = "feed"

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """Write the document of `feed` to `out`: UTF-8 without byte order mark, CRLF. Spec: RFC 4180 §2."""
        text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
        try:
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerow(column.name for column in COLUMNS)
            writer.writerows(row(article) for article in feed.entries)
        finally:
            text.detach()

    def companions(self, feed: Feed) -> Mapping[str, bytes]:
        """The metadata beside it. Spec: CSV on the Web, Metadata Vocabulary for Tabular Data."""
        return {"feed.csv-metadata.json": metadata(feed)}


EXPORTER: Final = Csv()


def row(article: Article) -> list[str]:
    """The cells of an article."""
    return [_cell(column, column.cell(article)) for column in COLUMNS]


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.is_list:
        value = SEPARATOR.join(_entries(value))
    return guarded(str(value)) if column.datatype == "string" else str(value)


def _entries(values: Iterable[str]) -> Iterable[str]:
    return (value.replace(SEPARATOR, "¦") for value in values)


def guarded(text: str) -> str:
    """Text that a spreadsheet takes for text: `'` before what it would take for a formula, plain numbers excepted."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def metadata(feed: Feed) -> bytes:
    """The CSVW description of feed.csv. Spec: Metadata Vocabulary for Tabular Data §5."""
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": feed.language or "und"}],
        "url": Csv.filename,
        "dc:title": feed.title,
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "quoteChar": '"', "doubleQuote": True},
        "tableSchema": {"columns": list(map(_described, COLUMNS)), "primaryKey": "id"},
    }
    return json.dumps(described, ensure_ascii=False, indent=2).encode() + b"\n"


def _described(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "datatype": column.datatype,
    }
    if column.is_list:
        described["separator"] = SEPARATOR
    if column.name in ("id", "url", "title", "summary", "published", "updated", "authors"):
        described["required"] = True
    return described
