"""Outcomes: what each entry of two documents becomes."""

from datetime import timedelta
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from exporters.planning.compare import compare
from exporters.planning.outcome import FeedChange, PlannedItem, SiteFacts, pins
from exporters.planning.readers.document import FeedDocument, FeedItem
from exporters.planning.show import offset_text
from tests.planning.making import DAY, document, item, only, outcomes, published, stories, told

texts = st.sampled_from(["a", "b", "c", None])
items = st.builds(  # few values, so that ids, links, titles and dates meet
    FeedItem,
    id=st.sampled_from("abcd"),
    link=st.sampled_from(["http://x.org/a", "https://x.org/a/", "https://y.org/a", "https://x.org/b", "urn:a", None]),
    title=texts,
    published=st.sampled_from([DAY, DAY + timedelta(hours=1), None]),
    summary=texts,
    scores=st.sampled_from([(), (("heat", 1.0),)]),
)
documents = st.lists(items, max_size=8).map(lambda made: document(*made))
facts = st.builds(SiteFacts, ids=st.sets(st.sampled_from("abcd")), withdrawn=st.sets(st.sampled_from("abcd")))
CHANGED: Final[dict[str, Any]] = {
    "title": "Another title",
    "summary": "Another text.",
    "content": "<p>Text.</p>",
    "updated": DAY + timedelta(days=9),
    "authors": ("Bob",),
    "categories": ("news",),
    "media": ("https://example.org/1.png",),
}


class TestSame:
    """An entry that is known by its id."""

    def test_nothing_differs(self) -> None:
        assert outcomes(compare(document(item(1)), document(item(1)))) == {"Title 1": "unchanged"}

    @pytest.mark.parametrize(
        ("field", "said"),
        [
            ("title", "title"),
            ("summary", "text"),
            ("content", "text"),
            ("updated", "dates"),
            ("authors", "authors"),
            ("categories", "categories"),
            ("media", "media"),
        ],
    )
    def test_what_differs_is_named(self, field: str, said: str) -> None:
        (entry,) = compare(document(item(1)), document(replace(item(1), **{field: CHANGED[field]}))).entries

        assert (entry.outcome, entry.differs) == ("updated", (said,))

    def test_scores_alone_are_scores(self) -> None:
        hot = item(1, scores=(("heat", 7),))

        assert compare(document(item(1)), document(hot)).counts == {"scores": 1}
        assert compare(document(item(1)), document(replace(hot, title="Another"))).counts == {"updated": 1}

    def test_another_date_moves_it(self) -> None:
        later = item(1, published=DAY, title="Another")

        entry = only(compare(document(item(1)), document(later)), "dates-moved")

        assert entry.differs == ("title", "dates")

    def test_a_first_date_is_no_other_date(self) -> None:
        assert compare(document(item(1, published=None)), document(item(1))).counts == {"updated": 1}

    def test_another_link_is_told_with_what_changed(self) -> None:
        entry = only(compare(document(item(1)), document(item(1, link="https://example.org/1/"))), "link-changed")

        assert entry.how == "a slash was added at the end"

    def test_a_first_link_is_no_other_link(self) -> None:
        assert compare(document(item(1, link=None)), document(item(1, id=item(1).id))).counts == {"updated": 1}


class TestReused:
    """An id that names another article."""

    def test_link_and_title_are_others(self) -> None:
        plan = compare(document(item(1)), document(item(2, id=item(1).id)))

        assert outcomes(plan) == {"Title 2": "id-reused"}
        assert only(plan, "id-reused").before == PlannedItem(
            id=item(1).id, link=item(1).link, title="Title 1", published=item(1).published
        )
        assert plan.is_dangerous

    def test_one_of_them_alone_is_an_edit(self) -> None:
        other = item(2, id=item(1).id)

        assert compare(document(item(1)), document(replace(other, title="Title 1"))).counts == {"link-changed": 1}
        assert compare(document(item(1)), document(replace(other, link=item(1).link))).counts == {"dates-moved": 1}

    def test_the_same_place_on_another_host_is_the_same_article(self) -> None:
        moved = item(2, id=item(1).id, link="https://example.net/1")

        assert compare(document(item(1)), document(moved)).counts == {"link-changed": 1}

    def test_articles_without_titles_are_told_apart_by_their_text(self) -> None:
        old, new = item(1, title=None), item(2, id=item(1).id, title=None)

        assert compare(document(old), document(new)).counts == {"id-reused": 1}
        assert compare(document(old), document(replace(new, summary=old.summary))).counts == {"link-changed": 1}

    def test_a_home_page_in_another_spelling_is_no_other_link(self) -> None:
        old, new = item(1, link="http://example.org"), item(2, id=item(1).id, link="https://example.org/")

        assert compare(document(old), document(new)).counts == {"link-changed": 1}

    def test_the_same_text_at_another_date_does_not_make_it_the_same(self) -> None:
        new = item(2, id=item(1).id, summary=item(1).summary)

        assert compare(document(item(1)), document(new)).counts == {"id-reused": 1}
        assert compare(document(item(1)), document(replace(new, published=item(1).published))).counts == {
            "link-changed": 1
        }

    def test_where_the_id_was_there_twice_it_had_no_other(self) -> None:
        before = document(item(1), item(2, id=item(1).id))

        assert only(compare(before, document(item(2, id=item(1).id))), "id-reused").was is None

    def test_an_id_that_is_there_twice_names_two(self) -> None:
        plan = compare(document(item(1)), document(item(1), item(2, id=item(1).id)))

        assert outcomes(plan) == {"Title 1": "unchanged", "Title 2": "id-reused"}


