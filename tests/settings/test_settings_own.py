"""outfeed.yaml: every problem at its place, all of them in one run."""

import json
import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from exporters.documents import shipped
from exporters.errors import SettingsError
from exporters.model.article import Person
from exporters.settings.own import Own, read
from exporters.settings.values import FeedSettings, Known


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `site` seen from the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "site").mkdir()
    return tmp_path / "site"


def settings(folder: Path, text: str | bytes) -> Own:
    """What an outfeed.yaml with `text` says."""
    file = folder / "outfeed.yaml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(file)


def problems(folder: Path, text: str | bytes) -> list[str]:
    """What is said against an outfeed.yaml with `text`."""
    with pytest.raises(SettingsError) as caught:
        settings(folder, text)
    return str(caught.value).split("\n")


class TestValues:
    """Each key arrives as the value it means."""

    def test_a_full_file(self, folder: Path) -> None:
        said = settings(
            folder,
            """
site:
  title: AI  Every Day
  description: >
    News about
    artificial intelligence
  url: https://Example.org/ai
  feeds_url: HTTPS://feeds.example.org
  language: en-us
  author: {name: Everyday, url: "https://example.org/?us"}
source: {path: content, timezone: Europe/Berlin, include: ["*.md"], exclude: [old/**], future: hold}
out: ../out
formats: [rss, my-format2]
feeds:
  - {path: "", id: "tag:example.org,2021:ai", title: All, description: All of it, limit: 7, formats: [json]}
""",
        )

        assert said == Own(
            known=Known(
                title="AI Every Day",
                description="News about artificial intelligence",
                url="https://example.org/ai/",
                feeds_url="https://feeds.example.org/",
                language="en-us",
                author=Person(name="Everyday", url="https://example.org/?us"),
                timezone=ZoneInfo("Europe/Berlin"),
            ),
            source=folder / "content",
            out=folder.parent / "out",
            include=("*.md",),
            exclude=("old/**",),
            hold_future=True,
            formats=("rss", "my-format2"),
            feeds=(
                FeedSettings(
                    id="tag:example.org,2021:ai", title="All", description="All of it", limit=7, formats=("json",)
                ),
            ),
        )

    @pytest.mark.parametrize("text", ["", "# nothing yet\n", "{}", "\ufeff", "site: {}\nsource: {}\n"])
    def test_an_empty_file_says_nothing(self, folder: Path, text: str) -> None:
        assert settings(folder, text) == Own(source=folder)

    def test_a_feed_without_keys_is_the_whole_site(self, folder: Path) -> None:
        assert settings(folder, "feeds: [{}]").feeds == (FeedSettings(path="", limit=50),)

    def test_words_that_yaml_takes_for_others_are_text(self, folder: Path) -> None:
        known = settings(folder, "site: {title: 007, description: yes, language: no}").known

        assert (known.title, known.description, known.language) == ("007", "yes", "no")


