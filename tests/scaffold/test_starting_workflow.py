"""The workflow that `outfeed init --ci github` writes is the one in the documents, with the paths of the site."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any, Self

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from exporters.scaffold.folder_facts import HUGO, JEKYLL, NONE, SiteGenerator, look
from exporters.scaffold.new_files import workflow_text, write
from exporters.scaffold.published_address import report_address
from exporters.settings.values import SiteSettings
from tests.ci.steps import filled
from tests.cli.running import ROOT


def filled_in(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """What the steps that export and ping are given, as GitHub evaluates it."""
    jobs = yaml.safe_load(text)["jobs"]
    build = next(step["with"] for step in jobs["build"]["steps"] if step.get("id") == "feeds")
    made = [
        {key: filled(value, {}) for key, value in each.items()} for each in (build, jobs["ping"]["steps"][-1]["env"])
    ]
    return made[0], made[1]


class TestText:
    """One text, in the documents and in the package."""

    def test_it_is_that_of_the_documents(self) -> None:
        assert workflow_text() == (ROOT / "docs/publish.yml").read_text(encoding="utf-8")

    @pytest.mark.parametrize("config", ["site/outfeed.yaml", "a b/it's: #1/outfeed.yaml", "outfeed.yml"])
    def test_the_settings_file_is_named_in_each_place(self, config: str) -> None:
        build, ping = filled_in(workflow_text(config))

        assert (build["config"], ping["CONFIG"]) == (config, config)

    @pytest.mark.parametrize("name", ["${{ github.token }}", "a${{b${{ c }}d", "${{ '}}' }}"])
    def test_what_looks_like_an_expression_is_text(self, name: str) -> None:
        build, ping = filled_in(workflow_text(f"{name}/outfeed.yaml", name))

        assert (build["config"], build["out"]) == (f"{name}/outfeed.yaml", f"_site/{name}")
        assert (ping["CONFIG"], ping["FEEDS"]) == (f"{name}/outfeed.yaml", name)

    @given(config=st.text("a _/:#'\"${{}}[],\\é机&*!%@`-", min_size=1), feeds=st.text("a _:#'\"${{}}é"))
    def test_any_names_arrive_and_nothing_else_changes(self, config: str, feeds: str) -> None:
        text = workflow_text(config, feeds)
        build, ping = filled_in(text)

        out = f"_site/{feeds}" if feeds else "_site"
        assert (build["config"], build["out"], build["path"]) == (config, out, "_site")
        assert (ping["CONFIG"], ping["FEEDS"]) == (config, feeds or ".")
        usual = workflow_text().splitlines()
        assert [line.partition(":")[0] for line in text.splitlines()] == [line.partition(":")[0] for line in usual]


class TestRevision:
    """Our own action is named by the release that is installed."""

    def test_it_is_the_same_in_each_place(self) -> None:
        text = workflow_text(revision="v1.2.0")

        assert re.findall(r"everyday-cc/outfeed@(.*)", text) == ["v1.2.0", "v1.2.0"]

    def test_a_branch_is_told_to_be_none(self) -> None:
        assert re.findall(r"everyday-cc/outfeed@(.*)", workflow_text()) == ["main # better: a tag"] * 2


class TestFeeds:
    """The folder of the feeds is that which their address names."""

    def test_it_is_the_same_for_the_job_that_pings(self) -> None:
        build, ping = filled_in(workflow_text(feeds="a/rss"))

        assert (build["out"], build["path"], ping["FEEDS"]) == ("_site/a/rss", "_site", "a/rss")

    def test_it_is_the_site_itself_where_they_are_there(self) -> None:
        build, ping = filled_in(workflow_text(feeds=""))

        assert (build["out"], ping["FEEDS"]) == ("_site", ".")
        assert "feeds_url" not in workflow_text(feeds="")

    def test_where_it_is_not_known_a_comment_says_so(self) -> None:
        text = workflow_text(feeds=None)

        assert filled_in(text)[0]["out"] == "_site"
        assert "# feeds_url is no address below that of the site" in text


class TestBuild:
    """The site is there before its feeds: all of the folder takes the place of what was published."""

    def steps(self, tool: SiteGenerator, source: str = ".") -> list[dict[str, Any]]:
        """What stands before the export."""
        steps: list[dict[str, Any]] = yaml.safe_load(workflow_text(tool=tool, source=source))["jobs"]["build"]["steps"]
        return steps[: next(at for at, step in enumerate(steps) if step.get("id") == "feeds")]

    def test_a_plain_folder_has_none(self) -> None:
        assert [step["uses"].partition("@")[0] for step in self.steps(NONE)] == ["actions/checkout"]

    @pytest.mark.parametrize(("source", "given"), [(".", "./"), ("a b", "./a b")])
    def test_jekyll_builds_it(self, source: str, given: str) -> None:
        _, build, own = self.steps(JEKYLL, source)

        assert build["uses"].startswith("actions/jekyll-build-pages@")
        assert build["with"] == {"source": given, "destination": "./_site"}
        assert list(own) == ["run"]

    def test_what_jekyll_built_is_taken_from_root(self, tmp_path: Path) -> None:
        sudo = tmp_path / "sudo"
        sudo.write_text('#!/bin/sh\necho "as root: $*"\n', encoding="utf-8")
        sudo.chmod(0o755)
        path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"

        done = subprocess.run(
            ["bash", "-e", "-c", self.steps(JEKYLL)[-1]["run"]],
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=True,
        )

        assert done.stdout == f"as root: chown -R {os.getuid()}:{os.getgid()} _site\n"

    def test_hugo_fails_until_somebody_says_how(self) -> None:
        _, build = self.steps(HUGO)

        done = subprocess.run(["bash", "-e", "-c", build["run"]], capture_output=True, text=True, check=False)

        assert (done.returncode, done.stdout.startswith("::error::Build the site into public here")) == (1, True)

    def test_the_folder_is_that_of_the_tool(self) -> None:
        build, ping = filled_in(workflow_text(tool=HUGO))

        assert (build["out"], build["path"], ping["FEEDS"]) == ("public/feeds", "public", "feeds")


class TestBranches:
    """A branch with another name is published from, too."""

    @pytest.mark.parametrize("name", ["trunk", "no", "2024"])
    def test_it_is_added(self, name: str) -> None:
        read = yaml.safe_load(workflow_text(branch=name))

        assert read[True]["push"]["branches"] == ["main", "master", name]


class TestWrite:
    """A first file never takes the place of anything."""

    def test_a_new_file_is_written_with_the_folders_above(self, tmp_path: Path) -> None:
        assert write(tmp_path / "a/b.yaml", "é\n")
        assert (tmp_path / "a/b.yaml").read_bytes() == "é\n".encode()

    def test_what_is_there_stays(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("mine", encoding="utf-8")
        (tmp_path / "link").symlink_to(tmp_path / "nowhere")
        (tmp_path / "folder").mkdir()

        assert [write(tmp_path / name, "x") for name in ("file", "link", "folder")] == [False, False, False]
        assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
        assert not (tmp_path / "nowhere").exists()

    def test_half_a_file_is_taken_away(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        class Full:
            """A disk without room."""

            def __enter__(self) -> Self:
                return self

            def __exit__(self, *_: object) -> None:
                """Nothing to close."""

            def write(self, _text: str) -> None:
                raise OSError(28, "No space left on device")

        def full(path: Path, *_: object, **__: object) -> Full:
            path.touch()
            return Full()

        monkeypatch.setattr(Path, "open", full)

        with pytest.raises(OSError, match="No space"):
            write(tmp_path / "a.yaml", "x")

        assert list(tmp_path.iterdir()) == []


class TestPublished:
    """Where the action finds what is published."""

    def test_it_is_the_address_of_the_settings(self, tmp_path: Path) -> None:
        site = "site: {url: https://example.org/, feeds_url: https://example.org/f}\n"
        (tmp_path / "x.yaml").write_text(site + "hubs: [https://hub.example.org/]\n", encoding="utf-8")

        assert report_address("", str(tmp_path / "x.yaml"), "") == ("https://example.org/f/", "true", "")
        assert report_address(str(tmp_path), "", "https://example.org/n/") == (
            "https://example.org/n/feeds/",
            "false",
            "",
        )

    def test_it_is_known_from_the_settings_of_any_generator(self, tmp_path: Path) -> None:
        (tmp_path / "pelicanconf.py").write_text('SITENAME = "A"\nSITEURL = "https://a.example"\n', encoding="utf-8")

        assert report_address(str(tmp_path), "", "") == ("https://a.example/feeds/", "false", "")

    def test_feeds_that_would_lie_elsewhere_are_told(self, tmp_path: Path) -> None:
        site = "site: {url: https://example.org/, feeds_url: https://example.org/rss/}\n"
        (tmp_path / "x.yaml").write_text(site, encoding="utf-8")

        wrong, right = (
            report_address("", str(tmp_path / "x.yaml"), "", f"_site/{out}", "_site") for out in ("feeds", "rss")
        )

        assert "https://example.org/rss/" in wrong[2]
        assert right == ("https://example.org/rss/", "false", "")

    @pytest.mark.parametrize("url", ["", "no address"])
    def test_it_is_empty_where_settings_say_nothing_or_are_wrong(self, tmp_path: Path, url: str) -> None:
        (tmp_path / ".git").mkdir()
        (tmp_path / "wrong.yaml").write_text("fedes: []\n", encoding="utf-8")

        assert report_address(str(tmp_path), "", url) == ("", "false", "")
        assert report_address("", str(tmp_path / "wrong.yaml"), "") == ("", "false", "")


class TestFound:
    """A folder without anything has nothing to tell."""

    def test_nothing_is_known(self, tmp_path: Path) -> None:
        (tmp_path / ".git").mkdir()

        assert look(tmp_path).known == SiteSettings()
