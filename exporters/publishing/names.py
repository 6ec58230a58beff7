"""Names of files below the out folder: what may be one, and which may not stand side by side."""

import re
from collections import Counter
from pathlib import PurePosixPath
from typing import Final

MANIFEST: Final = "manifest.json"  # in the out folder
AREA: Final = ".outfeed-new"  # in the out folder while an export runs: what is not published yet
_PART: Final = r"(?!\.{1,2}(?:/|\Z))[^/\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+"
_NAME: Final = re.compile(rf"(?![A-Za-z]:){_PART}(?:/{_PART})*\Z")  # `C:x` is a drive of Windows


def is_name(name: str) -> bool:
    """Whether a file may have that name: it stays below the out folder, and is none that publishing itself needs."""
    return _NAME.match(name) is not None and name.partition("/")[0].lower() not in (MANIFEST, AREA)


class ReservedNames:
    """Names that are taken, by files and by the folders these need. Capital and small letters are alike here."""

    def __init__(self) -> None:
        """None is taken."""
        self._files = set[str]()
        self._folders = Counter[str]()  # how many files need each

    def take(self, name: str) -> None:
        """Take `name`. Raises ValueError where it is no name, or taken, or a file stands where it needs a folder."""
        low, above = name.lower(), _above(name)
        if not is_name(name) or low in self._files or low in self._folders or not self._files.isdisjoint(above):
            message = f"{name} is no name for a file below the out folder"
            raise ValueError(message)
        self._files.add(low)
        self._folders.update(above)

    def give_back(self, name: str) -> None:
        """Let another file take `name`."""
        self._files.remove(name.lower())
        self._folders -= Counter(_above(name))  # one that nothing needs is gone


def _above(name: str) -> list[str]:
    """The folders above a file, without the out folder itself."""
    return [folder.as_posix() for folder in PurePosixPath(name.lower()).parents][:-1]
