"""The main part of finished pages, as themes mark it."""

import re
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from exporters.sources.pages.document import PageDocument
from exporters.sources.pages.main_part import MainPart, main_part
from exporters.sources.pages.selector import PageSelector

SITES: Final = Path(__file__).parents[2] / "sites"
BUILT: Final = sorted(path for path in SITES.glob("*/built/**/*.html") if path.is_file())


def found(html: str, title: str = "Apples", selector: PageSelector | None = None) -> MainPart:
    part = main_part(PageDocument(html.encode()), title, selector)
    assert part is not None
    return part


def words(html: str) -> list[str]:
    root = etree.HTML(f"<div>{html}</div>")
    for each in list(root.iter("script")):
        each.getparent().remove(each)  # type: ignore[union-attr]
    return re.findall(r"\w+", " ".join(map(str, root.itertext())))


@pytest.mark.parametrize("page", BUILT, ids=lambda path: path.relative_to(SITES).as_posix())
class TestBuiltPages:
    """Pages that generators built with templates that have no header and no footer: all of the body is the article."""

    def test_the_words_are_those_of_the_body(self, page: Path) -> None:
        text = page.read_text(encoding="utf-8")

        part = found(text, "")

        assert words(part.html) == words(text[re.search("<body[^>]*>", text).end() :])  # type: ignore[union-attr]

    def test_a_theme_around_it_adds_no_word(self, page: Path) -> None:
        text = page.read_text(encoding="utf-8")
        plain = found(text, "").html
        themed = re.sub(
            "(<body[^>]*>)",
            r"\1<header><h1>Site</h1><nav><a href='/'>Home</a></nav></header><main>",
            text.replace("</body>", "</main><aside>Aside</aside><footer>Footer</footer></body>"),
        )

        assert words(found(themed, "").html) == words(plain)


class TestPlace:
    """Which element is the main part."""

    @pytest.mark.parametrize(
        ("html", "by"),
        [
            ("<main><article class='h-entry'><p>a</p><div class='e-content'>yes</div></article></main>", "e-content"),
            ("<article><p>a</p><div itemprop='text articleBody'>yes</div></article>", "articleBody"),
            ("<article><p>a</p><div class='entry-content'>yes</div></article>", "class"),
            ("<main><p>a</p><article>yes</article></main>", "article"),
            ("<div>a</div><main>yes</main>", "main"),
            ("<div>a</div><div role=main>yes</div>", "main"),
            ("<nav>a</nav><p>yes</p><footer>b</footer>", "body"),
        ],
    )
    def test_marks_come_before_elements(self, html: str, by: str) -> None:
        part = found(f"<body>{html}</body>")

        assert (words(part.html), part.found_by) == (["yes"], by)

    def test_the_article_with_the_heading_of_the_page_is_chosen(self) -> None:
        part = found("<article><h1>Apples</h1>yes</article><article><h2>Other</h2>much longer than that</article>")

        assert words(part.html) == ["yes"]

    def test_cards_and_comments_are_not_the_article(self) -> None:
        part = found(
            "<article>yes</article><aside><article>a long card</article></aside>"
            "<section class='related-posts'><article>another card</article></section>"
            "<div class='h-cite'><div class='e-content'>a comment</div></div>"
        )

        assert words(part.html) == ["yes"]

    def test_a_selector_decides(self) -> None:
        part = found("<article>no</article><div id=x><p>yes</p></div>", selector=PageSelector("div#x > p"))

        assert (part.html, part.found_by) == ("yes", "div#x > p")

    def test_a_selector_that_fits_nothing_finds_nothing(self) -> None:
        assert main_part(PageDocument(b"<p>x"), "", PageSelector(".absent")) is None

    def test_what_is_no_selector_is_refused(self) -> None:
        with pytest.raises(ValueError, match="Expected"):
            PageSelector("div >")


class TestBoilerplate:
    """What a page shows around an article is left out."""

    @pytest.mark.parametrize(
        "html",
        [
            "<nav>no</nav>",
            "<header><time>no</time></header>",
            "<footer>no</footer>",
            "<div class='share-buttons'>no</div>",
            "<div id='disqus_thread'>no</div>",
            "<div class='toc'>no</div>",
            "<ul id='markdown-toc'><li>no</li></ul>",
            "<div id='TableOfContents'>no</div>",
            "<script>no</script>",
            "<style>no</style>",
            "<button>no</button>",
            "<form>no</form>",
            "<div role='navigation'>no</div>",
            "<p hidden>no</p>",
            "<noscript>no</noscript>",
            "<h1>Apples</h1>",
            "<h1><a href='#apples'>#</a> Apples</h1>",
        ],
    )
    def test_it_goes_and_the_text_behind_it_stays(self, html: str) -> None:
        assert words(found(f"<article>{html}yes <p>too</p></article>").html) == ["yes", "too"]

    @pytest.mark.parametrize(
        "html",
        [
            "<h2>Pears</h2>",
            "<p>first</p><h2>Apples</h2>",
            "<blockquote>q<footer>who</footer></blockquote>",
            "<aside>note</aside>",
            "<section class='footnotes'><a href='#r'>back</a></section>",
            "<noscript><img src='a.png'></noscript>",
        ],
    )
    def test_what_the_author_wrote_stays(self, html: str) -> None:
        assert words(found(f"<article>{html}</article>").html) == words(html)

    def test_a_mark_that_links_a_heading_to_itself_goes(self) -> None:
        assert found("<article>a<h2>Part <a href='#part'>¶</a></h2></article>").html == "a<h2>Part </h2>"

    def test_an_image_that_waits_for_a_script_is_shown(self) -> None:
        assert 'src="b.png"' in found("<article>a<img src='data:x' data-src='b.png'></article>").html

    def test_text_is_escaped_as_it_was(self) -> None:
        assert found("<article>1 &lt; 2 &amp; <b>é</b></article>").html == "1 &lt; 2 &amp; <b>é</b>"
