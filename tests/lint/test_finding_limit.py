"""Of a hopeless document the first 1,000 findings of each rule are listed, and the rest are counted."""

import json
from pathlib import Path

import pytest

from exporters.checks.finding import LONGEST_FIELD
from exporters.lint.finding_limit import MOST_OF_RULE
from exporters.lint.fixes.fix import fix_document
from exporters.lint.lint import lint
from tests.cli.running import outfeed_here

ITEMS = 1_500
SUMMARY = "1 document judged: 1,499 errors, 0 warnings, 0 notes."
SELECT = ("lint", "feed.xml", "--select", "guid-repeated")


def feed(items: int, date: str = "Tue, 24 Aug 2021 07:30:00 +0000") -> bytes:
    """A feed whose items all have one guid."""
    item = f"<item><title>A</title><guid>https://example.org/1</guid><pubDate>{date}</pubDate></item>\n"
    return (
        '<rss version="2.0"><channel><title>T</title><link>https://example.org/</link><description>D</description>\n'
        f"{item * items}</channel></rss>"
    ).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "feed.xml").write_bytes(feed(ITEMS))
    return tmp_path


class TestFindings:
    """The list that `lint` returns."""

    def test_one_finding_counts_the_rest_where_they_begin(self) -> None:
        found = [each for each in lint(feed(ITEMS)) if each.rule == "guid-repeated"]

        assert len(found) == MOST_OF_RULE + 1
        assert [each.occurrences for each in found[:-1]] == [1] * MOST_OF_RULE
        assert (found[-1].occurrences, found[-1].line) == (ITEMS - 1 - MOST_OF_RULE, found[-2].line + 1)
        assert found[-1].message == "499 more findings of this rule"

    @pytest.mark.parametrize("count", [MOST_OF_RULE, MOST_OF_RULE + 1])
    def test_a_single_further_one_is_listed_itself(self, count: int) -> None:
        found = [each for each in lint(feed(count + 1)) if each.rule == "guid-repeated"]

        assert {each.occurrences for each in found} == {1}
        assert len(found) == count

    def test_what_the_document_ignores_is_not_counted(self) -> None:
        data = feed(ITEMS).replace(b"</item>", b"<!-- outfeed: ignore-item guid-repeated --></item>", ITEMS - 3)

        assert sum(each.rule == "guid-repeated" for each in lint(data)) == 3


class TestCommand:
    """Every count is true."""

    def test_people_get_one_line_with_the_count_of_all(self, folder: Path) -> None:
        ran = outfeed_here(*SELECT, cwd=folder)

        assert (ran.status, ran.err.splitlines()[-1]) == (1, SUMMARY)
        assert ran.out.startswith("feed.xml: error: item[…]/guid: the guid ")
        assert "(×1,499, first at 3:23)" in ran.out
        assert ran.out.count("\n") == 1

    def test_where_a_rule_says_several_things_the_rest_has_a_line(self, folder: Path) -> None:
        (folder / "feed.xml").write_bytes(feed(ITEMS).replace(b"<item>", b"<item><x/>").replace(b"<x/>", b"<tag/>", 99))
        ran = outfeed_here("lint", "feed.xml", "--select", "rss-element-unknown", cwd=folder)

        tags, others, rest = ran.out.splitlines()
        assert "item[…]/tag: <tag>" in tags
        assert "(×99, first at 2:7)" in tags
        assert "(×901, first at 101:7)" in others
        assert rest.startswith("feed.xml:1002:7: error: 500 more findings of this rule; correct the first 1,000,")

    def test_each_one_means_a_thousand_and_the_rest(self, folder: Path) -> None:
        ran = outfeed_here(*SELECT, "--verbose", cwd=folder)

        assert len(ran.out.splitlines()) == MOST_OF_RULE + 1
        assert ran.out.splitlines()[-1] == (
            "feed.xml:1003:23: error: 499 more findings of this rule; "
            "correct the first 1,000, then judge it again [guid-repeated]"
        )

    def test_json_has_the_count(self, folder: Path) -> None:
        made = json.loads(outfeed_here(*SELECT, "--diagnostics", "json", cwd=folder).out)

        assert [each.get("occurrences") for each in made["diagnostics"]] == [None] * MOST_OF_RULE + [499]
        assert made["summary"]["errors"] == ITEMS - 1

    def test_junit_has_as_many_cases_as_it_says(self, folder: Path) -> None:
        made = outfeed_here(*SELECT, "--diagnostics", "junit", cwd=folder).out

        assert made.count("<testcase ") == MOST_OF_RULE + 1
        assert 'tests="1001" failures="1001"' in made

    def test_sarif_has_the_count(self, folder: Path) -> None:
        made = json.loads(outfeed_here(*SELECT, "--diagnostics", "sarif", cwd=folder).out)

        assert made["runs"][0]["results"][-1]["properties"] == {"occurrences": 499}


class TestOthers:
    """A baseline and fixes know each finding."""

    def test_a_baseline_reports_the_one_that_is_new(self, folder: Path) -> None:
        flags = ("--baseline", "known.json")
        written = outfeed_here(*SELECT, *flags, "--write-baseline", cwd=folder)
        (folder / "feed.xml").write_bytes(feed(ITEMS + 1))
        ran = outfeed_here(*SELECT, *flags, cwd=folder)

        assert written.err == "known.json: 1,499 findings written.\n"
        assert (ran.status, ran.out.count("[guid-repeated]")) == (1, 1)

    def test_every_date_is_fixed_at_once(self) -> None:
        fixed = fix_document(feed(MOST_OF_RULE + 200, "2021-08-24T07:30:00Z"))

        assert fixed is not None
        assert fixed.fixes == MOST_OF_RULE + 200
        assert fixed.data == feed(MOST_OF_RULE + 200)


class TestFields:
    """A field is short, however deep or long the document names its parts."""

    def test_of_elements_within_each_other(self) -> None:
        deep = b"<outline>" * 200 + b'<outline xml:lang="!"/>' + b"</outline>" * 200
        found = lint(feed(1).replace(b"</channel>", deep + b"</channel>"))

        assert max(len(each.field) for each in found) <= LONGEST_FIELD
        assert any(each.field.startswith("channel/outline/") and "…" in each.field for each in found)

    def test_of_a_long_key_of_json(self) -> None:
        found = lint(
            b'{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [], "%b": 1}' % (b"k" * 999)
        )

        assert [len(each.field) for each in found if "k" in each.field] == [241]
