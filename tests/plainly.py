"""What a run decides, done the plain way: all articles in memory. What the program makes must be the same."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.model.article import Article
from exporters.model.outcome import ReadOutcome
from exporters.run import RunObserver
from exporters.sources import folder
from exporters.sources.folder import contents
from exporters.sources.parse import ArticleReader
from exporters.support.paths import shown_path


class Heard(RunObserver):
    """Keeps everything that a run tells."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def add(self, diagnostic: Diagnostic) -> None:
        self.diagnostics.append(diagnostic)


def files(root: Path) -> list[Path]:
    """The article files at or below `root`."""
    return [root / file.name for file in folder.files(root)]


def read(paths: Iterable[Path], reader: ArticleReader) -> Iterator[ReadOutcome]:
    """What became of each of `paths`."""
    return (read_one(path, reader) for path in paths)


def read_one(path: Path, reader: ArticleReader) -> ReadOutcome:
    """What became of the file at `path`."""
    data = contents(str(path), shown_path(path))
    return reader.read(data, shown_path(path)) if isinstance(data, bytes) else data


def unique(articles: Iterable[Article]) -> list[Article]:
    """One article of each id: the latest `updated`, then `published`, then the first."""
    kept: dict[str, Article] = {}
    for each in articles:
        other = kept.get(each.id)
        if other is None or (each.updated, each.published) > (other.updated, other.published):
            kept[each.id] = each
    return list(kept.values())


def newest(articles: Iterable[Article]) -> list[Article]:
    """By `published` descending, then id ascending."""
    by_id = sorted(articles, key=lambda article: article.id)
    return sorted(by_id, key=lambda article: article.published, reverse=True)
