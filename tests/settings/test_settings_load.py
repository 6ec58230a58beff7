"""Settings of a run: flags, outfeed.yaml, a neighbour's settings and defaults, in this order."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from exporters.errors import SettingsError, UsageError
from exporters.settings.load import load, require_site
from exporters.settings.values import FeedSettings

FULL = """
site: {title: Ours, description: Our words, url: https://ours.org/a/, language: fr, author: {name: Us}}
source: {timezone: Asia/Tokyo}
formats: [rss]
feeds: [{limit: 7, formats: [json]}]
"""
JEKYLL = """
title: Theirs
description: Their words
url: https://theirs.org
baseurl: /b
lang: de
author: Them
timezone: Europe/Berlin
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a repository with articles in `news`."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "news").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(file: Path, text: str) -> None:
    """Put `text` into `file`."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


class TestPrecedence:
    """Flags win over outfeed.yaml, that over Jekyll's or Hugo's settings, those over defaults."""

    @pytest.mark.parametrize(
        ("own", "jekyll", "flag", "told"),
        [
            (FULL, JEKYLL, "https://flag.org", ("https://flag.org/", "Ours", "Our words", "fr", "Us", "Asia/Tokyo")),
            (FULL, JEKYLL, None, ("https://ours.org/a/", "Ours", "Our words", "fr", "Us", "Asia/Tokyo")),
            (
                "site: {title: Ours}",
                JEKYLL,
                None,
                ("https://theirs.org/b/", "Ours", "Their words", "de", "Them", "Europe/Berlin"),
            ),
            (
                None,
                JEKYLL,
                None,
                ("https://theirs.org/b/", "Theirs", "Their words", "de", "Them", "Europe/Berlin"),
            ),
            (None, None, "https://Flag.org:8080", ("https://flag.org:8080/", "flag.org", "flag.org", None, None, None)),
            ("site: {title: Ours}", None, "https://flag.org", ("https://flag.org/", "Ours", "Ours", None, None, None)),
        ],
    )
    def test_each_value_comes_from_the_first_that_tells_it(
        self, project: Path, own: str | None, jekyll: str | None, flag: str | None, told: tuple[str | None, ...]
    ) -> None:
        if own is not None:
            write(project / "news/outfeed.yaml", own)
        if jekyll is not None:
            write(project / "_config.yml", jekyll)

        settings = load(Path("news"), site_url=flag)
        site = require_site(settings)

        author = site.author.name if site.author else None
        zone = settings.timezone.key if isinstance(settings.timezone, ZoneInfo) else None
        assert (site.url, site.title, site.description, site.language, author, zone) == told

    def test_nothing_but_an_address_gives_the_defaults(self, project: Path) -> None:
        settings = load(Path("news"), site_url="https://example.org")

        assert settings.source == project / "news"
        assert settings.out == project / "out"
        assert settings.formats == ("rss", "atom", "json", "csv")
        assert settings.feeds == (FeedSettings(path="", limit=50, formats=None),)
        assert (settings.include, settings.exclude, settings.hold_future) == ((), (), False)
        assert settings.file is None

    def test_the_flag_replaces_the_limit_of_every_feed(self, project: Path) -> None:
        write(project / "news/outfeed.yaml", FULL)

        settings = load(Path("news"), limit=0)

        assert settings.formats == ("rss",)
        assert settings.feeds == (FeedSettings(limit=0, formats=("json",), line=5, column=9),)

    def test_without_flags_feeds_keep_their_own(self, project: Path) -> None:
        write(project / "news/outfeed.yaml", FULL)

        settings = load(Path("news"))

        assert settings.formats == ("rss",)
        assert settings.feeds == (FeedSettings(limit=7, formats=("json",), line=5, column=9),)


class TestAddresses:
    """url and feeds_url end with a slash; self links are made of feeds_url."""

    @pytest.mark.parametrize(
        ("site", "flag", "feeds_url"),
        [
            ("url: https://example.org", None, "https://example.org/feeds/"),
            ("url: https://example.org/A", None, "https://example.org/A/feeds/"),
            ("url: https://example.org", "https://flag.org/x", "https://flag.org/x/feeds/"),
            ("url: https://example.org, feeds_url: https://cdn.org/f", None, "https://cdn.org/f/"),
            ("feeds_url: https://cdn.org/f", "https://flag.org", "https://cdn.org/f/"),
        ],
    )
    def test_feeds_live_where_the_file_says_else_below_the_site(
        self, project: Path, site: str, flag: str | None, feeds_url: str
    ) -> None:
        write(project / "outfeed.yaml", f"site: {{{site}}}")

        assert require_site(load(Path("news"), site_url=flag)).feeds_url == feeds_url

    @pytest.mark.parametrize("flag", ["example.org", "ftp://example.org", "https://example.org/?a", ""])
    def test_a_flag_that_is_no_address_is_named(self, project: Path, flag: str) -> None:
        with pytest.raises(UsageError, match=r"^error: --site-url: "):
            load(project, site_url=flag)

    def test_without_any_address_there_is_no_site(self, project: Path) -> None:
        write(project / "_config.yml", "title: News\nbaseurl: /b")

        settings = load(project)

        assert settings.site is None
        with pytest.raises(UsageError) as caught:
            require_site(settings)
        assert str(caught.value) == (
            "error: the address of the site is unknown;"
            " give --site-url https://…, or write site: {url: https://…} in outfeed.yaml [site-url-missing]"
        )


class TestPaths:
    """Paths in settings are relative to the file, flags to the current folder."""

    def test_without_a_source_the_nearest_settings_name_it(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(project / "outfeed.yaml", "source: {path: news}\nout: public/feeds")
        (project / "docs").mkdir()
        monkeypatch.chdir(project / "docs")

        settings = load(None)

        assert settings.source == project / "news"
        assert settings.out == project / "public/feeds"
        assert settings.file == project / "outfeed.yaml"

    def test_a_source_replaces_that_of_the_settings(self, project: Path) -> None:
        write(project / "news/outfeed.yaml", "source: {path: ../elsewhere}")

        assert load(Path("news")).source == project / "news"

    def test_a_named_file_is_taken_instead_of_the_nearest(self, project: Path) -> None:
        write(project / "news/outfeed.yaml", "site: {url: https://near.org}")
        write(project / "conf/feeds.yaml", "site: {url: https://named.org}\nout: o")

        settings = load(Path("news"), config=Path("conf/feeds.yaml"))

        assert require_site(settings).url == "https://named.org/"
        assert settings.source == project / "news"
        assert settings.out == project / "conf/o"

    def test_the_out_flag_is_seen_from_the_current_folder(self, project: Path) -> None:
        write(project / "news/outfeed.yaml", "out: o")

        assert load(Path("news"), out=Path("public")).out == project / "public"

    def test_settings_without_out_write_to_out_in_the_current_folder(self, project: Path) -> None:
        write(project / "news/outfeed.yaml", "site: {title: News}")

        assert load(Path("news")).out == project / "out"

    def test_neither_source_nor_settings_asks_for_one(self, project: Path) -> None:
        write(project / "_config.yml", JEKYLL)

        with pytest.raises(UsageError, match=r"no outfeed\.yaml here .* name the folder .* \[source-unnamed\]"):
            load(None)


class TestMessages:
    """No message tells where on this machine the project lies."""

    @pytest.mark.parametrize("name", ["absent.yaml", "news", "bad.yaml", "list.yaml", "latin.yaml", "large.yaml"])
    def test_absolute_paths_come_out_relative(self, project: Path, name: str) -> None:
        write(project / "bad.yaml", "colour: red\nout: [")
        write(project / "list.yaml", "- a")
        (project / "latin.yaml").write_bytes(b"\xfc")
        (project / "large.yaml").write_bytes(b" " * 1_000_001)

        with pytest.raises(SettingsError) as caught:
            load(None, config=project / name)

        assert str(caught.value).startswith((f"{name}: error: ", f"{name}:1:1: error: ", f"{name}:2:"))
        assert str(project) not in str(caught.value)

    def test_a_file_that_is_missing_is_named(self, project: Path) -> None:
        with pytest.raises(SettingsError) as caught:
            load(project, config=Path("conf/absent.yaml"))

        assert str(caught.value) == (
            "conf/absent.yaml: error: there is no such file; name a settings file that exists [settings-missing]"
        )

    def test_a_neighbour_that_is_broken_is_named(self, project: Path) -> None:
        write(project / "_config.yml", "title: [")

        with pytest.raises(SettingsError, match=r"^_config\.yml:1:"):
            load(Path("news"))


class TestSeeds:
    """The five articles of the owner come with their settings."""

    def test_they_are_found_and_right(self) -> None:
        root = Path(__file__).parents[2]

        settings = load(root / "seeds")

        site = require_site(settings)
        assert (site.url, site.title) == ("https://everyday-cc.github.io/ai/", "AI Every Day")
        assert (settings.source, settings.out) == (root / "seeds", root / "out")
        assert settings.timezone == ZoneInfo("UTC")