class TestProblems:
    """A problem has a place, names what was seen, and says what would be right."""

    def test_an_unknown_key_gets_a_suggestion(self, folder: Path) -> None:
        assert problems(folder, "site:\n  titel: x\n") == [
            "site/outfeed.yaml:2:3: error: site.titel: unknown key; did you mean title? [key-unknown]"
        ]

    def test_all_problems_are_told_at_once_from_top_to_bottom(self, folder: Path) -> None:
        text = """site:
  url: ftp://a.org/
  language: en_US
  author: {url: 5}
source:
  timezone: Europe/Berln
  include: [../x]
feeds:
  - limit: -1
    path: topics
colour: red
"""

        assert [re.sub(r"; .* \[", " [", each) for each in problems(folder, text)] == [
            'site/outfeed.yaml:2:3: error: site.url: "ftp://a.org/": the scheme ftp is not http or https [url-wrong]',
            'site/outfeed.yaml:3:3: error: site.language: "en_US" does not fit [value-wrong]',
            "site/outfeed.yaml:4:3: error: site.author.name: missing [field-missing]",
            "site/outfeed.yaml:4:12: error: site.author.url: 5 is a number [type-wrong]",
            'site/outfeed.yaml:6:3: error: source.timezone: "Europe/Berln" is not a time zone [timezone-unknown]',
            'site/outfeed.yaml:7:13: error: source.include[0]: "../x" leaves the folder of the articles [glob-wrong]',
            "site/outfeed.yaml:9:5: error: feeds[0].limit: -1 is less than 0 [value-wrong]",
            'site/outfeed.yaml:10:5: error: feeds[0].path: "topics" is not one of the known values [value-wrong]',
            "site/outfeed.yaml:11:1: error: colour: unknown key [key-unknown]",
        ]

    @pytest.mark.parametrize(
        ("text", "right"),
        [
            ("site: {url: ftp://example.org/}", "write an http or https address, such as https://example.org/"),
            ("site: {url: 'https://münchen.de/'}", "write letters that are not ASCII as xn--… in the host, "),
            ("site: {language: en_US}", "write a BCP 47 language tag, such as en or en-us"),
            ("source: {timezone: Europe/Berln}", "did you mean Europe/Berlin?"),
            ("source: {timezone: Qwxyz}", "write a name of the IANA list, such as Europe/Berlin"),
            ("feeds: [{limit: -1}]", "write a whole number from 0, which means all, to 1000000"),
            ("colour: red", "known are site, source, out, formats, feeds"),
        ],
    )
    def test_what_would_be_right_is_told(self, folder: Path, text: str, right: str) -> None:
        (said,) = problems(folder, text)

        assert f"; {right}" in said

    @pytest.mark.parametrize(
        ("text", "slug"),
        [
            ("site: {url: example.org}", "url-wrong"),
            ("site: {url: 'https://example.org/?a'}", "url-query"),
            ("site: {feeds_url: 'https://example.org/#a'}", "url-query"),
            (f"site: {{url: 'https://example.org/{'a' * 7_900}'}}", "url-wrong"),
            ("site: {author: {name: A, url: 'javascript:x'}}", "url-wrong"),
            ('site: {title: "a\\x01b"}', "settings-control"),
            ('site: {title: "a\\x1cb"}', "settings-control"),
            ('site: {author: {name: "\\u200b"}}', "settings-empty"),
            ('site: {title: ""}', "value-wrong"),
            ("site: {title: }", "type-wrong"),
            ("site: {title: [a]}", "type-wrong"),
            ('source: {path: "a\\0"}', "settings-control"),
            ("source: {timezone: localtime}", "timezone-unknown"),
            ("source: {timezone: ../UTC}", "timezone-unknown"),
            ("source: {exclude: [/etc/*]}", "glob-wrong"),
            ("source: {exclude: ['C:/x']}", "glob-wrong"),
            ("source: {exclude: ['a\\b']}", "glob-wrong"),
            ("source: {exclude: [a/..]}", "glob-wrong"),
            ("source: {exclude: x}", "type-wrong"),
            ("source: {future: drop}", "value-wrong"),
            ('out: ""', "value-wrong"),
            ("formats: [RSS]", "value-wrong"),
            ("formats: [rss, rss]", "value-wrong"),
            ("formats: []", "value-wrong"),
            ("feeds: []", "value-wrong"),
            ("feeds: [{}, {}]", "value-wrong"),
            ("feeds: [{id: ai}]", "feed-id-wrong"),
            ("feeds: [{limit: 1.5}]", "type-wrong"),
            ("feeds: [{limit: .nan}]", "type-wrong"),
            ("feeds: [{limit: true}]", "type-wrong"),
        ],
    )
    def test_what_can_not_be_meant_is_refused(self, folder: Path, text: str, slug: str) -> None:
        (said,) = problems(folder, text)

        assert said.endswith(f"[{slug}]")
        assert said.startswith("site/outfeed.yaml:1:")

    def test_dots_in_a_name_are_no_way_out(self, folder: Path) -> None:
        assert settings(folder, "source: {include: [a..b/*.md, ...md]}").include == ("a..b/*.md", "...md")

    def test_a_password_is_not_repeated(self, folder: Path) -> None:
        (said,) = problems(folder, "site: {url: 'https://me:secret@example.org/'}")

        assert "secret" not in said
        assert "a user name or password in an address" in said


class TestFile:
    """A file that can't be taken as a whole says why."""

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"- a", "site/outfeed.yaml:1:1: error: a list, not a mapping; "),
            (b"hello", "site/outfeed.yaml:1:1: error: text, not a mapping; "),
            (b"a: 1\nb: [\n", "site/outfeed.yaml:3:1: error: "),
            (b"out: a\nout: b\n", "site/outfeed.yaml:2:1: error: out: "),
            (b"out: a\nsite: {title: M\xfcnchen}\n", "site/outfeed.yaml:2:16: error: the byte 0xfc is not UTF-8; "),
            (b"#" * 1_000_001, "site/outfeed.yaml: error: larger than 1 MB; "),
        ],
    )
    def test_it_is_refused(self, folder: Path, data: bytes, said: str) -> None:
        assert problems(folder, data)[0].startswith(said)


class TestSchema:
    """schemas/settings.schema.json explains itself."""

    def test_every_key_is_described_and_every_mapping_closed(self) -> None:
        seen = []

        def walk(schema: dict[str, Any], name: str) -> None:
            seen.append(name)
            assert schema.get("description"), name
            if schema.get("type") == "object":
                assert schema["additionalProperties"] is False, name
            for key, child in schema.get("properties", {}).items():
                walk(child, f"{name}.{key}")
            if "items" in schema:
                walk(schema["items"], f"{name}[]")

        contents = json.loads(shipped.text("settings"))
        walk(contents, "")
        walk(contents["$defs"]["formats"], "formats")

        assert ".feeds[].limit" in seen
