"""Formats of third parties: five small packages, installed for real, in an environment of their own."""

import hashlib
import re
from pathlib import Path

import pytest

from tests.cli.running import WRITTEN, Ran, contents, outfeed, outfeed_here, post, with_seeds
from tests.plugins.installed import python_with

PACKAGES = Path(__file__).parent / "packages"
BROKEN = ["broken", "climbing", "crowding", "rss", "squatting"]  # plugins that can't be used, by name
DEFAULT = {*WRITTEN}  # what is not there where other formats are named
TOGETHER = {"rss.xml", "feed.txt", "feed.txt.sha256"}
ONE_FEED = """
site: {title: AI Every Day, url: https://everyday-cc.github.io/ai/}
source: {timezone: UTC}
out: ../out
"""
SITE = """
site: {title: Site, url: https://example.org/}
formats: [rss, sitewide]
feeds:
  - {path: newest, limit: 1}
  - {path: cats, where: {topics: Cats}}
"""


@pytest.fixture(scope="session")
def python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The interpreter of an environment that has the plugins."""
    return python_with(PACKAGES, tmp_path_factory.mktemp("plugins"))


@pytest.fixture
def seeded(tmp_path: Path) -> Path:
    """The current folder of a run, with the seeds in it, and settings that want the one feed of all of them."""
    (with_seeds(tmp_path) / "seeds/outfeed.yaml").write_text(ONE_FEED, encoding="utf-8")
    return tmp_path


def warned(ran: Ran) -> list[str]:
    """The names of the plugins that standard error warns of."""
    return [re.findall(r"the format (\w+) of", line)[0] for line in ran.told("warning")]


class TestFormats:
    """`outfeed formats` lists plugins with the package they come from."""

    def test_plugins_that_work_stand_after_ours(self, python: str, tmp_path: Path) -> None:
        ran = outfeed("formats", cwd=tmp_path, python=python)

        assert ran.status == 0
        assert [line.split() for line in ran.out.splitlines()][6:] == [
            ["leaving", "text/plain", "leaving.txt", "outfeed-raising"],
            ["plaintext", "text/plain", "feed.txt", "outfeed-plaintext"],
            ["raising", "text/plain", "raising.txt", "outfeed-raising"],
            ["sitewide", "text/plain", "sitemap.txt", "outfeed-sitewide"],
        ]

    def test_plugins_that_do_not_are_told_with_the_reason(self, python: str, tmp_path: Path) -> None:
        ran = outfeed("formats", cwd=tmp_path, python=python)

        broken, climbing, crowding, rss, squatting = ran.err.splitlines()
        assert warned(ran) == BROKEN
        assert broken == (
            "warning: the format broken of outfeed-broken can't be used: ImportError: the library it needs is gone;"
            " update or remove the package [plugin-broken]"
        )
        assert "climbing of outfeed-impostor can't be used: it has no filename such as feed.txt" in climbing
        assert "crowding of outfeed-impostor can't be used: Sitemap-12.xml is the file of a built-in format" in crowding
        assert "rss of outfeed-impostor can't be used: the name is that of a built-in format" in rss
        assert "squatting of outfeed-impostor can't be used: rss.xml is the file of a built-in format" in squatting

    def test_help_and_completion_know_their_names(self, python: str, tmp_path: Path) -> None:
        shell = {"_OUTFEED_COMPLETE": "bash_complete", "COMP_WORDS": "outfeed export --format pl", "COMP_CWORD": "3"}

        assert outfeed(cwd=tmp_path, python=python, env=shell).out == "plain,plaintext\n"
        assert "plaintext" in outfeed("export", "--help", cwd=tmp_path, python=python).out


class TestInstalled:
    """Installing a plugin changes no output."""

    def test_the_default_is_written_as_without_it(self, python: str, seeded: Path) -> None:
        outfeed_here("export", "seeds", "--out", "without", cwd=seeded)

        ran = outfeed("export", "seeds", "--out", "with", cwd=seeded, python=python)

        assert ran.status == 0
        assert contents(seeded / "with") == contents(seeded / "without")
        assert warned(ran) == BROKEN

    def test_a_name_of_ours_stays_ours(self, python: str, seeded: Path) -> None:
        outfeed_here("export", "seeds", "--out", "without", "--format", "rss", cwd=seeded)

        ran = outfeed("export", "seeds", "--out", "with", "--format", "rss", cwd=seeded, python=python)

        assert ran.status == 0
        assert contents(seeded / "with") == contents(seeded / "without")
        assert not list(seeded.rglob("impostor.xml"))


class TestNamed:
    """A plugin that is named, by `--format` or in settings, is written and published like ours."""

    def test_by_flag_with_its_companion(self, python: str, seeded: Path) -> None:
        flags = ("--format", "rss", "--format", "plaintext")

        ran = outfeed("export", "seeds", *flags, cwd=seeded, python=python)

        files = contents(seeded / "out")
        assert ran.status == 0
        printed = [line.split()[0] for line in ran.out.splitlines() if line.split()[0].removeprefix("out/") in TOGETHER]
        assert printed == ["out/rss.xml", "out/feed.txt", "out/feed.txt.sha256"]
        assert DEFAULT & files.keys() == {"rss.xml"}
        assert len(files["feed.txt"].splitlines()) == 5
        assert files["feed.txt.sha256"].split()[0].decode() == hashlib.sha256(files["feed.txt"]).hexdigest()

    def test_it_changes_nothing_in_ours(self, python: str, seeded: Path) -> None:
        outfeed_here("export", "seeds", "--out", "without", cwd=seeded)

        outfeed("export", "seeds", "--format", "rss", "--format", "plaintext", cwd=seeded, python=python)

        assert contents(seeded / "out")["rss.xml"] == contents(seeded / "without")["rss.xml"]

    def test_what_it_gets_is_repaired_already(self, python: str, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", title='" connectionsâ€”a  hundred "', webUrl="/a b")

        outfeed(
            "export", "news", *"--site-url https://example.org/ --format plaintext".split(), cwd=tmp_path, python=python
        )

        text = (tmp_path / "out/feed.txt").read_text(encoding="utf-8")
        assert text == "connections—a hundred <https://example.org/a%20b>\n"

    def test_by_settings(self, python: str, seeded: Path) -> None:
        with (seeded / "seeds/outfeed.yaml").open("a", encoding="utf-8") as settings:
            settings.write("formats: [json, plaintext]\n")

        ran = outfeed("export", "seeds", cwd=seeded, python=python)

        files = contents(seeded / "out").keys()
        assert ran.status == 0
        assert DEFAULT & files == {"feed.json"}
        assert {"feed.txt", "feed.txt.sha256"} <= files

    def test_without_the_package_the_name_is_unknown(self, seeded: Path) -> None:
        ran = outfeed_here("export", "seeds", "--format", "plaintext", cwd=seeded)

        assert ran.status == 2
        assert "no format plaintext" in ran.err

    @pytest.mark.parametrize("name", [name for name in BROKEN if name != "rss"])
    def test_one_that_is_broken_is_a_usage_error(self, python: str, seeded: Path, name: str) -> None:
        ran = outfeed("export", "seeds", "--format", name, cwd=seeded, python=python)

        assert (ran.status, ran.out) == (2, "")
        assert ran.told("error")[0].startswith(f"error: the format {name} of outfeed-")
        assert sorted(path.name for path in seeded.iterdir()) == ["seeds"]


class TestRaising:
    """A plugin that fails while it writes fails the run, by name, and out/ stays as it was."""

    def test_nothing_is_published(self, python: str, seeded: Path) -> None:
        outfeed_here("export", "seeds", "--limit", "2", cwd=seeded)
        before = contents(seeded / "out")

        ran = outfeed("export", "seeds", "--format", "rss", "--format", "raising", cwd=seeded, python=python)

        assert (ran.status, ran.out) == (1, "")
        (error,) = ran.told("error")
        assert error == (
            "error: the format raising failed: LookupError: the second article (outfeed_raising.py:20);"
            " report it to its author, or remove the format [exporter-failed]"
        )
        assert contents(seeded / "out") == before

    def test_one_that_ends_the_process_does_not_pass_for_success(self, python: str, seeded: Path) -> None:
        ran = outfeed("export", "seeds", "--format", "leaving", cwd=seeded, python=python)

        assert ran.status == 1
        assert "the format leaving failed: SystemExit" in ran.err
        assert not (seeded / "out").exists()


class TestScope:
    """`site`: one document of all articles, in the out folder itself, however many feeds there are."""

    def test_it_is_written_once_and_holds_what_no_feed_holds(self, python: str, tmp_path: Path) -> None:
        for day, name in enumerate("abc", 1):
            topics = "[Cats]" if name == "a" else "[Dogs]"
            post(tmp_path / "news", name, publishedDateTime=f"2024-01-0{day}T00:00:00Z", topics=topics)
        (tmp_path / "news/outfeed.yaml").write_text(SITE, encoding="utf-8")

        ran = outfeed("export", "news", "--out", "out", cwd=tmp_path, python=python)

        files = contents(tmp_path / "out")
        assert ran.status == 0
        assert sorted(name for name in files if name.endswith(("rss.xml", ".txt"))) == [
            "cats/rss.xml",
            "newest/rss.xml",
            "sitemap.txt",
        ]
        assert files["sitemap.txt"].split() == [f"https://example.org/{name}".encode() for name in "cba"]


class TestPackages:
    """The packages stay as small as the documentation says a plugin is."""

    def test_each_is_one_module_and_its_metadata(self) -> None:
        for package in PACKAGES.iterdir():
            files = sorted(path.name for path in package.iterdir() if path.name != "__pycache__")
            assert files == [f"{package.name.replace('-', '_')}.py", "pyproject.toml"]

    def test_none_of_their_files_is_ours(self) -> None:
        assert not {"feed.txt", "feed.txt.sha256", "sitemap.txt"} & set(WRITTEN)
