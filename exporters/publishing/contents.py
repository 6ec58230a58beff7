"""Size, digest and stamp of files."""

import hashlib
import stat
from pathlib import Path
from typing import Final, NamedTuple

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


def stamp(path: Path) -> PublishedStamp | None:
    """Return the stamp of `path` itself, also of a link; None if nothing is there. Raises OSError if the disk fails."""
    try:
        about = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return PublishedStamp(about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns)


def holds(path: Path, contents: FileDigest) -> bool:
    """Return whether the file at `path` has these contents."""
    try:
        about = path.stat()
        return stat.S_ISREG(about.st_mode) and about.st_size == contents.size and digest(path) == contents.digest
    except OSError:
        return False


def is_there(path: Path) -> bool:
    """Return whether anything is at `path`. Raises OSError if the disk fails, where `os.path.lexists` returns False."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def find_contents(path: Path) -> FileDigest | None:
    """Return what `os.lstat` says of `path`; None if nothing is there.

    Raises IsADirectoryError for a folder, other OSErrors where the disk fails.
    """
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise IsADirectoryError
        if not stat.S_ISREG(about.st_mode):
            return UNKNOWN
        return FileDigest(about.st_size, digest(path))
    except (FileNotFoundError, NotADirectoryError):
        return UNKNOWN if path.is_symlink() else None
