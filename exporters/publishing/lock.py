"""One export at a time: a lock on the out folder itself, so that no lock file is ever published."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exporters.errors import PublishError

try:
    import fcntl
except ImportError:  # Windows can't lock a folder; renames are still whole there
    fcntl = None  # type: ignore[assignment]


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock on `folder`. Raises PublishError where another export holds it."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            seen = "another export is writing to this folder"
            raise PublishError.because("out-locked", seen, "wait until it is done", path=folder.name) from None
        yield
    finally:
        os.close(handle)
