"""DisplacedArticles: feeds that count from the newest article hold fewer articles where that one is of the future."""

from datetime import datetime, timedelta
from unittest import mock

import pytest

from exporters.feeds import displacement as module
from exporters.feeds.displacement import find_displaced
from exporters.feeds.selection import PublishedFeed
from exporters.model.article import Article
from exporters.settings.values import Condition, FeedSettings, Order
from tests.feeds.shelving import settings, shelved
from tests.makers import MOMENT, article

DAY = timedelta(days=1)
NOW = int((MOMENT + DAY).timestamp())
MONTH = MOMENT.replace(year=2023, month=12, day=1)
LATER = MOMENT + 30 * 365 * DAY
WEEK = FeedSettings(path="week", window=7 * 86400)
MONTHS = FeedSettings(path="months", archive="month", limit=2)


def dated(name: str, published: datetime, *topics: str) -> Article:
    """An article with that date."""
    return article(id=name, url=f"https://example.org/{name}", published=published, topics=topics)


DAYS = [dated(f"{number}", MOMENT - number * DAY, f"T{number % 3}") for number in range(10)]
SLIP = dated("slip", LATER, "T1")


def found(
    articles: list[Article], *feeds: FeedSettings, known: tuple[PublishedFeed, ...] = (), now: int = NOW
) -> list[tuple[str, int, int]]:
    """Each feed that holds fewer articles."""
    with shelved(articles) as shelf:
        return [
            (each.name, each.shown_count, each.usual_count)
            for each in find_displaced(settings(*feeds), shelf, known, now)
        ]


class TestWindow:
    """A window ends with the newest article."""

    def test_one_date_in_the_future_empties_it(self) -> None:
        assert found([*DAYS, SLIP], WEEK) == [("week", 0, 8)]

    def test_a_near_one_shrinks_it(self) -> None:
        soon = dated("soon", MOMENT + 3 * DAY)

        assert found([*DAYS, soon], WEEK) == [("week", 5, 8)]

    def test_articles_of_the_future_are_not_counted(self) -> None:
        future = [dated(f"f{number}", LATER - number * DAY) for number in range(6)]

        assert found([*DAYS, *future], WEEK) == [("week", 0, 8)]

    @pytest.mark.parametrize("limit", [1, 3, 8])
    def test_no_more_than_the_limit_is_missed(self, limit: int) -> None:
        feed = FeedSettings(path="week", window=7 * 86400, limit=limit)

        assert found([*DAYS, SLIP], feed) == [("week", 0, limit)]

    def test_none_is_held_where_those_of_the_future_are_more_than_the_limit(self) -> None:
        future = [dated(f"f{number}", MOMENT + (3 + number) * DAY) for number in range(3)]
        feed = FeedSettings(path="week", window=10 * 86400, limit=2)

        assert found([*DAYS, *future], feed) == [("week", 0, 2)]

    @pytest.mark.parametrize(("order", "held"), [("newest", 2), ("updated", 5)])
    def test_those_of_the_future_take_places_of_the_limit_where_they_come_first(self, order: Order, held: int) -> None:
        future = [dated(f"f{number}", MOMENT + (3 + number) * DAY) for number in range(3)]
        feed = FeedSettings(path="week", window=10 * 86400, limit=5, order=order)

        assert found([*DAYS, *future], feed) == ([("week", held, 5)] if held < 5 else [])

    def test_a_condition_that_the_article_does_not_meet_changes_nothing(self) -> None:
        feed = FeedSettings(path="week", window=7 * 86400, where=(Condition(field="topics", any_of=("T0",)),))

        assert found([*DAYS, SLIP], feed) == [("week", 0, 3)]

    def test_each_feed_of_a_placeholder_is_named_also_one_that_is_gone(self) -> None:
        feed = FeedSettings(path="topics/{topic}", window=7 * 86400)

        assert found([*DAYS, SLIP], feed) == [("topics/t0", 0, 3), ("topics/t1", 0, 3), ("topics/t2", 0, 2)]

    def test_a_condition_on_a_whole_article_is_asked(self) -> None:
        has_body = (Condition(field="content", text=("content of 1",)),)
        bodies = [
            article(
                id=f"{number}",
                url=f"https://example.org/{number}",
                published=MOMENT - number * DAY,
                content_html=f"<p>The content of {number}.</p>",
            )
            for number in range(3)
        ]

        assert found([*bodies, SLIP], FeedSettings(path="a", window=7 * 86400, where=has_body)) == [("a", 0, 1)]


class TestArchive:
    """The newest month that has articles is not archived yet, and stands in the document that people subscribe to."""

    def test_the_month_before_is_archived_too_early(self) -> None:
        month = [dated(f"{day}", MONTH + day * DAY) for day in range(5)]

        assert found([*month, SLIP], MONTHS) == [("months", 1, 5)]

    def test_of_a_month_that_is_archived_already_no_more_than_the_limit_is_missed(self) -> None:
        month = [dated(f"{day}", MONTH + day * DAY) for day in range(5)]
        before = PublishedFeed("months", {}, "months", MOMENT, (f"{MONTH:%Y-%m}",))

        assert found([*month, SLIP], MONTHS, known=(before,)) == [("months", 1, 2)]

    def test_archive_documents_of_earlier_settings_do_not_count(self) -> None:
        before = PublishedFeed("week", {}, "week", MOMENT, (f"{MONTH:%Y-%m}",))

        assert found([*DAYS, SLIP], WEEK, known=(before,)) == [("week", 0, 8)]

    def test_one_without_limit_holds_all(self) -> None:
        assert found([*DAYS, SLIP], FeedSettings(path="months", archive="month", limit=0)) == []


class TestNothing:
    """No other feed depends on the newest date, and no other date does harm."""

    def test_a_feed_of_the_newest_articles_keeps_its_size(self) -> None:
        assert found([*DAYS, SLIP], FeedSettings(limit=3)) == []

    def test_no_article_is_looked_at_where_none_is_of_the_future(self) -> None:
        with mock.patch.object(module, "article_decoder", side_effect=AssertionError):
            assert found(DAYS, WEEK, MONTHS) == []
            assert found([*DAYS, SLIP], WEEK, now=int(LATER.timestamp())) == []

    def test_where_all_are_of_the_future_none_is_missed(self) -> None:
        assert found([SLIP, dated("other", LATER - 90 * DAY)], WEEK) == []

    def test_no_more_feeds_are_counted_than_a_site_may_have(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "MAX_FEEDS", 2)

        assert len(found([*DAYS, SLIP], FeedSettings(path="{topic}", window=7 * 86400))) == 2
