"""Withdrawn entries in documents written in sections: the whole tells them once, whatever the sections show."""

from datetime import timedelta
from pathlib import Path

import pytest

from exporters.build.section import BuiltSection, SectionTask, SectionWriter
from exporters.model.feed import DeletedEntry
from tests.build.making import at_once, judged, numbered, sized, watched, wrote
from tests.build.test_sections import varied
from tests.makers import MOMENT

GONE = tuple(DeletedEntry(id=f"https://example.org/gone/{n}", when=MOMENT - timedelta(days=n)) for n in range(40))
OTHERS = ("rss.xml", "feed.json", "feed.csv")


class TestBytes:
    """The sections hold the same tombstones as a document that is written at once."""

    @pytest.mark.parametrize("sizes", [(1, 1), (3, 7), (1000, 1000)])
    @pytest.mark.parametrize("jobs", [1, 2])
    def test_in_sections_of_any_size(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sizes: tuple[int, int], jobs: int
    ) -> None:
        sized(monkeypatch, *sizes)

        files = wrote(tmp_path, varied(31), jobs=jobs, deleted=GONE).files

        assert {name: files[name] for name in at_once([])} == at_once(varied(31), deleted=GONE)

    def test_without_entries(self, tmp_path: Path) -> None:
        files = wrote(tmp_path, [], deleted=GONE).files

        assert {name: files[name] for name in at_once([])} == at_once([], deleted=GONE)


class TestFindings:
    """What is found is told at its line in the whole document, although only the first section shows what is gone."""

    @pytest.mark.parametrize("sizes", [(1, 1), (3, 7), (1000, 1000)])
    def test_in_sections_of_any_size(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sizes: tuple[int, int]
    ) -> None:
        sized(monkeypatch, *sizes)

        done = wrote(tmp_path, varied(31), deleted=GONE)

        assert list(done.told) == judged(done.files)
        assert len([each for each in done.told if each.path == "atom.xml"]) > 3

    def test_one_section_alone_reads_them(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        shown, call = list[int](), SectionWriter.__call__

        def counted(self: SectionWriter, task: SectionTask) -> BuiltSection:
            shown.append(len(task.feed.deleted))
            return call(self, task)

        sized(monkeypatch, 3, 7)
        monkeypatch.setattr(SectionWriter, "__call__", counted)
        wrote(tmp_path, numbered(31), deleted=GONE)

        assert len(shown) > 4
        assert shown == [len(GONE)] + [0] * (len(shown) - 1)


class TestChange:
    """Another withdrawal changes what stands around the entries of Atom, and nothing else."""

    def test_no_entry_is_made_and_no_other_document_is_written(self, tmp_path: Path) -> None:
        wrote(tmp_path, numbered(300), deleted=GONE[1:])

        with watched() as sections:
            done = wrote(tmp_path, numbered(300), deleted=GONE)

        assert sections == [0]
        assert {name: done.states[name] for name in ("atom.xml", *OTHERS)} == {
            "atom.xml": "changed",
            **dict.fromkeys(OTHERS, "unchanged"),
        }
        assert done.files["atom.xml"] == at_once(numbered(300), deleted=GONE)["atom.xml"]

    def test_the_same_ones_again_change_nothing(self, tmp_path: Path) -> None:
        wrote(tmp_path, numbered(30), deleted=GONE)

        with watched() as sections:
            done = wrote(tmp_path, numbered(30), deleted=GONE)

        assert sections == []
        assert set(done.states.values()) == {"unchanged"}

    def test_new_entries_among_copied_ones_are_told_of_at_their_lines(self, tmp_path: Path) -> None:
        wrote(tmp_path, numbered(40)[1:], deleted=GONE)
        articles = [*numbered(39), varied(42)[-1]]

        done = wrote(tmp_path, articles, deleted=GONE)

        assert list(done.told) == judged(done.files)
        assert done.files["atom.xml"] == at_once(articles, deleted=GONE)["atom.xml"]
