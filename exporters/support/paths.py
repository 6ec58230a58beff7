"""Paths: as the program needs them, absolute, and as messages show them, relative to the current folder."""

import os
from pathlib import Path
from typing import Final

CACHE: Final = ".outfeed"  # the folder of the cache, beside the settings


def absolute(path: Path) -> Path:
    """`path` seen from the current folder, without `.` and `..`."""
    return Path(os.path.normpath(path.absolute()))


def lies_in(path: Path, folder: Path) -> bool:
    """Whether `path` is `folder` or lies in it, whatever links lead there and however both are spelled.

    Where `path` is a link, it lies where it stands and where it leads to. Neither need be there.
    """
    target = Path(os.path.realpath(folder))
    named = absolute(path)
    places = (Path(os.path.realpath(named)), Path(os.path.realpath(named.parent)) / named.name)
    return any(_is_same(each, target) for place in places for each in (place, *place.parents))


def _is_same(path: Path, other: Path) -> bool:
    """Whether two paths without links are one place: some file systems take `AI` and `ai` for one."""
    try:
        return path == other or path.samefile(other)
    except (OSError, ValueError):
        return False


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
