"""A table is read as Python reads it, with any delimiter; wrong quotation marks are told with their place."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.lint.lint import lint
from exporters.lint.rules.csv.reader import MOST_PROBLEMS, TableReader

CELLS = st.text(alphabet="ab ,;\t|\"\r\n'", max_size=6)
ROWS = st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=4)


def read(text: str, delimiter: str = ",") -> TableReader:
    reader = TableReader(text, delimiter)
    reader.read()
    return reader


def problems(text: str) -> list[tuple[int, int, str]]:
    return [(each.line, each.column, each.message) for each in read(text).problems]


class TestReading:
    """RFC 4180 §2."""

    @given(ROWS, st.sampled_from(",;\t|"))
    def test_as_python_writes_it(self, rows: list[list[str]], delimiter: str) -> None:
        stream = io.StringIO()
        csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)

        reader = read(stream.getvalue(), delimiter)

        assert [row.cells for row in reader.rows] == rows
        assert reader.problems == []

    def test_every_line_end(self) -> None:
        assert [(row.line, row.cells, row.end) for row in read("a,b\r\n1,2\n3,4\r5,6").rows] == [
            (1, ["a", "b"], "\r\n"),
            (2, ["1", "2"], "\n"),
            (3, ["3", "4"], "\r"),
            (4, ["5", "6"], ""),
        ]

    def test_the_place_of_a_cell(self) -> None:
        reader = read('a,b,c\r\n1,"x\r\ny",zz\r\n3,4,5\r\n')

        assert [reader.place(1, column) for column in range(3)] == [(2, 1), (2, 3), (3, 4)]
        assert reader.place(2, 2) == (4, 5)
        assert reader.place(2, 9) == (4, 5)


class TestWrongMarks:
    """RFC 4180 §2.5 to §2.7: quotation marks stand around a whole cell, and double within it."""

    def test_within_a_cell(self) -> None:
        assert problems('a,b\n1,x "y" z\n2,3\n') == [(2, 3, 'a quotation mark within "x "y" z"')]
        assert [row.cells for row in read('a,b\n1,x "y" z\n2,3\n').rows][2] == ["2", "3"]

    def test_text_after_the_closing_one(self) -> None:
        assert problems('a,b\n1,"x" y\n2,3\n') == [(2, 3, 'text after the closing quotation mark of ""x" y"')]

    def test_one_that_is_not_closed(self) -> None:
        assert problems('a,b\n1,"x\n2,3\n') == [(2, 3, 'a quotation mark that is not closed: ""x\\n2,3\\n"')]

    def test_very_many(self) -> None:
        assert len(problems('a,b\n1,x"\n' * 1_000)) == MOST_PROBLEMS


class TestPlaces:
    """A finding stands where its cell begins."""

    def test_of_a_formula_in_the_second_line_of_a_row(self) -> None:
        (found,) = lint(b'id,note,more\r\n1,"x\r\ny",=1+1\r\n')

        assert (found.rule, found.line, found.column, found.field) == ("csv-formula", 3, 4, "more")

    def test_with_semicolons(self) -> None:
        found = [(each.rule, each.line, each.column) for each in lint(b"id;note\r\n1;=1+1\r\n")]

        assert found == [("csv-delimiter-unusual", 1, 3), ("csv-formula", 2, 3)]


class TestHostile:
    """Any text ends in findings."""

    @given(st.text(alphabet='ab,;"\r\n\x00', max_size=40))
    def test_any_text(self, text: str) -> None:
        data = f"id,title\r\n{text}".encode()

        assert all(each.line >= 0 for each in lint(data))

    @pytest.mark.parametrize("part", [",=a", 'a"b,', '"', '""', '"x" y\n', "\r\n", ";"])
    def test_a_repeated_part_takes_no_time(self, part: str) -> None:
        lint(f"id,title\r\n{part * 20_000}".encode())
