"""Make paths absolute for the program, and relative for messages."""

import os
import re
from pathlib import Path
from typing import Final

CACHE: Final = ".outfeed"  # the folder of the cache, beside the settings

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_ESCAPED: Final = re.compile("\0([0-9a-f]{4})")


def absolute(path: Path) -> Path:
    """Return `path` as absolute, without `.` and `..`."""
    return Path(os.path.normpath(path.absolute()))


def lies_in(path: Path, folder: Path) -> bool:
    """Return whether `path` is `folder` or in it, through links and any spelling.

    Where `path` is a link, it lies where it stands and where it leads to. Neither need be there.
    """
    target = Path(os.path.realpath(folder))
    named = absolute(path)
    places = (Path(os.path.realpath(named)), Path(os.path.realpath(named.parent)) / named.name)
    return any(_is_same(each, target) for place in places for each in (place, *place.parents))


def leads_out(file: Path, folder: Path) -> bool:
    """Return whether `file`, which is named below `folder`, is a link that leads out of it, or lies behind one."""
    root = os.path.realpath(folder)
    return not os.path.realpath(file).startswith(root.rstrip(os.sep) + os.sep)


def _is_same(path: Path, other: Path) -> bool:
    """Return whether two paths without links are one: some file systems treat `AI` and `ai` alike."""
    try:
        return path == other or path.samefile(other)
    except (OSError, ValueError):
        return False


def shown_path(path: Path) -> str:
    """Return `path` as messages show it: relative to the current folder, with `/`, so that no local path leaks.

    One that shares no folder with the current one is absolute: it names the same folders then, without `../../../`.
    """
    try:
        made = Path(os.path.relpath(path))
        climbs = made.parts.count("..")
        return (absolute(path) if climbs and climbs == len(Path.cwd().parts) - 1 else made).as_posix()
    except (ValueError, OSError):  # on another drive of Windows; there is no current folder
        return path.name


def relative(path: Path, folder: Path) -> str:
    """Return `path` relative to `folder`, with `/`, as settings in that folder name it."""
    return relative_text(str(absolute(path)), str(folder))


def relative_text(path: str, folder: str) -> str:
    """Return the absolute `path` relative to `folder`, with `/`: for paths of which there are many."""
    try:
        return os.path.relpath(path, folder).replace(os.sep, "/")
    except ValueError:  # on another drive of Windows
        return path.replace(os.sep, "/")


def encode_path(path: str) -> str:
    """Return `path` as text that has a UTF-8 form, for the cache: surrogates, which stand for other bytes, are escaped.

    The escape begins with U+0000, which no path has.
    """
    return path if path.isascii() else _SURROGATE.sub(lambda found: f"\0{ord(found[0]):04x}", path)


def decode_path(path: str) -> str:
    """Return the path that `encode_path` returned `path` for."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), path) if "\0" in path else path
