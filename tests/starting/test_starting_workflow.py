"""The workflow that `outfeed init --ci github` writes is the one in the documents, with the paths of the site."""

from pathlib import Path
from typing import Self

import pytest
import yaml

from exporters.settings.values import Known
from exporters.starting import workflow
from exporters.starting.look import look
from exporters.starting.published import published
from exporters.starting.write import write
from tests.cli.running import ROOT


class TestText:
    """One text, in the documents and in the package."""

    def test_it_is_that_of_the_documents(self) -> None:
        assert workflow.publish() == (ROOT / "docs/publish.yml").read_text(encoding="utf-8")

    @pytest.mark.parametrize("config", ["site/outfeed.yaml", "a b/it's: #1/outfeed.yaml", "outfeed.yml"])
    def test_the_settings_file_is_named_in_each_place(self, config: str) -> None:
        jobs = yaml.safe_load(workflow.publish(config, "public"))["jobs"]

        used = next(step["with"] for step in jobs["build"]["steps"] if step.get("id") == "feeds")
        assert (used["config"], used["out"], used["path"]) == (config, "public/feeds", "public")
        assert jobs["ping"]["steps"][-1]["env"]["CONFIG"] == config

    def test_nothing_else_changes(self) -> None:
        made = workflow.publish("x.yaml", "public").replace(": x.yaml", ": outfeed.yaml").replace("public", "_site")

        assert made == workflow.publish().replace("public", "_site")


class TestRoot:
    """Workflows lie in the root of the repository."""

    def test_it_is_the_folder_with_git_above(self, tmp_path: Path) -> None:
        (tmp_path / ".git").mkdir()
        (tmp_path / "a/b").mkdir(parents=True)

        assert workflow.root(tmp_path / "a/b") == tmp_path


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

        assert published("", str(tmp_path / "x.yaml"), "") == ("https://example.org/f/", "true")
        assert published(str(tmp_path), "", "https://example.org/n/") == ("https://example.org/n/feeds/", "false")

    @pytest.mark.parametrize("url", ["", "no address"])
    def test_it_is_empty_where_settings_say_nothing_or_are_wrong(self, tmp_path: Path, url: str) -> None:
        (tmp_path / ".git").mkdir()
        (tmp_path / "wrong.yaml").write_text("fedes: []\n", encoding="utf-8")

        assert published(str(tmp_path), "", url) == ("", "false")
        assert published("", str(tmp_path / "wrong.yaml"), "") == ("", "false")


class TestFound:
    """A folder without anything has nothing to tell."""

    def test_nothing_is_known(self, tmp_path: Path) -> None:
        (tmp_path / ".git").mkdir()

        assert look(tmp_path).known == Known()
