"""Origin: where in its file an article says what a feed shows of it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exporters.errors import ArticleError
from exporters.model.outcome import FieldOrigin
from exporters.sources.folder import MOST_BYTES
from exporters.sources.items import split_key
from exporters.support.files import read_regular
from exporters.support.paths import shown_path

if TYPE_CHECKING:
    from exporters.sources.dialects.articles import SiteArticles

BODY: Final = "body"  # what messages call the text below the front matter


def _no_articles(_file: Path) -> None:
    """Say that no generator has a say in a file."""


class ArticleOrigins:
    """Finds fields in the files of articles, which the cache names by their paths from a folder."""

    def __init__(self, base: Path, articles_of: Callable[[Path], "SiteArticles | None"] = _no_articles) -> None:
        """`base` is that folder; `articles_of` gives the articles of the site that a file belongs to.

        It gives None where these have our names alone.
        """
        self._base = base
        self._articles_of = articles_of

    def shown(self, path: str) -> str:
        """Return the path of a file as messages show it."""
        file, place = split_key(path)
        return "-" if file == "-" and place else shown_path(self._base / file)

    def line(self, path: str) -> FieldOrigin | None:
        """Return where in its file an item begins; None where the file is the article."""
        place = split_key(path).place
        return place and FieldOrigin("", *place)

    def find(self, path: str, fields: Sequence[str]) -> FieldOrigin | None:
        """Return the first of `fields` that the file has; None where it has none, or can't be read any more."""
        file = self._base / path
        try:
            return _origin(read_regular(file, MOST_BYTES), fields, self._articles_of(file), str(file))
        except (OSError, ArticleError):  # it was read a moment ago
            return None


def _origin(data: bytes, fields: Sequence[str], articles: "SiteArticles | None", path: str) -> FieldOrigin | None:
    from exporters.sources import frontmatter  # few diagnostics need the place of a field
    from exporters.sources.dialects.articles import is_everyday

    text = frontmatter.with_line_feeds(frontmatter.decode(data))
    parts = articles.split(text) if articles else frontmatter.split_article(text)
    document = frontmatter.read_front_matter(parts)
    written = document.value if isinstance(document.value, dict) else {}
    is_foreign = articles is not None and not is_everyday(written)
    mapped = articles.mapped(document, parts.body, path) if articles and is_foreign else None
    values = mapped.document.value if mapped else written
    for field in fields:
        if field == BODY and parts.body.strip():
            return FieldOrigin(BODY, parts.body_line, 1)
        if field in values:
            found = mapped.document if mapped else document
            return FieldOrigin(mapped.document.name((field,)) if mapped else field, *found.place((field,)))
    return None
