"""A document in parts: put together they are the document, and an entry is the same bytes wherever it stands."""

import io
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from exporters.formats import registry
from exporters.formats.exporter import DocumentParts, SectionedExporter, assemble, write_parts
from exporters.formats.xmlfeed import rfc822
from exporters.model.article import Article, Image, Person, Provider, Related
from exporters.model.feed import Feed
from tests.makers import LATER, LINKS, article, document, feed
from tests.profiles import examples
from tests.test_properties import articles

FORMATS: Final = ("rss", "atom", "json", "csv")
HOSTILE: Final = (  # what stands around entries, and what is cut away there
    '<entries/><frame></frame><item/><entry/></channel></rss>]]> > "q" \x7f \u2028 '
    'null "items": [null] \\"items\\": [ ] }'
)
FULL: Final = article(
    id="own",
    original_url="https://elsewhere.example/1",
    title=HOSTILE,
    summary=HOSTILE,
    content_html=f"<p>\n  {HOSTILE}\n\n</p>",
    updated=LATER,
    authors=(Person(name=HOSTILE, url="https://ann.example/", avatar="https://ann.example/a.png"), Person(name="Bob")),
    provider=Provider(name=HOSTILE, domain="wired.com", image=Image(url="https://wired.com/l.png", width=5)),
    topics=(HOSTILE, "AI"),
    category="news",
    type="video",
    images=(Image(url="https://e.example/1.jpg", width=3, height=4, title=HOSTILE), Image(url="https://e.example/2")),
    related=(Related(url="https://r.example/2", title=HOSTILE, quality=2), Related(url="https://r.example/1")),
    quality=0,
    heat=-3.5,
    amp_url="https://example.org/amp",
    amp_cdn_url="https://cdn.example/amp",
)


def exporter(name: str) -> SectionedExporter:
    found = registry.get_built_in(name).load()
    assert isinstance(found, SectionedExporter)
    return found


def parts(name: str, made: Feed) -> DocumentParts:
    return exporter(name).parts(made)


def joined(name: str, made: Feed, entries: list[bytes]) -> bytes:
    return b"".join(assemble(parts(name, made), entries))


class TestPieces:
    """A document is what stands before, the entries with something between them, and what stands after."""

    PARTS: Final = DocumentParts(b"<", b",", b">", lambda each: each.id.encode())

    @pytest.mark.parametrize(
        ("entries", "written"), [([], b"<>"), ([b"a"], b"<a>"), ([b"a", b"b", b"c"], b"<a,b,c>"), ([b"", b""], b"<,>")]
    )
    def test_they_are_joined(self, entries: list[bytes], written: bytes) -> None:
        assert b"".join(assemble(self.PARTS, entries)) == written

    def test_articles_are_written_in_their_order(self) -> None:
        out = io.BytesIO()

        write_parts(self.PARTS, [article(id="b"), article(id="a")], out)

        assert out.getvalue() == b"<b,a>"

    def test_an_entry_is_written_before_the_next_is_asked_for(self) -> None:
        out = io.BytesIO()
        seen = []

        def one_by_one() -> Iterator[Article]:
            for each in "abc":
                seen.append(out.getvalue())
                yield article(id=each)

        write_parts(self.PARTS, one_by_one(), out)

        assert seen == [b"<", b"<a", b"<a,b"]


@pytest.mark.parametrize("name", FORMATS)
class TestDocument:
    """Put together, the parts are the document."""

    @pytest.mark.parametrize("count", [0, 1, 2, 5])
    def test_its_parts_are_the_document(self, name: str, count: int) -> None:
        made = feed(*(replace(FULL, id=f"urn:{rank}") for rank in range(count)))
        entries = [parts(name, made).entry(each) for each in made.entries]

        assert joined(name, made, entries) == document(name, made)

    def test_what_stands_around_needs_one_of_the_entries(self, name: str) -> None:
        made = feed(FULL, article(), article(id="2"))

        for each in made.entries:
            assert parts(name, replace(made, entries=(each,)))[:3] == parts(name, made)[:3]

    def test_text_of_the_feed_is_not_taken_for_the_place_of_entries(self, name: str) -> None:
        made = feed(FULL, article(), title=HOSTILE, description=HOSTILE)
        plain = feed(FULL, article(), title="PLAIN", description="PLAIN")
        one, other = parts(name, made), parts(name, plain)

        assert (one.between, one.after) == (other.between, other.after)
        assert one.before.count(b"\n") == other.before.count(b"\n")

    def test_entries_may_be_made_in_any_order_and_at_once(self, name: str) -> None:
        given_ = [replace(FULL, id=f"urn:{rank}", topics=("AI",) * (rank % 7)) for rank in range(60)]
        made = parts(name, feed(*given_))
        one_by_one = {each.id: made.entry(each) for each in given_}

        with ThreadPoolExecutor(4) as threads:
            at_once = list(threads.map(made.entry, reversed(given_)))

        assert at_once == [one_by_one[each.id] for each in reversed(given_)]


