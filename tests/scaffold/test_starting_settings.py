"""The first outfeed.yaml: it loads, says what was found, and names every setting that there is."""

import json
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.model.article import Person
from exporters.scaffold.folder_facts import HUGO, FolderFacts
from exporters.scaffold.settings_text import text
from exporters.schema_files import schema_text, schema_url
from exporters.settings import own_settings
from exporters.settings.rules import text as wrong_text
from exporters.settings.rules import tidy
from exporters.settings.values import SiteSettings
from exporters.yamldoc.document import read_yaml

CURLY = FolderFacts(known=SiteSettings(title="{curly} news"))
URL = "https://example.org/"
SCHEMA = json.loads(schema_text("settings"))["properties"]
SETTING = re.compile(r"^(?P<indent> *)#(?P<dash>- )?(?P<key>[a-z_]+):(?P<value> .*)$")
VISIBLE = st.text(min_size=1).map(tidy).filter(lambda value: bool(value) and wrong_text(value) is None)


def lines(found: FolderFacts | None = None) -> list[str]:
    """The lines of the settings of what was found."""
    return text(found or FolderFacts(), URL).splitlines()


def loaded(folder: Path, written: str) -> own_settings.OwnSettings:
    """The settings, as a run reads them."""
    (folder / "outfeed.yaml").write_text(written, encoding="utf-8")
    return own_settings.read(folder / "outfeed.yaml")


class TestEditor:
    """An editor completes and checks the file as it is written."""

    def test_the_first_line_names_the_schema(self) -> None:
        assert lines()[0] == f"# yaml-language-server: $schema={schema_url('settings')}"


class TestValues:
    """What was found is in force."""

    def test_all_of_it_is_read_back(self, tmp_path: Path) -> None:
        known = SiteSettings(
            title="News: #1 {of} all",
            description="\"Quoted\" \\ 'it'",
            language="no",
            author=Person(name="Ada: [x]", url="https://example.org/?a#b"),
            timezone=ZoneInfo("Europe/Berlin"),
        )

        made = loaded(tmp_path, text(FolderFacts(tool=HUGO, known=known, source="content"), URL))

        assert (made.site.title, made.site.description, made.site.language) == (
            known.title,
            known.description,
            known.language,
        )
        assert (made.site.author, made.site.url) == (known.author, URL)
        assert str(made.site.timezone) == "Europe/Berlin"
        assert (made.source, made.out) == (tmp_path / "content", tmp_path / "public/feeds")
        assert [each.path for each in made.feeds] == [""]

    @given(title=VISIBLE, description=VISIBLE, author=VISIBLE, topic=st.text(), source=VISIBLE)
    def test_any_text_is_read_back(self, title: str, description: str, author: str, topic: str, source: str) -> None:
        known = SiteSettings(title=title, description=description, author=Person(name=author))

        made = read_yaml(
            text(FolderFacts(known=known, source=source, topics=(topic, "x"), providers=(topic,)), URL)
        ).value

        assert made == {
            "site": {"title": title, "description": description, "url": URL, "author": {"name": author}},
            "source": {"path": source},
            "out": "out",
            "feeds": [{"path": ""}],
        }

    def test_without_a_title_the_host_is_it(self, tmp_path: Path) -> None:
        assert loaded(tmp_path, text(FolderFacts(), URL)).site.title == "example.org"


class TestComments:
    """Every setting that there is stands in it; taking the # away is all that it takes."""

    def test_every_setting_of_the_schema_is_named_with_what_it_is_for(self) -> None:
        made = lines()
        for key, about in SCHEMA.items():
            at = next(at for at, line in enumerate(made) if re.match(rf"#?{key}:", line))
            assert made[at - 1].startswith("# ")
            for below in about.get("properties", {}) if key in ("site", "source") else {}:
                assert any(re.match(rf"  #?{below}:", line) for line in made)
        for below in SCHEMA["feeds"]["items"]["properties"]:
            assert any(re.match(rf"  (?:- |  #){below}:", line) for line in made)

    @pytest.mark.parametrize("at", [at for at, line in enumerate(lines(CURLY)) if SETTING.match(line)])
    def test_each_of_them_may_be_put_in_force(self, tmp_path: Path, at: int) -> None:
        made = lines(CURLY)
        for name in ("ids.yaml", "templates"):
            (tmp_path / name).touch()
        found = SETTING.match(made[at])
        assert found is not None
        made[at] = f"{found['indent']}{found['dash'] or ''}{found['key']}:{found['value']}"
        if found["key"] == "sources":  # which stands in place of `source`
            start = made.index("source:")
            end = next(number for number in range(start + 1, len(made)) if re.match(r"#?\w", made[number]))
            made[start:end] = [""] * (end - start)
        if found["dash"]:
            made[at + 1] = made[at + 1].replace("#  ", "  ")

        loaded(tmp_path, "\n".join(made))

        assert read_yaml("\n".join(made)).value != read_yaml("\n".join(lines(CURLY))).value

    def test_feeds_of_topics_name_some_that_are_there(self) -> None:
        made = lines(FolderFacts(topics=("AI", "Chips", "Law", "Art"), providers=("Wired",)))

        assert "  # A feed for each of the 4 topics, such as AI, Chips and Law:" in made
        assert "  #- path: topics/{topic}" in made
        assert '  #  title: "example.org: {topic}"' in made
        assert "  # A feed for each provider, now Wired:" in made
        assert "  # A feed for each topic of the articles:" in lines()
        assert "  # A feed for each of the topics AI and Law:" in lines(FolderFacts(topics=("AI", "Law")))

    def test_no_line_is_very_long(self) -> None:
        assert max(map(len, lines())) <= 120

    def test_a_name_can_not_leave_its_comment(self) -> None:
        made = lines(FolderFacts(topics=("a\nout: /etc\r\x85\u2028b", "x" * 500)))

        assert read_yaml("\n".join(made)).value["out"] == "out"
        assert max(map(len, made)) < 300
