"""The file behind a cache: SQLite, ours by its mark, made anew where it is damaged.

What was done so far is kept every ten seconds while files are read, and when the run ends, so one that is killed loses
little. Another run at the same time finds the file locked, and works without a cache. So does one that finds the file
of another program.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from exporters.store.folder import NAME, discard, is_ours, prepare
from exporters.store.tables import ForeignFileError, ready

_LONG: Final = 10  # seconds of work that nobody likes to do again
_ELSEWHERE: Final = (  # what is no fault of the file: it is locked, or can't be written
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_AUTH,
)


class BrokenCacheError(Exception):
    """The cache does not hold what it should. Without it the same run gives the same result."""


class StoreDatabase:
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
def opened(folder: Path | None, key: bytes) -> Iterator[StoreDatabase]:
    """The cache in `folder`, holding nothing that was made under another key; None: a temporary one.

    Raises BrokenCacheError where its content can't be read, then or later in the block; the file is gone after that.
    """
    database = _opened(folder, key)
    try:
        yield database
    except (sqlite3.DatabaseError, BrokenCacheError) as error:
        database.connection.close()
        discard(database.file)
        raise BrokenCacheError(str(error)) from error
    except BaseException:
        with suppress(sqlite3.Error):
            database.connection.execute("COMMIT")  # what was read is read, whatever came after
        raise
    else:
        try:
            database.connection.execute("COMMIT")
        except sqlite3.DatabaseError:  # such as a full disk: the run is done, the next one has to begin anew
            database.connection.close()
            discard(database.file)
    finally:
        database.connection.close()


def _opened(folder: Path | None, key: bytes) -> StoreDatabase:
    if folder is None:
        return _temporary(key, "")
    try:
        prepare(folder)
        return StoreDatabase(_connected(folder / NAME, key), folder / NAME)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _ELSEWHERE:
            return _temporary(key, str(error))
    except OSError as error:
        return _temporary(key, error.strerror or str(error))
    except ForeignFileError as error:
        return _temporary(key, str(error))
    if not is_ours(folder / NAME):
        return _temporary(key, "the file of another program")
    try:  # it is damaged
        discard(folder / NAME)
        return StoreDatabase(_connected(folder / NAME, key), folder / NAME)
    except (ForeignFileError, sqlite3.DatabaseError) as error:
        return _temporary(key, str(error))


def _temporary(key: bytes, why: str) -> StoreDatabase:
    return StoreDatabase(ready(sqlite3.connect("", isolation_level=None), key), unused=why)


def _connected(file: Path, key: bytes) -> sqlite3.Connection:
    """Open `file` for this run alone. Raises sqlite3.DatabaseError where it can't be used, ForeignError."""
    connection = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        return ready(connection, key)
    except (sqlite3.DatabaseError, ForeignFileError):
        connection.close()
        raise
    except UnicodeDecodeError as error:  # what SQLite says of a damaged table names that table
        connection.close()
        raise sqlite3.DatabaseError from error
