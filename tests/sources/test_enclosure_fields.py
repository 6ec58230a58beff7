"""The files of an article, under whatever keys authors and generators write them."""

from typing import Any, Final

import pytest

from exporters.bodies.article_body import ArticleBody
from exporters.model.article import Enclosure
from exporters.model.outcome import ReadOutcome
from exporters.settings.source_site import SourceSite
from exporters.sources.dialects import registry
from exporters.sources.dialects.mapping import Mapper
from exporters.sources.parse import ArticleReader
from exporters.yamldoc.value_document import ValueDocument
from tests.sources.making import SITE, file, outcome, told

HOME: Final = SITE.url


def files(*lines: str) -> list[tuple[str, str | None, int | None, int | None]]:
    """The files of an article with these lines."""
    return found(outcome(file(*lines)))


def found(result: ReadOutcome) -> list[tuple[str, str | None, int | None, int | None]]:
    assert result.article is not None, told(result)
    return [
        (each.url.removeprefix(HOME), each.media_type, each.length, each.duration) for each in result.article.enclosures
    ]


class TestKeys:
    """`enclosure`, `enclosures`, `audio`, `video`, `attachments`: an address, a mapping, or a list."""

    @pytest.mark.parametrize("key", ["enclosure", "enclosures", "audio", "video", "attachments"])
    @pytest.mark.parametrize(
        "value",
        ["/a.mp3", "[/a.mp3]", "{url: /a.mp3}", "[{url: /a.mp3}]", "{src: /a.mp3}", "{file: /a.mp3}", "{mp3: /a.mp3}"],
    )
    def test_every_form_of_one_file(self, key: str, value: str) -> None:
        assert files(f"{key}: {value}") == [("a.mp3", "audio/mpeg", None, None)]

    def test_all_of_them_in_one_article(self) -> None:
        lines = ("audio: /a.mp3", "video: /b.mp4", "enclosure: /c.pdf", "attachments: [/d.zip, /a.mp3]")

        assert [url for url, *_ in files(*lines)] == ["c.pdf", "a.mp3", "b.mp4", "d.zip"]

    def test_formats_of_one_recording(self) -> None:
        assert [url for url, *_ in files("audio: {mp3: /a.mp3, m4a: /a.m4a}")] == ["a.mp3", "a.m4a"]

    @pytest.mark.parametrize(
        "line",
        [
            "enclosure: {url: /x, length: 12, type: audio/mpeg, duration: 61}",
            "attachments: [{url: /x, size_in_bytes: 12, mime_type: audio/mpeg, duration_in_seconds: 61}]",
            "audio: {file: /x, size: 12, media_type: audio/mpeg, duration: '1:01'}",
        ],
    )
    def test_what_is_known_of_it(self, line: str) -> None:
        assert files(line) == [("x", "audio/mpeg", 12, 61)]

    def test_its_title(self) -> None:
        result = outcome(file("enclosure: {url: /a.mp3, title: Part one}"))

        assert result.article is not None
        assert result.article.enclosures == (Enclosure(url=f"{HOME}a.mp3", media_type="audio/mpeg", title="Part one"),)

    @pytest.mark.parametrize(
        "line",
        [
            "video: https://youtu.be/dQw4w9WgXcQ",
            "video: dQw4w9WgXcQ",
            "audio: true",
            "attachments: [one, two]",
            "video: {id: 7}",
            "video: {provider: youtube, id: dQw4w9WgXcQ}",
        ],
    )
    def test_what_is_no_file_stays_a_key_of_its_own(self, line: str) -> None:
        result = outcome(file(line))
        key = line.partition(":")[0]

        assert found(result) == []
        assert told(result) == [f"5:1 key-extra {key}"]
        assert result.article is not None
        assert key in result.article.extra


