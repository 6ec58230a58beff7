"""`where`, `order`, `window`, `limit`: a feed holds what a filter of a few lines finds, in its order."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from tests.site import plain
from tests.site.making import FIRST, exported, small, written
from tests.site.published import Published

Asked = Callable[[plain.Article], bool]
MIDDLE: Final = FIRST + timedelta(days=365)


def names(read: Callable[[plain.Article], list[str]], *wanted: str) -> Asked:
    """Whether any value is one of those, whatever its case."""
    return lambda each: bool({plain.folded(value) for value in read(each)} & set(map(plain.folded, wanted)))


def number(key: str, holds: Callable[[float], bool]) -> Asked:
    """Whether there is such a number."""
    return lambda each: each.get(key) is not None and holds(each[key])


WHERE: Final[dict[str, tuple[dict[str, Any], Asked]]] = {
    "one value": ({"topics": "ai"}, names(plain.topics, "AI")),
    "any of several": ({"topics": ["C++", "机器学习", "2021"]}, names(plain.topics, "C++", "机器学习", "2021")),
    "one value of several fields": ({"provider": "neowin.net"}, names(plain.provider, "neowin.net")),
    "not": ({"topics": {"not": ["AI", "C#"]}}, lambda each: not names(plain.topics, "AI", "C#")(each)),
    "not, of a field that may be missing": (
        {"category": {"not": "NEWS"}},
        lambda each: (each.get("category") or "").casefold() != "news",
    ),
    "any with not": (
        {"topics": {"any": ["AI", "ML"], "not": "R&D"}},
        lambda each: names(plain.topics, "AI", "ML")(each) and not names(plain.topics, "R&D")(each),
    ),
    "min": ({"heat": {"min": 65.5}}, number("heat", lambda heat: heat >= 65.5)),
    "max": ({"quality": {"max": 50}}, number("quality", lambda quality: quality <= 50)),
    "min and max": ({"heat": {"min": 0, "max": 65}}, number("heat", lambda heat: 0 <= heat <= 65)),
    "a number": ({"heat": [0, 90]}, number("heat", lambda heat: heat in (0, 90))),
    "after": ({"published": {"after": f"{MIDDLE:%Y-%m-%d}"}}, lambda each: plain.published(each) >= _day(MIDDLE)),
    "before": ({"published": {"before": f"{MIDDLE:%Y-%m-%d}"}}, lambda each: plain.published(each) < _day(MIDDLE)),
    "after and before": (
        {"updated": {"after": f"{MIDDLE:%Y-%m-%d}", "before": f"{MIDDLE + timedelta(days=90):%Y-%m-%d}"}},
        lambda each: _day(MIDDLE) <= plain.updated(each) < _day(MIDDLE) + timedelta(days=90),
    ),
    "has": ({"quality": {"has": True}}, lambda each: each.get("quality") is not None),
    "has not": ({"topics": {"has": False}}, lambda each: not each.get("topics")),
    "text": ({"topics": {"text": "INTELLI"}}, lambda each: any("intelli" in t.casefold() for t in plain.topics(each))),
    "any of several texts": (
        {"title": {"text": ["title 01", "<MSFT"]}},
        lambda each: "title 01" in each["title"].casefold() or "<msft" in each["title"].casefold(),
    ),
    "text in the body": (
        {"content": {"text": "more of it. more"}},
        lambda each: each["body"].count("More of it.") > 1,
    ),
    "authors": ({"authors": "ANN LEE"}, names(plain.authors, "Ann Lee")),
    "a key of one's own": ({"extra.series": "basics"}, lambda each: each.get("series") == "Basics"),
    "several fields": (
        {"type": "video", "heat": {"min": 1}, "topics": {"has": True}},
        lambda each: each.get("type") == "video" and (each.get("heat") or 0) >= 1 and bool(each.get("topics")),
    ),
}
ORDERS: Final[dict[str, Callable[[plain.Article], Any]]] = {
    "newest": plain.published,
    "updated": plain.updated,
    "heat": lambda each: -1 if each.get("heat") is None else each["heat"],
    "quality": lambda each: -1 if each.get("quality") is None else each["quality"],
}


def _day(moment: datetime) -> datetime:
    return datetime(moment.year, moment.month, moment.day, tzinfo=UTC)


@pytest.fixture(scope="module")
def every(news: Path) -> list[plain.Article]:
    """The articles, read by PyYAML."""
    return plain.articles(news)


@pytest.fixture(scope="module")
def asked(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """A feed for each condition, with all articles that fulfil it."""
    feeds = [{"path": _path(name), "where": where, "limit": 0} for name, (where, _) in WHERE.items()]
    return exported(tmp_path_factory.mktemp("where"), news, *feeds)


@pytest.fixture(scope="module")
def ordered(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Feeds in every order, of the whole site and of a fan, long ones and short ones."""
    feeds = [
        feed
        for order in ORDERS
        for feed in (
            {"path": f"all/{order}", "order": order, "limit": 0},
            {"path": f"few/{order}", "order": order, "limit": 7},
            {"path": f"type/{order}/{{type}}", "order": order, "limit": 5},
        )
    ]
    return exported(tmp_path_factory.mktemp("order"), news, *feeds)


