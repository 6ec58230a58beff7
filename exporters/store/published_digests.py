"""Digests of published files, so that a file that certainly has not changed need not be read again."""

import os
import time
from typing import Final

import msgspec
from msgspec import Struct

from exporters.store.database import BrokenCacheError, StoreDatabase
from exporters.store.inputs import STAMP_RESOLUTION
from exporters.store.rows import pack, unpack

_MAX_UNUSED: Final = 100  # files of earlier settings or other flags
_STORABLE: Final = 2**63 - 1  # the bits that are stored: on Windows some inodes have 128


class _PublishedRow(Struct, frozen=True, array_like=True):
    name: bytes  # path below the out folder
    stamp: tuple[int, ...]
    digest: bytes  # SHA-256 of its bytes


_ROW = msgspec.msgpack.Decoder(_PublishedRow)


class PublishedDigests:
    """The digests in a cache, by the path of the file below the out folder.

    A row counts only for the file of that very stamp. So nothing is wrong where two out folders share a cache.
    """

    def __init__(self, database: StoreDatabase, *, is_writable: bool = True) -> None:
        """Use the tables of `database`; without `is_writable` nothing is stored."""
        self._connection = database.connection
        self._is_writable = is_writable
        self._looked_up = set[bytes]()
        self._started = time.time_ns()  # a file that changes from now on may keep its stamp

    def find(self, name: str, about: os.stat_result) -> bytes | None:
        """Return the digest of the file `name` if it has the stamp of the file that was hashed.

        Raises BrokenCacheError.
        """
        key = _key(name)
        self._looked_up.add(key)
        found = self._connection.execute("SELECT known FROM published WHERE name = ?", (key,)).fetchone()
        if found is None:
            return None
        try:
            row = _ROW.decode(unpack(found[0]))
        except msgspec.MsgspecError as error:
            raise BrokenCacheError(str(error)) from error
        return row.digest if (row.name, row.stamp) == (key, _stamp(about)) else None

    def add(self, name: str, about: os.stat_result, digest: bytes) -> None:
        """Store the digest of a file that had these metadata before it was hashed, unless it may change within them."""
        if self._is_writable and max(about.st_mtime_ns, about.st_ctime_ns) + STAMP_RESOLUTION <= self._started:
            row = _PublishedRow(_key(name), _stamp(about), digest)
            self._connection.execute("INSERT OR REPLACE INTO published VALUES (?, ?)", (row.name, pack(row)))

    def delete_unused(self) -> None:
        """Delete the digests that this run did not look up, if there are many."""
        names = {name for (name,) in self._connection.execute("SELECT name FROM published")}
        unused = names.difference(self._looked_up)
        if len(unused) > _MAX_UNUSED:
            self._connection.executemany("DELETE FROM published WHERE name = ?", ((each,) for each in unused))


def _key(name: str) -> bytes:
    return name.encode("utf-8", "surrogatepass")


def _stamp(about: os.stat_result) -> tuple[int, ...]:
    """Return what changes with a file that is written, replaced, truncated or touched."""
    values = (about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns)
    return tuple(each & _STORABLE for each in values)
