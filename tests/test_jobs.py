"""`--jobs N`: the same bytes and messages for every N; what dies, or is told to end, ends at once and clearly."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.cli.forking import outfeed_forked, start
from tests.cli.running import EVERY, SITE, Ran, contents, environment, outfeed_here, post, ran

ARTICLES: Final = 400
MIDDLE: Final = "a300"  # an article that no first group holds, neither of files nor of entries
ALL: Final = ("--limit", "0")
SHUFFLED: Final = """
import os, random
scandir = os.scandir
class Shuffled:
    def __init__(self, path="."):
        with scandir(path) as entries:
            self.entries = list(entries)
        random.shuffle(self.entries)
    def __iter__(self):
        return self
    def __next__(self):
        if not self.entries:
            raise StopIteration
        return self.entries.pop()
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
    close = __exit__
os.scandir = Shuffled
"""
MANY: Final = """\
feeds:
  - path: ""
  - path: topics/{topic}
    max_bytes: 20 kB
  - path: months/{month}
    archive: month
  - path: days
    order: updated
    content: excerpt
"""
READING: Final = """
import os, time
from exporters.sources.parse import ArticleReader
read = ArticleReader.read
def patched(self, data, path, *rest):
    if "a300.md" in path:
        {act}
    return read(self, data, path, *rest)
ArticleReader.read = patched
"""
WRITING: Final = """
import os, time
from exporters.formats.atom import AtomExporter
parts = AtomExporter.parts
def patched(self, feed):
    made = parts(self, feed)
    def entry(article):
        if article.url.endswith("/a300"):
            {act}
        return made.entry(article)
    return made._replace(entry=entry)
AtomExporter.parts = patched
"""
DEATHS: Final = {
    "was killed by SIGKILL": "os.kill(os.getpid(), 9)",
    "was killed by SIGSEGV": "import ctypes; ctypes.string_at(0)",
    "ended with status 3": "os._exit(3)",
}
STUCK: Final = "print(os.getppid(), flush=True); time.sleep(60)"
ORPHAN: Final = (
    "p = os.getppid(); print(p, flush=True); any(time.sleep(0.01) for _ in iter(lambda: os.getppid() == p, 0))"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The current folder of a run: 400 files in `news`, of every kind that is told of."""
    folder = tmp_path_factory.mktemp("site")
    for number in range(ARTICLES):
        name = f"a{number:03}"
        fields = {
            "publishedDateTime": f"2024-01-{number % 28 + 1:02}T03:{number % 60:02}:05Z",
            "topics": f"[Topic {number % 7}]",
        }
        match number % 20:
            case 3:
                fields["published"] = "false"  # a draft
            case 5:
                fields["removed"] = "true"
            case 7:
                fields["webUrl"] = f"https://example.org/a{number - 1:03}"  # the id of its neighbour
            case 9:
                fields["id"] = f"{number}"  # a bare number, of which the checks warn
            case 11:
                fields["publishedDateTime"] = "24 Aug 2021 9 o'clock"
            case 13:
                fields["publishedDateTime"] = f"2999-01-01T00:00:{number % 60:02}Z"
            case 15:
                fields |= {"quality": "'0.5'", "tags": "{a: [1, 2]}", "mood": "good"}  # repaired, or no field
            case 17:
                fields["title"] = ""
        post(folder / "news" / f"{number // 150}", name, **fields)
    return folder


def exported(site: Path, jobs: int, *args: str) -> tuple[Ran, dict[str, bytes]]:
    """An export into a new folder beside `site`; what came of it, and the files."""
    ended = outfeed_here("export", "news", *SITE, *ALL, "--jobs", f"{jobs}", *args, cwd=site)
    return ended, taken(site / "out")


def taken(folder: Path) -> dict[str, bytes]:
    """The bytes of every file in `folder`, which is gone afterwards."""
    files = contents(folder) if folder.exists() else {}
    shutil.rmtree(folder, ignore_errors=True)
    return files


@pytest.fixture(scope="module")
def expected(site: Path) -> tuple[Ran, dict[str, bytes]]:
    """What one process makes of them, without a cache."""
    return exported(site, 1, "--no-cache", "--keep-going")


