"""The SQLite file of a cache, rebuilt if it is damaged.

A run commits every ten seconds while it reads files, and when it ends, so one that is killed loses
little. Another run at the same time finds the file locked, and works without a cache. So does one that finds the
file of another program.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from exporters.store.folder import NAME, discard, is_ours, prepare
from exporters.store.tables import ForeignFileError, create_tables

_COMMIT_SECONDS: Final = 10  # seconds between two commits
_NOT_DAMAGE: Final = (  # not the fault of the file: it is locked, or can't be written
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_AUTH,
)


class BrokenCacheError(Exception):
    """The content of the cache is damaged. Without the cache the same run gives the same result."""


class StoreDatabase:
    """An open cache. `unused` says why it is temporary although a file was asked for."""

    def __init__(self, connection: sqlite3.Connection, file: Path | None = None, unused_reason: str = "") -> None:
        """Without `file` the database is temporary and vanishes with the run."""
        self.connection = connection
        self.file = file
        self.unused_reason = unused_reason
        self._committed_at = time.monotonic()

    def commit_if_due(self) -> None:
        """Commit if the last commit is more than ten seconds ago."""
        if self.file is not None and time.monotonic() - self._committed_at > _COMMIT_SECONDS:
            self.connection.execute("COMMIT")
            self.connection.execute("BEGIN IMMEDIATE")
            self._committed_at = time.monotonic()


@contextmanager
def open_store(folder: Path | None, key: bytes) -> Iterator[StoreDatabase]:
    """Open the cache in `folder`, emptied if it was built with another key; None: a temporary one.

    Raises BrokenCacheError if its content can't be read, now or in the block; the file is then removed.
    """
    database = _open(folder, key)
    try:
        yield database
    except (sqlite3.DatabaseError, BrokenCacheError) as error:
        database.connection.close()
        discard(database.file)
        raise BrokenCacheError(str(error)) from error
    except BaseException:
        with suppress(sqlite3.Error):
            database.connection.execute("COMMIT")  # what was read stays valid after any error
        raise
    else:
        try:
            database.connection.execute("COMMIT")
        except sqlite3.DatabaseError:  # such as a full disk: this run is done, the next one starts with an empty cache
            database.connection.close()
            discard(database.file)
    finally:
        database.connection.close()


def _open(folder: Path | None, key: bytes) -> StoreDatabase:
    if folder is None:
        return _open_temporary(key, "")
    try:
        prepare(folder)
        return StoreDatabase(_connect(folder / NAME, key), folder / NAME)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_DAMAGE:
            return _open_temporary(key, str(error))
    except OSError as error:
        return _open_temporary(key, error.strerror or str(error))
    except ForeignFileError as error:
        return _open_temporary(key, str(error))
    if not is_ours(folder / NAME):
        return _open_temporary(key, "the file of another program")
    try:  # it is damaged
        discard(folder / NAME)
        return StoreDatabase(_connect(folder / NAME, key), folder / NAME)
    except (ForeignFileError, sqlite3.DatabaseError) as error:
        return _open_temporary(key, str(error))


def _open_temporary(key: bytes, reason: str) -> StoreDatabase:
    return StoreDatabase(create_tables(sqlite3.connect("", isolation_level=None), key), unused_reason=reason)


def _connect(file: Path, key: bytes) -> sqlite3.Connection:
    """Open `file` exclusively. Raises sqlite3.DatabaseError if it can't be used, ForeignFileError."""
    connection = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        return create_tables(connection, key)
    except (sqlite3.DatabaseError, ForeignFileError):
        connection.close()
        raise
    except UnicodeDecodeError as error:  # what SQLite says of a damaged table names that table
        connection.close()
        raise sqlite3.DatabaseError from error
