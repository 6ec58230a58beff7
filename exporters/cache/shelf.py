"""The articles of this run that can be shown, in order: sort keys and ids lie in SQLite, not in memory."""

from collections.abc import Iterable, Iterator, Sequence
from sqlite3 import Connection, DatabaseError
from typing import Final, NamedTuple, overload

from exporters.cache.database import BrokenCacheError, Database
from exporters.cache.rows import article
from exporters.model.article import Article

_AT_ONCE: Final = 100  # articles that are in memory together
_PACKED: Final = """
SELECT IFNULL(kept.article, lent.article) FROM chosen
LEFT JOIN articles AS kept USING (file, digest) LEFT JOIN unkept AS lent USING (file)
WHERE feed = ? AND place > ? AND place <= ? ORDER BY place
"""
_LOSERS: Final = """
SELECT lost.place, lost.file, lost.id, won.file FROM (
  SELECT place, file, id, FIRST_VALUE(place) OVER (PARTITION BY id ORDER BY updated DESC, published DESC, place) AS best
  FROM shown WHERE id IN (SELECT id FROM shown GROUP BY id HAVING COUNT(*) > 1)
) AS lost JOIN shown AS won ON won.place = lost.best WHERE lost.place != lost.best ORDER BY lost.place
"""


class Shown(NamedTuple):
    """An article on the shelf: its sort keys, and where the rest of it is."""

    place: int  # in the order in which files were read
    file: int  # its number in the cache
    digest: bytes  # of the file's content
    id: str
    published: int  # seconds since 1970
    updated: int  # seconds since 1970


class Shelf:
    """The articles of one run."""

    def __init__(self, database: Database) -> None:
        """Nothing is shown yet."""
        self._connection = database.connection

    def add(self, articles: Iterable[Shown]) -> None:
        """Put articles on the shelf."""
        self._connection.executemany("INSERT INTO shown VALUES (?, ?, ?, ?, ?, ?)", articles)

    def lend(self, file: int, packed: bytes) -> None:
        """Hold an article for this run that no cache may keep, such as a draft."""
        self._connection.execute("INSERT INTO unkept VALUES (?, ?)", (file, packed))

    def __len__(self) -> int:
        """How many articles are on it."""
        (count,) = self._connection.execute("SELECT COUNT(*) FROM shown").fetchone()
        return int(count)

    def leave_out_repeated(self) -> list[tuple[int, int, str]]:
        """Keep one article of each id: the latest `updated`, then `published`, then the first that was read.

        The numbers of the files that are left out come back, each with that of the file kept instead, and their id.
        """
        found = self._connection.execute(_LOSERS).fetchall()
        self._connection.executemany("DELETE FROM shown WHERE place = ?", ((place,) for place, *_ in found))
        return [(lost, kept, id_) for _, lost, id_, kept in found]

    def latest(self) -> int | None:
        """When the newest change happened, seconds since 1970; None without articles."""
        (moment,) = self._connection.execute("SELECT MAX(updated) FROM shown").fetchone()
        return None if moment is None else int(moment)

    def newest(self, limit: int) -> "Entries":
        """By `published` descending, then id ascending; at most `limit`, 0 for all."""
        (number,) = self._connection.execute("SELECT IFNULL(MAX(feed), 0) + 1 FROM chosen").fetchone()
        self._connection.execute(
            "INSERT INTO chosen SELECT ?, ROW_NUMBER() OVER (ORDER BY published DESC, id), file, digest, updated"
            " FROM shown ORDER BY published DESC, id LIMIT ?",
            (number, limit or -1),
        )
        return Entries(self._connection, int(number))


class Entries(Sequence[Article]):
    """The articles of a feed, in order. They are read from disk as they are asked for, again and again."""

    def __init__(self, connection: Connection, feed: int) -> None:
        """Made by `Shelf.newest`."""
        self._connection = connection
        self._feed = feed
        self._count = self._one("COUNT(*)") or 0

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
            return [self[place] for place in range(*index.indices(self._count))]
        place = index if index >= 0 else index + self._count
        if not 0 <= place < self._count:
            raise IndexError(index)
        return article(self.packed(place, place + 1)[0])

    def __iter__(self) -> Iterator[Article]:
        """Each entry, few at a time in memory."""
        for start in range(0, self._count, _AT_ONCE):
            yield from map(article, self.packed(start, start + _AT_ONCE))

    def packed(self, start: int, stop: int) -> list[bytes]:
        """The articles from place `start` up to `stop`, as the cache has them. Raises BrokenCacheError."""
        try:
            found = self._connection.execute(_PACKED, (self._feed, start, stop)).fetchall()
        except DatabaseError as error:  # a guest may be asking, who knows nothing of databases
            raise BrokenCacheError(str(error)) from error
        if any(data is None for (data,) in found):
            message = "an article is missing"
            raise BrokenCacheError(message)
        return [data for (data,) in found]

    def digests(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """What stands for the content of each entry, from place `start` up to `stop`."""
        chosen = self._connection.execute(
            "SELECT digest FROM chosen WHERE feed = ? AND place > ? AND place <= ? ORDER BY place",
            (self._feed, start, self._count if stop is None else stop),
        )
        return (digest for (digest,) in chosen)

    def latest(self) -> int | None:
        """When the newest change of them happened, seconds since 1970; None without entries."""
        return self._one("MAX(updated)")

    def ids_from(self, start: str) -> list[str]:
        """The ids that begin with `start`."""
        return self._ids(start, f"{start}\U0010ffff")

    def have(self, identity: str) -> bool:
        """Whether one of them has that id."""
        self._connection.execute("CREATE INDEX IF NOT EXISTS temp.shown_ids ON shown (id)")
        return bool(self._ids(identity, identity))

    def _ids(self, first: str, last: str) -> list[str]:
        found = self._connection.execute(
            "SELECT id, file FROM shown WHERE id >= ? AND id <= ? ORDER BY id", (first, last)
        ).fetchall()
        if found:  # all may be such, where somebody means harm
            self._connection.execute("CREATE INDEX IF NOT EXISTS temp.chosen_files ON chosen (feed, file)")
        mine = "SELECT COUNT(*) FROM chosen WHERE feed = ? AND file = ?"
        return [id_ for id_, file in found if self._connection.execute(mine, (self._feed, file)).fetchone()[0]]

    def _one(self, what: str) -> int | None:
        (found,) = self._connection.execute(f"SELECT {what} FROM chosen WHERE feed = ?", (self._feed,)).fetchone()  # noqa: S608
        return None if found is None else int(found)
