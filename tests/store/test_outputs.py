"""What is published is compared by its bytes, and entries that stand there already are taken from there."""

import os
from pathlib import Path

import pytest

from exporters.publishing.names import MANIFEST
from tests.cli.running import BESIDE, EVERY, WRITTEN, seen
from tests.store.sites import documents, replaced, result, site, watched, written


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A folder with a site in it that was exported once, all of it."""
    watched(site(tmp_path, 150), "--limit", "0")
    for name in EVERY:
        os.utime(tmp_path / "out" / name, (1, 1))
    return tmp_path


def touched(folder: Path) -> list[str]:
    """The documents that a run wrote anew."""
    return sorted(path.name for path in (folder / "out").iterdir() if path.stat().st_mtime != 1)


class TestEqual:
    """A document that would hold what it holds is left alone."""

    def test_no_document_is_touched(self, run: Path) -> None:
        before = seen(run / "out")

        watched(run, "--limit", "0")

        assert {**seen(run / "out"), ".": b""} == {**before, ".": b""}

    def test_nor_where_the_cache_is_gone(self, run: Path) -> None:
        watched(run, "--limit", "0", "--no-cache")

        assert touched(run) == []

    def test_nor_where_an_article_changed_in_what_nobody_sees(self, run: Path) -> None:
        written(run, 3, secured="1f2e3d4c5b6a7988")
        written(run, 150, draft="true")

        assert watched(run, "--limit", "0").parsed == ["p150.md", "p3.md"]
        assert touched(run) == []


class TestOther:
    """One that holds anything else is put right."""

    @pytest.mark.parametrize("name", [*WRITTEN, *BESIDE])
    def test_one_edited_by_hand(self, run: Path, name: str) -> None:
        before = documents(run / "out")
        replaced(run / "out" / name, b"e", b"E")

        assert watched(run, "--limit", "0").opened == []
        assert documents(run / "out") == before
        assert touched(run) == sorted([name, MANIFEST])

    def test_one_that_was_removed(self, run: Path) -> None:
        before = documents(run / "out")
        (run / "out/feed.json").unlink()

        assert watched(run, "--limit", "0").opened == []
        assert documents(run / "out") == before
        assert touched(run) == ["feed.json", MANIFEST]

    def test_a_manifest_that_was_removed(self, run: Path) -> None:
        before = documents(run / "out")
        (run / "out" / MANIFEST).unlink()

        assert watched(run, "--limit", "0").opened == []
        assert documents(run / "out") == before
        assert touched(run) == [MANIFEST]

    def test_one_that_is_empty(self, run: Path) -> None:
        before = documents(run / "out")
        (run / "out/feed.csv").write_bytes(b"")
        written(run, 3, title="Another")

        watched(run, "--limit", "0")

        assert (run / "out/rss.xml").read_bytes() == before["rss.xml"].replace(b"About p3<", b"Another<")
        assert result(run, "--limit", "0") == result(run, "--limit", "0", "--no-cache", out="plain")

    def test_another_out_folder_gets_its_own(self, run: Path) -> None:
        seen = watched(run, "--limit", "0", "--out", "other")

        assert seen.opened == []
        assert documents(run / "other") == documents(run / "out")


class TestEntries:
    """Of many entries only those are made that are new; the document is the one that a run without a cache makes."""

    def test_one_changed(self, run: Path) -> None:
        written(run, 77, title="Another")

        assert watched(run, "--limit", "0").made == 1
        assert result(run, "--limit", "0") == result(run, "--limit", "0", "--no-cache", out="plain")

    def test_some_added_at_both_ends_and_in_between(self, run: Path) -> None:
        written(run, 200, publishedDateTime="2025-01-01T00:00:00Z")
        written(run, 201, publishedDateTime="2001-01-01T00:00:00Z")
        written(run, 202, publishedDateTime="2024-01-15T00:00:00Z")

        assert watched(run, "--limit", "0").made == 3
        assert result(run, "--limit", "0") == result(run, "--limit", "0", "--no-cache", out="plain")

    def test_many_removed(self, run: Path) -> None:
        for number in range(0, 150, 3):
            (run / f"site/p{number}.md").unlink()

        assert watched(run, "--limit", "0").made <= 1  # for what stands around the entries
        assert result(run, "--limit", "0") == result(run, "--limit", "0", "--no-cache", out="plain")

    def test_all_but_one_removed(self, run: Path) -> None:
        for number in range(1, 150):
            (run / f"site/p{number}.md").unlink()

        assert result(run, "--limit", "0") == result(run, "--limit", "0", "--no-cache", out="plain")

    def test_dates_that_turn_the_order_round(self, run: Path) -> None:
        for number in range(150):
            written(run, number, publishedDateTime=f"2023-01-01T00:{number // 60:02}:{number % 60:02}Z")

        assert result(run, "--limit", "0") == result(run, "--limit", "0", "--no-cache", out="plain")

    def test_a_limit_that_falls_and_rises(self, run: Path) -> None:
        for limit in ("20", "100", "1", "0"):
            assert result(run, "--limit", limit) == result(run, "--limit", limit, "--no-cache", out="plain")

    def test_a_finding_is_told_again_wherever_its_entry_stands(self, run: Path) -> None:
        written(run, 77, id="https://EXAMPLE.org/77")
        ran = [result(run, "--limit", "0") for _ in range(2)]
        written(run, 200, publishedDateTime="2025-01-01T00:00:00Z")
        moved = result(run, "--limit", "0")

        assert ran[0] == ran[1]
        assert "site/p77.md:5:1: warning: id: " in ran[0][2]
        assert moved[2] == ran[0][2]  # it is told of the article
        assert moved == result(run, "--limit", "0", "--no-cache", out="plain")

    def test_a_name_says_whether_a_body_is_markdown(self, run: Path) -> None:
        path = run / "site/p77.md"
        path.write_text(path.read_text() + "*Stars*\n")
        watched(run, "--limit", "0")
        path.rename(path.with_suffix(".html"))

        assert b"<em>" in (run / "out/feed.json").read_bytes()
        assert result(run, "--limit", "0") == result(run, "--limit", "0", "--no-cache", out="plain")

    def test_ids_that_atom_makes_one_of_are_told_in_one_way(self, run: Path) -> None:
        """Whether both entries are made at once, or one is new and the other one is not."""
        written(run, 76, id="a b", publishedDateTime="2025-01-01T00:00:00Z")
        watched(run, "--limit", "0")
        written(run, 77, id="https://example.org/#id=a%20b", publishedDateTime="2025-01-02T00:00:00Z")

        assert result(run, "--limit", "0")[:3] == result(run, "--limit", "0", "--no-cache")[:3]
