"""The search for settings: the nearest one upwards, and no further than the project."""

import errno
import os
from pathlib import Path

import pytest

from exporters.settings import find


def tree(root: Path, *files: str, **contents: str) -> Path:
    """A project below `root` with empty `files`."""
    for name in (".git/HEAD", *files):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("", encoding="utf-8")
    for name, text in contents.items():
        (root / f"{name}.toml").write_text(text, encoding="utf-8")
    return root


class TestOwn:
    """outfeed.yaml stands in the folder of the articles or above it."""

    def test_the_folder_itself_comes_first(self, tmp_path: Path) -> None:
        root = tree(tmp_path, "outfeed.yaml", "news/outfeed.yaml")

        assert find.find_own(root / "news") == root / "news/outfeed.yaml"

    def test_folders_above_are_searched_upwards(self, tmp_path: Path) -> None:
        root = tree(tmp_path, "outfeed.yaml", "site/outfeed.yaml", "site/news/2021/a.md")

        assert find.find_own(root / "site/news/2021") == root / "site/outfeed.yaml"

    def test_a_file_begins_the_search_in_its_folder(self, tmp_path: Path) -> None:
        root = tree(tmp_path, "outfeed.yaml", "news/a.md")

        assert find.find_own(root / "news/a.md") == root / "outfeed.yaml"

    def test_both_endings_of_yaml_count(self, tmp_path: Path) -> None:
        root = tree(tmp_path, "outfeed.yml")

        assert find.find_own(root) == root / "outfeed.yml"

    def test_the_search_ends_at_the_folder_of_the_repository(self, tmp_path: Path) -> None:
        root = tree(tmp_path, "outfeed.yaml", "theirs/.git", "theirs/news/a.md")

        assert find.find_own(root / "theirs/news") is None

    def test_the_folder_of_the_repository_is_searched_itself(self, tmp_path: Path) -> None:
        root = tree(tmp_path, "outfeed.yaml", "news/a.md")

        assert find.find_own(root / "news") == root / "outfeed.yaml"

    def test_a_folder_of_that_name_is_no_settings_file(self, tmp_path: Path) -> None:
        root = tree(tmp_path, "outfeed.yaml", "news/outfeed.yaml/a.md")

        assert find.find_own(root / "news") == root / "outfeed.yaml"


class TestForeign:
    """Settings of Jekyll and Hugo are found the same way."""

    def test_the_nearest_one_counts(self, tmp_path: Path) -> None:
        root = tree(tmp_path, "_config.yml", "site/hugo.toml", "site/content/a.md")

        assert find.find_foreign(root / "site/content") == root / "site/hugo.toml"

    def test_a_config_toml_counts_where_it_names_a_site(self, tmp_path: Path) -> None:
        root = tree(tmp_path, config='BaseURL = "https://example.org/"')

        assert find.find_foreign(root) == root / "config.toml"

    def test_a_config_toml_of_another_program_does_not_count(self, tmp_path: Path) -> None:
        root = tree(tmp_path, config='[server]\ntitle = "x"')

        assert find.find_foreign(root) is None

    def test_a_config_toml_that_is_no_toml_does_not_count(self, tmp_path: Path) -> None:
        root = tree(tmp_path, config="title: x")

        assert find.find_foreign(root) is None


class TestThatCannotBeLookedAt:
    """What is there for all we know is not passed over: other settings would hold, and nobody would be told."""

    @pytest.mark.parametrize(
        ("number", "counts"),
        [(errno.EACCES, True), (errno.EIO, True), (errno.ELOOP, False), (errno.ENAMETOOLONG, False)],
    )
    def test_a_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, counts: bool) -> None:
        def fail(path: Path, **_: object) -> os.stat_result:
            if path.name == "outfeed.yaml":
                raise OSError(number, os.strerror(number), str(path))
            return stat(path)

        root, stat = tree(tmp_path, "news/a.md"), Path.stat
        monkeypatch.setattr(Path, "stat", fail)

        assert find.find_own(root / "news") == (root / "news/outfeed.yaml" if counts else None)
