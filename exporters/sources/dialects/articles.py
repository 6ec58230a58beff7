"""SiteArticles: which files of a site are articles of its generator, and what they say under Outfeed's names."""

import os
from collections.abc import Iterable
from datetime import tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Final

from exporters.bodies.context import SiteFiles
from exporters.bodies.rules import BodyRules
from exporters.errors import ArticleError
from exporters.model.site import Site
from exporters.settings.source_site import SourceSite
from exporters.sources.dialects import registry
from exporters.sources.dialects.names import DRAFTS, EVERYDAY, PLAIN_DATES
from exporters.sources.frontmatter import ArticleParts, split_article
from exporters.sources.no_files import FilesNeededError
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.positions import YamlDocument

if TYPE_CHECKING:
    from exporters.sources.dialects.dialect import Dialect
    from exporters.sources.dialects.mapping import MappedArticle, Mapper
    from exporters.sources.explain.record import ReadingRecord

_NAMED: Final = lazy_regex(rb"(?m)^[ \t]*[\"']?(?:%s)\b" % b"|".join(sorted(name.encode() for name in EVERYDAY)))


def is_everyday(keys: Iterable[str]) -> bool:
    """Whether an article has names that only Outfeed's own articles have: then no dialect has a say in it."""
    return not EVERYDAY.isdisjoint(keys)


def names_everyday(data: bytes) -> bool:
    """The same of a file that can't be read, by its text."""
    return _NAMED.search(data) is not None


class SiteArticles:
    """The articles of one site. What maps them is loaded for the first that has not our own names."""

    def __init__(self, source: SourceSite, site: Site, zone: tzinfo | None) -> None:
        """`zone` is that of dates which name none, as the settings say."""
        self._source = source
        self._site = site
        self._zone = zone
        self._drafts: dict[str, bool] = {}  # by the folder of a file, as messages show it
        self._takes_each = source.is_recognised or bool(source.permalink) or bool(source.fields)

    @cached_property
    def _dialect(self) -> "Dialect":
        return registry.find(self._source.dialect)

    @cached_property
    def _mapper(self) -> "Mapper":
        from exporters.sources.dialects.mapping import Mapper

        return Mapper(self._dialect, self._source, self._site, self._zone)

    def _within(self, path: str) -> str:
        """The path of a file, which is as messages show it, below the folder of the site."""
        return self._source.within(os.path.abspath(path))  # noqa: PTH100 - for each file

    def is_page(self, path: str) -> bool:
        """Whether a file is no article by its place, unless it has Outfeed's own names."""
        return self._source.is_recognised and not self._dialect.is_article(self._within(path), self._source)

    @cached_property
    def body_rules(self) -> BodyRules:
        """How bodies are written whose front matter has the names of the generator."""
        markdown, marks = self._dialect.markdown(self._source), self._dialect.marks(self._source)
        return BodyRules(is_at_root=True, markdown=markdown, marks=marks)

    def is_passed_over(self, path: str) -> bool:
        """Whether a file with Outfeed's own names lies in a folder that is entered for the generator's drafts alone."""
        return self._source.is_recognised and not self._dialect.entered.isdisjoint(self._within(path).split("/"))

    def is_in_drafts(self, path: str) -> bool:
        """Whether a file lies in a folder of drafts of the site, and `source.include` names no files."""
        folder = os.path.dirname(path)  # noqa: PTH120 - for each file
        if folder not in self._drafts:
            folders = self._within(path).split("/")[:-1]
            self._drafts[folder] = not self._source.takes_all and not DRAFTS.isdisjoint(folders)
        return self._drafts[folder]

    def split(self, text: str) -> ArticleParts:
        """Front matter and body. Raises ArticleError."""
        if not self._source.is_recognised and not text.lstrip().startswith(("+++", "{")):
            return split_article(text)
        try:
            return split_article(text, self._dialect.formats)
        except ArticleError as error:
            if self._dialect.needs_front_matter or error.diagnostics[0].rule != "front-matter-missing":
                raise
            return ArticleParts("", "", text)

    def mapped(
        self,
        document: YamlDocument,
        body: str,
        path: str,
        record: "ReadingRecord | None" = None,
        files: SiteFiles | None = None,
    ) -> "MappedArticle | None":
        """The article under Outfeed's names; None where nothing says that it has other ones.

        Where no generator was recognised, that is a date under a usual name. `record` gets what the names come from,
        `files` are those that pictures may be.
        """
        if not self._takes_each and PLAIN_DATES.isdisjoint(document.value):
            return None
        try:
            article = self._mapper.article(document, body, self._within(path))
            if record is None:
                return self._mapper.map(article, files=files)
            return record.map(self._mapper, article, files)
        except (ArticleError, FilesNeededError):
            raise
        except Exception as error:
            if not registry.is_plugin(self._source.dialect):
                raise
            raise ArticleError(registry.plugin_failure(self._source.dialect, error)) from error

    def is_page_by_content(self, document: YamlDocument, body: str, path: str) -> bool:
        """Whether a file is no article by what stands in it."""
        is_page = self._dialect.is_page if self._source.is_recognised else None
        return is_page is not None and is_page(self._mapper.article(document, body, self._within(path)))
