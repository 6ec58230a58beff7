"""The repository that a folder lies in: its root, its branch, and where in it a file would be written."""

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from exporters.settings import find
from exporters.support.files import read_regular
from exporters.support.paths import absolute

USUAL: Final = ("main", "master")  # branches that are published from
_LARGEST: Final = 16 << 20  # bytes of a file of git: a name of a branch takes less than a hundred
_HEAD: Final = re.compile(r"ref: refs/heads/(\w[\w.-]*(?:/\w[\w.-]*)*)\n?", re.ASCII)  # no pattern of GitHub's


def repository_root(folder: Path) -> Path:
    """The root of the repository that holds `folder`, which is `folder` itself where there is none."""
    return find.project(folder) or absolute(folder)


def default_branch(root: Path) -> str:
    """The branch that is published from where it is not a usual one; "" where it is, or none is known.

    A repository that has a usual branch is on another one for a while only.
    """
    git = root / ".git"
    found = _HEAD.fullmatch(_text(git / "HEAD"))
    packed = _text(git / "packed-refs").splitlines()
    names = [f"refs/heads/{name}" for name in USUAL]
    is_usual = any((git / name).exists() or any(line.endswith(f" {name}") for line in packed) for name in names)
    return found[1] if found and found[1] not in USUAL and not is_usual else ""


def is_inside(file: Path, root: Path) -> bool:
    """Whether `file` would be written in the repository: links may lead out of it."""
    return Path(os.path.realpath(file.parent)).is_relative_to(os.path.realpath(root))


def in_the_way(file: Path) -> Path | None:
    """What stands where a folder above `file` would be, None for nothing."""
    return next((each for each in file.parents if os.path.lexists(each) and not each.is_dir()), None)


def _text(file: Path) -> str:
    with suppress(OSError, ValueError):
        return read_regular(file, _LARGEST).decode()
    return ""
