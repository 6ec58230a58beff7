"""Migrations as sites go through them: each is told for what it is, in one line and entry by entry."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from exporters.model.article import Article
from exporters.planning.compare import compare
from exporters.planning.outcome import SiteFacts, pins
from exporters.planning.readers.read import read
from tests.planning import foreign
from tests.planning.foreign import POSTS
from tests.planning.making import FORMATS, document, item, only, outcomes, published, stories, story, told

formats = pytest.mark.parametrize("name", FORMATS)


def addressed(articles: list[Article], change: Callable[[str], str], *, keeps_ids: bool = False) -> list[Article]:
    """The articles at other addresses, which are their ids too unless those are kept."""
    return [replace(each, url=(url := change(each.url)), id=each.id if keeps_ids else url) for each in articles]


def at(article: Article, where: Article | str) -> Article:
    """The article, at the permalink of another one or of a number, which is its id too."""
    url = f"https://example.org/{where}" if isinstance(where, str) else where.url
    return replace(article, url=url, id=url)


class TestHttps:
    """http became https, and ids are permalinks."""

    @formats
    def test_every_entry_is_shown_again(self, name: str) -> None:
        new = stories(12)
        old = addressed(new, lambda url: url.replace("https:", "http:"))

        plan = compare(published(old, name), published(new, name))

        assert plan.counts == {"shown-again": 12}
        assert told(plan) == [("shown-again", 12, "http became https")]
        assert plan.is_dangerous
        assert pins(plan) == {each.url: each.url.replace("https:", "http:") for each in new}

    @formats
    def test_with_pinned_ids_links_alone_change(self, name: str) -> None:
        old = addressed(stories(12), lambda url: url.replace("https:", "http:"))
        new = addressed(old, lambda url: url.replace("http:", "https:"), keeps_ids=True)

        plan = compare(published(old, name), published(new, name))

        assert plan.counts == {"link-changed": 12}
        assert told(plan) == [("link-changed", 12, "http became https")]
        assert not plan.is_dangerous
        assert pins(plan) == {}


class TestNewDomain:
    """The same site at another host."""

    @formats
    def test_one_line_names_both_hosts(self, name: str) -> None:
        old = stories(12)
        new = addressed(old, lambda url: url.replace("example.org", "news.example.net"))

        plan = compare(published(old, name), published(new, name))

        assert plan.counts == {"shown-again": 12}
        assert told(plan) == [("shown-again", 12, "example.org became news.example.net")]
        assert pins(plan) == {new_one.url: old_one.url for old_one, new_one in zip(old, new, strict=True)}

    def test_entries_are_known_even_where_all_dates_moved_too(self) -> None:
        old = stories(5)
        new = addressed(old, lambda url: url.replace("example.org", "example.net"))
        moved = [
            replace(each, published=each.published + timedelta(hours=1), updated=each.published + timedelta(hours=1))
            for each in new
        ]

        plan = compare(published(old), published(moved))

        assert plan.counts == {"shown-again": 5}
        assert told(plan) == [
            ("shown-again", 5, "example.org became example.net"),
            ("shown-again", 5, "dates moved by +1:00 hours, as with another time zone"),
        ]


class TestSlugs:
    """Slugs changed; titles and dates stayed."""

    def test_every_entry_is_shown_again(self) -> None:
        old = stories(3)
        new = addressed(old, lambda url: f"{url}-in-brief")

        plan = compare(published(old), published(new))

        assert plan.counts == {"shown-again": 3}
        assert told(plan) == [("shown-again", 3, "the slug changed")]
        assert pins(plan)["https://example.org/story-1-in-brief"] == "https://example.org/story-1"

    def test_a_slug_that_follows_its_title_is_known_by_text_and_date(self) -> None:
        old = story(1, title="Teh launch", url="https://example.org/teh-launch")
        new = replace(
            old, title="The launch", url="https://example.org/the-launch", id="https://example.org/the-launch"
        )

        entry = only(compare(published([old]), published([new])), "shown-again")

        assert entry.was == "https://example.org/teh-launch"
        assert entry.differs == ("title", "link")

    def test_with_a_pinned_id_it_is_a_changed_link(self) -> None:
        old = story(1, id="one", title="Teh launch", url="https://example.org/teh-launch")
        new = replace(old, title="The launch", url="https://example.org/the-launch")

        assert compare(published([old]), published([new])).counts == {"link-changed": 1}


class TestTitles:
    """Titles changed, nothing else."""

    @formats
    def test_entries_are_updated(self, name: str) -> None:
        old = stories(3)
        new = [replace(each, title=each.title.upper()) for each in old]

        plan = compare(published(old, name), published(new, name))

        assert [(each.outcome, each.differs) for each in plan.entries] == [("updated", ("title",))] * 3
        assert not plan.is_dangerous


class TestTimeZone:
    """All dates moved by the offset of a time zone."""

    @formats
    def test_it_is_told_once(self, name: str) -> None:
        old = stories(12)
        new = [
            replace(each, published=(at := each.published - timedelta(hours=5, minutes=30)), updated=at) for each in old
        ]

        plan = compare(published(old, name), published(new, name))

        assert plan.counts == {"dates-moved": 12}
        assert told(plan) == [("dates-moved", 12, "dates moved by -5:30 hours, as with another time zone")]
        assert not plan.is_dangerous

    def test_summer_time_makes_two_offsets(self) -> None:
        old = stories(5)
        shifts = [1, 1, 2, 2, 2]
        new = [
            replace(each, published=(at := each.published + timedelta(hours=shift)), updated=at)
            for each, shift in zip(old, shifts, strict=True)
        ]

        assert told(compare(published(old), published(new))) == [
            ("dates-moved", 3, "dates moved by +2:00 hours, as with another time zone"),
            ("dates-moved", 2, "dates moved by +1:00 hours, as with another time zone"),
        ]


class TestRename:
    """One article was renamed on disk, so its address changed."""

    def test_it_alone_is_shown_again(self) -> None:
        old = stories(4)
        new = [*old[:2], replace(old[2], url="https://example.org/renamed", id="https://example.org/renamed"), old[3]]

        plan = compare(published(old), published(new), SiteFacts(ids=[each.id for each in new]))

        assert plan.counts == {"shown-again": 1, "unchanged": 3}
        assert only(plan, "shown-again").was == "https://example.org/story-2"
        assert pins(plan) == {"https://example.org/renamed": "https://example.org/story-2"}


class TestMerged:
    """Two articles became one."""

    def test_one_goes_on_and_the_other_is_removed(self) -> None:
        old = stories(3)
        new = [old[0], replace(old[1], summary="What happened on both days.")]

        plan = compare(published(old), published(new), SiteFacts(ids=[each.id for each in new]))

        assert outcomes(plan) == {"Story 3": "unchanged", "Story 2": "updated", "Story 1": "removed"}
        assert not plan.is_dangerous

    def test_two_of_one_link_leave_one(self) -> None:
        old = [story(2, id="b", url="https://example.org/x"), story(1, id="a", url="https://example.org/x")]

        plan = compare(published(old), published(old[:1]), SiteFacts(ids=["b"]))

        assert outcomes(plan) == {"Story 2": "unchanged", "Story 1": "merged"}
        assert only(plan, "merged").was == "b"

    def test_two_of_one_link_become_a_third(self) -> None:
        old = [story(2, id="b", url="https://example.org/x"), story(1, id="a", url="https://example.org/x")]
        new = [story(2, id="c", url="https://example.org/x", title="Both stories")]

        plan = compare(published(old), published(new), SiteFacts(ids=["c"]))

        assert outcomes(plan) == {"Both stories": "shown-again", "Story 1": "merged"}
        assert pins(plan) == {"https://example.org/x": "b"}


class TestSwapped:
    """Ids went to other articles."""

    def test_two_articles_swapped_their_ids(self) -> None:
        one, two, three = stories(3)
        old = [replace(one, id="1"), replace(two, id="2"), replace(three, id="3")]
        new = [replace(one, id="2"), replace(two, id="1"), replace(three, id="3")]

        plan = compare(published(old), published(new))

        assert plan.counts == {"id-reused": 2, "unchanged": 1}
        assert told(plan) == [("id-reused", 2, "ids were swapped")]
        assert plan.is_dangerous
        assert pins(plan) == {one.url: "1", two.url: "2"}

    def test_they_are_known_by_title_and_date_on_another_domain_too(self) -> None:
        one, two = stories(2)
        old = [replace(one, id="1"), replace(two, id="2")]
        new = [replace(one, id="2", url="https://example.net/x"), replace(two, id="1", url="https://example.net/y")]

        plan = compare(published(old), published(new))

        assert told(plan) == [("id-reused", 2, "ids were swapped")]
        assert pins(plan) == {"https://example.net/x": "1", "https://example.net/y": "2"}

    def test_a_new_article_pushed_all_numbers_on(self) -> None:
        old = [replace(each, id=f"n{place}") for place, each in enumerate(stories(3))]
        new = [replace(each, id=f"n{place}") for place, each in enumerate(stories(4))]

        plan = compare(published(old), published(new))

        assert outcomes(plan) == {
            "Story 4": "id-reused",
            "Story 3": "id-reused",
            "Story 2": "id-reused",
            "Story 1": "shown-again",
        }
        assert told(plan) == [("id-reused", 2, "ids moved from one article to another")]
        assert (only(plan, "shown-again").before, only(plan, "shown-again").how) == (None, "the id changed")
        assert pins(plan) == {each.url: each.id for each in old}

    def test_a_removed_article_pulled_all_numbers_back(self) -> None:
        old = [replace(each, id=f"n{place}") for place, each in enumerate(stories(3))]
        new = [replace(each, id=f"n{place}") for place, each in enumerate(stories(3)[1:])]

        plan = compare(published(old), published(new))

        assert plan.counts == {"id-reused": 2, "merged": 1}
        assert only(plan, "merged").was == "n1"
        assert pins(plan) == {each.url: each.id for each in old[1:]}


class TestPermalinks:
    """Ids are permalinks, as they are by default, and permalinks went to other articles."""

    @formats
    def test_two_articles_swapped_them(self, name: str) -> None:
        one, two, three = stories(3)

        plan = compare(published([one, two, three], name), published([at(one, two), at(two, one), three], name))

        assert plan.counts == {"id-reused": 2, "unchanged": 1}
        assert told(plan) == [("id-reused", 2, "ids were swapped")]
        assert pins(plan) == {one.url: two.url, two.url: one.url}

    @formats
    def test_a_new_article_takes_that_of_an_old_one(self, name: str) -> None:
        new, old, *others = stories(5)

        plan = compare(published([old, *others], name), published([at(new, old), at(old, new), *others], name))

        assert outcomes(plan) == {
            "Story 5": "id-reused",
            "Story 4": "shown-again",
            **dict.fromkeys(["Story 3", "Story 2", "Story 1"], "unchanged"),
        }
        assert pins(plan) == {new.url: old.url}

    def test_all_were_pushed_on_by_one(self) -> None:
        four = stories(4)
        old = [at(each, number) for number, each in zip("321", four[1:], strict=True)]
        new = [at(each, number) for number, each in zip("4321", [*four[1:], four[0]], strict=True)]

        plan = compare(published(old), published(new))

        assert plan.counts == {"shown-again": 1, "id-reused": 3}
        assert only(plan, "shown-again").item.title == "Story 3"

    def test_titles_that_were_exchanged_are_no_other_articles(self) -> None:
        one, two = stories(2)
        new = [replace(one, title=two.title, published=one.published), replace(two, title=one.title)]

        plan = compare(published([one, two]), published(new))

        assert plan.counts == {"updated": 2}

    def test_a_new_title_beside_a_new_article_is_no_other_article(self) -> None:
        new, old = stories(2)

        plan = compare(published([old]), published([new, replace(old, title="Retold", summary="In other words.")]))

        assert plan.counts == {"new": 1, "updated": 1}

    def test_titles_that_come_every_day_tell_nothing(self) -> None:
        old = [story(number, title="Links", published=story(1).published) for number in (3, 2, 1)]
        new = [old[0], replace(old[1], title="More links", summary="Others."), old[2]]

        plan = compare(published(old), published(new))

        assert plan.counts == {"updated": 1, "unchanged": 2}


class TestSharedLinks:
    """Several articles have one permalink and one title, such as issues of a newsletter."""

    def test_one_more_is_new(self) -> None:
        three, two, one = (story(n, id=f"nl-{n}", title="Newsletter", url="https://example.org/n") for n in (3, 2, 1))

        plan = compare(published([two, one]), published([three, two, one]))

        assert plan.counts == {"new": 1, "unchanged": 2}

    def test_none_is_pinned_since_all_would_get_its_id(self) -> None:
        old = [story(n, id=f"nl-{n}", title=f"Issue {n}", url="https://example.org/n") for n in (2, 1)]
        new = [replace(each, id=f"other-{each.id}") for each in old]

        plan = compare(published(old), published(new))

        assert plan.counts == {"shown-again": 2}
        assert pins(plan) == {}


class TestSlashes:
    """Slashes at the end of addresses."""

    def test_a_site_is_there_twice(self) -> None:
        old = stories(3)
        doubles = addressed(old, lambda url: f"{url}/")
        new = [each for pair in zip(old, doubles, strict=True) for each in pair]

        plan = compare(published(old), published(new))

        assert plan.counts == {"shown-again": 3, "unchanged": 3}
        assert told(plan) == [("shown-again", 3, "there twice: a slash was added at the end")]
        assert pins(plan) == {f"{each.url}/": each.url for each in old}

    def test_slashes_were_added(self) -> None:
        old = stories(3)

        plan = compare(published(old), published(addressed(old, lambda url: f"{url}/")))

        assert plan.counts == {"shown-again": 3}
        assert told(plan) == [("shown-again", 3, "a slash was added at the end")]

    def test_several_things_at_once_are_one_pattern(self) -> None:
        old = addressed(stories(3), lambda url: url.replace("https://", "http://www.") + "/index.html")

        plan = compare(published(old), published(stories(3)))

        assert told(plan) == [("shown-again", 3, "http became https and www. was removed and index.html was removed")]


class TestLimit:
    """More or fewer entries of the same site."""

    @formats
    def test_what_a_raised_limit_lets_in_is_returning(self, name: str) -> None:
        everything = stories(9)

        plan = compare(published(everything[:4], name), published(everything, name))

        assert plan.counts == {"returning": 5, "unchanged": 4}
        assert told(plan) == [("returning", 5, "older than all earlier entries")]
        assert not plan.is_dangerous

    def test_what_a_lowered_limit_shuts_out_is_gone_from_the_window(self) -> None:
        everything = stories(9)
        facts = SiteFacts(ids=[each.id for each in everything])

        plan = compare(published(everything), published(everything[:4]), facts)

        assert plan.counts == {"gone": 5, "unchanged": 4}

    def test_what_grown_conditions_let_in_lies_among_the_others(self) -> None:
        everything = stories(9)

        plan = compare(published(everything[::2]), published(everything))

        assert plan.counts == {"returning": 4, "unchanged": 5}
        assert told(plan) == [("returning", 4, "dated between earlier entries")]


class TestOtherGenerators:
    """A site moves here from another program; its ids are permalinks now."""

    @pytest.mark.parametrize(
        ("write", "name", "what"),
        [
            (foreign.jekyll, "atom", "the id became the permalink"),
            (foreign.wordpress, "rss", "the id became the permalink"),
            (foreign.ghost, "rss", "the id became the permalink"),
            (foreign.jsonfeed, "json", "the id became the permalink"),
        ],
    )
    def test_other_ids_are_told_and_can_be_pinned(self, write: Callable[[], bytes], name: str, what: str) -> None:
        before = read(write())
        ours = [story(post.day, url=post.url, title=post.title, published=post.moment) for post in POSTS]

        plan = compare(before, published(ours, name))
        pinned = [replace(each, id=pins(plan)[each.url]) for each in ours]
        again = compare(before, published(pinned, name))

        assert plan.counts == {"shown-again": 3}
        assert told(plan) == [("shown-again", 3, what)]
        assert set(again.counts) == {"updated"}
        assert "title" not in {field for each in again.entries for field in each.differs}
        assert [change.what for change in again.changes] == (["id", "self"] if name == "atom" else ["self"])

    def test_ids_that_were_permalinks_are_kept(self) -> None:
        ours = [story(post.day, url=post.url, title=post.title, published=post.moment) for post in POSTS]

        plan = compare(read(foreign.hugo()), published(ours))

        assert plan.counts == {"updated": 3}
        assert {each.differs for each in plan.entries} == {("text", "authors")}

    def test_from_rss_to_atom_entries_are_compared_and_addresses_are_not(self) -> None:
        ours = [story(post.day, url=post.url, title=post.title, published=post.moment) for post in POSTS]

        plan = compare(read(foreign.hugo()), published(ours, "atom"))

        assert plan.counts == {"updated": 3}
        assert plan.changes == ()

    def test_old_articles_beyond_the_limit_are_no_loss(self) -> None:
        ours = [story(post.day, url=post.url, title=post.title, published=post.moment) for post in POSTS]
        facts = SiteFacts(ids=[each.id for each in ours])

        plan = compare(read(foreign.wordpress()), published(ours[:1]), facts)

        assert plan.counts == {"shown-again": 1, "gone": 2}

    def test_a_home_page_that_all_entries_link_to_tells_nothing(self) -> None:
        home = "https://example.org/"
        before = document(*(item(n, id=f"old-{n}", link=home, title=None) for n in (3, 2, 1)))
        after = document(*(item(n, id=f"new-{n}", link=home, title=None) for n in (6, 5, 4)))

        plan = compare(before, after, SiteFacts(ids=["new-6", "new-5", "new-4"]))

        assert plan.counts == {"removed": 3, "new": 3}