class TestSame:
    """What is written and what is told depend on the articles alone."""

    def test_there_is_something_to_tell(self, expected: tuple[Ran, dict[str, bytes]]) -> None:
        ended, files = expected

        assert (ended.status, sorted(files)) == (0, sorted(EVERY))
        for rule in ("id-repeated", "guid-bare-number", "date-unreadable", "date-future", "field-missing"):
            assert f"[{rule}]" in ended.err
        for word in ("drafts", "withdrawn", "rejected", "repeated"):
            assert word in ended.out

    @pytest.mark.parametrize("jobs", [2, 3, 8])
    def test_for_any_number_of_processes(self, site: Path, expected: tuple[Ran, dict[str, bytes]], jobs: int) -> None:
        assert exported(site, jobs, "--no-cache", "--keep-going") == expected

    @pytest.mark.parametrize("jobs", [1, 3])
    def test_with_a_new_cache_and_with_a_full_one(
        self, site: Path, tmp_path: Path, expected: tuple[Ran, dict[str, bytes]], jobs: int
    ) -> None:
        asked = ("--keep-going", "--cache", str(tmp_path / "cache"))

        cold, warm, other = (exported(site, each, *asked) for each in (jobs, jobs, 4 - jobs))

        assert cold == warm == other == expected

    def test_for_many_feeds(self, site: Path, tmp_path: Path) -> None:
        """Entries of several feeds are made by one pool of processes, and each feed gets its own."""
        (tmp_path / "outfeed.yaml").write_text(MANY, encoding="utf-8")
        asked = ("--config", str(tmp_path / "outfeed.yaml"), "--out", "out", "--keep-going")

        one = exported(site, 1, *asked, "--no-cache")
        several, again, warm = (exported(site, 3, *asked, "--cache", str(tmp_path / name)) for name in "aba")

        assert several == again == warm == one
        assert "out/topics/{topic}/" in one[0].out
        assert "topics/topic-6/feed.json" in one[1]

    @pytest.mark.parametrize("jobs", [1, 2, 8])
    def test_where_nothing_can_be_written(self, site: Path, jobs: int) -> None:
        expected = exported(site, 1, "--no-cache", "--verbose")

        ended, files = exported(site, jobs, "--no-cache", "--verbose")

        assert (ended, files) == expected
        assert (ended.status, ended.out, files) == (1, "", {})
        assert len(ended.told("error")) == 2 * ARTICLES // 20

    @pytest.mark.parametrize("jobs", [2, 8])
    def test_when_all_is_judged(self, site: Path, jobs: int) -> None:
        one, several = (outfeed_here("validate", "news", *SITE, "--jobs", f"{each}", cwd=site) for each in (1, jobs))

        assert several == one
        assert one.status == 1

    def test_when_drafts_are_asked_for(self, site: Path) -> None:
        asked = ("--no-cache", "--keep-going", "--drafts", "--verbose")

        assert exported(site, 3, *asked) == exported(site, 1, *asked)

    def test_whatever_order_the_file_system_has(self, site: Path, expected: tuple[Ran, dict[str, bytes]]) -> None:
        asked = ("export", "news", *SITE, *ALL, "--no-cache", "--keep-going", "--jobs", "3")

        ended = outfeed_forked(*asked, cwd=site, before=SHUFFLED)

        assert (ended, taken(site / "out")) == expected

    def test_whether_processes_are_forked_or_not(
        self, site: Path, tmp_path: Path, expected: tuple[Ran, dict[str, bytes]]
    ) -> None:
        program = tmp_path / "program.py"
        program.write_text(
            "from exporters.support import workers\n"
            "workers._method = lambda: 'spawn'\n"
            "from exporters.cli.main import main\n"
            "if __name__ == '__main__':\n"
            "    main()\n"
        )
        asked = ("export", "news", *SITE, *ALL, "--no-cache", "--keep-going", "--jobs", "2")

        done = subprocess.run(
            [sys.executable, program, *asked], cwd=site, env=environment(), capture_output=True, timeout=60, check=False
        )
        ended = ran(done.returncode, done.stdout, done.stderr, site)

        assert (ended, taken(site / "out")) == expected


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """400 articles in `news` that can be exported, and what was exported before; tests work on copies."""
    folder = tmp_path_factory.mktemp("prepared")
    for number in range(ARTICLES):
        hours, minutes = divmod(ARTICLES - number, 60)
        post(folder / "news", f"a{number:03}", publishedDateTime=f"2024-01-02T{hours:02}:{minutes:02}:05Z")
    ended = outfeed_here("export", "news", *SITE, "--limit", "3", "--no-cache", cwd=folder)
    assert ended.status == 0
    return folder


