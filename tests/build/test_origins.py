"""A finding about an entry is told at the article that it stems from, once, however many documents show it."""

from pathlib import Path
from typing import Final

import pytest

from exporters.build.origins import trace
from exporters.checks.finding import Finding
from exporters.checks.section import entry_and_element
from exporters.diagnostics.diagnostic import Diagnostic
from exporters.sources.origin import ArticleOrigins
from exporters.store.entries import StoredEntries
from exporters.store.outputs import DocumentDiagnostic
from tests.cli.running import SITE, outfeed_here, post

QUIET: Final = (*SITE, "--quiet")


def warned(folder: Path, *flags: str) -> list[str]:
    """The places, fields and rules of what an export of `folder`/news tells, drafts and all."""
    made = outfeed_here("export", "news", *QUIET, *flags, cwd=folder)
    lines = [line.replace(": error: ", ": warning: ") for line in made.err.splitlines() if line.endswith("]")]
    return [f"{line.split(': ')[0]} {line.split(': ')[2]} {line.rpartition('[')[2][:-1]}" for line in lines]


class Entries(StoredEntries):
    """The entries of a feed with the article of one file."""

    def __init__(self) -> None:
        pass

    def path(self, index: int) -> str:
        return f"{'abc'[index]}.md"


class TestElement:
    """What a path in a document says of the entry."""

    @pytest.mark.parametrize(
        ("field", "found"),
        [
            ("item[1]/guid", (0, "guid")),
            ("entry[12]/link[2]/@href", (11, "link")),
            ("items[0].id", (0, "id")),
            ("items[3].authors[0].url", (3, "authors")),
            ("item[5]", (4, "")),
            ("feed/id", None),
            ("channel/item", None),
            ("", None),
        ],
    )
    def test_it_is_read(self, field: str, found: tuple[int, str] | None) -> None:
        assert entry_and_element(Finding(rule="x", message="", fix="", field=field)) == found

    def test_a_column_of_a_table_is_no_entry(self) -> None:
        assert entry_and_element(Finding(rule="csv-formula", message="", fix="", field="items[3].id")) is None


class TestTold:
    """Where it is told, in all the formats and feeds."""

    def test_an_id_at_the_field_that_says_it(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", id='"7"')
        post(tmp_path / "news", "b", webUrl="https://EXAMPLE.org/b")

        assert warned(tmp_path) == ["news/a.md:5:1 id guid-bare-number", "news/b.md:4:1 webUrl atom-id-not-normal"]

    def test_ids_that_are_one_in_atom(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", id="seven")
        post(tmp_path / "news", "b", id="https://example.org/#id=seven")

        assert warned(tmp_path) == ["news/b.md:5:1 id atom-id-repeated"]

    @pytest.mark.parametrize(
        ("element", "place"),
        [("content:encoded", ("body", 7, 1)), ("content_html", ("body", 7, 1)), ("summary", ("excerpt", 5, 1))],
    )
    def test_a_text_at_the_body_or_the_excerpt(self, tmp_path: Path, element: str, place: tuple[str, int, int]) -> None:
        path = post(tmp_path, "a", excerpt="Words")
        path.write_text(path.read_text(encoding="utf-8") + "A longer text.\n", encoding="utf-8")
        origins = ArticleOrigins(tmp_path)

        found = trace(DocumentDiagnostic("rss.xml", Diagnostic("x", "m"), 0), element, Entries(), origins).diagnostic

        assert (found.field, found.line, found.column) == place

    def test_once_though_many_feeds_show_it(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", id="https://EXAMPLE.org/7", topics="[one, two]")
        settings = "site: {title: T, url: https://example.org/}\nfeeds: [{path: ''}, {path: 'topics/{topic}'}]\n"
        (tmp_path / "news/outfeed.yaml").write_text(settings, encoding="utf-8")

        assert warned(tmp_path) == warned(tmp_path) == ["news/a.md:5:1 id atom-id-not-normal"]

    def test_where_the_file_is_now(self, tmp_path: Path) -> None:
        path = post(tmp_path / "news", "a", id="https://EXAMPLE.org/7")
        before = warned(tmp_path)
        path.rename(path.with_name("b.md"))
        moved = warned(tmp_path)
        path.with_name("b.md").write_text(
            path.with_name("b.md").read_text(encoding="utf-8").replace("title:", "topics: [one]\ntitle:"),
            encoding="utf-8",
        )

        assert [*before, *moved, *warned(tmp_path)] == [
            "news/a.md:5:1 id atom-id-not-normal",
            "news/b.md:5:1 id atom-id-not-normal",
            "news/b.md:6:1 id atom-id-not-normal",
        ]

    def test_of_a_draft_that_is_asked_for(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", id="https://EXAMPLE.org/7", draft="true")

        assert warned(tmp_path, "--drafts") == warned(tmp_path, "--drafts") == ["news/a.md:5:1 id atom-id-not-normal"]

    def test_what_stems_from_no_article_stays_with_the_document(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a")
        settings = "site: {title: T, url: https://example.org/}\nfeeds: [{path: '', id: 'HTTPS://Example.org/x'}]\n"
        (tmp_path / "news/outfeed.yaml").write_text(settings, encoding="utf-8")

        assert warned(tmp_path) == ["out/atom.xml:3:1 feed/id atom-id-not-normal"]
