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

_ALWAYS: Final = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _ALWAYS
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | _ALWAYS


class NotRegularError(OSError):
    """The path is neither a regular file nor a folder."""

    def __init__(self, path: str) -> None:
        """`path` as the caller gave it."""
        super().__init__(errno.EINVAL, "Not a regular file", path)


def open_regular(path: Path) -> BufferedReader:
    """Open a regular file for reading.

    Raises NotRegularError for a pipe, a device or a socket, another OSError where the file can't be opened, and
    ValueError for a name that no file can have.
    """
    _check(path.stat(), path)  # before it is opened, which may already do something to a device
    handle = os.open(path, _FLAGS)
    try:
        _check(os.fstat(handle), path)  # another one may have taken its name
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def read_regular(path: Path, most: int) -> bytes:
    """Return the bytes of a regular file, at most `most` + 1 of them.

    Raises what `open_regular` raises.
    """
    with open_regular(path) as file:
        expected = min(os.fstat(file.fileno()).st_size, most) + 1
        data = file.read(expected)  # Python makes room for as much as it is asked for
        return data + file.read(most + 1 - expected) if len(data) == expected <= most else data  # it grew


def put_file(path: Path, blocks: Iterable[bytes]) -> None:
    """Replace whatever is at `path`, also a link, atomically. Raises OSError.

    It is written beside that, under a name that nobody can foresee, since what already has a name may be a link to
    somebody else's file, or a pipe. It is on the disk before it is renamed.
    """
    beside = path.with_name(f".outfeed-{secrets.token_hex(8)}")
    handle = os.open(beside, _NEW, 0o666)
    try:
        with os.fdopen(handle, "wb") as out:
            out.writelines(blocks)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _check(about: os.stat_result, path: Path) -> None:
    if stat.S_ISDIR(about.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(about.st_mode):
        raise NotRegularError(str(path))
