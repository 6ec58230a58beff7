"""Ids are surely kept only where a comparison of the whole documents says so too."""

import tracemalloc
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Final
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from exporters.planning import common_entries, entry_stream
from exporters.planning.compare import compare
from exporters.planning.outcome import SiteFacts
from exporters.planning.readers.document import FeedItem, Format
from exporters.planning.readers.read import read
from exporters.planning.site_ids import SiteIds
from tests import makers
from tests.planning.making import DAY
from tests.profiles import examples

FORMATS: Final[tuple[Format, ...]] = ("rss", "atom", "json")
Entries = Sequence[tuple[str, str, str, int]]  # id, place, title, number of text and date
PLACES: Final = ("https://example.org/a", "http://example.org/a", "https://example.org/a/", "https://example.org/b")
ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["urn:a", "urn:b", "c", "d"]), st.sampled_from(PLACES), st.sampled_from("xy"), st.integers(1, 2)
    ),
    max_size=4,
)
formats = pytest.mark.parametrize("name", FORMATS)


def feed(entries: Entries, name: Format) -> bytes:
    """A feed of entries."""
    articles = [
        makers.article(id=id_, url=place, title=title, summary=f"Text {number}.", published=DAY.replace(day=number))
        for id_, place, title, number in entries
    ]
    return makers.document(name, makers.feed(*articles))


def entry(identity: str, place: str, title: str = "x") -> tuple[str, str, str, int]:
    """An entry."""
    return identity, f"https://example.org/{place}", title, 1


def known(ids: Iterable[str], name: Format) -> SiteFacts:
    """Facts of articles with these ids."""
    return SiteIds("https://example.org/", set(ids)).facts(name)


def knowing(entries: Entries, name: Format) -> SiteFacts:
    """Facts of the articles of entries."""
    items = {each[0]: FeedItem(id=each[0], link=each[1], title=each[2]) for each in entries}
    return SiteIds("https://example.org/", items, about=items.get).facts(name)


def keeps_ids(before: bytes, after: bytes, name: Format, facts: SiteFacts) -> bool:
    """What the quick look says of two documents."""
    return common_entries.keeps_ids(BytesIO(before), BytesIO(after), name, facts)


def kept(before: Entries, after: Entries, name: Format, ids: Sequence[str] = ()) -> bool:
    """What the quick look says, where the site has the articles of `after` and those with `ids`."""
    return keeps_ids(feed(before, name), feed(after, name), name, known([*ids, *(each[0] for each in after)], name))


class TestNeverTooSure:
    """For any two documents."""

    @formats
    @given(before=ENTRIES, after=ENTRIES, ids=st.sets(st.sampled_from(["urn:a", "urn:b", "c", "d"])))
    @example(before=[entry("a", "a")], after=[entry("a", "a"), entry("b", "a/")], ids=set())
    def test_what_it_lets_pass_is_not_dangerous(
        self, name: Format, before: Entries, after: Entries, ids: set[str]
    ) -> None:
        facts = known([*ids, *(each[0] for each in after)], name)
        old, new = feed(before, name), feed(after, name)

        plan = compare(read(old), read(new), facts)

        assert not (keeps_ids(old, new, name, facts) and plan.is_dangerous)


@formats
class TestUsualChanges:
    """What happens every day needs no comparison."""

    def test_a_new_article(self, name: Format) -> None:
        assert kept([entry("a", "a")], [entry("b", "b"), entry("a", "a")], name)

    def test_one_that_left_the_window(self, name: Format) -> None:
        before = [entry("b", "b"), entry("a&<>\"'ä", "a?b&c='d'", "&lt; <b>'\"")]
        after = [entry("c", "c"), entry("b", "b")]

        assert keeps_ids(feed(before, name), feed(after, name), name, knowing(before, name))

    def test_one_whose_id_another_article_has_beyond_the_window(self, name: Format) -> None:
        before, after = [entry("b", "b"), entry("a", "a")], [entry("c", "c"), entry("b", "b")]

        assert not keeps_ids(feed(before, name), feed(after, name), name, knowing([entry("a", "z", "z")], name))

    def test_another_title(self, name: Format) -> None:
        assert kept([entry("a", "a"), entry("b", "b", "z")], [entry("a", "a", "y"), entry("b", "b", "z")], name)

    def test_one_that_was_removed(self, name: Format) -> None:
        assert kept([entry("a", "a"), entry("b", "b")], [entry("a", "a")], name)

    def test_other_words(self, name: Format) -> None:
        assert kept([entry("a", "a")], [(*entry("a", "a")[:3], 2)], name)


