"""Faults planted one at a time into the extensions of a golden show: each is found, by the rule that names it."""

import re
from pathlib import Path
from typing import Final

import pytest

from exporters.diagnostics.diagnostic import Level
from exporters.diagnostics.level_choice import lint_rules
from exporters.lint.lint import lint
from tests.lint.planted_in_modules import NAMED
from tests.lint.planting import Fault, faults

GOLDEN: Final = Path(__file__).parent / "golden" / "show.xml"
_EXTENSION: Final = re.compile(r".*/(?!atom:)(?P<last>\w+:[^/\[]+)")
FAULTS: Final = [fault for fault in faults(GOLDEN.read_bytes()) if _EXTENSION.fullmatch(fault.path)]


def rows(fault: Fault) -> list[str]:
    """The rows about a fault, by the last part of its path."""
    found = _EXTENSION.fullmatch(fault.path)
    return [row for row in NAMED[fault.kind] if found and re.fullmatch(row, found["last"])]


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_is_found_by_the_rule_that_names_it(fault: Fault) -> None:
    expected = {NAMED[fault.kind][row] for row in rows(fault)}
    findings = lint(fault.data)

    if expected:
        assert expected & {each.rule for each in findings}
    elif fault.kind != "move":  # optional, repeatable, or any text
        assert [each.rule for each in findings if each.level is Level.ERROR and "incomplete" not in each.rule] == []


def test_the_golden_show_has_no_fault() -> None:
    assert lint(GOLDEN.read_bytes()) == []


def test_no_row_is_about_nothing() -> None:
    assert {(kind, row) for kind in NAMED for row in NAMED[kind]} == {
        (fault.kind, row) for fault in FAULTS for row in rows(fault)
    }


def test_the_rules_exist() -> None:
    assert {rule for table in NAMED.values() for rule in table.values()} <= lint_rules().keys()


def test_there_are_many() -> None:
    assert sum(bool(rows(fault)) for fault in FAULTS) >= 300
