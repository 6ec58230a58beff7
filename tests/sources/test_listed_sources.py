"""SourceFiles answers from what it looked up once as the file system does."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exporters.run import RunOptions
from exporters.settings.values import Settings
from exporters.sources.source_files import SourceFiles, is_file
from exporters.support.paths import absolute


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Folders with files, and with links to files and folders within and outside."""
    root = tmp_path / "root"
    (root / "a/b").mkdir(parents=True)
    (root / "a/b/own.png").write_bytes(b"own")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/other.png").write_bytes(b"other")
    for link, target in {
        "root/a/in.png": "b/own.png",
        "root/a/out.png": "../../outside/other.png",
        "root/a/nothing.png": "missing.png",
        "root/a/circle.png": "circle.png",
        "root/in": "a/b",
        "root/out": "../outside",
        "link": "root",
    }.items():
        (tmp_path / link).symlink_to(target)
    os.mkfifo(root / "a/pipe.png")
    return tmp_path


class TestFilesOfLinks:
    """Whether there is a regular file below a root, through no link that leads out of it."""

    @pytest.mark.parametrize("root", ["root", "link", "root/a", "root/in", "root/out", "missing"])
    def test_each_path_is_judged_as_by_the_file_system(self, tree: Path, root: str) -> None:
        files = source_files(tree / root)
        folders = ("", "a", "a/b", "in", "out", "..", "../outside", "a/b/own.png")
        names = ("own.png", "other.png", "in.png", "out.png", "nothing.png", "circle.png", "pipe.png", "a", "x", "x\0")
        paths = [os.path.normpath(tree / root / folder / name) for folder in folders for name in names]

        for path in [*paths, *paths]:
            assert files.is_file(path, str(tree / root)) == is_there(path, str(tree / root)), path

    def test_some_are_there_and_some_are_not(self, tree: Path) -> None:
        files = source_files(tree / "root")

        assert files.is_file(str(tree / "root/in/own.png"), str(tree / "root"))
        assert not files.is_file(str(tree / "root/out/other.png"), str(tree / "root"))


class TestPaths:
    """What the cache calls a file leads back to it."""

    @pytest.mark.parametrize("key", ["a.md", "a/../b.md", "./a//b.md", "../x.md", ".", "/abs/./x.md", "a/"])
    def test_each_is_absolute_without_detours(self, tmp_path: Path, key: str) -> None:
        assert source_files(tmp_path).path(key) == str(absolute(tmp_path / key))


def source_files(folder: Path) -> SourceFiles:
    """The files of a site in `folder`."""
    settings = Settings(site=None, source=folder, base=folder, timezone=None, out=folder / "out")
    return SourceFiles(settings, RunOptions(sources=(folder,), now=datetime.now(UTC)))


def is_there(path: str, root: str) -> bool:
    """What the file system says, each time anew."""
    try:
        return is_file(path, root)
    except ValueError:  # no file can have that name
        return False
