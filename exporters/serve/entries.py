"""The entries of a feed as JSON: the rows of its list, and all values of one."""

from threading import Lock
from typing import Any, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from exporters.model import moment
from exporters.model.article import Article
from exporters.serve.entry_store import EntryStore
from exporters.serve.preview import EntryKey, PreviewFeed
from exporters.settings.values import Settings
from exporters.sources.items import split_key
from exporters.support.paths import shown_path

_SUMMARY: Final = 200  # characters of a summary in a list


class EntryRow(Struct, frozen=True, kw_only=True):
    """An entry in a list."""

    key: str
    id: str
    title: str
    link: str
    source: str  # the provider, else the authors
    topics: tuple[str, ...]
    published: str
    updated: str
    summary: str
    image: str | None
    duration: int | None  # seconds
    file: str | None  # None: nobody may know
    is_draft: bool
    has_content: bool


class EntryLists:
    """Makes the rows of feeds; those of articles that stay are made once."""

    def __init__(self, store: EntryStore) -> None:
        """`store` has the articles."""
        self._store = store
        self._lock = Lock()
        self._rows: dict[EntryKey, EntryRow] = {}

    def rows(self, feed: PreviewFeed, settings: Settings, *, is_shared: bool) -> list[EntryRow]:
        """Return the rows of a feed, in its order; entries that are gone meanwhile are left out."""
        with self._lock:
            rows = list[EntryRow]()
            for key in feed.keys:
                row = self._rows.get(key)
                if row is None:
                    article = self._store.article(key)
                    if article is None:
                        continue
                    row = self._rows[key] = row_of(key, article, settings)
                rows.append(self._fitted(row, feed, is_shared=is_shared))
            return rows

    def forget(self, keys: set[EntryKey]) -> None:
        """Forget the rows of all other entries."""
        with self._lock:
            self._rows = {key: row for key, row in self._rows.items() if key in keys}

    def details(self, feed: PreviewFeed, key: str, settings: Settings, *, is_shared: bool) -> dict[str, Any] | None:
        """Return all values of an entry; None if it is not there."""
        found = self.find(feed, key)
        if found is None:
            return None
        entry, article = found
        values = msgspec.to_builtins(article)
        content = values.pop("content_html")
        if is_shared:
            values.pop("extra", None)
        return {
            "row": self._fitted(row_of(entry, article, settings), feed, is_shared=is_shared),
            "article": values,
            "content_html": content,
            "enclosures": values["enclosures"],
        }

    def find(self, feed: PreviewFeed, key: str) -> tuple[EntryKey, Article] | None:
        """Return an entry as the feed has it; None if it is not there."""
        entry = next((each for each in feed.keys if each.key == key), None)
        article = self._store.article(entry) if entry else None
        if entry is None or article is None:
            return None
        return entry, replace(article, content_html=None) if feed.is_excerpt else article

    def _fitted(self, row: EntryRow, feed: PreviewFeed, *, is_shared: bool) -> EntryRow:
        if is_shared and row.file is not None:
            row = replace(row, file=None)
        return replace(row, has_content=False) if feed.is_excerpt and row.has_content else row


def row_of(key: EntryKey, article: Article, settings: Settings) -> EntryRow:
    """Return the row of an article."""
    path, place = split_key(key.path)
    file = "-" if path == "-" and place else shown_path(settings.base / path)
    provider = article.provider.name or article.provider.domain if article.provider else None
    return EntryRow(
        key=key.key,
        id=article.id,
        title=article.title,
        link=article.url,
        source=provider or ", ".join(each.name for each in article.authors),
        topics=article.topics,
        published=moment.rfc3339(article.published),
        updated=moment.rfc3339(article.updated),
        summary=article.summary if len(article.summary) <= _SUMMARY else article.summary[: _SUMMARY - 1] + "…",
        image=article.images[0].url if article.images else None,
        duration=next((each.duration for each in article.enclosures if each.duration), None),
        file=f"{file}:{place.line}" if place else file,
        is_draft=article.is_draft,
        has_content=article.content_html is not None,
    )
