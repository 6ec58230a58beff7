"""RSS 2.0: each construct says what the article says, and nothing else."""

import html

import pytest

from exporters.formats.rss import EXPORTER
from exporters.model.article import Image, Person, Provider, Related
from tests.makers import LATER, Element, article, attributes, document, empty, feed, site, texts, xml


def item(**fields: object) -> Element:
    found = xml("rss", feed(article(**fields))).find("channel/item")
    assert found is not None
    return found


def channel(**fields: object) -> Element:
    found = xml("rss", feed(article(), **fields)).find("channel")
    assert found is not None
    return found


class TestGuid:
    """RSS 2.0 <guid>: a permalink unless it says otherwise."""

    def test_an_id_that_is_the_url_is_a_permalink(self) -> None:
        made = item(id="https://example.org/1", url="https://example.org/1")

        assert attributes(made, "guid") == [{"isPermaLink": "true"}]

    def test_another_address_as_id_is_no_permalink(self) -> None:
        made = item(id="https://example.org/2", url="https://example.org/1")

        assert attributes(made, "guid") == [{"isPermaLink": "false"}]

    def test_a_word_as_id_is_no_permalink(self) -> None:
        assert attributes(item(id="chips"), "guid") == [{"isPermaLink": "false"}]

    @pytest.mark.parametrize("identity", ["chips 2021", "ü/1?", "<1> & ]]>", "urn:x:1", "42"])
    def test_an_id_is_written_as_it_is(self, identity: str) -> None:
        assert texts(item(id=identity), "guid") == [identity]


class TestLink:
    """RSS 2.0 <link>: the address of the item."""

    def test_it_is_the_permalink(self) -> None:
        made = item(url="https://example.org/1?a=1&b=2", original_url="https://elsewhere.example/1")

        assert texts(made, "link") == ["https://example.org/1?a=1&b=2"]


class TestTitle:
    """RSS 2.0 <title>: escaped exactly once."""

    @pytest.mark.parametrize(
        "title",
        ['5 < 6 & "q" > 3', "<b>bold?</b>", "Q&amp;A", "]]>", "🙂 👩‍👩‍👧", "مرحبا بالعالم", "人工智能", "<!-- -->"],
    )
    def test_an_xml_parser_reads_the_same_text(self, title: str) -> None:
        assert texts(item(title=title), "title") == [title]


class TestDescription:
    """RSS 2.0 <description>: HTML, so plain text is escaped in it."""

    @pytest.mark.parametrize("summary", ["1 < 2", "<b>bold?</b>", "Q&amp;A", 'He said "no"', "Microsoft Corp <MSFT.O>"])
    def test_its_html_shows_the_plain_text(self, summary: str) -> None:
        (written,) = texts(item(summary=summary), "description")

        assert "<" not in written
        assert html.unescape(written) == summary

    def test_quotes_are_not_escaped(self) -> None:
        assert texts(item(summary='"It\'s on"'), "description") == ['"It\'s on"']

    def test_it_stands_before_the_content(self) -> None:
        names = [each.tag for each in item(content_html="<p>Body</p>")]

        assert names.index("description") < names.index("{http://purl.org/rss/1.0/modules/content/}encoded")


class TestContent:
    """RSS content module <content:encoded>."""

    @pytest.mark.parametrize("body", ["<p>Body &amp; soul</p>", "<p>]]&gt; ]]></p>", "<pre>\n  a\n\n  b</pre>"])
    def test_it_is_the_html_of_the_body(self, body: str) -> None:
        assert texts(item(content_html=body), "content:encoded") == [body]

    def test_without_a_body_there_is_none(self) -> None:
        assert texts(item(), "content:encoded") == []


class TestDates:
    """RSS 2.0 <pubDate>: RFC 822 with a year of four digits; atom:updated where it tells more."""

    def test_pub_date_has_the_right_weekday_and_a_numeric_zone(self) -> None:
        assert texts(item(), "pubDate") == ["Tue, 02 Jan 2024 03:04:05 +0000"]

    def test_a_later_update_is_told_by_atom(self) -> None:
        assert texts(item(updated=LATER), "a:updated") == ["2024-01-03T03:04:05Z"]

    def test_an_article_that_was_never_updated_has_no_update(self) -> None:
        assert texts(item(), "a:updated") == []

    def test_dates_are_told_once(self) -> None:
        assert texts(item(updated=LATER), "dc:date") == []


class TestCreator:
    """Dublin Core <dc:creator>: <author> demands an e-mail address."""

    def test_each_author_has_one(self) -> None:
        made = item(authors=(Person(name="Ann & Co"), Person(name="Bob <b>")))

        assert texts(made, "dc:creator") == ["Ann & Co", "Bob <b>"]

    def test_there_is_no_author_beside_it(self) -> None:
        assert texts(item(), "author") == []


