"""One ping at a time: a lock on the folder that holds what hubs were told."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exporters.errors import PublishError
from exporters.support.paths import shown_path

try:
    import fcntl
except ImportError:  # Windows can't lock a folder
    fcntl = None  # type: ignore[assignment]


@contextmanager
def locked(folder: Path | None) -> Iterator[None]:
    """Hold the lock on `folder`, where there is one. Raises PublishError where another ping holds it.

    The system gives it back when the process ends, however that happens.
    """
    if folder is None or fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            seen, right = "another ping is telling the hubs", "wait until it is done"
            raise PublishError.because("ping-locked", seen, right, path=shown_path(folder)) from None
        yield
    finally:
        os.close(handle)
