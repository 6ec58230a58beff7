"""Finds the settings file of a folder: its own or, going upwards, the nearest."""

import errno
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from exporters.errors import SettingsError
from exporters.settings.reading import text_of, toml
from exporters.support.paths import absolute

OWN: Final = ("outfeed.yaml", "outfeed.yml")
FOREIGN: Final = (
    "_config.yml",
    "_config.yaml",
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
)
_NOT_THERE: Final = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG})


def own(start: Path) -> Path | None:
    """The `outfeed.yaml` in the folder `start` or the nearest one above it, None where there is none."""
    return next((file for folder in _upwards(start) for name in OWN if _is_file(file := folder / name)), None)


def foreign(start: Path) -> Path | None:
    """The settings file of Jekyll or Hugo in `start` or the nearest one above it, None where there is none."""
    candidates = (folder / name for folder in _upwards(start) for name in FOREIGN)
    return next((file for file in candidates if _is_file(file) and _counts(file)), None)


def project(start: Path) -> Path | None:
    """The folder that holds `.git`, at `start` or above it; None where there is none."""
    *_, last = _upwards(start)
    return last if _exists(last / ".git") else None


def _upwards(start: Path) -> Iterator[Path]:
    """`start` and the folders above it, up to the one that holds `.git`: what is above is another project."""
    begin = absolute(start)
    for folder in (begin, *begin.parents):
        yield folder
        if _exists(folder / ".git"):
            return


def _counts(file: Path) -> bool:
    """Many programs have a `config.toml`: Hugo's names its site."""
    if file.name != "config.toml":
        return True
    try:
        keys = {key.lower() for key in toml(text_of(file))}
    except (SettingsError, ValueError, RecursionError):
        return False
    return bool(keys & {"baseurl", "title"})


def _is_file(path: Path) -> bool:
    """Whether there is such a file; one that can't be looked at or read counts, since who reads it tells why."""
    try:
        return not stat.S_ISDIR(path.stat().st_mode)
    except ValueError:  # a name that no file can have
        return False
    except OSError as error:
        return error.errno not in _NOT_THERE


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