class TestPublisher:
    """Dublin Core <dc:publisher>: who published it first."""

    def test_it_is_the_name_of_the_provider(self) -> None:
        assert texts(item(provider=Provider(name="Wired", domain="wired.com")), "dc:publisher") == ["Wired"]

    def test_without_a_name_it_is_the_domain(self) -> None:
        assert texts(item(provider=Provider(domain="wired.com")), "dc:publisher") == ["wired.com"]

    def test_a_provider_with_only_a_logo_is_left_out(self) -> None:
        made = item(provider=Provider(image=Image(url="https://example.org/logo.png")))

        assert texts(made, "dc:publisher") == []

    def test_without_a_provider_there_is_none(self) -> None:
        assert texts(item(), "dc:publisher") == []


class TestCategory:
    """RSS 2.0 <category>: topics have no domain, category and type have one each."""

    def test_topics_keep_their_order_and_have_no_domain(self) -> None:
        made = item(topics=("AI", "a|b", "R&D"))

        assert texts(made, "category") == ["AI", "a|b", "R&D"]
        assert attributes(made, "category") == [{}, {}, {}]

    def test_the_domain_of_the_category_lies_under_the_site(self) -> None:
        made = item(category="news")

        assert texts(made, "category") == ["news"]
        assert attributes(made, "category") == [{"domain": "https://example.org/#category"}]

    def test_the_domain_of_the_type_lies_under_the_site(self) -> None:
        made = item(type="video")

        assert texts(made, "category") == ["video"]
        assert attributes(made, "category") == [{"domain": "https://example.org/#type"}]

    def test_topics_stand_first(self) -> None:
        assert texts(item(topics=("AI",), category="news", type="video"), "category") == ["AI", "news", "video"]

    def test_a_topic_may_have_the_name_of_the_category(self) -> None:
        made = item(topics=("news",), category="news")

        assert attributes(made, "category") == [{}, {"domain": "https://example.org/#category"}]


class TestMedia:
    """Media RSS 1.5.1."""

    def test_each_image_is_content(self) -> None:
        made = item(images=(Image(url="https://e.example/1.jpg"), Image(url="https://e.example/2.jpg")))

        assert attributes(made, "media:content") == [
            {"url": "https://e.example/1.jpg", "medium": "image"},
            {"url": "https://e.example/2.jpg", "medium": "image"},
        ]

    def test_the_first_image_is_the_thumbnail(self) -> None:
        made = item(images=(Image(url="https://e.example/1.jpg", width=3, height=4), Image(url="https://e.example/2")))

        assert attributes(made, "media:thumbnail") == [{"url": "https://e.example/1.jpg", "width": "3", "height": "4"}]

    def test_sides_are_told_where_they_are_known(self) -> None:
        made = item(images=(Image(url="https://e.example/1.jpg", width=640),))

        assert attributes(made, "media:content") == [
            {"url": "https://e.example/1.jpg", "medium": "image", "width": "640"}
        ]

    def test_the_title_of_an_image_is_plain(self) -> None:
        made = item(images=(Image(url="https://e.example/1.jpg", title="A < B"),))

        assert texts(made, "media:content/media:title") == ["A < B"]
        assert attributes(made, "media:content/media:title") == [{"type": "plain"}]

    def test_without_images_there_is_none(self) -> None:
        made = item()

        assert attributes(made, "media:content") == attributes(made, "media:thumbnail") == []


class TestLeftOut:
    """What RSS has no element for."""

    def test_an_image_is_no_enclosure(self) -> None:
        assert texts(item(images=(Image(url="https://e.example/1.jpg"),)), "enclosure") == []

    def test_related_articles_have_no_link(self) -> None:
        assert attributes(item(related=(Related(url="https://r.example/"),)), "a:link") == []

    def test_an_item_has_no_empty_element(self) -> None:
        made = item(topics=(), provider=Provider(domain="wired.com"), related=())

        assert empty(made) == []


