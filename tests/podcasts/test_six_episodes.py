"""A show of six episodes, as its subscribers and its author see it."""

import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import feedparser
import podcastparser
import pytest
from reader import make_reader

from tests.cli.running import outfeed_here
from tests.podcasts.making import GUID, episode, export, make_show, sound, write_episode, write_settings

NUMBERS: Final = (6, 5, 4, 3, 2, 1)  # newest first, also of a serial show


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The show, exported."""
    made = make_show(tmp_path_factory.mktemp("show"))
    assert export(made).status == 0
    return made


@pytest.fixture(scope="module")
def rss(folder: Path) -> bytes:
    """Its document."""
    return (folder / "out/rss.xml").read_bytes()


@pytest.fixture(scope="module")
def parsed(rss: bytes) -> dict[str, Any]:
    """What podcastparser makes of it."""
    found: dict[str, Any] = podcastparser.parse("https://example.org/feeds/rss.xml", BytesIO(rss))
    return found


class TestFeedparser:
    """feedparser, on which most programs in Python stand."""

    def test_the_show(self, rss: bytes) -> None:
        parsed = feedparser.parse(rss)

        assert not parsed.bozo
        assert parsed.feed.image.href == "https://example.org/cover.jpg"
        assert (parsed.feed.author, parsed.feed.language) == ("Ann & Ben", "en")
        assert [each.term for each in parsed.feed.tags] == ["Society & Culture", "Places & Travel", "Technology"]
        assert parsed.feed.publisher_detail == {"name": "Ann", "email": "ann@example.org"}
        assert (parsed.feed.itunes_type, parsed.feed.podcast_guid) == ("serial", GUID)

    def test_its_episodes(self, rss: bytes) -> None:
        parsed = feedparser.parse(rss)

        assert [each.itunes_episode for each in parsed.entries] == [str(number) for number in NUMBERS]
        for number, entry in zip(NUMBERS, parsed.entries, strict=True):
            ending, data, seconds = sound(number)
            (file,) = entry.enclosures
            assert (file.href, int(file.length)) == (f"https://example.org/audio/{number}.{ending}", len(data))
            assert (entry.itunes_duration, entry.image.href) == (str(seconds), f"https://example.org/art/{number}.jpg")
            assert entry.title == f"Night {number}: Vienna & <Prague>"
            assert entry.itunes_season == ("1" if number < 4 else "2")


class TestPodcastparser:
    """podcastparser, which gPodder reads with."""

    def test_the_show(self, parsed: dict[str, Any]) -> None:
        assert (parsed["title"], parsed["language"], parsed["type"]) == ("Night Trains", "en", "serial")
        assert parsed["cover_url"] == "https://example.org/cover.jpg"
        assert (parsed["itunes_author"], parsed["explicit"]) == ("Ann & Ben", False)
        assert parsed["itunes_owner"] == {"name": "Ann", "email": "ann@example.org"}
        assert parsed["itunes_categories"] == [["Society & Culture", "Places & Travel"], ["Technology"]]

    def test_its_episodes(self, parsed: dict[str, Any]) -> None:
        assert [each["number"] for each in parsed["episodes"]] == sorted(NUMBERS)  # as a serial show is heard
        for number, each in enumerate(parsed["episodes"], 1):
            ending, data, seconds = sound(number)
            (file,) = each["enclosures"]
            assert (file["url"], file["file_size"]) == (f"https://example.org/audio/{number}.{ending}", len(data))
            assert (each["total_time"], each["guid"]) == (seconds, f"https://example.org/{number}")
            assert each["published"] == int(datetime.fromisoformat(episode(number)["publishedDateTime"]).timestamp())
            assert (each["season"], each.get("explicit")) == (1 if number < 4 else 2, True if number == 2 else None)
            assert each["episode_art_url"] == f"https://example.org/art/{number}.jpg"


class TestReader:
    """`reader`, which stores what feedparser finds."""

    def test_it_has_each_file(self, folder: Path) -> None:
        with make_reader(":memory:", feed_root=str(folder / "out")) as reader:
            reader.add_feed("rss.xml")
            reader.update_feeds()
            entries = list(reader.get_entries())

        assert [entry.id for entry in entries] == [f"https://example.org/{number}" for number in NUMBERS]
        for number, entry in zip(NUMBERS, entries, strict=True):
            ending, data, _ = sound(number)
            (file,) = entry.enclosures
            assert (file.href, file.length) == (f"https://example.org/audio/{number}.{ending}", len(data))
            assert entry.published == datetime.fromisoformat(episode(number)["publishedDateTime"]).astimezone(UTC)


class TestAuthor:
    """What the author is told, and what becomes of the files."""

    def test_a_type_that_apple_does_not_play_is_told_at_the_article(self, tmp_path: Path) -> None:
        ran = export(make_show(tmp_path / "show"))

        said = [line for line in ran.err.splitlines() if "warning" in line]
        assert said == [
            (
                'articles/6.md:5:1: warning: enclosures: the address "https://example.org/audio/6.wav" does not end in '
                ".mp3, .m4a, .mp4, .m4v, .mov or .pdf; put the ending before any query [podcast-enclosure-extension]"
            ),
            (
                'articles/6.md:5:1: warning: enclosures: Apple does not play the type "audio/wav"; '
                "use a file of a type such as audio/mpeg [podcast-enclosure-type]"
            ),
        ]

    def test_a_run_that_finds_nothing_new_tells_the_same(self, tmp_path: Path) -> None:
        folder = make_show(tmp_path / "show", category="Tecnology", explicit=None)
        cold, warm = export(folder), export(folder)

        assert "articles/6.md:5:1: warning" in cold.err
        assert "outfeed.yaml:10:3: warning: feeds[0].podcast: nothing says whether it is explicit" in cold.err
        assert 'feeds[0].podcast.category: "Tecnology" is no category' in cold.err
        assert "itunes-incomplete" not in cold.err  # it is told at the setting
        assert cold.err == warm.err

    def test_validate_tells_of_the_show_too(self, tmp_path: Path) -> None:
        folder = make_show(tmp_path / "show", image="https://example.org/cover.svg")
        ran = outfeed_here("validate", cwd=folder)

        assert "feeds[0].podcast.image: the address" in ran.out

    def test_a_file_of_two_episodes_is_told_across_sections(self, tmp_path: Path) -> None:
        folder = make_show(tmp_path / "show")
        write_episode(folder, 1, episode(1) | {"enclosures": episode(6)["enclosures"]})
        ran = export(folder)

        assert (
            'articles/1.md:5:1: warning: enclosures: "https://example.org/audio/6.wav" is also the file of '
            '"Night 6: Vienna & <Prague>"' in ran.err
        )

    def test_with_strict_a_warning_stops_it(self, tmp_path: Path) -> None:
        folder = make_show(tmp_path / "show")

        assert export(folder, "--strict").status == 1
        assert not (folder / "out/rss.xml").exists()


class TestChapters:
    """The files beside the feed."""

    def test_they_belong_to_the_publication(self, tmp_path: Path) -> None:
        folder = make_show(tmp_path / "show")
        export(folder)
        (file,) = (folder / "out").glob("*.chapters.json")
        record = next(
            each
            for each in json.loads((folder / "out/manifest.json").read_bytes())["files"]
            if each["path"] == file.name
        )

        assert (record["media_type"], record["feed"]) == ("application/json+chapters", "")
        assert [each["startTime"] for each in json.loads(file.read_bytes())["chapters"]] == [0, 90]
        assert f'url="https://example.org/feeds/{file.name}"' in (folder / "out/rss.xml").read_text(encoding="utf-8")

    def test_a_new_time_changes_the_file_and_its_name_stays(self, tmp_path: Path) -> None:
        folder = make_show(tmp_path / "show")
        export(folder)
        (before,) = (folder / "out").glob("*.chapters.json")
        write_episode(folder, 2, episode(2) | {"chapters": [{"start": 1}], "title": "Another title"})
        export(folder)

        (after,) = (folder / "out").glob("*.chapters.json")
        assert after == before
        assert [each["startTime"] for each in json.loads(after.read_bytes())["chapters"]] == [1]

    def test_without_chapters_it_goes(self, tmp_path: Path) -> None:
        folder = make_show(tmp_path / "show")
        export(folder)
        write_episode(folder, 2, {key: value for key, value in episode(2).items() if key != "chapters"})
        export(folder)

        assert list((folder / "out").glob("*.chapters*")) == []
        assert "podcast:chapters" not in (folder / "out/rss.xml").read_text(encoding="utf-8")

    def test_a_run_that_finds_nothing_new_keeps_it(self, tmp_path: Path) -> None:
        folder = make_show(tmp_path / "show")
        export(folder)
        (file,) = (folder / "out").glob("*.chapters.json")
        before = file.read_bytes()
        write_episode(folder, 1, episode(1) | {"title": "Another title"})  # the other entries are copied
        export(folder)

        assert file.read_bytes() == before
        assert file.name in (folder / "out/manifest.json").read_text(encoding="utf-8")


class TestSettings:
    """Another setting is another document, though no article changed."""

    def test_a_show_that_becomes_none_loses_all_tags(self, tmp_path: Path) -> None:
        folder = make_show(tmp_path / "show")
        export(folder)
        settings = folder / "outfeed.yaml"
        settings.write_text(settings.read_text(encoding="utf-8").partition("  podcast:")[0], encoding="utf-8")
        export(folder)

        text = (folder / "out/rss.xml").read_text(encoding="utf-8")
        assert "itunes" not in text
        assert list((folder / "out").glob("*.chapters*")) == []

    def test_another_author_is_written(self, tmp_path: Path) -> None:
        folder = make_show(tmp_path / "show")
        export(folder)
        write_settings(folder, author="Cleo")
        export(folder)

        assert "<itunes:author>Cleo<" in (folder / "out/rss.xml").read_text(encoding="utf-8")

    def test_other_formats_have_the_playing_time_too(self, folder: Path) -> None:
        items = json.loads((folder / "out/feed.json").read_bytes())["items"]

        found = [each["attachments"][0]["duration_in_seconds"] for each in items]
        assert found == [sound(number)[2] for number in NUMBERS]

    def test_the_same_article_in_a_show_and_elsewhere(self, tmp_path: Path) -> None:
        folder = make_show(tmp_path / "show")
        settings = folder / "outfeed.yaml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(f"{text}- path: all\n- path: other\n  podcast: {{explicit: true}}\n", encoding="utf-8")
        export(folder)

        plain, other = ((folder / f"out/{name}/rss.xml").read_text(encoding="utf-8") for name in ("all", "other"))
        assert "itunes" not in plain
        assert other.count("<itunes:duration>") == 6
        (file,) = (folder / "out/other").glob("*.chapters.json")
        assert f"https://example.org/feeds/other/{file.name}" in other

    def test_the_keys_of_episodes_are_in_conditions_too(self, tmp_path: Path) -> None:
        folder = make_show(tmp_path / "show")
        settings = folder / "outfeed.yaml"
        settings.write_text(
            settings.read_text(encoding="utf-8") + "- path: second\n  where: {extra.season: 2}\n", encoding="utf-8"
        )
        export(folder)

        assert (folder / "out/second/rss.xml").read_text(encoding="utf-8").count("<item>") == 3

    def test_a_site_without_a_show_takes_any_value(self, tmp_path: Path) -> None:
        folder = make_show(tmp_path / "show")
        settings = folder / "outfeed.yaml"
        settings.write_text(settings.read_text(encoding="utf-8").partition("feeds:")[0], encoding="utf-8")
        write_episode(folder, 1, episode(1) | {"season": "two", "duration": "long", "image": "x", "chapters": 5})

        ran = export(folder, "--strict")

        assert (ran.status, "episode-value" in ran.err) == (0, False)
