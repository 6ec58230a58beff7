"""The articles of this run that can be shown, in order: sort keys and ids lie in SQLite, not in memory."""

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import starmap
from typing import Final, Literal, NamedTuple

from exporters.store.database import StoreDatabase
from exporters.store.entries import StoredEntries
from exporters.store.rows import row
from exporters.yamldoc.positions import TextPosition

_EVER: Final = -(1 << 62)
_EVER_AFTER: Final = 1 << 62
_AT_ONCE: Final = 100  # articles that are in memory together
_EVERY: Final = """
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
_LOSERS: Final = """
SELECT lost.place, lost.file, lost.id, won.file FROM (
  SELECT place, file, id, FIRST_VALUE(place) OVER (PARTITION BY id ORDER BY updated DESC, published DESC, place) AS best
  FROM shown WHERE id IN (SELECT id FROM shown GROUP BY id HAVING COUNT(*) > 1)
) AS lost JOIN shown AS won ON won.place = lost.best WHERE lost.place != lost.best ORDER BY lost.place
"""
_GONE: Final = """
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
    """An article on the shelf: its sort keys, and where the rest of it is."""

    place: int  # in the order in which files were read
    file: int  # its number in the cache
    digest: bytes  # of the file's content
    id: str
    published: int  # seconds since 1970
    updated: int  # seconds since 1970


