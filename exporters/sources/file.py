"""One file: its bytes, or why it can't be read."""

import stat
from pathlib import Path

from exporters.diagnostics import Diagnostic, Level
from exporters.sources.frontmatter import MOST_BYTES
from exporters.sources.outcome import Outcome


def contents(path: Path, shown: str) -> bytes | Outcome:
    """The bytes of the file at `path`, which messages call `shown`; where it can't be read, the reason."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return _unreadable(shown, "a folder that can't be listed", "make it readable, or exclude it")
        if not stat.S_ISREG(status.st_mode):
            return _unreadable(shown, "not a regular file", "remove it, or exclude it")
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        return _unreadable(shown, (error.strerror or "can't be read").lower(), "make the file readable, or exclude it")


def _unreadable(path: str, seen: str, right: str) -> Outcome:
    told = Diagnostic(slug="file-unreadable", level=Level.ERROR, seen=seen, right=right, path=path)
    return Outcome(path=path, kind="rejected", diagnostics=(told,))
