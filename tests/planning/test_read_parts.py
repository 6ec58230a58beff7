"""What is read from published feeds, part by part: namespaces, fields and their order, encodings."""

import json
from typing import Any

import pytest

from exporters.planning.readers.document import FeedItem, UnreadableFeedError
from exporters.planning.readers.read import read

ADDRESS = "https://example.org/1"


def only(data: bytes, media_type: str | None = None) -> FeedItem:
    """The one item of a feed."""
    (item,) = read(data, media_type).items
    return item


def rss(item: str, root: str = "<rss>") -> FeedItem:
    """The item of an RSS feed."""
    name = root[1:].split(" ")[0].rstrip(">")
    return only(f"{root}<channel><item><guid>g</guid>{item}</item></channel></{name}>".encode())


def atom(entry: str) -> FeedItem:
    """The entry of an Atom feed."""
    return only(f"<feed><entry><id>i</id>{entry}</entry></feed>".encode())


def from_json(**fields: Any) -> FeedItem:
    """The item of a JSON Feed."""
    whole = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "i"} | fields]}
    return only(json.dumps(whole).encode())


class TestNamespaces:
    """RSS stood in several namespaces before it had none; Atom 0.3 in another one than 1.0."""

    @pytest.mark.parametrize(
        "space",
        [
            "http://purl.org/rss/1.0/",
            "http://my.netscape.com/rdf/simple/0.9/",
            "http://my.netscape.com/publish/formats/rss-0.91.dtd",
            "http://channel.netscape.com/rdf/simple/0.9/",
            "http://backend.userland.com/rss2",
            "http://blogs.law.harvard.edu/tech/rss",
        ],
    )
    def test_of_rss(self, space: str) -> None:
        assert rss("<title>T</title>", f'<rss xmlns="{space}">').title == "T"

    @pytest.mark.parametrize("space", ["http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"])
    def test_of_atom(self, space: str) -> None:
        item = only(f'<feed xmlns="{space}"><entry><id>i</id><title>T</title></entry></feed>'.encode())

        assert (item.id, item.title) == ("i", "T")

    @pytest.mark.parametrize("silent", ["<!-- x -->", "<?x y?>"])
    def test_comments_and_instructions_say_nothing(self, silent: str) -> None:
        item = only(
            f"<rss>{silent}<item>{silent}<guid>a{silent}b</guid><title>{silent}T{silent}</title></item></rss>".encode()
        )

        assert (item.id, item.title) == ("ab", "T")
        assert atom(f"<content>a{silent}b</content>").content == "ab"

    def test_an_element_of_another_one_says_nothing(self) -> None:
        assert rss("<title xmlns='http://example.org/'>T</title>").title is None
        assert atom("<title xmlns='http://example.org/'>T</title>").title is None

    @pytest.mark.parametrize(
        "data",
        [
            b"<rss><item><guid>a</guid></item><channel><x><item><guid>b</guid></item></x></channel></rss>",
            b"<rss><channel><item><guid>a</guid></item></channel><x><item><guid>b</guid></item></x></rss>",
            b"<rss><channel><item><guid>a</guid><item><guid>b</guid></item></item></channel></rss>",
            b"<feed><entry><id>a</id></entry><x><entry><id>b</id></entry></x></feed>",
        ],
    )
    def test_only_items_of_the_feed_itself_count(self, data: bytes) -> None:
        assert [each.id for each in read(data).items] == ["a"]


class TestLarge:
    """A document is read in pieces; an item is read when all of it is there."""

    @pytest.mark.parametrize(("begin", "end"), [("<rss><channel>", "</channel></rss>"), ("<feed>", "</feed>")])
    def test_each_item_is_whole(self, begin: str, end: str) -> None:
        name = "item" if begin == "<rss><channel>" else "entry"
        known = "guid" if name == "item" else "id"
        text = "description" if name == "item" else "summary"
        items = [f"<{name}><{known}>{n}</{known}><{text}>{n} {'x' * 3_000}</{text}></{name}>" for n in range(50)]
        found = read(f"{begin}{''.join(items)}{end}".encode()).items

        assert [(each.id, each.summary) for each in found] == [(f"{n}", f"{n} {'x' * 3_000}") for n in range(50)]