class ArticleStore:
    """The articles of one run."""

    def __init__(self, database: StoreDatabase) -> None:
        """Nothing is shown yet."""
        self._connection = database.connection
        self._feeds = 0
        self.repeated = frozenset[str]()  # ids of which articles were left out

    def add(self, articles: Iterable[StoredArticle]) -> None:
        """Put articles on the shelf."""
        self._connection.executemany("INSERT INTO shown VALUES (?, ?, ?, ?, ?, ?)", articles)

    def lend(self, file: int, packed: bytes) -> None:
        """Hold an article for this run that no cache may keep, such as a draft."""
        self._connection.execute("INSERT INTO unkept VALUES (?, ?)", (file, packed))

    def withdraw(self, identity: str, article: "ArticleKey") -> None:
        """Know for this run of an article that was withdrawn, which no cache may keep either."""
        place, published, updated, packed, _ = article
        row = (place, identity, published, updated, packed)
        self._connection.execute("INSERT INTO withdrawn VALUES (?, ?, ?, ?, ?)", row)

    def withdrawn(self) -> Iterator["ArticleKey"]:
        """The articles that were withdrawn, of each id the one that would be shown, in the order of files.

        None that has the id of an article on the shelf: another file carries it now. There are only any where the run
        asked to know of them.
        """
        found = "SELECT place, published, updated, article FROM withdrawn"
        yield from starmap(ArticleKey, self._connection.execute(f"{found} WHERE place IN ({_GONE}) ORDER BY place"))

    def withdrawn_ids(self) -> list[str]:
        """The ids of the same, in the same order."""
        asked = f"SELECT id FROM withdrawn WHERE place IN ({_GONE}) ORDER BY place"  # noqa: S608 - constant text
        return [id_ for (id_,) in self._connection.execute(asked)]

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
        self.repeated = frozenset(id_ for *_, id_, _ in found)
        return [(lost, kept, id_) for _, lost, id_, kept in found]

    def packed(self, identity: str) -> bytes | None:
        """The article with that id; None where there is none."""
        found = self._connection.execute(_FIND, (identity,)).fetchone() if identity in self else None
        return bytes(found[0]) if found else None

    def path(self, identity: str) -> str | None:
        """The file of the article with that id, from the folder of the settings; None where there is none."""
        asked = "SELECT path FROM shown JOIN files USING (file) WHERE id = ?"
        found = self._connection.execute(asked, (identity,)).fetchone()
        return os.fsdecode(found[0]) if found else None

    def latest(self) -> int | None:
        """When the newest change happened, seconds since 1970; None without articles."""
        (moment,) = self._connection.execute("SELECT MAX(updated) FROM shown").fetchone()
        return None if moment is None else int(moment)

    def newest_moment(self, until: int | None = None) -> int | None:
        """When the newest article was published, none of those after `until`, seconds since 1970; None without any."""
        asked = "SELECT MAX(published) FROM shown WHERE published <= ?"
        (moment,) = self._connection.execute(asked, (_EVER_AFTER if until is None else until,)).fetchone()
        return None if moment is None else int(moment)

    def newest_place(self) -> tuple[str, TextPosition | None]:
        """The file of the newest article, from the folder of the settings, and where in it the date stands.

        The place of a draft's date is not known. There has to be an article.
        """
        asked = "SELECT path, outcome FROM shown JOIN files USING (file) ORDER BY shown.published DESC, id LIMIT 1"
        path, outcome = self._connection.execute(asked).fetchone()
        dated = row(outcome).dated
        return os.fsdecode(path), TextPosition(dated.line, dated.column) if dated else None

    def __contains__(self, identity: object) -> bool:
        """Whether an article has that id."""
        self._connection.execute("CREATE INDEX IF NOT EXISTS temp.shown_ids ON shown (id)")
        return self._connection.execute("SELECT 1 FROM shown WHERE id = ?", (identity,)).fetchone() is not None

    def count(self, since: int | None = None) -> int:
        """How many articles were not published before `since`."""
        asked = "SELECT COUNT(*) FROM shown WHERE published >= ?"
        (count,) = self._connection.execute(asked, (_EVER if since is None else since,)).fetchone()
        return int(count)

    def oldest_moment(self, feed: int) -> int | None:
        """When the oldest entry of the feed of that number was published, seconds since 1970; None without entries."""
        (moment,) = self._connection.execute("SELECT MIN(published) FROM chosen WHERE feed = ?", (feed,)).fetchone()
        return None if moment is None else int(moment)

    def newest(
        self,
        limit: int,
        *,
        since: int | None = None,
        until: int | None = None,
        by: Literal["published", "updated", "place"] = "published",
    ) -> int:
        """A feed by `by` descending, then `published` descending, then id ascending; its number comes back.

        By `place` it has the order in which articles were read.

        At most `limit` entries, 0 for all, none published before `since` or after `until`.
        """
        number = self.number()
        order = {"published": "published DESC, id", "updated": "updated DESC, published DESC, id", "place": "place"}[by]
        self._connection.execute(
            f"INSERT INTO chosen SELECT ?, ROW_NUMBER() OVER (ORDER BY {order}), file, digest, published, updated"  # noqa: S608
            f" FROM shown WHERE published BETWEEN ? AND ? ORDER BY {order} LIMIT ?",
            (number, _EVER if since is None else since, _EVER_AFTER if until is None else until, limit or -1),
        )
        return number

    def number(self) -> int:
        """A number for a feed, which no other one has."""
        self._feeds += 1
        return self._feeds

    def every(self) -> Iterator["ArticleKey"]:
        """Each article, in the order in which they were read."""
        last = -1
        while found := self._connection.execute(_EVERY, (last, _AT_ONCE)).fetchall():
            yield from map(ArticleKey._make, found)
            last = found[-1][0]

    def pick(self, picked: Iterable[tuple[int, int, float | None]]) -> None:
        """Take articles for feeds: the number of the feed, the place of the article, what it is sorted by."""
        self._connection.executemany("INSERT INTO picked VALUES (?, ?, ?)", picked)

    def choose(self, bounds: Iterable[tuple[int, int]]) -> None:
        """Put what was picked in order: the highest first, then by `published` descending, then id ascending.

        `bounds` are the numbers of the feeds, each with the most entries that it may have.
        """
        self._connection.executemany("INSERT INTO bounds VALUES (?, ?)", bounds)
        self._connection.execute(_CHOOSE)

    def chosen(self) -> int:
        """How many articles stand in any feed."""
        one = "COUNT(*)" if self._feeds == 1 else "COUNT(DISTINCT file)"  # which has to sort
        (count,) = self._connection.execute(f"SELECT {one} FROM chosen").fetchone()  # noqa: S608
        return int(count)

    def of_feeds(self, owners: Mapping[int, int]) -> dict[int, int]:
        """How many articles each feed has, in whichever of its documents, and those that were cut from it.

        `owners` are the numbers of documents, each with that of the feed it belongs to.
        """
        self._connection.execute("DELETE FROM owned")
        self._connection.executemany("INSERT INTO owned VALUES (?, ?)", owners.items())
        return dict(self._connection.execute(_OF_FEEDS))

    def is_in_one(self, feeds: Iterable[int]) -> bool:
        """Whether the document of one feed alone shows all articles of `feeds`, after `of_feeds` was asked."""
        self._connection.execute("DELETE FROM asked")
        self._connection.executemany("INSERT INTO asked VALUES (?)", ((feed,) for feed in feeds))
        return self._connection.execute(_IN_ONE).fetchone() is not None

    def entries(self, feed: int, limit: int | None = None) -> StoredEntries:
        """The entries of the feed of that number, at most `limit`."""
        return StoredEntries(self._connection, feed, limit)


class ArticleKey(NamedTuple):
    """One of all articles: its place among them, and what selections look at."""

    place: int
    published: int  # seconds since 1970
    updated: int  # seconds since 1970
    packed: bytes  # the article, as the cache has it
    is_public: bool = True  # no draft
