"""A podcast in RSS: Apple's tags and those of the podcast namespace, and no other format has them."""

import json
from typing import Any, Final

import pytest

from exporters.formats.rss import EXPORTER
from exporters.model.article import Enclosure
from exporters.model.artwork import Artwork
from exporters.model.episode import Chapter, Contributor, Episode, Soundbite, Transcript
from exporters.model.show import (
    Show,
    ShowCategory,
    ShowFunding,
    ShowLicense,
    ShowLocation,
    ShowOwner,
    ShowText,
    ShowTrailer,
    make_guid,
)
from tests.makers import MOMENT, Element, article, document, empty, feed, xml

ITUNES: Final = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST: Final = "{https://podcastindex.org/namespace/1.0}"
AUDIO: Final = Enclosure(url="https://example.org/1.mp3", media_type="audio/mpeg", length=5, duration=61)


def channel(**fields: Any) -> Element:
    """The channel of a show with one episode."""
    found = xml("rss", feed(article(enclosures=(AUDIO,)), show=Show(**fields))).find("channel")
    assert found is not None
    return found


def item(episode: Episode | None = None, **fields: Any) -> Element:
    """An episode of a show."""
    made = article(episode=episode, **({"enclosures": (AUDIO,)} | fields))
    found = xml("rss", feed(made, show=Show())).find("channel/item")
    assert found is not None
    return found


def tags(holder: Element, space: str) -> list[tuple[str, dict[str, str], str | None]]:
    """Name, attributes and text of each child in a namespace."""
    found = [each for each in holder if str(each.tag).startswith(space)]
    return [
        (str(each.tag).removeprefix(space), {str(key): str(value) for key, value in each.attrib.items()}, each.text)
        for each in found
    ]


