"""Count the articles of a generator's site, with their topics and providers, as an export would read them."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from exporters.model.outcome import ReadOutcome
from exporters.scaffold.articles import MOST
from exporters.scaffold.folder_facts import FolderFacts, sort_names
from exporters.settings.load import require_site
from exporters.settings.values import Settings
from exporters.sources import walk
from exporters.sources.folder import contents
from exporters.sources.parse import ArticleReader
from exporters.support.paths import absolute, shown_path


def read_outcomes(settings: Settings, most: int) -> Iterator[ReadOutcome]:
    """Yield what becomes of each of the first `most` files of the source; those that can't be read are skipped."""
    reader = ArticleReader(require_site(settings), settings.timezone, source=settings.source_site)
    for file in islice(walk.files(absolute(settings.source), settings), most):
        path = settings.source / file.name if file.name else settings.source
        data = contents(str(path), str(path))
        if isinstance(data, bytes):
            yield reader.read(data, shown_path(path))


def count_articles(found: FolderFacts, settings: Settings) -> FolderFacts:
    """Return the facts with counts by the rules of the generator that `settings` name."""
    kinds, topics, providers = Counter[str](), list[str](), list[str]()
    for outcome in read_outcomes(settings, MOST):
        kinds[outcome.kind] += 1
        if outcome.article is not None:
            topics += outcome.article.topics
            provider = outcome.article.provider
            providers += [name for name in (provider and (provider.name or provider.domain),) if name]
    return replace(
        found,
        articles=kinds["article"] + kinds["draft"] + kinds["rejected"],
        drafts=kinds["draft"],
        rejected=kinds["rejected"],
        topics=sort_names(topics),
        providers=sort_names(providers),
    )
