"""Atom 1.0: each construct says what the article says, and nothing else."""

import pytest

from exporters.formats.atom import EXPORTER
from exporters.model.article import Image, Person, Provider, Related
from exporters.model.ids import atom_id
from tests.makers import LATER, Element, article, attributes, document, empty, feed, site, texts, xml


def entry(**fields: object) -> Element:
    found = xml("atom", feed(article(**fields))).find("{http://www.w3.org/2005/Atom}entry")
    assert found is not None
    return found


def links(holder: Element, relation: str) -> list[dict[str, str]]:
    return [each for each in attributes(holder, "a:link") if each.get("rel") == relation]


class TestId:
    """RFC 4287 §4.2.6: an absolute IRI."""

    @pytest.mark.parametrize(
        "identity",
        [
            "https://example.org/1",
            "urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6",
            "tag:example.org,2024:ü",
            "doi:10/1",
        ],
    )
    def test_an_iri_is_written_as_it_is(self, identity: str) -> None:
        assert texts(entry(id=identity), "a:id") == [identity]

    @pytest.mark.parametrize(
        ("identity", "written"),
        [
            ("chips", "https://example.org/#id=chips"),
            ("2021-08-24 chips", "https://example.org/#id=2021-08-24%20chips"),
            ("a/b?c#d", "https://example.org/#id=a%2Fb%3Fc%23d"),
            ("ü", "https://example.org/#id=%C3%BC"),
            ("100%", "https://example.org/#id=100%25"),
            ("/relative", "https://example.org/#id=%2Frelative"),
            ("a b:c", "https://example.org/#id=a%20b%3Ac"),
        ],
    )
    def test_another_id_stands_behind_the_address_of_the_site(self, identity: str, written: str) -> None:
        assert texts(entry(id=identity), "a:id") == [written]

    def test_different_ids_stay_different(self) -> None:
        ids = ["a b", "a%20b", "a+b", "A b", "a/b"]

        assert len({atom_id(each, "https://example.org/") for each in ids}) == len(ids)


class TestLinks:
    """RFC 4287 §4.2.7: what a link leads to."""

    def test_the_permalink_is_the_one_alternate(self) -> None:
        made = entry(url="https://example.org/1?a=1&b=2", original_url="https://elsewhere.example/1")

        assert links(made, "alternate") == [{"href": "https://example.org/1?a=1&b=2", "rel": "alternate"}]

    def test_where_it_appeared_first_is_via(self) -> None:
        made = entry(original_url="https://elsewhere.example/1")

        assert links(made, "via") == [{"href": "https://elsewhere.example/1", "rel": "via"}]

    def test_an_article_that_appeared_here_first_has_no_via(self) -> None:
        assert links(entry(), "via") == []

    def test_related_articles_keep_order_and_titles(self) -> None:
        made = entry(
            related=(Related(url="https://r.example/2", title="Two & <two>"), Related(url="https://r.example/1"))
        )

        assert links(made, "related") == [
            {"href": "https://r.example/2", "rel": "related", "title": "Two & <two>"},
            {"href": "https://r.example/1", "rel": "related"},
        ]


class TestTitle:
    """RFC 4287 §4.2.14: plain text, which is what a title without type is."""

    @pytest.mark.parametrize("title", ['5 < 6 & "q" > 3', "<b>bold?</b>", "Q&amp;A", "]]>", "🙂", "مرحبا", "人工智能"])
    def test_an_xml_parser_reads_the_same_text(self, title: str) -> None:
        assert texts(entry(title=title), "a:title") == [title]

    def test_it_is_of_type_text(self) -> None:
        (kinds,) = attributes(entry(), "a:title")

        assert kinds.get("type", "text") == "text"  # §3.1.1: absent means text


class TestSummary:
    """RFC 4287 §4.2.13: plain text, escaped once."""

    @pytest.mark.parametrize("summary", ["1 < 2", "<b>bold?</b>", "Q&amp;A", "Microsoft Corp <MSFT.O>"])
    def test_an_xml_parser_reads_the_same_text(self, summary: str) -> None:
        assert texts(entry(summary=summary), "a:summary") == [summary]

    def test_it_is_of_type_text(self) -> None:
        (kinds,) = attributes(entry(), "a:summary")

        assert kinds.get("type", "text") == "text"


