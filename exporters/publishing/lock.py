"""One export at a time: a lock on the out folder itself, so that no lock file is ever published."""

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
_TRIES: Final = 100  # a folder that vanishes while it is locked was made and unmade by another export


@contextmanager
def locked(out: Path, area: Path) -> Iterator[None]:
    """Hold the lock on `out`, which is created if missing; the holder writes its process id into `area`.

    Raises PublishError where another export holds it, OSError where `out` can't be a folder.
    """
    handle = _taken(out, area)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def sign(area: Path) -> None:
    """Write the process id of the lock holder into its area. Raises OSError."""
    (area / _HOLDER).write_text(f"{os.getpid()}\n", encoding="ascii")


def _taken(out: Path, area: Path) -> int | None:
    for _ in range(_TRIES):
        out.mkdir(parents=True, exist_ok=True)
        if fcntl is None:
            return None
        with suppress(FileNotFoundError):
            handle = os.open(out, os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                is_taken = os.path.samestat(os.fstat(handle), out.stat())
            except BaseException as error:
                os.close(handle)
                if isinstance(error, BlockingIOError):
                    break
                raise
            if is_taken:
                return handle
            os.close(handle)
    raise _held(out, area)


def _held(out: Path, area: Path) -> PublishError:
    process = _holder(area)
    seen = "another export is writing to this folder" + (f": process {process}" if process else "")
    return PublishError.because("out-locked", seen, "wait until it ends", path=shown_path(out))


def _holder(area: Path) -> int | None:
    """Return the process that holds the lock; None if it is gone, remote or not known yet."""
    try:
        process = int(read_regular(area / _HOLDER, 19))
        if process <= 0:
            return None
        os.kill(process, 0)  # no signal: only whether there is such a process
    except PermissionError:  # there is one, and it is another user's
        return process
    except (OSError, ValueError, OverflowError):
        return None
    return process
