"""Ids are compared by the bytes that are published: whatever the cache says, changed ids do not pass."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from unittest import mock

import pytest

from exporters.planning.compare import compare
from exporters.store import rows
from exporters.store.outputs import _ENTRIES as PLACES
from exporters.store.outputs import StoredEntry
from tests.cli.running import SITE, Ran, outfeed_here
from tests.store.sites import KEPT, documents, replaced, site, written

ALL = ("--limit", "0")


def export(folder: Path, *flags: str) -> Ran:
    """An export of the site in `folder` that changed ids stop."""
    return outfeed_here("export", "site", *SITE, "--jobs", "1", *ALL, *flags, cwd=folder)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A folder with a site of twenty articles in it that was exported once."""
    assert export(site(tmp_path, 20)).status == 0
    return tmp_path


def is_refused(folder: Path, *flags: str) -> bool:
    """Whether an export is refused for one id that changed, and what is published stays."""
    before = documents(folder / "out")
    ran = export(folder, *flags)
    assert documents(folder / "out") == before
    return ran.status == 3 and "[id-changed]" in ran.err


class TestLies:
    """A cache that tells of other documents than those that are published."""

    def test_one_that_is_missing(self, run: Path) -> None:
        written(run, 7, id="urn:other")
        shutil.rmtree(run / "site/.outfeed")

        assert is_refused(run)

    def test_one_that_knows_the_other_id_already(self, run: Path) -> None:
        written(run, 7, id="urn:other")

        assert export(run, "--out", "elsewhere").status == 0
        assert is_refused(run)

    def test_one_that_says_that_entries_stand_where_others_do(self, run: Path) -> None:
        written(run, 7, id="urn:other")
        with closing(sqlite3.connect(run / KEPT)) as cache, cache:
            for feed, part, data in cache.execute("SELECT feed, part, entries FROM places").fetchall():
                told = rows.decode(PLACES, data)
                digests = [each.digest for each in told.entries]
                moved = [
                    StoredEntry(digest, each.sizes)
                    for digest, each in zip(reversed(digests), told.entries, strict=True)
                ]
                packed = rows.pack(type(told)(told.inputs, told.start, tuple(moved)))
                cache.execute("UPDATE places SET entries = ? WHERE (feed, part) = (?, ?)", (packed, feed, part))

        assert is_refused(run)


class TestWholeComparison:
    """Documents that Outfeed wrote are compared by what they do not share; all others as a whole."""

    def test_one_edited_article_needs_none(self, run: Path) -> None:
        written(run, 7, title="Another title")

        with mock.patch("exporters.planning.compare.compare", side_effect=AssertionError):
            assert export(run).status == 0

    def test_a_document_that_somebody_edited_is_compared_as_a_whole(self, run: Path) -> None:
        replaced(run / "out/rss.xml", b"About p3", b"Aboot p3")
        written(run, 7, title="Another title")

        with mock.patch("exporters.planning.compare.compare", wraps=compare) as compared:
            assert export(run).status == 0
        assert compared.call_count == 1