class TestShownAgain:
    """An article under another id."""

    @pytest.mark.parametrize(
        "link",
        [
            "http://example.org/1",
            "https://www.example.org/1",
            "https://EXAMPLE.org/1",
            "https://example.org:443/1",
            "https://example.org/1/",
            "https://example.org/1/index.html",
            "https://example.org/%31",
        ],
    )
    def test_it_is_known_by_its_link(self, link: str) -> None:
        plan = compare(document(item(1)), document(item(2, id="x", link=link)))

        assert outcomes(plan) == {"Title 2": "shown-again"}
        assert (only(plan, "shown-again").was, pins(plan)) == (item(1).id, {link: item(1).id})

    def test_it_is_known_by_title_and_date(self) -> None:
        again = item(1, id="x", link="https://example.org/elsewhere")

        assert compare(document(item(1)), document(again)).counts == {"shown-again": 1}

    def test_a_title_alone_is_not_enough(self) -> None:
        other = item(
            1, id="x", link="https://example.org/elsewhere", published=DAY + timedelta(days=9), summary="Other."
        )

        assert compare(document(item(1)), document(other), SiteFacts(ids=["x"])).counts == {"removed": 1, "new": 1}

    @pytest.mark.parametrize(
        ("old", "new"), [("https://example.org/", "https://example.net/"), ("https://example.org/", None), (None, None)]
    )
    def test_a_title_on_the_home_page_of_another_domain_is_not_enough(self, old: str | None, new: str | None) -> None:
        other = item(1, id="x", link=new, published=DAY + timedelta(days=9), summary="Other.")

        assert compare(document(item(1, link=old)), document(other), SiteFacts(ids=["x"])).counts == {
            "removed": 1,
            "new": 1,
        }

    def test_a_title_without_dates_is_not_enough(self) -> None:
        before = document(item(1, published=None))
        after = document(item(1, id="x", link="https://example.org/x", published=None))

        assert compare(before, after, SiteFacts(ids=["x"])).counts == {"removed": 1, "new": 1}

    def test_of_two_with_links_that_are_one_the_very_same_is_taken(self) -> None:
        before = document(item(1, id="a", link="http://example.org/1"), item(1, id="b"))

        assert only(compare(before, document(item(1, id="x"))), "shown-again").was == "b"

    @pytest.mark.parametrize(
        ("link", "how"),
        [("https://example.org/1", "there twice"), ("http://example.org/1", "there twice: https became http")],
    )
    def test_an_article_that_stays_and_comes_again_is_there_twice(self, link: str, how: str) -> None:
        plan = compare(document(item(1)), document(item(1), item(1, id="x", link=link)))

        assert (only(plan, "shown-again").was, only(plan, "shown-again").how) == (item(1).id, how)

    def test_another_date_makes_another_episode_of_it(self) -> None:
        plan = compare(document(item(1)), document(item(2, title="Title 1", link=item(1).link), item(1)))

        assert plan.counts == {"new": 1, "unchanged": 1}

    def test_a_link_of_two_articles_that_exist_is_no_danger(self) -> None:
        other = item(2, link=item(1).link)

        plan = compare(document(item(1)), document(other), SiteFacts(ids=[item(1).id, other.id]))

        assert outcomes(plan) == {"Title 2": "new", "Title 1": "gone"}

    def test_a_withdrawn_article_that_comes_back_under_another_id_is_shown_again(self) -> None:
        plan = compare(document(item(1)), document(item(1, id="x")), SiteFacts(ids=["x"], withdrawn=[item(1).id]))

        assert plan.counts == {"shown-again": 1}

    def test_without_a_link_it_can_not_be_pinned(self) -> None:
        plan = compare(document(item(1, link=None)), document(item(1, id="x", link=None)))

        assert plan.counts == {"shown-again": 1}
        assert pins(plan) == {}


