"""Group: how a feed spells its values, which of its periods are archived, how many entries it holds."""

from hypothesis import given
from hypothesis import strategies as st

from exporters.feeds.feed_group import ALL, FeedGroup


def group(*spellings: str, periods: str = "") -> FeedGroup:
    """The group of articles that spell its topic so, of those periods."""
    made = FeedGroup("topics/x", 1)
    for each in spellings:
        made.add({"topic": each})
    for period in periods.split():
        made.add_to_period(period)
    return made


class TestValues:
    """A feed is named as most of its articles name it."""

    def test_the_most_frequent_spelling_wins(self) -> None:
        assert group("ai", "AI", "ai").values == {"topic": "ai"}

    def test_of_equals_the_first_in_code_point_order(self) -> None:
        assert group("ai", "Ai", "AI").values == {"topic": "AI"}

    def test_without_articles_there_are_none(self) -> None:
        assert group().values == {}

    def test_several_values_keep_the_order_of_the_path(self) -> None:
        made = FeedGroup("2024/ann", 1)
        made.add({"year": "2024", "author": "Ann"})
        made.add({"year": "2024", "author": "ann"})

        assert list(made.values.items()) == [("year", "2024"), ("author", "Ann")]

    @given(st.lists(st.sampled_from(["AI", "Ai", "ai"]), min_size=1).flatmap(st.permutations))
    def test_the_order_of_articles_does_not_matter(self, spellings: list[str]) -> None:
        assert group(*spellings).values == group(*sorted(spellings)).values


class TestArchived:
    """RFC 5005 §4: every period but the newest is archived, and what was archived once stays so."""

    def test_all_but_the_newest(self) -> None:
        assert group(periods="2024-03 2024-01 2024-03 2023-12").archived_periods(()) == ["2023-12", "2024-01"]

    def test_one_that_has_no_articles_any_more(self) -> None:
        assert group(periods="2024-03 2024-01").archived_periods(["2024-02"]) == ["2024-01", "2024-02"]

    def test_the_newest_where_it_was_archived_before(self) -> None:
        assert group(periods="2024-02 2024-01").archived_periods(["2024-02"]) == ["2024-01", "2024-02"]

    def test_none_of_one_period(self) -> None:
        assert group(periods="2024-02").archived_periods(()) == []
        assert group().archived_periods(()) == []


class TestMost:
    """RFC 5005 §4: the document people subscribe to holds what no archive has; the limit is a minimum."""

    def test_at_least_what_is_not_archived(self) -> None:
        made = group(periods="2024-03 2024-03 2024-03 2024-01")

        assert made.max_entries(2, ["2024-01"]) == 3
        assert made.max_entries(5, ["2024-01"]) == 5
        assert made.max_entries(2, ["2024-01", "2024-03"]) == 2

    def test_everything_where_the_limit_is_0(self) -> None:
        assert group(periods="2024-03").max_entries(0, ["2024-03"]) == ALL


class TestCurrent:
    """The document that people subscribe to begins with the first period that has no archive document."""

    def test_it_is_the_oldest_of_those(self) -> None:
        made = group(periods="2024-03 2024-01 2024-02")

        assert made.first_current_period(["2024-01"]) == "2024-02"
        assert made.first_current_period([]) == "2024-01"

    def test_none_where_all_are_archived(self) -> None:
        assert group(periods="2024-01").first_current_period(["2024-01"]) == ""


class TestPublic:
    """A group is public as soon as one of its articles is no draft."""

    def test_an_article_is_no_draft_where_nothing_is_said(self) -> None:
        assert group("ai").is_public
        assert not group().is_public

    def test_a_draft_does_not_take_it_back(self) -> None:
        made = group("ai")
        made.add({"topic": "ai"}, is_public=False)

        assert made.is_public
        assert made.count == 2
