"""The temporary folder of a preview. A process that was killed leaves its own; the next start removes that.

A preview locks its folder while it runs. The system unlocks it however the process ends, so a folder of ours without a
lock belongs to nobody.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

try:
    import fcntl
except ImportError:  # Windows can't lock a folder, so nothing tells there which ones are in use: none is removed
    fcntl = None  # type: ignore[assignment]

_PREFIX: Final = "outfeed-serve-"
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_TRIES: Final = 10  # another preview that starts may remove the folder before it is locked


@contextmanager
def open_temporary_folder() -> Iterator[Path]:
    """Remove what killed previews left, and create a folder, which goes at the end. Raises OSError."""
    _remove_abandoned(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        handle = _lock_folder(folder)
        try:
            yield folder
        finally:
            if handle is not None:
                os.close(handle)


def _lock_folder(folder: Path) -> int | None:
    """Lock a new folder, and return the handle that holds the lock; None where the system has no such locks."""
    if fcntl is None:
        return None
    for _ in range(_TRIES):
        folder.mkdir(mode=0o700, exist_ok=True)
        with suppress(FileNotFoundError):
            handle = os.open(folder, _FLAGS)
            with suppress(OSError):  # a file system without locks
                fcntl.flock(handle, fcntl.LOCK_EX)
            if _is_at(handle, folder):
                return handle
            os.close(handle)
    return None


def _is_at(handle: int, folder: Path) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(handle), folder.lstat())
    return False


def _remove_abandoned(parent: Path) -> None:
    """Remove the folders of previews in `parent` that this user owns and no process has locked."""
    if fcntl is None:
        return
    for folder in parent.glob(f"{_PREFIX}*"):
        with suppress(OSError):  # a link, a file, another user's, or locked
            handle = os.open(folder, _FLAGS)
            try:
                if os.fstat(handle).st_uid == os.geteuid():
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(handle)
