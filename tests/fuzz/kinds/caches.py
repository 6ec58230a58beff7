"""Cases of caches: damaged, or another program's."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from random import Random
from typing import Any, Final

from exporters.store.folder import NAME
from tests.fuzz import mutations, sites
from tests.fuzz.case import SITE, Case, Command
from tests.fuzz.child import scratch

_CACHE: Final = f"{SITE}/.outfeed/{NAME}"
_TABLES: Final = "SELECT name FROM sqlite_master WHERE type = 'table'"
_PRAGMAS: Final = ("application_id=1", "user_version=9", "journal_mode=wal", "encoding=utf16")
_VALUES: Final = (None, 0, -1, 1 << 62, 0.5, "", "x", b"", b"\x00", b"{}", b"[]", b"null", "x" * 4_000)
_EXPORT: Final = ("export", "--jobs", "1")


def caches(chance: Random) -> Case:
    """A cache that is damaged, or another program's: the export is what it is without one."""
    settings = chance.choice((*[sites.ONE_FEED] * 5, sites.MANY_FEEDS))
    files = {name: data for name, data in sites.exported(settings).items() if not name.startswith(f"{SITE}/out/")}
    data = files[_CACHE]
    for _ in range(chance.choice((1, 1, 3))):
        data = chance.choice((_damaged, mutations.of_bytes, mutations.of_bytes, _cut_at_a_page))(data, chance)
    files[_CACHE] = data
    if chance.random() < 0.15:
        files[f"{_CACHE}{chance.choice(('-journal', '-wal', '-shm'))}"] = mutations.of_bytes(
            data[: chance.choice((0, 512, 9_000))], chance
        )
    info: Command = ("cache", "info")
    cold: Command = ("export", "--jobs", "1", "--no-cache", "--out", "other")
    again: Command = chance.choice((_EXPORT, ("export", "--jobs", "2"), info))
    return Case("", 0, files, (chance.choice((info, ("plan", "--jobs", "1"))), _EXPORT, cold, again))


def _damaged(data: bytes, chance: Random) -> bytes:
    """What somebody may do with SQL."""
    with scratch() as folder:
        path = folder / "x"
        path.write_bytes(data)
        with suppress(sqlite3.Error, UnicodeError), closing(sqlite3.connect(path)) as connection:
            connection.text_factory = bytes
            tables = [name.decode() for (name,) in connection.execute(_TABLES)]
            if tables:
                connection.execute(*_statement(connection, chance.choice(tables), chance))
            connection.commit()
        return path.read_bytes()


def _statement(connection: sqlite3.Connection, table: str, chance: Random) -> tuple[str, tuple[Any, ...]]:
    """A statement that changes the table or what is in it, and its values."""
    column = chance.choice([row[1].decode() for row in connection.execute(f"PRAGMA table_info({table})")])
    statements: Sequence[str] = (
        f"DROP TABLE {table}",
        "CREATE TABLE x (y)",
        f"DELETE FROM {table} WHERE rowid % 2",  # noqa: S608 - a table of ours
        f"ALTER TABLE {table} RENAME COLUMN {column} TO z",
        f"ALTER TABLE {table} ADD COLUMN z",
        f"PRAGMA {chance.choice(_PRAGMAS)}",
        f"UPDATE {table} SET {column} = ?",  # noqa: S608 - a table of ours
        f"UPDATE {table} SET {column} = ?",  # noqa: S608 - a table of ours
    )
    statement = chance.choice(statements)
    return statement, (chance.choice(_VALUES),) * statement.count("?")


def _cut_at_a_page(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(0, len(data) + 1, 4096)]
