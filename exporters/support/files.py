"""Read only regular files; write files atomically."""

import errno
import os
import secrets
import stat
from collections.abc import Iterable
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from typing import Final

_COMMON_FLAGS: Final = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_READ_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _COMMON_FLAGS
_CREATE_FLAGS: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | _COMMON_FLAGS


class NotRegularError(OSError):
    """The path is neither a regular file nor a folder."""

    def __init__(self, path: str) -> None:
        """`path` as the caller gave it."""
        super().__init__(errno.EINVAL, "Not a regular file", path)


def open_regular(path: Path) -> BufferedReader:
    """Open a regular file for reading.

    Raises NotRegularError for a pipe, a device or a socket, another OSError if the file cannot be opened, and
    ValueError for a name that no file can have.
    """
    _check(path.stat(), path)  # before opening, which may already act on a device
    handle = os.open(path, _READ_FLAGS)
    try:
        _check(os.fstat(handle), path)  # another file may have the name now
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def read_regular(path: Path, most: int) -> bytes:
    """Return the bytes of a regular file, at most `most` + 1 of them.

    Raises what `open_regular` raises.
    """
    with open_regular(path) as file:
        most_bytes = min(os.fstat(file.fileno()).st_size, most) + 1
        data = file.read(most_bytes)  # Python allocates as many bytes as this asks for
        return data + file.read(most + 1 - most_bytes) if len(data) == most_bytes <= most else data  # the file grew


def put_file(path: Path, blocks: Iterable[bytes]) -> None:
    """Replace whatever is at `path`, also a link, atomically. Raises OSError.

    It writes a temporary file in the same folder, with a random name, since a file with a predictable name may be a
    link to another file, or a pipe. It syncs the file to the disk before it renames it.
    """
    temporary = path.with_name(f".outfeed-{secrets.token_hex(8)}")
    handle = os.open(temporary, _CREATE_FLAGS, 0o666)
    try:
        with os.fdopen(handle, "wb") as out:
            out.writelines(blocks)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _check(about: os.stat_result, path: Path) -> None:
    if stat.S_ISDIR(about.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(about.st_mode):
        raise NotRegularError(str(path))
