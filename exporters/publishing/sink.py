"""A file in the making that knows what it holds."""

import hashlib
import io
from pathlib import Path
from typing import Self

from exporters.publishing.contents import Contents


class Sink(io.FileIO):
    """A new file that knows what it holds, and whether the disk failed: an exporter may raise errors of its own."""

    def __init__(self, path: Path) -> None:
        """Make the file, and the folders above it. Raises OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        super().__init__(path, "w")
        self.failure: OSError | None = None
        self._digest = hashlib.sha256()
        self._size = 0

    @property
    def contents(self) -> Contents:
        """What was written to it."""
        return Contents(self._size, self._digest.digest())

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        """Write `data`, or the first bytes of it; how many comes back. Raises OSError."""
        try:
            written = super().write(data)
        except OSError as error:
            self.failure = error
            raise
        self._size += written
        self._digest.update(memoryview(data)[:written])
        return written

    def __enter__(self) -> Self:
        """Itself."""
        return self
