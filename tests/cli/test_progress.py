"""The bar: what people see of a run on a terminal, and what is left of it; nobody else sees anything."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from exporters.cli import console
from tests.cli.forking import outfeed_forked, start
from tests.cli.running import SITE, environment, outfeed_here, post

AT_ONCE: Final = """
import itertools
from types import SimpleNamespace
from click import _termui_impl
from exporters.cli import console as bar
clock = itertools.count(1000, 0.7)
bar._DELAY = 1e-9
bar._INTERVAL = 0
_termui_impl.time = SimpleNamespace(time=lambda: next(clock))
"""
SMALL: Final = """
from exporters.sources import listing as here
from exporters.build import reuse
reuse._MOST = 10
"""
STUCK: Final = """
import time
from exporters.sources.parse import ArticleReader
read = ArticleReader.read
def patched(self, data, path, *rest):
    if "a090" in path:
        time.sleep(60)
    return read(self, data, path, *rest)
ArticleReader.read = patched
"""
ENTRY: Final = """
import time
from exporters.formats.atom import AtomExporter
parts = AtomExporter.parts
def patched(self, feed):
    made = parts(self, feed)
    def entry(article):
        if article.url.endswith("/a010"):
            time.sleep(60)
        return made.entry(article)
    return made._replace(entry=entry)
AtomExporter.parts = patched
"""
SHUT: Final = [sys.executable, "-c", "import os, sys; os.close(2); os.execv(sys.executable, sys.argv[1:])"]
BAR: Final = r"\[[#-]+\] +\d+%(?:  \d\d:\d\d:\d\d)?  [\d,]+ "
HIDDEN, VISIBLE = "\x1b[?25l", "\x1b[?25h"  # the cursor
CONTROL: Final = re.compile(r"\x1b\[(?P<what>[?\d;]*)(?P<kind>[A-Za-z])|(?P<return>\r)|(?P<text>[^\x1b\r]+)")


class Terminal:
    """A run whose standard error is a terminal."""

    def __init__(self, process: "subprocess.Popen[bytes]", handle: int) -> None:
        self.process = process
        self.written = ""
        self._handle = handle

    def until(self, pattern: str) -> None:
        """Read until `pattern` was written."""
        while not re.search(pattern, self.written):
            assert self._read(), self.written

    def ended(self) -> tuple[int, str]:
        """The status and the standard output of the run."""
        while self._read():
            pass
        out, _ = self.process.communicate(timeout=30)
        return self.process.returncode, out.decode()

    def _read(self) -> bool:
        ready, _, _ = select.select([self._handle], [], [], 20)  # what is silent for so long hangs
        assert ready, self.written
        try:
            data = os.read(self._handle, 10_000)
        except OSError:  # nobody holds the other end any more
            return False
        self.written += data.decode()
        return bool(data)

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, without colours."""
        return [shown for line in self.written.split("\n") if (shown := screen(line)) or shown]


def screen(line: str) -> str:
    """What is left of a line after all that was written over it."""
    cells, column = list[str](), 0
    for found in CONTROL.finditer(line):
        if found["return"]:
            column = 0
        elif found["text"]:
            cells[column : column + len(found["text"])] = found["text"]
            column += len(found["text"])
        elif found["kind"] == "K":
            del cells[column:]
    return "".join(cells).rstrip()


