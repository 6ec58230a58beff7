"""Allow one export at a time: lock the out folder itself, so that no lock file is published."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from exporters.errors import PublishError
from exporters.support.files import read_regular
from exporters.support.paths import shown_path

try:
    import fcntl
except ImportError:  # Windows can't lock a folder; renames are still whole there
    fcntl = None  # type: ignore[assignment]

_HOLDER: Final = "pid"  # in the area: the process that holds the lock
_TRIES: Final = 100  # another export may create and remove the folder meanwhile


@contextmanager
def hold_lock(out: Path, area: Path) -> Iterator[None]:
    """Hold the lock on `out`, which is created if missing; the holder writes its process id into `area`.

    Raises PublishError if another export holds it, OSError if `out` can't be a folder.
    """
    handle = _acquire(out, area)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def sign(area: Path) -> None:
    """Write the process id of the lock holder into its area. Raises OSError."""
    (area / _HOLDER).write_text(f"{os.getpid()}\n", encoding="ascii")


def _acquire(out: Path, area: Path) -> int | None:
    for _ in range(_TRIES):
        out.mkdir(parents=True, exist_ok=True)
        if fcntl is None:
            return None
        with suppress(FileNotFoundError):
            handle = os.open(out, os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                is_current = os.path.samestat(os.fstat(handle), out.stat())
            except BaseException as error:
                os.close(handle)
                if isinstance(error, BlockingIOError):
                    break
                raise
            if is_current:
                return handle
            os.close(handle)
    raise _locked_error(out, area)


def _locked_error(out: Path, area: Path) -> PublishError:
    process = _find_holder(area)
    message = "another export is writing to this folder" + (f": process {process}" if process else "")
    return PublishError.because("out-locked", message, "wait until it ends", path=shown_path(out))


def _find_holder(area: Path) -> int | None:
    """Return the process that holds the lock; None if it is gone, remote or not known yet."""
    try:
        process = int(read_regular(area / _HOLDER, 19))
        if process <= 0:
            return None
        os.kill(process, 0)  # signal 0 only asks whether the process exists
    except PermissionError:  # it exists, and belongs to another user
        return process
    except (OSError, ValueError, OverflowError):
        return None
    return process
