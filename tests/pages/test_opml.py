"""feeds.opml: the list of all feeds."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from exporters.model.article import Person
from exporters.model.feed import FeedLink
from exporters.model.listing import FeedListing
from exporters.pages.opml import opml
from tests.makers import LATER, LINKS, MOMENT, feed, site
from tests.pages.opmls import problems

PLAIN_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Cs", "Zl", "Zp")), min_size=1
).filter(lambda text: text == text.strip() != "")


def listed(path: str = "", group: str = "", **fields: Any) -> FeedListing:
    """A feed that is published in the four formats in its folder."""
    base = f"https://example.org/feeds/{path}/" if path else "https://example.org/feeds/"
    links = tuple(
        FeedLink(format=each.format, media_type=each.media_type, url=f"{base}{each.url.rpartition('/')[2]}")
        for each in LINKS
    )
    made = feed(**{"path": path, "id": base, "updated": MOMENT, "links": links, "title": path or "All"} | fields)
    return FeedListing(feed=made, group=group, name=made.title, count=3)


def only(*names: str) -> tuple[FeedLink, ...]:
    """The links of the formats that are named."""
    return tuple(each for each in LINKS if each.format in names)


def root(*feeds: FeedListing, **fields: Any) -> etree._Element:
    """The document of that listing, which breaks no rule."""
    document = opml(site(**fields), feeds)
    assert problems(document) == []
    return etree.fromstring(document)


def outlines(*feeds: FeedListing) -> list[etree._Element]:
    """The outlines of feeds, in order."""
    return root(*feeds).findall(".//outline[@xmlUrl]")


class TestDocument:
    """OPML 2.0: a head, then a body of outlines."""

    def test_it_is_written_as_the_specification_shows(self) -> None:
        made = listed("topics/ai", "Topics", title="AI & <you>", page="https://example.org/feeds/topics/ai/")

        assert opml(site(language="en-us"), [made, listed("heat", language="de")]).decode() == (
            "<?xml version='1.0' encoding='UTF-8'?>\n"
            '<opml version="2.0">\n'
            "  <head>\n"
            "    <title>Site</title>\n"
            "    <dateModified>Tue, 02 Jan 2024 03:04:05 +0000</dateModified>\n"
            "    <ownerName>Site</ownerName>\n"
            "  </head>\n"
            "  <body>\n"
            '    <outline text="Topics">\n'
            '      <outline type="rss" text="AI &amp; &lt;you&gt;" title="AI &amp; &lt;you&gt;" description="About it"'
            ' htmlUrl="https://example.org/feeds/topics/ai/" xmlUrl="https://example.org/feeds/topics/ai/atom.xml"/>\n'
            "    </outline>\n"
            '    <outline type="rss" text="heat" title="heat" description="About it" language="de"'
            ' htmlUrl="https://example.org/" xmlUrl="https://example.org/feeds/heat/atom.xml"/>\n'
            "  </body>\n"
            "</opml>\n"
        )

    @given(PLAIN_TEXT, PLAIN_TEXT, PLAIN_TEXT)
    def test_any_plain_text_arrives(self, title: str, description: str, group: str) -> None:
        made = root(listed(group=group, title=title, description=description), title=title)
        (outline,) = made.findall("body/outline/outline")

        assert made.findtext("head/title") == title
        assert [outline.getparent().get("text")] == [group]  # type: ignore[union-attr]
        assert (outline.get("text"), outline.get("title"), outline.get("description")) == (title, title, description)


class TestHead:
    """<head>: of when the list is, and whose."""

    def test_the_date_is_that_of_the_feed_that_changed_last(self) -> None:
        made = root(listed(), listed("a", updated=LATER), listed("b"))

        assert made.findtext("head/dateModified") == "Wed, 03 Jan 2024 03:04:05 +0000"

    def test_the_owner_is_the_author_of_the_site(self) -> None:
        assert root(listed(), author=Person(name="Ann & Bob")).findtext("head/ownerName") == "Ann & Bob"

    def test_without_an_author_it_is_the_site(self) -> None:
        assert root(listed(), title="AI Every Day").findtext("head/ownerName") == "AI Every Day"


class TestOutline:
    """Subscription lists: type, text and xmlUrl; title, description, language and htmlUrl where they are known."""

    @pytest.mark.parametrize(
        ("formats", "file"),
        [
            (("rss", "atom", "json", "csv"), "atom.xml"),
            (("rss", "json"), "rss.xml"),
            (("json", "csv"), "feed.json"),
        ],
    )
    def test_the_address_is_of_the_format_that_serves_readers_best(self, formats: tuple[str, ...], file: str) -> None:
        (outline,) = outlines(listed(links=only(*formats)))

        assert outline.get("xmlUrl") == f"https://example.org/feeds/{file}"

    def test_the_home_page_stands_in_where_a_feed_has_no_page(self) -> None:
        urls = [outline.get("htmlUrl") for outline in outlines(listed(), listed("a", page="https://example.org/a/"))]

        assert urls == ["https://example.org/", "https://example.org/a/"]

    def test_feeds_of_one_title_have_their_folder_behind_it(self) -> None:
        made = outlines(*(listed(path, group, title="Daily") for path, group in (("", ""), ("hot", ""), ("t/ai", "T"))))

        assert [outline.get("text") for outline in made] == ["Daily", "Daily (hot)", "Daily (t/ai)"]
        assert [outline.get("title") for outline in made] == ["Daily", "Daily (hot)", "Daily (t/ai)"]

    def test_a_feed_that_no_reader_takes_is_left_out(self) -> None:
        made = outlines(listed(links=only("csv")), listed("a", "Topics", links=()), listed("b"))

        assert [outline.get("text") for outline in made] == ["b"]

    @pytest.mark.parametrize("feeds", [[], [listed(links=only("csv"))]])
    def test_where_no_feed_is_left_there_is_no_document(self, feeds: list[FeedListing]) -> None:
        assert opml(site(), feeds) == b""


class TestGroups:
    """A folder is an outline that carries its name, and nothing else."""

    def test_feeds_of_a_group_stand_in_its_folder_in_their_order(self) -> None:
        feeds = [listed(), listed("b", "Topics"), listed("x", "Sources"), listed("a", "Topics"), listed("heat")]
        body = root(*feeds).find("body")

        assert body is not None
        assert [(each.get("text"), [inner.get("text") for inner in each]) for each in body] == [
            ("All", []),
            ("Topics", ["b", "a"]),
            ("Sources", ["x"]),
            ("heat", []),
        ]

    def test_a_group_without_a_feed_that_readers_take_has_no_folder(self) -> None:
        made = root(listed(), listed("a", "Topics", links=only("csv")))

        assert made.findall(".//outline[@text='Topics']") == []


class TestProblems:
    """The checks that these tests rely on find what they are there for."""

    @pytest.mark.parametrize(
        ("right", "wrong"),
        [
            ('version="2.0"', 'version="1.0"'),
            ("<head>", "<head><docs>https://opml.org/spec2.opml</docs>"),
            ("Tue, 02 Jan", "Wed, 02 Jan"),
            ("+0000", "GMT"),
            (' text="a"', ""),
            (' text="a"', ' text=" "'),
            ("https://example.org/feeds/a/atom.xml", "atom.xml"),
            ("feeds/a/atom.xml", "feeds/b/atom.xml"),
            ('text="Topics"', 'text="Topics" title="Topics"'),
            ("</body>", '<outline text="empty"/></body>'),
        ],
    )
    def test_a_rule_that_is_broken_is_found(self, right: str, wrong: str) -> None:
        document = opml(site(), [listed("a", "Topics"), listed("b", "Topics")]).decode()

        assert right in document
        assert problems(document.encode()) == []
        assert problems(document.replace(right, wrong).encode()) != []
