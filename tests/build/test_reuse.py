"""Entries that are published already are copied, and nobody sees that they were."""

import errno
import random
import tempfile
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.build.reuse import CopiedEntries, EntryOffset, RebuiltEntries, ReusableDocuments, plan_entries
from exporters.errors import PublishError
from exporters.model.article import Article
from exporters.publishing import stage
from exporters.publishing.stage import FileSink
from exporters.store.outputs import StoredEntry
from tests.build.making import at_once, judged, numbered, sized, watched, wrote
from tests.makers import LATER, MOMENT, article
from tests.profiles import examples

Order = list[tuple[int, int]]  # articles by number, each with its version
ORDERS = st.lists(
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 1)), max_size=12, unique_by=lambda each: each[0]),
    min_size=2,
    max_size=4,
)


def made(order: Order) -> list[Article]:
    """The articles of an order, the first one the newest."""
    return [
        article(
            url=f"https://example.org/{number}",
            title=f"Number {number}" + "!" * version,
            content_html=f"<p>{'words ' * number}</p>\n<p>{version}</p>",
            published=MOMENT - timedelta(hours=number),
        )
        for number, version in order
    ]


def same(files: Mapping[str, bytes], articles: Sequence[Article], **fields: Any) -> bool:
    """Whether the files hold what is written at once."""
    return {name: files[name] for name in at_once([])} == at_once(articles, **fields)


def old(orders: Sequence[bytes], sizes: Sequence[int], gap: int) -> ReusableDocuments:
    """A published document of these entries."""
    places, begin = {}, 5
    for digest, size in zip(orders, sizes, strict=True):
        places[digest] = EntryOffset(StoredEntry(digest, (size,)), (begin,))
        begin += size + gap
    return ReusableDocuments([], places, gap)


class TestAnyChange:
    """Insertions, removals, changes, one after another: the bytes are those of a feed that is written anew."""

    @given(ORDERS, st.sampled_from([(1, 1), (2, 3), (10, 100)]))
    @examples(0.6)
    def test_the_bytes_are_those_of_a_feed_that_is_written_anew(
        self, orders: list[Order], sizes: tuple[int, int]
    ) -> None:
        with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
            sized(patched, *sizes)
            for order in orders:
                articles = made(order)

                assert same(wrote(Path(folder), articles).files, articles)

    def test_articles_that_change_their_places(self, tmp_path: Path) -> None:
        chance = random.Random(7)  # noqa: S311 the same every day
        articles = made([(number, 0) for number in range(12)])
        for _ in range(8):
            chance.shuffle(articles)
            moved = [
                article(
                    **{name: getattr(each, name) for name in ("id", "url", "title", "content_html")},
                    published=MOMENT - timedelta(hours=place if place % 3 else place + 1),
                )
                for place, each in enumerate(articles)
            ]

            assert same(wrote(tmp_path, moved).files, moved)


class TestPlan:
    """What is copied stood together before; what is made comes in sections."""

    @given(st.lists(st.integers(0, 30), unique=True), st.lists(st.integers(0, 30), unique=True), st.integers(0, 9))
    def test_it_makes_every_entry_once_and_in_order(self, before: list[int], after: list[int], gap: int) -> None:
        names = [bytes([number]) for number in range(31)]
        was, digests = [names[number] for number in before], [names[number] for number in after]
        published = old(was, [number + 1 for number in before], gap)

        plan = list(plan_entries(iter(digests), published))

        done = list[bytes]()
        for each in plan:
            if isinstance(each, RebuiltEntries):
                assert not set(digests[each.start : each.stop]) & set(was)
                assert each.start == len(done)
                done += digests[each.start : each.stop]
                continue
            copied = [place.entry.digest for place in each.places]
            at = was.index(copied[0])
            begin, end = each.bounds(0)
            assert copied == was[at : at + len(copied)]
            assert end - begin == sum(each.places[n].entry.sizes[0] for n in range(len(copied))) + gap * (
                len(copied) - 1
            )
            done += copied
        assert done == digests

    def test_what_stood_together_is_copied_at_once(self) -> None:
        names = [bytes([number]) for number in range(9)]
        published = old(names, [10] * 9, 2)

        (first, second) = plan_entries(iter([*names[4:], *names[:3]]), published)

        assert isinstance(first, CopiedEntries)
        assert isinstance(second, CopiedEntries)
        assert (first.bounds(0), second.bounds(0)) == ((5 + 4 * 12, 5 + 9 * 12 - 2), (5, 5 + 3 * 12 - 2))

    def test_sections_grow_to_a_limit(self, monkeypatch: pytest.MonkeyPatch) -> None:
        sized(monkeypatch, 2, 5)

        plan = list(plan_entries(iter([bytes([number]) for number in range(20)]), ReusableDocuments()))

        assert plan == [
            RebuiltEntries(0, 2),
            RebuiltEntries(2, 6),
            RebuiltEntries(6, 11),
            RebuiltEntries(11, 16),
            RebuiltEntries(16, 20),
        ]


