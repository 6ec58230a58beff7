"""What `outfeed` says of itself: help, version, unknown words, completion in shells, and what a closed pipe does."""

from pathlib import Path

import pytest

from exporters import __version__
from tests.cli.running import EVERY, closed_pipe, contents, outfeed, outfeed_here, outfeed_into, with_seeds

COMMANDS = ("init", "export", "validate", "lint", "plan", "serve", "ping", "feeds", "cache", "formats", "schema")


class TestHelp:
    """`--help` answers with status 0, on standard output, for the program and each command."""

    def test_the_program_lists_its_commands(self, tmp_path: Path) -> None:
        long, short = outfeed("--help", cwd=tmp_path), outfeed("-h", cwd=tmp_path)

        assert (long.status, long.err) == (0, "")
        assert long == short
        assert [line.split()[0] for line in long.out.partition("Commands:\n")[2].splitlines()[: len(COMMANDS)]] == list(
            COMMANDS
        )

    @pytest.mark.parametrize("command", COMMANDS)
    def test_each_command_explains_itself(self, tmp_path: Path, command: str) -> None:
        made = outfeed_here(command, "--help", cwd=tmp_path)

        assert (made.status, made.err) == (0, "")
        assert made.out.startswith(f"Usage: outfeed {command} ")

    def test_export_names_every_format_and_every_status(self, tmp_path: Path) -> None:
        said = " ".join(outfeed_here("export", "--help", cwd=tmp_path).out.split())

        assert "One of: rss, atom, json, csv, sitemap, news-sitemap." in said
        assert "Exits with 0 when done, 1 when" in said


class TestVersion:
    """`outfeed --version`, `-V`, and the same by way of `python -m exporters`."""

    @pytest.mark.parametrize("flag", ["--version", "-V"])
    def test_it_is_that_of_the_package(self, tmp_path: Path, flag: str) -> None:
        made = outfeed(flag, cwd=tmp_path)

        assert (made.status, made.out, made.err) == (0, f"outfeed, version {__version__}\n", "")


class TestUnknownWords:
    """A usage error has status 2, goes to standard error and says what was probably meant."""

    @pytest.mark.parametrize(
        ("args", "said"),
        [
            (("exprt",), "No such command 'exprt'; did you mean export?"),
            (
                ("qqq",),
                f"No such command 'qqq'; use one of {', '.join(COMMANDS)}",
            ),
            (("export", "--fromat", "rss"), "--format"),
            (("validate", "--stict"), "--strict"),
            (("--versoin",), "--version"),
            (("schema", "artcle"), "'article', 'settings'"),
        ],
    )
    def test_the_right_word_is_told(self, tmp_path: Path, args: tuple[str, ...], said: str) -> None:
        made = outfeed_here(*args, cwd=tmp_path)

        assert (made.status, made.out) == (2, "")
        assert said in made.err

    def test_without_a_command_the_help_is_shown(self, tmp_path: Path) -> None:
        made = outfeed_here(cwd=tmp_path)

        assert made.status == 2
        assert "Usage: outfeed " in made.err


class TestCompletion:
    """Shells complete commands, options and formats: `eval "$(_OUTFEED_COMPLETE=bash_source outfeed)"`."""

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_each_shell_gets_a_script(self, tmp_path: Path, shell: str) -> None:
        made = outfeed(cwd=tmp_path, env={"_OUTFEED_COMPLETE": f"{shell}_source"})

        assert made.status == 0
        assert f"_OUTFEED_COMPLETE={shell}_complete" in made.out

    @pytest.mark.parametrize(
        ("words", "rank", "completed"),
        [
            ("outfeed exp", 1, ["export"]),
            ("outfeed ", 1, list(COMMANDS)),
            ("outfeed export --format r", 3, ["rss"]),
            ("outfeed export --format ", 3, ["rss", "atom", "json", "csv", "sitemap", "news-sitemap"]),
            ("outfeed export --keep", 2, ["--keep-going"]),
            ("outfeed schema s", 2, ["settings"]),
        ],
    )
    def test_words_are_completed(self, tmp_path: Path, words: str, rank: int, completed: list[str]) -> None:
        shell = {"_OUTFEED_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(rank)}

        made = outfeed_here(cwd=tmp_path, env=shell)

        assert (made.status, made.out.splitlines()) == (0, [f"plain,{word}" for word in completed])


class TestClosedPipe:
    """`outfeed validate seeds | head -1`: whoever reads may leave early."""

    @pytest.mark.parametrize("args", [("validate", "seeds"), ("export", "seeds"), ("formats",), ("--help",)])
    def test_it_is_no_failure(self, tmp_path: Path, args: tuple[str, ...]) -> None:
        with_seeds(tmp_path)
        with closed_pipe() as pipe:
            made = outfeed_into(pipe, *args, cwd=tmp_path)

        assert "Exception ignored" not in made.err
        assert "Broken pipe" not in made.err
        assert made.status == 0
        if args[0] == "export":
            assert sorted(contents(tmp_path / "out")) == sorted(EVERY)
