"""The temporary folder of a preview: what a killed process left goes, and nothing else."""

import fcntl
import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from exporters.serve.temporary_folder import open_temporary_folder
from tests.serve.serving import site
from tests.serve.test_serve_process import ENDS_WITHIN, served


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def abandoned(temporary: Path) -> Path:
    """What a killed preview left."""
    folder = temporary / "outfeed-serve-abandoned"
    (folder / "out").mkdir(parents=True)
    (folder / "out" / "rss.xml").touch()
    return folder


class TestAbandoned:
    """Folders of dead processes."""

    def test_what_a_killed_process_left_is_removed_by_the_next(self, tmp_path: Path) -> None:
        site(tmp_path)
        (tmp_path / "tmp").mkdir()
        with served(tmp_path) as (process, _):
            process.send_signal(signal.SIGKILL)
            process.wait(ENDS_WITHIN)
        left = set((tmp_path / "tmp").iterdir())
        with served(tmp_path) as (process, _):
            running = set((tmp_path / "tmp").iterdir())
            process.send_signal(signal.SIGTERM)
            process.wait(ENDS_WITHIN)

        assert (len(left), len(running), left & running) == (1, 1, set())
        assert list((tmp_path / "tmp").iterdir()) == []

    def test_one_in_use_stays(self, temporary: Path) -> None:
        with open_temporary_folder() as one, open_temporary_folder() as other:
            assert one.is_dir()
            assert {one, other} == set(temporary.iterdir())

        assert list(temporary.iterdir()) == []

    @pytest.mark.usefixtures("temporary")
    def test_that_of_another_user_stays(self, abandoned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        user = os.geteuid()
        monkeypatch.setattr(os, "geteuid", lambda: user + 1)
        with open_temporary_folder():
            assert (abandoned / "out" / "rss.xml").is_file()

    def test_a_link_is_not_followed(self, temporary: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
        elsewhere = tmp_path_factory.mktemp("elsewhere")
        (elsewhere / "file").touch()
        (temporary / "outfeed-serve-link").symlink_to(elsewhere)
        with open_temporary_folder():
            assert (elsewhere / "file").is_file()

    def test_other_names_stay(self, temporary: Path) -> None:
        (temporary / "outfeed-serve").mkdir()
        with open_temporary_folder():
            assert (temporary / "outfeed-serve").is_dir()


class TestLock:
    """A folder is locked before anything is in it."""

    @pytest.fixture(autouse=True)
    def _removing(self, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """Another preview removes the new folder before it is locked."""
        flock, removed = fcntl.flock, list[Path]()

        def lock(handle: int, operation: int) -> None:
            if not removed:
                removed.extend(temporary.iterdir())
                removed[0].rmdir()
            flock(handle, operation)

        monkeypatch.setattr(fcntl, "flock", lock)
        yield
        assert len(removed) == 1

    def test_one_that_vanishes_meanwhile_is_made_again(self, temporary: Path) -> None:
        with open_temporary_folder() as folder:
            handle = os.open(folder, os.O_RDONLY)
            with pytest.raises(BlockingIOError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.close(handle)

        assert list(temporary.iterdir()) == []
