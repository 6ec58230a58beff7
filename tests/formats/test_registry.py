"""Formats by name: ours, and those of other packages, which may write no file that another format writes."""

from collections.abc import Callable
from importlib.metadata import EntryPoint
from types import SimpleNamespace
from typing import Any, BinaryIO, Final

import pytest

from exporters.errors import UsageError
from exporters.formats import registry
from exporters.model.feed import Feed

TAKEN: Final = (  # by our formats, and by what stands beside them
    "rss.xml atom.xml feed.json feed.csv sitemap.xml news-sitemap.xml feed.csv-metadata.json sitemap-2.xml feeds.opml"
    " index.html snippet.html manifest.json feed.css rss-2024.xml atom-2024-01.xml feed-2024-12.json".split()
)
OURS: Final = ["rss", "atom", "json", "csv", "sitemap", "news-sitemap"]


def write(_feed: Feed, _out: BinaryIO) -> None:
    """Write nothing."""


def exporter(**fields: Any) -> SimpleNamespace:
    """A format that can be used, but for the `fields`."""
    own = {"name": "titles", "media_type": "text/plain", "filename": "titles.txt", "scope": "feed", "write": write}
    return SimpleNamespace(**(own | fields))


def refuse() -> None:
    """End as a package that can't be loaded may."""
    raise SystemExit("no license\n" + "x" * 300)


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A function that lets packages give these formats, each under its name."""

    def installed(**formats: Any) -> None:
        for name, made in formats.items():
            monkeypatch.setattr(f"{__name__}.{name}", made, raising=False)
        points = {name: EntryPoint(name, f"{__name__}:{name}", registry.GROUP) for name in formats}
        monkeypatch.setattr(registry, "_find_plugins", lambda: points)
        registry._load_plugin.cache_clear()

    return installed


def problem(install: Callable[..., None], **fields: Any) -> str:
    """Why a format with these `fields` can't be used; "" where it can."""
    install(titles=exporter(**fields))
    (found,) = registry.load_all()[len(OURS) :]
    assert (found.exporter is None) == bool(found.problem)
    return found.problem


class TestFilename:
    """One plain word with an ending: it stays in its folder, on every system."""

    @pytest.mark.parametrize(
        "name", ["feed.txt", "Feed-2_x.tar.gz", "7.x", "a" * 95 + ".text", "console.txt", "com.txt"]
    )
    def test_this_is_one(self, name: str) -> None:
        assert registry.is_filename(name)

    @pytest.mark.parametrize(
        "name", ["", "feed", ".txt", "feed.", "feed.txt.", "feed.txt..", "a.txt\n", "a" * 96 + ".text"]
    )
    def test_this_is_none(self, name: str) -> None:
        assert not registry.is_filename(name)

    @pytest.mark.parametrize(
        "name", ["-a.txt", "_a.txt", "../a.txt", "a/b.txt", "a\\b.txt", "a b.txt", "é.txt", "a:b.txt", "~a.txt"]
    )
    def test_nor_is_what_means_something_to_a_system_is_none(self, name: str) -> None:
        assert not registry.is_filename(name)

    @pytest.mark.parametrize("stem", ["con", "PRN", "aux", "Nul", "com1", "LPT9"])
    @pytest.mark.parametrize("ending", ["txt", "tar.gz"])
    def test_nor_is_a_device_of_windows(self, stem: str, ending: str) -> None:
        assert not registry.is_filename(f"{stem}.{ending}")
        assert registry.is_filename(f"{stem}x.{ending}")


