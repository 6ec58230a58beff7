"""What the site knows beyond its documents: whether an article still has its id."""

from datetime import timedelta
from typing import Any

import pytest

from exporters.planning.outcome import DANGEROUS, LABELS, EntryChange, PlannedItem, SiteFacts
from exporters.planning.readers.document import FeedItem
from tests.planning.making import DAY, item


def keeps(fields: dict[str, Any], now: dict[str, Any] | None = None) -> bool:
    """Whether entry 1 with `fields` keeps its id where the article of that id is entry 1 with `now`."""
    about = {item(1).id: item(1, **(now or {}))}
    return SiteFacts(ids=about, about=about.get).keeps(item(1, **fields))


class TestKeeps:
    """The article of that id has the title of the entry, and its link or its date."""

    @pytest.mark.parametrize("fields", [{}, {"link": "https://example.org/x"}, {"published": DAY + timedelta(days=9)}])
    def test_its_link_or_its_date_may_be_new(self, fields: dict[str, Any]) -> None:
        assert keeps(fields)

    def test_not_both(self) -> None:
        assert not keeps({"link": "https://example.org/x", "published": DAY + timedelta(days=9)})

    def test_not_its_title(self) -> None:
        assert not keeps({"title": "Other"})

    @pytest.mark.parametrize("written", ["AT&amp;T", " AT&amp;T \n"])
    def test_a_title_may_be_written_with_entities_and_spaces(self, written: str) -> None:
        assert keeps({"title": "AT&amp;T"}, {"title": written})
        assert keeps({"title": "AT&T"}, {"title": written})

    def test_what_is_known_of_no_article_is_not_doubted(self) -> None:
        assert SiteFacts(ids=[item(1).id]).keeps(item(1, title="Other"))

    def test_an_id_that_no_article_has_is_lost(self) -> None:
        assert not SiteFacts(ids=["x"]).keeps(item(1))
        assert not SiteFacts().keeps(item(1))


class TestEntry:
    """One entry of a plan."""

    def test_it_shows_what_will_be_else_what_was(self) -> None:
        old, new = PlannedItem(id="a"), PlannedItem(id="b")

        assert EntryChange(outcome="updated", before=old, after=new).item == new
        assert EntryChange(outcome="gone", before=old).item == old
        assert EntryChange(outcome="gone").item == PlannedItem(id="")

    @pytest.mark.parametrize("outcome", LABELS)
    def test_two_outcomes_are_dangerous(self, outcome: Any) -> None:
        assert EntryChange(outcome=outcome).is_dangerous == (outcome in ("shown-again", "id-reused"))

    def test_all_have_words_and_the_dangerous_ones_come_first(self) -> None:
        assert all(LABELS.values())
        assert len({*LABELS.values()}) == len(LABELS)
        assert {*list(LABELS)[:2]} == DANGEROUS


class TestDate:
    """When an entry appeared."""

    def test_it_is_its_publication_else_its_last_change(self) -> None:
        later = DAY + timedelta(days=1)

        assert FeedItem(id="x", published=DAY, updated=later).date == DAY
        assert FeedItem(id="x", updated=later).date == later
        assert FeedItem(id="x").date is None
