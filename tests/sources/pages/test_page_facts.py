"""The facts that pages state, in each of the forms that themes use."""

import json
from pathlib import Path
from typing import Final

import pytest

from exporters.sources.pages.document import PageDocument
from exporters.sources.pages.facts import PageFacts, page_facts
from tests.sites.facts import read_pages

SITES: Final = Path(__file__).parents[2] / "sites"
ADDRESS: Final = "https://example.org/a/"


def facts(html: str) -> PageFacts:
    return page_facts(PageDocument(html.encode()), ADDRESS)


def linked(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "BlogPosting", **fields})}</script>'


@pytest.mark.parametrize("site", sorted(path.name for path in SITES.iterdir() if (path / "built").is_dir()))
def test_title_and_address_are_those_that_the_generator_stated(site: str) -> None:
    for path, stated in read_pages(SITES / site / "built"):
        read = page_facts(PageDocument(path.read_bytes()), ADDRESS)

        assert (read.title, read.is_list) == (" ".join(stated["title"].split()), False), path


class TestPublished:
    """When a page says that its article was published."""

    @pytest.mark.parametrize(
        "html",
        [
            linked(datePublished="2024-01-15T10:30:00+01:00"),
            "<meta property='article:published_time' content='2024-01-15T10:30:00+01:00'>",
            "<div class=h-entry><time class=dt-published datetime='2024-01-15T10:30:00+01:00'>then</time></div>",
            "<abbr class=published title='2024-01-15T10:30:00+01:00'>then</abbr>",
            "<meta itemprop=datePublished content='2024-01-15T10:30:00+01:00'>",
            "<article><header><time datetime='2024-01-15T10:30:00+01:00'>then</time></header>x</article>",
            "<nav><ul><li><time datetime='2024-01-15T10:30:00+01:00'>then</time></li></ul></nav><article>x</article>",
            linked(datePublished="2024-01-15")
            + "<article><time class=dt-published datetime='2024-01-15T10:30:00+01:00'>a</time>x</article>",
        ],
    )
    def test_each_form_is_read(self, html: str) -> None:
        assert facts(html).published == "2024-01-15T10:30:00+01:00"

    @pytest.mark.parametrize(
        "html",
        [
            "<article>x</article><aside><time datetime=2024-01-15>other</time></aside>",
            "<article>x</article><div class=comments><time datetime=2024-01-15>comment</time></div>",
            "<main><ul><li><time datetime=2024-01-15>a</time></li><li><time datetime=2024-01-16>b</time></ul></main>",
            linked(datePublished="soon"),
            "<article><h1>Tag</h1><ul><li><time datetime=2024-01-15>a</time> <a href=/b/>b</a></li></ul></article>",
        ],
    )
    def test_what_is_not_of_the_article_is_not_read(self, html: str) -> None:
        assert facts(html).published == ""


class TestTitle:
    """What a page says that its article is called."""

    @pytest.mark.parametrize(
        "html",
        [
            "<article class=h-entry><h1 class=p-name>Apples &amp; pears</h1></article><title>x</title>",
            linked(headline="Apples & pears") + "<title>x</title>",
            "<title>Apples &amp; pears | Site</title><h1>Apples &amp; pears <a href=#x>#</a></h1>",
            (
                "<title>Apples &amp; pears | Site</title><header><h1>Site</h1></header>"
                "<article><h2>Apples &amp; pears</h2></article>"
            ),
            "<title>Apples &amp; pears | Site</title><meta property=og:title content='Apples &amp; pears'>",
            "<title>Apples &amp; pears - Site</title><meta property=og:site_name content=Site>",
            "<title>Apples &amp; pears</title><meta property=og:title content=Docusaurus>",
        ],
    )
    def test_each_form_is_read(self, html: str) -> None:
        assert facts(html).title == "Apples & pears"


class TestOthers:
    """Authors, tags, pictures, addresses."""

    def test_json_ld(self) -> None:
        read = facts(
            linked(
                headline="A",
                author=[{"@id": "#j"}, {"name": "Ada"}],
                keywords="a, b",
                image={"url": "/i.png"},
                description="Short.",
                dateModified="2024-02-01",
            )
            + '<script type="application/ld+json">{"@type": "Person", "@id": "#j", "name": "Jana"}</script>'
        )

        assert (read.authors, read.tags, read.description) == (("Jana", "Ada"), ("a", "b"), "Short.")
        assert (read.image, read.updated) == (("https://example.org/i.png", "", ""), "2024-02-01")

    def test_microformats(self) -> None:
        read = facts(
            "<html lang=de><article class=h-entry><a class='p-author h-card'>Jana</a>"
            "<a class=p-category>a</a><a class=p-category>b</a><p class=p-summary>Short.</p></article>"
        )

        assert (read.authors, read.tags, read.description, read.language) == (("Jana",), ("a", "b"), "Short.", "de")

    def test_links_of_tags_come_before_the_text_around_them(self) -> None:
        html = "<article><ul itemprop=keywords><li><a rel=tag href=t>one, two</a></li></ul></article>"

        assert facts(html).tags == ("one, two",)

    def test_addresses_are_absolute(self) -> None:
        read = facts("<base href=/b/><link rel=canonical href=c/><meta http-equiv=refresh content='0; url=../d/'>")

        assert (read.canonical, read.redirect) == ("https://example.org/b/c/", "https://example.org/d/")

    def test_a_page_that_is_loaded_again_is_no_redirect(self) -> None:
        assert facts("<meta http-equiv=refresh content=30>").redirect == ""


class TestKind:
    """Pages that are no articles."""

    @pytest.mark.parametrize("content", ["noindex", "NOINDEX, follow", "none"])
    def test_noindex(self, content: str) -> None:
        assert facts(f"<meta name=robots content='{content}'>").is_noindex
        assert not facts("<meta name=robots content='index, follow'>").is_noindex

    @pytest.mark.parametrize("title", ["404", "Page not found", "404: not found", "Error 404"])
    def test_not_found(self, title: str) -> None:
        assert facts(f"<title>{title}</title>").is_not_found
        assert not facts("<title>What was not found in 1404</title>").is_not_found

    @pytest.mark.parametrize(
        "html",
        [
            "<article class=h-entry>a</article><article class=h-entry>b</article>",
            "<article><h2><a href='/b/'>One post</a></h2></article>",
            "<main><ul><li><time>a</time><a href=b></a></li><li><time>c</time><a href=d></a></li></ul></main>",
            '<script type="application/ld+json">[{"@type": "Article"}, {"@type": "Article"}]</script>',
            "<div class=h-feed>a</div>",
            "<aside><article><h1 class=entry-title><a href='/b/'>The only one</a></h1></article></aside>",
        ],
    )
    def test_lists(self, html: str) -> None:
        assert facts(html).is_list

    @pytest.mark.parametrize(
        "html",
        [
            "<article><h1><a href='/a/index.html'>Itself</a></h1></article>",
            "<article><h1><a href='https://elsewhere.example/'>A link</a></h1></article>",
            "<article class=h-entry>a</article><aside><article class=h-entry>b</article></aside>",
            linked(headline="A") + "<article><h2><a href='/b/'>x</a></h2></article>",
        ],
    )
    def test_articles(self, html: str) -> None:
        assert not facts(html).is_list
