"""`outfeed export --lint`: every rule of lint judges the feeds before they are published."""

from pathlib import Path

import pytest

from exporters.lint.own_documents import own_findings
from tests.cli.running import outfeed

ARTICLE = "---\ntitle: %s\nwebUrl: /a/\npublishedDateTime: 2024-05-01T10:00:00Z\n---\nText.\n"
TAG = "Use <em> well"
RSS = b'<rss version="2.0"><channel><title>T</title><link>x y</link><description>D</description></channel></rss>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news/a.md").write_text(ARTICLE % TAG)
    return tmp_path


def exported(site: Path, *flags: str) -> list[str]:
    ran = outfeed("export", "news", "--site-url", "https://example.org/", "--verbose", *flags, cwd=site)
    assert ran.status == 0
    return ran.err.splitlines()


def test_what_only_lint_knows_is_told_of_the_document(site: Path) -> None:
    lines = [line for line in exported(site, "--lint") if "[rss-title-markup]" in line]

    assert len(lines) == 1
    assert lines[0].startswith("out/rss.xml:")


def test_of_documents_that_did_not_change_it_is_told_again(site: Path) -> None:
    assert exported(site, "--lint") == exported(site, "--lint")


def test_without_the_flag_it_is_not_told(site: Path) -> None:
    assert not any("rss-title-markup" in line for line in exported(site))


class TestFindings:
    """What lint finds in a document that is our own."""

    def test_an_error_is_a_warning(self) -> None:
        found = list(own_findings(RSS, "text/x-own"))

        assert {each.rule: str(each.level) for each in found}["feed-url-invalid"] == "warning"

    def test_what_every_export_checks_is_told_by_that_check(self) -> None:
        assert "feed-url-invalid" not in {each.rule for each in own_findings(RSS, "application/rss+xml; charset=utf-8")}

    def test_a_page_has_none(self) -> None:
        assert list(own_findings(b"<!doctype html><title>a</title>", "text/html")) == []
