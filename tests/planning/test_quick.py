"""The quick look says that ids are kept only where a comparison says so too."""

import json
from collections.abc import Sequence
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from exporters.planning.compare import compare
from exporters.planning.outcome import Facts
from exporters.planning.quick import keeps_ids
from exporters.planning.read import read

Entries = list[dict[str, Any]]
PLACES = ("https://example.org/a", "http://example.org/a", "https://example.org/a/", "https://example.org/b", None)
ENTRY = st.fixed_dictionaries(
    {"id": st.sampled_from("abcd"), "title": st.sampled_from("xy"), "url": st.sampled_from(PLACES)}
)
ENTRIES = st.lists(ENTRY, max_size=4)


def feed(entries: Entries) -> bytes:
    """A JSON Feed of entries."""
    items = [{key: value for key, value in each.items() if value} | {"content_text": "-"} for each in entries]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": items}).encode()


def entry(identity: str, place: str, title: str = "x") -> dict[str, Any]:
    """An entry."""
    return {"id": identity, "url": f"https://example.org/{place}", "title": title}


def kept(before: Entries, after: Entries, known: Sequence[str] = ()) -> bool:
    """What the quick look says, where the site has the articles of `after` and those with the ids `known`."""
    return keeps_ids(feed(before), feed(after), Facts.of({*known, *(each["id"] for each in after)}))


class TestNeverTooSure:
    """For any two documents."""

    @given(before=ENTRIES, after=ENTRIES, known=st.sets(st.sampled_from("abcd")))
    @example(before=[entry("a", "a")], after=[entry("a", "a"), entry("b", "a/")], known=set())
    def test_what_it_lets_pass_is_not_dangerous(self, before: Entries, after: Entries, known: set[str]) -> None:
        facts = Facts.of(known | {each["id"] for each in after})

        plan = compare(read(feed(before)), read(feed(after)), facts)

        assert not (keeps_ids(feed(before), feed(after), facts) and plan.is_dangerous)


class TestUsualChanges:
    """What happens every day needs no comparison."""

    def test_a_new_article(self) -> None:
        assert kept([entry("a", "a")], [entry("b", "b"), entry("a", "a")])

    def test_one_that_left_the_window(self) -> None:
        assert kept([entry("a", "a"), entry("b", "b")], [entry("b", "b")], known="a")

    def test_other_words(self) -> None:
        assert kept([entry("a", "a")], [entry("a", "a", "other")])


class TestSuspicion:
    """A comparison has to tell."""

    def test_of_an_id_that_no_article_has(self) -> None:
        assert not kept([entry("a", "a")], [entry("b", "b")])

    def test_of_another_link(self) -> None:
        assert not kept([entry("a", "a")], [entry("a", "b")])

    def test_of_one_link_under_two_ids(self) -> None:
        assert not kept([entry("a", "a")], [entry("a", "a"), entry("b", "a/")])

    def test_of_what_is_no_feed(self) -> None:
        assert not keeps_ids(b"{", feed([]), Facts())
        assert not keeps_ids(feed([]), b"[]", Facts())