class TestAdded:
    """An entry that was not there."""

    def test_one_newer_than_all_is_new(self) -> None:
        assert outcomes(compare(document(item(1)), document(item(2), item(1))))["Title 2"] == "new"

    def test_one_as_new_as_the_newest_is_new(self) -> None:
        after = document(item(2, published=item(1).published), item(1))

        assert outcomes(compare(document(item(1)), after))["Title 2"] == "new"

    def test_an_older_one_is_returning(self) -> None:
        assert outcomes(compare(document(item(2)), document(item(2), item(1))))["Title 1"] == "returning"

    def test_one_without_date_is_new(self) -> None:
        assert outcomes(compare(document(item(2)), document(item(2), item(1, published=None))))["Title 1"] == "new"

    def test_in_a_first_publication_all_are_new(self) -> None:
        plan = compare(None, document(item(2), item(1)))

        assert plan.is_first
        assert plan.counts == {"new": 2}
        assert not plan.is_dangerous


class TestLost:
    """An entry that is not there any more."""

    @pytest.mark.parametrize(
        ("known", "outcome"),
        [
            (SiteFacts(ids=[item(2).id], withdrawn=[item(1).id]), "withdrawn"),
            (SiteFacts(ids=[item(1).id, item(2).id]), "gone"),
            (SiteFacts(ids=[item(2).id]), "removed"),
            (SiteFacts(), "gone"),  # nothing is known of articles
        ],
    )
    def test_the_site_knows_why(self, known: SiteFacts, outcome: str) -> None:
        plan = compare(document(item(2), item(1)), document(item(2)), known)

        assert outcomes(plan) == {"Title 2": "unchanged", "Title 1": outcome}
        assert not plan.is_dangerous


class TestFeed:
    """The feed itself."""

    def test_another_id_and_another_address_are_dangerous(self) -> None:
        old = published([], "atom")
        new = replace(old, feed_id="https://example.net/", self_url="https://example.net/atom.xml")

        plan = compare(old, new)

        assert plan.changes == (
            FeedChange(what="id", before="https://example.org/feeds/", after="https://example.net/"),
            FeedChange(what="self", before="https://example.org/feeds/atom.xml", after="https://example.net/atom.xml"),
        )
        assert plan.is_dangerous

    @pytest.mark.parametrize("name", ["rss", "json"])
    def test_where_the_address_is_the_id_it_is_told_once(self, name: str) -> None:
        old = published([], name)
        new = replace(old, feed_id="https://example.net/x", self_url="https://example.net/x")

        assert [each.what for each in compare(old, new).changes] == ["self"]

    def test_what_one_document_does_not_say_is_not_compared(self) -> None:
        silent = FeedDocument(format="atom")

        assert compare(silent, published([], "atom")).changes == ()
        assert compare(published([], "atom"), silent).changes == ()

    def test_another_title_is_no_danger(self) -> None:
        assert not compare(document(title="A"), document(title="B")).is_dangerous


