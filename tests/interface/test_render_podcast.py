"""`render` of a podcast: a feed with the option `podcast`, and articles that are episodes."""

from typing import Any, Final

import pytest
from lxml import etree

from exporters import Article, Chapter, Episode, Level, SettingsError, render
from exporters.model.show import make_guid
from tests.makers import article

SITE: Final = {"url": "https://example.org/", "title": "Night Trains", "language": "en"}
NAMES: Final = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}
FIELDS: Final = {
    "title": "A",
    "publishedDateTime": "2021-08-24T07:30:00Z",
    "webUrl": "https://example.org/a",
    "enclosures": [{"url": "https://example.org/a.mp3", "type": "audio/mpeg", "length": 5}],
}


def rss(given: Any, podcast: dict[str, Any] | None = None, **options: Any) -> Any:
    """The channel of the feed."""
    feed = {"podcast": {} if podcast is None else podcast}
    return etree.fromstring(render(SITE, given, feed=feed, **options)).find("channel")


def texts(holder: Any, path: str) -> list[str]:
    return [each.text for each in holder.findall(path, NAMES)]


class TestPodcast:
    """The same tags as in an export."""

    def test_a_mapping_is_an_episode(self) -> None:
        made = rss([FIELDS | {"episode": 7, "duration": "1:01"}], {"explicit": True, "author": "Ann"})

        assert texts(made, "itunes:author") == ["Ann"]
        assert texts(made, "item/itunes:duration") == ["61"]
        assert texts(made, "item/itunes:episode") == ["7"]

    def test_an_article_may_have_one(self) -> None:
        made = rss([article(episode=Episode(season=2))])

        assert texts(made, "item/podcast:season") == ["2"]

    def test_without_the_option_nobody_is_an_episode(self) -> None:
        document = render(SITE, [FIELDS | {"episode": 7}], feed={})

        assert b"itunes" not in document

    @pytest.mark.parametrize(
        ("self_url", "address"),
        [(None, "https://example.org/feeds/rss.xml"), ("https://example.org/pod/", "https://example.org/pod")],
    )
    def test_the_guid_is_that_of_its_address(self, self_url: str | None, address: str) -> None:
        assert texts(rss([FIELDS], self_url=self_url), "podcast:guid") == [make_guid(address)]

    def test_a_guid_that_is_given_stays(self) -> None:
        guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810"

        assert texts(rss([FIELDS], {"guid": guid}, self_url="https://example.org/pod"), "podcast:guid") == [guid]

    def test_no_file_beside_it_is_linked(self) -> None:
        chapters = (Chapter(start=0, title="One"),)
        made = rss([article(episode=Episode(chapters=chapters, season=1))])
        linked = rss([article(episode=Episode(chapters_url="https://example.org/c.json"))])

        assert (made.findall("item/podcast:chapters", NAMES), texts(made, "item/itunes:season")) == ([], ["1"])
        assert [each.get("url") for each in linked.findall("item/podcast:chapters", NAMES)] == [
            "https://example.org/c.json"
        ]

    def test_what_is_wrong_is_told(self) -> None:
        told: list[Any] = []
        rss([FIELDS | {"episode": "x"}], on_problem=told.append)

        assert [(each.path, each.field, each.level) for each in told] == [("articles[0]", "episode", Level.WARNING)]
        with pytest.raises(SettingsError, match=r"feed\.podcast\.type"):
            rss([FIELDS], {"type": "x"})

    def test_an_article_checks_its_episode(self) -> None:
        with pytest.raises(ValueError, match="season: 0 is less than 1"):
            Episode(season=0)
        assert isinstance(article(episode=Episode()), Article)
