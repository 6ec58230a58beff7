"""Runs the program as people do, as a process of its own or within this one, and tells what came of it."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import IO, Final
from unittest import mock

from exporters.cli.main import main

ROOT: Final = Path(__file__).parents[2]
SEEDS: Final = ROOT / "seeds"
DOCUMENTS: Final = ("rss.xml", "atom.xml", "feed.json", "feed.csv")
WRITTEN: Final = (*DOCUMENTS, "feed.csv-metadata.json")  # of each feed
BESIDE: Final = ("feeds.opml", "index.html", "snippet.html")  # of a site with one feed, in the order of the report
EVERY: Final = (*WRITTEN, *BESIDE, "manifest.json")
SITE: Final = ("--site-url", "https://example.org/")
ONE_FEED: Final = """\
site:
  title: AI Every Day
  description: News about artificial intelligence, every day
  url: https://everyday-cc.github.io/ai/
  feeds_url: https://everyday-cc.github.io/ai/feeds/
  language: en-us
  author: {name: Everyday, url: https://everyday.cc/ai}
source: {path: ., timezone: UTC}
out: ../out
feeds:
  - path: ""
    limit: 50
"""
_FSYNC: Final = os.fsync
_OWN: Final = ("SOURCE_DATE_EPOCH", "COLUMNS", "FORCE_COLOR", "NO_COLOR", "PYTHONWARNINGS")  # not taken from outside

Snapshot = dict[str, tuple[bytes, int]]  # of a folder: bytes and modification time of each file, and its own time


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What came of a run. No run may show a traceback, or where on this machine it worked."""

    status: int
    out: str
    err: str

    def told(self, level: str) -> list[str]:
        """The lines of standard error that tell an error, a warning or a note."""
        return [line for line in self.err.splitlines() if f"{level}: " in line]


def outfeed(
    *args: str | Path, cwd: Path, env: Mapping[str, str] | None = None, python: str = sys.executable, before: str = ""
) -> Ran:
    """A process: `python -m exporters ARGS` in the folder `cwd`. The statements `before` come first, where given."""
    begin = ["-c", f"{before}\nfrom exporters.cli.main import main\nmain()"] if before else ["-m", "exporters"]
    done = subprocess.run(
        [python, *begin, *map(str, args)],
        cwd=cwd,
        env=environment(env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return ran(done.returncode, done.stdout, done.stderr, cwd)


def outfeed_into(stdout: int | IO[str], *args: str, cwd: Path, stderr: int = subprocess.PIPE) -> Ran:
    """A process whose standard output is `stdout`; what it wrote there is not in the result."""
    done = subprocess.run(
        [sys.executable, "-m", "exporters", *args],
        cwd=cwd,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        timeout=60,
        check=False,
    )
    return ran(done.returncode, b"", done.stderr or b"", cwd)


@contextmanager
def closed_pipe() -> Iterator[int]:
    """The writing end of a pipe that nobody reads any more."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        yield writing
    finally:
        os.close(writing)


def outfeed_here(*args: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> Ran:
    """The same within this process: faster, and under the test's own patches."""
    out, err = _stream(), _stream()
    with _as_process(args, cwd, env), _without_waiting(), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            status = end.code
    assert isinstance(status, int)
    return ran(status, _bytes(out), _bytes(err), cwd)


def ran(status: int, out: bytes, err: bytes, cwd: Path) -> Ran:
    """What came of a run in `cwd`, after what holds for every run was asked."""
    made = Ran(status=status, out=out.decode(), err=err.decode())
    assert "Traceback" not in made.err
    for place in {str(cwd), str(cwd.resolve()), str(ROOT)}:
        assert place not in made.err
        assert place not in made.out
    return made


def environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables of a run: those of the tests, without what would change it, and the package on the path."""
    kept = {key: value for key, value in os.environ.items() if key not in _OWN}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"} | dict(changes or {})


def seen(folder: Path) -> Snapshot:
    """Everything in `folder`, to tell whether it changed."""
    files = {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return files | {".": (b"", folder.stat().st_mtime_ns)}


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of every file in `folder`, hidden ones too."""
    return {name: data for name, (data, _) in seen(folder).items() if name != "."}


def with_seeds(folder: Path) -> Path:
    """`folder`, with a copy of the owner's five articles in it, and settings that ask for the feed of the whole site.

    Those settings that lie beside the articles ask for many feeds: `with_many_feeds` has them.
    """
    with_many_feeds(folder)
    (folder / "seeds/outfeed.yaml").write_text(ONE_FEED, encoding="utf-8")
    return folder


def with_many_feeds(folder: Path) -> Path:
    """`folder`, with a copy of the owner's five articles and their settings in it."""
    shutil.copytree(SEEDS, folder / "seeds")
    return folder


def post(folder: Path, name: str, **fields: str) -> Path:
    """A small article in `folder`; `fields` are front matter, "" leaves one out."""
    written = {
        "title": f"About {name}",
        "publishedDateTime": "2024-01-02T03:04:05Z",
        "webUrl": f"https://example.org/{name}",
    } | fields
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.md"
    lines = [f"{key}: {value}\n" for key, value in written.items() if value]
    path.write_text(f"---\n{''.join(lines)}---\n", encoding="utf-8")
    return path


@contextmanager
def _as_process(args: tuple[str | Path, ...], cwd: Path, env: Mapping[str, str] | None) -> Iterator[None]:
    """Arguments, current folder, variables and signals as a process of its own would have them."""
    before, handlers = Path.cwd(), {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    with (
        mock.patch.object(sys, "argv", ["outfeed", *map(str, args)]),
        mock.patch.dict(os.environ, environment(env), clear=True),
    ):
        os.chdir(cwd)
        try:
            yield
        finally:
            os.chdir(before)
            for number, handler in handlers.items():
                signal.signal(number, handler)


@contextmanager
def _without_waiting() -> Iterator[None]:
    """The disk is told nothing, which changes no file: half the time of a small run. Patches of a test's own stay."""
    if os.fsync is not _FSYNC:
        yield
        return
    with mock.patch.object(os, "fsync", _return_at_once):
        yield


def _return_at_once(_handle: int) -> None: ...


def _stream() -> TextIOWrapper:
    return TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)


def _bytes(stream: TextIOWrapper) -> bytes:
    assert isinstance(stream.buffer, BytesIO)
    return stream.buffer.getvalue()
