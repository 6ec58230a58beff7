"""Read articles that a program passes, with the same repairs as files."""

from collections.abc import Callable, Iterable
from datetime import tzinfo
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from exporters.bodies.article_body import ArticleBody
from exporters.bodies.html.clean import clean
from exporters.bodies.html.entry_ids import id_prefix
from exporters.bodies.html_notes import html_notes
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.interface.given_values import PlainValues
from exporters.model.article import Article
from exporters.model.outcome import FieldOrigin, ReadOutcome
from exporters.model.site import Site
from exporters.repair.url import resolve
from exporters.sources import findings
from exporters.sources.id_warnings import IdWarnings
from exporters.sources.parse import PRIVATE, ArticleReader
from exporters.yamldoc.value_document import ValueDocument

BODIES: Final = ("content_html", "content_markdown")
_ZONE: Final = "write 2021-08-24T07:30:00Z, pass a datetime that has a time zone, or give timezone"

Tell = Callable[[Diagnostic], None]


class _GivenArticle(NamedTuple):
    name: str  # what messages call it: articles[3]
    article: Article


class GivenArticleReader:
    """Reads the articles of one site, given as mappings, dataclasses or `Article` values."""

    def __init__(
        self, site: Site, zone: tzinfo | None, tell: Tell, *, format_name: str, has_show: bool = False
    ) -> None:
        """`zone` is for dates without one; `format_name` is that of the document.

        `has_show`: the feed is a podcast.
        """
        self._site = site
        self._reader = ArticleReader(site, zone, has_show=has_show)
        self._tell = tell
        self._id_warnings = IdWarnings(site_url=site.url, has_rss=format_name == "rss", has_atom=format_name == "atom")

    def read(self, given: Iterable[Any]) -> list[Article]:
        """Return the articles to show, newest first, one per id; report the others in the order of `given`."""
        found: dict[str, _GivenArticle] = {}
        for number, each in enumerate(given):
            name = f"articles[{number}]"
            article = self._checked(each, name) if isinstance(each, Article) else self._repaired(each, name)
            if article is None or article.is_draft or article.is_withdrawn:
                continue
            for diagnostic in findings.warn_of_date(article.published, name, None, article.published):
                self._tell(diagnostic)
            for diagnostic in self._id_warnings.warn(article.id, name, FieldOrigin("id", 0, 0)):
                self._tell(diagnostic)
            self._put(found, _GivenArticle(name, article))
        for diagnostic in self._id_warnings.warn_of_shared(found.__contains__):
            self._tell(diagnostic)
        return sorted((each.article for each in found.values()), key=_newest_first)

    def _put(self, found: dict[str, _GivenArticle], this: _GivenArticle) -> None:
        """Store the latest article of each id; of equal ones the first."""
        other = found.setdefault(this.article.id, this)
        if other is this:
            return
        kept, lost = (this, other) if _change(this.article) > _change(other.article) else (other, this)
        found[this.article.id] = kept
        told = findings.warn_of_repeated_id((lost.name, None), (kept.name, None), this.article.id)
        self._tell(told._replace(line=0, column=0))

    def _repaired(self, given: object, name: str) -> Article | None:
        """Return the article of a mapping or a dataclass; None if it is rejected or not public."""
        values = PlainValues(PRIVATE)
        fields = values.mapping(given)
        if fields is None and not values.problems:
            message, fix = (
                f"a value of the type {type(given).__name__}",
                "pass a mapping, a dataclass or an Article",
            )
            values.problems.append(Diagnostic(rule="type-wrong", message=message, fix=fix))
        body = _body(fields or {}, values.problems)
        for each in values.problems:
            self._tell(each.at(name))
        if values.problems or fields is None:
            return None
        outcome = self._reader.read_fields(ValueDocument(fields), body, name)
        for each in outcome.diagnostics:
            self._tell(each._replace(fix=_ZONE) if each.rule == "date-without-zone" else each)
        return _select_article(outcome)

    def _checked(self, given: Article, name: str) -> Article | None:
        """Return the article with sanitised HTML: an `Article` has checked the rest itself."""
        if given.content_html is None:
            return given
        try:
            cleaned = clean(
                given.content_html, lambda address: resolve(address, self._site.url, given.url), id_prefix(given.id)
            )
        except ValueError as error:
            message, fix = str(error), "shorten or simplify it"
            self._tell(Diagnostic("body-wrong", message, fix, path=name, field=BODIES[0]))
            return None

        def note(rule: str, message: str, fix: str, _line: int) -> Diagnostic:
            return Diagnostic(rule, message, fix, Level.NOTE, path=name, field=BODIES[0])

        for each in html_notes(cleaned, given.content_html, note):
            self._tell(each)
        return given if cleaned.html == given.content_html else replace(given, content_html=cleaned.html or None)


def _select_article(outcome: ReadOutcome) -> Article | None:
    return outcome.article if outcome.kind == "article" else None


def _body(fields: dict[str, Any], problems: list[Diagnostic]) -> ArticleBody:
    """Take the body out of `fields`, and report its problems."""
    bodies = {name: fields.pop(name) for name in BODIES if name in fields}
    for name, text in bodies.items():
        if not isinstance(text, str):
            problems.append(Diagnostic("type-wrong", "not text", "pass text", field=name))
    if len(bodies) > 1:
        message, fix = f"{BODIES[0]} is given too", "keep one of them"
        problems.append(Diagnostic("key-repeated", message, fix, field=BODIES[1]))
    for name, text in bodies.items():
        if isinstance(text, str):
            return ArticleBody(text, is_markdown=name == BODIES[1], field=name)
    return ArticleBody("")


def _change(article: Article) -> tuple[Any, ...]:
    return article.updated, article.published


def _newest_first(article: Article) -> tuple[float, str]:
    return -article.published.timestamp(), article.id
