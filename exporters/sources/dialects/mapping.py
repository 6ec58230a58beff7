"""Maps the front matter of an article, by its dialect, to Outfeed's names: one step for each field, top to bottom."""

from collections.abc import MutableMapping
from datetime import datetime, tzinfo
from typing import Final, NamedTuple

from exporters.bodies.context import SiteFiles
from exporters.bodies.dividers import MORE, DividedBody, divide
from exporters.diagnostics.diagnostic import Diagnostic
from exporters.model.site import Site
from exporters.repair.article import FIELDS
from exporters.settings.source_site import SourceSite
from exporters.sources.dialects.article import SourceArticle
from exporters.sources.dialects.dialect import Dialect, ValueSource
from exporters.sources.dialects.fields import address, labels, media_files, people, texts
from exporters.sources.dialects.fields.mapped_fields import MappedFields
from exporters.sources.dialects.mapped_document import MappedDocument
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.positions import KeyPath, YamlDocument

_FIRST_HEADING: Final = lazy_regex(r"\A\s*#[ \t]+[^\n]*")
_ALIKE: Final = ("excerpt", "updatedDateTime")  # fields that are one text or moment


class MappedArticle(NamedTuple):
    """What the dialect makes of an article."""

    document: MappedDocument
    known: frozenset[str]  # keys that have a meaning, so that nothing is told of them
    problems: tuple[Diagnostic, ...]  # what only the dialect can tell
    notes: tuple[Diagnostic, ...]
    zone: tzinfo  # of dates without one
    dialect: str
    opens: datetime | None  # from when on it is public, where that is not its date
    expires: datetime | None  # from when on it is not
    differs_in_feed: bool  # whether the generator's own feed has another id for it
    text: DividedBody  # the body, and what of it is the summary
    is_excerpt_formatted: bool  # whether the excerpt is written as the body is
    is_title_in_body: bool  # whether the title is the first heading of the body

    def has_told(self, problem: Diagnostic) -> bool:
        """Whether a field is missing of which the dialect tells more, or which it makes of another one."""
        return problem.rule == "field-missing" and problem.field in ("publishedDateTime", "webUrl")


class Mapper:
    """Maps articles of one site."""

    def __init__(self, dialect: Dialect, source: SourceSite, site: Site, zone: tzinfo | None) -> None:
        """`zone` is that of dates which name none, as the settings say."""
        self.dialect = dialect
        self._source = source
        self._site = site
        self._zone = zone
        names = [name for each in dialect.fields.values() for name in each]
        names += [each.name for each in dialect.tags] + [*dialect.authors, *dialect.images, *dialect.opens]
        names += [name for rule in source.fields.values() for name in rule.names]
        names += dialect.expires
        names += dialect.enclosures
        self._words = _words(dialect)
        self._known = frozenset(name.partition(".")[0] for name in names) | dialect.known

    def article(self, document: YamlDocument, body: str, path: str) -> SourceArticle:
        """What the rules of the dialect may ask of an article; `path` is that of its file, below the site's folder."""
        return SourceArticle(document, body, path, self.dialect, self._source, self._zone)

    def map(
        self,
        article: SourceArticle,
        sources: MutableMapping[KeyPath, ValueSource] | None = None,
        files: SiteFiles | None = None,
    ) -> MappedArticle:
        """Its front matter under our names; `sources` gets what gives the values that are from elsewhere.

        `files` are those that pictures may be.
        """
        made = MappedFields(article, self._site, sources, files)
        _map_all(made)
        return MappedArticle(
            document=MappedDocument(article.document, made.value, made.origins, self._words),
            known=self._keys(article),
            problems=tuple(made.problems),
            notes=tuple(made.notes),
            zone=article.zone,
            dialect=self.dialect.name,
            opens=_moment_of(article, self.dialect.opens),
            expires=_moment_of(article, self.dialect.expires),
            differs_in_feed=made.differs_in_feed,
            text=self._divided(article),
            is_excerpt_formatted=not self.dialect.formatted.isdisjoint(map(str.lower, made.keys_of("excerpt"))),
            is_title_in_body=self.dialect.title_from == "heading" and not made.keys_of("title"),
        )

    def _divided(self, article: SourceArticle) -> DividedBody:
        """Its body, and the part before the divider, without a heading that is the title."""
        divider = self.dialect.divider(article) if self.dialect.divider else MORE
        if divider is None:
            return DividedBody(None, article.body)
        found = divide(article.body, divider, is_markdown=not article.path.lower().endswith((".html", ".htm")))
        if self.dialect.title_from == "heading" and found.head is not None:
            return found._replace(head=_FIRST_HEADING.sub("", found.head))
        return found

    def _keys(self, article: SourceArticle) -> frozenset[str]:
        if not self.dialect.folds_keys:
            return self._known
        lowered = {key.lower() for key in self._known}
        return frozenset(key for key in article.document.value if key.lower() in lowered)


def _words(dialect: Dialect) -> dict[str, str]:
    """What the dialect calls each field that has no place in an article, by Outfeed's name."""
    return {
        **{name: keys[0] for name, keys in dialect.fields.items() if keys},
        "publishedDateTime": dialect.date_key,
        "webUrl": dialect.address_keys[0] if dialect.address_keys else "slug",
        "topics": dialect.tags[0].name if dialect.tags else "tags",
        "images": dialect.images[0] if dialect.images else "image",
        "provider.authors": dialect.authors[0] if dialect.authors else "author",
    }


def _map_all(fields: MappedFields) -> None:
    """Take each field, and keep every other key as it is."""
    texts.add_title(fields)
    for name in _ALIKE:
        texts.add_text(fields, name)
    texts.add_date(fields)
    labels.add_topics(fields)
    labels.add_category(fields)
    people.add_authors(fields)
    texts.add_others(fields)
    address.add_address(fields)
    media_files.add_images(fields)
    media_files.add_enclosures(fields)
    if fields.dialect.is_held(fields.article):
        fields.put(("draft",), value=True, found=None)
    for key, each in fields.document.value.items():
        if key not in FIELDS and key not in fields.file_keys:
            fields.value[key] = each


def _moment_of(article: SourceArticle, names: tuple[str, ...]) -> datetime | None:
    """The moment that one of these keys holds."""
    found = article.find(*names) if names else None
    read = article.read_date(found) if found else None
    return read.moment if read else None
