"""Errors for what the system refuses while files are prepared or published."""

import errno
from pathlib import Path
from typing import Final

from exporters.errors import PublishError, reason
from exporters.support.paths import shown_path

FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_BEGUN: Final = "every published file is whole, old or new"


def failure(error: OSError, folder: Path, *, begun: bool = False) -> PublishError:
    """Return the error for `folder`; `begun` says whether some files are renamed already."""
    path = shown_path(folder)
    if error.errno in FULL:
        seen = f"the disk is full; {_BEGUN}" if begun else "the disk is full"
        return PublishError.because("disk-full", seen, "make room and run again", path=path)
    if error.errno in (errno.EEXIST, errno.ENOTDIR) and not begun:
        return PublishError.because("out-unwritable", "not a folder", "choose another --out", path=path)
    seen = f"can't be written: {reason(error)}"
    if begun:
        return PublishError.because("out-unwritable", f"{seen}; {_BEGUN}", "make it writable and run again", path=path)
    return PublishError.because("out-unwritable", seen, "make it writable or choose another --out", path=path)


def unreadable(error: OSError, path: Path) -> PublishError:
    """Return the error for a file that describes what is published and can't be read."""
    seen = f"can't be read: {reason(error)}"
    return PublishError.because("out-unreadable", seen, "make it readable", path=shown_path(path))