class TestContent:
    """RFC 4287 §4.1.3: escaped HTML."""

    @pytest.mark.parametrize("body", ["<p>Body &amp; soul</p>", "<p>]]&gt; ]]></p>", "<pre>\n  a\n\n  b</pre>"])
    def test_it_is_the_html_of_the_body(self, body: str) -> None:
        made = entry(content_html=body)

        assert texts(made, "a:content") == [body]
        assert attributes(made, "a:content") == [{"type": "html"}]

    def test_without_a_body_there_is_none(self) -> None:
        assert texts(entry(), "a:content") == []

    def test_there_is_a_summary_beside_it(self) -> None:
        assert texts(entry(summary="S", content_html="<p>Body</p>"), "a:summary") == ["S"]


class TestDates:
    """RFC 4287 §3.3: RFC 3339, in UTC."""

    def test_published_is_when_it_appeared(self) -> None:
        assert texts(entry(), "a:published") == ["2024-01-02T03:04:05Z"]

    def test_updated_is_when_it_changed(self) -> None:
        assert texts(entry(updated=LATER), "a:updated") == ["2024-01-03T03:04:05Z"]

    def test_an_article_that_was_never_updated_was_updated_when_it_appeared(self) -> None:
        assert texts(entry(), "a:updated") == ["2024-01-02T03:04:05Z"]


class TestAuthor:
    """RFC 4287 §3.2: a name, and an address where it is known."""

    def test_each_author_has_one(self) -> None:
        made = entry(authors=(Person(name="Ann & <b>"), Person(name="Bob")))

        assert texts(made, "a:author/a:name") == ["Ann & <b>", "Bob"]

    def test_the_address_is_the_uri(self) -> None:
        made = entry(authors=(Person(name="Ann", url="https://ann.example/"), Person(name="Bob")))

        assert texts(made, "a:author/a:uri") == ["https://ann.example/"]

    def test_two_authors_of_one_name_stay_two(self) -> None:
        made = entry(
            authors=(Person(name="Ann", url="https://a.example/"), Person(name="Ann", url="https://b.example/"))
        )

        assert texts(made, "a:author/a:uri") == ["https://a.example/", "https://b.example/"]


class TestCategory:
    """RFC 4287 §4.2.2: topics have no scheme, category and type have one each."""

    def test_a_topic_is_term_and_label(self) -> None:
        assert attributes(entry(topics=("AI", "R&D|x")), "a:category") == [
            {"term": "AI", "label": "AI"},
            {"term": "R&D|x", "label": "R&D|x"},
        ]

    def test_the_schemes_lie_under_the_site(self) -> None:
        assert attributes(entry(category="news", type="video"), "a:category") == [
            {"term": "news", "label": "news", "scheme": "https://example.org/#category"},
            {"term": "video", "label": "video", "scheme": "https://example.org/#type"},
        ]

    def test_topics_stand_first(self) -> None:
        made = entry(topics=("AI",), category="news", type="video")

        assert [each["term"] for each in attributes(made, "a:category")] == ["AI", "news", "video"]


class TestMedia:
    """Media RSS 1.5.1."""

    def test_each_image_is_content(self) -> None:
        made = entry(images=(Image(url="https://e.example/1.jpg", width=3, height=4), Image(url="https://e.example/2")))

        assert attributes(made, "media:content") == [
            {"url": "https://e.example/1.jpg", "medium": "image", "width": "3", "height": "4"},
            {"url": "https://e.example/2", "medium": "image"},
        ]

    def test_the_first_image_is_the_thumbnail(self) -> None:
        made = entry(images=(Image(url="https://e.example/1.jpg"), Image(url="https://e.example/2")))

        assert attributes(made, "media:thumbnail") == [{"url": "https://e.example/1.jpg"}]

    def test_the_title_of_an_image_is_plain(self) -> None:
        made = entry(images=(Image(url="https://e.example/1.jpg", title="A < B"),))

        assert texts(made, "media:content/media:title") == ["A < B"]
        assert attributes(made, "media:content/media:title") == [{"type": "plain"}]


class TestLeftOut:
    """What Atom has no element for."""

    def test_an_entry_has_no_empty_element(self) -> None:
        made = entry(provider=Provider(name="Wired"), quality=0)

        assert empty(made) == []


