"""Entries that were made before in this process, for feeds that share them: the last ones, up to so many bytes."""

from collections import OrderedDict
from typing import Final

_MOST: Final = 32_000_000  # bytes, in each process

Key = tuple[str, bytes, tuple[str, ...]]  # full or excerpt, the digest of the article, the formats
Entry = tuple[bytes, ...]  # in each of the formats


class Made:
    """The entries that were made or asked for last."""

    def __init__(self) -> None:
        """None yet."""
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._size = 0  # bytes

    def get(self, key: Key) -> Entry | None:
        """The entry, None where it has to be made."""
        if (entry := self._entries.get(key)) is not None:
            self._entries.move_to_end(key)
        return entry

    def put(self, key: Key, entry: Entry) -> None:
        """Hold an entry; those that nobody asked for the longest go."""
        if key not in self._entries:
            self._entries[key] = entry
            self._size += sum(map(len, entry))
        while self._size > _MOST:
            _, oldest = self._entries.popitem(last=False)
            self._size -= sum(map(len, oldest))
