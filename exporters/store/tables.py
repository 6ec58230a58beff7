"""The SQL tables of a cache and of a run, and the check that a file is a cache."""

import sqlite3
from typing import Final

MARK: Final = 0x4F757466  # "Outf": the application id in the header of the file
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
CREATE TABLE published (name BLOB PRIMARY KEY, known BLOB NOT NULL) WITHOUT ROWID;
"""
_RUN_TABLES: Final = """
CREATE TEMP TABLE shown (
  place INTEGER PRIMARY KEY, file INTEGER NOT NULL, digest BLOB NOT NULL,
  id TEXT NOT NULL, published INTEGER NOT NULL, updated INTEGER NOT NULL
);
CREATE TEMP TABLE chosen (
  feed INTEGER, place INTEGER, file INTEGER NOT NULL, digest BLOB NOT NULL, published INTEGER NOT NULL,
  updated INTEGER NOT NULL, PRIMARY KEY (feed, place)
) WITHOUT ROWID;
CREATE TEMP TABLE picked (feed INTEGER NOT NULL, place INTEGER NOT NULL, score REAL);
CREATE TEMP TABLE bounds (feed INTEGER PRIMARY KEY, most INTEGER NOT NULL);
CREATE TEMP TABLE cut (feed INTEGER NOT NULL, file INTEGER NOT NULL);
CREATE TEMP TABLE owned (feed INTEGER PRIMARY KEY, owner INTEGER NOT NULL);
CREATE TEMP TABLE asked (feed INTEGER PRIMARY KEY);
CREATE TEMP TABLE here (file INTEGER PRIMARY KEY);
CREATE TEMP TABLE unkept (file INTEGER PRIMARY KEY, article BLOB NOT NULL);
CREATE TEMP TABLE withdrawn (
  place INTEGER PRIMARY KEY, id TEXT NOT NULL, published INTEGER NOT NULL, updated INTEGER NOT NULL,
  article BLOB NOT NULL
);
"""
_TABLE_NAMES: Final = frozenset({"made", "files", "articles", "documents", "places", "published"})
_STATEMENTS: Final = frozenset(each.strip() for each in _TABLES.split(";") if each.strip())
_LONGEST: Final = 256 * 1024 * 1024  # bytes of a value; an article of the largest file takes a tenth
_STEPS_BETWEEN_CHECKS: Final = 1_000_000  # steps of SQLite between two calls of the progress handler


class ForeignFileError(Exception):
    """The file belongs to another program."""


def create_tables(connection: sqlite3.Connection, key: bytes) -> sqlite3.Connection:
    """Create the tables that a run needs; drop those of another key."""
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")  # between two transactions too
    connection.execute("PRAGMA synchronous=OFF")  # a write that a power failure tears is detected on reading
    connection.execute("PRAGMA secure_delete=ON")  # no byte stays of an article that becomes a draft
    connection.execute("PRAGMA cache_size=-16000")  # kB
    connection.execute("PRAGMA temp.cache_size=-16000")
    connection.execute("BEGIN IMMEDIATE")
    tables = names(connection)
    if tables:
        check(connection)
    if not tables or connection.execute("SELECT key FROM made").fetchmany(2) != [(key,)]:
        for name in tables:
            connection.execute(f"DROP TABLE {name}")
        _execute(connection, _TABLES)
        connection.execute("INSERT INTO made VALUES (?)", (key,))
        connection.set_progress_handler(None, _STEPS_BETWEEN_CHECKS)
    connection.execute(f"PRAGMA application_id={MARK}")  # fails if the file is read-only, which BEGIN does not
    _execute(connection, _RUN_TABLES)
    return connection


def names(connection: sqlite3.Connection) -> list[str]:
    """Return the names of tables, views and indexes. Raises ForeignFileError if they belong to another program."""
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE sql IS NOT NULL LIMIT 99")]
    if tables and mark != MARK and not _TABLE_NAMES.issubset(tables):  # the mark alone may be damaged
        message = "the file of another program"
        raise ForeignFileError(message)
    return tables


def check(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.DatabaseError if the tables are not exactly ours: a view in place of a table may never end.

    From here on a query also ends after more steps than a file of this size can need, as where pages form a circle,
    and at a value longer than any of ours.
    """
    statements = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL LIMIT 99")
    if {sql for (sql,) in statements} != _STATEMENTS:
        message = "other tables than those of a cache"
        raise sqlite3.DatabaseError(message)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    checks = iter(range(100 + pages))
    connection.set_progress_handler(lambda: next(checks, None) is None, _STEPS_BETWEEN_CHECKS)


def _execute(connection: sqlite3.Connection, script: str) -> None:
    """Run each statement of `script` in the open transaction, which `executescript` would end."""
    for statement in script.split(";"):
        if statement.strip():
            connection.execute(statement)
