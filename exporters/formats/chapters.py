"""The chapters of an episode, as a file beside the feed. Spec: JSON Chapters 1.2 of the podcast namespace."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import json

from exporters.model.article import Article
from exporters.model.episode import Chapter
from exporters.model.feed import Feed, dated_name

MEDIA_TYPE: Final = "application/json+chapters"
SUFFIX: Final = ".chapters.json"
VERSION: Final = "1.2.0"
_DIGITS: Final = 16  # of the hash of an id: 64 bits


def file_name(article: Article) -> str:
    """Return the name of the file, which stays as long as the id does."""
    return hashlib.sha256(article.id.encode()).hexdigest()[:_DIGITS] + SUFFIX


def chapters_url(article: Article, feed: Feed) -> str | None:
    """Return the address of the chapters of an episode: the author's file, else the one beside `feed`; or None."""
    episode = article.episode
    if episode is None:
        return None
    if episode.chapters:
        return feed.self_url("rss").rpartition("/")[0] + "/" + dated_name(file_name(article), feed.period)
    return episode.chapters_url


class ChapterFiles(Mapping[str, bytes]):
    """The chapter files of a feed by name. The bytes are made one file at a time."""

    def __init__(self, feed: Feed) -> None:
        """Find the episodes that have chapters."""
        self._feed = feed
        self._ranks = {
            file_name(each): rank for rank, each in enumerate(feed.entries) if each.episode and each.episode.chapters
        }

    def __getitem__(self, name: str) -> bytes:
        """Return the bytes of a file."""
        return document(self._feed.entries[self._ranks[name]])

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self._ranks)

    def __len__(self) -> int:
        """Return the number of files."""
        return len(self._ranks)


def document(article: Article) -> bytes:
    """Return the chapters of an episode as JSON."""
    chapters = article.episode.chapters if article.episode else ()
    root = {"version": VERSION, "title": article.title, "chapters": [chapter(each) for each in chapters]}
    return json.format(json.encode(root), indent=2) + b"\n"


def chapter(each: Chapter) -> dict[str, Any]:
    """Return one chapter."""
    parts = {"title": each.title, "img": each.image, "url": each.url}
    return {"startTime": each.start, **{key: value for key, value in parts.items() if value}}
