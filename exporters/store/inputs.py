"""Find article files that have not changed since they were read last."""

import os
import time
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from exporters.store.database import BrokenCacheError, StoreDatabase
from exporters.store.rows import OutcomeRow, decode_article, decode_row, pack

STAMP_RESOLUTION: Final = (
    2_000_000_000  # ns: some file systems tell time by 2 s, so a younger file may have changed within its stamp
)


class FileStamp(NamedTuple):
    """The file system's metadata of a file: a changed file has another stamp, with rare exceptions."""

    size: int  # bytes
    mtime: int  # ns since 1970
    ctime: int  # ns since 1970
    inode: int


class KnownFile(NamedTuple):
    """A file that an earlier run read."""

    number: int  # of the file in the cache
    stamp: FileStamp
    read_at: int  # ns since 1970, when the run began that read this stamp
    digest: bytes  # of its content
    row: OutcomeRow

    def is_unchanged(self, stamp: FileStamp | None) -> bool:
        """Whether a file with that stamp certainly has the same bytes."""
        return stamp == self.stamp and stamp.mtime + STAMP_RESOLUTION <= self.read_at


class FileToStore(NamedTuple):
    """What became of a file that was read."""

    path: str
    stamp: FileStamp
    digest: bytes  # of its content
    outcome: OutcomeRow
    article: bytes | None  # packed; None: there is none, or the cache may not keep it


class KnownFiles:
    """The files in a cache, by their path relative to the folder of the settings."""

    def __init__(self, database: StoreDatabase) -> None:
        """Use the tables of `database`."""
        self._connection = database.connection
        self._started = time.time_ns()  # a file that changes from now on may keep its stamp

    def find(self, paths: Sequence[str]) -> list[KnownFile | None]:
        """Return the cached file of each path, None for a new one. Raises BrokenCacheError."""
        names = [os.fsencode(path) for path in paths]
        rows = self._select("path, file, size, mtime, ctime, inode, seen, digest, outcome", names)
        by_path = {
            path: KnownFile(file, FileStamp(size, mtime, ctime, inode), read_at, _bytes(digest), decode_row(outcome))
            for path, file, size, mtime, ctime, inode, read_at, digest, outcome in rows
        }
        return [by_path.get(name) for name in names]

    def update_stamps(self, files: Iterable[tuple[int, FileStamp]]) -> None:
        """Store new stamps of files whose content is the same, by their numbers."""
        self._connection.executemany(
            "UPDATE files SET size = ?, mtime = ?, ctime = ?, inode = ?, seen = ? WHERE file = ?",
            ((*stamp, self._started, number) for number, stamp in files),
        )

    def _select(self, columns: str, names: Sequence[bytes]) -> Iterable[tuple[Any, ...]]:
        """Return `columns` of the files with these paths, in any order."""
        marks = ",".join("?" * len(names))
        return self._connection.execute(f"SELECT {columns} FROM files WHERE path IN ({marks})", names)  # noqa: S608 - constant text

    def store(self, files: Sequence[FileToStore]) -> list[int]:
        """Store files with their articles; return the number of each. One by one would take twice as long."""
        if not files:
            return []
        names = [os.fsencode(each.path) for each in files]
        self._connection.executemany(
            "INSERT INTO files (path, size, mtime, ctime, inode, seen, digest, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime = excluded.mtime, ctime = excluded.ctime,"
            " inode = excluded.inode, seen = excluded.seen, digest = excluded.digest, outcome = excluded.outcome",
            (
                (name, *each.stamp, self._started, each.digest, pack(each.outcome))
                for name, each in zip(names, files, strict=True)
            ),
        )  # RETURNING would need SQLite 3.35, and systems with 3.34 are in use
        by_path = dict(self._select("path, file", names))
        numbers = [_number(by_path.get(name)) for name in names]
        self._store_articles(zip(numbers, files, strict=True))
        return numbers

    def _store_articles(self, files: Iterable[tuple[int, FileToStore]]) -> None:
        """Store the articles of files by the numbers of those; delete the article of a file that has none now."""
        articles: list[tuple[int, bytes, bytes]] = []
        without_article: list[tuple[int]] = []
        for number, each in files:
            if each.article is None:
                without_article.append((number,))
            else:
                articles.append((number, each.digest, each.article))
        self._connection.executemany("INSERT OR REPLACE INTO articles VALUES (?, ?, ?)", articles)
        if without_article:
            deleted = self._connection.executemany("DELETE FROM articles WHERE file = ?", without_article)
            if deleted.rowcount > 0:
                self._delete_diagnostics()

    def update_outcome(self, number: int, outcome: OutcomeRow) -> None:
        """Store another outcome of the file with that number, whose article is the same."""
        self._connection.execute("UPDATE files SET outcome = ? WHERE file = ?", (pack(outcome), number))

    def path(self, number: int) -> str:
        """Return the path of the file with that number. Raises BrokenCacheError."""
        result = self._connection.execute("SELECT path FROM files WHERE file = ?", (number,)).fetchone()
        name = _bytes(result and result[0])
        if self._connection.execute("SELECT file FROM files WHERE path = ?", (name,)).fetchone() != (number,):
            message = "a path is not the one that was written"  # the index has another one
            raise BrokenCacheError(message)
        return os.fsdecode(name)

    def dialect(self, number: int) -> str:
        """The dialect that the file with that number was read by. Raises BrokenCacheError."""
        result = self._connection.execute("SELECT outcome FROM files WHERE file = ?", (number,)).fetchone()
        return decode_row(_bytes(result and result[0])).dialect

    def url(self, number: int) -> str | None:
        """The permalink of the article of the file with that number; None where the cache may not keep it."""
        result = self._connection.execute("SELECT article FROM articles WHERE file = ?", (number,)).fetchone()
        return decode_article(result[0]).url if result else None

    def mark_present(self, numbers: Iterable[int]) -> None:
        """Mark these files as present in this run."""
        self._connection.executemany("INSERT OR IGNORE INTO here VALUES (?)", ((number,) for number in numbers))

    def delete_absent(self, folder: str, mark: str = "/") -> None:
        """Delete the files below `folder` that are not present in this run; "." is the folder of the settings.

        `mark` is what parts their names from that of the folder: items of a file have another one.
        """
        condition = "path >= ? AND path < ?" if folder != "." else "1"
        bounds = (os.fsencode(folder + mark), os.fsencode(folder + chr(ord(mark) + 1))) if folder != "." else ()
        absent = f"SELECT file FROM files WHERE {condition} AND file NOT IN here"  # noqa: S608 - constant text
        if self._connection.execute(f"DELETE FROM articles WHERE file IN ({absent})", bounds).rowcount:  # noqa: S608
            self._delete_diagnostics()
        self._connection.execute(f"DELETE FROM files WHERE file IN ({absent})", bounds)  # noqa: S608

    def _delete_diagnostics(self) -> None:
        """Delete documents with diagnostics: they may name an article that is gone, or is a draft now."""
        self._connection.execute("DELETE FROM documents WHERE tells")
        self._connection.execute("DELETE FROM places WHERE feed NOT IN (SELECT feed FROM documents)")


def _number(value: object) -> int:
    """Return `value`. Raises BrokenCacheError if it is not a number."""
    if not isinstance(value, int):
        message = "a number is missing"  # the index of paths lost an entry
        raise BrokenCacheError(message)
    return value


def _bytes(value: object) -> bytes:
    """Return `value`. Raises BrokenCacheError if it is not bytes."""
    if not isinstance(value, bytes):
        message = "a value is missing"
        raise BrokenCacheError(message)
    return value
