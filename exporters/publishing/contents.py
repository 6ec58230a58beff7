"""Size, digest and stamp of files."""

import hashlib
import os
import stat
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from exporters.support.files import open_regular


class FileDigest(NamedTuple):
    """The size of a file in bytes and its SHA-256."""

    size: int
    digest: bytes


class PublishedStamp(NamedTuple):
    """Values that change if a file is rewritten or replaced."""

    device: int
    inode: int
    size: int  # bytes
    mtime: int  # nanoseconds


UNKNOWN: Final = FileDigest(0, b"")  # of what is there and is no file: a pipe, a link that leads nowhere


def contents(data: bytes) -> FileDigest:
    """Return the digest of a file with these bytes."""
    return FileDigest(len(data), hashlib.sha256(data).digest())


def digest(path: Path) -> bytes:
    """Return the digest of a file. Raises OSError."""
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").digest()


def stamp(path: str | Path) -> PublishedStamp | None:
    """Return the stamp of `path` itself, also of a link; None if nothing is there. Raises OSError if the disk fails."""
    try:
        about = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return _stamp(about)


def _stamp(about: os.stat_result) -> PublishedStamp:
    return PublishedStamp(about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns)


def is_there(path: str | Path) -> bool:
    """Return whether anything is at `path`. Raises OSError if the disk fails, where `os.path.lexists` returns False."""
    return stamp(path) is not None


def is_folder(path: str) -> bool:
    """Return whether a folder is at `path`, or a link to one leads there."""
    return os.path.isdir(path)  # noqa: PTH112 - a path of text takes a third of the time, and there are many files


class DigestMemory(Protocol):
    """What earlier runs know of published files."""

    def find(self, name: str, about: os.stat_result) -> bytes | None:
        """Return the digest of the file `name` if these metadata prove that it has not changed since."""

    def add(self, name: str, about: os.stat_result, digest: bytes) -> None:
        """Remember the digest of the file `name`, which had these metadata before it was hashed."""


class PublishedFiles:
    """Reads files of the out folder; one whose stamp stays the same is read once, in this run or in an earlier one."""

    def __init__(self, out: Path, memory: DigestMemory | None = None) -> None:
        """Read nothing yet. `memory` is what earlier runs know."""
        self._out = out
        self._memory = memory
        self._known: dict[str, tuple[tuple[int, ...], bytes]] = {}  # stamp and digest

    def find(self, name: str) -> FileDigest | None:
        """Return the size and digest of the file `name`, `UNKNOWN` of what is no file; None if nothing is there.

        Raises IsADirectoryError for a folder, other OSErrors where the disk fails.
        """
        path = self._out / name
        try:
            about = path.stat()
            if stat.S_ISDIR(about.st_mode):
                raise IsADirectoryError
            if not stat.S_ISREG(about.st_mode):
                return UNKNOWN
            return FileDigest(about.st_size, self._digest(name, path, about))
        except (FileNotFoundError, NotADirectoryError):
            return UNKNOWN if path.is_symlink() else None

    def hold(self, name: str, contents: FileDigest) -> bool:
        """Return whether the file `name` has these contents."""
        path = self._out / name
        try:
            about = path.stat()
            is_as_long = stat.S_ISREG(about.st_mode) and about.st_size == contents.size
            return is_as_long and self._digest(name, path, about) == contents.digest
        except OSError:
            return False

    def _digest(self, name: str, path: Path, about: os.stat_result) -> bytes:
        stamp = (*_stamp(about), about.st_ctime_ns)
        if (known := self._known.get(name)) is None or known[0] != stamp:
            remembered = self._memory.find(name, about) if self._memory else None
            known = self._known[name] = stamp, remembered or digest(path)
            if self._memory and remembered is None:
                self._memory.add(name, about, known[1])
        return known[1]