class TestAnyDocuments:
    """What holds for any two documents."""

    @given(documents, facts)
    def test_a_document_differs_in_nothing_from_itself(self, made: FeedDocument, known: SiteFacts) -> None:
        plan = compare(made, made, known)

        assert set(plan.counts) <= {"unchanged"}
        assert len(plan.entries) == len(made.items)
        assert (plan.summaries, plan.changes) == ((), ())

    @given(documents, documents, facts)
    def test_every_entry_has_one_outcome(self, before: FeedDocument, after: FeedDocument, known: SiteFacts) -> None:
        entries = compare(before, after, known).entries
        old = [each.before for each in entries if each.before]

        assert [each.after for each in entries if each.after] == [PlannedItem.of(each) for each in after.items]
        assert sorted(map(repr, old)) == sorted(repr(PlannedItem.of(each)) for each in before.items)

    @given(documents, documents, facts)
    def test_pins_are_ids_that_were_published(
        self, before: FeedDocument, after: FeedDocument, known: SiteFacts
    ) -> None:
        pinned = pins(compare(before, after, known))

        assert set(pinned.values()) <= {each.id for each in before.items}
        assert set(pinned) <= {each.link for each in after.items}

    @given(documents, documents)
    def test_summaries_count_no_more_than_there_is(self, before: FeedDocument, after: FeedDocument) -> None:
        plan = compare(before, after)

        assert all(2 <= each.count <= plan.counts[each.outcome] for each in plan.summaries)

    @given(st.integers(1, 12), st.integers(1, 12), st.sampled_from(["rss", "atom", "json"]))
    def test_a_raised_limit_gives_returning_entries_alone(self, few: int, more: int, name: str) -> None:
        everything = stories(few + more)

        plan = compare(published(everything[:few], name), published(everything, name))

        assert plan.counts == {"returning": more, "unchanged": few}
        assert not plan.is_dangerous

    @given(st.lists(st.booleans(), min_size=1, max_size=9))
    def test_exactly_the_renamed_are_shown_again(self, renamed: list[bool]) -> None:
        old = stories(len(renamed))
        new = [replace(each, id=f"new:{each.id}") if now else each for each, now in zip(old, renamed, strict=True)]

        plan = compare(published(old), published(new))
        again = {each.was for each in plan.entries if each.outcome == "shown-again"}

        assert again == {each.id for each, now in zip(old, renamed, strict=True) if now}
        assert plan.counts.get("unchanged", 0) == renamed.count(False)
        assert pins(plan) == {each.url: each.id for each, now in zip(old, renamed, strict=True) if now}

    @given(documents, documents, facts)
    def test_what_is_shown_again_was_known_by_another_id(
        self, before: FeedDocument, after: FeedDocument, known: SiteFacts
    ) -> None:
        plan = compare(before, after, known)
        again = [each for each in plan.entries if each.outcome == "shown-again"]

        assert all(each.after and each.was != each.after.id for each in again)
        assert {each.was for each in again} <= {each.id for each in before.items}
        assert plan.is_dangerous == bool(plan.dangerous)


class TestPatterns:
    """Lines that tell of many entries."""

    @pytest.mark.parametrize(
        ("offset", "said"),
        [
            (timedelta(hours=2), "+2:00 hours, as with another time zone"),
            (timedelta(hours=-5, minutes=-45), "-5:45 hours, as with another time zone"),
            (timedelta(hours=26), "+26:00 hours, as with another time zone"),
            (timedelta(hours=27), "+1 day 3:00:00 hours"),
            (timedelta(minutes=7), "+0:07:00 hours"),
            (timedelta(days=-3), "-3 days"),
        ],
    )
    def test_offsets(self, offset: timedelta, said: str) -> None:
        assert offset_text(offset) == said

    def test_one_entry_is_no_pattern(self) -> None:
        assert compare(document(item(1)), document(item(1, id="x"))).summaries == ()

    def test_five_patterns_of_an_outcome_are_enough(self) -> None:
        offsets = [timedelta(days=10 + n // 2) for n in range(14)]
        before = document(*(item(n) for n in range(14)))
        after = document(*(item(n, published=DAY + timedelta(days=n) + offset) for n, offset in enumerate(offsets)))

        plan = compare(before, after)

        assert [each.count for each in plan.summaries] == [2] * 5
        assert plan.counts == {"dates-moved": 14}

    def test_one_as_old_as_the_oldest_is_older_than_all_the_others(self) -> None:
        plan = compare(document(item(9), item(5)), document(*(item(n, published=item(5).published) for n in (1, 2, 5))))

        assert told(plan) == [("returning", 2, "older than all earlier entries")]

    def test_where_no_old_entry_says_when_it_appeared_nothing_is_said(self) -> None:
        before = document(item(9, published=None, updated=DAY + timedelta(days=9)))

        plan = compare(before, document(*before.items, item(2), item(1)))

        assert plan.counts == {"returning": 2, "unchanged": 1}
        assert told(plan) == []


class TestMany:
    """Time grows with the number of entries, not with its square: ten thousand take a moment."""

    def test_ten_thousand_entries_of_one_link_and_title(self) -> None:
        same = [item(1, id=f"{n}", title="Same", link="https://example.org/") for n in range(10_000)]
        new = [replace(each, id=f"new-{each.id}") for each in same]

        plan = compare(document(*same), document(*new))

        assert plan.counts == {"shown-again": 10_000}
        assert told(plan) == [("shown-again", 10_000, "the id changed")]
