"""What directories refuse in a show and in its episodes, and what they accept."""

from typing import Any

import pytest

from exporters.checks.podcasts.artwork import address_suffix, artwork_problems
from exporters.checks.podcasts.episodes import EpisodeChecker
from exporters.checks.podcasts.shows import apple_categories, show_problems
from exporters.model.article import Enclosure
from exporters.model.artwork import Artwork
from exporters.model.episode import Chapter, Episode, Soundbite
from exporters.model.show import Show, ShowCategory, ShowOwner
from tests.makers import article

COVER = "https://example.org/cover.jpg"
TEXTS: dict[str, Any] = {"description": "About", "language": "en", "has_rss": True}


def told(**fields: Any) -> list[str]:
    """Key, rule and message of each problem of a show that lacks nothing but what `fields` say."""
    texts: dict[str, Any] = {
        name: fields.pop(name) for name in ("description", "language", "has_rss") if name in fields
    }
    whole: dict[str, Any] = {
        "categories": (ShowCategory(name="Technology"),),
        "is_explicit": False,
        "image": Artwork(url=COVER),
    }
    every = show_problems(Show(**(whole | fields)), **(TEXTS | texts))
    return [f"{key}: {each.rule}: {each.message}" for key, each in every]


def episode_problems(*articles: Any, **show: Any) -> list[str]:
    """Element, rule and message of each problem of the episodes of a show."""
    checker = EpisodeChecker(Show(**show))
    every = [each for one in articles for each in checker.problems(one)]
    return [f"{element}: {each.rule}: {each.message}; {each.fix}" for element, each in every]


def episode(url: str = "https://example.org/1.mp3", media_type: str | None = "audio/mpeg", **fields: Any) -> Any:
    """An article with a file."""
    file = Enclosure(
        url=url, media_type=media_type, length=fields.pop("length", 5), duration=fields.pop("seconds", None)
    )
    return article(enclosures=(file,), **fields)


class TestShow:
    """Apple's guide to RSS and PSP-1: required tags, categories, lengths."""

    def test_a_whole_one_is_right(self) -> None:
        assert told() == []

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"categories": ()}, "no category"),
            ({"is_explicit": None}, "nothing says whether it is explicit"),
            ({"image": None}, "no artwork"),
            ({"language": None}, "no language"),
        ],
    )
    def test_what_is_required(self, fields: dict[str, Any], message: str) -> None:
        assert told(**fields) == [f": podcast-tag-missing: {message}"]

    def test_players_read_rss_alone(self) -> None:
        assert told(has_rss=False) == [": podcast-without-rss: the feed has no document in RSS"]

    @pytest.mark.parametrize(
        ("name", "sub", "message"),
        [
            ("Tecnology", None, '"Tecnology" is no category in Apple\'s list'),
            ("Arts", "Book", '"Book" is no sub-category of Arts in Apple\'s list'),
            ("History", "Books", '"Books" is no sub-category of History in Apple\'s list'),
            ("technology", None, '"technology" is no category in Apple\'s list'),
        ],
    )
    def test_categories_are_those_of_apple(self, name: str, sub: str | None, message: str) -> None:
        assert told(categories=(ShowCategory(name=name, sub=sub),)) == [f"category: podcast-category: {message}"]

    def test_the_list_is_that_of_2019(self) -> None:
        known = apple_categories()

        assert (len(known), sum(map(len, known.values()))) == (19, 91)
        assert told(categories=tuple(ShowCategory(name=name, sub=sub) for name in known for sub in known[name])) == []

    def test_long_texts(self) -> None:
        said = told(description="ä" * 2001, author="a" * 256, owner=ShowOwner(name="b" * 255))

        assert said == [
            ": podcast-text-long: the description of the feed has 4,002 bytes",
            "author: podcast-text-long: 256 bytes",
        ]


class TestArtwork:
    """<itunes:image>: a square JPEG or PNG of 1400 to 3000 pixels, whose address ends as its type is."""

    @pytest.mark.parametrize(
        "artwork",
        [
            Artwork(url=COVER),
            Artwork(url=f"{COVER}?size=3000#x", width=1400, height=1400, media_type="image/jpeg"),
            Artwork(url="https://example.org/cover.JPEG", width=3000, height=3000),
            Artwork(url="https://example.org/cover.png", media_type="image/png"),
        ],
    )
    def test_right_ones(self, artwork: Artwork) -> None:
        assert list(artwork_problems(artwork)) == []

    @pytest.mark.parametrize(
        ("artwork", "messages"),
        [
            (
                Artwork(url="https://example.org/cover"),
                ['the address "https://example.org/cover" does not end in .jpg or .png'],
            ),
            (Artwork(url=COVER, media_type="image/png"), ["the file is a PNG, but its address ends in .jpg"]),
            (Artwork(url=COVER, media_type="image/webp"), ["the file is image/webp, but its address ends in .jpg"]),
            (Artwork(url=COVER, width=1400, height=1401), ["1,400 x 1,401 pixels are not square"]),
            (Artwork(url=COVER, width=1399, height=1399), ["1,399 x 1,399 pixels are not between 1400 and 3000"]),
            (Artwork(url=COVER, width=3001, height=3001), ["3,001 x 3,001 pixels are not between 1400 and 3000"]),
        ],
    )
    def test_wrong_ones(self, artwork: Artwork, messages: list[str]) -> None:
        assert [each.message for each in artwork_problems(artwork)] == messages

    @pytest.mark.parametrize(
        ("url", "suffix"),
        [
            ("https://a.b/c.MP3?x=.ogg", "mp3"),
            ("https://a.b/c", ""),
            ("https://a.b", ""),
            ("https://a.b/c.d/e#f.g", ""),
        ],
    )
    def test_the_ending_stands_before_the_query(self, url: str, suffix: str) -> None:
        assert address_suffix(url) == suffix


