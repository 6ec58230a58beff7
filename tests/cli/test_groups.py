"""What is the same in more than ten places is one line with the count and the first of them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from exporters.cli.groups import DiagnosticGroups
from exporters.diagnostics.diagnostic import Diagnostic
from tests.cli.running import SITE, Ran, outfeed, outfeed_here, post
from tests.diagnostics.making import diagnostic

EXPORT: Final = ("export", "news", *SITE, "--limit", "0", "--no-cache")
BARE: Final = 'the guid "…" is a bare number'


def numbers(folder: Path, count: int, **fields: str) -> Path:
    """`folder`, with so many articles in it whose ids are bare numbers."""
    for number in range(count):
        post(folder / "news", f"a{number:02}", **{"id": f"'{number + 1}'", **fields})
    return folder


def lines(*told: Diagnostic) -> list[str]:
    """What is printed of these."""
    groups = DiagnosticGroups()
    for each in told:
        groups.add(each)
    return [str(each) for each in groups.take()]


Change = Callable[[int], dict[str, object]]


def dates(count: int, change: Change = lambda _: {}) -> list[Diagnostic]:
    """So many dates that can't be read, each in a file of its own, with what `change` says of its number."""
    return [
        diagnostic(**({"path": f"news/{n}.md", "message": f'"{n}" is not a date'} | change(n)))
        for n in range(1, count + 1)
    ]


class TestGroups:
    """By rule, level, field and message without values."""

    def test_ten_are_ten_lines(self) -> None:
        assert lines(*dates(10)) == [str(each) for each in dates(10)]

    def test_eleven_are_one_with_the_first_place(self) -> None:
        (line,) = lines(*dates(11))

        assert line == (
            'error: publishedDateTime: "…" is not a date (×11, first at news/1.md:3:1); write one [date-unreadable]'
        )

    def test_those_of_one_file_begin_with_its_name(self) -> None:
        (line,) = lines(*dates(1200, lambda n: {"path": "feed.xml", "line": 18 + n, "column": 7}))

        assert line == (
            'feed.xml: error: publishedDateTime: "…" is not a date (×1,200, first at 19:7); write one [date-unreadable]'
        )

    def test_those_of_one_file_without_a_line_name_it_once(self) -> None:
        (line,) = lines(*dates(11, lambda _: {"path": "feed.csv", "line": 0, "column": 0}))

        assert line == 'feed.csv: error: publishedDateTime: "…" is not a date (×11); write one [date-unreadable]'

    def test_a_value_that_all_have_is_shown(self) -> None:
        (line,) = lines(*dates(11, lambda _: {"message": '"soon" is not a date'}))

        assert line.startswith('error: publishedDateTime: "soon" is not a date (×11, first at')

    def test_a_number_in_the_message_is_kept(self) -> None:
        (line,) = lines(*dates(11, lambda n: {"message": f"19{n:02}-01-01T00:00:00Z is before 1990", "line": 0}))

        assert line.startswith("error: publishedDateTime: … is before 1990 (×11, first at news/1.md); write")

    def test_values_with_quotation_marks_and_spaces_are_values(self) -> None:
        (line,) = lines(*dates(30, lambda n: {"message": f'"{"a " * (n % 3)}"{n}" b" is not a date'}))

        assert "(×30, first at " in line

    @pytest.mark.parametrize(
        "change",
        [
            lambda n: {"field": f"{'ab'[n % 2]}.date"},
            lambda n: {"rule": ("date-unreadable", "date-unreal")[n % 2]},
            lambda n: {"level": ("error", "warning")[n % 2]},
            lambda n: {"message": ("is not a date", "is no moment")[n % 2]},
            lambda n: {"fix": ("write one", "remove it")[n % 2]},
        ],
    )
    def test_what_differs_otherwise_is_another_group(self, change: Change) -> None:
        assert len(lines(*dates(20, change))) == 20
        assert len(lines(*dates(22, change))) == 2

    def test_an_index_is_no_difference(self) -> None:
        (line,) = lines(*dates(11, lambda n: {"field": f"images[{n}].url"}))

        assert line.startswith('error: images[…].url: "…" is not a date (×11, ')

    def test_an_index_in_a_json_pointer_is_no_difference(self) -> None:
        (line,) = lines(*dates(11, lambda n: {"field": f"/items/{n}/h1"}))

        assert line.startswith('error: /items/…/h1: "…" is not a date (×11, ')

    def test_they_come_in_the_order_of_the_first_ones(self) -> None:
        few = dates(3, lambda _: {"rule": "date-unreal"})
        many = dates(11)

        told = lines(few[0], many[0], few[1], *many[1:], few[2])

        assert [line.rpartition("[")[2] for line in told] == [
            *("date-unreal]", "date-unreadable]", "date-unreal]", "date-unreal]")
        ]

    def test_messages_that_hide_values_in_words_take_no_more_memory(self) -> None:
        groups = DiagnosticGroups()
        for number in range(5_000):
            word = "".join(chr(ord("a") + int(digit)) for digit in str(number))
            groups.add(diagnostic(message=f"the word {word} is unknown", field=word))

        made = [str(each) for each in groups.take()]

        assert len(made) == 51
        assert made[-1].startswith("news/a.md: error: the word … is unknown (×4,950, first at 3:1);")

    def test_what_has_no_place_names_none(self) -> None:
        (line,) = lines(*[diagnostic(path="", line=0, field="")] * 11)

        assert line == 'error: "x" is not a date (×11); write one [date-unreadable]'


