"""The file behind a cache: SQLite, ours by its mark, made anew where it can't be used.

One transaction lasts a whole run, so that one which is killed leaves what was there before it. Another run at the same
time finds the file locked, and works without a cache.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

NAME: Final = "articles.sqlite3"
_LONG: Final = 10  # seconds of work that nobody likes to do again
_MARK: Final = 0x4F757466  # "Outf": the application id in the header of the file
_BESIDE: Final = {
    ".gitignore": "*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# A cache of Outfeed; it may be removed.\n",
}
_TABLES: Final = """
CREATE TABLE made (key BLOB NOT NULL);
CREATE TABLE files (
  file INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE,
  size INTEGER NOT NULL, mtime INTEGER NOT NULL, ctime INTEGER NOT NULL, inode INTEGER NOT NULL, seen INTEGER NOT NULL,
  digest BLOB NOT NULL, outcome BLOB NOT NULL
);
CREATE TABLE articles (file INTEGER PRIMARY KEY, article BLOB NOT NULL);
CREATE TABLE documents (feed BLOB PRIMARY KEY, written BLOB NOT NULL);
CREATE TABLE places (feed BLOB, part INTEGER, entries BLOB NOT NULL, PRIMARY KEY (feed, part));
"""
_OF_THE_RUN: Final = """
CREATE TEMP TABLE shown (
  place INTEGER PRIMARY KEY, file INTEGER NOT NULL, digest BLOB NOT NULL,
  id TEXT NOT NULL, published INTEGER NOT NULL, updated INTEGER NOT NULL
);
CREATE TEMP TABLE chosen (
  feed INTEGER, place INTEGER, file INTEGER NOT NULL, digest BLOB NOT NULL, updated INTEGER NOT NULL,
  PRIMARY KEY (feed, place)
) WITHOUT ROWID;
CREATE TEMP TABLE here (file INTEGER PRIMARY KEY);
CREATE TEMP TABLE unkept (file INTEGER PRIMARY KEY, article BLOB NOT NULL);
"""


class BrokenCacheError(Exception):
    """The cache does not hold what it should. Without it the same run gives the same result."""


class Database:
    """An open cache. `unused` says why it is a temporary one although another was asked for."""

    def __init__(self, connection: sqlite3.Connection, file: Path | None = None, unused: str = "") -> None:
        """Without `file` it is a temporary one, which vanishes with the run."""
        self.connection = connection
        self.file = file
        self.unused = unused
        self._kept = time.monotonic()

    def keep_now_and_then(self) -> None:
        """Keep what was written so far, so that a long run which is killed was not for nothing."""
        if self.file is not None and time.monotonic() - self._kept > _LONG:
            self.connection.execute("COMMIT")
            self.connection.execute("BEGIN IMMEDIATE")
            self._kept = time.monotonic()


@contextmanager
def opened(folder: Path | None, key: bytes) -> Iterator[Database]:
    """The cache in `folder`, holding nothing that was made under another key; None: a temporary one.

    Raises BrokenCacheError where its content can't be read, then or later in the block; the file is gone after that.
    """
    database = _opened(folder, key)
    try:
        yield database
        database.connection.execute("COMMIT")
    except (sqlite3.DatabaseError, BrokenCacheError) as error:
        database.connection.close()
        remove(folder)
        raise BrokenCacheError(str(error)) from error
    except BaseException:
        with suppress(sqlite3.Error):
            database.connection.execute("COMMIT")  # what was read is read, whatever came after
        raise
    finally:
        database.connection.close()


def remove(folder: Path | None) -> int:
    """Remove the cache in `folder`; the bytes that it took come back."""
    size = 0
    for name in [NAME, f"{NAME}-journal", *_BESIDE] if folder else []:
        file = folder / name if folder else Path()
        with suppress(OSError):
            size += file.stat().st_size
            file.unlink()
    with suppress(OSError):
        if folder:
            folder.rmdir()
    return size


def _opened(folder: Path | None, key: bytes) -> Database:
    if folder is None:
        return Database(_ready(sqlite3.connect("", isolation_level=None), key))
    try:
        _prepare(folder)
        return Database(_connected(folder / NAME, key), folder / NAME)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and "malformed" not in str(error):  # locked, or not writable
            return _temporary(key, str(error))
    except OSError as error:
        return _temporary(key, error.strerror or str(error))
    try:  # a file that is no cache of this program is in the way
        (folder / NAME).unlink()
        return Database(_connected(folder / NAME, key), folder / NAME)
    except (OSError, sqlite3.DatabaseError) as error:
        return _temporary(key, str(error))


def _temporary(key: bytes, why: str) -> Database:
    return Database(_ready(sqlite3.connect("", isolation_level=None), key), unused=why)


def _prepare(folder: Path) -> None:
    """Make the folder; what it holds is no business of git and of backups."""
    if not folder.is_dir():
        folder.mkdir(parents=True)
        for name, text in _BESIDE.items():
            (folder / name).write_text(text, encoding="utf-8")


def _connected(file: Path, key: bytes) -> sqlite3.Connection:
    """Open `file` for this run alone. Raises sqlite3.DatabaseError where it can't be used, or is none of ours."""
    connection = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        return _ready(connection, key)
    except sqlite3.DatabaseError:
        connection.close()
        raise


def _ready(connection: sqlite3.Connection, key: bytes) -> sqlite3.Connection:
    """Tables as they are needed; what was made under another key is dropped."""
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")  # between two transactions too
    connection.execute("PRAGMA synchronous=OFF")  # what a power failure tears is noticed when it is read
    connection.execute("PRAGMA cache_size=-16000")  # kB
    connection.execute("PRAGMA temp.cache_size=-16000")
    connection.execute("BEGIN IMMEDIATE")
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    if tables and mark != _MARK:
        message = "malformed: the file of another program"
        raise sqlite3.DatabaseError(message)
    if not tables or connection.execute("SELECT key FROM made").fetchall() != [(key,)]:
        for name in tables:
            connection.execute(f"DROP TABLE {name}")
        _execute(connection, _TABLES)
        connection.execute(f"PRAGMA application_id={_MARK}")
        connection.execute("INSERT INTO made VALUES (?)", (key,))
    _execute(connection, _OF_THE_RUN)
    return connection


def _execute(connection: sqlite3.Connection, script: str) -> None:
    """Each statement of `script` in the open transaction, which `executescript` would end."""
    for statement in script.split(";"):
        if statement.strip():
            connection.execute(statement)