@formats
class TestSuspicion:
    """A comparison has to tell."""

    def test_of_an_id_that_no_article_has(self, name: Format) -> None:
        assert not kept([entry("a", "a")], [entry("b", "b")], name)

    def test_of_another_link(self, name: Format) -> None:
        assert not kept([entry("a", "a")], [entry("a", "b")], name)

    def test_of_two_articles_that_exchanged_their_ids(self, name: Format) -> None:
        one, other = ("https://example.org/a", "x", 1), ("https://example.org/b", "y", 2)

        assert not kept([("a", *one), ("b", *other)], [("a", *other), ("b", *one)], name)

    def test_of_one_link_under_two_ids(self, name: Format) -> None:
        assert not kept([entry("a", "a")], [entry("a", "a"), entry("b", "a/")], name)

    def test_of_an_id_that_is_there_twice(self, name: Format) -> None:
        once, twice = [entry("a", "a")], [entry("a", "a"), entry("a", "a")]

        assert not kept(once, twice, name)
        assert not kept(twice, once, name)

    def test_of_an_id_that_another_entry_has(self, name: Format) -> None:
        old = [("urn:a&b", "https://example.org/a", "x", 1)]

        assert not kept(old, [*old, ("urn:a&b", "https://example.org/b", "y", 2)], name)

    def test_of_another_address_of_the_site_in_what_it_writes_into_ids(self, name: Format) -> None:
        old, new = (
            makers.document(name, makers.feed(makers.article(id="7"), site=replace(makers.site(), url=url)))
            for url in ("http://example.org/", "https://example.org/")
        )

        assert keeps_ids(old, new, name, known("7", name)) == (name != "atom")

    def test_of_what_is_no_feed_or_of_another_format(self, name: Format) -> None:
        whole = feed([], name)

        assert keeps_ids(whole, whole, name, SiteFacts())
        for other in (b"{", b"[]", b"<rss", feed([], "json" if name != "json" else "rss")):
            assert not keeps_ids(other, whole, name, SiteFacts())
            assert not keeps_ids(whole, other, name, SiteFacts())


def hidden(data: bytes, old: bytes, opening: bytes, closing: bytes) -> bytes:
    """The document, with the id `old` between `opening` and `closing` in each entry, where no reader sees it."""
    for entry, identity in ((b"\n    <item>", b"\n      <guid >%s</guid>\n"), (b"\n  <entry>", b"\n    <id>%s</id>\n")):
        data = data.replace(entry, entry + opening + identity % old + closing)
    return data