class TestFeed:
    """RFC 4287 §4.1.1: the feed."""

    def test_it_has_id_title_and_subtitle(self) -> None:
        made = xml("atom", feed(id="https://example.org/f/", title="AI & <you>", description="1 < 2"))

        assert texts(made, "a:id") == ["https://example.org/f/"]
        assert texts(made, "a:title") == ["AI & <you>"]
        assert texts(made, "a:subtitle") == ["1 < 2"]

    def test_it_was_updated_when_its_entries_were(self) -> None:
        assert texts(xml("atom", feed(article(updated=LATER))), "a:updated") == ["2024-01-03T03:04:05Z"]

    def test_its_author_is_that_of_the_site(self) -> None:
        made = xml("atom", feed(site=site(author=Person(name="Everyday", url="https://everyday.example/"))))

        assert texts(made, "a:author/a:name") == ["Everyday"]
        assert texts(made, "a:author/a:uri") == ["https://everyday.example/"]

    def test_a_site_without_author_is_its_own(self) -> None:
        assert texts(xml("atom", feed(site=site(title="Site"))), "a:author/a:name") == ["Site"]

    def test_the_language_is_that_of_the_feed(self) -> None:
        made = xml("atom", feed(language="en-us"))

        assert made.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-us"

    def test_without_a_language_none_is_claimed(self) -> None:
        assert xml("atom", feed()).get("{http://www.w3.org/XML/1998/namespace}lang") is None

    def test_the_generator_has_an_address_and_no_version(self) -> None:
        made = xml("atom", feed())

        assert texts(made, "a:generator") == ["Outfeed"]
        assert attributes(made, "a:generator") == [{"uri": "https://github.com/everyday-cc/outfeed"}]

    def test_the_home_page_is_the_one_alternate(self) -> None:
        assert links(xml("atom", feed(url="https://example.org/ai/")), "alternate") == [
            {"href": "https://example.org/ai/", "rel": "alternate", "type": "text/html"}
        ]

    def test_it_names_itself(self) -> None:
        assert links(xml("atom", feed()), "self") == [
            {"href": "https://example.org/feeds/atom.xml", "rel": "self", "type": "application/atom+xml"}
        ]

    def test_rss_and_json_feed_are_related(self) -> None:
        assert [(each["href"], each["type"]) for each in links(xml("atom", feed()), "related")] == [
            ("https://example.org/feeds/rss.xml", "application/rss+xml"),
            ("https://example.org/feeds/feed.json", "application/feed+json"),
        ]

    def test_each_hub_has_a_link(self) -> None:
        assert links(xml("atom", feed(hubs=("https://hub.example/",))), "hub") == [
            {"href": "https://hub.example/", "rel": "hub"}
        ]

    def test_it_has_no_base(self) -> None:
        assert xml("atom", feed()).get("{http://www.w3.org/XML/1998/namespace}base") is None

    def test_rights_are_plain_text(self) -> None:
        made = xml("atom", feed(copyright="© 2024 <Ann> & Co"))
        (kinds,) = attributes(made, "a:rights")

        assert texts(made, "a:rights") == ["© 2024 <Ann> & Co"]
        assert kinds.get("type", "text") == "text"

    @pytest.mark.parametrize("icon", ["https://e.example/i.png?a=1&b=2", "https://e.example/i.svg"])
    def test_the_icon_is_a_square_picture_of_any_kind(self, icon: str) -> None:
        made = xml("atom", feed(icon=icon))

        assert texts(made, "a:icon") == [icon]
        assert texts(made, "a:logo") == []  # RFC 4287 §4.2.8: twice as wide as high

    def test_what_nobody_gave_is_left_out(self) -> None:
        made = xml("atom", feed())

        assert [texts(made, f"a:{name}") for name in ("rights", "icon", "logo")] == [[], [], []]

    def test_entries_keep_the_order_of_the_feed(self) -> None:
        made = xml("atom", feed(*(article(id=f"urn:{each}") for each in "cab")))

        assert texts(made, "a:entry/a:id") == ["urn:c", "urn:a", "urn:b"]


class TestNoEntries:
    """A feed without entries is still dated: RFC 4287 demands <updated>."""

    def test_updated_is_there(self) -> None:
        assert texts(xml("atom", feed(updated=LATER)), "a:updated") == ["2024-01-03T03:04:05Z"]

    def test_there_is_no_entry(self) -> None:
        assert texts(xml("atom", feed()), "a:entry") == []


class TestWrite:
    """Exporter.write: the same feed makes the same bytes."""

    def test_it_is_utf_8_with_a_declaration_and_a_line_end(self) -> None:
        made = document("atom", feed(article(title="人工智能")))

        assert made.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n")
        assert "人工智能".encode() in made
        assert made.endswith(b"</feed>\n")

    def test_it_names_its_media_type_and_file(self) -> None:
        assert (EXPORTER.name, EXPORTER.media_type, EXPORTER.filename, EXPORTER.scope) == (
            "atom",
            "application/atom+xml",
            "atom.xml",
            "feed",
        )
