"""The report on one article: what stands where, and what becomes of it."""

from string import ascii_lowercase

import pytest

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.repair.article import FIELDS
from exporters.repair.report import RepairReport
from exporters.yamldoc.document import read_yaml
from tests.repair.test_repair_article import repaired


def report(text: str) -> RepairReport:
    """A report on the front matter `text`."""
    return RepairReport(read_yaml(text), "https://example.org/", None)


class TestOriginal:
    """Where in the file a value stands that has another place in the repaired article."""

    def test_entries_that_were_left_out_count(self) -> None:
        result = repaired("images: ['', /a, '', /b]")

        assert [result.original_path(("images", place, "url")) for place in range(2)] == [
            ("images", 1, "url"),
            ("images", 3, "url"),
        ]

    def test_lists_in_lists_too(self) -> None:
        result = repaired("related: [{title: x}, {webUrl: https://a.b/}]\ntopics: [A, '', B]\n")

        assert result.original_path(("related", 0, "webUrl")) == ("related", 1, "webUrl")
        assert result.original_path(("topics", 1)) == ("topics", 2)
        assert result.original_path(("topics",)) == ("topics",)

    def test_where_none_was_left_out_it_is_the_same_place(self) -> None:
        assert repaired("topics: [A, B]").original_path(("topics", 1)) == ("topics", 1)
        assert repaired("topics: [A, B, '']").original_path(("topics", 1)) == ("topics", 1)
        assert repaired("title: A").original_path(("title",)) == ("title",)


class TestUnknown:
    """A key that no feed carries."""

    @pytest.mark.parametrize(
        ("text", "field", "right"),
        [
            ("layout: x", "layout", "kept as extra for conditions and plugins"),
            ("tags: x", "tags", "did you mean topics?"),
            ("images: [{alt: x}]", "images[].alt", "ignored"),
            ("images: [{hight: x}]", "images[].hight", "did you mean height?"),
            ("provider: {authors: [{x: 1}]}", "provider.authors[].x", "ignored"),
            ("provider: {authors: [{nmae: 1}]}", "provider.authors[].nmae", "did you mean name?"),
        ],
    )
    def test_what_becomes_of_it(self, text: str, field: str, right: str) -> None:
        [note] = [each for each in repaired(text).notes if each.rule == "key-extra"]

        assert (note.field, note.fix, note.message) == (field, right, "no feed contains this key")

    def test_fifty_are_compared_with_what_there_is(self) -> None:
        slips = [
            *(f"titl{letter}" for letter in ascii_lowercase),
            *(f"{letter}itle" for letter in ascii_lowercase),
            "titel",
        ]
        notes = repaired("".join(f"{key}: x\n" for key in slips if key != "title")).notes

        assert [each.fix for each in notes] == ["did you mean title?"] * 50 + [
            "kept as extra for conditions and plugins"
        ]

    def test_keys_that_real_articles_have_there_are_not_told(self) -> None:
        related = (
            "webUrl: https://a.b/, excerpt: x, publishedDateTime: 2021-08-24, ampWebUrl: x, cdnAmpWebUrl: x, type: y"
        )
        more = "category: z, provider: {}, images: [], heat: 1"

        assert (
            repaired(f"related: [{{{related}, {more}}}]\nimages: [{{url: https://a.b/, isCached: true}}]").notes == []
        )


class TestNote:
    """A repair: before, after, and words for both."""

    @pytest.mark.parametrize(
        ("text", "right"),
        [
            ("title: 2021", "read as text, as written"),
            ("published: 'no'", "read as true or false"),
            ("heat: '7'", "read as a number"),
            ("topics: A", "read as a list with one entry"),
            ("publishedDateTime: '2021-08-24T07:30:00Z'", "read as a date"),
            ("title: ' A'", 'now "A"'),
            ("excerpt: ''", "removed"),
        ],
    )
    def test_what_it_says(self, text: str, right: str) -> None:
        [note] = repaired(text).notes

        assert note.fix == right

    def test_a_problem_has_its_place(self) -> None:
        made = report("title: A\nwebUrl: x\n")
        made.add(("webUrl",), Diagnostic("url-wrong", "seen", "right"))

        [problem] = made.problems
        assert (problem.line, problem.column, problem.field, problem.level.name) == (2, 1, "webUrl", "ERROR")

    def test_the_fields_are_those_of_the_schema(self) -> None:
        made = report("tags: x")
        made.add_unknown(("tags",), [name for name in FIELDS if name != "topics"])

        assert made.notes[0].fix == "kept as extra for conditions and plugins"
