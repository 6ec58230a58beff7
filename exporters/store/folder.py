"""The folder of a cache: what lies in it, and how it goes away."""

import errno
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from exporters.store import tables
from exporters.support.files import read_regular
from exporters.support.paths import CACHE

NAME: Final = "articles.sqlite3"
_FILES: Final = tuple(f"{NAME}{end}" for end in ("", "-journal", "-wal", "-shm"))  # all that SQLite may write
_BESIDE: Final = {
    ".gitignore": "*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# A cache of Outfeed; it may be removed.\n",
}


def prepare(folder: Path) -> None:
    """Make the folder; what it holds is no business of git and of backups."""
    check_files(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        for name, text in _BESIDE.items():
            (folder / name).write_text(text, encoding="utf-8")


def remove(folder: Path) -> int:
    """Remove the cache in `folder`, and nothing that is not ours; the bytes that it took come back."""
    if _is_linked(folder):
        return 0
    size = 0 if _is_foreign(folder / NAME) else discard(folder / NAME)
    for name, text in _BESIDE.items():
        with suppress(OSError):
            if read_regular(folder / name, len(text)) == text.encode():
                (folder / name).unlink()
    with suppress(OSError):
        folder.rmdir()
    return size


def discard(file: Path | None) -> int:
    """Remove the file of a cache; the bytes that it took come back."""
    size = 0
    for each in (file, file.with_name(f"{NAME}-journal")) if file else ():  # the other way round, it would look whole
        with suppress(OSError):
            held = each.stat().st_size
            each.unlink()
            size += held
    return size


def is_ours(file: Path) -> bool:
    """Whether a file may be replaced: there is none, it is empty or has our mark, or its folder is one that we make."""
    head = _head(file)
    if not head or head[68:] == tables.MARK.to_bytes(4, "big"):
        return True
    if file.parent.name == CACHE and not _is_linked(file.parent):
        return True
    with suppress(OSError):
        tag = _BESIDE["CACHEDIR.TAG"].encode()
        return read_regular(file.parent / "CACHEDIR.TAG", len(tag)) == tag
    return False


def check_files(folder: Path) -> None:
    """Raise OSError where something else has the name of one of ours: SQLite would wait for a pipe, or mend a stranger.

    Another program's database is not that: SQLite itself tells us whose it is. A link is, since a repository may bring
    one that leads to any file of this machine.
    """
    if _is_linked(folder):
        raise OSError(errno.EEXIST, f"{folder.name} is a link")
    for each in (folder / name for name in _FILES):
        if each.is_symlink():
            raise OSError(errno.EEXIST, f"{each.name} is a link")
        if each.exists() and not each.is_file():
            raise OSError(errno.EEXIST, f"{each.name} is not a regular file")
    if not is_ours(folder / NAME) and not _head(folder / NAME).startswith(b"SQLite format 3\0"):
        raise OSError(errno.EEXIST, "the file of another program")


def _is_linked(folder: Path) -> bool:
    """Whether a link stands where we make the folder. One that --cache names may be a link."""
    return folder.name == CACHE and folder.is_symlink()


def _head(file: Path) -> bytes:
    """The header of a database, as far as it says whose it is; b"" where there is no file."""
    try:
        return read_regular(file, 71)
    except FileNotFoundError:
        return b""


def _is_foreign(file: Path) -> bool:
    """Whether a file is another program's."""
    try:
        check_files(file.parent)
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=0)) as connection:
            tables.names(connection)
    except (tables.ForeignFileError, OSError):
        return True
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return not is_ours(file)
    return False
