"""Diagnostics as JUnit XML: the test report of a CI system."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.diagnostics.formatter import RunSummary, form
from tests.diagnostics.making import any_diagnostic, diagnostic, whole


def read(told: list[Diagnostic], folder: str = "") -> etree._Element:
    """The document of a run that told these."""
    counts = [sum(each.level is level for each in told) for level in Level]
    summary = RunSummary(errors=counts[0], warnings=counts[1], notes=counts[2], status=1)
    return etree.fromstring(whole(form("junit", folder), told, summary).encode())


class TestCases:
    """One test case for each diagnostic."""

    def test_an_error_is_a_failure_at_its_place(self) -> None:
        [suite] = read([diagnostic()], "site")
        [case] = suite
        [failure] = case

        assert dict(case.items()) == {
            "classname": "site/news/a.md",
            "name": "date-unreadable: site/news/a.md:3:1: publishedDateTime",
            "file": "site/news/a.md",
            "line": "3",
        }
        assert dict(failure.items()) == {"type": "error", "message": '"x" is not a date; write one'}
        assert failure.text == str(diagnostic())

    def test_a_note_passes(self) -> None:
        [case] = read([diagnostic(level=Level.NOTE)])[0]

        assert [each.tag for each in case] == ["system-out"]

    def test_without_any_one_case_passes(self) -> None:
        document = read([])

        assert (document.attrib["tests"], document.attrib["failures"], len(document[0][0])) == ("1", "0", 0)

    @given(st.lists(any_diagnostic(), max_size=5))
    def test_whatever_it_says_the_counts_are_right(self, told: list[Diagnostic]) -> None:
        document = read(told)
        cases = document[0].findall("testcase")
        failures = document[0].findall("testcase/failure")

        assert document.attrib["tests"] == document[0].attrib["tests"] == str(len(cases))
        assert document.attrib["failures"] == str(len(failures))
        assert len(failures) == sum(each.level is not Level.NOTE for each in told)