class TestWhere:
    """All conditions hold for every article of the feed, and for no other article."""

    @pytest.mark.parametrize("name", WHERE)
    def test_the_feed_equals_the_filter(self, asked: Published, every: list[plain.Article], name: str) -> None:
        _, holds = WHERE[name]
        expected = [each for each in every if holds(each)]

        assert asked.ids(_path(name)) == plain.ids(expected)
        assert 0 < len(expected) <= len(every)


class TestOrder:
    """`order`: the highest first, what has none last; ties by publication, then id."""

    @pytest.mark.parametrize("order", ORDERS)
    def test_of_the_whole_site(self, ordered: Published, every: list[plain.Article], order: str) -> None:
        expected = plain.ids(plain.by(every, ORDERS[order]))

        assert ordered.ids(f"all/{order}") == expected
        assert ordered.ids(f"few/{order}") == expected[:7]

    @pytest.mark.parametrize("order", ORDERS)
    def test_of_a_fan(self, ordered: Published, every: list[plain.Article], order: str) -> None:
        expected = plain.fans(plain.by(every, ORDERS[order]), type=plain.one("type"))

        assert ordered.feeds(f"type/{order}/") == {path: ids[:5] for path, ids in expected.items()}

    def test_orders_differ(self, ordered: Published) -> None:
        assert len({tuple(ordered.ids(f"all/{order}")) for order in ORDERS}) == len(ORDERS)


class TestWindow:
    """`window`: counted back from the newest article that may be shown, so that the day of the run does not matter."""

    @pytest.mark.parametrize("as_of", [None, MIDDLE])
    def test_it_counts_from_the_newest_article(
        self, news: Path, tmp_path: Path, every: list[plain.Article], as_of: datetime | None
    ) -> None:
        week, flags = timedelta(days=28), ("--as-of", f"{as_of:%Y-%m-%dT%H:%M:%SZ}") if as_of else ()
        feeds = [{"path": path, "window": "4 weeks", "limit": 0} for path in ("all", "topics/{topic}")]
        made = exported(tmp_path, news, *feeds, {"path": "hot", "window": "28 days", "order": "heat"}, flags=flags)
        shown = [each for each in every if as_of is None or plain.published(each) <= as_of]
        newest = plain.published(shown[0])

        expected = [each for each in shown if plain.published(each) >= newest - week]
        assert made.ids("all") == plain.ids(expected)
        assert made.feeds("topics/") == plain.fans(expected, topic=plain.topics)
        assert made.ids("hot") == plain.ids(plain.by(expected, ORDERS["heat"]))
        assert 0 < len(expected) < len(shown)

    def test_an_article_on_its_edge_is_in_it(self, tmp_path: Path) -> None:
        for age in (0, 1, 2):
            written(tmp_path / "news", f"{age}", small(age, MIDDLE - timedelta(days=age)))
        written(tmp_path / "news", "3", small(3, MIDDLE - timedelta(days=1, seconds=1)))

        assert exported(tmp_path, tmp_path / "news", {"path": "", "window": "1 day"}).ids("") == [
            "https://news.example/0",
            "https://news.example/1",
        ]


class TestLimit:
    """`limit`: 50 where nobody says otherwise, 0 for all; `--limit` replaces every feed's."""

    FEEDS: Final[tuple[dict[str, Any], ...]] = (
        {"path": ""},
        {"path": "one", "limit": 1},
        {"path": "all", "limit": 0},
        {"path": "topics/{topic}", "limit": 2},
    )

    @pytest.mark.parametrize("flag", [None, 3, 0])
    def test_each_feed_has_its_own(
        self, news: Path, tmp_path: Path, every: list[plain.Article], flag: int | None
    ) -> None:
        made = exported(tmp_path, news, *self.FEEDS, flags=() if flag is None else ("--limit", f"{flag}"))

        limits = {"": 50, "one": 1, "all": 0}
        for path, limit in limits.items():
            assert made.ids(path) == plain.ids(every, limit if flag is None else flag)
        most = (2 if flag is None else flag) or None
        assert made.feeds("topics/") == {
            path: ids[:most] for path, ids in plain.fans(every, topic=plain.topics).items()
        }


def _path(name: str) -> str:
    return name.replace(" ", "-").replace(",", "").replace("'", "")
