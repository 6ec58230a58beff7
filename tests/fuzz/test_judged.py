"""What the fuzzer notices in the findings about a document, and in its fixes."""

from unittest import mock

import pytest

from exporters.checks.finding import Finding
from exporters.lint.fixes.fix import FixedDocument, fix_document
from exporters.lint.lint import lint
from tests.fuzz import judged
from tests.fuzz.kinds.linted import documents
from tests.fuzz.kinds.registry import case

FIXABLE = b"""<rss version="2.0"><channel><title>T</title><link>https://example.org/</link><description>D</description>
<item><title>A</title><pubDate>2021-08-24T07:30:00Z</pubDate></item></channel></rss>"""


def rules(data: bytes) -> list[str]:
    return [each.rule for each in judged.failures(data, is_fixed=True)]


@pytest.mark.parametrize("data", [FIXABLE, b"", b"\x1f\x8b\x08", b"<rss", b'{"items": ['])
def test_a_document_is_judged_without_failure(data: bytes) -> None:
    assert rules(data) == []


@pytest.mark.parametrize(
    ("finding", "rule"),
    [
        (Finding(rule="no-such-rule", message="x", fix="y"), "rule-unlisted"),
        (Finding(rule="guid-repeated", message="x", fix="y", line=9), "line-beyond-end"),
        (Finding(rule="guid-repeated", message="x" * 9_000, fix="y"), "message-long"),
    ],
)
def test_a_finding_that_can_t_be_true(finding: Finding, rule: str) -> None:
    with (
        mock.patch.object(judged, "lint", return_value=[finding]),
        mock.patch.object(judged, "fix_document", return_value=None),
    ):
        assert next(iter(rules(FIXABLE))) == rule


def test_a_fix_that_fixes_nothing() -> None:
    def fix(data: bytes) -> FixedDocument:
        return FixedDocument(data, "", "", 1, lint(data))

    with mock.patch.object(judged, "fix_document", fix):
        assert rules(FIXABLE) == ["fix-without-change", "fix-without-gain", "fix-not-whole"]


def test_a_fix_that_brings_a_fault() -> None:
    made = fix_document(FIXABLE)
    assert made is not None
    broken = made._replace(data=FIXABLE.replace(b"2021", b"never</pubDate><ttl>x</ttl><pubDate>"))
    with mock.patch.object(judged, "fix_document", side_effect=[broken, None]):
        assert "fix-brings-finding" in rules(FIXABLE)


def test_cases_are_of_every_format_and_all_are_changed() -> None:
    made = case("linted", 1)

    assert len(documents()) > 1_000
    assert sum(data in documents() for data in made.files.values()) <= 2
