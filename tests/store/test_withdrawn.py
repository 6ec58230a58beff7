"""Withdrawn articles and the cache: nothing of them is kept, so a run that has to know them reads them anew."""

from pathlib import Path

import pytest

from tests.store.sites import export, kept, site, watched, written

ON = "site: {url: https://example.org/}\ntombstones: true\n"


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A site with a withdrawn article, exported once without anybody asking for it."""
    written(site(tmp_path), 7, removed="true")
    watched(tmp_path)
    return tmp_path


class TestRead:
    """Only where it is asked for, and then in every run."""

    def test_not_without_the_setting(self, run: Path) -> None:
        assert watched(run).opened == []

    def test_it_alone_in_every_run_with_the_setting(self, run: Path) -> None:
        (run / "site/outfeed.yaml").write_text(ON)
        watched(run)

        for _ in range(2):
            seen = watched(run)

            assert (seen.opened, seen.parsed) == (["p7.md"], ["p7.md"])

    def test_the_entries_of_the_others_are_not_made_again(self, run: Path) -> None:
        (run / "site/outfeed.yaml").write_text(ON)
        watched(run)
        written(run, 8, removed="true")

        assert watched(run).made == 0
        assert b"https://example.org/p8" in (run / "out/atom.xml").read_bytes()


class TestKept:
    """Its path, the digest of its bytes, and what it is: the same as where nobody asks."""

    def test_no_byte_more(self, run: Path) -> None:
        before = kept(run / "site/.outfeed")
        (run / "site/outfeed.yaml").write_text(ON)

        assert export(run).status == 0
        after = kept(run / "site/.outfeed")

        assert b"p7.md" in after
        for said in (b"About p7", b"example.org/p7"):
            assert said not in before
            assert said not in after
