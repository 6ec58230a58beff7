"""A built site as a source: which of its pages are articles."""

from typing import Final

import pytest

from exporters.sources.html_site import SitePage, page_address, site_page
from exporters.sources.pages.document import PageDocument
from exporters.sources.pages.selector import PageSelector

HOME: Final = "https://example.org/blog/"
DATE: Final = "<time datetime=2024-01-15T10:30:00Z>then</time>"


def page(title: str = "T", head: str = "", body: str = f"<article>{DATE}<h1>T</h1>text</article>") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def read(html: str, name: str = "a.html", selector: str = "") -> SitePage:
    return site_page(PageDocument(html.encode()), name, HOME, PageSelector(selector) if selector else None)


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
        ],
    )
    def test_each_page_is_of_one_kind(self, text: str, kind: str) -> None:
        assert read(text, "x/index.html").kind == kind

    def test_the_page_for_what_is_missing_is_known_by_its_name(self) -> None:
        assert read(page(), "404.html").kind == "not found"


class TestArticle:
    """What a page says of its article."""

    def test_its_fields_have_the_names_of_the_article_schema(self) -> None:
        head = (
            "<meta name=author content=Jana><meta property=article:tag content=a>"
            "<meta property=og:image content=/i.png><meta property=og:image:width content=9>"
            "<meta name=description content=Short.>"
        )
        found = read(page(head=head))

        assert found.fields == {
            "title": "T",
            "webUrl": "https://example.org/blog/a.html",
            "publishedDateTime": "2024-01-15T10:30:00Z",
            "excerpt": "Short.",
            "topics": ["a"],
            "provider": {"authors": [{"name": "Jana"}]},
            "images": [{"url": "https://example.org/i.png", "width": 9}],
        }
        assert "text" in (found.html or "")

    def test_a_selector_says_where_it_is(self) -> None:
        body = f"<article>{DATE}<h1>T</h1>text</article><div class=x>other</div>"

        assert read(page(body=body), selector=".x").html == "other"
        assert read(page(body=body), selector=".y").html is None

    @pytest.mark.parametrize(
        ("name", "address"), [("index.html", ""), ("a/index.html", "a/"), ("ä b.html", "%C3%A4%20b.html")]
    )
    def test_a_page_without_canonical_is_where_its_file_is(self, name: str, address: str) -> None:
        assert page_address(name, HOME) == HOME + address
