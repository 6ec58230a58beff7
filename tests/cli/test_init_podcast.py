"""`outfeed init --against` a podcast: what the old feed says of the show is in the settings."""

from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from exporters.model.show import make_guid
from tests.cli.running import Ran, outfeed_here, post
from tests.podcasts.making import GUID, SHOW, export, make_show

TRAILER: Final = {
    "title": "Soon",
    "url": "https://example.org/t.mp3",
    "published": "2021-08-01T00:00:00Z",
    "length": 5,
    "type": "audio/mpeg",
    "season": 2,
}
OLD: Final = """\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Old</title><link>https://example.org/</link>
<atom:link rel="self" href="https://example.org/podcast.xml"/>
<itunes:explicit>Clean</itunes:explicit><itunes:image href="cover.jpg"/><itunes:author> Ann </itunes:author>
<itunes:owner><itunes:email>nobody</itunes:email></itunes:owner><itunes:block>no</itunes:block>
<itunes:type>Serial</itunes:type><itunes:category text="News"/>
<item><title>About a</title><link>https://example.org/a</link><guid>https://example.org/a</guid>
<pubDate>Tue, 02 Jan 2024 03:04:05 +0000</pubDate></item></channel></rss>
"""


def init(folder: Path, old: str | Path) -> Ran:
    return outfeed_here("init", "--site-url", "https://example.org/", "--against", str(old), cwd=folder)


def settings(folder: Path) -> Any:
    return yaml.safe_load((folder / "outfeed.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An article of the old feed, without settings."""
    post(tmp_path / "here", "a")
    return tmp_path / "here"


class TestInit:
    """A show keeps what directories know of it."""

    def test_all_that_outfeed_writes_comes_back(self, tmp_path: Path) -> None:
        old = make_show(tmp_path / "old", trailers=[TRAILER])
        export(old)
        new = make_show(tmp_path / "new")
        (new / "outfeed.yaml").unlink()

        ran = init(new, "../old/out/rss.xml")

        assert ran.status == 0, ran.err
        podcast = settings(new)["feeds"][0]["podcast"]
        assert podcast == {
            **SHOW,
            "guid": GUID,
            "funding": [SHOW["funding"]],
            "license": {"name": "CC-BY-4.0"},
            "location": [SHOW["location"]],
            "trailers": [TRAILER],
        }

    def test_what_settings_can_not_take_is_left_out(self, folder: Path) -> None:
        (folder / "old.xml").write_text(OLD, encoding="utf-8")

        init(folder, "old.xml")

        assert settings(folder)["feeds"][0]["podcast"] == {
            "category": ["News"],
            "explicit": False,
            "type": "serial",
            "author": "Ann",
            "guid": make_guid("https://example.org/podcast.xml"),  # that directories gave it
        }
        assert outfeed_here("export", cwd=folder).status == 0

    def test_another_feed_is_no_show(self, folder: Path) -> None:
        text = OLD.replace("itunes:", "atom:")
        (folder / "old.xml").write_text(text, encoding="utf-8")

        init(folder, "old.xml")

        assert "podcast" not in settings(folder)["feeds"][0]
        assert "#podcast: " in (folder / "outfeed.yaml").read_text(encoding="utf-8")

    def test_settings_that_are_there_stay(self, folder: Path) -> None:
        (folder / "outfeed.yaml").write_text("site: {url: https://example.org/}\n", encoding="utf-8")
        (folder / "old.xml").write_text(OLD, encoding="utf-8")

        ran = outfeed_here("init", "--against", "old.xml", cwd=folder)

        assert (
            'Write into outfeed.yaml: feeds: [{path: "", podcast: {category: [News], explicit: false'
            in ran.out + ran.err
        )
