"""Archives: links alone lead to every entry, and an article changes the document of its own month, not the others."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest
from lxml import etree

from exporters.checks.run import findings
from tests.cli.running import contents
from tests.site import plain
from tests.site.making import Fields, exported, run, settings, small, written
from tests.site.published import FEEDS, Published, ids, kind, older, walked

SUBSCRIBED: Final = ("rss.xml", "atom.xml", "feed.json")  # what can be archived
MANY: Final = 2_450  # about a hundred a month, as many as a section holds
START: Final = datetime(2015, 1, 1, 6, tzinfo=UTC)  # of the large site
GAP: Final = (2016, 7)  # a month in which nothing appeared
HISTORY: Final = "{http://purl.org/syndication/history/1.0}archive"


def archives(published: Published, name: str) -> list[str]:
    """The names of the archive documents of a document."""
    return list(walked(published, name))[1:]


@pytest.fixture(scope="module", params=["month", "year"])
def made(request: pytest.FixtureRequest, news: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The site and its topics, archived, with limits of all kinds."""
    archive = {"archive": request.param}
    feeds = [
        {"path": "", **archive},
        {"path": "one", "limit": 1, **archive},
        {"path": "all", "limit": 0, **archive},
        {"path": "topics/{topic}", "limit": 3, **archive},
        {"path": "ai", "where": {"topics": "AI"}, "content": "excerpt", "limit": 2, **archive},
    ]
    return exported(tmp_path_factory.mktemp("archives"), news, *feeds)


