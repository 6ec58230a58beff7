"""Paths as the repository calls them: GitHub shows a diagnostic at a file only where it finds that file in a change."""

import posixpath
import re
from typing import Final

_ADDRESS: Final = re.compile(r"https?://", re.IGNORECASE)


def is_address(path: str) -> bool:
    """Whether a diagnostic is told of something published: of no file that a repository could hold."""
    return _ADDRESS.match(path) is not None


def path_in_repository(path: str, folder: str) -> str:
    """`path`, which is relative to the current folder `folder`, from the root of the repository; "" stays so.

    An address is left as it is: as a path it would lose a slash.
    """
    if is_address(path):
        return path
    return posixpath.normpath(posixpath.join(folder, path)) if path else ""
