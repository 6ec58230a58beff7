"""EntryStore: the articles of the feeds that are shown, in a temporary database that every thread may ask."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import Final

from exporters.model.article import Article
from exporters.serve.preview import EntryKey
from exporters.store.entries import EntryInput, StoredEntries
from exporters.store.rows import decode_article

_BATCH: Final = 100  # articles in memory at a time
_GENERATIONS: Final = 2  # builds whose articles stay, so that an answer in progress finds them


class EntryStore:
    """The articles of the last builds, by the number of their file and the digest of their content."""

    def __init__(self, file: Path) -> None:
        """Make the database at `file`, which goes with the workspace."""
        self._lock = Lock()
        self._connection = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=OFF")
        self._connection.execute("PRAGMA synchronous=OFF")
        self._connection.execute(
            "CREATE TABLE entry (file INTEGER, digest BLOB, article BLOB, PRIMARY KEY (file, digest))"
        )
        self._stored = set[tuple[int, bytes]]()
        self._generations: list[frozenset[tuple[int, bytes]]] = []

    def add(self, entries: StoredEntries) -> list[EntryInput]:
        """Store those articles of a feed that are new; return the inputs of all, in order."""
        inputs = entries.inputs()
        keys = [(each.file, each.digest) for each in inputs]
        with self._lock:
            for start in range(0, len(keys), _BATCH):
                part = keys[start : start + _BATCH]
                if self._stored.issuperset(part):
                    continue
                packed = entries.packed(start, start + len(part))
                rows = [(*key, data) for key, data in zip(part, packed, strict=True) if key not in self._stored]
                self._connection.executemany("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)", rows)
                self._stored.update((file, digest) for file, digest, _ in rows)
        return inputs

    def keep(self, keys: Iterable[tuple[int, bytes]]) -> None:
        """Delete the articles that neither this build nor the one before has."""
        self._generations = [*self._generations, frozenset(keys)][-_GENERATIONS:]
        with self._lock:
            gone = self._stored.difference(*self._generations)
            self._connection.executemany("DELETE FROM entry WHERE file = ? AND digest = ?", gone)
            self._stored -= gone

    def article(self, key: EntryKey) -> Article | None:
        """Return an article; None if it is gone."""
        with self._lock:
            query = "SELECT article FROM entry WHERE file = ? AND digest = ?"
            found = self._connection.execute(query, (key.file, key.digest)).fetchone()
        return decode_article(found[0]) if found else None

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._connection.close()
