"""Where the last article is withdrawn, the feeds empty: a withdrawal has to reach subscribers, whatever is left."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import feedparser
import pytest
from lxml import etree

from tests.cli.running import Ran, contents, outfeed_here, seen
from tests.site.making import run, settings, small, written
from tests.site.published import Published
from tests.site.test_tombstones import ON, PIECES, SAID, day, moment, told

FEEDS: Final[tuple[dict[str, Any], ...]] = (
    {"path": ""},
    {"path": "topics/{topic}"},
    {"path": "hot", "where": {"title": {"text": "Zanzibar"}}, "formats": ["rss", "atom"]},
    {"path": "all", "archive": "month", "limit": 1},
)
EVERY: Final = ["rss", "atom", "json", "csv", "sitemap", "news-sitemap"]
GONE: Final = {"removed": True}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site with three articles, exported in every format."""
    settings(tmp_path, tmp_path / "news", *FEEDS, formats=EVERY)
    news(tmp_path)
    run(tmp_path)
    return tmp_path


def news(folder: Path, **fields: Any) -> None:
    """The articles, the last change of which is on the tenth day; `fields` are more of each."""
    for number in range(3):
        said = {**SAID, "topics": ["AI"], "updatedDateTime": day(10 - number)}
        written(folder / "news", f"{number}", small(number, day(number), **(said | fields)))


def published(folder: Path) -> Published:
    """What is published."""
    return Published(contents(folder / "out"))


def refused(folder: Path, *flags: str) -> Ran:
    """An export that finds no article, and changes nothing."""
    before = seen(folder / "out")
    ran = outfeed_here("export", *flags, cwd=folder)
    assert (ran.status, seen(folder / "out")) == (1, before)
    return ran


class TestEmptied:
    """Every document is there, valid, and holds nothing."""

    @pytest.mark.parametrize("flags", [(), ("--no-cache",), ("--jobs", "2"), ("--strict",), ("--drafts",)])
    def test_they_hold_no_entry_and_are_valid(self, folder: Path, flags: tuple[str, ...]) -> None:
        before = published(folder)
        news(folder, **GONE)

        ran = run(folder, *flags)
        made = published(folder)

        assert ran.err == ""
        assert "3 articles read, 0 exported (left out: 3 withdrawn)" in ran.out
        assert [len(before.ids(each)) for each in ("", "topics/ai", "hot", "all")] == [3, 3, 3, 3]
        assert [made.ids(each) for each in ("", "topics/ai", "hot", "all")] == [[], [], [], []]
        assert [name for name in before.documents() if name not in made.documents()] == []
        assert made.findings() == []

    def test_nothing_that_they_said_is_left(self, folder: Path) -> None:
        assert any(b"Zanzibar" in data for data in contents(folder / "out").values())
        news(folder, **GONE)

        run(folder)

        for files in (contents(folder / "out"), contents(folder / ".outfeed")):
            assert [(name, each) for name, data in files.items() for each in PIECES if each.encode() in data] == []

    @pytest.mark.parametrize("name", ["rss.xml", "atom.xml", "topics/ai/rss.xml", "all/atom.xml"])
    def test_a_reader_takes_them(self, folder: Path, name: str) -> None:
        news(folder, **GONE)
        run(folder)

        read = feedparser.parse(published(folder).files[name])

        assert (read.bozo, read.entries) == (False, [])
        assert read.feed.title.startswith("Every Day")

    def test_prune_leaves_the_feeds_that_need_no_article(self, folder: Path) -> None:
        news(folder, **GONE)

        run(folder, "--prune")
        made = published(folder)

        assert set(made.listed) == {"", "hot", "all"}
        assert made.findings() == []

    def test_a_new_article_fills_them_again(self, folder: Path) -> None:
        before = published(folder)
        news(folder, **GONE)
        run(folder)
        news(folder)
        run(folder)

        assert published(folder).files == before.files

    def test_one_folder_without_a_publication_is_enough(self, tmp_path: Path) -> None:
        settings(tmp_path, tmp_path / "news", {"path": ""})
        news(tmp_path, **GONE)
        run(tmp_path)

        assert published(tmp_path).ids("") == []
        assert published(tmp_path).findings() == []


