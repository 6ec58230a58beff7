"""Sources and dialects of third parties: small packages, installed for real, in an environment of their own."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.running import ROOT, Ran, environment, outfeed
from tests.plugins.installed import python_with

PACKAGES: Final = Path(__file__).parent / "readers"
PAGE: Final = (ROOT / "docs" / "own-source.md").read_text(encoding="utf-8")
CARDS: Final = "= A cat\n@ 2024-01-02 /cat/\nIt *purrs*.\n= A dog\n@ 2024-01-03 /dog/\n"
FLAGS: Final = ("--site-url", "https://example.org/")


@pytest.fixture(scope="session")
def python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The interpreter of an environment that has the plugins."""
    return python_with(PACKAGES, tmp_path_factory.mktemp("readers"))


def items(folder: Path) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads((folder / "out" / "feed.json").read_text())["items"]
    return listed


def broken(ran: Ran) -> list[str]:
    return re.findall(r"the ((?:source|dialect) \w+) of outfeed-wrecks can't be used", ran.err)


class TestDocs:
    """docs/own-source.md shows the packages that are tested here."""

    @pytest.mark.parametrize("name", ["outfeed-cards", "outfeed-garden"])
    def test_the_examples_are_these_packages(self, name: str) -> None:
        for file in (PACKAGES / name).glob("*.*"):
            assert file.read_text(encoding="utf-8") in PAGE, file


class TestSource:
    """The entry-point group `outfeed.sources`."""

    @pytest.mark.parametrize("name", ["a.cards", "a.text"])
    def test_a_file_is_recognised_and_read(self, python: str, tmp_path: Path, name: str) -> None:
        (tmp_path / name).write_text(CARDS)

        ran = outfeed("export", name, *FLAGS, cwd=tmp_path, python=python)

        assert ran.status == 0, ran.err
        dog, cat = items(tmp_path)
        assert (dog["title"], cat["url"], cat["date_published"]) == (
            "A dog",
            "https://example.org/cat/",
            "2024-01-02T00:00:00Z",
        )
        assert cat["content_html"].strip() == "<p>It <em>purrs</em>.</p>"

    def test_its_errors_have_their_place(self, python: str, tmp_path: Path) -> None:
        (tmp_path / "a.cards").write_text(CARDS + "= A fish\nIt swims.\n")

        ran = outfeed("export", "a.cards", *FLAGS, cwd=tmp_path, python=python)

        assert ran.status == 1
        assert "a.cards:6:1: error: a card without date and address; write @ 2024-01-02" in ran.err

    def test_those_that_can_not_be_used_are_warned_of_and_stop_nothing(self, python: str, tmp_path: Path) -> None:
        (tmp_path / "a.cards").write_text(CARDS)

        ran = outfeed("export", "a.cards", *FLAGS, cwd=tmp_path, python=python)

        assert broken(ran) == ["source gone", "source partial", "dialect wrong"]
        assert "source partial of outfeed-wrecks can't be used: it has no method recognises" in ran.err
        assert ran.err.count("[plugin-broken]") == 3

    @pytest.mark.parametrize("name", ["gone", "partial"])
    def test_one_that_is_named_is_an_error(self, python: str, tmp_path: Path, name: str) -> None:
        (tmp_path / "a.x").write_text("x")
        (tmp_path / "outfeed.yaml").write_text(
            f"site: {{url: 'https://example.org/'}}\nsource: {{path: a.x, format: {name}}}"
        )

        ran = outfeed("export", cwd=tmp_path, python=python)

        assert (ran.status, f"error: the source {name} of outfeed-wrecks can't be used" in ran.err) == (2, True)

    def test_one_that_fails_while_it_reads_is_named(self, python: str, tmp_path: Path) -> None:
        (tmp_path / "a.failing").write_text("x")

        ran = outfeed("export", "a.failing", *FLAGS, cwd=tmp_path, python=python)

        assert (ran.status, "Traceback" in ran.err) == (1, False)
        assert "error: the source failing of outfeed-wrecks can't be used: KeyError" in ran.err


class TestDialect:
    """The entry-point group `outfeed.dialects`."""

    def test_it_is_recognised(self, python: str, tmp_path: Path) -> None:
        (tmp_path / "garden.toml").write_text("")
        (tmp_path / "rose.md").write_text("---\nplant: Rose\nsown: 2024-03-01\nnote: Red\n---\nThorns\n")

        ran = outfeed("export", ".", *FLAGS, cwd=tmp_path, python=python)

        assert ran.status == 0, ran.err
        assert "Read the articles by the rules of garden, recognised from garden.toml." in ran.out
        [rose] = items(tmp_path)
        assert (rose["title"], rose["url"], rose["summary"]) == ("Rose", "https://example.org/garden/rose/", "Red")

    def test_its_version_is_part_of_the_key_of_the_cache(self, python: str) -> None:
        asked = "from exporters.sources.dialects.registry import versions; print(versions().decode())"
        printed = subprocess.run([python, "-c", asked], check=True, capture_output=True, text=True, env=environment())

        assert "('garden', 'outfeed_garden:DIALECT', '1.0')" in printed.stdout

    def test_one_that_is_named_and_can_not_be_used(self, python: str, tmp_path: Path) -> None:
        (tmp_path / "a.md").write_text("---\ntitle: A\n---\n")

        ran = outfeed("export", ".", *FLAGS, "--dialect", "wrong", cwd=tmp_path, python=python)

        assert ran.status == 2
        assert "error: the dialect wrong of outfeed-wrecks can't be used" in ran.err

    def test_one_that_fails_while_it_reads_is_named(self, python: str, tmp_path: Path) -> None:
        (tmp_path / "raising.toml").write_text("")
        (tmp_path / "a.md").write_text("---\ntitle: A\ndate: 2024-01-01\n---\n")

        ran = outfeed("export", ".", *FLAGS, cwd=tmp_path, python=python)

        assert (ran.status, "Traceback" in ran.err) == (1, False)
        assert "the dialect raising of outfeed-wrecks can't be used: ZeroDivisionError: no address" in ran.err
