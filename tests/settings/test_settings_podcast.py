"""`podcast`: a feed that is a show, in every form that people write."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from exporters.model.artwork import Artwork
from exporters.model.show import (
    Show,
    ShowCategory,
    ShowFunding,
    ShowLicense,
    ShowLocation,
    ShowOwner,
    ShowText,
    ShowTrailer,
)
from exporters.settings.podcast import ShowSettings
from tests.settings.saying import problems, settings

GUID = "917393e3-1b1e-5cef-ace4-edaa54e1f810"


def podcast(folder: Path, text: str, site: str = "") -> ShowSettings:
    """The show of the only feed, whose `podcast` is `text` on one line."""
    (feed,) = settings(folder, f"{site}feeds:\n- podcast: {{{text}}}\n").feeds
    assert feed.podcast is not None
    return feed.podcast


def told(folder: Path, text: str, path: str = "") -> list[str]:
    """The problems with `text` as `podcast`, behind file and line."""
    said = problems(folder, f"feeds:\n- path: {path or 'show'}\n  podcast: {{{text}}}\n")
    return [each.removeprefix("site/outfeed.yaml:3:") for each in said]


class TestShow:
    """A mapping makes a feed a show."""

    def test_other_feeds_are_none(self, folder: Path) -> None:
        assert settings(folder, "feeds:\n- path: a\n").feeds[0].podcast is None
        assert settings(folder, "site: {title: A}\n").feeds[0].podcast is None

    def test_an_empty_one_is_a_show_by_the_author_of_the_site(self, folder: Path) -> None:
        assert podcast(folder, "").show == Show()
        assert podcast(folder, "", "site: {author: {name: Ann}}\n").show == Show(author="Ann")
        assert podcast(folder, "author: Ben", "site: {author: {name: Ann}}\n").show == Show(author="Ben")

    def test_all_simple_keys(self, folder: Path) -> None:
        made = podcast(
            folder,
            "explicit: false, image: https://example.org/a.jpg, type: serial, "
            "owner: {name: Ann, email: a@example.org}, "
            f"guid: {GUID.upper()}, locked: true, medium: music, complete: true, block: true, "
            "new_feed_url: https://example.net/",
        )

        assert made.show == Show(
            is_explicit=False,
            image=Artwork(url="https://example.org/a.jpg"),
            type="serial",
            owner=ShowOwner(name="Ann", email="a@example.org"),
            guid=GUID,
            is_locked=True,
            medium="music",
            is_complete=True,
            is_blocked=True,
            new_feed_url="https://example.net/",
        )

    @pytest.mark.parametrize(
        ("written", "categories"),
        [
            ("Technology", [("Technology", None)]),
            ("Society & Culture  >Documentary", [("Society & Culture", "Documentary")]),
            ("{Arts: Books}", [("Arts", "Books")]),
            ("{Arts: [Books, Food], History: []}", [("Arts", "Books"), ("Arts", "Food"), ("History", None)]),
            ("[Arts > Books, {History: []}, News]", [("Arts", "Books"), ("History", None), ("News", None)]),
        ],
    )
    def test_categories(self, folder: Path, written: str, categories: list[tuple[str, str | None]]) -> None:
        made = podcast(folder, f"category: {written}").show.categories

        assert made == tuple(ShowCategory(name=name, sub=sub) for name, sub in categories)

    def test_one_value_or_a_list(self, folder: Path) -> None:
        one = podcast(
            folder, "funding: https://a.b/, license: CC0-1.0, location: Vienna, txt: 05124, trailers: []"
        ).show
        several = podcast(
            folder,
            "funding: [{url: https://a.b/, text: Give}, https://a.c/], license: {name: own, url: https://a.b/l}, "
            'location: [{name: Vienna, rel: subject, geo: "geo:1,2", osm: R1, country: NO}, Graz], '
            "txt: [{text: 0777, purpose: verify}, x], "
            "trailers: [{title: T, url: https://a.b/t.mp3, published: 2021-08-24, length: 5, type: audio/mpeg, "
            "season: 2}]",
        ).show

        assert one == Show(
            funding=(ShowFunding(url="https://a.b/"),),
            license=ShowLicense(name="CC0-1.0"),
            locations=(ShowLocation(name="Vienna"),),
            texts=(ShowText(text="05124"),),
        )
        assert several == Show(
            funding=(ShowFunding(url="https://a.b/", text="Give"), ShowFunding(url="https://a.c/")),
            license=ShowLicense(name="own", url="https://a.b/l"),
            locations=(
                ShowLocation(name="Vienna", rel="subject", geo="geo:1,2", osm="R1", country="NO"),
                ShowLocation(name="Graz"),
            ),
            texts=(ShowText(text="0777", purpose="verify"), ShowText(text="x")),
            trailers=(
                ShowTrailer(
                    title="T",
                    url="https://a.b/t.mp3",
                    published=datetime(2021, 8, 24, tzinfo=UTC),
                    length=5,
                    media_type="audio/mpeg",
                    season=2,
                ),
            ),
        )

    def test_the_place_of_each_key_is_known(self, folder: Path) -> None:
        (feed,) = settings(folder, "feeds:\n- path: a\n  podcast:\n    type: serial\n").feeds
        assert feed.podcast is not None

        assert (feed.podcast.place("type"), feed.podcast.place("image")) == ((4, 5), (3, 3))


class TestProblems:
    """Every problem at its place."""

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("catgory: News", "13: error: feeds[0].podcast.catgory: unknown key; did you mean category? [key-unknown]"),
            (
                "explicit: maybe",
                (
                    '13: error: feeds[0].podcast.explicit: "maybe" is text; '
                    "write true or false, such as false [type-wrong]"
                ),
            ),
            (
                "image: cover.jpg",
                (
                    '13: error: feeds[0].podcast.image: "cover.jpg": not an absolute address; '
                    "write an http or https address, such as https://example.org/ [url-wrong]"
                ),
            ),
            (
                "type: seriel",
                (
                    '13: error: feeds[0].podcast.type: "seriel" is not one of the known values; '
                    "did you mean serial? [value-wrong]"
                ),
            ),
            (
                "guid: 123",
                "13: error: feeds[0].podcast.guid: 123 is a number; write text [type-wrong]",
            ),
            (
                "guid: abc",
                (
                    '13: error: feeds[0].podcast.guid: "abc" is not a UUID; '
                    "write the podcast:guid of the feed, or remove the key [value-wrong]"
                ),
            ),
            (
                "owner: {email: ann}",
                (
                    '21: error: feeds[0].podcast.owner.email: "ann" is not an e-mail address; '
                    "write one, such as me@example.org [value-wrong]"
                ),
            ),
            (
                "funding: a.b",
                (
                    '13: error: feeds[0].podcast.funding: "a.b": not an absolute address; '
                    "write an http or https address, such as https://example.org/ [url-wrong]"
                ),
            ),
            (
                "funding: [{text: Give}]",
                "23: error: feeds[0].podcast.funding[0].url: missing; write url: … [field-missing]",
            ),
            (
                "trailers: [{title: T, url: https://a.b/, published: soon}]",
                (
                    '54: error: feeds[0].podcast.trailers[0].published: "soon" is not a date; '
                    "write 2021-08-24T07:30:00Z [date-unreadable]"
                ),
            ),
        ],
    )
    def test_one_line_each(self, folder: Path, text: str, problem: str) -> None:
        assert told(folder, text) == [problem]

    def test_several_shows_of_one_path_have_no_common_guid(self, folder: Path) -> None:
        assert told(folder, f"guid: {GUID}", "shows/{topic}") == [
            (
                "13: error: feeds[0].podcast.guid: the path has placeholders, so several podcasts would have this "
                "guid; remove it: each feed has a guid of its own [value-wrong]"
            )
        ]

    def test_it_is_a_mapping(self, folder: Path) -> None:
        (said,) = problems(folder, "feeds:\n- podcast: true\n")

        assert said.startswith("site/outfeed.yaml:2:3: error: feeds[0].podcast: true is true or false; write a mapping")
