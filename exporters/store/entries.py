"""The entries of a feed: articles of a run in order, read from disk as they are asked for."""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from sqlite3 import Connection, DatabaseError
from typing import Final, overload

from msgspec.structs import replace

from exporters.model import moment
from exporters.model.article import Article
from exporters.store.database import BrokenCacheError
from exporters.store.rows import article

_AT_ONCE: Final = 100  # articles that are in memory together
_MOST: Final = 1 << 62
_PACKED: Final = """
SELECT IFNULL(kept.article, lent.article) FROM chosen
LEFT JOIN articles AS kept USING (file, digest) LEFT JOIN unkept AS lent USING (file)
WHERE feed = ? AND place > ? AND place <= ? ORDER BY place
"""


class StoredEntries(Sequence[Article]):
    """The articles of a feed, in order. They are read from disk as they are asked for, again and again."""

    def __init__(self, connection: Connection, feed: int, limit: int | None = None, *, is_short: bool = False) -> None:
        """Made by `Shelf.entries`."""
        self._connection = connection
        self.number = feed  # of the feed on the shelf
        self._is_short = is_short
        self._count = min(self._one("COUNT(*)") or 0, _MOST if limit is None else limit)

    def first(self, limit: int) -> "StoredEntries":
        """The first of them, at most `limit`."""
        return StoredEntries(self._connection, self.number, min(limit, self._count), is_short=self._is_short)

    def short(self, limit: int | None = None) -> "StoredEntries":
        """The same entries without their content, at most `limit` of them."""
        most = self._count if limit is None else min(limit, self._count)
        return StoredEntries(self._connection, self.number, most, is_short=True)

    def forget_rest(self) -> None:
        """Take the entries behind these away: no document shows them."""
        behind = "FROM chosen WHERE feed = ? AND place > ?"
        self._connection.execute(f"INSERT INTO cut SELECT feed, file {behind}", (self.number, self._count))
        self._connection.execute(f"DELETE {behind}", (self.number, self._count))

    def __len__(self) -> int:
        """How many entries there are."""
        return self._count

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Article]: ...
    def __getitem__(self, index: int | slice) -> Article | Sequence[Article]:
        """The entry at a place, or those of a slice."""
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
        """Each entry, few at a time in memory."""
        for start in range(0, self._count, _AT_ONCE):
            yield from map(self._article, self.packed(start, min(start + _AT_ONCE, self._count)))

    def _article(self, packed: bytes) -> Article:
        return shortened(article(packed)) if self._is_short else article(packed)

    def packed(self, start: int, stop: int) -> list[bytes]:
        """The articles from place `start` up to `stop`, as the cache has them. Raises BrokenCacheError."""
        try:
            found = self._connection.execute(_PACKED, (self.number, start, min(stop, self._count))).fetchall()
        except DatabaseError as error:  # a plugin may be asking, who knows nothing of databases
            raise BrokenCacheError(str(error)) from error
        if any(data is None for (data,) in found):
            message = "an article is missing"
            raise BrokenCacheError(message)
        return [data for (data,) in found]

    def digests(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """What stands for the content of each entry, from place `start` up to `stop`."""
        chosen = self._connection.execute(
            "SELECT digest FROM chosen WHERE feed = ? AND place > ? AND place <= ? ORDER BY place",
            (self.number, start, self._count if stop is None else min(stop, self._count)),
        )
        return (digest for (digest,) in chosen)

    def latest(self) -> int | None:
        """When the newest change of them happened, seconds since 1970; None without entries."""
        return self._one("MAX(updated)", self._count)

    def newest(self) -> datetime | None:
        """When the newest of them was published, whatever their order; None without entries."""
        found = self._one("MAX(published)", self._count)
        return None if found is None else moment.at(found)

    def ids_from(self, start: str) -> list[str]:
        """The ids that begin with `start`, in order. It takes time that grows with the entries of this feed alone."""
        none = "SELECT NOT EXISTS (SELECT 1 FROM shown WHERE id >= ? AND id <= ?)"
        bounds = (start, f"{start}\U0010ffff")
        self._connection.execute("CREATE INDEX IF NOT EXISTS temp.shown_ids ON shown (id)")
        if self._connection.execute(none, bounds).fetchone()[0]:
            return []
        self._connection.execute("CREATE INDEX IF NOT EXISTS temp.shown_files ON shown (file)")
        found = self._connection.execute(
            "SELECT id FROM chosen CROSS JOIN shown USING (file)"
            " WHERE feed = ? AND chosen.place <= ? AND id >= ? AND id <= ? ORDER BY id",
            (self.number, self._count, *bounds),
        )
        return [id_ for (id_,) in found]

    def path(self, index: int) -> str:
        """Return the file of the entry at a place, from the folder of the settings. Raises BrokenCacheError."""
        asked = "SELECT path FROM chosen JOIN files USING (file) WHERE feed = ? AND chosen.place = ?"
        found = self._connection.execute(asked, (self.number, index + 1)).fetchone()
        if found is None:
            message = "the file of an article is missing"
            raise BrokenCacheError(message)
        return os.fsdecode(found[0])

    def have(self, identity: str) -> bool:
        """Whether one of them has that id."""
        return self.index_of(identity) is not None

    def index_of(self, identity: str) -> int | None:
        """Return the place of the entry with that id, counted from 0; None where there is none."""
        self._connection.execute("CREATE INDEX IF NOT EXISTS temp.shown_ids ON shown (id)")
        self._connection.execute("CREATE INDEX IF NOT EXISTS temp.chosen_files ON chosen (feed, file)")
        mine = "SELECT chosen.place FROM shown JOIN chosen USING (file) WHERE id = ? AND feed = ? AND chosen.place <= ?"
        found = self._connection.execute(mine, (identity, self.number, self._count)).fetchone()
        return None if found is None else int(found[0]) - 1

    def _one(self, what: str, most: int = _MOST) -> int | None:
        asked = f"SELECT {what} FROM chosen WHERE feed = ? AND place <= ?"  # noqa: S608
        (found,) = self._connection.execute(asked, (self.number, most)).fetchone()
        return None if found is None else int(found)


def shortened(whole: Article) -> Article:
    """The article without its content: what is left of it is its summary."""
    return replace(whole, content_html=None)
