"""Which withdrawn articles a feed tells of: for any articles and settings the same as done the plain way."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from exporters.feeds import select as module
from exporters.model.article import Article
from exporters.model.feed import DeletedEntry
from exporters.model.ids import atom_id
from exporters.settings.values import Condition, FeedSettings
from exporters.store import rows
from exporters.store.articles import ArticleKey, ArticleStore
from tests.feeds.shelving import settings, shelved
from tests.makers import MOMENT, article, site
from tests.plainly import unique

DAY = timedelta(days=1)
HOT = (Condition(field="heat", least=2),)


def told(number: int, days: int = 0, *, later: int = 0, **fields: object) -> Article:
    """The article `number`, which appeared that many days before the first and changed so many days later."""
    published = MOMENT - days * DAY
    moments = {"published": published, "updated": published + later * DAY}
    return article(**({"id": f"{number}", "url": f"https://example.org/{number}"} | moments | fields))


def withdrawn(shelf: ArticleStore, articles: Iterable[Article]) -> None:
    """Let the shelf know them, as a run does."""
    for place, each in enumerate(articles, 1000):
        published, updated = int(each.published.timestamp()), int(each.updated.timestamp())
        shelf.add_withdrawn(each.id, ArticleKey(place, published, updated, rows.pack(each)))


def deleted(
    shown: Iterable[Article], gone: Iterable[Article], *feeds: FeedSettings, tombstones: bool = True
) -> dict[str, list[tuple[str, datetime]]]:
    """What each document tells, by its path and its period."""
    with shelved(shown) as shelf:
        withdrawn(shelf, gone)
        made = module.select(replace(settings(*feeds), tombstones=tombstones), shelf)
        return {
            f"{each.member.path}@{each.member.period}".removesuffix("@"): [(one.id, one.when) for one in each.deleted]
            for each in made
        }


ARTICLES = st.builds(
    told,
    st.integers(0, 12),
    st.integers(0, 6),
    later=st.integers(0, 2),
    heat=st.sampled_from([None, 1, 2, 3]),
    topics=st.sets(st.sampled_from(["AI", "Chips", "Law"])).map(lambda topics: tuple(sorted(topics))),
)
FEEDS = st.builds(
    FeedSettings,
    path=st.sampled_from(["a", "{topic}"]),
    where=st.sampled_from([(), HOT]),
    order=st.sampled_from(["newest", "updated", "heat"]),
    window=st.sampled_from([None, 86_400, 3 * 86_400]),
    limit=st.integers(0, 3),
)


def plainly(
    shown: list[Article], gone: list[Article], feed: FeedSettings, topic: str | None
) -> list[tuple[str, datetime]]:
    """The same with everything in memory."""
    newest = max(each.published for each in shown)

    def takes(each: Article) -> bool:
        is_young = feed.window is None or newest - each.published <= timedelta(seconds=feed.window)
        is_hot = not feed.where or (each.heat or 0) >= 2
        return is_young and is_hot and (topic is None or topic in each.topics)

    def rank(each: Article) -> tuple[float, float, str]:
        score = {"newest": 0.0, "updated": each.updated.timestamp()}.get(feed.order)
        if score is None:
            score = -1.0 if each.heat is None else each.heat
        return -score, -each.published.timestamp(), each.id

    members = sorted(filter(takes, shown), key=rank)
    entries = members[: feed.limit] if feed.limit else members
    oldest = min((each.published for each in entries), default=None) if len(entries) < len(members) else None
    ids = {each.id for each in shown}
    found = [
        each for each in unique(gone) if takes(each) and each.id not in ids and (not oldest or each.published >= oldest)
    ]
    return [(each.id, each.updated) for each in sorted(found, key=lambda each: (-each.updated.timestamp(), each.id))]


@given(st.lists(ARTICLES, min_size=1), st.lists(ARTICLES), FEEDS)
def test_any_feed_tells_what_it_would_hold(everything: list[Article], gone: list[Article], feed: FeedSettings) -> None:
    shown = unique(everything)
    topics = [None] if feed.path == "a" else ["AI", "Chips", "Law"]

    made = deleted(shown, gone, feed)

    assert {name: found for name, found in made.items() if found} == {
        name: found
        for topic in topics
        if (name := topic.lower() if topic else "a") in made and (found := plainly(shown, gone, feed, topic))
    }


class TestAsked:
    """Only a run that tells of them looks at withdrawn articles."""

    def test_a_plan_that_knows_them_chooses_none(self) -> None:
        assert deleted([told(1)], [told(2)], FeedSettings(), tombstones=False) == {"": []}
        assert deleted([told(1)], [told(2)], FeedSettings()) == {"": [("2", MOMENT)]}

    @pytest.mark.parametrize(("field", "texts"), [("content", ("sqlite",)), ("title", ("title",))])
    def test_a_condition_may_ask_for_what_facts_do_not_hold(
        self, field: Literal["content", "title"], texts: tuple[str, ...]
    ) -> None:
        feed = FeedSettings(where=(Condition(field=field, text=texts),))
        wordy = told(2, content_html="<p>All about <b>sq</b>lite.</p>")

        assert deleted([], [wordy], feed) == {"": [("2", MOMENT)]}

    def test_one_article_is_one_value_in_all_feeds(self) -> None:
        with shelved([told(1)]) as shelf:
            withdrawn(shelf, [told(2)])
            feeds = FeedSettings(path="a"), FeedSettings(path="b", where=(Condition(field="title", has=True),))
            one, other = module.select(replace(settings(*feeds), tombstones=True), shelf)

            assert one.deleted[0] is other.deleted[0]
            assert one.deleted[0] == DeletedEntry(id="2", when=MOMENT)


class TestWindow:
    """The window bounds what is told; the limit does only where it keeps an article out."""

    @pytest.mark.parametrize("where", [(), (Condition(field="title", has=True),)])
    def test_articles_outside_the_window_are_not_kept_out_by_the_limit(self, where: tuple[Condition, ...]) -> None:
        feed = FeedSettings(window=3 * 86_400, limit=2, where=where)

        assert deleted([told(0), told(1, 1), told(2, 4)], [told(10, 3), told(11, 4)], feed)[""] == [
            ("10", MOMENT - 3 * DAY)
        ]
        assert deleted([told(0), told(1, 1), told(2, 2)], [told(10, 3), told(11, 1)], feed)[""] == [
            ("11", MOMENT - DAY)
        ]


class TestArchives:
    """An archive document does not change any more; the current one tells of its own window."""

    def test_only_the_current_document_tells(self) -> None:
        shown = [told(number, 20 * number) for number in range(4)]
        gone = [told(10, 1), told(11, 2), told(12, 45)]

        made = deleted(shown, gone, FeedSettings(archive="month", limit=1))

        assert made == {"": [("10", MOMENT - DAY)], "@2023-11": [], "@2023-12": []}

    def test_it_tells_of_the_whole_month_that_no_archive_document_has(self) -> None:
        """All of that month stands in it, whatever its limit. Spec: RFC 5005 §4."""
        shown = [told(0), told(1, 40)]
        gone = [told(10, 1), told(11, 2)]

        assert deleted(shown, gone, FeedSettings(archive="month", limit=1))[""] == [("10", MOMENT - DAY)]
        assert deleted(shown, gone, FeedSettings(limit=1))[""] == []

    def test_and_of_what_the_limit_takes_from_archived_months(self) -> None:
        shown = [told(0), told(1, 40), told(2, 80)]
        gone = [told(10, 40), told(11, 41)]

        assert deleted(shown, gone, FeedSettings(archive="month", limit=2))[""] == [("10", MOMENT - 40 * DAY)]


class TestShelf:
    """The withdrawn articles of a run: of each id one, and none whose id an article on the shelf has."""

    def test_ids_and_articles_are_the_same_ones_in_the_order_of_files(self) -> None:
        gone = [told(7, 3), told(5), told(1), told(7, 2), told(5), told(6, 4)]
        with shelved([told(1)]) as shelf:
            withdrawn(shelf, gone)

            assert shelf.withdrawn_ids() == ["5", "7", "6"]
            assert [(each.place, rows.decode_article(each.packed)) for each in shelf.withdrawn()] == [
                (1001, gone[1]),
                (1003, gone[3]),
                (1005, gone[5]),
            ]
            assert len(shelf) == 1
            assert ("1" in shelf, "5" in shelf) == (True, False)

    def test_an_id_that_atom_writes_like_that_of_another_article_is_not_gone(self) -> None:
        """Atom writes the id `7` as an address below the site's, and that address as it is."""
        written = atom_id("7", site().url)

        assert deleted([article(id=written)], [told(7), told(8)], FeedSettings()) == {"": [("8", MOMENT)]}
        assert deleted([told(7)], [article(id=written)], FeedSettings()) == {"": []}

    def test_of_two_ids_that_atom_writes_alike_one_is_told(self) -> None:
        gone = [told(7), article(id=atom_id("7", site().url))]

        assert len(deleted([], gone, FeedSettings())[""]) == 1

    def test_there_are_none_where_nobody_asked(self) -> None:
        with shelved([told(1)]) as shelf:
            assert shelf.withdrawn_ids() == []
            assert list(shelf.withdrawn()) == []

    def test_what_has_left_the_shelf_carries_no_id(self) -> None:
        """An article that another one hides is not exported, and the other one is."""
        with shelved([told(1), told(2), told(1, later=1)]) as shelf:
            shelf.remove_repeated()
            withdrawn(shelf, [told(1), told(3)])

            assert shelf.withdrawn_ids() == ["3"]
            assert ("1" in shelf, "3" in shelf) == (True, False)
