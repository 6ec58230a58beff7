"""Describe a cache for `outfeed cache`."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from exporters.store import tables
from exporters.store.database import BrokenCacheError
from exporters.store.folder import NAME, check_files
from exporters.store.rows import decode_row


class CacheInfo(Struct, frozen=True, kw_only=True):
    """The size and content of a cache."""

    size: int  # bytes
    files: int  # article files that it knows
    kinds: Counter[str]  # number of files by outcome: article


def cache_info(folder: Path) -> CacheInfo | None:
    """Return what the cache in `folder` holds; None if it is missing or unreadable. Nothing is changed."""
    file = folder / NAME
    kinds = Counter[str]()
    try:
        if not file.is_file():
            return None
        check_files(folder)
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=0)) as connection:
            tables.names(connection)
            tables.check(connection)
            max_rows = (
                file.stat().st_size // 64
            )  # as many rows as fit into the file; a damaged one whose pages form a circle has more
            for (outcome,) in connection.execute("SELECT outcome FROM files LIMIT ?", (max_rows,)):
                kinds[decode_row(outcome).kind] += 1
    except (tables.ForeignFileError, sqlite3.DatabaseError, BrokenCacheError, UnicodeDecodeError, OSError):
        return None
    return CacheInfo(size=file.stat().st_size, files=kinds.total(), kinds=kinds)
