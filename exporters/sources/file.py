"""One file: its bytes, or why it can't be read."""

import errno
import os
import stat
from typing import Final

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.model.outcome import Outcome

MOST_BYTES: Final = 8 * 1024 * 1024  # of a file; the largest real one seen has 0.3 MB
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # no pipe is waited for


def contents(path: str, shown: str) -> bytes | Outcome:
    """The bytes of the file at `path`, which messages call `shown`, one too many where there are too many.

    Where it can't be read, the reason. Done by hand, since what `open` does around it takes three times as long.
    """
    try:
        handle = os.open(path, _FLAGS)
        try:
            status = os.fstat(handle)
            if stat.S_ISDIR(status.st_mode):
                return _unreadable(shown, "a folder that can't be listed", "make it readable, or exclude it")
            if not stat.S_ISREG(status.st_mode):
                return _unreadable(shown, "not a regular file", "remove it, or exclude it")
            return _read(handle, min(status.st_size, MOST_BYTES) + 1)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno == errno.ENXIO:  # what opening a socket gives
            return _unreadable(shown, "not a regular file", "remove it, or exclude it")
        return _unreadable(shown, (error.strerror or "can't be read").lower(), "make the file readable, or exclude it")


def _read(handle: int, size: int) -> bytes:
    """Up to `size` bytes; a read may bring fewer than there are."""
    data = os.read(handle, size)
    while 0 < len(data) < size and (more := os.read(handle, size - len(data))):
        data += more
    return data


def _unreadable(path: str, seen: str, right: str) -> Outcome:
    told = Diagnostic(slug="file-unreadable", level=Level.ERROR, seen=seen, right=right, path=path)
    return Outcome(path=path, kind="rejected", diagnostics=(told,))