class TestRssFields:
    """The fields of an item, the first that is given."""

    DC = '<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'

    @pytest.mark.parametrize(
        ("item", "day"),
        [
            ("<pubDate>1 Jan 2024 00:00:00 GMT</pubDate><dc:date>2024-01-02</dc:date>", 1),
            ("<dc:date>2024-01-02</dc:date><dcterms:issued>2024-01-03</dcterms:issued>", 2),
            ("<dcterms:issued>2024-01-03</dcterms:issued><dcterms:created>2024-01-04</dcterms:created>", 3),
            ("<dcterms:created>2024-01-04</dcterms:created>", 4),
        ],
    )
    def test_date(self, item: str, day: int) -> None:
        published = rss(item, self.DC).published

        assert published is not None
        assert published.day == day

    def test_authors_and_categories(self) -> None:
        item = rss(
            "<author>a</author><dc:creator>b</dc:creator><dc:creator/><dc:creator>c</dc:creator>"
            "<category>d</category><dc:subject>e</dc:subject><category/>",
            self.DC,
        )

        assert (item.authors, item.categories) == (("b", "c"), ("d", "e"))
        assert rss("<author>a</author>").authors == ("a",)

    def test_enclosures_come_once_each(self) -> None:
        item = rss(f'<enclosure url="{ADDRESS}"/><enclosure/><enclosure url=" {ADDRESS} "/><enclosure url="x"/>')

        assert item.media == (ADDRESS, "x")

    def test_media_alone_and_in_groups(self) -> None:
        """Media RSS 1.5.1: media:content and media:thumbnail are pictures and films; a media:player is a page."""
        item = rss(
            '<media:thumbnail url="c"/><media:group><media:content url="b"/><media:player url="x"/><media:title/>'
            '<media:thumbnail url="d"/></media:group><media:content url="a"/><media:player url="x"/>',
            '<rss xmlns:media="http://search.yahoo.com/mrss/">',
        )

        assert item.media == ("a", "b", "d", "c")

    @pytest.mark.parametrize(
        ("item", "link"),
        [
            (f"<link>{ADDRESS}</link><guid>https://example.org/2</guid>", ADDRESS),
            ("<guid isPermaLink=' true '>https://example.org/2</guid>", "https://example.org/2"),
            ("<guid isPermaLink='yes'>https://example.org/2</guid>", None),
            ("<guid>https:example.org</guid>", None),
            ("", None),
        ],
    )
    def test_link(self, item: str, link: str | None) -> None:
        assert rss(item).link == link


class TestAtomFields:
    """The fields of an entry."""

    @pytest.mark.parametrize("name", ["published", "issued", "created"])
    def test_published(self, name: str) -> None:
        assert str(atom(f"<{name}>2024-01-01</{name}>").published) == "2024-01-01 00:00:00+00:00"

    @pytest.mark.parametrize("name", ["updated", "modified"])
    def test_updated(self, name: str) -> None:
        assert str(atom(f"<{name}>2024-01-01</{name}>").updated) == "2024-01-01 00:00:00+00:00"

    @pytest.mark.parametrize(
        ("links", "link"),
        [
            ('<link href="a"/><link href="b"/>', "a"),
            ('<link href="a" type="application/json"/><link href="b" type="text/html"/>', "b"),
            ('<link href="a" type="application/json"/><link href="b" type="application/xhtml+xml"/>', "b"),
            ('<link href="a" type="application/json"/><link href="b"/>', "b"),
            ('<link href="a" type="application/json"/><link href="b" rel="via"/>', "a"),
            ('<link href=" "/><link href="b" rel="alternate"/>', "b"),
            ('<link href="b" rel="self"/>', None),
        ],
    )
    def test_link(self, links: str, link: str | None) -> None:
        assert atom(links).link == link

    @pytest.mark.parametrize("kind", ["html", "text/html"])
    def test_a_title_may_be_html(self, kind: str) -> None:
        assert atom(f'<title type="{kind}">A &lt;b&gt;b&lt;/b&gt; &amp;amp; c</title>').title == "A b & c"
        assert atom("<title>A &lt;b> &amp;amp; c</title>").title == "A <b> &amp; c"

    def test_authors_and_categories(self) -> None:
        item = atom(
            "<author><name>a</name></author><author/><author><name>b</name></author>"
            '<category term="c" label="x"/><category label="d"/><category/>'
        )

        assert (item.authors, item.categories) == (("a", "b"), ("c", "d"))

    def test_the_feed_has_a_base_too(self) -> None:
        made = read(b'<feed xml:base="https://example.org/blog/"><link rel="self" href="feed.xml"/></feed>')

        assert made.self_url == "https://example.org/blog/feed.xml"

    def test_a_base_that_no_address_can_be_joined_to(self) -> None:
        item = only(b'<feed xml:base="http://["><entry><id>i</id><link href="a"/></entry></feed>')

        assert item.link == "a"


