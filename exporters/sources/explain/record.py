"""ReadingRecord: what the reading of one article leaves behind for people who ask where its fields come from."""

from collections.abc import Sequence

from exporters.bodies.article_body import ArticleBody
from exporters.bodies.context import SiteFiles
from exporters.diagnostics.diagnostic import Diagnostic
from exporters.repair.article import RepairedFields
from exporters.sources.dialects.article import SourceArticle
from exporters.sources.dialects.dialect import ValueSource
from exporters.sources.dialects.mapping import MappedArticle, Mapper
from exporters.sources.dialects.patterns import PatternFilling, recorded_fillings
from exporters.yamldoc.positions import KeyPath, YamlDocument


class ReadingRecord:
    """Collects it while an `ArticleReader` reads one article; what that did not come to stays empty."""

    def __init__(self) -> None:
        """Start empty."""
        self.article: SourceArticle | None = None  # None: it has Outfeed's own names
        self.mapped: MappedArticle | None = None
        self.sources: dict[KeyPath, ValueSource] = {}  # by the path of a value under Outfeed's names
        self.fillings: list[PatternFilling] = []  # of addresses
        self.document: YamlDocument | None = None  # under Outfeed's names
        self.repaired: RepairedFields | None = None
        self.body: ArticleBody | None = None
        self.diagnostics: Sequence[Diagnostic] = ()  # with Outfeed's names of fields

    def map(self, mapper: Mapper, article: SourceArticle, files: SiteFiles | None = None) -> MappedArticle:
        """Map an article by its dialect; `files` are those that its pictures may be."""
        self.article = article
        with recorded_fillings() as self.fillings:
            self.mapped = mapper.map(article, self.sources, files)
        return self.mapped
