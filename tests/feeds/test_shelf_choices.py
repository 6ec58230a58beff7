"""The shelf: what was picked for feeds is put in order there, each feed up to its bound; entries are read from it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.model.article import Article
from exporters.store.articles import ArticleStore
from tests.feeds.shelving import shelved
from tests.makers import MOMENT, article

ALL = 1 << 62


def numbered(count: int) -> list[Article]:
    """So many articles with content, the newest first."""
    return [
        article(
            id=f"{n}",
            url=f"https://example.org/{n}",
            published=MOMENT - timedelta(hours=n),
            content_html=f"<p>{n}</p>",
        )
        for n in range(count)
    ]


def ids(shelf: ArticleStore, number: int) -> list[str]:
    """The ids of a feed."""
    return [each.id for each in shelf.entries(number)]


class TestChoose:
    """The highest first, what has no score last; then by publication descending, then id ascending."""

    def test_scores_come_before_dates(self) -> None:
        with shelved(numbered(4)) as shelf:
            one = shelf.new_number()
            shelf.add_picks([(one, 1, None), (one, 2, 0.0), (one, 3, 65.5), (one, 4, -2.0)])
            shelf.sort_picks([(one, ALL)])

            assert ids(shelf, one) == ["2", "1", "3", "0"]

    def test_equal_ones_by_date_and_id(self) -> None:
        same = [article(id=name, url=f"https://example.org/{name}") for name in ("b", "c", "a")]
        with shelved([*same, *numbered(2)]) as shelf:
            one = shelf.new_number()
            shelf.add_picks([(one, place, 7.0) for place in (5, 3, 4, 1, 2)])
            shelf.sort_picks([(one, ALL)])

            assert ids(shelf, one) == ["0", "a", "b", "c", "1"]

    def test_each_feed_has_its_own_bound(self) -> None:
        with shelved(numbered(5)) as shelf:
            one, two, three = (shelf.new_number() for _ in range(3))
            shelf.add_picks([(number, place, None) for place in range(1, 6) for number in (one, two, three)])
            shelf.sort_picks([(one, 2), (two, ALL), (three, 0)])

            assert (ids(shelf, one), len(ids(shelf, two)), ids(shelf, three)) == (["0", "1"], 5, [])
            assert shelf.count_in_feeds() == 5

    def test_what_is_not_on_the_shelf_any_more_is_in_no_feed(self) -> None:
        twin = article(id="0", url="https://example.org/0", published=MOMENT + timedelta(days=1))
        with shelved([*numbered(2), twin]) as shelf:
            one = shelf.new_number()
            shelf.add_picks([(one, place, None) for place in (1, 2, 3)])
            ((lost, kept, identity),) = shelf.remove_repeated()
            shelf.sort_picks([(one, ALL)])

            assert (lost, kept, identity) == (1, 3, "0")
            assert [each.published for each in shelf.entries(one)] == [twin.published, MOMENT - timedelta(hours=1)]
            assert [each.place for each in shelf.all_articles()] == [2, 3]

    def test_every_gives_each_article_in_the_order_of_reading(self) -> None:
        with shelved(numbered(250)[::-1]) as shelf:
            found = list(shelf.all_articles())

            assert [each.place for each in found] == list(range(1, 251))
            assert [each.published for each in found] == sorted(each.published for each in found)

    @given(
        st.lists(st.tuples(st.integers(0, 2), st.one_of(st.none(), st.integers(0, 2))), max_size=12), st.integers(0, 5)
    )
    def test_for_any_articles_it_is_a_stable_sort(self, told: list[tuple[int, int | None]], most: int) -> None:
        articles = [
            article(id=f"{n}", url=f"https://example.org/{n}", published=MOMENT + timedelta(hours=hours))
            for n, (hours, _) in enumerate(told)
        ]
        expected = sorted(range(len(told)), key=str)
        expected.sort(key=lambda n: told[n][0], reverse=True)
        expected.sort(key=lambda n: -1 if (score := told[n][1]) is None else score, reverse=True)
        with shelved(articles) as shelf:
            one = shelf.new_number()
            shelf.add_picks(
                [(one, n + 1, None if score is None else float(score)) for n, (_, score) in enumerate(told)]
            )
            shelf.sort_picks([(one, most)])

            assert ids(shelf, one) == [f"{n}" for n in expected[:most]]


class TestEntries:
    """Entries are a sequence, cut and shortened without a copy."""

    def test_the_first_of_them_are_all_that_there_is(self) -> None:
        with shelved(numbered(6)) as shelf:
            few = shelf.entries(shelf.create_feed(0)).first(2)

            assert [each.id for each in few] == ["0", "1"]
            assert (len(few), few[-1].id, [each.id for each in few[:9]]) == (2, "1", ["0", "1"])
            assert len(few.packed(0, 9)) == len(list(few.digests())) == len(list(few.digests(0, 9))) == 2
            assert few.latest_change() == int(MOMENT.timestamp())
            with pytest.raises(IndexError):
                few[2]

    def test_none_of_them_is_none(self) -> None:
        with shelved(numbered(3)) as shelf:
            none = shelf.entries(shelf.create_feed(0)).first(0)

            assert (len(none), list(none), none[:3], none.packed(0, 1), list(none.digests(0, 1))) == (0, [], [], [], [])
            assert (none.latest_change(), none.newest_moment()) == (None, None)

    def test_a_cut_is_never_longer_than_what_it_was_cut_from(self) -> None:
        with shelved(numbered(6)) as shelf:
            few = shelf.entries(shelf.create_feed(0)).first(2)

            assert [len(each) for each in (few.first(5), few.excerpts(), few.excerpts(5), few.excerpts().first(5))] == [
                2
            ] * 4

    def test_short_ones_have_no_content(self) -> None:
        with shelved(numbered(3)) as shelf:
            whole = shelf.entries(shelf.create_feed(0))
            short = whole.excerpts(2)

            assert [each.content_html for each in short] == [None, None]
            assert (short[0].content_html, short[0:1][0].content_html) == (None, None)
            assert [each.summary for each in short] == [each.summary for each in whole[:2]]
            assert [each.content_html for each in short.first(1)] == [None]
            assert [each.content_html for each in whole] == ["<p>0</p>", "<p>1</p>", "<p>2</p>"]

    def test_the_newest_whatever_the_order(self) -> None:
        with shelved(numbered(3)) as shelf:
            one = shelf.new_number()
            shelf.add_picks([(one, 1, 1.0), (one, 2, 2.0), (one, 3, 3.0)])
            shelf.sort_picks([(one, ALL)])

            assert [shelf.entries(one).newest_moment(), shelf.entries(one, 2).newest_moment()] == [
                MOMENT,
                MOMENT - timedelta(hours=1),
            ]

    def test_ids_are_looked_for_in_the_feed_alone(self) -> None:
        with shelved(numbered(4)) as shelf:
            shelf.new_number()
            entries = shelf.entries(shelf.create_feed(3))

            assert entries.ids_with_prefix("") == ["0", "1", "2"]
            assert entries.first(1).ids_with_prefix("") == ["0"]
            assert [entries.has_id("2"), entries.has_id("3"), entries.first(1).has_id("2")] == [True, False, False]

    @given(st.slices(7))
    def test_for_any_slice_they_are_as_a_list(self, part: slice) -> None:
        with shelved(numbered(7)) as shelf:
            entries = shelf.entries(shelf.create_feed(0))

            assert [each.id for each in entries[part]] == [f"{n}" for n in range(7)][part]
