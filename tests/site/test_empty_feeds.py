"""A feed that lost its last article stays, empty and valid: a 404 makes readers give up. `--prune` drops it."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from tests.cli.running import contents
from tests.site.making import FIRST, run, settings, small, written
from tests.site.published import Published

FEEDS: Final = ({"path": ""}, {"path": "topics/{topic}", "title": "On {topic}"}, {"path": "{year}/{author}"})
RARE: Final = "topics/rare-topic"
ALONE: Final = "2018/rita"  # the folder of a year and an author that one article has


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a run: five articles on `Common`, one of them on `Rare Topic` too, by an author of its own."""
    for number in range(5):
        written(tmp_path / "news", f"{number}", small(number, _day(number), topics=["Common"]))
    rare(tmp_path)
    settings(tmp_path, tmp_path / "news", *FEEDS)
    run(tmp_path)
    return tmp_path


def rare(folder: Path, **fields: object) -> None:
    """The article on the rare topic."""
    author = {"authors": [{"name": "Rita"}]}
    day = datetime(2018, 1, 2, tzinfo=FIRST.tzinfo)
    written(folder / "news", "rare", small(100, day, topics=["Common", "Rare Topic"], provider=author, **fields))


def published(folder: Path) -> Published:
    """What is published in `folder`."""
    return Published(contents(folder / "out"))


def _below(made: Published, path: str) -> dict[str, bytes]:
    """The documents of a feed, with what lies beside them and is no page: its siblings may change."""
    return {
        name: data for name, data in made.files.items() if name.startswith(f"{path}/") and not name.endswith(".html")
    }


def _day(number: int) -> datetime:
    return FIRST + timedelta(days=number)


class TestStays:
    """It is published as long as its entry of the settings is, and the manifest knows it."""

    @pytest.mark.parametrize("fields", [{"removed": True}, {"published": False}])
    def test_it_is_empty_and_valid(self, folder: Path, fields: dict[str, bool]) -> None:
        before = published(folder)
        rare(folder, **fields)
        run(folder)
        made = published(folder)

        for path in (RARE, ALONE):
            assert (len(before.ids(path)), made.ids(path)) == (1, [])
            assert set(_below(made, path)) == set(_below(before, path))
            assert made.listed[path] == before.listed[path] | {"entries": 0}
        assert made.findings() == []
        assert f"{RARE}/index.html" in made.files
        assert b"On Rare Topic" in made.files["feeds.opml"]

    def test_its_bytes_never_change_while_other_articles_come(self, folder: Path) -> None:
        (folder / "news" / "rare.md").unlink()
        run(folder)
        before = published(folder)
        for number in (7, 8):
            written(folder / "news", f"{number}", small(number, _day(number), topics=["Common"]))
            run(folder, *(("--no-cache",) if number == 8 else ()))
        after = published(folder)

        for path in (RARE, ALONE):
            assert _below(after, path) == _below(before, path)
        assert len(after.ids("topics/common")) == len(before.ids("topics/common")) + 2

    def test_it_comes_back_as_the_same_feed(self, folder: Path) -> None:
        before = published(folder)
        (folder / "news" / "rare.md").unlink()
        run(folder)
        rare(folder)
        run(folder)
        after = published(folder)

        assert after.files == before.files

    def test_another_spelling_fills_it_in_the_same_folder(self, folder: Path) -> None:
        (folder / "news" / "rare.md").unlink()
        run(folder)
        written(folder / "news", "9", small(9, _day(9), topics=["RARE  topic"]))
        run(folder)
        made = published(folder)

        assert made.ids(RARE) == ["https://news.example/9"]
        assert made.listed[RARE]["id"] == "https://everyday.example/feeds/topics/rare-topic/"
        assert made.listed[RARE]["title"] == "On RARE topic"

    def test_also_where_another_format_is_written_alone(self, folder: Path) -> None:
        (folder / "news" / "rare.md").unlink()
        run(folder, "--format", "json")

        assert published(folder).json(f"{RARE}/feed.json")["items"] == []


class TestGoes:
    """It goes with `--prune`, and with its entry of the settings."""

    def test_prune_drops_what_is_empty_and_nothing_else(self, folder: Path) -> None:
        before = published(folder)
        (folder / "news" / "rare.md").unlink()
        run(folder)
        run(folder, "--prune")
        made = published(folder)

        assert {*before.listed} - {*made.listed} == {RARE, ALONE}
        assert not [name for name in made.files if name.startswith((f"{RARE}/", f"{ALONE}/"))]
        assert b"Rare Topic" not in b"".join(made.files.values())

    def test_once_pruned_it_is_forgotten(self, folder: Path) -> None:
        (folder / "news" / "rare.md").unlink()
        run(folder, "--prune")
        run(folder)

        assert RARE not in published(folder).listed

    def test_it_goes_with_its_entry_of_the_settings(self, folder: Path) -> None:
        (folder / "news" / "rare.md").unlink()
        run(folder)
        settings(folder, folder / "news", FEEDS[0], FEEDS[2])
        run(folder)
        made = published(folder)

        assert not [name for name in made.files if name.startswith("topics/")]
        assert made.ids(ALONE) == []

    def test_a_feed_whose_name_became_another_one_goes(self, folder: Path) -> None:
        settings(folder, folder / "news", *FEEDS, aliases={"topic": {"Rare Topic": "Odd Topic"}})
        run(folder)
        made = published(folder)

        assert made.ids("topics/odd-topic") == ["https://news.example/100"]
        assert made.ids(RARE) == []