@pytest.mark.parametrize("name", ["rss", "atom"])
class TestWrittenOtherwise:
    """Only a document that is written as Outfeed writes it is looked at; text that looks like a tag is none."""

    @pytest.mark.parametrize(("opening", "closing"), [(b"<!--", b"-->"), (b"<summary><![CDATA[", b"]]></summary>")])
    def test_an_id_in_a_comment_or_a_section_of_text_is_none(
        self, name: Format, opening: bytes, closing: bytes
    ) -> None:
        before, after = feed([entry("urn:a", "a")], name), feed([entry("urn:b", "a")], name)
        same = hidden(after, b"urn:a", opening, closing)

        assert compare(read(before), read(same), known(["urn:b"], name)).is_dangerous
        assert not keeps_ids(before, same, name, known(["urn:b"], name))
        assert not keeps_ids(same, before, name, known(["urn:b"], name))

    def test_an_entry_counts_wherever_it_stands(self, name: Format) -> None:
        before = feed([entry("urn:a", "a"), entry("urn:b", "b")], name)
        mark = b"<item>" if name == "rss" else b"<entry>"
        first, second = before.split(mark, 1)[0], before.rsplit(mark, 1)[1]
        moved = before.removesuffix(second).removesuffix(mark).rstrip() + mark + second

        assert first
        assert len(read(moved).items) == 2
        assert keeps_ids(before, moved, name, SiteFacts())
        assert not keeps_ids(moved, feed([entry("urn:a", "a"), entry("c", "b")], name), name, SiteFacts())

    @pytest.mark.parametrize(("opening", "closing"), [(b"<?x ", b"?>"), (b"<!--", b"-->"), (b"<![CDATA[", b"]]>")])
    def test_an_entry_where_no_reader_sees_it_is_none(self, name: Format, opening: bytes, closing: bytes) -> None:
        before = feed([entry("urn:a", "a")], name)
        mark, end = (b"<item>", b"</item>") if name == "rss" else (b"<entry>", b"</entry>")
        hidden_one = before.replace(mark, opening + mark).replace(end, end + closing)

        assert not read(hidden_one).items
        assert not keeps_ids(before, hidden_one, name, known(["urn:a"], name))
        assert not keeps_ids(hidden_one, before, name, known(["urn:a"], name))

    def test_an_entry_that_is_no_child_of_the_feed_is_none(self, name: Format) -> None:
        before = feed([entry("urn:a", "a")], name)
        mark, end = (b"<item>", b"</item>") if name == "rss" else (b"<entry>", b"</entry>")
        below = before.replace(mark, b"<x>" + mark).replace(end, end + b"</x>").replace(b"Text 1", b"Text 2")

        assert not read(below).items
        assert not keeps_ids(before, below, name, known(["urn:a"], name))

    def test_the_same_bytes_below_another_root_are_not_the_same(self, name: Format) -> None:
        before = feed([entry("urn:a", "a")], name)
        other = before.replace(b"<rss ", b'<rss xmlns="urn:x" ').replace(b'xmlns="http', b'xmlns="urn:x-http')

        assert other != before
        assert not keeps_ids(before, other, name, known(["urn:a"], name))
        assert not keeps_ids(other, before, name, known(["urn:a"], name))

    def test_another_encoding_is_not_taken_for_utf8(self, name: Format) -> None:
        before = feed([entry("urn:a", "a", "é")], name)
        other = before.replace(b"UTF-8", b"ISO-8859-1", 1)

        assert not keeps_ids(before, other, name, known(["urn:a"], name))
        assert not keeps_ids(other, before, name, known(["urn:a"], name))


@pytest.mark.parametrize("name", ["rss", "atom"])
class TestParts:
    """An entry has one id and one date, each as text alone."""

    @pytest.mark.parametrize("part", ["id", "date"])
    def test_without_one_of_them_a_comparison_has_to_tell(self, name: Format, part: str) -> None:
        before = feed([entry("urn:a", "a")], name)
        tag = {"rss": {"id": "guid", "date": "pubDate"}, "atom": {"id": "id", "date": "published"}}[name][part]
        head, mark, chunk = before.partition(b"<item>" if name == "rss" else b"<entry>")
        without = head + mark + chunk.replace(f"<{tag}".encode(), b"<other").replace(f"</{tag}>".encode(), b"</other>")
        nested = head + mark + chunk.replace(f"</{tag}>".encode(), f"<b/></{tag}>".encode())

        for odd in (without, nested):
            assert odd != before
            assert not keeps_ids(before, odd, name, known(["urn:a"], name))
            assert not keeps_ids(odd, odd, name, known(["urn:a"], name))


