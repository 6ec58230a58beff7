"""Published feeds of any generator: what is read from them."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.model.article import Image
from exporters.model.ids import atom_id
from exporters.model.text import UNSAFE
from exporters.planning.readers.document import (
    FeedDocument,
    FeedItem,
    UnreadableFeedError,
    parse_date,
    strip_tags,
    tidy,
)
from exporters.planning.readers.read import MOST_BYTES, read
from tests import makers
from tests.planning import foreign
from tests.planning.foreign import POSTS
from tests.planning.making import FORMATS, published, stories, story

IDS: Final = st.text(min_size=1).map(str.strip).filter(lambda text: text and not UNSAFE.search(text))
MOMENT: Final = datetime(2021, 8, 24, 7, 30, tzinfo=UTC)


def rss(items: str, head: str = '<?xml version="1.0"?>', root: str = '<rss version="2.0">') -> bytes:
    """An RSS document of these items."""
    return f"{head}{root}<channel><title>T</title>{items}</channel></rss>".encode()


def only(data: bytes, media_type: str | None = None) -> FeedItem:
    """The one item of a feed."""
    (item,) = read(data, media_type).items
    return item


class TestOurs:
    """What we write is read as it was written."""

    @pytest.mark.parametrize("name", FORMATS)
    def test_all_formats_say_the_same(self, name: str) -> None:
        made = story(
            1,
            title="List<String> & “more”",
            content_html="<p>One <b>two</b>  three</p>",
            updated=MOMENT + timedelta(days=3000),
            topics=("AI", "News"),
            category="a",
            type="b",
            images=(Image(url="https://example.org/1.png"),),
        )

        (item,) = published([made], name).items

        assert (item.id, item.link, item.title) == (made.id, made.url, made.title)
        assert (item.published, item.updated) == (made.published, made.updated)
        assert (item.summary, item.content) == (made.summary, "<p>One <b>two</b> three</p>")
        assert (item.authors, item.categories) == (("Ann",), ("AI", "News", "a", "b"))
        assert item.media == ("https://example.org/1.png",)

    def test_scores_stand_in_json_alone(self) -> None:
        made = [story(1, quality=110, heat=0.5)]

        assert published(made, "json").items[0].scores == (("quality", 110), ("heat", 0.5))
        assert published(made, "rss").items[0].scores == ()

    def test_the_feed_says_what_it_is(self) -> None:
        made = {name: published(stories(1), name) for name in FORMATS}

        assert {name: (each.format, each.feed_id, each.self_url, each.title) for name, each in made.items()} == {
            "rss": ("rss", f"{makers.MADE}rss.xml", f"{makers.MADE}rss.xml", "Site"),
            "atom": ("atom", makers.MADE, f"{makers.MADE}atom.xml", "Site"),
            "json": ("json", f"{makers.MADE}feed.json", f"{makers.MADE}feed.json", "Site"),
        }


class TestOthers:
    """Feeds of other generators."""

    @pytest.mark.parametrize(
        ("write", "form", "address"),
        [
            (foreign.jekyll, "atom", "https://example.org/feed.xml"),
            (foreign.wordpress, "rss", "https://example.org/feed/"),
            (foreign.hugo, "rss", "https://example.org/index.xml"),
            (foreign.ghost, "rss", "https://example.org/rss/"),
            (foreign.jsonfeed, "json", "https://example.org/feed.json"),
        ],
    )
    def test_titles_links_and_dates_are_those_of_the_posts(
        self, write: Callable[[], bytes], form: str, address: str
    ) -> None:
        made = read(write())

        assert (made.format, made.self_url, made.title) == (form, address, "Site")
        assert [(each.title, each.link, each.published) for each in made.items] == [
            (post.title, post.url, post.moment) for post in POSTS
        ]

    @pytest.mark.parametrize(
        ("write", "identity"),
        [
            (foreign.jekyll, "https://example.org/first"),
            (foreign.wordpress, "https://example.org/?p=2"),
            (foreign.hugo, "https://example.org/first/"),
            (foreign.ghost, "65a0f0000000000000000002"),
            (foreign.jsonfeed, "2"),
        ],
    )
    def test_ids_are_as_they_are_written(self, write: Callable[[], bytes], identity: str) -> None:
        assert read(write()).items[2].id == identity

    @pytest.mark.parametrize("write", [foreign.jekyll, foreign.wordpress, foreign.ghost, foreign.jsonfeed])
    def test_the_rest_is_there_too(self, write: Callable[[], bytes]) -> None:
        item = read(write()).items[2]

        assert (item.content, item.authors, item.categories) == ("<p>About first.</p>", ("Ann",), ("news",))

    def test_pictures_of_ghost(self) -> None:
        assert read(foreign.ghost()).items[0].media == ("https://example.org/tea.png",)

    def test_rss_1(self) -> None:
        made = read(
            b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
            b'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>T</title></channel>'
            b'<item rdf:about="https://example.org/1"><title>One</title><link>https://example.org/1</link>'
            b"<dc:date>2021-08-24T09:30+02:00</dc:date><dc:creator>Ann</dc:creator><dc:subject>AI</dc:subject></item>"
            b"</rdf:RDF>"
        )

        assert made.title == "T"
        assert made.items == (
            FeedItem(
                id="https://example.org/1",
                link="https://example.org/1",
                title="One",
                published=MOMENT,
                authors=("Ann",),
                categories=("AI",),
            ),
        )

    def test_rss_0_91_with_its_doctype(self) -> None:
        data = (
            b'<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
            b'"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>T</title>'
            b"<item><title>Caf&eacute;</title><link>https://example.org/1</link></item></channel></rss>"
        )

        assert (only(data).title, only(data).id) == ("Café", "https://example.org/1")

    def test_atom_with_xhtml_and_relative_links(self) -> None:
        item = only(
            b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/blog/"><entry><id>x</id>'
            b'<link rel="self" href="self"/><link type="application/pdf" href="one.pdf"/><link href="one"/>'
            b'<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>bold</b> title</div></title>'
            b'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>bold</b> text</div></content>'
            b"<source><id>y</id><title>No</title></source></entry></feed>"
        )

        assert (item.id, item.link, item.title) == ("x", "https://example.org/blog/one", "A bold title")
        assert item.content is not None
        assert "A <b>bold</b> text" in item.content

    def test_atom_content_that_lies_elsewhere_is_its_address(self) -> None:
        data = b'<feed><entry><id>x</id><content src="https://example.org/1.mp3"/></entry></feed>'

        assert only(data).content == "https://example.org/1.mp3"

    def test_xhtml_is_as_it_is_written(self) -> None:
        inside = "<p>One <b>two</b></p> <p>three</p>"
        data = f'<feed><entry><id>x</id><content type="xhtml">A {inside}</content></entry></feed>'

        assert only(data.encode()).content == f"A {inside}"

    def test_scores_are_numbers(self) -> None:
        data = (
            b'{"version": "https://jsonfeed.org/version/1.1", "items": '
            b'[{"id": "x", "_outfeed": {"quality": true, "heat": 7}}, {"id": "y", "_outfeed": {"heat": "7"}}]}'
        )

        assert [each.scores for each in read(data).items] == [(("heat", 7),), ()]

    def test_an_episode_of_a_podcast(self) -> None:
        item = only(
            rss(
                '<item><guid isPermaLink="false">1</guid><author>ann@example.org (Ann)</author>'
                '<atom:link rel="replies" href="https://example.org/talk"/><atom:link href="https://example.org/1"/>'
                '<enclosure url="https://example.org/1.mp3" type="audio/mpeg" length="9"/>'
                '<media:group><media:content url="https://example.org/1.mp4"/><media:title>x</media:title></media:group>'
                '<media:thumbnail url="https://example.org/1.png"/>'
                "<dcterms:modified>2021-08-24T07:30:00Z</dcterms:modified></item>",
                root='<rss xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" '
                'xmlns:dcterms="http://purl.org/dc/terms/">',
            )
        )

        assert item.link == "https://example.org/1"
        assert item.media == tuple(f"https://example.org/1.{kind}" for kind in ("mp3", "mp4", "png"))
        assert (item.updated, item.authors) == (MOMENT, ("ann@example.org (Ann)",))

    def test_an_atom_entry_with_a_base_and_an_enclosure_of_its_own(self) -> None:
        item = only(
            b'<feed xml:base="https://example.org/"><entry xml:base="blog/"><id>x</id><link href="one"/>'
            b'<link rel="enclosure" href="one.mp3"/></entry></feed>'
        )

        assert (item.link, item.media) == ("https://example.org/blog/one", ("https://example.org/blog/one.mp3",))

    def test_a_json_item_with_an_outer_address_alone(self) -> None:
        item = only(
            b'{"version": "https://jsonfeed.org/version/1.1", "items": '
            b'[{"id": 1.5, "title": true, "external_url": "https://example.net/1"}]}'
        )

        assert (item.id, item.title, item.link) == ("1.5", None, "https://example.net/1")


class TestIdentity:
    """What readers know an entry by: its id, else its link, else its title, else its text."""

    @pytest.mark.parametrize(
        ("item", "identity"),
        [
            ("<guid> a b </guid><link>l</link><title>t</title>", "a b"),
            ("<guid>\na  b\u3000</guid>", "a  b\u3000"),
            ("<guid/><link>l</link><title>t</title>", "l"),
            ("<title>t</title><description>d</description>", "t"),
            ("<description>d</description>", "d"),
        ],
    )
    def test_the_first_that_is_there(self, item: str, identity: str) -> None:
        assert only(rss(f"<item>{item}</item>")).id == identity

    @pytest.mark.parametrize(
        ("entry", "identity"),
        [
            ("<id> a </id><link href='l'/><title>t</title>", "a"),
            ("<id/><link href='l'/><title>t</title>", "l"),
            ("<title>t</title><content>c</content>", "t"),
            ("<content>c</content><summary>s</summary>", "c"),
            ("<summary>s</summary>", "s"),
        ],
    )
    def test_the_same_in_atom(self, entry: str, identity: str) -> None:
        assert only(f"<feed><entry>{entry}</entry></feed>".encode()).id == identity

    @pytest.mark.parametrize(
        ("item", "identity"),
        [
            ({"id": " a ", "url": "l", "title": "t"}, "a"),
            ({"id": "", "url": "l", "title": "t"}, "l"),
            ({"title": "t", "content_html": "c"}, "t"),
            ({"content_html": "c", "summary": "s"}, "c"),
            ({"content_text": "c", "summary": "s"}, "c"),
            ({"summary": "s"}, "s"),
        ],
    )
    def test_the_same_in_json(self, item: dict[str, str], identity: str) -> None:
        whole = {"version": "https://jsonfeed.org/version/1.1", "items": [{}, item, {"tags": ["x"]}]}

        assert only(json.dumps(whole).encode()).id == identity

    @given(identity=IDS, name=st.sampled_from(FORMATS))
    def test_ids_that_differ_in_white_space_differ(self, identity: str, name: str) -> None:
        (item,) = published([story(1, id=identity)], name).items

        assert item.id == (atom_id(identity, "https://example.org/") if name == "atom" else identity)

    def test_an_item_that_says_nothing_is_none(self) -> None:
        assert read(rss("<item/><item><pubDate>x</pubDate></item>")).items == ()

    @pytest.mark.parametrize(
        ("guid", "link"),
        [
            ("<guid>https://example.org/1</guid>", "https://example.org/1"),
            ('<guid isPermaLink="true">https://example.org/1</guid>', "https://example.org/1"),
            ('<guid isPermaLink="false">https://example.org/1</guid>', None),
            ("<guid>1</guid>", None),
        ],
    )
    def test_a_guid_is_the_link_where_it_may_be(self, guid: str, link: str | None) -> None:
        assert only(rss(f"<item>{guid}</item>")).link == link


class TestDates:
    """Dates as they are found."""

    @pytest.mark.parametrize(
        "written",
        [
            "2021-08-24T07:30:00Z",
            "2021-08-24T09:30:00.123+02:00",
            "2021-08-24T09:30:00+0200",
            "2021-08-24 07:30:00",
            "Tue, 24 Aug 2021 07:30:00 GMT",
            "Tue, 24 Aug 2021 00:30:00 PDT",
            "24 Aug 2021 07:30 +0000",
            "Tuesday, 24 August 2021 07:30:00 -0000",
            "Mon, 24 Aug 21 07:30:00 GMT",
            " Tue,  24 Aug 2021\n07:30:00 +0000 ",
        ],
    )
    def test_all_of_these_are_one_moment(self, written: str) -> None:
        assert parse_date(written) == MOMENT

    @pytest.mark.parametrize(
        "written",
        [
            "",
            "soon",
            "2021-13-01",
            "Tue, 99 Aug 2021 07:30:00 GMT",
            "0000-00-00 00:00:00",
            "1 Jan 1066 00:00:00 GMT",
            "9" * 99,
            f"24 Aug 2021 07:30:00 GMT ({'x' * 99})",
            None,
        ],
    )
    def test_these_are_none(self, written: str | None) -> None:
        assert parse_date(written) is None

    def test_the_second_field_is_taken_where_the_first_is_no_date(self) -> None:
        data = rss(
            "<item><guid>x</guid><pubDate>soon</pubDate><dc:date>2021-08-24T07:30:00Z</dc:date></item>",
            root='<rss xmlns:dc="http://purl.org/dc/elements/1.1/">',
        )

        assert only(data).published == MOMENT


class TestText:
    """White space counts as one space; titles are plain text."""

    def test_white_space(self) -> None:
        assert tidy(" a\n\t b\xa0c ") == "a b c"
        assert tidy(" \n") is None

    def test_titles(self) -> None:
        assert strip_tags("A <i>b</i> &amp; c") == "A b & c"
        assert strip_tags(None) is None
        assert strip_tags("A <B>b</B><!-- c --> &lt;d>") == "A b <d>"
        assert only(rss("<item><title>AT&amp;amp;T &lt;b></title></item>")).title == "AT&T <b>"


class TestEncodings:
    """Documents in other encodings, and what stands before them."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
    def test_what_the_document_declares(self, encoding: str) -> None:
        named = encoding.removesuffix("-sig")
        data = rss("<item><title>Café</title></item>", f'<?xml version="1.0" encoding="{named}"?>').decode()

        assert only(data.encode(encoding)).title == "Café"

    def test_what_http_says_where_it_declares_nothing(self) -> None:
        data = rss("<item><title>Café</title></item>").decode().encode("latin-1")

        assert only(data, "text/xml; charset=ISO-8859-1").title == "Café"

    @pytest.mark.parametrize("media_type", ["text/xml; charset=ISO-8859-1", "text/xml; charset=no-such", "text/html"])
    def test_utf8_is_utf8_whatever_http_says(self, media_type: str) -> None:
        assert only(rss("<item><title>Café</title></item>"), media_type).title == "Café"

    @pytest.mark.parametrize("before", [b"\n\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \r\n"])
    def test_what_stands_before_xml_or_json(self, before: bytes) -> None:
        assert len(read(before + foreign.hugo()).items) == 3
        assert len(read(before + foreign.jsonfeed()).items) == 3


