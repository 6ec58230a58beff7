"""What Jekyll's and Hugo's settings tell about a site."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from exporters.errors import SettingsError
from exporters.model.article import Person
from exporters.settings.foreign_settings import read
from exporters.settings.values import SiteSettings

HUGO = {
    "hugo.toml": """
baseURL = "https://Example.org/blog"
Title = "News"
languageCode = "en_GB"
timeZone = "Europe/Berlin"
[params]
Description = "All of it"
author = "Ada"
""",
    "hugo.yaml": """
baseURL: https://Example.org/blog
Title: News
languageCode: en_GB
timeZone: Europe/Berlin
params: {Description: All of it, author: Ada}
""",
    "hugo.json": """
{"baseURL": "https://Example.org/blog", "Title": "News", "languageCode": "en_GB", "timeZone": "Europe/Berlin",
 "params": {"Description": "All of it", "author": "Ada"}}
""",
}
HUGO["config.toml"] = HUGO["hugo.toml"]
HUGO["hugo.yml"] = HUGO["hugo.yaml"]


def known(folder: Path, text: str, name: str = "_config.yml") -> SiteSettings:
    """What a file `name` with `text` tells."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return read(file)


class TestJekyll:
    """_config.yml. Spec: jekyllrb.com/docs/configuration."""

    def test_the_name_is_the_title_where_there_is_none(self, tmp_path: Path) -> None:
        assert known(tmp_path, "name: Chips Weekly").title == "Chips Weekly"
        assert known(tmp_path, "title: Chips\nname: Ada").title == "Chips"

    @pytest.mark.parametrize(
        ("text", "url"),
        [
            ("url: https://Example.org\nbaseurl: /ai", "https://example.org/ai/"),
            ("url: https://example.org/\nbaseurl: /ai/", "https://example.org/ai/"),
            ("url: https://example.org\nbaseurl: ai", "https://example.org/ai/"),
            ('url: https://example.org\nbaseurl: ""', "https://example.org/"),
            ("url: https://example.org\nbaseurl: 7", "https://example.org/7/"),
            ("url: https://example.org\nbaseurl: [ai]", "https://example.org/"),
        ],
    )
    def test_the_address_is_url_and_baseurl(self, tmp_path: Path, text: str, url: str) -> None:
        assert known(tmp_path, text).url == url

    @pytest.mark.parametrize(
        "text", ['url: ""\nbaseurl: /ai', "baseurl: /ai", "url: [x]", "url: example.org", "url: https://x.org/?a"]
    )
    def test_an_address_that_is_none_is_passed_over(self, tmp_path: Path, text: str) -> None:
        assert known(tmp_path, text).url is None

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("lang: de\nlocale: en", "de"),
            ("language: de", "de"),
            ("locale: en_US", "en-US"),
            ("lang: no", "no"),
            ("lang: [de]\nlocale: fr", "fr"),
            ("locale: en_US.UTF-8", None),
        ],
    )
    def test_the_language_has_three_names(self, tmp_path: Path, text: str, language: str | None) -> None:
        assert known(tmp_path, text).language == language

    @pytest.mark.parametrize(
        ("text", "author"),
        [
            ("author: Ada", Person(name="Ada")),
            ("author: {name: Ada, url: 'https://a.org/?me'}", Person(name="Ada", url="https://a.org/?me")),
            ("author: {name: Ada, url: /about, uri: 'https://a.org'}", Person(name="Ada", url="https://a.org")),
            ("author: {email: a@a.org}", None),
            ("author: [Ada]", None),
        ],
    )
    def test_the_author_is_a_name_or_a_mapping(self, tmp_path: Path, text: str, author: Person | None) -> None:
        assert known(tmp_path, text).author == author

    def test_texts_are_one_line(self, tmp_path: Path) -> None:
        made = known(tmp_path, "title: 2021\ndescription: >\n  All\n  of it\n")

        assert (made.title, made.description) == ("2021", "All of it")

    def test_a_text_that_no_feed_can_carry_is_passed_over(self, tmp_path: Path) -> None:
        made = known(tmp_path, 'title: "a\\x01b"\ndescription: "\\u200b"\n')

        assert (made.title, made.description) == (None, None)

    def test_the_time_zone_is_one_that_exists(self, tmp_path: Path) -> None:
        assert known(tmp_path, "timezone: Europe/Berlin").timezone == ZoneInfo("Europe/Berlin")
        assert known(tmp_path, "timezone: Berlin").timezone is None
        assert known(tmp_path, "timezone: localtime").timezone is None

    def test_an_empty_file_tells_nothing(self, tmp_path: Path) -> None:
        assert known(tmp_path, "# nothing\n") == SiteSettings()

    def test_anchors_and_merges_are_read(self, tmp_path: Path) -> None:
        text = "common: &common {layout: post}\ndefaults: [{values: {<<: *common}}]\ntitle: News\n"

        assert known(tmp_path, text).title == "News"


class TestHugo:
    """hugo.toml and its other forms. Spec: gohugo.io/configuration."""

    @pytest.mark.parametrize("name", sorted(HUGO))
    def test_every_form_tells_the_same(self, tmp_path: Path, name: str) -> None:
        assert known(tmp_path, HUGO[name], name) == SiteSettings(
            title="News",
            description="All of it",
            url="https://example.org/blog/",
            language="en-GB",
            author=Person(name="Ada"),
            timezone=ZoneInfo("Europe/Berlin"),
        )

    def test_a_relative_base_is_no_address(self, tmp_path: Path) -> None:
        assert known(tmp_path, 'baseURL = "/"', "hugo.toml").url is None

    def test_the_default_language_of_the_content_is_the_last_resort(self, tmp_path: Path) -> None:
        assert known(tmp_path, 'defaultContentLanguage = "de"', "hugo.toml").language == "de"
        assert known(tmp_path, 'locale = "fr"\ndefaultContentLanguage = "de"', "hugo.toml").language == "fr"

    def test_the_author_may_stand_at_the_top(self, tmp_path: Path) -> None:
        text = '[author]\nname = "Ada"\n[params]\nauthor = "Bob"'

        assert known(tmp_path, text, "hugo.toml").author == Person(name="Ada")


class TestUnreadable:
    """A file that Jekyll or Hugo could not read either is an error that names it."""

    @pytest.mark.parametrize(
        ("name", "text", "said"),
        [
            ("_config.yml", "a: 1\nb: [\n", "_config.yml:3:1: error: "),
            ("_config.yml", "- a", "_config.yml:1:1: error: a list, not a mapping; "),
            ("hugo.toml", "a = 1\nb = \n", "hugo.toml:2:5: error: not valid TOML; "),
            ("hugo.json", '{"a": 1,\n b}', "hugo.json:2:2: error: not valid JSON; "),
            ("hugo.json", "[" * 100_000, "hugo.json: error: not valid JSON; "),
            ("hugo.json", "[1]", "hugo.json:1:1: error: a list, not a mapping; "),
        ],
    )
    def test_it_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, said: str
    ) -> None:
        monkeypatch.chdir(tmp_path)

        with pytest.raises(SettingsError) as caught:
            known(tmp_path, text, name)

        assert str(caught.value).startswith(said)
