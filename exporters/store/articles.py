"""The articles of this run, in order: sort keys and ids are in SQLite, not in memory."""

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import starmap
from typing import Final, Literal, NamedTuple

from exporters.model.outcome import FieldOrigin
from exporters.store.database import StoreDatabase
from exporters.store.entries import StoredEntries
from exporters.store.rows import decode_row
from exporters.yamldoc.positions import TextPosition

_BEGINNING: Final = -(1 << 62)
_END: Final = 1 << 62
_BATCH: Final = 100  # articles in memory at a time
_ALL: Final = """
SELECT place, published, updated, IFNULL(kept.article, lent.article), lent.article IS NULL FROM shown
LEFT JOIN articles AS kept USING (file, digest) LEFT JOIN unkept AS lent USING (file)
WHERE place > ? ORDER BY place LIMIT ?
"""
_FIND: Final = """
SELECT IFNULL(kept.article, lent.article) FROM shown
LEFT JOIN articles AS kept USING (file, digest) LEFT JOIN unkept AS lent USING (file) WHERE id = ?
"""
_CHOOSE: Final = """
INSERT INTO chosen SELECT feed, place, file, digest, published, updated FROM (
  SELECT feed, file, digest, published, updated,
    ROW_NUMBER() OVER (PARTITION BY feed ORDER BY score DESC, published DESC, id) AS place
  FROM picked JOIN shown USING (place)
) JOIN bounds USING (feed) WHERE place <= most
"""
_SHARE: Final = """
INSERT INTO chosen SELECT ?, ROW_NUMBER() OVER (ORDER BY published DESC, file), file, digest, published, updated FROM (
  SELECT file, digest, published, updated FROM chosen WHERE feed IN asked GROUP BY file HAVING COUNT(*) > 1
  ORDER BY published DESC, file LIMIT ?
)
"""
_LOSERS: Final = """
SELECT lost.place, lost.file, lost.id, won.file FROM (
  SELECT place, file, id, FIRST_VALUE(place) OVER (PARTITION BY id ORDER BY updated DESC, published DESC, place) AS best
  FROM shown WHERE id IN (SELECT id FROM shown GROUP BY id HAVING COUNT(*) > 1)
) AS lost JOIN shown AS won ON won.place = lost.best WHERE lost.place != lost.best ORDER BY lost.place
"""
_WITHDRAWN: Final = """
SELECT place FROM (
  SELECT place, id, ROW_NUMBER() OVER (PARTITION BY id ORDER BY updated DESC, published DESC, place) AS rank
  FROM withdrawn
) WHERE rank = 1 AND id NOT IN (SELECT id FROM shown)
"""


_OWNED: Final = """
SELECT owner, file FROM chosen JOIN owned USING (feed) UNION SELECT owner, file FROM cut JOIN owned USING (feed)
"""
_OF_FEEDS: Final = f"SELECT owner, COUNT(*) FROM ({_OWNED}) GROUP BY owner ORDER BY owner"  # noqa: S608 - constant text
_IN_ONE: Final = f"""
WITH every AS (SELECT DISTINCT file FROM ({_OWNED}) WHERE owner IN asked)
SELECT feed FROM chosen JOIN owned USING (feed) JOIN every USING (file) WHERE feed = owner
GROUP BY feed HAVING COUNT(*) = (SELECT COUNT(*) FROM every) LIMIT 1
"""  # noqa: S608 - constant text


class StoredArticle(NamedTuple):
    """An article of the store: its sort keys, and where the rest of it is."""

    place: int  # in reading order
    file: int  # number of the file in the cache
    digest: bytes  # of the file's content
    id: str
    published: int  # seconds since 1970
    updated: int  # seconds since 1970


