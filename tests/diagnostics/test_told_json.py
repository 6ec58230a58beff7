"""Diagnostics as JSON: one document, everything in it, as its schema says."""

import json
from typing import Any, Final

import jsonschema
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exporters import PROJECT_URL
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.diagnostics.formatter import RunSummary
from exporters.diagnostics.json_report import make
from tests.cli.running import ROOT
from tests.diagnostics.making import any_diagnostic, diagnostic, whole

SCHEMA: Final = jsonschema.Draft202012Validator(
    json.loads((ROOT / "schemas/diagnostics.schema.json").read_text(encoding="utf-8"))
)


def read(told: list[Diagnostic], **summary: int) -> dict[str, Any]:
    """The document of these, which is valid."""
    document = json.loads(whole(make(""), told, RunSummary(**summary)))
    SCHEMA.validate(document)
    assert isinstance(document, dict)
    return document


class TestSchema:
    """schemas/diagnostics.schema.json: what programs may rely on."""

    def test_it_is_one(self) -> None:
        jsonschema.Draft202012Validator.check_schema(SCHEMA.schema)

    @pytest.mark.parametrize("key", ["rule", "level", "message", "path", "line", "help"])
    def test_a_diagnostic_that_lacks_a_key_is_not_valid(self, key: str) -> None:
        document = read([diagnostic()])
        del document["diagnostics"][0][key]

        assert not SCHEMA.is_valid(document)

    def test_line_0_is_not_valid(self) -> None:
        document = read([diagnostic()])
        document["diagnostics"][0]["line"] = 0

        assert not SCHEMA.is_valid(document)


class TestDiagnostic:
    """All that is known of it; null where nothing is."""

    def test_every_field_is_there(self) -> None:
        told = diagnostic(rule="url-relative", level=Level.NOTE, before="/a", after="https://example.org/a")

        assert read([told])["diagnostics"] == [
            {
                "rule": "url-relative",
                "level": "note",
                "message": '"x" is not a date',
                "fix": "write one",
                "path": "news/a.md",
                "line": 3,
                "column": 1,
                "field": "publishedDateTime",
                "before": "/a",
                "after": "https://example.org/a",
                "help": f"{PROJECT_URL}/blob/main/docs/diagnostics.md#url-relative",
            }
        ]

    def test_what_is_not_known_is_null(self) -> None:
        (made,) = read([Diagnostic(rule="clock-used", level=Level.NOTE, message="seen")])["diagnostics"]

        assert {key for key, value in made.items() if value is None} == {
            "fix",
            "path",
            "line",
            "column",
            "field",
            "before",
            "after",
        }

    def test_an_empty_value_that_was_repaired_is_not_null(self) -> None:
        (made,) = read([diagnostic(before=" ", after="")])["diagnostics"]

        assert made["after"] == ""

    def test_bytes_of_a_name_that_are_no_utf_8_are_spelt_out(self) -> None:
        (made,) = read([diagnostic(path="caf\udce9.md")])["diagnostics"]

        assert made["path"] == "caf\\udce9.md"

    def test_an_address_is_the_path(self) -> None:
        (made,) = read([diagnostic(path="http://127.0.0.1:8000/feeds/rss.xml")])["diagnostics"]

        assert made["path"] == "http://127.0.0.1:8000/feeds/rss.xml"

    @given(st.lists(any_diagnostic(), max_size=4))
    def test_for_any_diagnostics_the_document_is_valid_and_in_order(self, told: list[Diagnostic]) -> None:
        made = read(told)["diagnostics"]

        assert [(each["rule"], each["level"]) for each in made] == [(each.rule, each.level) for each in told]
        whole(make(""), told).encode()

    @given(any_diagnostic())
    def test_for_any_text_that_utf_8_can_write_it_arrives_as_it_was(self, told: Diagnostic) -> None:
        assume(told.message.encode("utf-8", "ignore").decode() == told.message)

        (made,) = read([told])["diagnostics"]

        assert made["message"] == told.message


class TestSummary:
    """How many there were, and how the run ended."""

    def test_it_is_as_the_run_says(self) -> None:
        summary = read([], errors=1, warnings=2, notes=3, status=130)["summary"]

        assert summary == {"errors": 1, "warnings": 2, "notes": 3, "status": 130}

    def test_a_run_without_diagnostics_has_an_empty_list(self) -> None:
        assert read([])["diagnostics"] == []


class TestLines:
    """Each diagnostic stands on a line, so that `grep` finds whole ones."""

    def test_a_diagnostic_is_a_line(self) -> None:
        lines = whole(make(""), [diagnostic(message="a\nb"), diagnostic()]).splitlines()

        assert [json.loads(line.removesuffix(","))["message"] for line in lines[2:4]] == ["a\nb", '"x" is not a date']