@pytest.fixture
def sound(prepared: Path, tmp_path: Path) -> Path:
    """The current folder of a run, with those articles and what was exported before."""
    return shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)


class TestCrash:
    """A process that dies is one clear error, and out/ is as it was."""

    @pytest.mark.parametrize("how", DEATHS)
    def test_while_it_reads_a_file(self, sound: Path, how: str) -> None:
        before = contents(sound / "out")

        ended = outfeed_forked(
            *("export", "news", *SITE, *ALL, "--jobs", "3"), cwd=sound, before=READING.format(act=DEATHS[how])
        )

        assert (ended.status, ended.out) == (1, "")
        assert ended.err == (
            f"news/a300.md: error: the process that read it {how}; report it, and exclude this file until it is fixed "
            "[worker-crashed]\n"
        )
        assert contents(sound / "out") == before

    @pytest.mark.parametrize("how", DEATHS)
    def test_while_it_writes_an_entry(self, sound: Path, how: str) -> None:
        before = contents(sound / "out")

        ended = outfeed_forked(
            *("export", "news", *SITE, *ALL, "--jobs", "3"), cwd=sound, before=WRITING.format(act=DEATHS[how])
        )

        (line,) = ended.err.splitlines()
        assert (ended.status, ended.out) == (1, "")
        assert line.startswith("out/rss.xml: error: the process that wrote the entries from ")
        assert f" on {how}; report it, " in line
        assert line.endswith("[worker-crashed]")
        assert contents(sound / "out") == before

    def test_what_was_read_before_is_kept(self, sound: Path) -> None:
        dying = READING.format(act="os._exit(1)")
        outfeed_forked(*("export", "news", *SITE, *ALL, "--jobs", "2"), cwd=sound, before=dying)

        again = outfeed_here("export", "news", *SITE, *ALL, "--jobs", "2", cwd=sound)

        assert (again.status, again.err) == (0, "")
        assert "400 articles read, 400 exported" in again.out


@contextmanager
def stuck(folder: Path, before: str, act: str = STUCK) -> Iterator["subprocess.Popen[bytes]"]:
    """An export of which one process stands in the middle of its work; it leads a group of processes of its own."""
    process = start(
        *("export", "news", *SITE, *ALL, "--no-cache", "--jobs", "3"),
        cwd=folder,
        before=before.format(act=act),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        assert int(process.stdout.readline()) == process.pid  # a process of its own says who started it
        yield process
    finally:
        process.kill()
        process.communicate()


INTERRUPTED: Final = "\nInterrupted. Every published file is whole; run again to complete.\n"
ENDS: Final = {signal.SIGINT: (130, INTERRUPTED), signal.SIGTERM: (143, "")}


@pytest.mark.parametrize("before", [READING, WRITING], ids=["reading", "writing"])
@pytest.mark.parametrize("number", ENDS)
class TestSignals:
    """Ctrl-C and SIGTERM end every process at once; nobody but the first one speaks."""

    def test_to_the_first_process(self, sound: Path, before: str, number: signal.Signals) -> None:
        there = contents(sound / "out")

        with stuck(sound, before) as process:
            process.send_signal(number)
            out, err = process.communicate(timeout=30)  # every process that is left would hold the pipes open

        assert (process.returncode, err.decode()) == ENDS[number]
        assert out == b""
        assert contents(sound / "out") == there

    def test_to_all_of_them_as_a_terminal_sends_it(self, sound: Path, before: str, number: signal.Signals) -> None:
        there = contents(sound / "out")

        with stuck(sound, before) as process:
            os.killpg(process.pid, number)
            out, err = process.communicate(timeout=30)

        assert (process.returncode, err.decode()) == ENDS[number]
        assert out == b""
        assert contents(sound / "out") == there


class TestKill:
    """After SIGKILL nobody works on, and nobody holds the out folder."""

    def test_the_next_run_completes(self, sound: Path) -> None:
        with stuck(sound, WRITING, ORPHAN) as process:
            process.kill()
            process.communicate(timeout=30)

        again = outfeed_here("export", "news", *SITE, *ALL, "--no-cache", cwd=sound)

        assert again.status == 0
        assert sorted(contents(sound / "out")) == sorted(EVERY)
