"""The page of a podcast plays its episodes, and loads nothing before somebody plays one."""

import re
from typing import Final

import pytest

from exporters.model.article import Article, Enclosure
from exporters.model.episode import Episode
from exporters.model.show import Show
from exporters.pages.page import PagePlayer, entry, playing_time
from tests.makers import article
from tests.pages.making import page, parsed

AUDIO: Final = Enclosure(url="https://CDN.example:8080/1.mp3?a=1&b=2", media_type="audio/mpeg", duration=61)
VIDEO: Final = Enclosure(url="https://films.example/2.mp4", media_type="video/mp4")


def show(*articles: Article) -> str:
    """The page of a show."""
    return page(*articles, show=Show())


def policy(made: str) -> str:
    [text] = parsed(made).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    return str(text)


class TestPlayer:
    """An episode has the browser's own player, its time and a link."""

    def test_sound(self) -> None:
        made = parsed(show(article(title="A & B", enclosures=(AUDIO,))))

        [player] = made.cssselect("audio")
        assert dict(player.attrib) == {"controls": "", "preload": "none", "src": AUDIO.url, "aria-label": "A & B"}
        assert made.cssselect(".player a")[0].get("href") == AUDIO.url
        assert [(each.get("datetime"), each.text) for each in made.cssselect(".player time")] == [("PT61S", "1:01")]

    def test_film(self) -> None:
        made = parsed(show(article(enclosures=(VIDEO,))))

        [player] = made.cssselect("video")
        assert (player.get("preload"), player.get("src"), made.cssselect("audio")) == ("none", VIDEO.url, [])
        assert made.cssselect(".player time") == []

    def test_nothing_plays_by_itself(self) -> None:
        assert parsed(show(article(enclosures=(AUDIO, VIDEO)))).cssselect("[autoplay], [loop], source, track") == []

    def test_the_duration_of_the_episode_comes_first(self) -> None:
        made = entry(article(enclosures=(AUDIO,), episode=Episode(duration=3723)), images=False, plays=True)

        assert made.player == PagePlayer(
            url=AUDIO.url, origin="https://CDN.example:8080", is_video=False, duration="1:02:03", seconds=3723
        )

    @pytest.mark.parametrize(
        "files",
        [(), (Enclosure(url="https://a.b/1.pdf", media_type="application/pdf"),), (Enclosure(url="https://a.b/1"),)],
    )
    def test_what_can_not_be_played_has_none(self, files: tuple[Enclosure, ...]) -> None:
        assert entry(article(enclosures=files), images=False, plays=True).player is None

    @pytest.mark.parametrize(
        ("seconds", "time"), [(1, "0:01"), (60, "1:00"), (3599, "59:59"), (3600, "1:00:00"), (360000, "100:00:00")]
    )
    def test_a_time_is_written_as_players_do(self, seconds: int, time: str) -> None:
        assert playing_time(seconds) == time


class TestPolicy:
    """Media come from the hosts of the episodes, and from nowhere else."""

    def test_each_host_stands_once(self) -> None:
        made = show(article(enclosures=(VIDEO,)), article(enclosures=(AUDIO,)), article(enclosures=(AUDIO,)))

        assert re.fullmatch(
            r"default-src 'none'; style-src 'sha256-[\w+/]{43}=' 'sha256-[\w+/]{43}='; script-src 'sha256-[\w+/]{43}=';"
            r" base-uri 'none'; form-action 'none'; media-src https://CDN.example:8080 https://films.example;"
            r" img-src data:",
            policy(made),
        )

    def test_without_a_file_there_is_none(self) -> None:
        assert "media-src" not in policy(show(article()))

    def test_another_page_plays_nothing(self) -> None:
        made = page(article(enclosures=(AUDIO,)))

        assert "media-src" not in policy(made)
        assert parsed(made).cssselect("audio, video, .player") == []
        assert made == page(article())
