"""One page of a built site becomes one outcome, by the repairs that files get."""

import html
from collections.abc import Iterator
from datetime import UTC
from functools import cache
from typing import Any, Final

from msgspec import structs

from exporters.bodies.article_body import ArticleBody
from exporters.diagnostics.diagnostic import Diagnostic, Level, quote_value
from exporters.model import moment
from exporters.model.outcome import ReadOutcome
from exporters.sources.html_site import ARTICLE, site_page
from exporters.sources.pages.document import PageDocument, PageError
from exporters.sources.pages.selector import PageSelector
from exporters.sources.parse import ArticleReader
from exporters.yamldoc.positions import KeyPath, PositionFinder, TextPosition
from exporters.yamldoc.value_document import ValueDocument

_FIRST: Final = TextPosition(1, 1)
_RIGHT: Final = "make the page smaller, or exclude it"
_NAMES: Final = {  # what pages call the fields of an article, each in one of several ways
    "webUrl": "canonical",
    "publishedDateTime": "published",
    "updatedDateTime": "modified",
    "excerpt": "description",
    "topics": "tags",
    "provider": "author",
    "images": "image",
}
_selector = cache(PageSelector)


class PageFields(ValueDocument):
    """The fields of an article, each at the place where the text of the page first has its value."""

    def __init__(self, value: dict[str, Any], text: str) -> None:
        """`text` is that of the page."""
        super().__init__(value, _FIRST)
        self._text = text
        self._finder = PositionFinder(text)

    def place(self, path: KeyPath = ()) -> TextPosition:
        """Where the value at `path` stands; the beginning of the page where it is not written as it is."""
        for each in _spellings(self.source_text(path) or ""):
            if (found := self._text.find(each)) >= 0:
                return self._finder.at(found)
        return _FIRST


def _spellings(value: str) -> Iterator[str]:
    """How a page may write a value: an address may lack its host."""
    below = "/" + value.partition("://")[2].partition("/")[2] if "://" in value else ""
    for each in filter(None, (value, below)):
        yield each
        yield html.escape(each)


def read_page_article(
    reader: ArticleReader, data: bytes, name: str, path: str, select: str | None = None
) -> ReadOutcome:
    """What became of the page that holds `data`, in the file `name` of its site; messages call it `path`.

    `select` is the CSS selector of the main part. Never raises for what a page may hold.
    """
    selector = _selector(select) if select else None
    try:
        document = PageDocument(data)
        page = site_page(document, name, reader.home, selector)
    except PageError as error:
        problem = Diagnostic("page-unreadable", f"a page with {error}", _RIGHT, path=path, line=error.line, column=1)
        return ReadOutcome(path=path, kind="rejected", diagnostics=(problem,), page_kind="unreadable")
    if page.kind != ARTICLE:
        return ReadOutcome(path=path, kind="page", page_kind=page.kind)
    body = ArticleBody(page.html or "", field="page", line=1)
    fields = PageFields(page.fields, document.text)
    notes = [each.at(path) for each in _in_utc(fields)] if reader.zone is None else []
    outcome = reader.read_fields(fields, body, path)
    told = tuple(map(_rename_field, (*notes, *outcome.diagnostics)))
    if page.html is None:
        message = f"nothing in the page matches {quote_value(select or '')}"
        right = "correct source.select; the description is exported"
        told = (Diagnostic("page-part-missing", message, right, Level.WARNING, path=path, line=1, column=1), *told)
    doubtful_id = outcome.doubtful_id
    if doubtful_id is not None:
        doubtful_id = doubtful_id._replace(field=_NAMES.get(doubtful_id.field, doubtful_id.field))
    return structs.replace(outcome, diagnostics=told, page_kind=ARTICLE, doubtful_id=doubtful_id)


def _in_utc(fields: PageFields) -> Iterator[Diagnostic]:
    """Take moments without zone as UTC, with a note for each: pages often state the day alone."""
    for name in ("publishedDateTime", "updatedDateTime"):
        written = fields.value.get(name, "")
        if written and not moment.has_zone(written):
            line, column = fields.place((name,))
            fields.value[name] = moment.rfc3339(moment.parse(written, UTC))
            fix = f"taken as UTC: {fields.value[name]}"
            yield Diagnostic("zone-assumed", "a date without time zone", fix, Level.NOTE, "", line, column, name)


def _rename_field(diagnostic: Diagnostic) -> Diagnostic:
    """The diagnostic with the name that pages have for its field."""
    name = diagnostic.field.partition(".")[0].partition("[")[0]
    return diagnostic._replace(field=_NAMES.get(name, name) + diagnostic.field[len(name) :])
