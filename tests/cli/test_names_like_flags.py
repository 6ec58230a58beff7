"""Files whose names look like flags: the hook of pre-commit takes `args` as flags, and every file as a file."""

import shlex
from pathlib import Path
from typing import Final

import click
import pytest

from exporters.cli.changed_files import put_files_last
from exporters.cli.main import outfeed as group
from tests.cli.running import Ran, outfeed_here, post
from tests.cli.test_validate_changed import HOOK, SETTINGS, WRONG, project, settings, summary

__all__ = ["project"]  # the fixture

OLD: Final = {"publishedDateTime": "1980-01-01T00:00:00Z"}  # a warning
FLAGS: Final = {"--strict": False, "-q": False, "--config": True, "--site-url": True, "--diagnostics": True}
HOSTILE: Final = (
    "--diagnostics=sarif=precious.html",
    "--diagnostics=json=/precious.html",  # a folder
    "--config=evil/outfeed.yaml",
    "--site-url=nowhere.md",
    "--strict.md",
    "--help.md",
    "--changed.html",
    "--jobs=x.md",
    "-q.md",
    "-qh.md",
    "-",
    "--help",
)


def hook(project: Path, *names: str, args: list[str] | None = None) -> Ran:
    """What pre-commit gets: the entry, `args` of the user in place of those of the hook, names of files."""
    program, *words = shlex.split(HOOK["entry"])
    assert program == "outfeed"
    return outfeed_here(*words, *(HOOK["args"] if args is None else args), *names, cwd=project)


def put(project: Path, name: str, text: str = "no front matter\n") -> str:
    """A file of that name in the repository; the name comes back."""
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return name


class TestHook:
    """With the hook's own args, and with args of a user, which replace them."""

    @pytest.mark.parametrize("args", [None, [], ["--strict"], ["--strict", "--"], ["--quiet", "--jobs", "1"]])
    @pytest.mark.parametrize("name", HOSTILE)
    def test_a_name_is_a_file_wherever_it_stands(self, project: Path, name: str, args: list[str] | None) -> None:
        settings(project)
        put(project, "precious.html", "precious")
        put(project, name, SETTINGS if name.endswith(".yaml") else "no front matter\n")
        post(project, "a", **WRONG)

        first, last = (hook(project, *names, args=args) for names in ((name, "a.md"), ("a.md", name)))

        assert first == last
        assert (first.status, first.out.count(": error: publishedDateTime: ")) == (1, 1)
        assert (project / "precious.html").read_text(encoding="utf-8") == "precious"

    @pytest.mark.parametrize("name", ["-q.md", "--strict.md"])
    def test_an_article_of_such_a_name_is_judged(self, project: Path, name: str) -> None:
        settings(project)
        post(project, name.removesuffix(".md"), **WRONG)

        for args in (None, ["--strict"], ["--strict", "--"]):
            made = hook(project, name, args=args)

            assert (made.status, summary(made)) == (1, "1 read, 0 passed over")

    def test_a_flag_of_the_user_is_one_though_a_file_has_its_name(self, project: Path) -> None:
        settings(project)
        put(project, "--strict")
        post(project, "a", **OLD)

        assert hook(project, "--strict", "a.md").status == 0
        assert hook(project, "a.md", args=["--strict"]).status == 1
        assert hook(project, "--strict", "a.md", args=["--strict"]).status == 1
        assert hook(project, "--strict", "a.md", args=["--strict", "--"]).status == 1

    def test_settings_of_the_user_hold_though_files_are_called_like_flags_and_values(self, project: Path) -> None:
        settings(project / "site", "source: {path: ..}\n")
        put(project, "--config", SETTINGS)
        put(project, "https:/example.org/x")
        put(project, "outfeed.yaml", "unknown: 1\n")
        post(project, "a", webUrl="/a", **OLD)
        args = ["--config", "site/outfeed.yaml", "--site-url", "https://example.org/", "--strict"]
        names = ("--config", "https:/example.org/x", "a.md")

        for more in ([], ["--"]):
            made = hook(project, *names, args=[*args, *more])

            assert (made.status, summary(made)) == (1, "1 read, 2 passed over")

    def test_a_file_that_is_called_like_the_end_of_flags(self, project: Path) -> None:
        settings(project, "source: {exclude: ['--*']}\n")
        put(project, "--")
        put(project, "precious.html", "precious")
        name = put(project, HOSTILE[0])
        post(project, "a", **OLD)

        for args, status in ((None, 0), (["--strict"], 1), (["--strict", "--"], 1)):
            for names in ((name, "--", "a.md"), ("a.md", "--", name)):
                assert hook(project, *names, args=args).status == status

        assert (project / "precious.html").read_text(encoding="utf-8") == "precious"

    def test_a_link_and_a_folder_are_names_too(self, project: Path) -> None:
        settings(project)
        put(project, "precious.html", "precious")
        (project / HOSTILE[0]).symlink_to("gone")
        (project / "--config=evil").mkdir()
        post(project, "a")

        made = hook(project, HOSTILE[0], "--config=evil", "a.md", args=["--strict"])

        assert (made.status, summary(made)) == (0, "1 read, 2 passed over")
        assert (project / "precious.html").read_text(encoding="utf-8") == "precious"

    def test_a_word_that_is_neither_is_a_usage_error(self, project: Path) -> None:
        assert hook(project, "a.md", args=["--strct"]).status == 2


class TestWords:
    """Flags first, then files."""

    def test_flags_may_stand_behind_names_by_hand(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)

        assert put_files_last(["a.md", "--config", "b", "-q"], FLAGS) == ["--config", "b", "-q", "--", "a.md"]
        assert put_files_last(["a.md", "--config"], FLAGS) == ["--config", "--", "a.md"]

    def test_a_value_may_be_the_word_that_ends_flags(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "--").touch()

        assert put_files_last(["--config", "--", "a"], FLAGS) == ["--config", "--", "--", "a"]

    def test_windows_expands_no_name(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        asked = []

        def main(_self: click.Group, *_: object, windows_expand_args: bool, **__: object) -> int:
            asked.append(windows_expand_args)
            return 0

        monkeypatch.setattr(type(group), "main", main)
        outfeed_here("validate", "--changed", "[a].md", cwd=tmp_path)
        outfeed_here("validate", "*.md", cwd=tmp_path)

        assert asked == [False, True]