class TestChannel:
    """RSS 2.0 <channel>."""

    def test_it_is_version_2_0(self) -> None:
        assert xml("rss", feed()).get("version") == "2.0"

    def test_it_has_title_link_and_description(self) -> None:
        made = channel(title="AI & <you>", url="https://example.org/ai/", description="1 < 2")

        assert texts(made, "title") == ["AI & <you>"]
        assert texts(made, "link") == ["https://example.org/ai/"]
        assert texts(made, "description") == ["1 < 2"]

    def test_the_language_is_that_of_the_feed(self) -> None:
        assert texts(channel(language="en-us"), "language") == ["en-us"]

    def test_without_a_language_none_is_claimed(self) -> None:
        assert texts(channel(), "language") == []

    def test_the_generator_has_no_version(self) -> None:
        assert texts(channel(), "generator") == ["Outfeed"]

    def test_it_was_built_when_the_feed_was_updated(self) -> None:
        assert texts(channel(updated=LATER), "lastBuildDate") == ["Wed, 03 Jan 2024 03:04:05 +0000"]

    def test_it_names_itself_first(self) -> None:
        assert attributes(channel(), "a:link")[0] == {
            "href": "https://example.org/feeds/rss.xml",
            "rel": "self",
            "type": "application/rss+xml",
        }

    def test_atom_and_json_feed_are_related(self) -> None:
        related = [each for each in attributes(channel(), "a:link") if each["rel"] == "related"]

        assert related == [
            {"href": "https://example.org/feeds/atom.xml", "rel": "related", "type": "application/atom+xml"},
            {"href": "https://example.org/feeds/feed.json", "rel": "related", "type": "application/feed+json"},
        ]

    def test_no_reader_can_take_another_format_for_the_home_page(self) -> None:
        assert [each for each in attributes(channel(), "a:link") if each["rel"] == "alternate"] == []

    def test_each_hub_has_a_link(self) -> None:
        hubs = [each for each in attributes(channel(hubs=("https://hub.example/",)), "a:link") if each["rel"] == "hub"]

        assert hubs == [{"href": "https://hub.example/", "rel": "hub"}]

    def test_the_copyright_is_plain_text(self) -> None:
        assert texts(channel(copyright="© 2024 <Ann> & Co"), "copyright") == ["© 2024 <Ann> & Co"]

    def test_ttl_is_minutes(self) -> None:
        assert texts(channel(ttl=90), "ttl") == ["90"]

    def test_what_nobody_gave_is_left_out(self) -> None:
        made = channel()

        assert [texts(made, name) for name in ("copyright", "ttl", "image")] == [[], [], []]

    def test_items_keep_the_order_of_the_feed(self) -> None:
        made = xml("rss", feed(*(article(id=each) for each in "cab")))

        assert texts(made, "channel/item/guid") == ["c", "a", "b"]


class TestImage:
    """RSS 2.0 <image>: a GIF, JPEG or PNG."""

    @pytest.mark.parametrize(
        "icon",
        [
            "https://e.example/i.png",
            "https://e.example/i.PNG?v=1.2&w",
            "https://e.example/i.jpg#x",
            "https://e.example/i.jpeg",
            "https://e.example/a.svg/i.gif",
        ],
    )
    def test_it_has_the_title_and_link_of_the_channel(self, icon: str) -> None:
        made = channel(icon=icon, title="AI & <you>", url="https://example.org/ai/")

        assert texts(made, "image/url") == [icon]
        assert texts(made, "image/title") == texts(made, "title") == ["AI & <you>"]
        assert texts(made, "image/link") == texts(made, "link") == ["https://example.org/ai/"]

    def test_it_claims_no_size(self) -> None:
        made = channel(icon="https://e.example/i.png")

        assert [each.tag for each in made.findall("image/*")] == ["url", "title", "link"]

    @pytest.mark.parametrize("name", ["i.svg", "i.webp", "i.avif", "i.ico", "png", "i.png/", "i?a=i.png", "i#.png", ""])
    def test_another_kind_is_left_out(self, name: str) -> None:
        assert channel(icon=f"https://e.example/{name}").find("image") is None


class TestNoEntries:
    """A feed without entries."""

    def test_there_is_no_last_build_date(self) -> None:
        assert texts(xml("rss", feed()), "channel/lastBuildDate") == []

    def test_there_is_no_item(self) -> None:
        assert texts(xml("rss", feed()), "channel/item") == []

    def test_there_is_a_channel_with_its_three_elements(self) -> None:
        made = xml("rss", feed(site=site(title="T", description="D")))

        assert [texts(made, f"channel/{name}") for name in ("title", "link", "description")] == [
            ["T"],
            ["https://example.org/"],
            ["D"],
        ]


class TestWrite:
    """Exporter.write: the same feed makes the same bytes."""

    def test_it_is_utf_8_with_a_declaration_and_a_line_end(self) -> None:
        made = document("rss", feed(article(title="人工智能")))

        assert made.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n")
        assert "人工智能".encode() in made
        assert made.endswith(b"</rss>\n")

    def test_it_names_its_media_type_and_file(self) -> None:
        assert (EXPORTER.name, EXPORTER.media_type, EXPORTER.filename, EXPORTER.scope) == (
            "rss",
            "application/rss+xml",
            "rss.xml",
            "feed",
        )