class TestUpdated:
    """The feeds changed when an article did last: never by the clock, never back in time."""

    def test_it_is_the_last_change_of_what_was_withdrawn(self, folder: Path) -> None:
        news(folder, updatedDateTime=day(20), **GONE)
        run(folder)
        made = published(folder)

        updated = etree.fromstring(made.files["atom.xml"]).find("{*}updated")
        assert updated is not None
        assert updated.text == made.listed[""]["updated"] == moment(day(20))

    def test_of_feeds_that_choose_it_is_what_it_was_as_ever_when_they_empty(self, folder: Path) -> None:
        before = published(folder).listed
        news(folder, updatedDateTime=day(20), **GONE)
        run(folder)

        for path in ("topics/ai", "hot", "all"):
            assert published(folder).listed[path]["updated"] == before[path]["updated"] == moment(day(10))

    def test_of_what_cannot_be_read_it_is_what_it_was(self, folder: Path) -> None:
        news(folder, publishedDateTime="blackened", title=None, **GONE)
        run(folder)

        assert published(folder).listed[""]["updated"] == moment(day(10))

    def test_with_nothing_known_it_is_the_first_day_of_feeds(self, tmp_path: Path) -> None:
        settings(tmp_path, tmp_path / "news", {"path": ""})
        news(tmp_path, publishedDateTime="blackened", **GONE)
        run(tmp_path)

        assert published(tmp_path).listed[""]["updated"] == "1990-01-01T00:00:00Z"

    def test_the_same_bytes_in_every_run(self, folder: Path) -> None:
        news(folder, **GONE)
        run(folder)
        first = contents(folder / "out")

        for flags in (("--no-cache",), ("--jobs", "3"), ()):
            run(folder, *flags)

            assert contents(folder / "out") == first


class TestTombstones:
    """RFC 6721: where the settings want it, Atom says what was withdrawn."""

    def test_each_is_told(self, folder: Path) -> None:
        settings(folder, folder / "news", *FEEDS, formats=EVERY, **ON)
        news(folder, **GONE)
        run(folder)
        made = published(folder)

        gone = [(f"{number}", moment(day(10 - number))) for number in range(3)]
        assert told(made.files["atom.xml"]) == told(made.files["topics/ai/atom.xml"]) == gone
        assert made.findings() == []

    def test_none_without_the_setting(self, folder: Path) -> None:
        news(folder, **GONE)
        run(folder)

        assert told(published(folder).files["atom.xml"]) == []


class TestOthers:
    """`plan`, `--check`, `feeds` and `validate` see the same."""

    def test_plan_tells_each_withdrawal(self, folder: Path) -> None:
        news(folder, **GONE)

        ran = outfeed_here("plan", "--json", cwd=folder)

        assert ran.status == 0
        assert {each["outcome"] for feed in json.loads(ran.out)["feeds"] for each in feed["entries"]} == {"withdrawn"}

    def test_check_is_content_only_after_the_export(self, folder: Path) -> None:
        news(folder, **GONE)
        before = outfeed_here("export", "--check", cwd=folder)
        run(folder)
        after = outfeed_here("export", "--check", cwd=folder)

        assert (before.status, after.status) == (1, 0)
        assert "out/atom.xml: out of date" in before.out.splitlines()
        assert after.out == "out/ is what an export would write.\n"

    def test_feeds_lists_them(self, folder: Path) -> None:
        news(folder, **GONE)

        ran = outfeed_here("feeds", "--json", cwd=folder)

        assert ran.status == 0
        assert {(each["entries"], each["newest"]) for each in json.loads(ran.out)} == {(0, None)}


class TestRefused:
    """Anything that looks like a slip is an error as ever."""

    def test_drafts_alone(self, folder: Path) -> None:
        news(folder, published=False)

        assert "no article to export (3 drafts); give --drafts to export drafts [no-articles]" in refused(folder).err

    def test_a_rejected_one_beside_it(self, folder: Path) -> None:
        news(folder, **GONE)
        written(folder / "news", "2", {"title": "Without a date"})

        assert "[field-missing]" in refused(folder).err
        assert "no article to export (1 rejected, 2 withdrawn)" in refused(folder, "--keep-going").err

    def test_no_file_at_all(self, folder: Path) -> None:
        for each in (folder / "news").iterdir():
            each.unlink()

        assert "no article here" in refused(folder).err

    @pytest.mark.parametrize(("as_of", "is_right"), [(day(1), True), (day(-1), False)])
    def test_a_moment_before_everything(self, folder: Path, as_of: datetime, is_right: bool) -> None:
        written(folder / "news", "0", small(0, day(0), **GONE))
        written(folder / "news", "1", small(1, day(5)))
        written(folder / "news", "2", small(2, day(6), published=False))

        if is_right:
            assert "(left out: 1 draft, 1 withdrawn, 1 later than" in run(folder, "--as-of", moment(as_of)).out
        else:
            assert "(1 draft, 1 withdrawn, 1 later than" in refused(folder, "--as-of", moment(as_of)).err