@contextmanager
def terminal(*args: str, cwd: Path, before: str = AT_ONCE, env: Mapping[str, str] | None = None) -> Iterator[Terminal]:
    """A run of `outfeed ARGS` on a terminal; the statements `before` come first."""
    ours, theirs = pty.openpty()
    process = start(
        *args,
        cwd=cwd,
        before=before,
        env={"TERM": "xterm"} | dict(env or {}),
        stdout=subprocess.PIPE,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        process.kill()
        process.communicate()
        os.close(ours)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """The current folder of a run, with a hundred articles in `news`."""
    for number in range(100):
        post(tmp_path / "news", f"a{number:03}", publishedDateTime=f"2024-01-02T03:{number % 60:02}:05Z")
    return tmp_path


@pytest.mark.parametrize("jobs", ["1", "2"])
class TestTerminal:
    """Stage, bar, share, remaining time and rate; gone at the end."""

    def test_it_shows_how_far_each_stage_is(self, news: Path, jobs: str) -> None:
        with terminal("export", "news", *SITE, "--limit", "0", "--jobs", jobs, cwd=news) as run:
            status, out = run.ended()

        assert (status, out.splitlines()[-2][:31]) == (0, "100 articles read, 100 exported")
        assert re.search(f"Reading  {BAR}files/s", run.written)
        assert re.search(f"Writing  {BAR}entries/s", run.written)
        assert re.search(r"Reading  \[#+-+\] +\d+%  \d\d:\d\d:\d\d  [\d,]+ files/s", run.written)

    def test_the_share_grows_to_all(self, news: Path, jobs: str) -> None:
        with terminal("export", "news", *SITE, "--limit", "0", "--jobs", jobs, cwd=news, before=AT_ONCE + SMALL) as run:
            run.ended()

        for stage in ("Reading", "Writing"):
            shares = [int(share) for share in re.findall(rf"{stage}  \[[#-]+\] +(\d+)%", run.written)]
            assert shares == sorted(shares)
            assert len(shares) > 2
            assert shares[-1] == 100

    def test_nothing_of_it_is_left(self, news: Path, jobs: str) -> None:
        with terminal("export", "news", *SITE, "--jobs", jobs, cwd=news) as run:
            run.ended()

        assert run.lines == []
        assert run.written.rfind(VISIBLE) > run.written.rfind(HIDDEN) > 0

    def test_nor_where_one_run_follows_another(self, news: Path, jobs: str) -> None:
        for name in ("a", "b"):
            (news / name).mkdir()
            (news / name / "outfeed.yaml").write_text("site: {url: https://example.org/}\n", encoding="utf-8")
            for number in range(100):
                post(news / name, f"{number}")

        files = [f"{name}/{number}.md" for name in "ab" for number in range(100)]
        with terminal("validate", "--changed", *files, "--jobs", jobs, cwd=news) as run:
            run.ended()

        assert run.lines == ["200 articles read: 0 errors, 0 warnings, 0 notes."]
        assert run.written.count(VISIBLE) == 2  # each has its bar

    def test_what_is_told_meanwhile_stands_on_lines_of_its_own(self, news: Path, jobs: str) -> None:
        for number in range(0, 100, 9):
            post(news / "news", f"a{number:03}", title="")
            post(news / "news", f"b{number:03}", id=f"{number}")
        asked = ("export", "news", *SITE, "--limit", "0", "--keep-going", "--no-cache", "--diagnostics", "text")
        expected = outfeed_here(*asked, "--out", "first", cwd=news).err.splitlines()

        with terminal(*asked, "--jobs", jobs, cwd=news) as run:
            run.ended()

        assert run.lines == expected
        assert len(expected) == 12 + 12 + 1

    def test_it_stands_beside_lines_on_standard_output_too(self, news: Path, jobs: str) -> None:
        post(news / "news", "a050", title="")

        with terminal("validate", "news", *SITE, "--jobs", jobs, cwd=news) as run:
            status, out = run.ended()

        assert (status, len(out.splitlines())) == (1, 1)
        assert run.lines == ["100 articles read: 1 error, 0 warnings, 0 notes."]


class TestInterrupted:
    """Ctrl-C leaves a terminal as it was."""

    @pytest.mark.parametrize(("stage", "before"), [("Reading", STUCK), ("Writing", ENTRY)])
    def test_the_cursor_is_visible_and_the_bar_is_gone(self, news: Path, stage: str, before: str) -> None:
        asked = ("export", "news", *SITE, "--limit", "0", "--jobs", "2", "--no-cache")
        with terminal(*asked, cwd=news, before=AT_ONCE + SMALL + before) as run:
            run.until(f"{stage}  {BAR}")
            os.killpg(run.process.pid, signal.SIGINT)
            status, out = run.ended()

        assert (status, out) == (130, "")
        assert run.lines == ["Interrupted. Every published file is whole; run again to complete."]
        assert run.written.rfind(VISIBLE) > run.written.rfind(HIDDEN) > 0

    def test_so_they_are_after_an_error(self, news: Path) -> None:
        asked = ("export", "news", *SITE, "--limit", "0", "--jobs", "2", "--no-cache")
        with terminal(*asked, cwd=news, before=AT_ONCE + ENTRY.replace("time.sleep(60)", "raise ValueError")) as run:
            status, out = run.ended()

        (line,) = run.lines
        assert (status, out) == (1, "")
        assert line.startswith("error: the format atom failed: ValueError")
        assert run.written.rfind(VISIBLE) > run.written.rfind(HIDDEN) > 0


class TestSilence:
    """Where nobody can see a bar, or nobody wants one, there is none."""

    def test_in_a_pipe(self, news: Path) -> None:
        assert outfeed_forked("export", "news", *SITE, cwd=news, before=AT_ONCE).err == ""

    def test_with_quiet(self, news: Path) -> None:
        with terminal("export", "news", *SITE, "--quiet", cwd=news) as run:
            status, out = run.ended()

        assert (status, out, run.written) == (0, "", "")

    def test_on_a_terminal_that_can_not_take_a_line_back(self, news: Path) -> None:
        with terminal("export", "news", *SITE, cwd=news, env={"TERM": "dumb"}) as run:
            status, _ = run.ended()

        assert (status, run.written) == (0, "")

    def test_in_a_run_that_is_over_soon(self, news: Path) -> None:
        with terminal("export", "news", *SITE, cwd=news, before="") as run:
            status, _ = run.ended()

        assert console._DELAY >= 1
        assert (status, run.written) == (0, "")

    def test_where_standard_error_is_closed(self, news: Path) -> None:
        done = subprocess.run(
            [*SHUT, sys.executable, "-m", "exporters", "export", "news", *SITE],
            cwd=news,
            env=environment(),
            stdout=subprocess.PIPE,
            timeout=60,
            check=False,
        )

        assert done.returncode == 0
        assert done.stdout.splitlines()[-2].startswith(b"100 articles read")