class TestDurations:
    """Seconds, a clock, or ISO 8601."""

    @pytest.mark.parametrize(
        ("written", "seconds"),
        [
            ("1771", 1771),
            ('"1771"', 1771),
            ("1771.6", 1772),
            ('"29:31"', 1771),
            ('"1:02:03"', 3723),
            ('"01:02:03.4"', 3723),
            ('"90:00"', 5400),
            ("PT1H2M3S", 3723),
            ("pt90m", 5400),
        ],
    )
    def test_it_is_read(self, written: str, seconds: int) -> None:
        [(_, _, _, duration)] = files(f"enclosure: {{url: /a.mp3, length: 1, duration: {written}}}")

        assert duration == seconds

    @pytest.mark.parametrize("written", ["soon", '"1:2:3:4"', "PT", "-5", '"1:"'])
    def test_anything_else_is_an_error(self, written: str) -> None:
        result = outcome(file(f"enclosure: {{url: /a.mp3, length: 1, duration: {written}}}"))

        assert result.kind == "rejected"
        assert [each.split()[0::2] for each in told(result)][1:] == [["5:37", "enclosure.duration"]]


class TestMessages:
    """Messages name the key that the author wrote, and its place."""

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ("enclosure: /a.mp3", "5:1 enclosure-length-missing enclosure"),
            ("audio: [/a.mp3]", "5:9 enclosure-length-missing audio[0]"),
            ("attachments: [{src: /a.mp3}]", "5:16 enclosure-length-missing attachments[0].src"),
            ("enclosure: {url: /a, length: 5}", "5:13 enclosure-type-missing enclosure.url"),
        ],
    )
    def test_what_a_feed_can_not_say(self, line: str, message: str) -> None:
        told_ = [each for each in told(outcome(file(line))) if "url-relative" not in each]

        assert told_ == [message]

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ("enclosure: 5", "5:1 type-wrong enclosure"),
            ("enclosure: ftp://a.example/a.mp3", "5:1 url-wrong enclosure"),
            ("audio: {src: a.mp3}", "5:9 url-wrong audio.src"),
            ("enclosures: [{url: /a.mp3, length: many}]", "5:28 type-wrong enclosures[0].length"),
            ("attachments: [{url: /a.mp3, size: many}]", "5:29 type-wrong attachments[0].size"),
        ],
    )
    def test_what_is_wrong(self, line: str, message: str) -> None:
        result = outcome(file(line))

        assert message in told(result)
        assert result.kind == "rejected"


class TestDialects:
    """Keys of generators and of their plugins."""

    @pytest.mark.parametrize(
        ("dialect", "fields", "expected"),
        [
            ("jekyll", {"file": "/a.mp3", "length": 12}, ("a.mp3", 12)),
            ("jekyll", {"file": "notes.txt.erb"}, None),
            ("jekyll", {"enclosure": "//e.example/a.mp3"}, ("https://e.example/a.mp3", None)),
            ("hugo", {"videos": ["/a.mp4"]}, ("https://example.org/a.mp4", None)),
            ("hugo", {"Audio": "/a.mp3"}, ("https://example.org/a.mp3", None)),
            ("zola", {"extra": {"audio": "/a.mp3"}}, ("https://example.org/a.mp3", None)),
            ("pelican", {"podcast": "https://e.example/a.mp3", "length": 12}, ("https://e.example/a.mp3", 12)),
            ("nikola", {"enclosure": "https://e.example/a.mp3"}, ("https://e.example/a.mp3", None)),
        ],
    )
    def test_a_key_of_its_own(
        self, dialect: str, fields: dict[str, Any], expected: tuple[str, int | None] | None
    ) -> None:
        site = SourceSite(dialect=dialect, is_given=True, permalink="/{slug}/", root="/site", takes_all=True)
        mapper = Mapper(registry.find(dialect), site, SITE, None)
        document = ValueDocument({"title": "T", "date": "2024-01-02T03:04:05Z", **fields})
        mapped = mapper.map(mapper.article(document, "", "content/2024-01-02-x.md"))
        result = ArticleReader(SITE).read_fields(mapped.document, ArticleBody(""), "x.md", mapped)

        assert result.article is not None, told(result)
        assert [(each.url.removeprefix(HOME), each.length) for each in result.article.enclosures] == (
            [expected] if expected else []
        )
