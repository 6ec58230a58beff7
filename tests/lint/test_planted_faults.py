"""Faults planted one at a time into golden feeds: each is found, by the rule that names it."""

import re
from pathlib import Path
from typing import Final

import pytest

from exporters.diagnostics.diagnostic import Level
from exporters.lint.levels import lint_rules
from exporters.lint.lint import lint
from tests.lint import planted_in_atom, planted_in_rss
from tests.lint.planting import Fault, faults

GOLDEN: Final = Path(__file__).parent / "golden"
TABLES: Final = {"atom.xml": planted_in_atom, "rss.xml": planted_in_rss}
FAULTS: Final = {name: list(faults((GOLDEN / name).read_bytes())) for name in TABLES}
PLANTED: Final = [pytest.param(name, fault, id=f"{name}-{fault}") for name in TABLES for fault in FAULTS[name]]


def rows(table: dict[str, dict[str, str]], fault: Fault) -> list[str]:
    """The rows of a table about a fault."""
    return [row for row in table.get(fault.kind, {}) if re.fullmatch(row, fault.path)]


@pytest.mark.parametrize(("name", "fault"), PLANTED)
def test_a_fault_is_found_by_the_rule_that_names_it(name: str, fault: Fault) -> None:
    named, harmless = rows(TABLES[name].NAMED, fault), rows(TABLES[name].HARMLESS, fault)
    findings = lint(fault.data)

    assert len(named) + len(harmless) == 1, "one row says what is expected"
    if named:
        assert TABLES[name].NAMED[fault.kind][named[0]] in {each.rule for each in findings}
    else:
        assert [each.rule for each in findings if each.level is Level.ERROR] == []


@pytest.mark.parametrize("name", TABLES)
def test_a_golden_feed_has_no_fault(name: str) -> None:
    assert lint((GOLDEN / name).read_bytes()) == []


@pytest.mark.parametrize("name", TABLES)
def test_no_row_is_about_nothing(name: str) -> None:
    used = {(fault.kind, row) for fault in FAULTS[name] for table in _tables(name) for row in rows(table, fault)}

    assert {(kind, row) for table in _tables(name) for kind in table for row in table[kind]} == used


@pytest.mark.parametrize("name", TABLES)
def test_the_rules_exist(name: str) -> None:
    assert {rule for of_kind in TABLES[name].NAMED.values() for rule in of_kind.values()} <= lint_rules().keys()


def test_there_are_many() -> None:
    assert sum(bool(rows(TABLES[name].NAMED, fault)) for name in TABLES for fault in FAULTS[name]) >= 700


def _tables(name: str) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    return TABLES[name].NAMED, TABLES[name].HARMLESS