class TestJsonFields:
    """The fields of an item."""

    @pytest.mark.parametrize(
        ("fields", "link"),
        [({"url": "a", "external_url": "b"}, "a"), ({"url": " ", "external_url": "b"}, "b"), ({"url": True}, None)],
    )
    def test_link(self, fields: dict[str, Any], link: str | None) -> None:
        assert from_json(**fields).link == link

    @pytest.mark.parametrize(
        ("fields", "authors"),
        [
            ({"authors": [{"name": "a"}, {}, "b", {"name": "c"}], "author": {"name": "x"}}, ("a", "c")),
            ({"author": {"name": "x"}}, ("x",)),
            ({"authors": [], "author": {"name": "x"}}, ("x",)),
            ({"author": "x"}, ()),
        ],
    )
    def test_authors(self, fields: dict[str, Any], authors: tuple[str, ...]) -> None:
        assert from_json(**fields).authors == authors

    def test_categories(self) -> None:
        own = {"category": "c", "type": "d"}

        assert from_json(tags=["a", "", 7, None], _outfeed=own).categories == ("a", "7", "c", "d")
        assert from_json(tags="a", _outfeed=[]).categories == ()

    def test_media_in_their_order_once_each(self) -> None:
        item = from_json(
            image="a",
            banner_image="b",
            attachments=[{"url": "c"}, {"url": "a"}, {}, "x"],
            _outfeed={"images": [{"url": "d"}, {"url": "b"}, "x"]},
        )

        assert item.media == ("a", "b", "c", "d")

    @pytest.mark.parametrize(
        ("fields", "content"), [({"content_html": "h", "content_text": "t"}, "h"), ({"content_text": "t"}, "t")]
    )
    def test_content(self, fields: dict[str, str], content: str) -> None:
        assert from_json(**fields).content == content

    @pytest.mark.parametrize(("value", "identity"), [(7, "7"), (1.5, "1.5"), (" a ", "a"), ("a  b", "a  b")])
    def test_an_id_may_be_a_number(self, value: Any, identity: str) -> None:
        assert from_json(id=value).id == identity

    @pytest.mark.parametrize("value", [True, None, [], {}, ""])
    def test_anything_else_is_none(self, value: Any) -> None:
        assert from_json(id=value, title="t").id == "t"


class TestCharsets:
    """The charset that HTTP says counts where the document declares none and is no UTF-8. Spec: RFC 7303 §3."""

    @pytest.mark.parametrize(
        "media_type",
        ["text/xml;charset=iso-8859-1", 'text/xml; CHARSET="ISO-8859-1"', "text/xml; x=y ;\tcharset = latin-1"],
    )
    def test_as_it_is_written(self, media_type: str) -> None:
        assert only("<rss><item><title>é</title></item></rss>".encode("latin-1"), media_type).title == "é"

    def test_one_that_nobody_knows_helps_nothing(self) -> None:
        with pytest.raises(UnreadableFeedError, match="not well-formed XML"):
            read("<rss><item><title>é</title></item></rss>".encode("latin-1"), "text/xml; charset=no-such")

    def test_what_the_document_declares_counts_before_it(self) -> None:
        data = "<?xml version='1.0' encoding='iso-8859-2'?><rss><item><title>ł</title></item></rss>"

        assert only(data.encode("iso-8859-2"), "text/xml; charset=iso-8859-1").title == "ł"

    def test_a_word_further_on_declares_nothing(self) -> None:
        data = "<?xml version='1.0'?><rss><item><title>encoding é</title></item></rss>"

        assert only(data.encode("latin-1"), "text/xml; charset=iso-8859-1").title == "encoding é"
