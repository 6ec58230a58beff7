"""The cases run against other validators too."""

import sys

from tests.checks.against import CaseResult, describe, run


class TestRun:
    """A command for each case."""

    def test_by_status(self) -> None:
        check = "import sys, xml.dom.minidom as m; m.parse(sys.argv[1])"
        results = run([sys.executable, "-c", check, "{}"], "", "chapters/")

        assert results
        assert all(each.is_refused for each in results)  # JSON is no XML

    def test_by_what_it_prints(self) -> None:
        every = run(["echo", "{} REFUSED"], "REFUSED", "chapters/")
        none = run(["echo", "{}"], "REFUSED", "chapters/")

        assert every
        assert all(each.is_refused for each in every)
        assert not any(each.is_refused for each in none)

    def test_the_report(self) -> None:
        results = [CaseResult("a", True, False), CaseResult("b", True, True), CaseResult("c", False, True)]

        assert describe(results) == [
            "missed       a",
            "wrong alarm  c",
            "1 of 2 documents with an error refused, 1 of 1 without one.",
        ]