class TestCommands:
    """Every command that reads articles groups alike; --verbose and documents have each."""

    def told(self, made: Ran) -> list[str]:
        return [line for line in (made.out + made.err).splitlines() if "guid-bare-number" in line]

    def test_warnings_about_outputs_are_told_of_the_articles(self, tmp_path: Path) -> None:
        made = outfeed_here(*EXPORT, cwd=numbers(tmp_path, 12))

        (line,) = self.told(made)
        assert line == (
            f"warning: id: {BARE} (×12, first at news/a00.md:5:1); keep it where the article is published already; "
            "give new articles a full address [guid-bare-number]"
        )
        assert "A line with × stands for several that differ only in values; --verbose prints each.\n" in made.err

    @pytest.mark.parametrize("command", ["export", "feeds", "plan"])
    def test_few_are_a_line_each_and_so_are_many_with_verbose(self, tmp_path: Path, command: str) -> None:
        words = (command, *EXPORT[1:])

        few = self.told(
            outfeed_here(
                *words, "--out", "few", "--quiet" if command == "export" else "--drafts", cwd=numbers(tmp_path, 10)
            )
        )
        numbers(tmp_path, 12)
        many = [
            self.told(outfeed_here(*words, "--out", out, *more, cwd=tmp_path))
            for out, more in (("many", []), ("each", ["--verbose"]))
        ]
        text = self.told(outfeed_here(*words, "--diagnostics", "text", cwd=tmp_path))

        assert [len(each) for each in (few, *many, text)] == [10, 1, 12, 12]
        assert few[0] == (
            'news/a00.md:5:1: warning: id: the guid "1" is a bare number; keep it where the article is published '
            "already; give new articles a full address [guid-bare-number]"
        )

    def test_documents_have_each(self, tmp_path: Path) -> None:
        made = outfeed_here(*EXPORT, "--quiet", "--diagnostics", "json", cwd=numbers(tmp_path, 12))

        told = [each for each in json.loads(made.err)["diagnostics"] if each["rule"] == "guid-bare-number"]
        assert [each["path"] for each in told[:2]] == ["news/a00.md", "news/a09.md"]
        assert (len(told), told[0]["line"], told[0]["column"], told[0]["field"]) == (12, 5, 1, "id")

    @pytest.mark.parametrize("command", ["export", "validate"])
    def test_errors_of_articles(self, tmp_path: Path, command: str) -> None:
        numbers(tmp_path, 12, publishedDateTime="soon", title="")

        made = outfeed_here(command, "news", *SITE, cwd=tmp_path)
        each = outfeed_here(command, "news", *SITE, "--verbose", cwd=tmp_path)

        first, second = (line for line in (made.out + made.err).splitlines() if "error: " in line)
        assert first == ("error: title: missing (×12, first at news/a00.md:1:1); write title: … [field-missing]")
        assert second == (
            'error: publishedDateTime: "soon" is not a date (×12, first at news/a00.md:2:1); '
            "write it like 2021-08-24T07:30:00Z [date-unreadable]"
        )
        assert made.status == each.status == 1
        assert (each.out + each.err).count(": error: ") == 24

    def test_changed_files_of_several_sites_are_counted_together(self, tmp_path: Path) -> None:
        names = []
        for site in ("one", "two"):
            (tmp_path / site).mkdir()
            (tmp_path / site / "outfeed.yaml").write_text("site: {title: T, url: https://example.org/}\n")
            names += [post(tmp_path / site, f"{n}", title="").relative_to(tmp_path) for n in range(6)]

        made = outfeed_here("validate", "--changed", "--quiet", *names, cwd=tmp_path)

        assert made.out.startswith("error: title: missing (×12, first at one/0.md:1:1); write")

    def test_cold_or_warm_with_any_number_of_processes(self, tmp_path: Path) -> None:
        for number in range(25):
            post(tmp_path / "news", f"a{number:02}", id=f"https://EXAMPLE.org/{number}", topics="[one, two]")
        settings = "site: {title: T, url: https://example.org/}\nfeeds: [{path: ''}, {path: 'topics/{topic}'}]\n"
        (tmp_path / "news/outfeed.yaml").write_text(settings, encoding="utf-8")

        ran = [
            outfeed("export", "news", "--jobs", jobs, *more, cwd=tmp_path).err for jobs in "12" for more in ([], ["-v"])
        ]

        assert [ran[0].count("(×25, "), ran[1].count(": warning: ")] == [1, 25]  # though three feeds show each article
        assert ran[:2] == ran[2:]

    def test_what_was_told_before_an_error_stays_told(self, tmp_path: Path) -> None:
        numbers(tmp_path, 2)
        (tmp_path / "out").mkdir()
        (tmp_path / "out/rss.xml").write_text("mine", encoding="utf-8")

        made = outfeed_here(*EXPORT, cwd=tmp_path)

        assert made.status == 3
        assert [line.rpartition("[")[2] for line in made.err.splitlines()] == [
            *("guid-bare-number]", "guid-bare-number]", "file-foreign]")
        ]
