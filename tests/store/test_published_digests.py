"""Which published files a run reads: those that are surely as they were stay closed, and all others are noticed."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final
from unittest import mock

import pytest

from exporters.publishing import contents
from exporters.store.database import open_store
from exporters.store.inputs import STAMP_RESOLUTION
from exporters.store.published_digests import PublishedDigests
from tests.store.sites import LONG_AGO, documents, export, later, settled, site, written

DOCUMENTS: Final = ["atom.xml", "feed.csv", "feed.csv-metadata.json", "feed.json", "feeds.opml", "rss.xml"]
SECOND: Final = 10**9  # ns


@contextmanager
def hashing() -> Iterator[list[str]]:
    """The names of the published files that runs read to hash them."""
    names = list[str]()
    digest = contents.digest

    def noting(path: Path) -> bytes:
        names.append(path.name)
        return digest(path)

    with mock.patch.object(contents, "digest", noting):
        yield names


def hashed(folder: Path, *flags: str | Path) -> list[str]:
    """The documents that an export reads to hash them."""
    with hashing() as names:
        ran = export(folder, *flags)
    assert ran.status == 0, ran.err
    return sorted(each for each in names if each in DOCUMENTS)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A folder with a site in it whose published files an earlier run looked at when they were old enough."""
    export(site(tmp_path))
    with later(3):
        assert hashed(tmp_path) == DOCUMENTS
    return tmp_path


class TestUnchangedFiles:
    """Size, both times, inode and device are as they were, and the times are older than the run that hashed them."""

    def test_none_is_read(self, run: Path) -> None:
        assert hashed(run) == []

    def test_after_a_change_only_the_new_files_are(self, run: Path) -> None:
        written(run, 3, title="Another")
        with later(6):
            assert hashed(run) == []  # the old documents, whose entries are copied

        with later(9):
            assert hashed(run) == ["atom.xml", "feed.csv", "feed.json", "rss.xml"]
            assert hashed(run) == []

    def test_without_a_cache_all_are(self, run: Path) -> None:
        assert hashed(run, "--no-cache") == ["atom.xml", "feed.csv", "feed.csv-metadata.json", *DOCUMENTS[3:]]

    def test_a_lost_cache_is_made_anew(self, run: Path) -> None:
        shutil.rmtree(run / "site/.outfeed")

        assert hashed(run) == DOCUMENTS
        with later(3):
            hashed(run)
            assert hashed(run) == []


class TestYoungFiles:
    """A file as young as the steps of its file system's clock may change within its stamp: it is hashed."""

    def test_they_are_hashed_until_they_are_two_seconds_old(self, tmp_path: Path) -> None:
        export(site(tmp_path))

        assert hashed(tmp_path) == DOCUMENTS
        assert hashed(tmp_path) == DOCUMENTS

    def test_an_old_modification_time_proves_nothing_beside_a_young_change(self, tmp_path: Path) -> None:
        export(site(tmp_path))
        settled(tmp_path / "out/rss.xml")

        assert hashed(tmp_path) == DOCUMENTS
        assert hashed(tmp_path) == DOCUMENTS

    def test_one_of_the_future_is_never_trusted(self, run: Path) -> None:
        os.utime(run / "out/rss.xml", (4e9, 4e9))

        with later(3):
            assert hashed(run) == ["rss.xml"]
            assert hashed(run) == ["rss.xml"]

    def test_a_clock_that_was_set_back_makes_all_young(self, tmp_path: Path) -> None:
        export(site(tmp_path))

        with later(-3600):
            assert hashed(tmp_path) == DOCUMENTS
            assert hashed(tmp_path) == DOCUMENTS

    def test_a_checkout_is_hashed_and_remembered(self, run: Path) -> None:
        shutil.copytree(run / "out", run / "copy", copy_function=shutil.copyfile)
        shutil.rmtree(run / "out")
        (run / "copy").rename(run / "out")

        with later(3):
            assert hashed(run) == DOCUMENTS
            assert hashed(run) == []


def edit(path: Path) -> None:
    """As many bytes as before, some of them others."""
    path.write_bytes(path.read_bytes().replace(b"example", b"EXAMPLE"))


