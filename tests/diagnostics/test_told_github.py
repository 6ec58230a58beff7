"""Diagnostics as workflow commands of GitHub: read back as its runner reads them."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.diagnostics.github import make
from tests.diagnostics.making import any_diagnostic, diagnostic, whole

DATA = {"%0D": "\r", "%0A": "\n"}
PROPERTY = DATA | {"%3A": ":", "%2C": ","}


class Command(NamedTuple):
    """A workflow command."""

    name: str
    properties: dict[str, str]
    message: str


def read(line: str) -> Command:
    """A line as the runner takes it apart: up to the second `::`, at commas, at the first `=`; then the escapes."""
    assert line.startswith("::")
    head, message = line[2:].split("::", 1)
    name, _, properties = head.partition(" ")
    pairs = [each.split("=", 1) for each in properties.split(",")]
    return Command(name, {key: unescaped(value, PROPERTY) for key, value in pairs}, unescaped(message, DATA))


def unescaped(text: str, escapes: dict[str, str]) -> str:
    """What a value stood for."""
    for escape, char in escapes.items():
        text = text.replace(escape, char)
    return text.replace("%25", "%")


def command(folder: str = "", **fields: object) -> Command:
    """The command of one diagnostic, told in `folder` of the repository."""
    (line,) = whole(make(folder), [diagnostic(**fields)]).splitlines()
    return read(line)


class TestPlace:
    """`file`, `line`, `col`: GitHub counts from 1 and knows files from the root of the repository."""

    def test_a_place_is_three_properties(self) -> None:
        assert command().properties == {"file": "news/a.md", "line": "3", "col": "1", "title": "date-unreadable"}

    def test_a_whole_file_has_no_line(self) -> None:
        assert command(line=0, column=0).properties == {"file": "news/a.md", "title": "date-unreadable"}

    def test_what_has_no_file_has_only_its_name(self) -> None:
        assert command(path="", line=0, column=0).properties == {"title": "date-unreadable"}

    @pytest.mark.parametrize(
        ("folder", "path", "file"),
        [
            ("docs", "news/a.md", "docs/news/a.md"),
            ("docs", "../news/a.md", "news/a.md"),
            ("docs/site", "../../a.md", "a.md"),
            ("", "../a.md", "../a.md"),
            ("docs", ".", "docs"),
        ],
    )
    def test_a_path_begins_at_the_root_of_the_repository(self, folder: str, path: str, file: str) -> None:
        assert command(folder, path=path).properties["file"] == file


class TestCommand:
    """`error`, `warning`, `notice`, and a message that stands alone in the log."""

    @pytest.mark.parametrize(
        ("level", "name"), [(Level.ERROR, "error"), (Level.WARNING, "warning"), (Level.NOTE, "notice")]
    )
    def test_each_level_has_its_command(self, level: Level, name: str) -> None:
        assert command(level=level).name == name

    def test_the_message_says_the_place_too(self) -> None:
        assert command().message == 'news/a.md:3:1: publishedDateTime: "x" is not a date; write one'

    def test_errors_come_first_and_the_order_of_the_run_holds_within_a_level(self) -> None:
        levels = [Level.NOTE, Level.ERROR, Level.WARNING, Level.ERROR]
        told = [diagnostic(level=level, line=at) for at, level in enumerate(levels, 1)]

        made = [read(line) for line in whole(make(""), told).splitlines()]

        assert [each.properties["line"] for each in made] == ["2", "4", "3", "1"]


class TestEscapes:
    """No name and no text becomes a command, a property or a second line."""

    def test_a_name_with_all_that_hurts_arrives(self) -> None:
        name = "::error file=x,line=1::a%0A,b:c\n::stop-commands::x\r%.md"

        made = command(path=name)

        assert made.properties["file"] == name
        assert made.properties["line"] == "3"

    def test_a_message_with_what_looks_like_an_escape_arrives(self) -> None:
        assert command(message="a%0Ab%25").message == "news/a.md:3:1: publishedDateTime: a%0Ab%25; write one"

    def test_a_name_tells_a_terminal_nothing(self) -> None:
        assert command(path="a\x1b[2Kb\x9b.md").properties["file"] == "a\\x1b[2Kb\\x9b.md"

    @pytest.mark.parametrize("name", ["👩‍💻.md", "a\u00a0b.md", "日本語.md"])
    def test_a_name_in_any_script_is_left_as_it_is(self, name: str) -> None:
        assert command(path=name).properties["file"] == name

    @pytest.mark.parametrize("folder", ["", "docs"])
    @pytest.mark.parametrize(
        "address", ["http://127.0.0.1:8000/feeds/rss.xml", "HTTPS://example.org/a//b/../feed.json"]
    )
    def test_an_address_is_no_file_and_begins_the_message(self, folder: str, address: str) -> None:
        made = command(folder, path=address, line=0, column=0)

        assert made.properties == {"title": "date-unreadable"}
        assert made.message == f'{address}: publishedDateTime: "x" is not a date; write one'

    def test_a_line_of_what_is_published_is_no_line_of_a_file(self) -> None:
        made = command(path="https://example.org/feed.json", line=3, column=5)

        assert made.properties == {"title": "date-unreadable"}
        assert made.message.startswith("https://example.org/feed.json:3:5: ")

    @given(st.lists(any_diagnostic(), max_size=4), st.sampled_from(["", "docs"]))
    def test_for_any_diagnostics_each_is_one_command(self, told: list[Diagnostic], folder: str) -> None:
        document = whole(make(folder), told)

        made = [read(line) for line in document.replace("\r", "\n").split("\n")[:-1]]
        document.encode()
        assert sorted(each.properties["title"] for each in made) == sorted(each.rule for each in told)
        assert all(set(each.properties) <= {"file", "line", "col", "title"} for each in made)
        assert all(each.message.isprintable() for each in made)
