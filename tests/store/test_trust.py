"""Which files a run opens, and which it parses: it believes what a file system says where that can't be wrong."""

import os
import shutil
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exporters.store import database
from exporters.store.inputs import STAMP_RESOLUTION, FileStamp, FileToStore, KnownFile, KnownFiles
from exporters.store.rows import OutcomeRow
from tests.profiles import examples
from tests.store.sites import later, replaced, result, settled, site, watched, written

STAMP = FileStamp(size=7, mtime=5 * STAMP_RESOLUTION, ctime=6 * STAMP_RESOLUTION, inode=8)
NAMES = [f"p{number}.md" for number in range(5)]


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A folder with a site in it that was exported once."""
    seen = watched(site(tmp_path))
    assert seen.parsed == NAMES
    return tmp_path


class TestUnchanged:
    """Size, both times and inode as they were, and the file older than the row by 2 s: the bytes are the same."""

    def test_no_file_is_opened(self, run: Path) -> None:
        assert watched(run).opened == []

    def test_nor_is_any_entry_made(self, run: Path) -> None:
        assert watched(run).made == 0

    def test_flags_change_nothing_about_it(self, run: Path) -> None:
        flags = ["--limit", "2", "--as-of", "2024-01-03T00:00:00Z", "--keep-going", "--format", "rss", "--strict"]

        assert watched(run, *flags).opened == []

    def test_drafts_are_opened_where_they_are_asked_for(self, run: Path) -> None:
        written(run, 5, draft="true")
        watched(run)

        assert watched(run).opened == []
        assert watched(run, "--drafts").parsed == ["p5.md"]
        assert watched(run).opened == []


class TestFresh:
    """Modification times of this moment say nothing, as in a checkout: the bytes are hashed, and nothing is parsed."""

    def test_all_are_opened_and_none_is_parsed(self, run: Path) -> None:
        for name in NAMES:
            os.utime(run / "site" / name)

        seen = watched(run)

        assert seen.opened == NAMES
        assert seen.parsed == []

    def test_they_are_opened_until_they_are_two_seconds_old(self, run: Path) -> None:
        os.utime(run / "site/p1.md")

        assert watched(run).opened == ["p1.md"]
        assert watched(run).opened == ["p1.md"]
        with later(3):
            assert watched(run).opened == ["p1.md"]
            assert watched(run).opened == []

    def test_one_of_the_future_is_never_trusted(self, run: Path) -> None:
        os.utime(run / "site/p1.md", (4e9, 4e9))

        assert watched(run).opened == ["p1.md"]
        with later(60):
            assert watched(run).opened == ["p1.md"]
            assert watched(run).opened == ["p1.md"]

    def test_a_checkout_elsewhere_is_hashed(self, run: Path) -> None:
        elsewhere = run / "another machine"
        shutil.copytree(run / "site", elsewhere / "site", copy_function=shutil.copyfile)

        seen = watched(elsewhere)

        assert sorted(set(seen.opened)) == NAMES
        assert seen.parsed == []
        assert result(elsewhere) == result(elsewhere, "--no-cache", out="plain")


class TestChanged:
    """What changed is parsed, whatever was done to hide it; what only looks changed is not."""

    def test_another_content_of_the_same_length_and_time(self, run: Path) -> None:
        replaced(run / "site/p1.md", b"About", b"Aboot")

        assert watched(run).parsed == ["p1.md"]
        assert b"Aboot p1" in (run / "out/rss.xml").read_bytes()

    def test_a_mode_is_no_content(self, run: Path) -> None:
        (run / "site/p1.md").chmod(0o600)

        seen = watched(run)

        assert (seen.opened, seen.parsed) == (["p1.md"], [])

    def test_a_file_in_the_place_of_another(self, run: Path) -> None:
        shutil.copy2(run / "site/p1.md", run / "site/p1.new")
        (run / "site/p1.new").replace(run / "site/p1.md")

        seen = watched(run)

        assert (seen.opened, seen.parsed) == (["p1.md"], [])

    def test_two_files_that_changed_places(self, run: Path) -> None:
        one, other = run / "site/p1.md", run / "site/p2.md"
        one.rename(run / "between")
        other.rename(one)
        (run / "between").rename(other)

        assert watched(run).parsed == ["p1.md", "p2.md"]

    def test_one_added_and_one_removed(self, run: Path) -> None:
        (run / "site/p1.md").unlink()
        written(run, 9)

        assert watched(run).parsed == ["p9.md"]
        assert b"About p1<" not in (run / "out/rss.xml").read_bytes()

    def test_one_that_was_removed_is_forgotten(self, run: Path) -> None:
        data = (run / "site/p1.md").read_bytes()
        (run / "site/p1.md").unlink()
        watched(run)
        (run / "site/p1.md").write_bytes(data)
        settled(run / "site/p1.md")

        assert watched(run).parsed == ["p1.md"]


class TestIsAs:
    """The rule itself: all four numbers, and the run that found them at least 2 s later."""

    def test_a_row_two_seconds_younger_is_believed(self) -> None:
        assert known(STAMP.mtime + STAMP_RESOLUTION).is_unchanged(STAMP)

    def test_one_that_is_not_so_young_is_not(self) -> None:
        assert not known(STAMP.mtime + STAMP_RESOLUTION - 1).is_unchanged(STAMP)

    @pytest.mark.parametrize("field", FileStamp._fields)
    def test_every_number_counts(self, field: str) -> None:
        stamp = STAMP._replace(**{field: getattr(STAMP, field) - 1})

        assert not known(STAMP.mtime + STAMP_RESOLUTION).is_unchanged(stamp)

    def test_what_is_no_file_is_never_as_it_was(self) -> None:
        assert not known(STAMP.mtime + STAMP_RESOLUTION).is_unchanged(None)

    def test_a_row_is_as_old_as_its_run(self) -> None:
        """A file may change after it was looked at: what counts is when the run began, however long it took."""
        with database.open_store(None, b"key") as opened:
            files = KnownFiles(opened)
            with later(60):
                files.store([file_to_store("a.md"), file_to_store("b.md")])
                files.update_stamps([(2, STAMP)])
                late = KnownFiles(opened)
                late.store([file_to_store("c.md")])
            one, again, other = (found.read_at for found in files.find(["a.md", "b.md", "c.md"]) if found)

        assert one == again
        assert other - one >= 60 * 10**9


class TestStoredTogether:
    """Files of a group are stored at once, as if one by one."""

    articles = st.none() | st.sampled_from([b"one", b"other"])
    files = st.dictionaries(st.sampled_from("abcdef"), articles, max_size=5).map(dict.items).map(list)
    groups = st.lists(files, max_size=4)

    @examples(0.5)
    @given(groups)
    @example([[("a", b"one"), ("b", None)], [("a", None), ("b", b"one")]])
    def test_the_tables_are_the_same(self, groups: list[list[tuple[str, bytes | None]]]) -> None:
        together = [[file_to_store(name, article) for name, article in group] for group in groups]
        one_by_one = [[each] for group in together for each in group]

        assert self.tables(together) == self.tables(one_by_one)

    def tables(self, groups: list[list[FileToStore]]) -> tuple[list[int], list[list[tuple[object, ...]]]]:
        """The numbers of all files, and what the tables hold in the end."""
        with database.open_store(None, b"key") as opened:
            files = KnownFiles(opened)
            numbers = [number for group in groups for number in files.store(group)]
            queries = ("SELECT file, path, digest, outcome FROM files", "SELECT * FROM articles")
            rows = [opened.connection.execute(f"{query} ORDER BY file").fetchall() for query in queries]
        return numbers, rows

    def test_a_path_that_the_index_lost_is_damage(self) -> None:
        with database.open_store(None, b"key") as opened:
            files = KnownFiles(opened)
            with patch.object(files, "_select", return_value=()), pytest.raises(database.BrokenCacheError):
                files.store([file_to_store("a")])


def file_to_store(path: str, article: bytes | None = None) -> FileToStore:
    """A file that was read, with its article."""
    return FileToStore(path, STAMP, b"digest", OutcomeRow(kind="article" if article else "draft"), article)


def known(seen: int) -> KnownFile:
    """A file with that stamp, as a run found it that began at that moment."""
    return KnownFile(1, STAMP, seen, b"digest", OutcomeRow(kind="draft"))
