"""A small site that changes, and what a run does with it: which articles it opens, parses and writes."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from unittest import mock

from exporters.build.section import BuiltSection, SectionTask, SectionWriter
from exporters.model.outcome import ReadOutcome
from exporters.sources import worker
from exporters.sources.folder import contents
from exporters.sources.parse import ArticleReader
from exporters.store.folder import NAME
from tests.cli.running import SITE, Ran, outfeed_here, post

LONG_AGO: Final = 1_700_000_000 * 10**9  # ns since 1970: no doubt about a file of that time
KEPT: Final = f"site/.outfeed/{NAME}"  # below the folder of a run
ALONE: Final = (*SITE, "--jobs", "1")  # everything in one process, where it can be watched


class Seen:
    """What a run did: the names of the files that it opened and parsed, and how many entries it made."""

    def __init__(self) -> None:
        self.opened = list[str]()
        self.parsed = list[str]()
        self.made = 0


def site(folder: Path, count: int = 5) -> Path:
    """`folder`, with a site of so many articles in it which nobody has touched for long."""
    for number in range(count):
        written(folder, number)
    return folder


def written(folder: Path, number: int, **fields: str) -> Path:
    """An article of the site in `folder`, as if it had been written long ago."""
    date = f"2024-01-{number % 28 + 1:02}T03:04:05Z"
    return settled(post(folder / "site", f"p{number}", **({"publishedDateTime": date} | fields)))


def settled(path: Path) -> Path:
    """A file, as if it had been written long ago."""
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    return path


def replaced(path: Path, old: bytes, new: bytes) -> None:
    """A file with a piece of it changed, and the modification time that it had."""
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(old, new))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def export(folder: Path, *flags: str | Path) -> Ran:
    """An export of the site in `folder`, in one process."""
    return outfeed_here("export", "site", *ALONE, "--allow-new-ids", *flags, cwd=folder)


def watched(folder: Path, *flags: str | Path) -> Seen:
    """What an export that ends well does."""
    with watching() as seen:
        ran = export(folder, *flags)
    assert ran.status == 0, ran.err
    return seen


@contextmanager
def watching() -> Iterator[Seen]:
    """What runs in this process open, parse and make."""
    seen = Seen()
    read, write = ArticleReader.read, SectionWriter.__call__

    def opening(path: str, shown: str) -> bytes | ReadOutcome:
        seen.opened.append(Path(path).name)
        return contents(path, shown)

    def parsing(self: ArticleReader, data: bytes, path: str, *others: Any) -> ReadOutcome:
        seen.parsed.append(Path(path).name)
        return read(self, data, path, *others)

    def making(self: SectionWriter, task: SectionTask) -> BuiltSection:
        seen.made += len(task.packed) * (not task.is_frame)
        return write(self, task)

    with (
        mock.patch.object(worker, "contents", opening),
        mock.patch.object(ArticleReader, "read", parsing),
        mock.patch.object(SectionWriter, "__call__", making),
    ):
        yield seen


@contextmanager
def later(seconds: int) -> Iterator[None]:
    """The clock is that much ahead."""
    now = time.time_ns

    def ahead() -> int:
        return now() + seconds * 10**9

    with mock.patch.object(time, "time_ns", ahead):
        yield


def documents(folder: Path) -> dict[str, bytes]:
    """What was published in `folder`, by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files(folder)}


def result(folder: Path, *flags: str | Path, out: str = "out") -> tuple[int, str, str, dict[str, bytes]]:
    """Status, messages and documents of an export, without where these lie and whether they are new."""
    ran = export(folder, "--out", out, *flags)
    said = ran.out
    for state in ("unchanged", "changed", "new"):
        said = said.replace(f"  {state}\n", "\n")
    return ran.status, said.replace(out, "out"), ran.err.replace(out, "out"), documents(folder / out)


def files(folder: Path) -> list[Path]:
    """The files at or below `folder`."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def kept(folder: Path) -> bytes:
    """Every byte of the cache in `folder`, with the names of its files."""
    return b"\n".join(path.name.encode() + path.read_bytes() for path in files(folder))