class TestWork:
    """A change costs what it changes."""

    def changed(self, articles: list[Article], number: int) -> list[Article]:
        other = article(url=articles[number].url, title="Another", published=articles[number].published)
        return [*articles[:number], other, *articles[number + 1 :]]

    def test_one_article_of_300_is_one_entry(self, tmp_path: Path) -> None:
        articles = numbered(300)
        wrote(tmp_path, articles)
        for number in (150, 0, 299):
            articles = self.changed(articles, number)

            with watched() as sections:
                done = wrote(tmp_path, articles)

            assert sections == ([1] if number == 0 else [0, 1])
            assert same(done.files, articles)

    def test_a_new_one_is_one_entry(self, tmp_path: Path) -> None:
        wrote(tmp_path, numbered(300)[1:])

        with watched() as sections:
            done = wrote(tmp_path, numbered(300))

        assert sections == [1]
        assert same(done.files, numbered(300))

    def test_one_that_goes_is_none_but_for_a_look_at_the_frame(self, tmp_path: Path) -> None:
        wrote(tmp_path, numbered(300))

        with watched() as sections:
            done = wrote(tmp_path, numbered(299))

        assert sections == [0]
        assert same(done.files, numbered(299))

    def test_another_date_of_the_feed_changes_the_frame_alone(self, tmp_path: Path) -> None:
        wrote(tmp_path, numbered(300))

        with watched() as sections:
            done = wrote(tmp_path, numbered(300), updated=LATER)

        assert sections == [0]
        assert same(done.files, numbered(300), updated=LATER)
        assert {name: done.states[name] for name in ("atom.xml", "feed.csv")} == {
            "atom.xml": "changed",
            "feed.csv": "unchanged",
        }

    def test_nothing_at_all_where_nothing_has_changed(self, tmp_path: Path) -> None:
        wrote(tmp_path, numbered(30))

        with watched() as sections:
            done = wrote(tmp_path, numbered(30))

        assert sections == []
        assert set(done.states.values()) == {"unchanged"}

    def test_another_title_of_the_feed_is_another_document(self, tmp_path: Path) -> None:
        wrote(tmp_path, numbered(30))

        done = wrote(tmp_path, numbered(30), title="Another")

        assert same(done.files, numbered(30), title="Another")

    def test_texts_that_show_entities_on_purpose_are_copied_too(self, tmp_path: Path) -> None:
        articles = [*numbered(30), article(url="https://example.org/x", title="How to write &amp;amp;")]
        wrote(tmp_path, articles)

        with watched() as sections:
            done = wrote(tmp_path, articles[1:])

        assert sections == [0]
        assert done.told == []
        assert same(done.files, articles[1:])


class TestTold:
    """What the checks found is told again, whatever was copied."""

    def test_of_a_frame_around_entries_that_were_all_copied(self, tmp_path: Path) -> None:
        wrote(tmp_path, numbered(30), id="HTTPS://Example.org/x")

        with watched() as sections:
            done = wrote(tmp_path, numbered(29), id="HTTPS://Example.org/x")

        assert sections == [0]
        assert list(done.told) == judged(done.files)
        assert [each.rule for each in done.told] == ["atom-id-not-normal"]

    def test_of_entries_that_stayed(self, tmp_path: Path) -> None:
        odd = article(id="7", url="https://example.org/odd", published=MOMENT - timedelta(minutes=15, seconds=30))
        articles = [*numbered(30), odd]
        wrote(tmp_path, articles)

        done = wrote(tmp_path, articles[1:])

        assert list(done.told) == judged(done.files)
        assert [(each.rule, each.field) for each in done.told] == [("guid-bare-number", "item[16]/guid")]

    def test_of_a_new_entry_among_copied_ones(self, tmp_path: Path) -> None:
        odd = article(id="7", url="https://example.org/odd", published=MOMENT - timedelta(minutes=15, seconds=30))
        wrote(tmp_path, numbered(30))

        with watched() as sections:
            done = wrote(tmp_path, [*numbered(30), odd])

        assert sections == [0, 1]
        assert list(done.told) == judged(done.files)
        assert [(each.rule, each.field) for each in done.told] == [("guid-bare-number", "item[17]/guid")]


class TestSource:
    """Only what is published as it was written is copied."""

    @pytest.mark.parametrize("name", ["rss.xml", "atom.xml", "feed.json", "feed.csv"])
    def test_a_document_that_was_edited_is_not(self, tmp_path: Path, name: str) -> None:
        wrote(tmp_path, numbered(40))
        path = tmp_path / "out" / name
        path.write_bytes(path.read_bytes().replace(b"Number 7", b"Edited 7"))

        with watched() as sections:
            done = wrote(tmp_path, numbered(39))

        assert sum(sections) == 39
        assert same(done.files, numbered(39))

    @pytest.mark.parametrize("name", ["rss.xml", "feed.csv"])
    def test_nor_is_one_that_is_gone_or_empty(self, tmp_path: Path, name: str) -> None:
        for spoil in (Path.unlink, lambda path: path.write_bytes(b"")):
            wrote(tmp_path, numbered(40))
            spoil(tmp_path / "out" / name)

            done = wrote(tmp_path, numbered(39))

            assert same(done.files, numbered(39))

    def test_an_edited_document_is_mended_where_nothing_else_has_changed(self, tmp_path: Path) -> None:
        wrote(tmp_path, numbered(40))
        (tmp_path / "out/feed.json").write_bytes(b"{}")

        done = wrote(tmp_path, numbered(40))

        assert same(done.files, numbered(40))
        assert done.states["feed.json"] == "changed"

    def test_a_disk_that_is_full_while_it_is_copied_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(sink: FileSink, data: bytes) -> int:
            if sink.tell() > 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            return write(sink, data)

        wrote(tmp_path, numbered(300))
        before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}

        write = FileSink.write
        monkeypatch.setattr(FileSink, "write", full)
        monkeypatch.setattr(stage, "_BUFFER", 5_000)
        with pytest.raises(PublishError, match="the disk is full"):
            wrote(tmp_path, numbered(299))

        assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before

    def test_nothing_is_held_open_afterwards(self, tmp_path: Path) -> None:
        wrote(tmp_path, numbered(40))
        before = len(list(Path("/dev/fd").iterdir()))

        wrote(tmp_path, numbered(39))

        assert len(list(Path("/dev/fd").iterdir())) == before
