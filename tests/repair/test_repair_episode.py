"""Episodes in front matter: every form that people write, and each value that can't be used at its place."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.diagnostics.diagnostic import Level
from exporters.model.artwork import Artwork
from exporters.model.episode import Chapter, Contributor, Episode, Soundbite, Transcript
from exporters.repair.episode import EPISODE_KEYS, EpisodeReading, parse_seconds, read_episode
from exporters.yamldoc.document import read_yaml
from exporters.yamldoc.value_document import ValueDocument

BASE = "https://example.org/"


def read(text: str, *, is_episode: bool = True, artwork: str | None = None) -> EpisodeReading:
    """What the front matter `text` says of an episode."""
    return read_episode(read_yaml(text), BASE, artwork, is_episode=is_episode)


def episode(text: str) -> Episode:
    """The episode in `text`, of which there is nothing to warn."""
    reading = read(text)
    assert [str(each) for each in reading.diagnostics if each.level is not Level.NOTE] == []
    return reading.episode or Episode()


def told(text: str) -> list[str]:
    """The warnings on `text`."""
    return [str(each) for each in read(text).diagnostics if each.level is Level.WARNING]


class TestSimpleValues:
    """Numbers, flags, words and addresses."""

    def test_without_a_key_there_is_no_episode(self) -> None:
        assert read("title: A\n") == EpisodeReading(None, [])
        assert read("season: ~\n") == EpisodeReading(None, [])

    def test_all_of_them(self) -> None:
        made = episode("season: 2\nepisode: '7'\nepisodeType: Bonus\nexplicit: no\nimage: https://example.org/a.png\n")

        assert made == Episode(
            season=2, number=7, type="bonus", is_explicit=False, image=Artwork(url="https://example.org/a.png")
        )

    @pytest.mark.parametrize(
        ("written", "is_explicit"),
        [("yes", True), ("'true'", True), ("explicit", True), ("clean", False), ("0", False)],
    )
    def test_words_that_apple_had_once(self, written: str, *, is_explicit: bool) -> None:
        assert episode(f"explicit: {written}\n").is_explicit is is_explicit

    def test_an_address_below_the_site(self) -> None:
        assert episode("image: {url: /art/1.png}\n").image == Artwork(url="https://example.org/art/1.png")

    def test_a_dialect_may_know_the_picture(self) -> None:
        reading = read("image: cover.png\n", artwork="https://example.org/post/cover.png")

        assert reading == EpisodeReading(Episode(image=Artwork(url="https://example.org/post/cover.png")), [])

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            ("season: two", '"two" is not a whole number from 1; write season: 2'),
            ("season: 0", "0 is not a whole number from 1; write season: 2"),
            ("episode: 1.5", "1.5 is not a whole number from 1; write episode: 2"),
            ("episode: true", "true is not a whole number from 1; write episode: 2"),
            ("episodeType: ful", '"ful" is not one of full, trailer, bonus; did you mean full?'),
            ("explicit: maybe", '"maybe" is not true or false; write explicit: true or explicit: false'),
            (
                "image: cover.png",
                '"cover.png": not an absolute address; write https://host/cover.png, or /cover.png below site.url',
            ),
            ("image: [a]", "['a'] is not an address; write https://…"),
            ("duration: 5 min", '"5 min" is not a time; write seconds, or hours:minutes:seconds, such as 1:02:03'),
        ],
    )
    def test_what_can_not_be_used_is_left_out(self, line: str, problem: str) -> None:
        reading = read(line + "\n")

        assert reading.episode is None
        assert [str(each) for each in reading.diagnostics] == [
            f":1:1: warning: {line.partition(':')[0]}: {problem} [episode-value]"
        ]

    def test_in_an_article_without_a_file_it_is_a_note(self) -> None:
        (note,) = read("duration: 5 min\n", is_episode=False).diagnostics

        assert note.level is Level.NOTE


class TestTimes:
    """Seconds, and hours, minutes and seconds, as YAML has them or as text."""

    @pytest.mark.parametrize(
        ("written", "seconds"),
        [
            ("1808", 1808),
            ("30:08", 1808),
            ("'30:08'", 1808),
            ("1:02:03", 3723),
            ("'01:02:03'", 3723),
            ("00:00:59", 59),
            ("90:00", 5400),
            ("010", 10),
            ("12.6", 13),
        ],
    )
    def test_a_duration(self, written: str, seconds: int) -> None:
        assert episode(f"duration: {written}\n").duration == seconds

    @pytest.mark.parametrize(
        "written", ["1:2:3:4", "-5", ".inf", ".nan", "1e3", "true", "''", "'1:'", "99999999", "١:٠٠"]
    )
    def test_no_time(self, written: str) -> None:
        assert read(f"duration: {written}\n").episode is None
        assert told(f"duration: {written}\n") != []

    @given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59))
    def test_any_clock(self, hours: int, minutes: int, seconds: int) -> None:
        assert parse_seconds(f"{hours}:{minutes:02}:{seconds:02}") == hours * 3600 + minutes * 60 + seconds


class TestLists:
    """Chapters, transcripts, persons and soundbites: a list, or one value."""

    def test_chapters_come_in_order_of_time(self) -> None:
        made = episode("chapters:\n- {start: '1:30', title: B, url: /b, img: /b.jpg}\n- {start: 0, title: A}\n")

        assert made.chapters == (
            Chapter(start=0, title="A"),
            Chapter(start=90, title="B", url="https://example.org/b", image="https://example.org/b.jpg"),
        )

    def test_a_text_is_the_address_of_a_file_of_chapters(self) -> None:
        made = episode("chapters: /c.json\n")

        assert (made.chapters, made.chapters_url) == ((), "https://example.org/c.json")

    @pytest.mark.parametrize(
        ("suffix", "media_type"),
        [
            ("vtt", "text/vtt"),
            ("SRT", "application/x-subrip"),
            ("json", "application/json"),
            ("html?a.txt", "text/html"),
            ("txt", "text/plain"),
        ],
    )
    def test_the_ending_gives_the_type_of_a_transcript(self, suffix: str, media_type: str) -> None:
        assert episode(f"transcript: /1.{suffix}\n").transcripts == (
            Transcript(url=f"https://example.org/1.{suffix}", media_type=media_type),
        )

    def test_a_transcript_may_say_more(self) -> None:
        made = episode("transcript: [{url: /1, type: text/vtt, language: de, rel: captions}, /1.txt]\n")

        assert made.transcripts == (
            Transcript(url="https://example.org/1", media_type="text/vtt", language="de", rel="captions"),
            Transcript(url="https://example.org/1.txt", media_type="text/plain"),
        )

    def test_persons_are_names_or_more(self) -> None:
        made = episode("persons: [Ann, {name: Ben, role: Guest, group: Cast, img: /b.jpg, href: /b}]\n")

        assert made.people == (
            Contributor(name="Ann"),
            Contributor(
                name="Ben",
                role="guest",
                group="cast",
                image="https://example.org/b.jpg",
                url="https://example.org/b",
            ),
        )

    def test_soundbites(self) -> None:
        made = episode("soundbites: {start: '1:13', duration: 42.25, title: Why}\n")

        assert made.soundbites == (Soundbite(start=73, duration=42.25, title="Why"),)

    @pytest.mark.parametrize(
        ("text", "problems"),
        [
            ("chapters: [{title: A}]", ["1:12: warning: chapters[0].start: missing; write start: 1:30"]),
            ("chapters: [5]", ["1:12: warning: chapters[0].start: missing; write start: 1:30"]),
            ("chapters: {start: soon}", ['1:12: warning: chapters.start: "soon" is not a time; write start: 1:30']),
            ("transcript: [{type: a/b}]", ["1:14: warning: transcript[0].url: missing; write url: https://…"]),
            (
                "transcript: https://a.b/t",
                [
                    (
                        '1:1: warning: transcript: the type of "https://a.b/t" is unknown; '
                        "write its type, such as type: text/vtt"
                    )
                ],
            ),
            ("persons: [{role: guest}]", ["1:11: warning: persons[0].name: missing; write name: Ann"]),
            ("persons: [[a]]", ["1:11: warning: persons[0]: a list or a mapping; write text"]),
            ("soundbites: [{start: 5}]", ["1:14: warning: soundbites[0].duration: missing; write duration: 60"]),
        ],
    )
    def test_an_entry_that_lacks_something_is_left_out(self, text: str, problems: list[str]) -> None:
        assert told(text + "\n") == [f":{each} [episode-value]" for each in problems]
        assert read(text + "\n").episode is None

    def test_a_list_without_end_is_refused(self) -> None:
        assert told(f"persons: [{', '.join(['a'] * 2001)}]\n") == [
            ":1:1: warning: persons: 2,001 entries; keep at most 2,000 [episode-value]"
        ]


class TestAnything:
    """Whatever a key holds, there is an episode or none, and never an error."""

    VALUES = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["start", "duration", "title", "url", "img", "name", "role", "href", "type", "rel"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=8,
    )

    @given(st.dictionaries(st.sampled_from(sorted(EPISODE_KEYS)), VALUES))
    def test_nothing_rejects_an_article(self, fields: dict[str, Any]) -> None:
        reading = read_episode(ValueDocument(fields), BASE, None, is_episode=True)

        assert Level.ERROR not in {each.level for each in reading.diagnostics}
