"""Pages as HTML: what they say, and to whom."""

import re
from typing import Final
from urllib.parse import unquote

from lxml import etree

from exporters.model.article import Image, Provider
from exporters.pages.render import MAX_ENTRIES
from exporters.settings.values import PageSettings
from tests.makers import MADE, article, site
from tests.pages.making import many, page, pages, parsed, root, text, told

PICTURE: Final = Image(url="https://img.example.net/a.jpg?w=1&h=2", width=1200, height=668, title="A chip")
WITH_IMAGES: Final = PageSettings(images=True)


class TestHead:
    """What browsers, search engines and feed readers look for."""

    def test_feed_readers_find_every_format_they_take(self) -> None:
        links = parsed(page(title="Daily")).xpath("//head/link[@rel='alternate']")

        assert [(each.get("type"), each.get("title"), each.get("href")) for each in links] == [
            ("application/rss+xml", "Daily (RSS)", f"{MADE}rss.xml"),
            ("application/atom+xml", "Daily (Atom)", f"{MADE}atom.xml"),
            ("application/feed+json", "Daily (JSON Feed)", f"{MADE}feed.json"),
        ]

    def test_the_page_tells_its_own_address(self) -> None:
        assert parsed(page()).xpath("//link[@rel='canonical']/@href") == [MADE]

    def test_a_page_that_has_no_address_tells_none(self) -> None:
        assert parsed(page(page=None)).xpath("//link[@rel='canonical']") == []

    def test_title_and_description_are_those_of_the_feed(self) -> None:
        made = parsed(page(title="Daily: AI", description="About AI"))

        assert made.xpath("//title/text()") == ["Daily: AI"]
        assert made.xpath("//meta[@name='description']/@content") == ["About AI"]

    def test_the_icon_is_a_valid_data_address(self) -> None:
        [icon] = parsed(page()).xpath("//link[@rel='icon']/@href")
        svg = etree.fromstring(unquote(icon.removeprefix("data:image/svg+xml,")))

        assert re.fullmatch(r"data:image/svg\+xml,(?:[\w\-.~!$&'()*+,;=:@/?]|%[0-9A-F]{2})+", icon, re.ASCII)
        assert svg.get("viewBox") == "0 0 16 16"

    def test_the_policy_forbids_all_but_this_style_and_this_script(self) -> None:
        [policy] = parsed(page()).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")

        assert re.fullmatch(
            r"default-src 'none'; style-src 'sha256-[\w+/]{43}='; script-src 'sha256-[\w+/]{43}=';"
            r" base-uri 'none'; form-action 'none'; img-src data:",
            policy,
        )

    def test_with_images_the_policy_allows_those(self) -> None:
        [policy] = parsed(page(settings=WITH_IMAGES)).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")

        assert policy.endswith("; img-src data: http: https:")


class TestLanguage:
    """The page speaks English, its texts the language of the feed."""

    def test_texts_of_feeds_and_articles_have_the_language_of_the_feed(self) -> None:
        where = site(language="de")
        made = parsed(pages([told("AI", article(), site=where), told("R&D", site=where)])["topics/ai/index.html"])

        assert made.get("lang") == "en"
        assert [each.get("lang") for each in made.cssselect("h1, .lead, .site, ol, nav ul")] == ["de"] * 5
        assert {each.get("lang") for each in made.cssselect("ol time")} == {"en"}

    def test_where_it_is_unknown_none_is_claimed(self) -> None:
        assert "lang" not in parsed(page(article())).cssselect("h1")[0].attrib

    def test_each_text_of_an_article_has_its_own_direction(self) -> None:
        made = parsed(page(article(title="الذكاء الاصطناعي"))).cssselect(".entries li")[0]

        assert [each.get("dir") for each in made.cssselect("h3, p:not(.source)")] == ["auto", "auto"]
        assert len(made.cssselect(".source bdi")) == 1


class TestSubscribe:
    """The addresses: complete, to be selected, with a button each that a script shows."""

    def test_each_format_has_a_link_an_address_and_a_button(self) -> None:
        rows = parsed(page()).cssselect(".addresses li")

        assert [row.cssselect("a")[0].get("href") for row in rows] == ["rss.xml", "atom.xml", "feed.json"]
        assert [text(row.cssselect("code")[0]) for row in rows] == [
            f"{MADE}rss.xml",
            f"{MADE}atom.xml",
            f"{MADE}feed.json",
        ]
        assert [text(row.cssselect("button[hidden]")[0]) for row in rows] == [
            "Copy RSS address",
            "Copy Atom address",
            "Copy JSON Feed address",
        ]

    def test_an_address_in_another_script_shows_its_letters(self) -> None:
        made = told("机器学习", article())
        [code] = parsed(pages([made])["topics/机器学习/index.html"]).cssselect(".addresses li:first-child code")

        assert text(code) == f"{MADE}topics/机器学习/rss.xml"
        assert code.get("data-address") == f"{MADE}topics/%E6%9C%BA%E5%99%A8%E5%AD%A6%E4%B9%A0/rss.xml"
        assert code.getparent().cssselect("a")[0].get("href") == "rss.xml"

    def test_the_table_is_a_download(self) -> None:
        [link] = parsed(page()).cssselect(".downloads a")

        assert (text(link), link.get("href"), link.get("download")) == ("CSV table", "feed.csv", "")

    def test_it_says_what_a_feed_reader_is(self) -> None:
        assert "A feed reader is " in text(parsed(page()).cssselect("#subscribe")[0])

    def test_a_feed_that_no_reader_takes_offers_its_files(self) -> None:
        made = root().listed.feed.links[3:]

        assert text(parsed(page(links=made)).cssselect("#subscribe")[0]) == (
            "Subscribe This feed is made for programs: CSV table"
        )


