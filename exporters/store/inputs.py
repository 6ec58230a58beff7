"""Which files are as they were when they were read last."""

import os
import time
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from exporters.store.database import BrokenCacheError, StoreDatabase
from exporters.store.rows import OutcomeRow, article, packed, row

SURE: Final = (
    2_000_000_000  # ns: some file systems tell time by 2 s, so a younger file may have changed within its stamp
)


class FileStamp(NamedTuple):
    """What a file system says of a file without reading it: another content has another stamp, but for bad luck."""

    size: int  # bytes
    mtime: int  # ns since 1970
    ctime: int  # ns since 1970
    inode: int


class KnownFile(NamedTuple):
    """A file that was read before."""

    number: int  # of the file in the cache
    stamp: FileStamp
    seen: int  # ns since 1970, before the run that found that stamp
    digest: bytes  # of its content
    row: OutcomeRow

    def is_as(self, stamp: FileStamp | None) -> bool:
        """Whether a file with that stamp surely holds the same bytes."""
        return stamp == self.stamp and stamp.mtime + SURE <= self.seen


class KnownFiles:
    """The files that a cache knows, by their path from the folder of the settings."""

    def __init__(self, database: StoreDatabase) -> None:
        """Look into `database`."""
        self._connection = database.connection
        self._begun = time.time_ns()  # what changes from now on may keep the stamp that this run sees

    def known(self, paths: Sequence[str]) -> list[KnownFile | None]:
        """What is known of each of `paths`, None where nothing. Raises BrokenCacheError."""
        names = [os.fsencode(path) for path in paths]
        marks = ",".join("?" * len(names))
        rows = self._connection.execute(
            f"SELECT path, file, size, mtime, ctime, inode, seen, digest, outcome FROM files WHERE path IN ({marks})",  # noqa: S608 - question marks
            names,
        )
        found = {
            path: KnownFile(file, FileStamp(size, mtime, ctime, inode), seen, _bytes(digest), row(outcome))
            for path, file, size, mtime, ctime, inode, seen, digest, outcome in rows
        }
        return [found.get(name) for name in names]

    def again(self, files: Iterable[tuple[int, FileStamp]]) -> None:
        """Remember that files, by their numbers, hold what they held, under new stamps."""
        self._connection.executemany(
            "UPDATE files SET size = ?, mtime = ?, ctime = ?, inode = ?, seen = ? WHERE file = ?",
            ((*stamp, self._begun, number) for number, stamp in files),
        )

    def put(self, path: str, stamp: FileStamp, digest: bytes, kept: OutcomeRow, content: bytes | None) -> int:
        """Remember what became of the file at `path`, and its packed article; the number of the file comes back."""
        name = os.fsencode(path)
        self._connection.execute(
            "INSERT INTO files (path, size, mtime, ctime, inode, seen, digest, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime = excluded.mtime, ctime = excluded.ctime,"
            " inode = excluded.inode, seen = excluded.seen, digest = excluded.digest, outcome = excluded.outcome",
            (name, *stamp, self._begun, digest, packed(kept)),
        )  # RETURNING would need SQLite 3.35, and systems with 3.34 are in use
        (number,) = self._connection.execute("SELECT file FROM files WHERE path = ?", (name,)).fetchone()
        if content is None:
            gone = self._connection.execute("DELETE FROM articles WHERE file = ?", (number,))
            if gone.rowcount:
                self._forget_tellings()
        else:
            self._connection.execute("INSERT OR REPLACE INTO articles VALUES (?, ?, ?)", (number, digest, content))
        return int(number)

    def path(self, number: int) -> str:
        """The path of the file with that number. Raises BrokenCacheError."""
        found = self._connection.execute("SELECT path FROM files WHERE file = ?", (number,)).fetchone()
        name = _bytes(found and found[0])
        if self._connection.execute("SELECT file FROM files WHERE path = ?", (name,)).fetchone() != (number,):
            message = "a path is not the one that was written"  # the index has another one
            raise BrokenCacheError(message)
        return os.fsdecode(name)

    def dialect(self, number: int) -> str:
        """The dialect that the file with that number was read by. Raises BrokenCacheError."""
        found = self._connection.execute("SELECT outcome FROM files WHERE file = ?", (number,)).fetchone()
        return row(_bytes(found and found[0])).dialect

    def url(self, number: int) -> str | None:
        """The permalink of the article of the file with that number; None where the cache may not keep it."""
        found = self._connection.execute("SELECT article FROM articles WHERE file = ?", (number,)).fetchone()
        return article(found[0]).url if found else None

    def here(self, numbers: Iterable[int]) -> None:
        """Remember that these files are there in this run."""
        self._connection.executemany("INSERT OR IGNORE INTO here VALUES (?)", ((number,) for number in numbers))

    def forget_others(self, folder: str, mark: str = "/") -> None:
        """Forget the files below `folder` that are not there in this run; "." is the folder of the settings.

        `mark` is what parts their names from that of the folder: items of a file have another one.
        """
        within = "path >= ? AND path < ?" if folder != "." else "1"
        bounds = (os.fsencode(folder + mark), os.fsencode(folder + chr(ord(mark) + 1))) if folder != "." else ()
        gone = f"SELECT file FROM files WHERE {within} AND file NOT IN here"  # noqa: S608 - constant text
        if self._connection.execute(f"DELETE FROM articles WHERE file IN ({gone})", bounds).rowcount:  # noqa: S608
            self._forget_tellings()
        self._connection.execute(f"DELETE FROM files WHERE file IN ({gone})", bounds)  # noqa: S608

    def _forget_tellings(self) -> None:
        """Forget what was told of documents: it may name an article that is gone, or is a draft now."""
        self._connection.execute("DELETE FROM documents WHERE tells")
        self._connection.execute("DELETE FROM places WHERE feed NOT IN (SELECT feed FROM documents)")


def _bytes(value: object) -> bytes:
    """`value`, as it was put into the cache. Raises BrokenCacheError where it is none."""
    if not isinstance(value, bytes):
        message = "a value is missing"
        raise BrokenCacheError(message)
    return value
