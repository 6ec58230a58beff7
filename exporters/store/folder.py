"""The folder of a cache: create it, check it, remove it."""

import errno
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from exporters.store import tables
from exporters.support.files import read_regular
from exporters.support.paths import CACHE

NAME: Final = "articles.sqlite3"
_FILES: Final = tuple(f"{NAME}{end}" for end in ("", "-journal", "-wal", "-shm"))  # every file that SQLite may write
_MARKERS: Final = {
    ".gitignore": "*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# A cache of Outfeed; it may be removed.\n",
}


def prepare(folder: Path) -> None:
    """Create the folder, with the marks that keep git and backups out of it."""
    check_files(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        for name, text in _MARKERS.items():
            (folder / name).write_text(text, encoding="utf-8")


def remove(folder: Path) -> int:
    """Remove the cache in `folder`, and only files of ours; return its size in bytes."""
    if _is_linked(folder):
        return 0
    size = 0 if _is_foreign(folder / NAME) else discard(folder / NAME)
    for name, text in _MARKERS.items():
        with suppress(OSError):
            if read_regular(folder / name, len(text)) == text.encode():
                (folder / name).unlink()
    with suppress(OSError):
        folder.rmdir()
    return size


def discard(file: Path | None) -> int:
    """Remove the file of a cache; return its size in bytes."""
    size = 0
    for each in (file, file.with_name(f"{NAME}-journal")) if file else ():  # in the other order it would look whole
        with suppress(OSError):
            freed = each.stat().st_size
            each.unlink()
            size += freed
    return size


def is_ours(file: Path) -> bool:
    """Whether a file may be replaced: it is missing, empty, has our mark, or is in a folder that Outfeed creates."""
    head = _head(file)
    if not head or head[68:] == tables.MARK.to_bytes(4, "big"):
        return True
    if file.parent.name == CACHE and not _is_linked(file.parent):
        return True
    with suppress(OSError):
        tag = _MARKERS["CACHEDIR.TAG"].encode()
        return read_regular(file.parent / "CACHEDIR.TAG", len(tag)) == tag
    return False


def check_files(folder: Path) -> None:
    """Raise OSError if something else has the name of a cache file: SQLite would wait for a pipe, or mend a stranger.

    Another program's database passes: SQLite itself tells us whose it is. A link fails, since a repository may bring
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
    """Whether a link is in the place of the default folder. The folder of --cache may be a link."""
    return folder.name == CACHE and folder.is_symlink()


def _head(file: Path) -> bytes:
    """Return the header of a database up to its application id; b"" without a file."""
    try:
        return read_regular(file, 71)
    except FileNotFoundError:
        return b""


def _is_foreign(file: Path) -> bool:
    """Whether a file belongs to another program."""
    try:
        check_files(file.parent)
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=0)) as connection:
            tables.names(connection)
    except (tables.ForeignFileError, OSError):
        return True
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return not is_ours(file)
    return False