class TestUnreadable:
    """What is no feed is said to be none, with the reason."""

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"", "empty"),
            (b" \n", "empty"),
            (b"Not found", "neither XML nor JSON"),
            (b"<!doctype html><p>Not found", "an HTML page"),
            (b"<!-- x -->\n<HTML lang=en><p>", "an HTML page"),
            (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "an HTML page"),
            (b"<urlset/>", "an XML document of <urlset>"),
            (b"<urlset><item/></urlset>", "an XML document of <urlset>"),
            (b"{}", "JSON, but no JSON Feed"),
            (b'{"version": 1, "items": []}', "JSON, but no JSON Feed"),
            (b'{"version": "https://jsonfeed.org/version/1"}', "a JSON Feed without items"),
        ],
    )
    def test_reasons(self, data: bytes, reason: str) -> None:
        with pytest.raises(UnreadableFeedError) as raised:
            read(data)

        assert raised.value.reason == reason

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (rss("<item><title>a</item>"), "not well-formed XML: "),
            (rss("<item><title>a&nbsp;b</title></item>"), "not well-formed XML: "),
            (foreign.hugo()[:-40], "not well-formed XML: "),
            (b'<?xml version="1.0" encoding="no-such"?><rss/>', "not well-formed XML: "),
            (foreign.jsonfeed()[:-1], "not JSON: "),
            (b'{"version": "\xff"}', "not JSON: "),
        ],
    )
    def test_damage_is_not_passed_over(self, data: bytes, reason: str) -> None:
        with pytest.raises(UnreadableFeedError, match=reason):
            read(data)

    def test_what_is_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert MOST_BYTES == 256 << 20
        monkeypatch.setattr("exporters.planning.readers.read.MOST_BYTES", 1 << 20)

        assert read(foreign.hugo() + b" " * ((1 << 20) - len(foreign.hugo()))).format == "rss"
        with pytest.raises(UnreadableFeedError, match="larger than 1 MB"):
            read(b" " * ((1 << 20) + 1))

    @pytest.mark.parametrize(
        ("data", "what"),
        [
            (b"<rss><channel>" + b"<a/>" * 2_000_000, "tags"),
            (b'{"version": "https://jsonfeed.org/version/1.1", "items": [' + b"{}," * 2_000_000, "objects and lists"),
        ],
    )
    def test_what_would_take_a_hundred_times_its_size_in_memory(self, data: bytes, what: str) -> None:
        with pytest.raises(UnreadableFeedError, match=f"more than 2,000,000 {what}"):
            read(data)

    def test_a_feed_without_items_is_one(self) -> None:
        assert read(b"<rss/>") == FeedDocument(format="rss")
        assert read(b"<feed/>") == FeedDocument(format="atom")
