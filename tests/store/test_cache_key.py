"""The key: whatever shapes what is kept is in it, so that nothing is taken that would be made otherwise today."""

import re
import shutil
import subprocess
import sys
import tomllib
import unicodedata
import zoneinfo
from datetime import date, timedelta, timezone
from importlib.metadata import requires
from pathlib import Path
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace
from packaging.requirements import Requirement

from exporters.model.article import Person
from exporters.schema_files import schema_text
from exporters.settings.load import load
from exporters.settings.source_site import SourceSite
from exporters.sources import listing
from exporters.sources.dialects import registry
from exporters.store import key
from tests.cli.running import ROOT, environment
from tests.makers import site as made
from tests.store.sites import result, site, watched
from tests.test_layers import LAYERS, OPEN

BERLIN = ZoneInfo("Europe/Berlin")
KEY = key.cache_key(made(), BERLIN)
PROGRAM = key._program
SHAPE_NOTHING = {
    "attrs",  # values within jsonschema
    "click",  # flags
    "pathspec",  # which files are read, which each run asks anew
    "rpds-py",  # collections within referencing
    "typing-extensions",
    "urllib3",  # published feeds, which no cache holds
    "wcwidth",  # tables of ftfy's own command
}


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def installed_with_outfeed() -> set[str]:
    """The distributions that Outfeed needs, and those that these need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting, found = [Requirement(each).name for each in project["dependencies"]], set[str]()
    while waiting:
        name = normalised(waiting.pop())
        if name in found:
            continue
        found.add(name)
        needed = [Requirement(each) for each in requires(name) or ()]
        waiting += [each.name for each in needed if each.marker is None or each.marker.evaluate({"extra": ""})]
    return found


@pytest.fixture(autouse=True)
def as_in_a_new_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each key looks at the program again."""
    monkeypatch.setattr(key, "_program", PROGRAM.__wrapped__)


