"""Bytes that somebody else publishes: they are read, or refused with a reason, and cost no more than their size."""

import json
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.planning.compare import compare
from exporters.planning.outcome import DocumentPlan, SitePlan, as_json
from exporters.planning.readers.document import UnreadableFeedError, parse_date, strip_tags
from exporters.planning.readers.read import read
from exporters.planning.show import lines
from tests.planning import foreign

SOUND = st.sampled_from([foreign.jekyll(), foreign.wordpress(), foreign.ghost(), foreign.jsonfeed()])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    "id url title summary content_html date_published date_modified authors author tags image "
    "attachments _outfeed".split()
)


def survives(data: bytes) -> None:
    """Whatever comes: a document that can be compared, told of and written as JSON, or a reason."""
    try:
        made = read(data)
    except UnreadableFeedError:
        return
    plan = SitePlan(feeds=(DocumentPlan(path="x.xml", title=made.title or "", plan=compare(made, made)),))

    assert set(plan.counts) <= {"unchanged"}
    assert json.loads(as_json(plan))
    assert all(line.isprintable() for line in lines(plan))


class TestAnything:
    """Any bytes."""

    @given(st.binary(max_size=200))
    def test_bytes(self, data: bytes) -> None:
        survives(data)

    @given(
        st.sampled_from([b"<rss>", b"<feed>", b'{"version":"https://jsonfeed.org/version/1",', b"<?xml "]), st.binary()
    )
    def test_bytes_after_a_good_beginning(self, start: bytes, data: bytes) -> None:
        survives(start + data)

    @given(SOUND, st.integers(0, 3000), st.integers(0, 40), st.binary(max_size=8))
    def test_damaged_feeds(self, data: bytes, at: int, lost: int, put: bytes) -> None:
        survives(data[:at] + put + data[at + lost :])

    @given(st.lists(st.dictionaries(FIELDS, VALUES, max_size=8), max_size=4), VALUES)
    def test_json_of_other_types(self, items: list[object], title: object) -> None:
        whole = {"version": "https://jsonfeed.org/version/1.1", "title": title, "feed_url": title, "items": items}

        survives(json.dumps(whole).encode())

    @given(st.text(alphabet="0123456789-:+TZ ,JanFebTueGMT.", max_size=40))
    def test_dates(self, text: str) -> None:
        made = parse_date(text)

        assert made is None or made.utcoffset() is not None


class TestEntities:
    """Entities are never looked up, nor do they grow. Spec: XML 1.0 §4."""

    @pytest.mark.parametrize(
        "subset",
        [
            '<!ENTITY a "b">',
            '<!ENTITY a SYSTEM "file:///etc/passwd">',
            '<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;',
        ],
    )
    def test_a_document_that_defines_some_is_refused(self, subset: str) -> None:
        data = f"<!DOCTYPE rss [{subset}]><rss><channel><item><title>&a;</title></item></channel></rss>"

        with pytest.raises(UnreadableFeedError, match="entities"):
            read(data.encode())

    @pytest.mark.parametrize("place", ["<rss><channel a='&e9;'/></rss>", "<rss a='&e9;'/>", "<rss>&e9;</rss>"])
    def test_a_bomb_is_refused(self, place: str) -> None:
        bomb = '<!ENTITY e0 "' + "x" * 100 + '">'
        bomb += "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 10))

        with pytest.raises(UnreadableFeedError):
            read(f"<!DOCTYPE rss [{bomb}]>{place}".encode())


class TestSize:
    """Depth and length."""

    @pytest.mark.parametrize("depth", [300, 100_000])
    def test_nesting_is_refused(self, depth: int) -> None:
        with pytest.raises(UnreadableFeedError):
            read(b"<rss>" + b"<a>" * depth + b"</a>" * depth + b"</rss>")
        with pytest.raises(UnreadableFeedError):
            read(b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * depth * 20)

    @pytest.mark.parametrize("hidden", ["x", "items"])
    def test_numbers_of_a_json_feed_take_no_memory(self, hidden: str) -> None:
        parts = {"version": '"https://jsonfeed.org/version/1.1"', "items": "[]"}
        parts[hidden] = "[" + "1000," * 2_000_000 + "0]"
        data = ("{" + ",".join(f'"{key}":{value}' for key, value in parts.items()) + "}").encode()
        tracemalloc.start()
        try:
            with suppress(UnreadableFeedError):
                read(data)
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

        assert most < 2 * len(data)

    def test_an_item_of_a_json_feed_has_a_size(self) -> None:
        whole = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "tags": ["a" * (16 << 20)]}]}

        with pytest.raises(UnreadableFeedError, match="a part larger than 16 MB"):
            read(json.dumps(whole).encode())

    def test_a_json_feed_of_millions_of_tags_is_refused(self) -> None:
        items = [{"id": str(number), "tags": ["ab"] * 1_000_001} for number in range(2)]
        data = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()

        with pytest.raises(UnreadableFeedError, match="more than 2,000,000 authors, tags and pictures"):
            read(data)

    def test_a_title_of_brackets_is_read_once(self) -> None:
        text = "<a" * 200_000

        assert strip_tags(text) == text

    def test_a_date_of_a_million_digits_is_none(self) -> None:
        assert parse_date("1" * 1_000_000) is None