class TestFaults:
    """A format that can't be used says what it lacks."""

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({}, ""),
            ({"scope": "site"}, ""),
            ({"name": "other"}, "its name is not titles, as its entry point says"),
            ({"write": None}, "it has no method write(feed, out)"),
            ({"scope": "page"}, 'its scope is neither "feed" nor "site"'),
            ({"media_type": "text"}, "it has no media_type such as text/plain"),
            ({"media_type": "text/plain; charset=utf-8"}, "it has no media_type such as text/plain"),
            ({"filename": "titles"}, "it has no filename such as feed.txt"),
            ({"filename": "titles.txt."}, "it has no filename such as feed.txt"),
            ({"filename": None}, "it has no filename such as feed.txt"),
        ],
    )
    def test_each_is_told(self, install: Callable[..., None], fields: dict[str, Any], said: str) -> None:
        assert problem(install, **fields) == said

    @pytest.mark.parametrize("filename", TAKEN)
    @pytest.mark.parametrize("written", [str, str.upper, str.title])
    def test_a_file_of_ours_is_taken_in_any_case(
        self, install: Callable[..., None], filename: str, written: Callable[[str], str]
    ) -> None:
        """Where file systems don't tell cases apart, one would replace the other."""
        assert problem(install, filename=written(filename)) == f"{written(filename)} is the file of a built-in format"

    @pytest.mark.parametrize(
        "filename", ["rss-24.xml", "feed-2024-1.json", "rss-2024.csv", "xfeed.css", "sitemap-.xml"]
    )
    def test_what_only_looks_like_one_is_free(self, install: Callable[..., None], filename: str) -> None:
        assert problem(install, filename=filename) == ""

    def test_whatever_it_raises_is_told(self, install: Callable[..., None]) -> None:
        install(titles=type("Titles", (), {"__init__": lambda _: refuse()}))
        (found,) = registry.load_all()[len(OURS) :]

        assert found.problem.startswith("SystemExit: no license\nxxx")
        assert len(found.problem) == len("SystemExit: ") + 200

    def test_a_name_of_ours_stays_ours(self, install: Callable[..., None]) -> None:
        install(rss=exporter(name="rss"))

        assert registry.load_all()[-1].problem == "the name is that of a built-in format"
        assert registry.list_names() == OURS
        assert registry.find_exporters(["rss"]) == [registry.get_built_in("rss")]


class TestFind:
    """The exporters of names: each once, in their order; every problem is told."""

    def test_in_their_order_each_once(self) -> None:
        assert [each.name for each in registry.find_exporters(["csv", "rss", "csv"])] == ["csv", "rss"]

    def test_every_unknown_name_is_told_with_the_nearest(self) -> None:
        with pytest.raises(UsageError) as raised:
            registry.find_exporters(["rss", "atm", "jsn"], "outfeed.yaml")

        assert [(each.message, each.path) for each in raised.value.diagnostics] == [
            ("no format atm", "outfeed.yaml"),
            ("no format jsn", "outfeed.yaml"),
        ]
        assert "atom" in raised.value.diagnostics[0].fix

    @pytest.mark.parametrize("filename", ["titles.txt", "Titles.TXT"])
    def test_two_that_write_one_file_can_not_stand_together(self, install: Callable[..., None], filename: str) -> None:
        """Where file systems don't tell cases apart, `Titles.TXT` and `titles.txt` are one file."""
        install(titles=exporter(), others=exporter(name="others", filename=filename))

        with pytest.raises(UsageError) as raised:
            registry.find_exporters(["titles", "rss", "others"])

        assert [each.message for each in raised.value.diagnostics] == [f"others and titles both write {filename}"]
        assert [each.name for each in registry.find_exporters(["titles", "rss"])] == ["titles", "rss"]

    def test_one_that_can_not_be_used_is_an_error_where_it_is_named(self, install: Callable[..., None]) -> None:
        install(titles=exporter(scope="page"))

        with pytest.raises(UsageError) as raised:
            registry.find_exporters(["titles"])

        (told,) = raised.value.diagnostics
        assert (told.rule, told.fix) == ("plugin-broken", "update or remove the package")
        assert told.message == (
            'the format titles of an unknown package can\'t be used: its scope is neither "feed" nor "site"'
        )


class TestBroken:
    """An export warns of formats that it can't use."""

    def test_only_those(self, install: Callable[..., None]) -> None:
        install(titles=exporter(), others=exporter(name="x"))

        assert [each.level.name for each in registry.find_broken_plugins()] == ["WARNING"]
        assert "others" in registry.find_broken_plugins()[0].message


class TestOurs:
    """Which formats are built in."""

    def test_those_of_feeds(self) -> None:
        assert [name for name in registry.list_names() if registry.is_feed_format(name)] == OURS[:4]
