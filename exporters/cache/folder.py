"""The folder of a cache: what lies in it, and how it goes away."""

import errno
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from exporters.cache import tables

NAME: Final = "articles.sqlite3"
_BESIDE: Final = {
    ".gitignore": "*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# A cache of Outfeed; it may be removed.\n",
}


def check_files(folder: Path) -> None:
    """Raise OSError where something else than a file has the name of one of ours: SQLite would wait for a pipe."""
    for each in (folder / NAME, folder / f"{NAME}-journal"):
        if each.exists() and not each.is_file():
            raise OSError(errno.EEXIST, f"{each.name} is not a regular file")


def prepare(folder: Path) -> None:
    """Make the folder; what it holds is no business of git and of backups."""
    folder.mkdir(parents=True, exist_ok=True)
    check_files(folder)
    if not any(folder.iterdir()):
        for name, text in _BESIDE.items():
            (folder / name).write_text(text, encoding="utf-8")


def remove(folder: Path) -> int:
    """Remove the cache in `folder`, and nothing that is not ours; the bytes that it took come back."""
    size = 0 if _is_foreign(folder / NAME) else discard(folder / NAME)
    for name, text in _BESIDE.items():
        with suppress(OSError):
            if (folder / name).read_bytes() == text.encode():
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


def _is_foreign(file: Path) -> bool:
    """Whether a file is another program's; a damaged one may be ours."""
    try:
        check_files(file.parent)
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=0)) as connection:
            tables.names(connection)
    except (tables.ForeignError, OSError):
        return True
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False
    return False
