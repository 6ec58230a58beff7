"""Select: each article is looked at once, and stands in the feeds of the settings, in their order."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from unittest import mock

import pytest

from exporters.feeds import select as module
from exporters.feeds.feed_rule import FeedRule, Pick
from exporters.feeds.selection import PublishedFeed
from exporters.model.article import Article, Person
from exporters.settings.values import Condition, FeedSettings
from exporters.store.articles import ArticleKey, ArticleStore
from tests.feeds.shelving import paths, selected, settings, shelved
from tests.makers import MOMENT, article

DAY = timedelta(days=1)


def told(number: int, *topics: str, **fields: object) -> Article:
    """The article `number`, published that many days before the first."""
    given = {"id": f"{number}", "url": f"https://example.org/{number}", "published": MOMENT - number * DAY}
    return article(**(given | {"topics": topics} | fields))


ARTICLES = [told(3, "AI", "C++", heat=5), told(1, "ai", heat=9), told(2, "C++"), told(0, heat=9.5)]


class TestOnce:
    """An article is unpacked once, however many feeds there are."""

    @pytest.mark.parametrize("feeds", [1, 7])
    def test_each_article_is_looked_at_once(self, feeds: int) -> None:
        seen = Counter[bytes]()
        facts = module._decode_facts

        def looking(packed: bytes) -> object:
            seen[packed] += 1
            return facts(packed)

        with mock.patch.object(module, "_decode_facts", looking):
            paths(ARTICLES, *(FeedSettings(path=f"{number}/{{topic}}") for number in range(feeds)))

        assert sorted(seen.values()) == [1, 1, 1, 1]

    def test_none_where_dates_say_all(self) -> None:
        feeds = FeedSettings(window=86400), FeedSettings(path="late", order="updated")
        with mock.patch.object(module, "_decode_facts", side_effect=AssertionError):
            assert paths(ARTICLES, *feeds) == {"": ["0", "1"], "late": ["0", "1", "2", "3"]}

    def test_many_picks_do_not_wait_in_memory(self, monkeypatch: pytest.MonkeyPatch) -> None:
        feed = FeedSettings(path="{topic}")
        expected = paths(ARTICLES, feed)
        together: list[int] = []
        pick = ArticleStore.add_picks

        def counting(shelf: ArticleStore, picked: Sequence[Pick]) -> None:
            together.append(len(picked))
            pick(shelf, picked)

        monkeypatch.setattr(module, "_MAX_PICKS", 2)
        monkeypatch.setattr(ArticleStore, "add_picks", counting)

        assert paths(ARTICLES, feed) == expected
        assert together == [2, 2, 0]

    def test_a_condition_may_ask_for_what_facts_do_not_hold(self) -> None:
        wordy = told(5, content_html="<p>All about <b>sq</b>lite.</p>")
        feed = FeedSettings(where=(Condition(field="content", text=("SQLite",)),))

        assert paths([*ARTICLES, wordy], feed) == {"": ["5"]}


class TestOrder:
    """Feeds stand in the order of the settings, those of one entry by path, each before its archives."""

    def test_of_feeds(self) -> None:
        feeds = FeedSettings(path="z"), FeedSettings(path="t/{topic}"), FeedSettings(path="a", archive="month")

        assert list(paths(ARTICLES, *feeds)) == ["z", "t/ai", "t/c-f1deb7", "a", "a@2023-12"]

    def test_of_entries_by_their_last_change(self) -> None:
        changed = [told(1, updated=MOMENT + DAY), told(0, updated=MOMENT), told(2, updated=MOMENT + 2 * DAY)]
        feeds = (
            FeedSettings(path="all", order="updated"),
            FeedSettings(path="two", order="updated", limit=2),
            FeedSettings(path="titled", order="updated", where=(Condition(field="title", has=True),)),
            FeedSettings(path="new"),
        )

        assert paths(changed, *feeds) == {
            "all": ["2", "1", "0"],
            "two": ["2", "1"],
            "titled": ["2", "1", "0"],
            "new": ["0", "1", "2"],
        }

    def test_of_entries_by_heat(self) -> None:
        assert paths(ARTICLES, FeedSettings(order="heat")) == {"": ["0", "1", "3", "2"]}

    def test_of_archives_the_oldest_first_each_with_the_one_before(self) -> None:
        articles = [told(40 * number) for number in range(4)]
        made = [each for each, _ in selected(articles, FeedSettings(archive="month", limit=1))]

        assert [(each.member.period, each.member.older) for each in made] == [
            ("", "2023-11"),
            ("2023-09", ""),
            ("2023-10", "2023-09"),
            ("2023-11", "2023-10"),
        ]
        assert made[0].periods == ("2023-09", "2023-10", "2023-11")


class TestLimits:
    """Each feed of a fan has the limit to itself; 0 is all."""

    def test_of_a_fan(self) -> None:
        assert paths(ARTICLES, FeedSettings(path="{topic}", limit=1)) == {"ai": ["1"], "c-f1deb7": ["2"]}

    def test_none(self) -> None:
        assert paths(ARTICLES, FeedSettings(path="{topic}", limit=0)) == {"ai": ["1", "3"], "c-f1deb7": ["2", "3"]}

    def test_a_window_counts_from_the_newest_article_of_the_site(self) -> None:
        feed = FeedSettings(path="{topic}", window=2 * 86400)

        assert paths(ARTICLES, feed) == {"ai": ["1"], "c-f1deb7": ["2"]}


class TestKnown:
    """What was published before stays while the settings ask for it by the same path."""

    KNOWN = PublishedFeed("{topic}", {"topic": "Go"}, "go", MOMENT)

    def test_a_feed_without_articles_stays_as_it_was(self) -> None:
        ((gone, ids),) = [
            each for each in selected(ARTICLES, FeedSettings(path="{topic}"), known=[self.KNOWN]) if not each[1]
        ]

        assert (gone.member.path, gone.member.values, gone.updated, ids) == ("go", {"topic": "Go"}, MOMENT, [])

    def test_its_values_come_in_the_order_of_the_path(self) -> None:
        known = PublishedFeed("{year}/{author}", {"author": "Rita", "year": "2018"}, "2018/rita", MOMENT)
        made = selected([], FeedSettings(path="{year}/{author}"), known=[known])

        assert [list(each.member.values.items()) for each, _ in made] == [[("year", "2018"), ("author", "Rita")]]

    @pytest.mark.parametrize(
        "known",
        [
            KNOWN._replace(template="topics/{topic}"),
            KNOWN._replace(path="../go"),
            KNOWN._replace(path="golang"),
            KNOWN._replace(values={}),
            KNOWN._replace(values={"topic": "Go", "author": "Ann"}),
        ],
    )
    def test_one_that_no_setting_leads_to_goes(self, known: PublishedFeed) -> None:
        assert list(paths(ARTICLES, FeedSettings(path="{topic}"), known=[known])) == ["ai", "c-f1deb7"]

    def test_archives_of_another_kind_go(self) -> None:
        known = PublishedFeed("", {}, "", MOMENT, ("2020-01", "2021", "x", "2019-13"))

        assert list(paths([], FeedSettings(archive="month"), known=[known])) == ["", "@2020-01"]
        assert list(paths([], FeedSettings(archive="year"), known=[known])) == ["", "@2021"]
        assert list(paths([], FeedSettings(), known=[known])) == [""]


class TestAliases:
    """Names that stand for others are replaced before folders are made."""

    def test_in_paths_and_conditions(self) -> None:
        feeds = (
            FeedSettings(path="{topic}"),
            FeedSettings(path="of", where=(Condition(field="topics", any_of=("c++",)),)),
        )

        assert paths(ARTICLES, *feeds, topic={"c++": "Cpp"}) == {"ai": ["1", "3"], "cpp": ["2", "3"], "of": ["2", "3"]}


class TestSeek:
    """One entry of the settings: what it picks of an article, each feed once."""

    def test_an_article_is_picked_once_for_a_feed(self) -> None:
        twice = told(1, "AI", "ai", "Ai", authors=(Person(name="Ann"), Person(name="ann"), Person(name="Bo")))
        with shelved([twice]) as shelf:
            (each,) = shelf.all_articles()
            seek = FeedRule(FeedSettings(path="{topic}/{author}"), shelf, {}, None, "")

            assert len({number for number, _, _ in seek.picks(each, twice)}) == len(list(seek.picks(each, twice))) == 2

    def test_it_says_what_it_needs(self) -> None:
        with shelved([]) as shelf:
            facts = FeedRule(FeedSettings(where=(Condition(field="heat", least=1),)), shelf, {}, None, "")
            whole = FeedRule(FeedSettings(where=(Condition(field="extra.series", has=True),)), shelf, {}, None, "")
            dates = FeedRule(FeedSettings(order="updated", window=3600), shelf, {}, None, "")

        assert (facts.needs_articles, facts.needs_whole) == (True, False)
        assert (whole.needs_articles, whole.needs_whole) == (True, True)
        assert (dates.needs_articles, dates.needs_whole) == (False, False)

    def test_an_archived_article_is_picked_for_its_period_too(self) -> None:
        with shelved([told(1)]) as shelf:
            seek = FeedRule(FeedSettings(archive="year"), shelf, {}, None, "")
            each = ArticleKey(1, int(MOMENT.timestamp()), int(MOMENT.timestamp()), b"")

            assert len(list(seek.picks(each, told(1)))) == 2

    def test_settings_without_feeds_that_match_give_empty_ones(self) -> None:
        with shelved([]) as shelf:
            (only,) = module.select(
                settings(FeedSettings(path="a", where=(Condition(field="topics", has=True),))), shelf
            )

            assert (only.member.path, len(only.entries), only.updated) == ("a", 0, None)
