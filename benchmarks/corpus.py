"""A folder of generated articles: the same bytes for the same kind and count, on every machine."""

import json
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from benchmarks import blog
from benchmarks.article import Kind, article

VERSION: Final = 1  # of what is generated; another number makes corpora anew
FIRST: Final = datetime(2015, 1, 1, tzinfo=UTC)
SPAN: Final = timedelta(days=3650)  # ends before 2025, so no date lies in the future
IN_A_FOLDER: Final = 1000
SETTLED: Final = 10  # seconds; a cache can't trust the size and time of a file that was written a moment ago


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """So many articles of one kind."""

    kind: Kind
    count: int

    @property
    def name(self) -> str:
        """Names its folder and its rows in the tables."""
        return f"{self.kind}-{self.count}"

    def file(self, number: int) -> tuple[str, bytes]:
        """The path of an article within the folder, and its bytes."""
        dated = FIRST + (SPAN / self.count * number)
        name, text = article(self.kind, number, dated.replace(microsecond=0))
        return f"{number // IN_A_FOLDER:04}/{name}", text.encode()

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every article, and the pictures of a blog."""
        yield from map(self.file, range(self.count))
        if self.kind == "blog":
            for number in filter(blog.has_picture, range(self.count)):
                yield f"{number // IN_A_FOLDER:04}/{blog.picture_name(number)}", blog.picture(number)

    def make(self, work: Path) -> Path:
        """The folder below `work`; it is generated unless a whole one is there already."""
        folder, stamp = work / "corpora" / self.name, work / "corpora" / f"{self.name}.json"
        facts = {"version": VERSION, "kind": self.kind, "count": self.count}
        if stamp.is_file() and json.loads(stamp.read_text()) == facts and folder.is_dir():
            return folder
        stamp.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        for number in range(0, self.count, IN_A_FOLDER):
            (folder / f"{number // IN_A_FOLDER:04}").mkdir(parents=True)
        for path, data in self.files():
            write(f"{folder}/{path}", data)
        set_times(folder, time.time() - SETTLED)
        stamp.write_text(json.dumps(facts))
        return folder


def write(path: str, data: bytes) -> None:
    """Write a file, in half the time that Path.write_bytes needs."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.write(handle, data)
    os.close(handle)


def set_times(folder: Path, moment: float) -> None:
    """Give all files one modification time, in seconds since 1970, as a fresh clone has."""
    for parent, _, names in os.walk(folder):
        for name in names:
            os.utime(f"{parent}/{name}", (moment, moment))
