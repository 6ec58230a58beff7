"""Paths: as the program needs them, absolute, and as messages show them, relative to the current folder."""

import os
from pathlib import Path
from typing import Final

CACHE: Final = ".outfeed"  # the folder of the cache, beside the settings


def absolute(path: Path) -> Path:
    """`path` seen from the current folder, without `.` and `..`."""
    return Path(os.path.normpath(path.absolute()))


def shown_path(path: Path) -> str:
    """`path` as messages show it: relative to the current folder, with `/`, so that no local path leaves.

    One that shares no folder with the current one is absolute: it names the same folders then, without `../../../`.
    """
    try:
        made = Path(os.path.relpath(path))
        climbs = made.parts.count("..")
        return (absolute(path) if climbs and climbs == len(Path.cwd().parts) - 1 else made).as_posix()
    except (ValueError, OSError):  # on another drive of Windows; there is no current folder
        return path.name


def relative(path: Path, folder: Path) -> str:
    """`path` seen from `folder`, with `/`, as settings in that folder name it."""
    try:
        return Path(os.path.relpath(absolute(path), folder)).as_posix()
    except ValueError:  # on another drive of Windows
        return absolute(path).as_posix()
