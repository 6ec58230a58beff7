"""`tombstones: true`: Atom tells of every article that was withdrawn, by id and moment; nothing else of it leaves."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree

from tests.cli.running import contents, outfeed_here, seen
from tests.site.making import FIRST, exported, run, settings, small, written
from tests.site.published import HOME, Published

NAME: Final = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
WHOLE: Final[dict[str, Any]] = {"path": ""}
ON: Final[dict[str, Any]] = {"tombstones": True}
SAID: Final = {
    "title": "Embargoed merger in Zanzibar",
    "excerpt": "Nobody may know of it any more.",
    "body": "<p>The board met at midnight.</p>\n",
    "category": "Confidential",
    "provider": {"name": "Whistle", "domain": "whistle.example", "authors": [{"name": "Deep Throat"}]},
    "images": [{"url": "https://images.example/proof.png"}],
    "series": "Leaks",
    "secured": "cipher+text",
}
PIECES: Final = (
    *("Embargoed", "Zanzibar", "Nobody may", "midnight", "Confidential", "Whistle", "whistle.example", "Deep Throat"),
    *("proof.png", "Leaks", "cipher", "Takeover", "takeover"),
)


def day(number: int) -> datetime:
    return FIRST + timedelta(days=number)


def moment(when: datetime) -> str:
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"


def news(folder: Path, count: int = 5, **fields: Any) -> Path:
    """A source with so many articles, one a day."""
    for number in range(count):
        written(folder / "news", f"{number}", small(number, day(number), **fields))
    return folder / "news"


def gone(source: Path, number: int, when: datetime, **fields: Any) -> Path:
    """An article that was withdrawn."""
    return written(source, f"gone{number}", small(number, when, removed=True, **fields))


def told(data: bytes) -> list[tuple[str, str]]:
    """What an Atom document says of withdrawn entries, each as it would stand below news.example, and when."""
    found = etree.fromstring(data).iter(NAME)
    return [(str(each.get("ref")).removeprefix("https://news.example/"), str(each.get("when"))) for each in found]


def refs(made: Published, path: str = "") -> list[str]:
    """The ids that a feed tells to be withdrawn."""
    return [ref for ref, _ in told(made.files[f"{path}/atom.xml".removeprefix("/")])]


def refs_of_feeds(made: Published) -> dict[str, list[str]]:
    """The same of every feed that tells of any."""
    names = {path: f"{path}/atom.xml".removeprefix("/") for path in made.listed}
    return {path: found for path, name in names.items() if name in made.files and (found := refs(made, path))}


class TestWhich:
    """Every withdrawn, published article that would belong to the feed, dated within its window."""

    def test_it_says_the_id_and_the_last_change_the_latest_first(self, tmp_path: Path) -> None:
        source = news(tmp_path)
        gone(source, 10, day(1))
        gone(source, 11, day(2), updatedDateTime=day(9))
        gone(source, 12, day(1), id="own id")
        gone(source, 13, day(3), updatedDateTime=day(2))

        made = exported(tmp_path, source, WHOLE, **ON)

        assert told(made.files["atom.xml"]) == [
            ("11", moment(day(9))),
            ("13", moment(day(3))),
            ("10", moment(day(1))),
            (f"{HOME}#id=own%20id", moment(day(1))),
        ]
        assert made.ids("") == [f"https://news.example/{n}" for n in (4, 3, 2, 1, 0)]
        assert made.findings() == []

    def test_none_without_the_setting(self, tmp_path: Path) -> None:
        without = exported(tmp_path / "a", news(tmp_path / "a"), WHOLE)
        source = news(tmp_path / "b")
        gone(source, 10, day(1))

        assert exported(tmp_path / "b", source, WHOLE).files == without.files

    def test_only_where_there_is_one_does_the_setting_change_a_byte(self, tmp_path: Path) -> None:
        source = news(tmp_path)
        without = exported(tmp_path / "a", source, WHOLE)

        assert exported(tmp_path / "b", source, WHOLE, **ON).files == without.files

    def test_no_other_document_changes_and_no_date_of_the_feed(self, tmp_path: Path) -> None:
        source = news(tmp_path)
        without = exported(tmp_path / "a", source, WHOLE)
        gone(source, 10, day(1), updatedDateTime=day(100))
        made = exported(tmp_path / "b", source, WHOLE, **ON)

        changed = {name for name, data in made.files.items() if data != without.files[name]}
        line = next(each for each in made.files["atom.xml"].splitlines(keepends=True) if b"deleted-entry" in each)
        declared = b' xmlns:at="http://purl.org/atompub/tombstones/1.0"'

        assert changed == {"atom.xml", "manifest.json"}
        assert made.files["atom.xml"].replace(line, b"").replace(declared, b"") == without.files["atom.xml"]
        assert made.listed == without.listed

    @pytest.mark.parametrize("flags", [(), ("--drafts",)])
    @pytest.mark.parametrize("draft", [{"published": False}, {"draft": True}])
    def test_a_draft_that_is_withdrawn_was_never_there(
        self, tmp_path: Path, draft: Mapping[str, bool], flags: tuple[str, ...]
    ) -> None:
        source = news(tmp_path)
        gone(source, 10, day(1), **draft)

        assert refs(exported(tmp_path, source, WHOLE, flags=flags, **ON)) == []

    @pytest.mark.parametrize(
        "fields",
        [
            {"webUrl": None},
            {"title": None},
            {"publishedDateTime": "soon"},
            {"webUrl": "javascript:alert(1)"},
            {"images": [{"width": 3}]},
            {"Draft": True},
        ],
    )
    def test_one_that_is_broken_is_not_known_and_nobody_is_told(self, tmp_path: Path, fields: dict[str, Any]) -> None:
        source = news(tmp_path)
        settings(tmp_path, source, WHOLE, pages=False, **ON)
        silent = run(tmp_path)
        written(source, "gone", small(10, day(1), removed=True) | fields)

        ran = run(tmp_path)

        assert refs(Published(contents(tmp_path / "out"))) == []
        assert (silent.err, ran.err) == ("", "")
        assert "(left out: 1 withdrawn)" in ran.out

    def test_what_is_repaired_in_it_is_not_told_either(self, tmp_path: Path) -> None:
        source = news(tmp_path)
        gone(source, 10, day(1), title="  A   title ", mood="gloomy")
        settings(tmp_path, source, WHOLE, **ON)

        ran = run(tmp_path, "--verbose")

        assert "note" not in ran.err
        assert "gloomy" not in ran.err
        assert refs(Published(contents(tmp_path / "out"))) == ["10"]

    def test_an_id_that_another_file_carries_now_is_not_gone(self, tmp_path: Path) -> None:
        source = news(tmp_path)
        gone(source, 3, day(3))
        gone(source, 20, day(1), id="taken")
        written(source, "other", small(30, day(2), id="taken"))
        gone(source, 21, day(1), id=f"{HOME}#id=in%20Atom")
        written(source, "atom", small(31, day(2), id="in Atom"))
        gone(source, 22, day(1), id="the other way")
        written(source, "way", small(32, day(2), id=f"{HOME}#id=the%20other%20way"))

        assert refs(exported(tmp_path, source, WHOLE, **ON)) == []

    def test_one_of_an_id_that_another_feed_alone_shows_is_not_gone_anywhere(self, tmp_path: Path) -> None:
        source = news(tmp_path, topics=["AI"])
        gone(source, 20, day(1), id="moved", topics=["AI"])
        written(source, "other", small(30, day(2), id="moved", topics=["Chips"]))

        assert refs_of_feeds(exported(tmp_path, source, {"path": "{topic}"}, **ON)) == {}

    def test_of_two_files_of_one_id_the_later_counts(self, tmp_path: Path) -> None:
        source = news(tmp_path)
        gone(source, 10, day(1), id="twice")
        gone(source, 11, day(2), id="twice")
        gone(source, 12, day(3), id=f"{HOME}#id=twice")

        made = exported(tmp_path, source, WHOLE, **ON)

        assert told(made.files["atom.xml"]) == [(f"{HOME}#id=twice", moment(day(2)))]

    def test_an_id_that_the_settings_keep_is_the_one_that_is_gone(self, tmp_path: Path) -> None:
        source = news(tmp_path)
        gone(source, 10, day(1))
        (tmp_path / "ids.yaml").write_text("https://news.example/10: tag:news.example,2019:ten\n")

        assert refs(exported(tmp_path, source, WHOLE, ids="ids.yaml", **ON)) == ["tag:news.example,2019:ten"]


class TestWindow:
    """None that no reader can hold from this document: too old for it, or too young for this run."""

    def test_of_the_settings(self, tmp_path: Path) -> None:
        source = news(tmp_path)
        for number, at in ((10, day(2)), (11, day(2) - timedelta(seconds=1)), (12, day(9))):
            gone(source, number, at)

        made = exported(tmp_path, source, {"path": "", "window": "2 days"}, **ON)

        assert refs(made) == ["12", "10"]
        assert len(made.ids("")) == 3

    @pytest.mark.parametrize("order", ["newest", "updated", "heat"])
    @pytest.mark.parametrize("where", [{}, {"where": {"title": {"text": "about"}}}])
    def test_the_limit_leaves_none_older_than_its_oldest_entry(
        self, tmp_path: Path, order: str, where: dict[str, Any]
    ) -> None:
        source = news(tmp_path)
        for number, at in ((10, day(3)), (11, day(3) - timedelta(seconds=1)), (12, day(0))):
            gone(source, number, at)
        for number in range(5):
            written(source, f"{number}", small(number, day(number), heat=number))

        cut = exported(tmp_path / "cut", source, {"path": "", "limit": 2, "order": order, **where}, **ON)
        whole = exported(tmp_path / "whole", source, {"path": "", "limit": 5, "order": order, **where}, **ON)

        assert refs(cut) == ["10"]
        assert refs(whole) == ["10", "11", "12"]

    def test_by_heat_the_oldest_entry_counts_wherever_it_stands(self, tmp_path: Path) -> None:
        source = news(tmp_path)
        written(source, "hot", small(30, day(1), heat=99))
        for number, at in ((10, day(1)), (11, day(0))):
            gone(source, number, at)

        assert refs(exported(tmp_path, source, {"path": "", "limit": 2, "order": "heat"}, **ON)) == ["10"]

    def test_archive_documents_have_none_and_the_current_one_its_own(self, tmp_path: Path) -> None:
        source = news(tmp_path, 70)
        for number, at in ((100, day(69)), (101, day(1))):
            gone(source, number, at)

        made = exported(tmp_path, source, {"path": "", "archive": "month", "limit": 3}, **ON)

        assert [name for name, data in made.files.items() if b"deleted-entry" in data] == ["atom.xml"]
        assert "atom-2019-08.xml" in made.files
        assert refs(made) == ["100"]

    def test_max_bytes_leaves_room_for_entries(self, tmp_path: Path) -> None:
        source = news(tmp_path)
        for number in range(300):
            gone(source, 1000 + number, day(1), updatedDateTime=day(number))

        made = exported(tmp_path, source, {"path": "", "max_bytes": "20 kB"}, **ON)

        assert len(made.files["atom.xml"]) <= 20_000
        assert len(made.ids("")) == 5
        assert refs(made) == [f"{number}" for number in range(1299, 1299 - len(refs(made)), -1)]
        assert 10 < len(refs(made)) < 40

    def test_one_that_would_still_wait_has_none(self, tmp_path: Path) -> None:
        source = news(tmp_path)
        gone(source, 10, day(2))
        gone(source, 11, day(4))

        made = exported(tmp_path, source, WHOLE, flags=("--as-of", moment(day(3))), **ON)

        assert refs(made) == ["10"]
        assert len(made.ids("")) == 4


class TestFeeds:
    """A feed tells of what would stand in it, and nothing withdrawn makes a feed."""

    FEEDS: Final[tuple[dict[str, Any], ...]] = (
        WHOLE,
        {"path": "topics/{topic}"},
        {"path": "by/{category}/{year}"},
        {"path": "hot", "where": {"heat": {"min": 50}}},
        {"path": "said", "where": {"content": {"text": "zebra"}}},
        {"path": "plain", "formats": ["rss", "json"]},
    )

    @pytest.fixture
    def source(self, tmp_path: Path) -> Path:
        source = news(tmp_path, topics=["AI", "C++"], category="News", heat=60, body="<p>A zebra.</p>\n")
        gone(source, 10, day(1), topics=["ai", "Unheard of"], category="news", heat=50)
        gone(source, 11, day(2), topics=["C++"], heat=49, body="<p>Two zebras.</p>\n")
        gone(source, 12, day(3), category="Opinion")
        return source

    def test_each_tells_of_its_own(self, tmp_path: Path, source: Path) -> None:
        made = exported(tmp_path, source, *self.FEEDS, **ON)

        assert refs_of_feeds(made) == {
            "": ["12", "11", "10"],
            "topics/ai": ["10"],
            "topics/c-f1deb7": ["11"],
            "by/news/2019": ["10"],
            "hot": ["10"],
            "said": ["11"],
        }
        assert "plain/atom.xml" not in made.files
        assert [name for name in made.files if "unheard" in name or "opinion" in name] == []

    def test_a_feed_that_lost_its_last_article_tells_of_it(self, tmp_path: Path) -> None:
        source = news(tmp_path, topics=["AI"])
        written(source, "last", small(10, day(1), topics=["Chips"]))
        settings(tmp_path, source, {"path": "{topic}"}, pages=False, **ON)
        run(tmp_path)
        written(source, "last", small(10, day(1), topics=["Chips"], removed=True))

        run(tmp_path)
        made = Published(contents(tmp_path / "out"))

        assert made.ids("chips") == []
        assert refs_of_feeds(made) == {"chips": ["10"]}
        assert made.findings() == []

        run(tmp_path, "--prune")

        assert refs_of_feeds(Published(contents(tmp_path / "out"))) == {}


class TestPrivate:
    """Nothing that a withdrawn article said is in any file of out/ or of the cache."""

    def test_nothing_but_id_and_moment(self, tmp_path: Path) -> None:
        source = news(tmp_path, topics=["AI"])
        formats = ["rss", "atom", "json", "csv", "sitemap", "news-sitemap"]
        settings(tmp_path, source, WHOLE, {"path": "{topic}", "limit": 0}, formats=formats, **ON)
        gone(source, 10, day(1), topics=["AI", "Takeover"], **SAID)

        for flags in ((), ("--drafts", "--verbose"), ("--keep-going",)):
            ran = run(tmp_path, *flags)
            cache = contents(tmp_path / ".outfeed")

            assert [each for each in PIECES if each in ran.out + ran.err] == []
            assert refs_of_feeds(Published(contents(tmp_path / "out"))) == {"": ["10"], "ai": ["10"]}
            for files in (contents(tmp_path / "out"), cache):
                assert [(name, each) for name, data in files.items() for each in PIECES if each.encode() in data] == []
            assert any(b"gone10.md" in data for data in cache.values())
            assert not any(b"https://news.example/10<" in data or b"example/10\xa4" in data for data in cache.values())

    def test_nor_of_one_that_the_cache_knew_before(self, tmp_path: Path) -> None:
        source = news(tmp_path, topics=["AI"])
        settings(tmp_path, source, WHOLE, **ON)
        article = small(10, day(1), topics=["Takeover"], **SAID)
        written(source, "gone", article)
        run(tmp_path)
        assert any(b"Zanzibar" in data for data in contents(tmp_path / ".outfeed").values())
        written(source, "gone", article | {"removed": True})

        run(tmp_path)

        assert refs(Published(contents(tmp_path / "out"))) == ["10"]
        for files in (contents(tmp_path / "out"), contents(tmp_path / ".outfeed")):
            assert [(name, each) for name, data in files.items() for each in PIECES if each.encode() in data] == []


class TestSameBytes:
    """Whatever the cache holds and however many processes work."""

    def test_warm_or_cold_by_one_process_or_several(self, tmp_path: Path) -> None:
        source = news(tmp_path, 40, topics=["AI"])
        for number in range(100, 130):
            gone(source, number, day(number % 40), topics=["AI"])
        feeds = WHOLE, {"path": "{topic}", "limit": 0}
        cold = exported(tmp_path / "cold", source, *feeds, **ON)
        assert len(refs(cold, "ai")) == 30
        settings(tmp_path / "warm", source, *feeds, pages=False, **ON)

        for jobs in ("1", "2", "3"):
            run(tmp_path / "warm", "--jobs", jobs)

            assert contents(tmp_path / "warm/out") == cold.files

    def test_a_run_that_has_nothing_to_do_touches_nothing(self, tmp_path: Path) -> None:
        source = news(tmp_path)
        gone(source, 10, day(1))
        settings(tmp_path, source, WHOLE, pages=False, **ON)
        run(tmp_path)
        before = seen(tmp_path / "out")

        run(tmp_path)

        assert {**seen(tmp_path / "out"), ".": b""} == {**before, ".": b""}

    def test_a_withdrawal_and_its_end_leave_other_documents_alone(self, tmp_path: Path) -> None:
        source = news(tmp_path)
        settings(tmp_path, source, WHOLE, **ON)
        run(tmp_path)
        before = seen(tmp_path / "out")
        held = gone(source, 10, day(1))

        run(tmp_path)
        between = seen(tmp_path / "out")
        held.unlink()
        run(tmp_path)

        assert {name for name in before if name != "." and between[name] != before[name]} == {
            "atom.xml",
            "manifest.json",
        }
        assert {name: data for name, (data, _) in seen(tmp_path / "out").items()} == {
            name: data for name, (data, _) in before.items()
        }

    def test_the_setting_is_heard_by_a_cache_that_was_made_without_it(self, tmp_path: Path) -> None:
        source = news(tmp_path)
        gone(source, 10, day(1))
        settings(tmp_path, source, WHOLE)
        run(tmp_path)
        settings(tmp_path, source, WHOLE, **ON)
        run(tmp_path)
        assert refs(Published(contents(tmp_path / "out"))) == ["10"]
        settings(tmp_path, source, WHOLE)

        run(tmp_path)

        assert refs(Published(contents(tmp_path / "out"))) == []


class TestCounts:
    """The report says of withdrawn articles what it said without the setting."""

    def test_they_are_left_out(self, tmp_path: Path) -> None:
        source = news(tmp_path)
        gone(source, 10, day(1))
        for each in ({}, ON):
            settings(tmp_path, source, WHOLE, **each)

            assert "6 articles read, 5 exported (left out: 1 withdrawn)" in run(tmp_path).out

    def test_they_make_no_article(self, tmp_path: Path) -> None:
        source = tmp_path / "news"
        gone(source, 10, day(1))
        settings(tmp_path, source, WHOLE, **ON)

        assert "1 article read, 0 exported (left out: 1 withdrawn)" in run(tmp_path).out

    def test_validate_reads_them_aloud_as_ever(self, tmp_path: Path) -> None:
        source = news(tmp_path)
        gone(source, 10, day(1), webUrl="nowhere")
        told_of = []
        for each in ({}, ON):
            settings(tmp_path, source, WHOLE, **each)
            told_of.append(outfeed_here("validate", cwd=tmp_path).out)

        assert told_of[0] == told_of[1]
        assert "gone10.md" in told_of[0]


class TestMany:
    """More than a thousand of them."""

    def test_are_each_told_once_in_every_feed_of_theirs(self, tmp_path: Path) -> None:
        source = news(tmp_path, 3, topics=["AI"])
        front = "---\ntitle: T\npublishedDateTime: 2019-08-20T00:00:00Z\nremoved: true\ntopics: AI\nwebUrl: {}\n---\n"
        for number in range(1_200):
            (source / f"w{number}.md").write_text(front.format(f"https://news.example/w{number:05}"))

        made = exported(tmp_path, source, WHOLE, {"path": "{topic}"}, **ON)

        assert refs(made) == refs(made, "ai") == [f"w{number:05}" for number in range(1_200)]
        assert made.findings() == []
