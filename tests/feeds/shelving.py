"""A shelf with articles of a test on it, and what is selected from there."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from exporters.feeds.select import select
from exporters.feeds.selection import FeedSelection, PublishedFeed
from exporters.model.article import Article
from exporters.settings.values import FeedSettings, Settings
from exporters.store import key, rows
from exporters.store.articles import ArticleStore, StoredArticle
from exporters.store.database import open_store
from exporters.store.inputs import FileStamp, FileToStore, KnownFiles
from tests.makers import site


@contextmanager
def shelved(articles: Iterable[Article]) -> Iterator[ArticleStore]:
    """A shelf with the articles on it, in their order, at the places 1, 2, 3 …"""
    with open_store(None, b"") as database:
        shelf, files = ArticleStore(database), KnownFiles(database)
        for place, each in enumerate(articles, 1):
            packed = rows.pack(each)
            published, updated = int(each.published.timestamp()), int(each.updated.timestamp())
            row = rows.OutcomeRow(kind="article", id=each.id, published=published, updated=updated)
            digest = key.content_digest(packed, "")
            (number,) = files.store([FileToStore(f"{place}", FileStamp(1, 1, 1, place), digest, row, packed)])
            shelf.add([StoredArticle(place, number, digest, each.id, published, updated)])
        yield shelf


def settings(*feeds: FeedSettings, **aliases: dict[str, str]) -> Settings:
    """Settings that ask for those feeds."""
    folder = Path()
    return Settings(
        site=site(), source=folder, timezone=ZoneInfo("UTC"), out=folder / "out", feeds=feeds, aliases=aliases
    )


def selected(
    articles: Iterable[Article], *feeds: FeedSettings, known: Sequence[PublishedFeed] = (), **aliases: dict[str, str]
) -> list[tuple[FeedSelection, list[str]]]:
    """The feeds, each with the ids of its entries."""
    with shelved(articles) as shelf:
        chosen = select(settings(*feeds, **aliases), shelf, known)
        return [(each, [entry.id for entry in each.entries]) for each in chosen]


def paths(
    articles: Iterable[Article], *feeds: FeedSettings, known: Sequence[PublishedFeed] = (), **aliases: dict[str, str]
) -> dict[str, list[str]]:
    """The ids of the entries of each document, by its path and its period."""
    made = selected(articles, *feeds, known=known, **aliases)
    return {f"{each.member.path}@{each.member.period}".removesuffix("@"): ids for each, ids in made}