class TestKey:
    """Each part counts."""

    def test_the_same_twice_is_the_same(self) -> None:
        assert key.cache_key(made(), ZoneInfo("Europe/Berlin")) == KEY

    @pytest.mark.parametrize(
        "fields",
        [
            {"title": "Another"},
            {"description": "Another"},
            {"url": "https://example.com/"},
            {"feeds_url": "https://example.com/"},
            {"language": "de"},
            {"author": Person(name="Ann")},
        ],
    )
    def test_the_site(self, fields: dict[str, Any]) -> None:
        assert key.cache_key(made(**fields), BERLIN) != KEY

    @pytest.mark.parametrize("zone", [None, ZoneInfo("Europe/Paris"), timezone(timedelta(hours=1))])
    def test_the_zone(self, zone: Any) -> None:
        assert key.cache_key(made(), zone) != KEY

    def test_the_rules_of_the_zone(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "Europe").mkdir()
        (tmp_path / "Europe/Berlin").write_bytes(b"no summer time any more")
        monkeypatch.setattr(zoneinfo, "TZPATH", (str(tmp_path),))

        assert key.cache_key(made(), BERLIN) != KEY

    @pytest.mark.parametrize(
        "name",
        sorted(set(key._DEPENDENCIES)),
    )
    def test_the_version_of_what_it_is_built_on(
        self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        described = tmp_path / f"{name.replace('-', '_')}-99.dist-info/METADATA"
        described.parent.mkdir()
        described.write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 99\n\nVersion: 1\n")
        monkeypatch.syspath_prepend(tmp_path)
        one = key.cache_key(made(), BERLIN)
        described.write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 99.1\n\nVersion: 1\n")

        assert len({one, key.cache_key(made(), BERLIN), KEY}) == 3

    def test_each_distribution_is_in_it_or_shapes_nothing(self) -> None:
        assert installed_with_outfeed() - {normalised(each) for each in key._DEPENDENCIES} == SHAPE_NOTHING

    def test_the_version_of_python(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "version_info", (3, 99, 0, "final", 0))

        assert key.cache_key(made(), BERLIN) != KEY

    def test_the_characters_that_it_knows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(unicodedata, "unidata_version", "99.0.0")

        assert key.cache_key(made(), BERLIN) != KEY

    def test_a_schema(self, monkeypatch: pytest.MonkeyPatch) -> None:
        text = schema_text
        monkeypatch.setattr("exporters.store.key.schema_text", lambda name: text(name) + " ")

        assert key.cache_key(made(), BERLIN) != KEY

    @pytest.mark.parametrize("change", ["edited", "added", "renamed"])
    def test_the_program(self, change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "repair").mkdir()
        (tmp_path / "repair/text.py").write_text("1")
        monkeypatch.setattr(key, "_PACKAGE", tmp_path)
        before = key.cache_key(made(), BERLIN)
        if change == "edited":
            (tmp_path / "repair/text.py").write_text("2")
        elif change == "added":
            (tmp_path / "repair/more.py").write_text("")
        else:
            (tmp_path / "repair/text.py").rename(tmp_path / "text.py")

        assert key.cache_key(made(), BERLIN) != before

    def test_what_articles_and_documents_are_made_without_is_not_in_it(self) -> None:
        layers, reached = [*LAYERS["build"].split()], {"build"}
        while layers:
            if (layer := layers.pop()) not in reached:
                reached.add(layer)
                layers += LAYERS[layer].split()

        assert key.OUTSIDE.isdisjoint(reached | set(OPEN))

    def test_a_process_goes_on_with_the_program_that_it_has_loaded(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(key, "_program", PROGRAM)
        monkeypatch.setattr(key, "_PACKAGE", tmp_path)

        assert key.cache_key(made(), BERLIN) == KEY

    def test_but_not_where_the_program_lies(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        shutil.copytree(key._PACKAGE, tmp_path / "exporters", ignore=shutil.ignore_patterns("__pycache__"))
        monkeypatch.setattr(key, "_PACKAGE", tmp_path / "exporters")

        assert key.cache_key(made(), BERLIN) == KEY


class TestOf:
    """No two lists of values have one digest because they are the same when they are joined."""

    def test_where_a_value_ends_counts(self) -> None:
        assert (
            len(
                {
                    key.digest_of([b"ab", b"c"]),
                    key.digest_of([b"a", b"bc"]),
                    key.digest_of([b"abc"]),
                    key.digest_of([b"abc", b""]),
                }
            )
            == 4
        )


class TestUnderAnother:
    """What was made under another key is not taken, and does not come back."""

    def test_everything_is_parsed_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        watched(site(tmp_path))
        with monkeypatch.context() as context:
            context.setattr(key, "_version", lambda name: f"{name} 99".encode())

            assert len(watched(tmp_path).parsed) == 5
            assert watched(tmp_path).parsed == []

        assert len(watched(tmp_path).parsed) == 5

    def test_settings_that_shape_articles_do_so(self, tmp_path: Path) -> None:
        watched(site(tmp_path))

        for title in ("One", "Two"):
            (tmp_path / "outfeed.yaml").write_text(f"site: {{title: {title}}}\n")

            assert result(tmp_path) == result(tmp_path, "--no-cache", out="plain")
            assert f"<title>{title}</title>" in (tmp_path / "out/rss.xml").read_text()


class TestSourceSite:
    """What is known of a site by its generator."""

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ({"a": 1}, {"a": "1"}),
            ({1: "a"}, {"1": "a"}),
            ({"a": (1,)}, {"a": [1]}),
            ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
            ({"a": None}, {}),
            ({"a": date(2024, 1, 2)}, {"a": "2024-01-02"}),
            ({1: "a", "b": {None: "c"}}, {1: "a", "b": {}}),
            ({"a": {"x", "y"}}, {"a": {"x"}}),
        ],
    )
    def test_settings_that_differ(self, one: dict[Any, Any], other: dict[Any, Any]) -> None:
        assert SourceSite(settings=one).digest != SourceSite(settings=other).digest
        assert SourceSite(data=one).digest != SourceSite(settings=one).digest

    def test_where_it_lies_is_nothing(self) -> None:
        assert SourceSite(root="/a").digest == SourceSite(root="/b").digest

    def test_a_set_has_one_order_in_every_process(self) -> None:
        program = "from exporters.settings.source_site import SourceSite; import sys;"
        program += "sys.stdout.write(SourceSite(settings={'a': {'x', 'y', 'z'}}).digest.decode())"
        said = {
            subprocess.run(
                [sys.executable, "-c", program],
                env=environment({"PYTHONHASHSEED": seed}),
                stdout=subprocess.PIPE,
                check=True,
            ).stdout
            for seed in "123"
        }

        assert len(said) == 1

    def test_the_version_of_a_plugin_of_its_dialect(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        point = mock.Mock(value="mine:DIALECT")
        point.name = "mine"
        monkeypatch.setattr(registry, "dialect_plugins", lambda: {"mine": point})
        settings = replace(load(tmp_path), source_site=SourceSite(dialect="mine"))
        point.dist.version = "1"
        one = list(listing.shaping(settings))
        point.dist.version = "2"

        assert list(listing.shaping(settings)) != one
