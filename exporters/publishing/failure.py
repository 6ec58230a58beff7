"""Errors for what the system refuses while files are prepared or published."""

import errno
from pathlib import Path
from typing import Final

from exporters.errors import PublishError, reason
from exporters.support.paths import shown_path

FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_WHOLE: Final = "every published file is whole, old or new"


def failure(error: OSError, folder: Path, *, begun: bool = False) -> PublishError:
    """Return the error for `folder`; `begun` says whether some files are renamed already."""
    path = shown_path(folder)
    if error.errno in FULL:
        message = f"the disk is full; {_WHOLE}" if begun else "the disk is full"
        return PublishError.because("disk-full", message, "make room and run again", path=path)
    if error.errno in (errno.EEXIST, errno.ENOTDIR) and not begun:
        return PublishError.because("out-unwritable", "not a folder", "choose another --out", path=path)
    message = f"can't be written: {reason(error)}"
    if begun:
        return PublishError.because(
            "out-unwritable", f"{message}; {_WHOLE}", "make it writable and run again", path=path
        )
    return PublishError.because("out-unwritable", message, "make it writable or choose another --out", path=path)


def unreadable(error: OSError, path: Path) -> PublishError:
    """Return the error for a file that describes what is published and can't be read."""
    message = f"can't be read: {reason(error)}"
    return PublishError.because("out-unreadable", message, "make it readable", path=shown_path(path))
