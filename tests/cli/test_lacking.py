"""What the system refuses a process: a stream that takes what is printed, memory. One line, and the right status."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from exporters.cli.exit_outcome import exit_outcome
from exporters.formats.exporter import DocumentParts
from exporters.formats.rss import RssExporter
from exporters.model.feed import Feed
from tests.cli.running import SITE, closed_pipe, contents, environment, outfeed, outfeed_here, outfeed_into, post

MEMORY: Final = "error: there is not enough memory; give it more, or fewer processes with --jobs 1 [system-error]\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The current folder of a run, with an article in it, and feeds that are published."""
    post(tmp_path / "news", "a")
    assert outfeed_here("export", "news", *SITE, "--quiet", cwd=tmp_path).status == 0
    return tmp_path


class TestStreams:
    """A closed stream takes everything; one that nobody reads too; a full one can't change a status of usage."""

    @pytest.mark.parametrize("words", [["--help"], ["export", "--help"], ["cache", "clear", "--help"]])
    def test_help_that_nobody_reads(self, tmp_path: Path, words: list[str]) -> None:
        with closed_pipe() as pipe:
            ran = outfeed_into(pipe, *words, cwd=tmp_path)

        assert (ran.status, ran.err) == (0, "")

    @pytest.mark.parametrize("words", [["export", "--nope"], ["nope"], [], ["cache"]])
    def test_mistakes_that_nobody_reads(self, tmp_path: Path, words: list[str]) -> None:
        with closed_pipe() as pipe, Path("/dev/full").open("w") as full:
            ends = [outfeed_into(subprocess.PIPE, *words, cwd=tmp_path, stderr=to) for to in (pipe, full.fileno())]

        assert [ran.status for ran in ends] == [2, 2]

    @pytest.mark.parametrize("words", [["plan", "--json"], ["plan"], ["feeds"], ["export", "--json"], ["validate"]])
    def test_a_closed_standard_output(self, site: Path, words: list[str]) -> None:
        command = [sys.executable, "-m", "exporters", *words, "news", *SITE]

        done = subprocess.run(
            ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *command],
            cwd=site,
            env=environment(),
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )

        assert (done.returncode, b"Error" in done.stderr) == (0, False)

    def test_a_plan_that_nobody_reads(self, site: Path) -> None:
        with closed_pipe() as pipe:
            ran = outfeed_into(pipe, "plan", "news", *SITE, "--json", cwd=site)

        assert (ran.status, ran.err) == (0, "")


class TestMemory:
    """Where there is too little of it, no exporter and no article is blamed, and nothing is published."""

    def test_a_library_that_can_not_be_loaded(self, site: Path) -> None:
        before = contents(site / "out")

        ran = outfeed(
            "export",
            "news",
            *SITE,
            cwd=site,
            before="import resource; resource.setrlimit(resource.RLIMIT_AS, (30 << 20, 30 << 20))",
        )

        assert (ran.status, ran.out, ran.err) == (3, "", MEMORY)
        assert contents(site / "out") == before

    def test_a_format_that_gets_none(self, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        post(site / "news", "b")
        before = contents(site / "out")

        def failing(_rss: RssExporter, _feed: Feed) -> DocumentParts:
            raise MemoryError

        monkeypatch.setattr(RssExporter, "parts", failing)
        ran = outfeed_here("export", "news", *SITE, "--jobs", "1", cwd=site)

        assert (ran.status, ran.out, ran.err) == (3, "", MEMORY)
        assert contents(site / "out") == before

    def test_an_import_that_fails_for_another_reason_is_a_fault(self) -> None:
        with pytest.raises(ImportError, match="no module"):
            exit_outcome(ImportError("no module"))
