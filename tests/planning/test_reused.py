"""Ids that name another article now, though an entry of that id was there and is there still."""

from datetime import timedelta
from typing import Any, Final

import pytest
from msgspec.structs import replace

from exporters.planning.compare import compare
from exporters.planning.outcome import SiteFacts
from exporters.planning.readers.document import FeedItem
from tests.planning.making import DAY, document, item

LATER: Final = DAY + timedelta(days=9)


def exchanged(one: FeedItem, other: FeedItem, *fields: str) -> tuple[FeedItem, FeedItem]:
    """Both, where each has the `fields` of the other one now."""
    return (
        replace(one, **{name: getattr(other, name) for name in fields}),
        replace(other, **{name: getattr(one, name) for name in fields}),
    )


class TestExchanged:
    """Two articles that took each other's ids, where links stand for ids: two of title, text and date went over."""

    @pytest.mark.parametrize(
        "fields", [("title", "published"), ("title", "published", "summary"), ("title", "published", "content")]
    )
    def test_titles_with_dates_are_articles(self, fields: tuple[str, ...]) -> None:
        old = item(1), item(2)

        assert compare(document(*old), document(*exchanged(*old, *fields))).counts == {"id-reused": 2}

    def test_titles_with_texts_are_articles_where_all_have_one_date(self) -> None:
        old = item(1, published=DAY), item(2, published=DAY)

        assert compare(document(*old), document(*exchanged(*old, "title", "summary"))).counts == {"id-reused": 2}

    @pytest.mark.parametrize("field", ["title", "summary", "published"])
    def test_one_of_them_alone_is_an_edit(self, field: str) -> None:
        old = item(1), item(2)

        assert not compare(document(*old), document(*exchanged(*old, field))).is_dangerous

    def test_titles_that_several_have_say_nothing(self) -> None:
        old = item(1), item(2), item(3, title="Title 1", published=item(1).published)
        new = *exchanged(*old[:2], "title", "published"), old[2]

        assert compare(document(*old), document(*new)).counts["unchanged"] == 1


class TestShared:
    """An id that several articles have, of which one is exported: another title or date is another article."""

    @pytest.mark.parametrize("fields", [{"title": "Other"}, {"published": LATER}, {"updated": LATER}])
    def test_another_title_or_date_is_another_article(self, fields: dict[str, Any]) -> None:
        shared = SiteFacts(ids=[item(1).id], shared=[item(1).id])
        before, after = document(item(1)), document(item(1, **fields))

        assert compare(before, after, shared).counts == {"id-reused": 1}
        assert not compare(before, after, SiteFacts(ids=[item(1).id])).is_dangerous

    @pytest.mark.parametrize("fields", [{"summary": "Other."}, {"link": "https://example.org/1/"}, {"media": ("a",)}])
    def test_anything_else_is_an_edit(self, fields: dict[str, Any]) -> None:
        shared = SiteFacts(ids=[item(1).id], shared=[item(1).id])

        assert not compare(document(item(1)), document(item(1, **fields)), shared).is_dangerous


class TestAlone:
    """Title, link and text are new, and the date is the old one: nobody else has or had its title or link."""

    OLD: Final = item(1)
    NEW: Final = item(1, link="https://example.org/new", title="New title", summary="New text.")

    def test_it_is_one_article_retold(self) -> None:
        assert compare(document(self.OLD), document(self.NEW)).counts == {"link-changed": 1}

    @pytest.mark.parametrize("fields", [{"title": "Title 1"}, {"link": "http://example.org/1/"}])
    def test_an_entry_that_has_its_old_title_or_link_is_that_article(self, fields: dict[str, str]) -> None:
        other = item(5, **fields)

        assert compare(document(self.OLD), document(self.NEW, other)).counts["id-reused"] == 1

    @pytest.mark.parametrize("fields", [{"title": "New title"}, {"link": "http://example.org/new/"}])
    def test_an_entry_that_had_its_new_title_or_link_was_this_article(self, fields: dict[str, str]) -> None:
        other = item(5, **fields)

        assert compare(document(self.OLD, other), document(self.NEW)).counts["id-reused"] == 1

    @pytest.mark.parametrize("published", [None, LATER])
    def test_without_its_date_it_is_another_one(self, published: Any) -> None:
        assert compare(document(self.OLD), document(replace(self.NEW, published=published))).counts == {"id-reused": 1}

    def test_where_neither_has_a_date_it_is_another_one(self) -> None:
        before, after = replace(self.OLD, published=None), replace(self.NEW, published=None)

        assert compare(document(before), document(after)).counts == {"id-reused": 1}

    def test_its_title_may_be_the_same_where_no_other_entry_has_it(self) -> None:
        before, after = replace(self.OLD, title=None), replace(self.NEW, title=None)

        assert compare(document(before), document(after)).counts == {"link-changed": 1}
        assert compare(document(before, item(5, title=None)), document(after)).counts["id-reused"] == 1