class ArticleStore:
    """The articles of one run, and the entries selected for each feed."""

    def __init__(self, database: StoreDatabase) -> None:
        """Use the tables of `database`, which are empty when a run begins."""
        self._connection = database.connection
        self._feeds = 0
        self.has_enclosures = False  # whether one of the articles has files
        self.repeated_ids = frozenset[str]()  # ids that several files have

    def add(self, articles: Iterable[StoredArticle]) -> None:
        """Add articles."""
        self._connection.executemany("INSERT INTO shown VALUES (?, ?, ?, ?, ?, ?)", articles)

    def add_uncached(self, file: int, packed: bytes) -> None:
        """Add an article that must not be cached, such as a draft."""
        self._connection.execute("INSERT INTO unkept VALUES (?, ?)", (file, packed))

    def add_withdrawn(self, identity: str, article: "ArticleKey") -> None:
        """Add a withdrawn article, which must not be cached either."""
        place, published, updated, packed, _ = article
        row = (place, identity, published, updated, packed)
        self._connection.execute("INSERT INTO withdrawn VALUES (?, ?, ?, ?, ?)", row)

    def withdrawn(self) -> Iterator["ArticleKey"]:
        """Yield the withdrawn articles, one per id, in the order of files.

        An id that another article of the store has is left out: that file carries it now. There are none unless the
        settings ask for tombstones.
        """
        result = "SELECT place, published, updated, article FROM withdrawn"
        yield from starmap(
            ArticleKey, self._connection.execute(f"{result} WHERE place IN ({_WITHDRAWN}) ORDER BY place")
        )

    def withdrawn_ids(self) -> list[str]:
        """Return the ids of the withdrawn articles, in the same order."""
        query = f"SELECT id FROM withdrawn WHERE place IN ({_WITHDRAWN}) ORDER BY place"  # noqa: S608 - constant text
        return [id_ for (id_,) in self._connection.execute(query)]

    def __len__(self) -> int:
        """Return the number of articles."""
        (count,) = self._connection.execute("SELECT COUNT(*) FROM shown").fetchone()
        return int(count)

    def remove_repeated(self) -> list[tuple[int, int, str]]:
        """Keep one article per id: the latest `updated`, then `published`, then the first that was read.

        Returns the numbers of the files left out, each with that of the file kept and their id.
        """
        result = self._connection.execute(_LOSERS).fetchall()
        self._connection.executemany("DELETE FROM shown WHERE place = ?", ((place,) for place, *_ in result))
        self.repeated_ids = frozenset(id_ for *_, id_, _ in result)
        return [(file, kept_file, id_) for _, file, id_, kept_file in result]

    def packed(self, identity: str) -> bytes | None:
        """Return the packed article with that id; None if there is none."""
        result = self._connection.execute(_FIND, (identity,)).fetchone() if identity in self else None
        return bytes(result[0]) if result else None

    def path(self, identity: str) -> str | None:
        """Return the file of the article with that id, relative to the settings folder; None if there is none."""
        query = "SELECT path FROM shown JOIN files USING (file) WHERE id = ?"
        result = self._connection.execute(query, (identity,)).fetchone()
        return os.fsdecode(result[0]) if result else None

    def id_origin(self, identity: str) -> FieldOrigin | None:
        """Return the field that gives the article its id, where it is an item of a file; None otherwise."""
        query = "SELECT outcome FROM shown JOIN files USING (file) WHERE id = ?"
        result = self._connection.execute(query, (identity,)).fetchone()
        return decode_row(result[0]).id_origin if result else None

    def latest_change(self) -> int | None:
        """Return the latest `updated`, in seconds since 1970; None without articles."""
        (moment,) = self._connection.execute("SELECT MAX(updated) FROM shown").fetchone()
        return None if moment is None else int(moment)

    def newest_moment(self, until: int | None = None) -> int | None:
        """Return the latest `published` up to `until`, in seconds since 1970; None without articles."""
        query = "SELECT MAX(published) FROM shown WHERE published <= ?"
        (moment,) = self._connection.execute(query, (_END if until is None else until,)).fetchone()
        return None if moment is None else int(moment)

    def newest_place(self) -> tuple[str, TextPosition | None]:
        """Return the file of the newest article, relative to the folder of the settings, and the position of its date.

        The position of a draft's date is None. Raises TypeError without articles.
        """
        query = "SELECT path, outcome FROM shown JOIN files USING (file) ORDER BY shown.published DESC, id LIMIT 1"
        path, outcome = self._connection.execute(query).fetchone()
        dated = decode_row(outcome).date_origin
        return os.fsdecode(path), TextPosition(dated.line, dated.column) if dated else None

    def __contains__(self, identity: object) -> bool:
        """Whether an article has that id."""
        self._connection.execute("CREATE INDEX IF NOT EXISTS temp.shown_ids ON shown (id)")
        return self._connection.execute("SELECT 1 FROM shown WHERE id = ?", (identity,)).fetchone() is not None

    def count(self, since: int | None = None) -> int:
        """Return the number of articles published at `since` or later."""
        query = "SELECT COUNT(*) FROM shown WHERE published >= ?"
        (count,) = self._connection.execute(query, (_BEGINNING if since is None else since,)).fetchone()
        return int(count)

    def oldest_moment(self, feed: int) -> int | None:
        """Return when the oldest entry of a feed was published, in seconds since 1970; None without entries."""
        (moment,) = self._connection.execute("SELECT MIN(published) FROM chosen WHERE feed = ?", (feed,)).fetchone()
        return None if moment is None else int(moment)

    def create_feed(
        self,
        limit: int,
        *,
        since: int | None = None,
        until: int | None = None,
        by: Literal["published", "updated", "place"] = "published",
    ) -> int:
        """Create a feed, sorted by `by` descending, `published` descending, id ascending, and return its number.

        By `place` it has the order in which articles were read.

        It has at most `limit` entries (0: all), published from `since` to `until`.
        """
        number = self.new_number()
        order = {"published": "published DESC, id", "updated": "updated DESC, published DESC, id", "place": "place"}[by]
        self._connection.execute(
            f"INSERT INTO chosen SELECT ?, ROW_NUMBER() OVER (ORDER BY {order}), file, digest, published, updated"  # noqa: S608
            f" FROM shown WHERE published BETWEEN ? AND ? ORDER BY {order} LIMIT ?",
            (number, _BEGINNING if since is None else since, _END if until is None else until, limit or -1),
        )
        return number

    def create_shared_feed(self, feeds: Iterable[int], limit: int) -> int:
        """Create a feed of the entries that at least two of `feeds` have, the newest first, and return its number."""
        number = self.new_number()
        self._ask(feeds)
        self._connection.execute(_SHARE, (number, limit))
        return number

    def _ask(self, feeds: Iterable[int]) -> None:
        self._connection.execute("DELETE FROM asked")
        self._connection.executemany("INSERT INTO asked VALUES (?)", ((feed,) for feed in feeds))

    def new_number(self) -> int:
        """Return a new number for a feed."""
        self._feeds += 1
        return self._feeds

    def all_articles(self) -> Iterator["ArticleKey"]:
        """Yield each article, in reading order."""
        last = -1
        while result := self._connection.execute(_ALL, (last, _BATCH)).fetchall():
            yield from map(ArticleKey._make, result)
            last = result[-1][0]

    def add_picks(self, picks: Iterable[tuple[int, int, float | None]]) -> None:
        """Add picks: the number of the feed, the place of the article, the score it is sorted by."""
        self._connection.executemany("INSERT INTO picked VALUES (?, ?, ?)", picks)

    def sort_picks(self, bounds: Iterable[tuple[int, int]]) -> None:
        """Sort the picks of each feed: highest score first, then `published` descending, then id ascending.

        `bounds` are the numbers of the feeds, each with its maximum of entries.
        """
        self._connection.executemany("INSERT INTO bounds VALUES (?, ?)", bounds)
        self._connection.execute(_CHOOSE)

    def count_in_feeds(self) -> int:
        """Return the number of articles that are in at least one feed."""
        one = "COUNT(*)" if self._feeds == 1 else "COUNT(DISTINCT file)"  # which has to sort
        (count,) = self._connection.execute(f"SELECT {one} FROM chosen").fetchone()  # noqa: S608
        return int(count)

    def count_by_feed(self, owners: Mapping[int, int]) -> dict[int, int]:
        """Return the number of articles per feed over all its documents, with those that were cut from it.

        `owners` maps the number of each document to that of its feed.
        """
        self._connection.execute("DELETE FROM owned")
        self._connection.executemany("INSERT INTO owned VALUES (?, ?)", owners.items())
        return dict(self._connection.execute(_OF_FEEDS))

    def is_in_one(self, feeds: Iterable[int]) -> bool:
        """Whether one document holds all articles of `feeds`. Call `count_by_feed` first."""
        self._ask(feeds)
        return self._connection.execute(_IN_ONE).fetchone() is not None

    def entries(self, feed: int, limit: int | None = None) -> StoredEntries:
        """Return the entries of a feed, at most `limit`."""
        return StoredEntries(self._connection, feed, limit)


class ArticleKey(NamedTuple):
    """An article as selections read it: its place, its dates, the packed article."""

    place: int
    published: int  # seconds since 1970
    updated: int  # seconds since 1970
    packed: bytes  # the article in MessagePack, with a check sum
    is_public: bool = True  # False for a draft