@formats
class TestInBlocks:
    """A document is read in blocks, wherever one ends."""

    @pytest.mark.parametrize("size", [1, 7, 300])
    def test_entries_in_other_places(self, name: Format, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(entry_stream, "_BLOCK", size)
        old = [(f"id {number}", f"https://example.org/{number}", "x", number) for number in range(1, 7)]
        new, edited = ("id 7", "https://example.org/7", "x", 7), (*old[3][:2], "y", 4)

        for entries in (old, old[::-1], [new, *old], [*old, new], old[1:], [*old[:3], edited, *old[4:]], []):
            assert kept(old, entries, name, [each[0] for each in old])
        for other in (("id 4", *new[1:]), ("id 9", *old[3][1:])):
            assert not kept(old, [*old[:3], other, *old[4:]], name)

    def test_what_both_share_is_not_in_memory(self, name: Format, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(entry_stream, "_BLOCK", 10_000)
        articles = [makers.article(id=f"id {number}", summary="Text " * 1000) for number in range(100)]
        old = makers.document(name, makers.feed(*articles))
        new = makers.document(name, makers.feed(replace(articles[0], published=DAY, id="new"), *articles))
        facts = known([each.id for each in articles], name)

        tracemalloc.start()
        try:
            assert keeps_ids(old, new, name, facts)
            assert tracemalloc.get_traced_memory()[1] < len(new) / 2
        finally:
            tracemalloc.stop()

    @pytest.mark.parametrize("size", [1, 300, 1 << 20])
    @given(before=ENTRIES, after=ENTRIES, common=st.integers(0, 9))
    @examples(0.3)
    def test_runs_are_the_entries_that_come_next_in_both(
        self, name: Format, size: int, before: Entries, after: Entries, common: int
    ) -> None:
        both = [(f"id {number}", f"https://example.org/{number}", "x", number + 1) for number in range(common)]
        one, other = feed([*both, *before], name), feed([*both, *after], name)
        syntax = common_entries._KINDS[name].syntax
        alone = entry_stream.EntryStream(BytesIO(one), syntax)
        every = list(iter(alone.next, None))

        with mock.patch.object(entry_stream, "_BLOCK", size):
            old, new = (entry_stream.EntryStream(BytesIO(each), syntax) for each in (one, other))
            runs = list(iter(lambda: old.skip_run(new), None))
            rest = list(iter(old.next, None))
        places = [place for run in runs for place in old.split(run.before)]

        assert [*places, *(each.place for each in rest)] == [each.place for each in every]
        assert all(new.read(run.after) == run.data == old.read(run.before) for run in runs)
        assert size < len(one) or len(places) >= common
        assert len(runs) <= 1 or size < len(one)

    def test_entries_between_other_bytes_are_no_run(self, name: Format) -> None:
        syntax = common_entries._KINDS[name].syntax
        document = feed([entry("a", "a"), entry("b", "b")], name).replace(syntax.end, syntax.end + b"x", 1)
        old, new = (entry_stream.EntryStream(BytesIO(document), syntax) for _ in range(2))
        old.next()
        new.next()

        assert old.skip_run(new) is None
        assert not keeps_ids(document, document, name, known("ab", name))


class TestCommonBytes:
    """How far two documents are the same."""

    @given(same=st.binary(max_size=40), one=st.binary(max_size=5), other=st.binary(max_size=5), step=st.integers(1, 9))
    def test_they_are_counted_from_any_offset_on(self, same: bytes, one: bytes, other: bytes, step: int) -> None:
        expected = len(same) + next((at for at in range(5) if one[at : at + 1] != other[at : at + 1]), 5)
        expected = min(expected, len(same) + len(one), len(same) + len(other))

        with mock.patch.object(entry_stream, "_FIRST_STEP", step):
            assert entry_stream._count_common(b"ab" + same + one, 2, b"abc" + same + other, 3) == expected
