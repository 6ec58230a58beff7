"""One export at a time: the others say who is at work, and no lock file is ever published."""

import fcntl
import os
from pathlib import Path

import pytest

from exporters.errors import PublishError
from exporters.publishing.stage import StagingArea, staging
from tests.publishing.making import finish, names, put


class TestLock:
    """One export at a time, and no lock file for it."""

    def test_a_second_one_is_refused_and_harms_nothing(self, tmp_path: Path) -> None:
        with staging(tmp_path) as stage:
            stage.write("a", put(b"1"))
            with pytest.raises(PublishError, match=r"another export .*\[out-locked\]"), staging(tmp_path):
                pass
            finish(stage)

        assert names(tmp_path) == ["a"]

    def test_it_is_open_again_afterwards(self, tmp_path: Path) -> None:
        with pytest.raises(RuntimeError), staging(tmp_path):
            raise RuntimeError

        handle = os.open(tmp_path, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        finally:
            os.close(handle)

    def test_the_stage_is_on_the_file_system_of_its_target(self, tmp_path: Path) -> None:
        with staging(tmp_path) as stage:
            assert isinstance(stage, StagingArea)
            assert stage.write("a", put(b"1")).is_relative_to(tmp_path)

    def test_the_holder_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)

        with staging(tmp_path / "out"), pytest.raises(PublishError) as caught, staging(tmp_path / "out"):
            pass

        assert str(caught.value) == (
            f"out: error: another export is writing to this folder: process {os.getpid()}; wait until it ends "
            "[out-locked]"
        )

    @pytest.mark.parametrize("said", [b"", b"x", b"0", b"-1", b"9" * 30, b"4999999", b"\xff"])
    def test_a_holder_that_is_not_to_be_found_is_not_told(self, tmp_path: Path, said: bytes) -> None:
        with staging(tmp_path):
            (tmp_path / ".outfeed-new/pid").write_bytes(said)
            with pytest.raises(PublishError, match="this folder; wait"), staging(tmp_path):
                pass

    def test_the_first_process_of_a_container_is_told(self, tmp_path: Path) -> None:
        with staging(tmp_path):
            (tmp_path / ".outfeed-new/pid").write_bytes(b"1\n")
            with pytest.raises(PublishError, match="this folder: process 1; wait"), staging(tmp_path):
                pass

    def test_a_holder_of_another_user_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(_process: int, _signal: int) -> None:
            raise PermissionError

        with staging(tmp_path):
            monkeypatch.setattr(os, "kill", refuse)
            with pytest.raises(PublishError, match=f"process {os.getpid()};"), staging(tmp_path):
                pass

    def test_one_that_is_refused_leaves_folders_to_the_one_that_made_them(self, tmp_path: Path) -> None:
        with staging(tmp_path / "a/out") as stage:
            with pytest.raises(PublishError), staging(tmp_path / "a/out"):
                pass
            stage.write("x", put(b"1"))
            finish(stage)

        assert names(tmp_path) == ["a", "a/out", "a/out/x"]

    def test_a_folder_that_vanishes_while_it_is_locked_is_made_anew(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        flock, vanished = fcntl.flock, list[int]()

        def vanish(handle: int, operation: int) -> None:
            flock(handle, operation)
            if not vanished:
                vanished.append(handle)
                (tmp_path / "out").rmdir()

        monkeypatch.setattr(fcntl, "flock", vanish)

        with staging(tmp_path / "out") as stage:
            stage.write("x", put(b"1"))
            finish(stage)

        assert vanished
        assert names(tmp_path) == ["out", "out/x"]
