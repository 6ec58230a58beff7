"""The file behind a cache: SQLite, ours by its mark, made anew where it is damaged.

One transaction lasts a whole run, so that one which is killed leaves what was there before it. Another run at the same
time finds the file locked, and works without a cache. So does one that finds the file of another program.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

NAME: Final = "articles.sqlite3"
_LONG: Final = 10  # seconds of work that nobody likes to do again
_MARK: Final = 0x4F757466  # "Outf": the application id in the header of the file
_ELSEWHERE: Final = (  # what is no fault of the file: it is locked, or can't be written
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_AUTH,
)
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
CREATE TABLE articles (file INTEGER PRIMARY KEY, digest BLOB NOT NULL, article BLOB NOT NULL);
CREATE TABLE documents (feed BLOB PRIMARY KEY, tells INTEGER NOT NULL, written BLOB NOT NULL);
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


class _ForeignError(Exception):
    """The file is another program's."""


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
    except (sqlite3.DatabaseError, BrokenCacheError) as error:
        database.connection.close()
        _discard(database.file)
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
            _discard(database.file)
    finally:
        database.connection.close()


def remove(folder: Path) -> int:
    """Remove the cache in `folder`, and nothing that is not ours; the bytes that it took come back."""
    size = 0 if _is_foreign(folder / NAME) else _discard(folder / NAME)
    for name, text in _BESIDE.items():
        with suppress(OSError):
            if (folder / name).read_bytes() == text.encode():
                (folder / name).unlink()
    with suppress(OSError):
        folder.rmdir()
    return size


def _discard(file: Path | None) -> int:
    """Remove the file of a cache; the bytes that it took come back."""
    size = 0
    for each in (file, file.with_name(f"{NAME}-journal")) if file else ():  # the other way round, it would look whole
        with suppress(OSError):
            held = each.stat().st_size
            each.unlink()
            size += held
    return size


def _is_foreign(file: Path) -> bool:
    """Whether a file is another program's; a damaged one may be ours."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=0)) as connection:
            _tables(connection)
    except _ForeignError:
        return True
    except sqlite3.DatabaseError:
        return False
    return False


def _opened(folder: Path | None, key: bytes) -> Database:
    if folder is None:
        return Database(_ready(sqlite3.connect("", isolation_level=None), key))
    try:
        _prepare(folder)
        return Database(_connected(folder / NAME, key), folder / NAME)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _ELSEWHERE:
            return _temporary(key, str(error))
    except OSError as error:
        return _temporary(key, error.strerror or str(error))
    except _ForeignError as error:
        return _temporary(key, str(error))
    try:  # it is damaged
        _discard(folder / NAME)
        return Database(_connected(folder / NAME, key), folder / NAME)
    except (_ForeignError, sqlite3.DatabaseError) as error:
        return _temporary(key, str(error))


def _temporary(key: bytes, why: str) -> Database:
    return Database(_ready(sqlite3.connect("", isolation_level=None), key), unused=why)


def _prepare(folder: Path) -> None:
    """Make the folder; what it holds is no business of git and of backups."""
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        for name, text in _BESIDE.items():
            (folder / name).write_text(text, encoding="utf-8")


def _connected(file: Path, key: bytes) -> sqlite3.Connection:
    """Open `file` for this run alone. Raises sqlite3.DatabaseError where it can't be used, _ForeignError."""
    connection = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        return _ready(connection, key)
    except (sqlite3.DatabaseError, _ForeignError):
        connection.close()
        raise
    except UnicodeDecodeError as error:  # what SQLite says of a damaged table names that table
        connection.close()
        raise sqlite3.DatabaseError from error


def _ready(connection: sqlite3.Connection, key: bytes) -> sqlite3.Connection:
    """Tables as they are needed; what was made under another key is dropped."""
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")  # between two transactions too
    connection.execute("PRAGMA synchronous=OFF")  # what a power failure tears is noticed when it is read
    connection.execute("PRAGMA secure_delete=ON")  # of an article that is a draft now no byte stays
    connection.execute("PRAGMA cache_size=-16000")  # kB
    connection.execute("PRAGMA temp.cache_size=-16000")
    connection.execute("BEGIN IMMEDIATE")
    tables = _tables(connection)
    if not tables or connection.execute("SELECT key FROM made").fetchall() != [(key,)]:
        for name in tables:
            connection.execute(f"DROP TABLE {name}")
        _execute(connection, _TABLES)
        connection.execute("INSERT INTO made VALUES (?)", (key,))
    connection.execute(f"PRAGMA application_id={_MARK}")  # fails where nothing can be written, which BEGIN does not
    _execute(connection, _OF_THE_RUN)
    return connection


def _tables(connection: sqlite3.Connection) -> list[str]:
    """The names of the tables. Raises _ForeignError where they are another program's."""
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    if tables and mark != _MARK and "made" not in tables:
        message = "the file of another program"
        raise _ForeignError(message)
    return tables


def _execute(connection: sqlite3.Connection, script: str) -> None:
    """Each statement of `script` in the open transaction, which `executescript` would end."""
    for statement in script.split(";"):
        if statement.strip():
            connection.execute(statement)
