"""People choose which findings count, and how much."""

from pathlib import Path
from typing import Any

import pytest

from exporters import api
from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Level
from exporters.diagnostics.level_choice import LevelChoice, check_rules, lint_rules
from exporters.lint.levels import apply_levels
from tests.lint.test_lint import RSS
from tests.lint.test_lint_profiles import FULL

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


class TestExplanations:
    """Every rule about documents names the clause that it stands on, or our own page."""

    @pytest.mark.parametrize("rule", sorted(lint_rules()))
    def test_a_rule_has_a_clause_that_can_be_opened(self, rule: str) -> None:
        clause = lint_rules()[rule].clause

        assert clause is not None
        assert clause.name
        assert clause.url.startswith(("https://", "http://"))
        assert " " not in clause.url

    def test_our_own_pages_have_the_headings_that_rules_name(self) -> None:
        docs = Path(__file__).parents[2] / "docs"
        for clause in filter(None, (rule.clause for rule in lint_rules().values())):
            place = clause.url.removeprefix("https://everyday-cc.github.io/outfeed/")
            if place != clause.url:
                page, _, anchor = place.partition(".html#")
                heading = clause.name.removeprefix("Outfeed, ")
                assert f"## {heading}\n" in (docs / f"{page}.md").read_text(encoding="utf-8")
                assert heading.lower().replace(" ", "-") == anchor


class TestInterface:
    """`exporters.api.lint` chooses as the flags of the command do."""

    def test_rules_and_levels(self) -> None:
        every = {each.rule for each in api.lint(RSS)}

        assert {each.rule for each in api.lint(RSS, select="guid-*")} == {each for each in every if each[:5] == "guid-"}
        assert {each.rule for each in api.lint(RSS, ignore=["guid-*"])} == {
            each for each in every if each[:5] != "guid-"
        }
        assert [each.level for each in api.lint(RSS, select="guid-repeated", level={"guid-*": "note"})] == ["note"]
        assert "guid-repeated" not in {each.rule for each in api.lint(RSS, level={"guid-repeated": "off"})}

    def test_profiles(self) -> None:
        podcast = FULL.replace("<language>en</language>", "").encode()

        for profile in ("apple-podcasts", ["w3c", "apple-podcasts"]):
            assert [(each.rule, each.level) for each in api.lint(podcast, profile=profile)] == [
                ("show-language-missing", "error")
            ]
        assert [each.level for each in api.lint(podcast)] == ["warning"]

    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            ({"profile": "apple"}, "there is no profile"),
            ({"select": "guid"}, "there is no rule"),
            ({"level": {"guid-repeated": "fatal"}}, "gets the level"),
        ],
    )
    def test_a_name_that_does_not_exist(self, wrong: dict[str, Any], message: str) -> None:
        with pytest.raises(api.UsageError, match=message):
            api.lint(RSS, **wrong)
