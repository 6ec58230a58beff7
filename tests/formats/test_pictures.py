"""The pictures of an entry: `image` of a feed says where they go."""

import json
from typing import Any, Final

import pytest

from exporters.model.article import Image
from tests.makers import NAMESPACES, article, document, feed, texts, xml

PICTURE: Final = Image(url="https://e.example/a.jpg?w=1", width=4, height=3, title='A "chip" & more')
LEAD: Final = (
    '<p><img src="https://e.example/a.jpg?w=1" alt="A &quot;chip&quot; &amp; more" width="4" height="3"></p>\n'
)


def content(image: str, html: str | None = "<p>Text</p>", name: str = "json", **fields: Any) -> str | None:
    """The content of the one entry, in a format."""
    made = feed(article(content_html=html, images=(PICTURE,), **fields), image=image)
    match name:
        case "rss":
            return next(iter(texts(xml(name, made), "channel/item/content:encoded")), None)
        case "atom":
            return next(iter(texts(xml(name, made), "a:entry/a:content")), None)
    found: str | None = json.loads(document(name, made))["items"][0].get("content_html")
    return found


class TestLead:
    """`image: lead`: the lead picture stands at the head of the content."""

    @pytest.mark.parametrize("name", ["rss", "atom", "json"])
    def test_in_every_format(self, name: str) -> None:
        assert content("lead", name=name) == f"{LEAD}<p>Text</p>"

    @pytest.mark.parametrize("image", ["media", "enclosure", "none"])
    def test_not_by_other_settings(self, image: str) -> None:
        assert content(image) == "<p>Text</p>"

    @pytest.mark.parametrize(
        "source",
        ["https://e.example/a.jpg", "https://e.example/a.jpg?w=900&amp;x=1", "https://e.example/a-1024x683.jpg"],
    )
    def test_not_where_the_content_shows_it(self, source: str) -> None:
        html = f'<p>Text</p>\n<p><img alt="x" src="{source}"></p>'

        assert content("lead", html) == html

    def test_another_picture_is_not_it(self) -> None:
        html = '<p><img src="https://other.example/a.jpg"></p>'

        assert content("lead", html) == LEAD + html

    def test_an_entry_without_content_gets_none(self) -> None:
        assert content("lead", None) is None

    def test_pictures_stay_beside_the_content(self) -> None:
        made = xml("rss", feed(article(content_html="<p>x</p>", images=(PICTURE,)), image="lead"))

        assert len(made.findall("channel/item/media:content", NAMESPACES)) == 1


class TestNone:
    """`image: none`: no picture stands beside the content."""

    @pytest.mark.parametrize(("name", "entry"), [("rss", "channel/item"), ("atom", "a:entry")])
    def test_no_media_element(self, name: str, entry: str) -> None:
        made = xml(name, feed(article(images=(PICTURE,)), image="none"))

        assert made.findall(f"{entry}/media:content", NAMESPACES) == []
        assert made.findall(f"{entry}/media:thumbnail", NAMESPACES) == []

    def test_no_image_in_json(self) -> None:
        [entry] = json.loads(document("json", feed(article(images=(PICTURE,)), image="none")))["items"]

        assert "image" not in entry
        assert "images" not in entry.get("_outfeed", {})
