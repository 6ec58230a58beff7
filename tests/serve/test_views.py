"""The views of an entry, and what the switches of a reader change."""

from typing import Any

import pytest

from exporters.model.article import Article, Enclosure, Image, Provider
from exporters.serve.page.views import VIEWS, EntryView, ReaderSwitches, view_body
from tests.makers import LATER, article

ATTACK = "<img src=x onerror=alert(1)>\"'"


def shown(name: str, entry: Article, **switches: bool) -> str:
    """The HTML of an entry."""
    return view_body(name, EntryView(entry, "Daily", ReaderSwitches(**switches)))


def whole(**fields: Any) -> Article:
    """An article with a body."""
    return article(**({"content_html": "<p>The body</p>", "summary": "The summary"} | fields))


@pytest.mark.parametrize("name", VIEWS)
class TestEveryView:
    """What holds for all of them."""

    def test_texts_are_no_html(self, name: str) -> None:
        entry = article(title=ATTACK, summary=ATTACK, provider=Provider(name=ATTACK), content_html=None)
        html = view_body(name, EntryView(entry, ATTACK, ReaderSwitches()))

        assert "<img" not in html
        assert "&lt;img src=x" in html

    def test_nothing_is_loaded_from_elsewhere_unless_asked(self, name: str) -> None:
        entry = whole(
            images=(Image(url="https://example.net/p.png"),),
            enclosures=(Enclosure(url="https://example.net/a.mp3", media_type="audio/mpeg"),),
        )

        assert "src=" not in shown(name, entry)

    def test_a_reader_may_cut_what_looks_like_html_from_titles(self, name: str) -> None:
        html = shown(name, whole(title="Use <b> & <code> well"), cuts_titles=True)

        assert "Use &amp; well" in html


class TestSwitches:
    """What readers do with an entry."""

    @pytest.mark.parametrize("name", ["full", "text", "mail", "podcast"])
    def test_a_reader_may_take_the_excerpt(self, name: str) -> None:
        assert "The body" in shown(name, whole())
        assert "The body" not in shown(name, whole(), is_excerpt=True)
        assert "The summary" in shown(name, whole(), is_excerpt=True)

    @pytest.mark.parametrize(
        ("name", "published", "updated"),
        [
            ("full", "2024-01-02 03:04 UTC", "2024-01-03 03:04 UTC"),
            ("text", "Tue, 02 Jan 2024 03:04:05 +0000", "Wed, 03 Jan 2024 03:04:05 +0000"),
        ],
    )
    def test_a_reader_may_show_the_date_of_the_update(self, name: str, published: str, updated: str) -> None:
        entry = whole(updated=LATER)

        assert published in shown(name, entry)
        assert updated in shown(name, entry, by_updated=True)


class TestViews:
    """What is special to each."""

    def test_a_card_cuts_its_texts(self) -> None:
        html = shown("card", whole(title="word " * 50, summary="word " * 90))

        assert html.count("…") == 2
        assert "The body" not in html

    def test_a_card_shows_the_picture(self) -> None:
        entry = whole(images=(Image(url="https://example.net/p.png?a=1&b=2"),))

        assert 'src="https://example.net/p.png?a=1&amp;b=2"' in shown("card", entry, shows_remote=True)

    def test_text_begins_with_the_headers_of_newsboat(self) -> None:
        html = shown("text", whole(title="A chip", url="https://example.org/a"))

        assert html.startswith('<pre dir="auto">Feed: Daily\nTitle: A chip\nAuthor: ')
        assert "\nLink: https://example.org/a\n\nThe body</pre>" in html

    def test_a_podcast_plays_the_episode(self) -> None:
        file = Enclosure(url="https://example.net/a.mp3", media_type="audio/mpeg", duration=3723)
        html = shown("podcast", whole(enclosures=(file,)), shows_remote=True)

        assert '<audio controls preload="none" src="https://example.net/a.mp3"></audio>' in html
        assert "1:02:03" in html

    def test_an_entry_without_sound_is_no_episode(self) -> None:
        assert "podcast apps leave this entry out" in shown("podcast", whole())
