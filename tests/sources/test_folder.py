"""A folder of articles: which files are read, and in which order."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from exporters.sources.folder import contents
from exporters.sources.folder import files as listed
from exporters.sources.parse import ArticleReader
from exporters.support.paths import shown_path
from tests.plainly import files, read
from tests.sources.making import SITE, file


def made(root: Path, *names: str) -> Path:
    """The folder `root` with an article at each of `names`."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(file())
    return root


def found(root: Path, **which: Any) -> list[str]:
    """The names of the files that are read below `root`."""
    return [each.name for each in listed(root, **which)]


def backwards(scandir: Callable[[Path], AbstractContextManager[Iterator[os.DirEntry[str]]]]) -> Callable[[Path], Any]:
    """`os.scandir` of another file system: what lies in a folder comes the other way round."""

    @contextmanager
    def listing(folder: Path) -> Iterator[Iterator[os.DirEntry[str]]]:
        with scandir(folder) as entries:
            yield iter(sorted(entries, key=lambda entry: entry.name, reverse=True))

    return listing


class TestFiles:
    """Article files at any depth, in code-point order of their paths."""

    def test_the_order_is_that_of_code_points(self, tmp_path: Path) -> None:
        names = ["é.md", "a.md", "a/z.md", "a-b.md", "B.md", "a/b/c.md", "10.md", "9.md", "z.html", "😀.md"]
        made(tmp_path, *names)

        assert found(tmp_path) == sorted(names)
        assert found(tmp_path)[:3] == ["10.md", "9.md", "B.md"]

    def test_the_order_of_the_file_system_does_not_matter(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made(tmp_path, "a.md", "b/c.md", "d/e.md", "f.md")
        expected = found(tmp_path)

        monkeypatch.setattr(os, "scandir", backwards(os.scandir))

        assert found(tmp_path) == expected == ["a.md", "b/c.md", "d/e.md", "f.md"]

    def test_three_suffixes_are_read(self, tmp_path: Path) -> None:
        made(
            tmp_path, "a.md", "b.markdown", "c.html", "D.MD", "e.txt", "f.htm", "g.md.bak", "h", "md", "i.mdx", "j.md~"
        )

        assert found(tmp_path) == ["D.MD", "a.md", "b.markdown", "c.html"]

    @pytest.mark.parametrize(
        "name",
        [
            "README.md",
            "readme.markdown",
            "Changelog.md",
            "LICENSE.html",
            "CONTRIBUTING.md",
            "a/README.md",
            ".x.md",
            ".git/x.md",
            ".outfeed/x.md",
            "a/.hidden/b/x.md",
            "node_modules/x.md",
            "a/node_modules/b/x.md",
            "out/x.html",
        ],
    )
    def test_what_is_no_article_by_its_name_is_skipped(self, tmp_path: Path, name: str) -> None:
        made(tmp_path, name, "kept.md")

        assert found(tmp_path) == ["kept.md"]

    @pytest.mark.parametrize(
        "name", ["README-first.md", "readme/x.md", "outer/x.md", "my-license.md", "node_modules.md"]
    )
    def test_a_name_that_is_only_similar_is_read(self, tmp_path: Path, name: str) -> None:
        assert found(made(tmp_path, name)) == [name]

    def test_the_folder_of_outputs_is_skipped_whatever_its_name(self, tmp_path: Path) -> None:
        made(tmp_path, "a.md", "public/feeds/x.html", "public/b.md")

        assert found(tmp_path, skipped=[tmp_path / "public/feeds"]) == ["a.md", "public/b.md"]
        assert found(tmp_path, skipped=[tmp_path / "a/../public"]) == ["a.md"]

    def test_a_link_to_the_folder_of_outputs_is_skipped_too(self, tmp_path: Path) -> None:
        made(tmp_path, "a.md", "public/x.html")
        (tmp_path / "also").symlink_to("public", target_is_directory=True)

        assert found(tmp_path, skipped=[tmp_path / "public"]) == ["a.md"]

    def test_a_file_alone_is_read_whatever_its_name(self, tmp_path: Path) -> None:
        made(tmp_path, "README.txt")

        assert files(tmp_path / "README.txt") == [tmp_path / "README.txt"]

    def test_an_empty_folder_has_none(self, tmp_path: Path) -> None:
        assert files(tmp_path) == []

    def test_names_that_are_not_unicode_are_read(self, tmp_path: Path) -> None:
        name = os.fsdecode(b"caf\xe9.md")
        made(tmp_path, name)

        assert [each.kind for each in read(files(tmp_path), ArticleReader(SITE))] == ["article"]


class TestPatterns:
    """`include` and `exclude` are patterns of gitignore."""

    NAMES = ("a.md", "news/b.md", "news/old/c.md", "drafts/d.md")

    @pytest.mark.parametrize(
        ("include", "exclude", "names"),
        [
            ([], [], ["a.md", "drafts/d.md", "news/b.md", "news/old/c.md"]),
            (["news/"], [], ["news/b.md", "news/old/c.md"]),
            (["news/*.md"], [], ["news/b.md"]),
            (["/a.md", "drafts"], [], ["a.md", "drafts/d.md"]),
            ([], ["drafts/", "**/old/**"], ["a.md", "news/b.md"]),
            (["news"], ["old"], ["news/b.md"]),
            ([], ["*.md", "!a.md"], ["a.md"]),
            (["nothing"], [], []),
        ],
    )
    def test_what_they_choose(self, tmp_path: Path, include: list[str], exclude: list[str], names: list[str]) -> None:
        made(tmp_path, *self.NAMES)

        assert found(tmp_path, include=include, exclude=exclude) == names

    def test_they_make_no_article_of_another_file(self, tmp_path: Path) -> None:
        made(tmp_path, "a.txt", "b.md")

        assert found(tmp_path, include=["*"]) == ["b.md"]


class TestLinks:
    """Links to folders are followed, once each."""

    def test_a_folder_with_two_names_is_read_once(self, tmp_path: Path) -> None:
        made(tmp_path, "real/x.md")
        (tmp_path / "also").symlink_to("real", target_is_directory=True)

        assert len(files(tmp_path)) == 1

    def test_which_name_it_has_does_not_depend_on_the_file_system(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made(tmp_path, "real/x.md")
        (tmp_path / "also").symlink_to("real", target_is_directory=True)
        expected = found(tmp_path)

        monkeypatch.setattr(os, "scandir", backwards(os.scandir))

        assert found(tmp_path) == expected

    def test_a_folder_outside_is_read(self, tmp_path: Path) -> None:
        made(tmp_path, "elsewhere/x.md")
        root = tmp_path / "root"
        root.mkdir()
        (root / "news").symlink_to(tmp_path / "elsewhere", target_is_directory=True)

        assert found(root) == ["news/x.md"]

    def test_a_link_to_a_file_is_an_article(self, tmp_path: Path) -> None:
        made(tmp_path, "x.txt")
        (tmp_path / "y.md").symlink_to("x.txt")

        assert [each.kind for each in read(files(tmp_path), ArticleReader(SITE))] == ["article"]

    def test_a_folder_that_can_not_be_listed_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        made(tmp_path, "a.md", "closed/x.md")
        scandir = os.scandir

        def refuse(path: str) -> Any:
            if os.fspath(path).endswith("closed"):
                raise PermissionError(13, "Permission denied", os.fspath(path))
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refuse)
        results = list(read(files(tmp_path), ArticleReader(SITE)))

        assert [each.kind for each in results] == ["article", "rejected"]
        assert results[1].diagnostics[0].message == "this folder can't be listed"


class TestShownPath:
    """Relative to the current folder, so that no local path leaves."""

    def test_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        made(tmp_path, "news/x.md", "here/y.md")
        monkeypatch.chdir(tmp_path / "here")

        assert shown_path(tmp_path / "news/x.md") == "../news/x.md"
        assert shown_path(Path("y.md")) == "y.md"

    def test_one_that_shares_no_folder_with_the_current_one_is_absolute(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)

        assert shown_path(Path("/nope/x.md")) == "/nope/x.md"

    def test_outcomes_and_diagnostics_have_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        made(tmp_path, "news/x.md")
        (tmp_path / "news/y.md").write_bytes(b"")
        monkeypatch.chdir(tmp_path)

        results = list(read(files(tmp_path / "news"), ArticleReader(SITE)))

        assert [each.path for each in results] == ["news/x.md", "news/y.md"]
        assert results[1].diagnostics[0].path == "news/y.md"
        assert str(tmp_path) not in repr(results)


class TestContents:
    """The bytes of a file, which a system may hand over in pieces."""

    @pytest.mark.parametrize("piece", [1, 3, 100])
    @pytest.mark.parametrize(
        ("size", "most", "expected"), [(0, 10, 0), (9, 10, 9), (10, 10, 10), (11, 10, 11), (99, 10, 11)]
    )
    def test_all_are_read_up_to_one_too_many(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, most: int, expected: int, piece: int
    ) -> None:
        path, whole, read_bytes = tmp_path / "x.md", bytes(range(size)), os.read
        path.write_bytes(whole)
        monkeypatch.setattr("exporters.sources.folder.MOST_BYTES", most)
        monkeypatch.setattr(os, "read", lambda handle, length: read_bytes(handle, min(length, piece)))

        assert contents(str(path), "x.md") == whole[:expected]
