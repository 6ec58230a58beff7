"""What files hold: size and digest."""

import hashlib
import stat
from pathlib import Path
from typing import Final, NamedTuple

from exporters.support.files import open_regular


class FileDigest(NamedTuple):
    """What a file holds: its size in bytes and the SHA-256 of them."""

    size: int
    digest: bytes


class PublishedStamp(NamedTuple):
    """What changes when a file is written anew, or another one takes its name."""

    device: int
    inode: int
    size: int  # bytes
    mtime: int  # nanoseconds


UNKNOWN: Final = FileDigest(0, b"")  # of what is there and is no file: a pipe, a link that leads nowhere


def contents(data: bytes) -> FileDigest:
    """What a file with these bytes holds."""
    return FileDigest(len(data), hashlib.sha256(data).digest())


def digest(path: Path) -> bytes:
    """The SHA-256 of a file. Raises OSError."""
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").digest()


def stamp(path: Path) -> PublishedStamp | None:
    """The stamp of what stands at `path`, a link itself; None: nothing. Raises OSError where the disk fails."""
    try:
        about = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return PublishedStamp(about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns)


def holds(path: Path, contents: FileDigest) -> bool:
    """Whether there is a file at `path` that holds just that."""
    try:
        about = path.stat()
        return stat.S_ISREG(about.st_mode) and about.st_size == contents.size and digest(path) == contents.digest
    except OSError:
        return False


def is_there(path: Path) -> bool:
    """Whether anything stands at `path`. Raises OSError where the disk fails: `os.path.lexists` says no then."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def found(path: Path) -> FileDigest | None:
    """What stands at `path`; None: nothing.

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
