"""A disk that is really full: a file system of 112 kB, which only root can mount (CI is root)."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import EVERY, contents, outfeed, with_seeds

AS_ROOT = [] if os.geteuid() == 0 else ["sudo"]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system that has room for one export of the seeds, but not for two."""
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run([*AS_ROOT, "mount", "-t", "tmpfs", "-o", "size=112k,mode=777", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run([*AS_ROOT, "umount", folder], check=True)


class TestFullDisk:
    """Nothing that was published suffers, and the message says what to do."""

    def test_the_old_feeds_stay_whole(self, tmp_path: Path, disk: Path) -> None:
        with_seeds(tmp_path)
        first = outfeed("export", "seeds", "--out", "disk/out", cwd=tmp_path)
        before = contents(disk)

        second = outfeed("export", "seeds", "--out", "disk/out", "--limit", "4", cwd=tmp_path)

        assert first.status == 0
        assert (second.status, second.out) == (3, "")
        assert second.told("error") == ["disk/out: error: the disk is full; make room and run again [disk-full]"]
        assert contents(disk) == before
        assert sorted(before) == sorted(f"out/{name}" for name in EVERY)

    def test_with_room_again_the_next_run_succeeds(self, tmp_path: Path, disk: Path) -> None:
        with_seeds(tmp_path)
        (disk / "ballast").write_bytes(b"x" * 50_000)
        full = outfeed("export", "seeds", "--out", "disk/out", cwd=tmp_path)
        left = sorted(path.name for path in disk.iterdir())
        (disk / "ballast").unlink()

        done = outfeed("export", "seeds", "--out", "disk/out", cwd=tmp_path)

        assert (full.status, left) == (3, ["ballast"])
        assert done.status == 0
        assert sorted(contents(disk / "out")) == sorted(EVERY)
