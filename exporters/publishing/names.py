"""File names below the out folder: which are valid, and which can't exist together."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from exporters.support.lazy_regex import lazy_regex

MANIFEST: Final = "manifest.json"  # in the out folder
AREA: Final = ".outfeed-new"  # in the out folder during an export: files that are not published yet
_PART: Final = r"(?!\.{1,2}(?:/|\Z))[^/\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+"
_NAME: Final = lazy_regex(rf"(?![A-Za-z]:){_PART}(?:/{_PART})*\Z")  # `C:x` is a drive of Windows


def is_name(name: str) -> bool:
    """Return whether the name is valid: it stays below the out folder, and publishing itself does not use it."""
    return _NAME.match(name) is not None and name.partition("/")[0].lower() not in (MANIFEST, AREA)


def folders_of(names: Iterable[str]) -> list[str]:
    """Return the folders that hold these files, each before those around it; "" is the out folder itself."""
    found = dict[str, None]()
    for name in names:
        folder = name.rpartition("/")[0]
        while folder not in found:
            found[folder] = None
            folder = folder.rpartition("/")[0]
    return list(found)


class ReservedNames:
    """The names of files and their folders in use. Case is ignored."""

    def __init__(self) -> None:
        """Start empty."""
        self._files = set[str]()
        self._folders = Counter[str]()  # how many files need each

    def take(self, name: str) -> None:
        """Reserve `name`. Raises ValueError if it is invalid or in use, or a file stands where it needs a folder."""
        low, folders = name.lower(), _parents(name)
        if not is_name(name) or low in self._files or low in self._folders or not self._files.isdisjoint(folders):
            message = f"{name} is not a name for a file below the out folder"
            raise ValueError(message)
        self._files.add(low)
        self._folders.update(folders)

    def give_back(self, name: str) -> None:
        """Release `name`."""
        self._files.remove(name.lower())
        self._folders -= Counter(_parents(name))  # a folder that no file needs is removed


def _parents(name: str) -> list[str]:
    """Return the folders above a file, without the out folder itself."""
    parts = name.lower().split("/")
    return ["/".join(parts[:depth]) for depth in range(len(parts) - 1, 0, -1)]
