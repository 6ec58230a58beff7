"""A built site as a source: which of its pages are articles."""

from pathlib import Path
from typing import Final

import pytest

from exporters.sources.html_site import counted, page_address, read_pages

HOME: Final = "https://example.org/blog/"
DATE: Final = "<time datetime=2024-01-15T10:30:00Z>then</time>"


def page(title: str = "T", head: str = "", body: str = f"<article>{DATE}<h1>T</h1>text</article>") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def kinds(folder: Path, **files: str) -> dict[str, str]:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path = path.with_name(f"{path.name}.html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return {each.name.removesuffix(".html"): each.kind for each in read_pages(folder, HOME)}


class TestKind:
    """An article is a page with title, date and an address below the home page."""

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            (page(), "article"),
            (page(head="<link rel=canonical href=/blog/x/>"), "article"),
            (page(head="<meta name=robots content=noindex>"), "noindex"),
            (page(head="<meta http-equiv=refresh content='0; url=/blog/y/'>"), "redirect"),
            (page(head="<link rel=canonical href=/blog/y/>"), "canonical elsewhere"),
            (page(head="<link rel=canonical href=https://elsewhere.example/blog/x/>"), "canonical elsewhere"),
            (page(body=f"<article><h2><a href=/blog/y/>Y</a></h2>{DATE}</article>"), "list"),
            (page(title="Page not found", body=DATE), "not found"),
            (page(body="<article>text</article>"), "undated"),
            (page(title="", body=f"<article>{DATE}text</article>"), "untitled"),
            ("<div>" * 300, "unreadable"),
        ],
    )
    def test_each_page_is_of_one_kind(self, tmp_path: Path, text: str, kind: str) -> None:
        assert kinds(tmp_path, x__index=text) == {"x/index": kind}

    def test_the_page_for_what_is_missing_is_known_by_its_name(self, tmp_path: Path) -> None:
        assert kinds(tmp_path, **{"404": page()}) == {"404": "not found"}


class TestFolder:
    """Which files are pages."""

    def test_what_outfeed_published_is_left_out(self, tmp_path: Path) -> None:
        (tmp_path / "feeds").mkdir()
        (tmp_path / "feeds" / "manifest.json").write_text('{"generator": "Outfeed"}')

        assert kinds(tmp_path, a=page(), feeds__index=page()) == {"a": "article"}

    def test_no_link_leads_out(self, tmp_path: Path) -> None:
        site = tmp_path / "site"
        site.mkdir()
        (tmp_path / "b.html").write_text(page())
        (site / "b.html").symlink_to(tmp_path / "b.html")
        (site / "c").symlink_to(tmp_path)

        assert kinds(site, a=page()) == {"a": "article"}

    def test_they_are_counted_by_kind(self, tmp_path: Path) -> None:
        kinds(tmp_path, a=page(), b=page(body="x"), c=page(body="y"))

        assert counted(read_pages(tmp_path, HOME)) == {"article": 1, "undated": 2}


class TestArticle:
    """What a page says of its article."""

    def test_its_fields_have_the_names_of_the_article_schema(self, tmp_path: Path) -> None:
        head = (
            "<meta name=author content=Jana><meta property=article:tag content=a>"
            "<meta property=og:image content=/i.png><meta property=og:image:width content=9>"
            "<meta name=description content=Short.>"
        )
        kinds(tmp_path, a=page(head=head))

        [read] = read_pages(tmp_path, HOME)

        assert read.fields == {
            "title": "T",
            "webUrl": "https://example.org/blog/a.html",
            "publishedDateTime": "2024-01-15T10:30:00Z",
            "excerpt": "Short.",
            "topics": ["a"],
            "provider": {"authors": [{"name": "Jana"}]},
            "images": [{"url": "https://example.org/i.png", "width": 9}],
        }
        assert "text" in read.html

    @pytest.mark.parametrize(
        ("name", "address"), [("index.html", ""), ("a/index.html", "a/"), ("ä b.html", "%C3%A4%20b.html")]
    )
    def test_a_page_without_canonical_is_where_its_file_is(self, name: str, address: str) -> None:
        assert page_address(name, HOME) == HOME + address
