"""The texts of an article: its content, from the body or the finished page, and its excerpt."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from exporters.bodies.article_body import ArticleBody
from exporters.bodies.context import BodyContext, SiteFiles
from exporters.bodies.dividers import divide
from exporters.bodies.prose import find_prose
from exporters.bodies.title_headings import without_title
from exporters.diagnostics.diagnostic import Diagnostic, Level, quote_value
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.positions import YamlDocument

if TYPE_CHECKING:
    from exporters.sources.built_pages import BuiltPages
    from exporters.sources.dialects.mapping import MappedArticle

_HEADING: Final = lazy_regex("<h[1-6][ >]")
_NEAR_BEGIN: Final = 4_000  # characters of content in which the first heading stands
_FEATURED: Final = "featuredContent"


class ReadTexts(NamedTuple):
    """What a body becomes."""

    content: str  # sanitised HTML; "" where there is none
    excerpt: str  # plain text; "" where that of the front matter stands as it is, or there is none
    notes: Sequence[Diagnostic]


def read_texts(
    fields: dict[str, Any],
    body: ArticleBody,
    written: ArticleBody,
    mapped: "MappedArticle | None",
    home: str,
    files: SiteFiles | None,
) -> ReadTexts:
    """Return the texts of the article with `fields`, which are clean.

    `body` is `written`, as its file has it, or the main part of its finished page. `home` is the address of the site.
    Links lead to `files`; None: there are no others.

    Raises:
        ValueError: it would take too long to make HTML of it; the message says what there is too much of.
    """
    content, notes = _render(fields, body, home, files)
    content, title_notes = _without_title(content, fields["title"], body, mapped)
    return ReadTexts(content, _excerpt(fields, written, mapped, home, files), (*notes, *title_notes))


def body_in_page(
    pages: "BuiltPages", fields: dict[str, Any], body: ArticleBody
) -> tuple[ArticleBody, Sequence[Diagnostic]]:
    """Return the body of an article in its finished page, else `body`, and what there is to warn of."""
    built = pages.body(fields.get("webUrl") or fields["originalUrl"], fields["title"], body.modified)
    warnings = [built.warning] if built.warning else []
    return (body if built.html is None else ArticleBody(built.html, field="page", line=1)), warnings


def body_error(message: str, body: ArticleBody) -> Diagnostic:
    """Return the error about a body that can't become HTML."""
    column, fix = 1 if body.line else 0, "shorten or simplify it"
    return Diagnostic(
        rule="body-wrong", message=message, fix=fix, line=body.first_line, column=column, field=body.field
    )


def place_featured(note: Diagnostic, document: YamlDocument) -> Diagnostic:
    """Return a note on the HTML of a field with the place of the field."""
    return note.in_field(note.field, *document.place((note.field,))) if note.field == _FEATURED else note


def _render(
    fields: dict[str, Any], body: ArticleBody, home: str, files: SiteFiles | None
) -> tuple[str, Sequence[Diagnostic]]:
    """Return the sanitised HTML of `featuredContent` and the body, and notes on it."""
    featured = "" if body.is_page else fields.get(_FEATURED, "")  # the page shows it
    if not featured and not body.text.strip():
        return "", ()
    from exporters.bodies.render import render  # loads what only an article with a body needs

    page = fields.get("webUrl") or fields["originalUrl"]
    files = None if body.is_page else files
    return render(body, BodyContext(fields.get("id", page), page, home, files, files), featured)


def _excerpt(
    fields: dict[str, Any], body: ArticleBody, mapped: "MappedArticle | None", home: str, files: SiteFiles | None
) -> str:
    """Return the plain text of an excerpt that is written as a body is, else of what stands before the divider."""
    text = fields.get("excerpt")
    if text is None:
        text = (mapped.text if mapped else divide(body.text, is_markdown=body.is_markdown)).head or ""
    elif mapped is None or not mapped.is_excerpt_formatted:
        return ""
    if not text.strip():
        return ""
    alone = {name: value for name, value in fields.items() if name != _FEATURED}
    content, _ = _render(alone, body._replace(text=text), home, files)
    return find_prose(content, fields["title"], fields.get("webUrl") or fields["originalUrl"])


def _without_title(
    content: str, title: str, body: ArticleBody, mapped: "MappedArticle | None"
) -> tuple[str, Sequence[Diagnostic]]:
    """The content without a first heading that repeats the title, and a note where the title is not made of it."""
    if not _HEADING.search(content, 0, _NEAR_BEGIN):
        return content, ()
    rest = without_title(content, title)
    if rest == content or (mapped and mapped.is_title_in_body):
        return rest, ()
    first = len(body.text) - len(body.text.lstrip())
    line, column = (body.first_line + body.text.count("\n", 0, first), 1) if body.line else (0, 0)
    message, fix = f"the first heading repeats the title {quote_value(title)}", "left out of the content"
    return rest, [Diagnostic("title-repeated", message, fix, Level.NOTE, line=line, column=column, field=body.field)]
