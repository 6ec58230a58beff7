"""outfeed.yaml: every problem at its place, all of them in one run."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from exporters.model.article import Person
from exporters.settings.own_settings import OwnSettings
from exporters.settings.values import Condition, FeedSettings, PageSettings, SiteSettings
from tests.settings.saying import problems, settings


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
  - path: topics/{topic}
    title: "All  of {topic}"
    where: {heat: {min: 5}}
    order: heat
    window: 7 days
    content: excerpt
    max_bytes: 512 kB
    language: no
    copyright: 2021
    icon: https://example.org/icon.png
    ttl: 60.0
  - {path: archive, archive: month}
aliases: {topic: {ML: Machine Learning}}
pages: {images: true, templates: ../site}
stylesheet: https://example.org/feed.css
""",
        )

        assert said == OwnSettings(
            site=SiteSettings(
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
            future="hold",
            formats=("rss", "my-format2"),
            feeds=(
                FeedSettings(
                    id="tag:example.org,2021:ai",
                    title="All",
                    description="All of it",
                    limit=7,
                    formats=("json",),
                    line=15,
                    column=5,
                ),
                FeedSettings(
                    path="topics/{topic}",
                    title="All of {topic}",
                    where=(Condition(field="heat", least=5),),
                    order="heat",
                    window=604_800,
                    content="excerpt",
                    max_bytes=512_000,
                    language="no",
                    copyright="2021",
                    icon="https://example.org/icon.png",
                    ttl=60,
                    line=16,
                    column=5,
                ),
                FeedSettings(path="archive", archive="month", line=27, column=5),
            ),
            aliases={"topic": {"ml": "Machine Learning"}},
            pages=PageSettings(images=True, templates=folder),
            stylesheet="https://example.org/feed.css",
        )

    @pytest.mark.parametrize("text", ["", "# nothing yet\n", "{}", "\ufeff", "site: {}\nsource: {}\n"])
    def test_an_empty_file_says_nothing(self, folder: Path, text: str) -> None:
        assert settings(folder, text) == OwnSettings(source=folder)

    def test_a_feed_without_keys_is_the_whole_site(self, folder: Path) -> None:
        assert settings(folder, "feeds: [{}]").feeds == (FeedSettings(path="", limit=50, line=1, column=9),)

    @pytest.mark.parametrize(
        ("text", "pages"),
        [
            ("", PageSettings()),
            ("pages: true", PageSettings()),
            ("pages: false", None),
            ("pages: {}", PageSettings()),
            ("pages: {images: true}", PageSettings(images=True)),
        ],
    )
    def test_pages_are_written_unless_they_are_switched_off(
        self, folder: Path, text: str, pages: PageSettings | None
    ) -> None:
        assert settings(folder, text).pages == pages

    @pytest.mark.parametrize(
        ("text", "stylesheet"),
        [
            ("", None),
            ("stylesheet: false", None),
            ("stylesheet: true", ""),
            ("stylesheet: https://example.org/f.css", "https://example.org/f.css"),
        ],
    )
    def test_a_style_sheet_is_none_ours_or_an_address(self, folder: Path, text: str, stylesheet: str | None) -> None:
        assert settings(folder, text).stylesheet == stylesheet

    def test_words_that_yaml_takes_for_others_are_text(self, folder: Path) -> None:
        known = settings(folder, "site: {title: 007, description: yes, language: no}").site

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
    path: ../topics
colour: red
"""

        assert [re.sub(r"; .* \[", " [", each) for each in problems(folder, text)] == [
            'site/outfeed.yaml:2:3: error: site.url: "ftp://a.org/": the scheme ftp is not http or https [url-wrong]',
            'site/outfeed.yaml:3:3: error: site.language: "en_US" has the wrong form [value-wrong]',
            "site/outfeed.yaml:4:3: error: site.author.name: missing [field-missing]",
            "site/outfeed.yaml:4:12: error: site.author.url: 5 is a number [type-wrong]",
            'site/outfeed.yaml:6:3: error: source.timezone: "Europe/Berln" is not a time zone [timezone-unknown]',
            'site/outfeed.yaml:7:13: error: source.include[0]: "../x" leaves the folder of the articles [glob-wrong]',
            "site/outfeed.yaml:9:5: error: feeds[0].limit: -1 is less than 0 [value-wrong]",
            'site/outfeed.yaml:10:5: error: feeds[0].path: "../topics" leaves its folder with .. [feed-path-outside]',
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
            ("feeds: [{order: heta}]", "did you mean heat?"),
            ("feeds: [{content: excerp}]", "did you mean excerpt?"),
            ("feeds: [{archive: monthly}]", "did you mean month?"),
            ("feeds: [{ttl: 0}]", "write a whole number of minutes, such as 60"),
            ("feeds: [{widnow: 7 days}]", "did you mean window?"),
            ("pages: {templates: nowhere}", "write one, relative to this file"),
            ("colour: red", "use one of site, source, sources, out, formats, feeds, aliases, pages, stylesheet"),
        ],
    )
    def test_what_would_be_right_is_told(self, folder: Path, text: str, right: str) -> None:
        (said,) = problems(folder, text)

        assert f"; {right}" in said

    @pytest.mark.parametrize(
        ("text", "rule"),
        [
            ("site: {url: example.org}", "url-wrong"),
            ("site: {url: 'https://example.org/?a'}", "url-query"),
            ("site: {url: 'https://example.org/blog/index.html'}", "url-wrong"),
            ("site: {url: 'https://example.org/Default.aspx'}", "url-wrong"),
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
            ("feeds: [{}, {}]", "feed-path-shared"),
            ("feeds: [{id: ai}]", "feed-id-wrong"),
            ("feeds: [{limit: 1.5}]", "type-wrong"),
            ("feeds: [{limit: .nan}]", "type-wrong"),
            ("feeds: [{limit: true}]", "type-wrong"),
            ("feeds: [{order: heta}]", "value-wrong"),
            ("feeds: [{order: }]", "value-wrong"),
            ("feeds: [{content: ful}]", "value-wrong"),
            ("feeds: [{archive: day}]", "value-wrong"),
            ("feeds: [{archive: 2021}]", "value-wrong"),
            ("feeds: [{formats: [RSS]}]", "value-wrong"),
            ("feeds: [{language: en_US}]", "value-wrong"),
            ('feeds: [{copyright: "\\u200b"}]', "settings-empty"),
            ("feeds: [{icon: /icon.png}]", "url-wrong"),
            ("feeds: [{icon: 'data:image/png;base64,AA'}]", "url-wrong"),
            ('feeds: [{icon: ""}]', "value-wrong"),
            ("feeds: [{ttl: 0}]", "value-wrong"),
            ("feeds: [{ttl: 1.5}]", "type-wrong"),
            ("feeds: [{ttl: 1 hour}]", "type-wrong"),
            ("feeds: [{titel: x}]", "key-unknown"),
            ("feeds: {path: a}", "type-wrong"),
            ("feeds: [a]", "type-wrong"),
            ("pages: 1", "type-wrong"),
            ("pages: {image: true}", "key-unknown"),
            ("pages: {images: 1}", "type-wrong"),
            ("pages: {templates: nowhere}", "templates-missing"),
            ("pages: {templates: outfeed.yaml}", "templates-missing"),
            ('pages: {templates: "a\\0"}', "settings-control"),
            ("stylesheet: /feed.css", "url-wrong"),
            ('stylesheet: ""', "url-wrong"),
            ("stylesheet: 1", "type-wrong"),
        ],
    )
    def test_what_can_not_be_meant_is_refused(self, folder: Path, text: str, rule: str) -> None:
        (said,) = problems(folder, text)

        assert said.endswith(f"[{rule}]")
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