@pytest.mark.parametrize("name", FORMATS)
class TestHead:
    """What stands around entries comes from the fields of the feed, of which it may have all."""

    SET: Final[dict[str, Any]] = {
        "language": "en-us",
        "copyright": HOSTILE,
        "icon": "https://example.org/i.png",
        "ttl": 60,
        "stylesheet": "https://example.org/s.css?a=1&<entries/>&<frame>&null",
        "hubs": ("https://hub.example/",),
        "older": LINKS,
    }

    @pytest.mark.parametrize("period", ["", "2021-08"])
    @pytest.mark.parametrize("count", [0, 1, 3])
    def test_its_parts_are_the_document(self, name: str, period: str, count: int) -> None:
        made = feed(*[FULL] * count, period=period, current=LINKS if period else (), **self.SET)

        assert joined(name, made, [parts(name, made).entry(FULL)] * count) == document(name, made)

    @pytest.mark.parametrize("period", ["", "2021-08"])
    def test_it_needs_one_of_the_entries(self, name: str, period: str) -> None:
        made = feed(FULL, article(), article(id="2"), period=period, **self.SET)

        for each in made.entries:
            assert parts(name, replace(made, entries=(each,)))[:3] == parts(name, made)[:3]

    def test_it_does_not_change_entries(self, name: str) -> None:
        made = feed(FULL, period="2021-08", current=LINKS, **self.SET)

        assert parts(name, made).entry(FULL) == parts(name, feed(FULL)).entry(FULL)


class TestEntry:
    """An entry knows nothing of its neighbours, nor of how many there are."""

    @given(st.lists(articles(), min_size=1, max_size=4), st.data())
    @examples(0.6)
    def test_it_is_the_same_wherever_it_stands(self, written: list[Article], data: st.DataObject) -> None:
        whole = feed(*written)
        alone = data.draw(st.sampled_from(written))

        for name in FORMATS:
            small = parts(name, replace(whole, entries=(alone,)))
            entries = [small.entry(each) for each in written]

            assert b"".join(assemble(small, entries)) == document(name, whole), name
            assert small.entry(alone) == parts(name, replace(whole, entries=tuple(reversed(written)))).entry(alone)

    @pytest.mark.parametrize("name", ["rss", "atom"])
    def test_it_declares_no_namespace(self, name: str) -> None:
        assert b"xmlns" not in parts(name, feed(FULL)).entry(FULL)


class TestIndentation:
    """A document looks as if it had been written at once."""

    @pytest.mark.parametrize("name", ["rss", "atom"])
    @pytest.mark.parametrize("count", [0, 1, 3])
    def test_elements_stand_two_spaces_deeper_than_what_holds_them(self, name: str, count: int) -> None:
        written = document(name, feed(*[FULL] * count, title=HOSTILE))
        tree = etree.ElementTree(etree.fromstring(written))
        etree.indent(tree)

        assert etree.tostring(tree, encoding="UTF-8", xml_declaration=True) + b"\n" == written

    @pytest.mark.parametrize("count", [0, 1, 3])
    def test_json_is_what_python_writes(self, count: int) -> None:
        written = document("json", feed(*[FULL] * count, title=HOSTILE))

        assert json.dumps(json.loads(written), ensure_ascii=False, indent=2).encode() + b"\n" == written


class TestNamespaces:
    """Those a format can use are declared at its root, whether an entry uses them or not."""

    DECLARED: Final[dict[str, set[str | None]]] = {"rss": {"atom", "content", "dc", "media"}, "atom": {None, "media"}}

    @pytest.mark.parametrize("name", DECLARED)
    @pytest.mark.parametrize("entries", [(), (article(),), (FULL,)])
    def test_they_are_the_same_for_every_feed(self, name: str, entries: tuple[Article, ...]) -> None:
        assert set(etree.fromstring(document(name, feed(*entries))).nsmap) == self.DECLARED[name]

    @pytest.mark.parametrize("name", DECLARED)
    @pytest.mark.parametrize("entries", [(), (article(),), (FULL,)])
    def test_an_archive_document_has_one_more(self, name: str, entries: tuple[Article, ...]) -> None:
        declared = etree.fromstring(document(name, feed(*entries, period="2021-08"))).nsmap

        assert set(declared) == {*self.DECLARED[name], "fh"}


class TestNoEntries:
    """An empty feed is a whole document too."""

    @pytest.mark.parametrize("name", FORMATS)
    def test_its_parts_are_the_document(self, name: str) -> None:
        assert joined(name, feed(), []) == document(name, feed())

    def test_rss_is_not_dated(self) -> None:
        assert b"lastBuildDate" not in document("rss", feed())
        assert b"lastBuildDate" in document("rss", feed(article()))

    def test_json_has_an_empty_list(self) -> None:
        assert document("json", feed()).endswith(b'\n  "items": []\n}\n')


class TestMoments:
    """RSS 2.0 <pubDate>: as Python's own writer of RFC 822 dates has it."""

    @given(st.integers(0, 8_090 * 365 * 86_400))
    @examples(2)
    def test_any_second_from_1900_to_9990(self, second: int) -> None:
        moment = datetime(1900, 1, 1, tzinfo=UTC) + timedelta(seconds=second)

        assert rfc822(moment) == format_datetime(moment)
