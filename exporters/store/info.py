"""What is in a cache, for a person who asks."""

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from exporters.store import tables
from exporters.store.database import BrokenCacheError
from exporters.store.folder import NAME, check_files
from exporters.store.rows import row


@dataclass(frozen=True, kw_only=True)
class CacheInfo:
    """A cache."""

    size: int  # bytes
    files: int  # article files that it knows
    kinds: Counter[str]  # what became of them: article, rejected, draft, withdrawn


def about(folder: Path) -> CacheInfo | None:
    """What is in the cache in `folder`; None where there is none that can be read. Nothing is changed."""
    file = folder / NAME
    kinds = Counter[str]()
    try:
        if not file.is_file():
            return None
        check_files(folder)
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=0)) as connection:
            tables.names(connection)
            tables.check(connection)
            most = file.stat().st_size // 64  # as many rows as have room; where pages lead in circles there are more
            for (outcome,) in connection.execute("SELECT outcome FROM files LIMIT ?", (most,)):
                kinds[row(outcome).kind] += 1
    except (tables.ForeignFileError, sqlite3.DatabaseError, BrokenCacheError, UnicodeDecodeError, OSError):
        return None
    return CacheInfo(size=file.stat().st_size, files=kinds.total(), kinds=kinds)