class TestFile:
    """<enclosure>: each episode has one of its own, of a type that Apple plays."""

    @pytest.mark.parametrize(
        ("url", "media_type"),
        [
            ("https://example.org/1.mp3?a=b", "audio/mpeg"),
            ("https://example.org/1.m4a", "audio/x-m4a"),
            ("https://example.org/1.m4a", "audio/mp4"),
            ("https://example.org/1.MP4", "video/mp4"),
            ("https://example.org/1.m4v", "video/x-m4v"),
            ("https://example.org/1.mov", "video/quicktime"),
            ("https://example.org/1.pdf", "application/pdf"),
        ],
    )
    def test_right_ones(self, url: str, media_type: str) -> None:
        assert episode_problems(episode(url, media_type)) == []

    def test_an_article_without_a_file(self) -> None:
        assert episode_problems(article()) == [
            (
                "enclosure: podcast-enclosure-missing: an article without a file in a podcast; "
                "write enclosure: with the address of its file"
            )
        ]

    @pytest.mark.parametrize(("media_type", "length"), [(None, 5), ("audio/mpeg", None)])
    def test_a_file_of_which_something_is_not_known_is_told_elsewhere(
        self, media_type: str | None, length: int | None
    ) -> None:
        assert episode_problems(episode(media_type=media_type, length=length)) == []

    @pytest.mark.parametrize(
        ("url", "media_type", "rules"),
        [
            ("https://example.org/1.ogg", "audio/ogg", ["podcast-enclosure-extension", "podcast-enclosure-type"]),
            ("https://example.org/play?id=1.mp3", "audio/mpeg", ["podcast-enclosure-extension"]),
            ("https://example.org/1.mp3", "audio/x-m4a", ["podcast-enclosure-type"]),
            ("https://example.org/1.mp3", "application/octet-stream", ["podcast-enclosure-type"]),
        ],
    )
    def test_wrong_ones(self, url: str, media_type: str, rules: list[str]) -> None:
        said = episode_problems(episode(url, media_type))

        assert [each.split(": ")[1] for each in said] == rules

    def test_each_has_its_own(self) -> None:
        said = episode_problems(episode(title="A"), episode(title="A"), episode("https://example.org/2.mp3", title="C"))

        assert said == [
            (
                'enclosure: podcast-enclosure-repeated: "https://example.org/1.mp3" is also the file of "A"; '
                "give each episode a file of its own"
            )
        ]


class TestNumbers:
    """<itunes:type> serial asks for <itunes:episode>."""

    @pytest.mark.parametrize(
        ("of_episode", "count"),
        [
            (None, 1),
            (Episode(type="full"), 1),
            (Episode(number=1), 0),
            (Episode(type="trailer"), 0),
            (Episode(type="bonus"), 0),
        ],
    )
    def test_an_episode_of_a_series(self, of_episode: Episode | None, count: int) -> None:
        said = episode_problems(episode(episode=of_episode), type="serial")

        assert [each.split(": ")[:2] for each in said] == [["itunes:episode", "podcast-number-missing"]] * count

    def test_another_show_needs_none(self) -> None:
        assert episode_problems(episode(episode=Episode(type="full")), type="episodic") == []


class TestTimes:
    """Chapters and soundbites lie within the episode."""

    def test_an_episode_lasts(self) -> None:
        (said,) = episode_problems(episode(episode=Episode(duration=0)))

        assert said.startswith("itunes:duration: podcast-duration: an episode of 0 seconds")

    @pytest.mark.parametrize(
        ("of_episode", "message"),
        [
            (Episode(chapters=(Chapter(start=0), Chapter(start=60))), "a chapter begins after 60 seconds"),
            (Episode(soundbites=(Soundbite(start=50, duration=11),)), "a soundbite ends after 61 seconds"),
            (
                Episode(duration=30, chapters=(Chapter(start=59),)),
                "a chapter begins after 59 seconds, and the episode has 30",
            ),
        ],
    )
    def test_what_lies_after_the_end(self, of_episode: Episode, message: str) -> None:
        (said,) = episode_problems(episode(seconds=60, episode=of_episode))

        assert message in said

    def test_what_lies_within(self) -> None:
        within = Episode(chapters=(Chapter(start=59.9),), soundbites=(Soundbite(start=50, duration=10),))

        assert episode_problems(episode(seconds=60, episode=within)) == []
        assert episode_problems(episode(episode=Episode(chapters=(Chapter(start=9999),)))) == []

    def test_artwork_of_an_episode_is_looked_at(self) -> None:
        (said,) = episode_problems(episode(episode=Episode(image=Artwork(url="https://example.org/a.gif"))))

        assert said.startswith("itunes:image: podcast-artwork: ")