class TestShow:
    """Apple's guide to RSS, show tags; the podcast namespace in <channel>."""

    def test_what_nobody_said_is_not_written(self) -> None:
        made = channel()

        assert tags(made, ITUNES) == tags(made, PODCAST) == []

    def test_apples_tags(self) -> None:
        made = channel(
            image=Artwork(url="https://example.org/a.jpg?b=1&c=2"),
            is_explicit=True,
            type="serial",
            author="Ann & Ben",
            new_feed_url="https://example.net/rss.xml",
            is_blocked=True,
            is_complete=True,
        )

        assert tags(made, ITUNES) == [
            ("image", {"href": "https://example.org/a.jpg?b=1&c=2"}, None),
            ("explicit", {}, "true"),
            ("author", {}, "Ann & Ben"),
            ("type", {}, "serial"),
            ("new-feed-url", {}, "https://example.net/rss.xml"),
            ("block", {}, "Yes"),
            ("complete", {}, "Yes"),
        ]

    def test_it_says_that_it_is_not_explicit(self) -> None:
        assert tags(channel(is_explicit=False), ITUNES) == [("explicit", {}, "false")]

    def test_a_sub_category_stands_in_its_category(self) -> None:
        names = [("Arts", "Books"), ("Arts", "Food"), ("History", None), ("Arts", "Design")]
        made = channel(categories=tuple(ShowCategory(name=name, sub=sub) for name, sub in names))

        found = [
            (each.get("text"), [inner.get("text") for inner in each]) for each in made.findall(f"{ITUNES}category")
        ]
        assert found == [("Arts", ["Books", "Food"]), ("History", []), ("Arts", ["Design"])]

    def test_the_author_comes_after_the_owner(self) -> None:
        made = channel(owner=ShowOwner(name="Ann"), author="Ben")

        assert [name for name, _, _ in tags(made, ITUNES)] == ["owner", "author"]

    def test_the_owner_has_name_and_address(self) -> None:
        made = channel(owner=ShowOwner(name="Ann", email="ann@example.org"))

        (owner,) = made.findall(f"{ITUNES}owner")
        assert tags(owner, ITUNES) == [("name", {}, "Ann"), ("email", {}, "ann@example.org")]

    def test_tags_of_the_podcast_namespace(self) -> None:
        made = channel(
            guid="917393e3-1b1e-5cef-ace4-edaa54e1f810",
            is_locked=False,
            funding=(ShowFunding(url="https://example.org/m", text="Give"), ShowFunding(url="https://example.org/n")),
            license=ShowLicense(name="CC-BY-4.0", url="https://example.org/l"),
            medium="audiobook",
            locations=(ShowLocation(name="Vienna", rel="subject", geo="geo:1,2", osm="R1", country="AT"),),
            trailers=(ShowTrailer(title="Soon", url="https://example.org/t.mp3", published=MOMENT, season=2),),
            texts=(ShowText(text="05124", purpose="verify"),),
        )

        assert tags(made, PODCAST) == [
            ("locked", {}, "no"),
            ("funding", {"url": "https://example.org/m"}, "Give"),
            ("funding", {"url": "https://example.org/n"}, None),
            ("location", {"rel": "subject", "geo": "geo:1,2", "osm": "R1", "country": "AT"}, "Vienna"),
            (
                "trailer",
                {"url": "https://example.org/t.mp3", "pubdate": "Tue, 02 Jan 2024 03:04:05 +0000", "season": "2"},
                "Soon",
            ),
            ("license", {"url": "https://example.org/l"}, "CC-BY-4.0"),
            ("guid", {}, "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
            ("medium", {}, "audiobook"),
            ("txt", {"purpose": "verify"}, "05124"),
        ]

    def test_who_may_unlock_it_is_the_owner(self) -> None:
        made = channel(is_locked=True, owner=ShowOwner(email="ann@example.org"))

        assert tags(made, PODCAST) == [("locked", {"owner": "ann@example.org"}, "yes")]


class TestGuid:
    """<podcast:guid>: UUIDv5 of the address without scheme and trailing slashes."""

    @pytest.mark.parametrize(
        ("address", "guid"),
        [  # those of the documentation of the namespace
            ("https://mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
            ("http://podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
            ("https://podnews.net/rss//", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ],
    )
    def test_it_is_that_of_the_documentation(self, address: str, guid: str) -> None:
        assert make_guid(address) == guid


class TestEpisode:
    """Apple's guide to RSS, episode tags; the podcast namespace in <item>."""

    def test_without_anything_it_has_the_duration_of_its_file(self) -> None:
        assert tags(item(), ITUNES) == [("duration", {}, "61")]

    def test_its_own_duration_wins_also_as_zero(self) -> None:
        assert tags(item(Episode(duration=0)), ITUNES) == [("duration", {}, "0")]

    def test_a_file_without_duration_gives_none(self) -> None:
        assert tags(item(enclosures=()), ITUNES) == []

    def test_apples_tags(self) -> None:
        made = item(
            Episode(
                season=2,
                number=7,
                type="bonus",
                is_explicit=False,
                duration=3723,
                image=Artwork(url="https://example.org/7.png"),
            )
        )

        assert tags(made, ITUNES) == [
            ("duration", {}, "3723"),
            ("image", {"href": "https://example.org/7.png"}, None),
            ("explicit", {}, "false"),
            ("episode", {}, "7"),
            ("season", {}, "2"),
            ("episodeType", {}, "bonus"),
        ]
        assert tags(made, PODCAST) == [("season", {}, "2"), ("episode", {}, "7")]

    def test_tags_of_the_podcast_namespace(self) -> None:
        made = item(
            Episode(
                chapters_url="https://example.org/c.json",
                transcripts=(
                    Transcript(url="https://example.org/1.vtt", media_type="text/vtt", language="de", rel="captions"),
                ),
                people=(
                    Contributor(name="Ann"),
                    Contributor(
                        name="Ben",
                        role="guest",
                        group="cast",
                        image="https://example.org/b.jpg",
                        url="https://example.org/b",
                    ),
                ),
                soundbites=(Soundbite(start=73, duration=60), Soundbite(start=1234.5, duration=42.25, title="Why")),
            )
        )

        assert tags(made, PODCAST) == [
            (
                "transcript",
                {"url": "https://example.org/1.vtt", "type": "text/vtt", "language": "de", "rel": "captions"},
                None,
            ),
            ("chapters", {"url": "https://example.org/c.json", "type": "application/json+chapters"}, None),
            ("soundbite", {"startTime": "73.0", "duration": "60.0"}, None),
            ("soundbite", {"startTime": "1234.5", "duration": "42.25"}, "Why"),
            ("person", {}, "Ann"),
            (
                "person",
                {"role": "guest", "group": "cast", "img": "https://example.org/b.jpg", "href": "https://example.org/b"},
                "Ben",
            ),
        ]

    def test_no_element_is_empty(self) -> None:
        made = item(Episode(soundbites=(Soundbite(start=0, duration=1),)), enclosures=())

        assert empty(made) == []


class TestElsewhere:
    """Neither another feed nor another format has any of it."""

    FULL: Final = Episode(season=1, number=1, chapters=(Chapter(start=0, title="One"),))

    def test_a_feed_that_is_no_podcast_does_not_change(self) -> None:
        made = feed(article(episode=self.FULL))

        assert document("rss", made) == document("rss", feed(article()))
        assert dict(EXPORTER.companions(made)) == {}

    @pytest.mark.parametrize("name", ["atom", "json", "csv"])
    def test_another_format_does_not_change(self, name: str) -> None:
        made = feed(article(episode=self.FULL), show=Show(author="Ann"))

        assert document(name, made) == document(name, feed(article()))


class TestChapters:
    """JSON Chapters 1.2, beside the feed."""

    EPISODE: Final = Episode(
        chapters=(
            Chapter(start=0, title="A & B"),
            Chapter(start=90.5, url="https://example.org/x", image="https://example.org/x.jpg"),
        )
    )

    def test_the_file_has_what_the_author_wrote(self) -> None:
        made = feed(article(id="one", title="T", episode=self.EPISODE), article(id="two"), show=Show())

        ((name, data),) = EXPORTER.companions(made).items()
        assert name == "7692c3ad3540bb80.chapters.json"  # the first digits of the SHA-256 of `one`
        assert json.loads(data) == {
            "version": "1.2.0",
            "title": "T",
            "chapters": [
                {"startTime": 0, "title": "A & B"},
                {"startTime": 90.5, "img": "https://example.org/x.jpg", "url": "https://example.org/x"},
            ],
        }

    def test_the_item_links_to_it(self) -> None:
        made = xml("rss", feed(article(id="one", episode=self.EPISODE), show=Show()))

        (tag,) = made.findall(f"channel/item/{PODCAST}chapters")
        assert tag.get("url") == "https://example.org/feeds/7692c3ad3540bb80.chapters.json"

    def test_that_of_an_archive_document_has_its_month(self) -> None:
        made = feed(article(id="one", episode=self.EPISODE), show=Show(), period="2021-08")

        (tag,) = xml("rss", made).findall(f"channel/item/{PODCAST}chapters")
        (name,) = EXPORTER.companions(made)
        assert tag.get("url") == f"https://example.org/feeds/{made.file(name)}"
        assert made.file(name) == "7692c3ad3540bb80.chapters-2021-08.json"