class TestWalker:
    """RFC 5005 §4: who follows prev-archive from the document people subscribe to finds every entry."""

    def test_it_collects_every_id_once(self, made: Published, news: Path) -> None:
        every = plain.articles(news)
        topics = plain.fans(every, topic=plain.topics)

        expected = {f"topics/{path}": wanted for path, wanted in topics.items()} | {"ai": topics["ai"]}
        expected |= dict.fromkeys(("", "one", "all"), plain.ids(every))
        assert set(expected) == set(made.listed)
        for path, wanted in expected.items():
            for name in SUBSCRIBED:
                documents = list(walked(made, f"{path}/{name}" if path else name))
                first, *archived = (ids(each, made.files[each]) for each in documents)
                unarchived = wanted[: len(wanted) - sum(map(len, archived))]
                assert list(dict.fromkeys([*first, *(each for more in archived for each in more)])) == wanted
                assert unarchived + [each for more in archived for each in more] == wanted
                assert set(unarchived) <= set(first)

    def test_a_limit_is_a_minimum(self, made: Published, news: Path) -> None:
        every = plain.articles(news)

        newest = made.listed["one"]["periods"][-1]
        unarchived = [each for each in every if f"{plain.published(each):%Y-%m}"[: len(newest)] > newest]
        assert made.ids("one") == plain.ids(unarchived)
        assert made.ids("") == plain.ids(every, max(50, len(unarchived)))
        assert made.ids("all") == plain.ids(every)

    def test_every_file_is_reached_and_no_csv_is_archived(self, made: Published) -> None:
        reached = {each for path in made.listed for name in SUBSCRIBED for each in walked(made, _below(path, name))}

        assert reached == {name for name in made.documents() if not name.endswith("feed.csv")}
        assert len(reached) > 3 * len(made.listed)

    def test_archives_say_what_they_are(self, made: Published) -> None:
        for path in made.listed:
            for name in ("rss.xml", "atom.xml"):
                subscribed = _below(path, name)
                for each in archives(made, subscribed):
                    root = etree.fromstring(made.files[each])
                    assert len(list(root.iter(HISTORY))) == 1
                    assert _linked(root, "current") == [FEEDS + quote(subscribed)]
                assert not list(etree.fromstring(made.files[subscribed]).iter(HISTORY))

    def test_no_archive_leads_to_a_newer_one(self, made: Published) -> None:
        assert [name for name, data in made.documents().items() if b"next-archive" in data] == []

    def test_no_document_has_a_finding(self, made: Published) -> None:
        assert made.findings() == []


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run over articles of more than two years, in which one month has none; it was exported."""
    folder = tmp_path_factory.mktemp("large")
    day = START
    for number in range(MANY):
        day += timedelta(hours=7 if number % 3 else 8)
        if (day.year, day.month) == GAP:
            day += timedelta(days=31)
        written(folder / "news" / f"{day.year}", f"{number}", small(number, day))
    feed = {"path": "", "archive": "month", "limit": 20}
    settings(folder, folder / "news", feed, formats=["rss", "atom", "json"], pages=False)
    run(folder)
    return folder


def changes(folder: Path, name: str, fields: Fields | None) -> dict[str, set[str]]:
    """What becomes of the files of each format where an article comes, or goes where it has no `fields`."""
    before = documents(folder)
    if fields is None:
        (folder / "news" / f"{name}.md").unlink()
    else:
        written(folder / "news", name, fields)
    run(folder)
    after = documents(folder)
    assert set(before) <= set(after)
    changed = {each for each in before if after[each] != before[each]}
    assert [each for each in changed for _ in findings(after[each], kind(each))] == []
    return {
        "new": {each for each in after if each not in before},
        **{name: {each for each in changed if each.startswith(name.partition(".")[0])} for name in SUBSCRIBED},
    }


def documents(folder: Path) -> dict[str, bytes]:
    """The documents that are published in `folder`."""
    return Published(contents(folder / "out")).documents()


def named(*periods: str) -> dict[str, set[str]]:
    """The documents of those periods, "" being the one that people subscribe to, by the name of that."""
    return {
        name: {f"{stem}-{each}.{suffix}" if each else name for each in periods}
        for name in SUBSCRIBED
        for stem, suffix in [name.split(".")]
    }


class TestOneArticleMore:
    """Among thousands of articles, one more or less changes at most two documents of each format that were there."""

    def test_the_newest_changes_the_document_of_today(self, large: Path) -> None:
        newest = max(plain.articles(large / "news" / "2017"), key=plain.published)
        moment = plain.published(newest) + timedelta(minutes=1)

        assert changes(large, "newest", small(MANY, moment)) == {"new": set(), **named("")}

    def test_one_of_a_new_month_archives_the_last_one(self, large: Path) -> None:
        newest = max(plain.articles(large / "news" / "2017"), key=plain.published)
        period = f"{plain.published(newest):%Y-%m}"
        moment = plain.published(newest) + timedelta(days=40)

        new = {each for names in named(period).values() for each in names}
        assert changes(large, "next", small(MANY + 1, moment)) == {"new": new, **named("")}

    def test_one_of_an_old_month_changes_its_document(self, large: Path) -> None:
        fields = small(MANY + 2, datetime(2016, 3, 9, tzinfo=UTC))

        assert changes(large, "old", fields) == {"new": set(), **named("2016-03")}
        assert changes(large, "old", fields | {"excerpt": "Now it says more."}) == {"new": set(), **named("2016-03")}
        assert changes(large, "old", fields | {"removed": True}) == {"new": set(), **named("2016-03")}

    def test_one_of_a_month_that_had_none_is_linked_by_the_next(self, large: Path) -> None:
        fields = small(MANY + 3, datetime(*GAP, 9, tzinfo=UTC))

        new = {each for names in named("2016-07").values() for each in names}
        assert changes(large, "gap", fields) == {"new": new, **named("2016-08")}
        assert older("atom-2016-08.xml", documents(large)["atom-2016-08.xml"]) == "atom-2016-07.xml"
        assert older("atom-2016-07.xml", documents(large)["atom-2016-07.xml"]) == "atom-2016-06.xml"

    def test_one_older_than_all_is_linked_by_the_first(self, large: Path) -> None:
        fields = small(MANY + 4, datetime(2003, 5, 6, tzinfo=UTC))

        new = {each for names in named("2003-05").values() for each in names}
        assert changes(large, "first", fields) == {"new": new, **named("2015-01")}


class TestEmptyMonth:
    """A month whose last article is withdrawn keeps its archive document, empty and valid, while nobody prunes."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """Three months with one article each were exported, and the second one's was withdrawn."""
        for month in (1, 2, 3):
            written(tmp_path / "news", f"{month}", small(month, datetime(2024, month, 2, tzinfo=UTC)))
        settings(tmp_path, tmp_path / "news", {"path": "", "archive": "month", "limit": 1}, pages=False)
        run(tmp_path)
        before = documents(tmp_path)
        written(tmp_path / "news", "2", small(2, datetime(2024, 2, 2, tzinfo=UTC), removed=True))
        run(tmp_path)
        after = documents(tmp_path)
        assert {each for each in after if before.get(each) != after[each]} == {
            each for names in named("2024-02").values() for each in names
        }
        return tmp_path

    def test_it_stays_in_the_chain(self, folder: Path) -> None:
        made = Published(contents(folder / "out"))

        for name in SUBSCRIBED:
            (empty,) = named("2024-02")[name]
            assert ids(empty, made.files[empty]) == []
            assert list(walked(made, name)) == [name, empty, *named("2024-01")[name]]
        assert made.findings() == []

    def test_it_stays_the_same_from_then_on(self, folder: Path) -> None:
        before = documents(folder)
        written(folder / "news", "4", small(4, datetime(2024, 4, 2, tzinfo=UTC)))
        run(folder)
        run(folder, "--no-cache")

        after = documents(folder)
        assert all(after[each] == before[each] for names in named("2024-02").values() for each in names)

    def test_an_article_fills_it_again(self, folder: Path) -> None:
        written(folder / "news", "5", small(5, datetime(2024, 2, 7, tzinfo=UTC)))
        run(folder)

        assert ids("feed-2024-02.json", documents(folder)["feed-2024-02.json"]) == ["https://news.example/5"]

    def test_prune_takes_it_out(self, folder: Path) -> None:
        run(folder, "--prune")
        made = Published(contents(folder / "out"))

        for name in SUBSCRIBED:
            assert list(walked(made, name)) == [name, *named("2024-01")[name]]
        assert not [each for each in made.files if "2024-02" in each]
        assert made.listed[""]["periods"] == ["2024-01"]

    def test_the_newest_month_may_become_empty_too(self, folder: Path) -> None:
        written(folder / "news", "3", small(3, datetime(2024, 3, 2, tzinfo=UTC), removed=True))
        run(folder)
        made = Published(contents(folder / "out"))

        assert made.ids("") == ["https://news.example/1"]
        assert list(walked(made, "atom.xml")) == ["atom.xml", "atom-2024-02.xml", "atom-2024-01.xml"]

    def test_archives_go_with_their_setting(self, folder: Path) -> None:
        settings(folder, folder / "news", {"path": ""}, pages=False)
        run(folder)

        assert not [each for each in contents(folder / "out") if "2024-" in each]


def _below(path: str, name: str) -> str:
    return f"{path}/{name}" if path else name


def _linked(root: etree._Element, relation: str) -> list[str | None]:
    links = root.iter("{http://www.w3.org/2005/Atom}link")
    return [each.get("href") for each in links if each.get("rel") == relation]
