"""The table that people read."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from exporters.planning.compare import compare
from exporters.planning.outcome import DocumentPlan, FeedPlan, SiteFacts, SitePlan
from exporters.planning.readers.document import FeedDocument, FeedItem
from exporters.planning.show import clip, lines
from tests.planning.making import document, item


def table(plan: FeedPlan, *, shows_all: bool = False) -> list[str]:
    """The lines of a site of one feed, runs of spaces as two."""
    made = lines(SitePlan(feeds=(DocumentPlan(path="rss.xml", title="Site", plan=plan),)), shows_all=shows_all)
    return [line[:2] + "  ".join(part.strip() for part in line[2:].split("  ") if part.strip()) for line in made]


def row(before: FeedItem, after: FeedItem, facts: SiteFacts | None = None) -> str:
    """The line of the one entry of two documents."""
    head, line = table(compare(document(before), document(after), facts or SiteFacts()))
    assert head.startswith("rss.xml: Site: 1 ")
    return line


class TestLines:
    """A line for each entry."""

    def test_the_heading_counts(self) -> None:
        plan = compare(document(item(2), item(1)), document(item(3), item(2, title="Other"), item(1)))

        assert table(plan)[0] == "rss.xml: Site: 1 new, 1 updated, 1 unchanged"

    def test_a_first_publication_says_so(self) -> None:
        assert table(compare(None, document(item(1)))) == [
            "rss.xml: Site: first publication, 1 new",
            "  new  Title 1  2024-01-02",
        ]
        assert table(compare(None, document())) == ["rss.xml: Site: first publication, no entries"]

    def test_an_entry_without_date_has_none(self) -> None:
        assert table(compare(None, document(item(1, published=None))))[1] == "  new  Title 1"

    @pytest.mark.parametrize(
        ("fields", "line"),
        [
            ({"title": "Other"}, '  updated  Other  title was "Title 1"'),
            ({"summary": "Other.", "media": ("a",)}, "  updated  Title 1  text, media"),
            ({"scores": (("heat", 1.0),)}, "  scores  Title 1"),
            (
                {"published": item(1).published + timedelta(hours=1)},  # type: ignore[operator]
                "  dates moved  Title 1  from 2024-01-02 09:30 to 2024-01-02 10:30 UTC",
            ),
            (
                {"link": "http://example.org/1"},
                '  link changed  Title 1  from "https://example.org/1" to "http://example.org/1"; https became http',
            ),
            (
                {"link": None, "media": ("a",), "title": "Other"},
                '  updated  Other  title was "Title 1"; link, media',
            ),
            pytest.param(
                {"id": "x"},
                '! shown again as new  Title 1  its id "https://example.org/1" becomes "x"; '
                "the id is no longer the permalink",
            ),
            (
                {"title": "Other", "link": "https://example.org/2", "published": item(2).published},
                '! id of another article  Other  takes the id "https://example.org/1" of "Title 1"',
            ),
        ],
    )
    def test_what_differs_stands_beside_the_title(self, fields: dict[str, Any], line: str) -> None:
        assert row(item(1), replace(item(1), **fields)) == line

    def test_exchanged_ids_name_both(self) -> None:
        old = document(item(1, id="a"), item(2, id="b"))
        new = document(item(1, id="b"), item(2, id="a"))

        assert table(compare(old, new))[1:] == [
            "! id of another article  2 entries: ids were swapped",
            '! id of another article  Title 1  takes the id "b" of "Title 2"; had "a"',
            '! id of another article  Title 2  takes the id "a" of "Title 1"; had "b"',
        ]

    def test_what_is_gone_has_its_old_title(self) -> None:
        plan = compare(
            document(item(4), item(3), item(2), item(1, link=item(4).link)),
            document(item(4)),
            SiteFacts(ids=[item(4).id, item(3).id], withdrawn=[item(2).id]),
        )

        assert table(plan)[1:] == [
            "  withdrawn  Title 2",
            '  merged  Title 1  is now in "https://example.org/4"',
            "  gone from the window  Title 3",
        ]

    def test_the_feed_itself_comes_first(self) -> None:
        plan = compare(FeedDocument(format="rss", self_url="http://a"), FeedDocument(format="rss", self_url="http://b"))

        assert table(plan)[1:] == ['! the address of the feed changes from "http://a" to "http://b"']

    def test_columns_stand_below_each_other(self) -> None:
        plan = compare(document(item(1)), document(item(3, title="T" * 99), item(2), item(1, id="x")))
        made = lines(SitePlan(feeds=(DocumentPlan(path="rss.xml", title="Site", plan=plan),)))

        assert [line.index("2024") for line in made[2:]] == [83, 83]
        assert made[1].index("its id") == 83


class TestOrder:
    """What is dangerous stands first."""

    def test_dangers_then_the_rest(self) -> None:
        plan = compare(document(item(2), item(1)), document(item(3), item(2, title="Other"), item(1, id="x")))

        assert [line.split("  ")[0] for line in table(plan)[1:]] == ["! shown again as new", "", ""]
        assert [line[2:].split("  ")[0] for line in table(plan)[2:]] == ["new", "updated"]


class TestLength:
    """Long lists are shortened, unless all are asked for."""

    @pytest.mark.parametrize(("count", "shown"), [(10, 10), (11, 11), (12, 11), (312, 11)])
    def test_ten_and_how_many_more(self, count: int, shown: int) -> None:
        plan = compare(None, document(*(item(n) for n in range(count))))

        assert len(table(plan)) - 1 == shown
        assert (table(plan)[-1] == f"  new  and {count - 10:,} more") == (count > 11)
        assert len(table(plan, shows_all=True)) - 1 == count

    @pytest.mark.parametrize(("count", "shown"), [(10, 10), (11, 11), (12, 11), (1_234, 11)])
    def test_documents_that_go_too(self, count: int, shown: int) -> None:
        plan = SitePlan(gone=tuple(f"{n}/rss.xml" for n in range(count)))

        assert len(lines(plan)) == shown
        assert (lines(plan)[-1] == f"and {count - 10:,} more") == (count > 11)
        assert lines(plan, shows_all=True) == [f"{n}/rss.xml: no longer published" for n in range(count)]

    def test_patterns_come_before_the_entries(self) -> None:
        old = document(*(item(n, id=f"http://example.org/{n}", link=f"http://example.org/{n}") for n in range(20)))
        plan = compare(old, document(*(item(n) for n in range(20))))

        assert table(plan)[1] == "! shown again as new  20 entries: http became https"
        assert table(plan)[-1] == "! shown again as new  and 10 more"


class TestText:
    """Titles of others are shown, not obeyed."""

    def test_control_characters_are_escaped(self) -> None:
        made = table(compare(None, document(item(1, title="a\x1b[31m\u202eb"))))

        assert made[1] == "  new  a\\x1b[31m\\u202eb  2024-01-02"

    def test_long_titles_are_clipped(self) -> None:
        assert clip("x" * 57) == "x" * 55 + "…"
        assert clip("x" * 56) == "x" * 56
        assert len(clip("\x1b" * 10_000)) == 56

    def test_an_entry_without_title_shows_its_link_or_id(self) -> None:
        assert "https://example.org/1" in row(item(1, title=None), item(1, title=None, summary="Other."))
        assert "  https://example.org/1  " in row(
            item(1, title=None, id="x"), item(1, title=None, id="x", summary="O.")
        )
        assert " x" in row(item(1, title=None, link=None, id="x"), item(1, title=None, link=None, id="x", summary="O."))
