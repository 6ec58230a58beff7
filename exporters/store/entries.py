"""The entries of a feed, read from SQLite in batches."""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from sqlite3 import Connection, DatabaseError
from typing import Final, NamedTuple, overload

from msgspec.structs import replace

from exporters.model import moment
from exporters.model.article import Article
from exporters.model.outcome import FieldOrigin
from exporters.store.database import BrokenCacheError
from exporters.store.rows import decode_article, decode_row

_BATCH: Final = 100  # articles in memory at a time
_NO_LIMIT: Final = 1 << 62
_PACKED: Final = """
SELECT IFNULL(kept.article, lent.article) FROM chosen
LEFT JOIN articles AS kept USING (file, digest) LEFT JOIN unkept AS lent USING (file)
WHERE feed = ? AND place > ? AND place <= ? ORDER BY place
"""


class EntryInput(NamedTuple):
    """The input that an entry was read from."""

    file: int  # its number in the cache
    digest: bytes  # of its content
    path: str  # what the cache calls it


class StoredEntries(Sequence[Article]):
    """The articles of a feed, in order, read from SQLite at each iteration."""

    def __init__(
        self, connection: Connection, feed: int, limit: int | None = None, *, is_excerpt: bool = False
    ) -> None:
        """Use `ArticleStore.entries` to create it."""
        self._connection = connection
        self.number = feed  # of the feed in the store
        self._is_excerpt = is_excerpt
        self._count = min(self._aggregate("COUNT(*)") or 0, _NO_LIMIT if limit is None else limit)

    def first(self, limit: int) -> "StoredEntries":
        """Return the first entries, at most `limit`."""
        return StoredEntries(self._connection, self.number, min(limit, self._count), is_excerpt=self._is_excerpt)

    def excerpts(self, limit: int | None = None) -> "StoredEntries":
        """Return the first entries without their content, at most `limit`."""
        count = self._count if limit is None else min(limit, self._count)
        return StoredEntries(self._connection, self.number, count, is_excerpt=True)

    def delete_rest(self) -> None:
        """Delete the entries behind these: no document shows them."""
        rest = "FROM chosen WHERE feed = ? AND place > ?"
        self._connection.execute(f"INSERT INTO cut SELECT feed, file {rest}", (self.number, self._count))
        self._connection.execute(f"DELETE {rest}", (self.number, self._count))

    def __len__(self) -> int:
        """Return the number of entries."""
        return self._count

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Article]: ...
    def __getitem__(self, index: int | slice) -> Article | Sequence[Article]:
        """Return the entry at an index, or those of a slice."""
        if isinstance(index, slice):
            places = range(*index.indices(self._count))
            if places.step == 1 and places:
                return list(map(self._article, self.packed(places.start, places.stop)))
            return [self[place] for place in places]
        place = index if index >= 0 else index + self._count
        if not 0 <= place < self._count:
            raise IndexError(index)
        return self._article(self.packed(place, place + 1)[0])

    def __iter__(self) -> Iterator[Article]:
        """Yield each entry, at most 100 in memory."""
        for start in range(0, self._count, _BATCH):
            yield from map(self._article, self.packed(start, min(start + _BATCH, self._count)))

    def _article(self, packed: bytes) -> Article:
        return without_content(decode_article(packed)) if self._is_excerpt else decode_article(packed)

    def packed(self, start: int, stop: int) -> list[bytes]:
        """Return the packed articles from index `start` up to `stop`. Raises BrokenCacheError."""
        try:
            result = self._connection.execute(_PACKED, (self.number, start, min(stop, self._count))).fetchall()
        except DatabaseError as error:  # a plugin may iterate, and knows nothing of databases
            raise BrokenCacheError(str(error)) from error
        if any(data is None for (data,) in result):
            message = "an article is missing"
            raise BrokenCacheError(message)
        return [data for (data,) in result]

    def inputs(self) -> list[EntryInput]:
        """Return which input each entry is, in order."""
        query = (
            "SELECT file, chosen.digest, path FROM chosen JOIN files USING (file)"
            " WHERE feed = ? AND chosen.place <= ? ORDER BY chosen.place"
        )
        rows = self._connection.execute(query, (self.number, self._count))
        return [EntryInput(int(file), digest, os.fsdecode(path)) for file, digest, path in rows]

    def digests(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Yield the content digest of each entry from index `start` up to `stop`."""
        chosen = self._connection.execute(
            "SELECT digest FROM chosen WHERE feed = ? AND place > ? AND place <= ? ORDER BY place",
            (self.number, start, self._count if stop is None else min(stop, self._count)),
        )
        return (digest for (digest,) in chosen)

    def latest_change(self) -> int | None:
        """Return the latest `updated`, in seconds since 1970; None without entries."""
        return self._aggregate("MAX(updated)", self._count)

    def newest_moment(self) -> datetime | None:
        """Return the latest `published`; None without entries."""
        result = self._aggregate("MAX(published)", self._count)
        return None if result is None else moment.from_timestamp(result)

    def ids_with_prefix(self, prefix: str) -> list[str]:
        """Return the ids that begin with `start`, sorted. The time grows with the entries of this feed alone."""
        no_match = "SELECT NOT EXISTS (SELECT 1 FROM shown WHERE id >= ? AND id <= ?)"
        bounds = (prefix, f"{prefix}\U0010ffff")
        self._connection.execute("CREATE INDEX IF NOT EXISTS temp.shown_ids ON shown (id)")
        if self._connection.execute(no_match, bounds).fetchone()[0]:
            return []
        self._connection.execute("CREATE INDEX IF NOT EXISTS temp.shown_files ON shown (file)")
        result = self._connection.execute(
            "SELECT id FROM chosen CROSS JOIN shown USING (file)"
            " WHERE feed = ? AND chosen.place <= ? AND id >= ? AND id <= ? ORDER BY id",
            (self.number, self._count, *bounds),
        )
        return [id_ for (id_,) in result]

    def path(self, index: int) -> str:
        """Return the file of the entry at an index, relative to the folder of the settings. Raises BrokenCacheError."""
        query = "SELECT path FROM chosen JOIN files USING (file) WHERE feed = ? AND chosen.place = ?"
        result = self._connection.execute(query, (self.number, index + 1)).fetchone()
        if result is None:
            message = "the file of an article is missing"
            raise BrokenCacheError(message)
        return os.fsdecode(result[0])

    def doubtful_id(self, index: int) -> FieldOrigin | None:
        """Return the field that gives the entry at an index an id that a check may report; None where it is unknown."""
        query = "SELECT outcome FROM chosen JOIN files USING (file) WHERE feed = ? AND chosen.place = ?"
        result = self._connection.execute(query, (self.number, index + 1)).fetchone()
        return decode_row(result[0]).doubtful_id if result else None

    def has_id(self, identity: str) -> bool:
        """Whether an entry has that id."""
        return self.index_of(identity) is not None

    def index_of(self, identity: str) -> int | None:
        """Return the index of the entry with that id; None if there is none."""
        self._connection.execute("CREATE INDEX IF NOT EXISTS temp.shown_ids ON shown (id)")
        self._connection.execute("CREATE INDEX IF NOT EXISTS temp.chosen_files ON chosen (feed, file)")
        query = (
            "SELECT chosen.place FROM shown JOIN chosen USING (file) WHERE id = ? AND feed = ? AND chosen.place <= ?"
        )
        result = self._connection.execute(query, (identity, self.number, self._count)).fetchone()
        return None if result is None else int(result[0]) - 1

    def _aggregate(self, column: str, limit: int = _NO_LIMIT) -> int | None:
        query = f"SELECT {column} FROM chosen WHERE feed = ? AND place <= ?"  # noqa: S608
        (result,) = self._connection.execute(query, (self.number, limit)).fetchone()
        return None if result is None else int(result)


def without_content(whole: Article) -> Article:
    """Return the article without its content; readers get its summary."""
    return replace(whole, content_html=None)