def edit_in_secret(path: Path) -> None:
    """The same, with both times of the file as they were, as far as a program can set them."""
    before = path.stat()
    edit(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def truncate(path: Path) -> None:
    """All but the last byte."""
    before = path.stat()
    os.truncate(path, before.st_size - 1)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def replace_file(path: Path) -> None:
    """Another file of the same size and time."""
    other = path.with_name("other")
    shutil.copy2(path, other)
    edit_in_secret(other)
    other.replace(path)


def link(path: Path) -> None:
    """A link to another file of the same size and time."""
    other = path.parent.parent / "elsewhere"
    shutil.copy2(path, other)
    edit_in_secret(other)
    path.unlink()
    path.symlink_to(other)


def remove(path: Path) -> None:
    """Nothing."""
    path.unlink()


class TestChangedFiles:
    """Whoever changes a published file, and however: the next run notices and puts the right one in place."""

    @pytest.mark.parametrize("change", [edit, edit_in_secret, truncate, replace_file, link, remove])
    @pytest.mark.parametrize("name", ["rss.xml", "feed.json", "feeds.opml", "feed.csv-metadata.json"])
    def test_it_is_noticed(self, run: Path, change: Callable[[Path], None], name: str) -> None:
        before = documents(run / "out")
        change(run / "out" / name)

        ran = export(run, "--adopt")

        assert ran.status == 0, ran.err
        assert documents(run / "out") == before

    def test_one_that_was_touched_is_hashed_and_stays(self, run: Path) -> None:
        os.utime(run / "out/rss.xml", ns=(LONG_AGO, LONG_AGO))
        inode = (run / "out/rss.xml").stat().st_ino

        with later(3):
            assert hashed(run) == ["rss.xml"]
            assert hashed(run) == []

        assert (run / "out/rss.xml").stat().st_ino == inode

    def test_two_out_folders_with_one_cache_are_not_taken_for_each_other(self, run: Path) -> None:
        export(run, "--out", "other")
        edit_in_secret(run / "other/rss.xml")
        before = documents(run / "out")

        with later(3):
            for _ in range(2):
                export(run, "--out", "other", "--adopt")
                assert documents(run / "other") == before
                assert hashed(run) == DOCUMENTS


def about(mtime: int, ctime: int, size: int = 7, inode: int = 8) -> Any:
    """What a file system says of a file, with times in nanoseconds."""
    return SimpleNamespace(st_dev=1, st_ino=inode, st_size=size, st_mtime_ns=mtime, st_ctime_ns=ctime)


class TestCoarseClocks:
    """File systems tell times by up to 2 s (FAT), 1 s (ext3, HFS+), 4 ms (ext4) or 100 ns (NTFS)."""

    @pytest.mark.parametrize("step", [100, 4_000_000, SECOND, 2 * SECOND])
    @pytest.mark.parametrize("age", [0, 1, SECOND - 1, 2 * SECOND - 1, 2 * SECOND, 3 * SECOND, 5 * SECOND])
    def test_no_later_change_has_the_stamp_of_one_that_is_stored(self, step: int, age: int) -> None:
        started = LONG_AGO + SECOND + 1
        changed = (started - age) // step * step  # what the file system says of a file that changed then
        with open_store(None, b"") as database, mock.patch("time.time_ns", return_value=started):
            digests = PublishedDigests(database)
            digests.add("rss.xml", about(changed, changed), b"digest")
            is_stored = digests.find("rss.xml", about(changed, changed)) is not None

        assert is_stored == (changed + STAMP_RESOLUTION <= started)
        if is_stored:
            assert started // step * step != changed

    @pytest.mark.parametrize("value", [2**64 - 1, 2**128 - 1, 0])
    def test_inodes_of_any_length_are_stored(self, value: int) -> None:
        with open_store(None, b"") as database:
            digests = PublishedDigests(database)
            digests.add("rss.xml", about(1, -1, inode=value), b"digest")

            assert digests.find("rss.xml", about(1, -1, inode=value)) == b"digest"
            assert digests.find("rss.xml", about(1, -1, inode=value ^ 1)) is None

    def test_those_that_no_run_asks_for_are_deleted(self) -> None:
        with open_store(None, b"") as database:
            for number in range(102):
                PublishedDigests(database).add(f"{number}/rss.xml", about(1, 1), b"digest")
            digests = PublishedDigests(database)
            digests.find("5/rss.xml", about(1, 1))
            digests.delete_unused()

            assert digests.find("5/rss.xml", about(1, 1)) == b"digest"
            assert digests.find("6/rss.xml", about(1, 1)) is None
