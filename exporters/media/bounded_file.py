"""BoundedFile: a file of which only so much can be read, for parsers that believe what a file says of itself."""

import io
from typing import BinaryIO, Final

MOST_BYTES: Final = 8 * 1024 * 1024  # that are read of one file
MOST_READS: Final = 200_000  # Ogg has a page for each second of sound or so


class BoundedFileError(OSError):
    """A parser asks for more than a file may give."""


class BoundedFile(io.RawIOBase):
    """Reads from a file until a parser has asked for too much."""

    def __init__(self, file: BinaryIO, most_bytes: int = MOST_BYTES, most_reads: int = MOST_READS) -> None:
        """Read from `file`, which stays open."""
        super().__init__()
        self._file = file
        self._bytes_left = most_bytes
        self._reads_left = most_reads

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return the position."""
        return self._file.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Change the position. Raises OSError for one before the beginning."""
        self._count()
        return self._file.seek(offset, whence)

    def read(self, size: int | None = -1) -> bytes:
        """Return up to `size` bytes. Raises BoundedFileError where the limit is reached."""
        self._count()
        wanted = self._bytes_left + 1 if size is None or size < 0 else min(size, self._bytes_left + 1)
        data = self._file.read(wanted)
        self._bytes_left -= len(data)
        if self._bytes_left < 0:
            message = "more bytes than a header has"
            raise BoundedFileError(message)
        return data

    def _count(self) -> None:
        self._reads_left -= 1
        if self._reads_left < 0:
            message = "more reads than a header needs"
            raise BoundedFileError(message)
