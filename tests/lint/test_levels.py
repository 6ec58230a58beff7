"""People choose which findings count, and how much."""

import pytest

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Level
from exporters.diagnostics.level_choice import LevelChoice
from exporters.lint.levels import apply_levels
from exporters.settings.lint_settings import check_rules

FOUND = [Finding(rule=rule, message="", fix="") for rule in ("guid-missing", "guid-repeated", "html-handler")]


def applied(choice: LevelChoice) -> list[tuple[str, str]]:
    return [(each.rule, str(each.level)) for each in apply_levels(choice, FOUND)]


class TestChoice:
    """The flags --select, --ignore and --level."""

    def test_nothing_chosen_is_all(self) -> None:
        assert [rule for rule, _ in applied(LevelChoice())] == ["guid-missing", "guid-repeated", "html-handler"]

    def test_selected_ones_alone(self) -> None:
        assert [rule for rule, _ in applied(LevelChoice(selected=("guid-*",)))] == ["guid-missing", "guid-repeated"]

    def test_ignored_ones_not_even_if_selected(self) -> None:
        choice = LevelChoice(selected=("guid-*",), ignored=("guid-missing",))

        assert [rule for rule, _ in applied(choice)] == ["guid-repeated"]

    def test_the_longest_name_gives_the_level(self) -> None:
        choice = LevelChoice(levels={"guid-*": "note", "guid-repeated": "warning", "html-*": "off"})

        assert applied(choice) == [("guid-missing", Level.NOTE), ("guid-repeated", Level.WARNING)]

    @pytest.mark.parametrize(
        "wrong", [{"selected": ("guid-mising",)}, {"ignored": ("x-*",)}, {"levels": {"guid-missing": "fatal"}}]
    )
    def test_a_wrong_name_is_told(self, wrong: dict[str, object]) -> None:
        problems = check_rules(LevelChoice(**wrong))  # type: ignore[arg-type]

        assert [each.rule for each in problems] == ["rule-unknown"]
