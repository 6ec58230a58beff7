"""The documentation as a site: what MkDocs gets, and the feed of our releases; `make site` builds it."""

import json
from pathlib import Path
from typing import Any, Final

import feedparser
import pytest

from exporters import PROJECT_URL
from exporters.diagnostics.rules import RULES
from tests import write_releases, write_site
from tests.write_docs import ROOT, documents

PAGES: Final = dict(write_site.pages())
CHANGELOG: Final = """\
# Changelog

## Unreleased

### Added

- What nobody has yet.

## 0.3.0 - 2021-12-24

### Fixed

- Atom: *links* keep `type`.

## 0.2.0rc1 - 2021-11-30

- A candidate.

## 0.1.0 - 2021-11-21

- The first one.
"""


def in_nav(part: Any) -> list[str]:
    """The pages that a part of the nav names."""
    if isinstance(part, str):
        return [part]
    return [page for each in (part.values() if isinstance(part, dict) else part) for page in in_nav(each)]


class TestNav:
    """The nav of mkdocs.yml is the index of all pages."""

    def test_it_names_each_page_once(self) -> None:
        wanted = [file.relative_to(write_site.DOCS).as_posix() for file in documents() if file.parent != ROOT]

        assert sorted(in_nav(write_site.config()["nav"])) == sorted([*wanted, "changelog.md"])

    def test_the_readme_names_them_too(self) -> None:
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        wanted = set(in_nav(write_site.config()["nav"])) - {"index.md", "changelog.md"}

        assert {page for page in wanted if f"(docs/{page})" not in readme} == set()


class TestDiagnostics:
    """Each diagnostic has a page of its own, and its heading in the list stays."""

    def test_each_has_a_page_that_says_why_and_what_to_do(self) -> None:
        for slug, rule in RULES.items():
            page = PAGES[f"diagnostics/{slug}.md"]

            assert page.startswith(f"# {slug}\n")
            assert rule.explanation in page.replace("](../", "](")
            assert rule.fix in page.replace("](../", "](")

    def test_its_links_lead_to_the_folder_above(self) -> None:
        assert "[settings](../settings.md#dialects)" in PAGES["diagnostics/dialect-unknown.md"]

    def test_the_list_leads_to_the_pages_and_keeps_the_headings(self) -> None:
        for slug in RULES:
            assert f"| [`{slug}`](diagnostics/{slug}.md) |" in PAGES["diagnostics.md"]
            assert f"\n### {slug}\n" in PAGES["diagnostics.md"]


class TestLinks:
    """Links out of docs/ lead to a page of the site, else to the repository."""

    @pytest.mark.parametrize(
        ("link", "target"),
        [
            ("../CHANGELOG.md", "changelog.md"),
            ("../README.md#install", "index.md#install"),
            ("../action.yml", f"{PROJECT_URL}/blob/main/action.yml"),
            ("../seeds", f"{PROJECT_URL}/tree/main/seeds"),
            ("../schemas/plan.schema.json", "schemas/plan-1.schema.json"),
            ("plan.md#as-json", "plan.md#as-json"),
            ("https://example.org/../x", "https://example.org/../x"),
        ],
    )
    def test_a_link_leads_where_its_file_is(self, link: str, target: str) -> None:
        assert write_site.linked(f"See [it]({link}).") == f"See [it]({target})."

    @pytest.mark.parametrize(
        ("link", "target"),
        [
            ("../settings.md#source", "../settings.md#source"),
            ("../../CHANGELOG.md", "../changelog.md"),
            ("../../tests/sites", f"{PROJECT_URL}/tree/main/tests/sites"),
        ],
    )
    def test_a_link_of_a_page_in_a_folder_does_too(self, link: str, target: str) -> None:
        assert write_site.linked(f"See [it]({link}).", "docs/generators") == f"See [it]({target})."

    def test_code_stays_as_it_is(self) -> None:
        code = "```markdown\n[it](../seeds)\n```"

        assert write_site.linked(code) == code

    def test_no_page_has_a_link_out_of_the_site(self) -> None:
        assert [path for path, text in PAGES.items() if "](../" in text and "/" not in path] == []


class TestTables:
    """Code in a table shows a pipe without backslash."""

    def test_a_pipe_in_code_loses_its_backslash(self) -> None:
        assert write_site.piped(r"| `a\|b` | c\|d |") == r"| `a|b` | c\|d |"


class TestLoading:
    """The site loads nothing from other hosts."""

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("a.html", '<script src="https://cdn.example/x.js"></script>'),
            ("a.html", '<link rel="stylesheet" href="//cdn.example/x.css">'),
            ("a.html", '<img src="http://cdn.example/x.png">'),
            ("a.css", "@import 'https://cdn.example/x.css';"),
            ("a.css", "@font-face { src: url(https://cdn.example/x.woff2) }"),
        ],
    )
    def test_what_is_loaded_from_elsewhere_is_found(self, tmp_path: Path, name: str, text: str) -> None:
        (tmp_path / name).write_text(text, encoding="utf-8")

        [found] = write_site.loaded_from_elsewhere(tmp_path)

        assert found.startswith(f"{name}: ")

    def test_links_and_own_files_are_no_loading(self, tmp_path: Path) -> None:
        text = '<link rel="canonical" href="https://example.org/"><a href="https://example.org/">x</a><img src="x.png">'
        (tmp_path / "a.html").write_text(text, encoding="utf-8")

        assert list(write_site.loaded_from_elsewhere(tmp_path)) == []


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the feeds of CHANGELOG."""
    folder = tmp_path_factory.mktemp("releases") / "out"
    write_releases.write(CHANGELOG, "https://example.org/", folder)
    return folder


class TestReleases:
    """The feed of our releases has each version of the changelog."""

    def test_versions_have_their_dates_and_what_has_no_version_is_none(self, out: Path) -> None:
        feed = json.loads((out / "feed.json").read_bytes())

        assert [(item["title"], item["date_published"]) for item in feed["items"]] == [
            ("Outfeed 0.3.0", "2021-12-24T00:00:00Z"),
            ("Outfeed 0.2.0rc1", "2021-11-30T00:00:00Z"),
            ("Outfeed 0.1.0", "2021-11-21T00:00:00Z"),
        ]
        assert "What nobody has yet" not in (out / "feed.json").read_text(encoding="utf-8")

    def test_every_format_has_them(self, out: Path) -> None:
        for name in ("rss.xml", "atom.xml"):
            entries = feedparser.parse((out / name).read_bytes()).entries

            assert [entry.id for entry in entries][:2] == [
                f"{PROJECT_URL}/releases/tag/v0.3.0",
                f"{PROJECT_URL}/releases/tag/v0.2.0rc1",
            ]

    def test_the_changes_are_the_body(self, out: Path) -> None:
        first = json.loads((out / "feed.json").read_bytes())["items"][0]["content_html"]

        assert "<h3>Fixed</h3>" in first
        assert "Atom: <em>links</em> keep <code>type</code>." in first
        assert "candidate" not in first

    def test_the_changelog_has_versions_that_are_read(self) -> None:
        text = write_releases.CHANGELOG.read_text(encoding="utf-8")
        titles = [line for line in text.splitlines() if line.startswith("## ") and line != "## Unreleased"]

        assert [f"## {each.number} - {each.date}" for each in write_releases.releases(text)] == titles
        assert titles