class TestFacts:
    """How many entries there are, and when the newest was published."""

    def test_it_says_when_the_latest_was_published(self) -> None:
        [facts] = parsed(page(*many(2))).cssselect(".facts")

        assert text(facts) == "2 entries from Site, the latest published on 2 January 2024"

    def test_of_one_entry_it_says_no_more(self) -> None:
        [facts] = parsed(page(article())).cssselect(".facts")

        assert text(facts) == "1 entry from Site, published on 2 January 2024"


class TestEntries:
    """The latest entries: title, source, date, excerpt."""

    def test_each_has_what_a_reader_chooses_by(self) -> None:
        made = parsed(page(article(title="A & B", summary="More of it.", provider=Provider(name="Wired"))))
        [row] = made.cssselect(".entries > li")

        assert text(row) == "A & B Wired 2 January 2024 More of it."
        assert row.cssselect("h3 a")[0].get("href") == "https://example.org/1"
        assert row.cssselect("time")[0].get("datetime") == "2024-01-02T03:04:05Z"

    def test_the_latest_twenty_are_shown(self) -> None:
        made = parsed(page(*many(30)))

        assert [link.get("href") for link in made.cssselect(".entries h3 a")] == [
            f"https://example.org/{number}" for number in range(MAX_ENTRIES)
        ]

    def test_an_empty_feed_says_so(self) -> None:
        assert text(parsed(page()).cssselect("#latest")[0]) == "Latest entries There are none yet."

    def test_pictures_are_lazy_and_tell_nobody_where_they_are_shown(self) -> None:
        [picture] = parsed(page(article(images=(PICTURE,)), settings=WITH_IMAGES)).cssselect("img")

        assert dict(picture.attrib) == {
            "src": PICTURE.url,
            "alt": "A chip",
            "width": "1200",
            "height": "668",
            "loading": "lazy",
            "decoding": "async",
            "referrerpolicy": "no-referrer",
        }

    def test_no_other_page_has_pictures(self) -> None:
        assert parsed(page(article(images=(PICTURE,)))).cssselect("img, picture, [style*=url]") == []


class TestSiblings:
    """The feeds beside this one, and the way to all."""

    def test_they_are_links(self) -> None:
        feeds = [told("AI"), told("R&D")]
        made = parsed(pages(feeds)["topics/ai/index.html"])

        assert [(text(each), each.get("href")) for each in made.cssselect(".siblings a")] == [
            ("R&D", f"../{feeds[1].listed.feed.path.removeprefix('topics/')}/index.html"),
            ("All feeds", "../../index.html"),
        ]

    def test_a_feed_without_any_leads_to_the_list_all_the_same(self) -> None:
        made = parsed(pages([told("AI")])["topics/ai/index.html"])

        assert made.cssselect(".siblings") == []
        assert [each.get("href") for each in made.cssselect(".masthead nav a")] == ["../../index.html"]


class TestList:
    """The root page: every feed, and the feed of the whole site."""

    def test_every_feed_is_in_it_with_its_count(self) -> None:
        made = parsed(pages([root(article()), told("AI", article()), told("R&D")])["index.html"])

        assert [text(row) for row in made.cssselect(".group li")] == ["Site 1", "AI 1", "R&D 0"]
        assert [text(each) for each in made.cssselect(".group h3")] == ["Main feeds", "Topics"]

    def test_it_shows_what_the_page_of_a_feed_shows(self) -> None:
        made = parsed(pages([root(article(title="News")), told("AI")])["index.html"])

        assert len(made.cssselect(".addresses li")) == 3
        assert [text(each) for each in made.cssselect(".entries h3")] == ["News"]

    def test_without_a_feed_of_the_whole_site_it_is_the_list_alone(self) -> None:
        made = parsed(pages([told("AI"), told("Chips")])["index.html"])

        assert made.cssselect("#subscribe, #latest, .facts") == []
        assert [text(each) for each in made.cssselect(".jump a")] == ["2 feeds"]

    def test_the_filter_waits_for_a_script(self) -> None:
        [box] = parsed(pages([root()])["index.html"]).cssselect("[role=search]")

        assert box.get("hidden") is not None
        assert box.cssselect("label")[0].get("for") == box.cssselect("input")[0].get("id")
