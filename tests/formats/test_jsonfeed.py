"""JSON Feed 1.1: each key says what the article says; nothing is null or empty."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from exporters.formats.jsonfeed import EXPORTER
from exporters.model.article import Image, Person, Provider, Related
from exporters.model.feed import Feed
from tests.makers import LATER, article, document, feed, site


def read(made: Feed) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(document("json", made))
    return value


def item(**fields: object) -> dict[str, Any]:
    value: dict[str, Any] = read(feed(article(**fields)))["items"][0]
    return value


def outfeed(**fields: object) -> dict[str, Any]:
    value: dict[str, Any] = item(**fields)["_outfeed"]
    return value


def values(value: Any) -> Iterator[Any]:
    """The value and all that are in it."""
    yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from values(each)


class TestIdentity:
    """JSON Feed 1.1 `id`, `url`, `external_url`."""

    @pytest.mark.parametrize("identity", ["chips 2021", "42", "https://example.org/2", "ü<1>"])
    def test_an_id_is_written_as_it_is(self, identity: str) -> None:
        assert item(id=identity)["id"] == identity

    def test_url_is_the_permalink(self) -> None:
        assert item(url="https://example.org/1?a=1&b=2")["url"] == "https://example.org/1?a=1&b=2"

    def test_external_url_is_where_it_appeared_first(self) -> None:
        assert item(original_url="https://elsewhere.example/1")["external_url"] == "https://elsewhere.example/1"

    def test_an_article_that_appeared_here_first_has_no_external_url(self) -> None:
        assert "external_url" not in item()


class TestText:
    """JSON Feed 1.1 `title`, `summary`, `content_html`, `content_text`."""

    @pytest.mark.parametrize("title", ['5 < 6 & "q" > 3', "<b>bold?</b>", "Q&amp;A", "]]>", "🙂", "مرحبا", "人工智能"])
    def test_a_title_is_plain_text(self, title: str) -> None:
        assert item(title=title)["title"] == title

    @pytest.mark.parametrize("summary", ["1 < 2", "<b>bold?</b>", "Q&amp;A"])
    def test_a_summary_is_plain_text(self, summary: str) -> None:
        assert item(summary=summary)["summary"] == summary

    def test_a_body_is_html(self) -> None:
        assert item(content_html="<p>Body &amp; soul</p>")["content_html"] == "<p>Body &amp; soul</p>"

    def test_with_a_body_there_is_no_content_text(self) -> None:
        assert "content_text" not in item(content_html="<p>Body</p>")

    def test_without_a_body_the_summary_is_the_content(self) -> None:
        assert item(summary="1 < 2")["content_text"] == "1 < 2"

    def test_without_a_body_there_is_no_content_html(self) -> None:
        assert "content_html" not in item()


class TestDates:
    """JSON Feed 1.1 `date_published`, `date_modified`: RFC 3339."""

    def test_date_published_is_when_it_appeared(self) -> None:
        assert item()["date_published"] == "2024-01-02T03:04:05Z"

    def test_date_modified_is_when_it_changed(self) -> None:
        assert item(updated=LATER)["date_modified"] == "2024-01-03T03:04:05Z"

    def test_an_article_that_was_never_updated_was_not_modified(self) -> None:
        assert "date_modified" not in item()


class TestAuthors:
    """JSON Feed 1.1 `authors`, never `author`."""

    def test_an_author_has_name_url_and_avatar(self) -> None:
        made = item(authors=(Person(name="Ann", url="https://ann.example/", avatar="https://ann.example/a.png"),))

        assert made["authors"] == [
            {"name": "Ann", "url": "https://ann.example/", "avatar": "https://ann.example/a.png"}
        ]

    def test_authors_keep_their_order(self) -> None:
        assert item(authors=(Person(name="Bob"), Person(name="Ann")))["authors"] == [{"name": "Bob"}, {"name": "Ann"}]

    def test_there_is_no_author_beside_them(self) -> None:
        assert "author" not in item()


class TestTagsAndImage:
    """JSON Feed 1.1 `tags`, `image`."""

    def test_tags_are_the_topics(self) -> None:
        assert item(topics=("AI", "a|b"), category="news", type="video")["tags"] == ["AI", "a|b"]

    def test_without_topics_there_are_no_tags(self) -> None:
        assert "tags" not in item()

    def test_image_is_the_first_picture(self) -> None:
        made = item(images=(Image(url="https://e.example/1.jpg"), Image(url="https://e.example/2.jpg")))

        assert made["image"] == "https://e.example/1.jpg"

    def test_without_pictures_there_is_no_image(self) -> None:
        assert "image" not in item()

    def test_a_picture_is_no_attachment(self) -> None:
        assert "attachments" not in item(images=(Image(url="https://e.example/1.jpg"),))


class TestExtension:
    """JSON Feed 1.1, Extensions: what it has no name for is in `_outfeed`."""

    def test_the_feed_tells_where_it_is_described(self) -> None:
        assert read(feed())["_outfeed"]["about"].startswith("https://")

    def test_a_provider_has_name_domain_and_logo(self) -> None:
        logo = Image(url="https://wired.com/logo.png", width=50, height=40)

        assert outfeed(provider=Provider(name="Wired", domain="wired.com", image=logo))["provider"] == {
            "name": "Wired",
            "domain": "wired.com",
            "image": {"url": "https://wired.com/logo.png", "width": 50, "height": 40},
        }

    @pytest.mark.parametrize(
        ("field", "key", "value"),
        [
            ("category", "category", "news"),
            ("type", "type", "video"),
            ("quality", "quality", 204),
            ("heat", "heat", -3.5),
            ("quality", "quality", 0),
            ("amp_url", "amp_url", "https://example.org/amp"),
            ("amp_cdn_url", "amp_cdn_url", "https://cdn.example/amp"),
        ],
    )
    def test_single_values_are_written_as_they_are(self, field: str, key: str, value: object) -> None:
        assert outfeed(**{field: value}) == {key: value}

    def test_all_pictures_are_there(self) -> None:
        made = outfeed(
            images=(Image(url="https://e.example/1", width=1, height=2, title="T"), Image(url="https://e.example/2"))
        )

        assert made["images"] == [
            {"url": "https://e.example/1", "width": 1, "height": 2, "title": "T"},
            {"url": "https://e.example/2"},
        ]

    def test_related_articles_have_url_title_and_quality(self) -> None:
        made = outfeed(
            related=(Related(url="https://r.example/1", title="R", quality=7), Related(url="https://r.example/2"))
        )

        assert made["related"] == [
            {"url": "https://r.example/1", "title": "R", "quality": 7},
            {"url": "https://r.example/2"},
        ]

    def test_an_item_that_needs_none_has_none(self) -> None:
        assert "_outfeed" not in item()


class TestFeed:
    """JSON Feed 1.1, Top-level."""

    def test_version_stands_first(self) -> None:
        assert next(iter(read(feed()).items())) == ("version", "https://jsonfeed.org/version/1.1")

    def test_it_has_title_description_and_home_page(self) -> None:
        made = read(feed(title="AI & <you>", description="1 < 2", url="https://example.org/ai/"))

        assert (made["title"], made["description"], made["home_page_url"]) == (
            "AI & <you>",
            "1 < 2",
            "https://example.org/ai/",
        )

    def test_it_names_itself(self) -> None:
        assert read(feed())["feed_url"] == "https://example.org/feeds/feed.json"

    def test_the_language_is_that_of_the_feed(self) -> None:
        assert read(feed(language="en-us"))["language"] == "en-us"

    def test_without_a_language_none_is_claimed(self) -> None:
        assert "language" not in read(feed())

    def test_its_author_is_that_of_the_site(self) -> None:
        made = read(feed(site=site(author=Person(name="Everyday", url="https://everyday.example/"))))

        assert made["authors"] == [{"name": "Everyday", "url": "https://everyday.example/"}]

    def test_each_hub_is_listed(self) -> None:
        made = read(feed(hubs=("https://hub.example/",)))

        assert made["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]

    def test_the_icon_is_a_large_square_picture(self) -> None:
        made = read(feed(icon="https://e.example/i.svg"))

        assert made["icon"] == "https://e.example/i.svg"
        assert "favicon" not in made  # a small one, which nobody gave

    def test_the_copyright_is_in_the_extension(self) -> None:
        assert read(feed(copyright="© 2024 <Ann> & Co"))["_outfeed"]["copyright"] == "© 2024 <Ann> & Co"

    def test_what_nobody_gave_is_left_out(self) -> None:
        made = read(feed())

        assert {"icon", "next_url"}.isdisjoint(made)
        assert [*made["_outfeed"]] == ["about"]

    def test_items_keep_the_order_of_the_feed(self) -> None:
        made = read(feed(*(article(id=each) for each in "cab")))

        assert [each["id"] for each in made["items"]] == ["c", "a", "b"]

    def test_a_feed_without_entries_has_an_empty_list_of_items(self) -> None:
        assert read(feed())["items"] == []


class TestNothingEmpty:
    """JSON Feed knows no null; nothing empty is worth a key."""

    def test_the_barest_article_has_none(self) -> None:
        assert [each for each in values(read(feed(article()))) if each in (None, "", [], {})] == []

    def test_the_barest_provider_has_none(self) -> None:
        made = read(feed(article(provider=Provider(domain="wired.com"), images=(Image(url="https://e.example/"),))))

        assert [each for each in values(made) if each in (None, "", [], {})] == []


class TestWrite:
    """Exporter.write: the same feed makes the same bytes."""

    def test_it_is_utf_8_without_mark_and_ends_with_a_line_end(self) -> None:
        made = document("json", feed(article(title="人工智能")))

        assert made.startswith(b"{")
        assert "人工智能".encode() in made
        assert made.endswith(b"}\n")

    def test_it_names_its_media_type_and_file(self) -> None:
        assert (EXPORTER.name, EXPORTER.media_type, EXPORTER.filename, EXPORTER.scope) == (
            "json",
            "application/feed+json",
            "feed.json",
            "feed",
        )
