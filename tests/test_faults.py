"""What can go wrong in the middle of an export, and what out/ holds then: what it held before, or all that is new."""

import hashlib
import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from exporters.formats.atom import AtomExporter
from exporters.formats.csvfile import CsvExporter
from exporters.model.article import Article
from tests.cli.forking import outfeed_forked, start
from tests.cli.running import (
    BESIDE,
    EVERY,
    WRITTEN,
    Ran,
    contents,
    outfeed_here,
    ran,
    seen,
    with_seeds,
)

SLOW = """
import sys, time
from exporters.formats.atom import AtomExporter
parts = AtomExporter.parts
def entry(article):
    print("writing", flush=True)
    time.sleep(60)
AtomExporter.parts = lambda self, feed: parts(self, feed)._replace(entry=entry)
"""
SMALL_FILES = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000))
"""


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """The current folder of a run: the seeds, and what was exported of them before all five were there."""
    with_seeds(tmp_path)
    assert outfeed_here("export", "seeds", "--limit", "3", cwd=tmp_path).status == 0
    return tmp_path


@contextmanager
def stuck(folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """An export that stands in the middle of atom.xml, the frames of all documents already prepared."""
    process = start("export", "seeds", cwd=folder, before=SLOW, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def after(process: "subprocess.Popen[bytes]", number: int, folder: Path) -> Ran:
    """What came of a run that got the signal `number`."""
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    return ran(process.returncode, out, err, folder)


class TestSignals:
    """Ctrl-C and SIGTERM clear away what was prepared; after SIGKILL the next run does."""

    def test_ctrl_c_is_status_130_and_out_is_as_it_was(self, exported: Path) -> None:
        before = contents(exported / "out")

        with stuck(exported) as process:
            ended = after(process, signal.SIGINT, exported)

        assert (ended.status, ended.out) == (130, "")
        assert ended.err.splitlines()[-1] == "Interrupted. Every published file is whole; run again to complete."
        assert contents(exported / "out") == before

    def test_sigterm_ends_it_the_same_way(self, exported: Path) -> None:
        before = contents(exported / "out")

        with stuck(exported) as process:
            ended = after(process, signal.SIGTERM, exported)

        assert ended.status == 143
        assert contents(exported / "out") == before

    def test_an_out_folder_that_was_made_for_it_goes_again(self, tmp_path: Path) -> None:
        with_seeds(tmp_path)

        with stuck(tmp_path) as process:
            during = (tmp_path / "out").exists()
            after(process, signal.SIGINT, tmp_path)

        assert (during, (tmp_path / "out").exists()) == (True, False)

    def test_after_sigkill_readers_see_what_was_and_the_next_run_clears_up(self, exported: Path) -> None:
        before = contents(exported / "out")

        with stuck(exported) as process:
            after(process, signal.SIGKILL, exported)
        left = contents(exported / "out")
        again = outfeed_here("export", "seeds", cwd=exported)

        assert {name: left[name] for name in before} == before
        assert all(name.startswith(".") for name in left.keys() - before.keys())
        assert again.status == 0
        assert sorted(path.name for path in (exported / "out").iterdir()) == sorted(EVERY)

    def test_while_one_writes_another_is_refused(self, exported: Path) -> None:
        before = contents(exported / "out")

        with stuck(exported) as process:
            other = outfeed_here("export", "seeds", cwd=exported)
            after(process, signal.SIGINT, exported)

        assert (other.status, other.out) == (3, "")
        assert other.err.splitlines()[-1] == (
            f"out: error: another export is writing to this folder: process {process.pid}; wait until it ends "
            "[out-locked]"
        )
        assert contents(exported / "out") == before


class TestExporter:
    """An exporter that fails stops the run before anything is renamed."""

    @pytest.mark.parametrize("error", [ValueError("no"), OSError(5, "no"), RecursionError()])
    def test_in_the_middle_of_its_document(
        self, exported: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
    ) -> None:
        def entry(_article: Article) -> bytes:
            raise error

        before = contents(exported / "out")
        parts = AtomExporter.parts
        monkeypatch.setattr(AtomExporter, "parts", lambda self, feed: parts(self, feed)._replace(entry=entry))

        ended = outfeed_here("export", "seeds", cwd=exported)

        assert (ended.status, ended.out) == (1, "")
        assert f"error: the format atom failed: {type(error).__name__}" in ended.err
        assert "[exporter-failed]" in ended.err
        assert contents(exported / "out") == before

    def test_out_of_memory_is_the_fault_of_no_format(self, exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def entry(_article: Article) -> bytes:
            raise MemoryError

        before = contents(exported / "out")
        parts = AtomExporter.parts
        monkeypatch.setattr(AtomExporter, "parts", lambda self, feed: parts(self, feed)._replace(entry=entry))

        ended = outfeed_here("export", "seeds", cwd=exported)

        assert (ended.status, ended.out) == (3, "")
        assert "error: there is not enough memory" in ended.err
        assert contents(exported / "out") == before

    @pytest.mark.parametrize("name", ["../evil", "/evil", "feed.csv", ".hidden", "", "a/b"])
    def test_a_companion_that_leaves_its_place(
        self, exported: Path, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        before = contents(exported / "out")
        monkeypatch.setattr(CsvExporter, "companions", lambda _self, _feed: {name: b"evil"})

        ended = outfeed_here("export", "seeds", cwd=exported)

        assert ended.status == 1
        assert "the format csv failed" in ended.err
        assert contents(exported / "out") == before
        assert not (exported.parent / "evil").exists()

    def test_a_document_that_is_wrong_is_not_published(self, exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        before = seen(exported / "out")
        parts = AtomExporter.parts
        monkeypatch.setattr(AtomExporter, "parts", lambda self, feed: parts(self, feed)._replace(after=b""))

        ended = outfeed_here("export", "seeds", cwd=exported)

        assert (ended.status, ended.out) == (1, "")
        assert ended.told("error")
        assert contents(exported / "out") == {name: data for name, (data, _) in before.items() if name != "."}


class TestDisk:
    """What the system refuses is status 3, with the reason, and out/ as it was."""

    def test_a_file_that_may_not_grow(self, exported: Path) -> None:
        before = contents(exported / "out")

        ended = outfeed_forked("export", "seeds", cwd=exported, before=SMALL_FILES)

        assert (ended.status, ended.out) == (3, "")
        assert ended.told("error") == [
            "out: error: can't be written: file too large; make it writable or choose another --out [out-unwritable]"
        ]
        assert contents(exported / "out") == before

    def test_a_folder_in_the_place_of_a_file(self, exported: Path) -> None:
        (exported / "out/feed.csv").unlink()
        (exported / "out/feed.csv").mkdir()
        before = contents(exported / "out")

        ended = outfeed_here("export", "seeds", cwd=exported)

        assert ended.status == 3
        assert "out: error: feed.csv is a folder; remove it [out-unwritable]" in ended.err
        assert contents(exported / "out") == before

    def test_a_rename_that_fails_halfway_is_completed_by_the_next_run(
        self, exported: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        replace, old = Path.replace, contents(exported / "out")

        def fail(staged: Path, target: Path) -> Path:
            if target.name == "feed.json":
                raise OSError(5, "Input/output error")
            return replace(staged, target)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", fail)
            failed = outfeed_here("export", "seeds", cwd=exported)
        between = contents(exported / "out")
        done = outfeed_here("export", "seeds", cwd=exported)
        new = contents(exported / "out")

        assert (failed.status, done.status) == (3, 0)
        assert [between[name] == new[name] for name in WRITTEN] == [True, True, False, False, True]
        assert all(between[name] in (old[name], new[name]) for name in (*WRITTEN, *BESIDE))
        assert all(between[name] == old[name] for name in BESIDE)
        assert sorted(new) == sorted(EVERY)

    def test_between_two_renames_the_manifest_knows_every_file(
        self, exported: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """So that the next run takes neither the old files nor the new ones for somebody else's."""
        replace = Path.replace

        def fail(staged: Path, target: Path) -> Path:
            if target.name == "feed.json":
                raise OSError(5, "Input/output error")
            return replace(staged, target)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", fail)
            outfeed_here("export", "seeds", cwd=exported)
        between = contents(exported / "out")
        manifest = json.loads(between.pop("manifest.json"))

        known = {each["path"]: {each["sha256"], each.get("earlier", {}).get("sha256")} for each in manifest["files"]}
        assert not manifest["complete"]
        assert known.keys() == between.keys()
        assert all(hashlib.sha256(data).hexdigest() in known[name] for name, data in between.items())


class TestLinks:
    """Sites often keep their out folder elsewhere."""

    def test_an_out_folder_may_be_a_link(self, tmp_path: Path) -> None:
        with_seeds(tmp_path)
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "out").symlink_to("elsewhere")

        ended = outfeed_here("export", "seeds", cwd=tmp_path)

        assert ended.status == 0
        assert (tmp_path / "out").is_symlink()
        assert sorted(contents(tmp_path / "elsewhere")) == sorted(EVERY)
