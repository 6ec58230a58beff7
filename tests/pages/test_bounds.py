"""Pages whatever articles hold: nothing breaks out, nothing grows too large, and the same is the same again."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from exporters.model.article import Article, Enclosure, Image, Provider
from exporters.model.show import Show
from exporters.pages.render import LARGEST, MAX_ENTRIES, PageTemplates
from exporters.settings.values import PageSettings
from tests.makers import article, site
from tests.pages.making import maker, many, page, pages, parsed, render, root, seeds, text, told
from tests.profiles import examples

HOSTILE: Final = (
    "<script>alert(1)</script>",
    '"onmouseover="alert(1)',
    "' onfocus='alert(1)",
    "</title><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "--><b>",
    "{{ 7*7 }}{% raw %}",
    "&lt;b&gt; &amp; &#34;",
    "${alert(1)}",
)
PICTURE: Final = Image(url="https://img.example.net/a.jpg?w=1&h=2", width=1200, height=668, title="A chip")
WITH_IMAGES: Final = PageSettings(images=True)

# Texts that grow most in HTML: five bytes for a quotation mark, four for a letter.
nasty = st.text("\"&<>'\U0001f9e0a机 ", min_size=1, max_size=9).map(lambda text: f"x{text}" * 120)
articles = st.lists(
    st.builds(
        lambda title, summary, length, name: article(
            url=f"https://example.org/{'a&' * length}",
            title=title,
            summary=summary,
            provider=Provider(name=name),
            images=(Image(url=f"https://example.org/{'b' * length}.jpg", title=title),),
        ),
        nasty,
        nasty,
        st.sampled_from([1, 100, 3900]),
        nasty,
    ),
    min_size=1,
    max_size=25,
)


def listed(document: bytes) -> list[str]:
    return [text(row) for row in parsed(document).cssselect(".group li a")]


class TestHostileTexts:
    """Texts arrive as they were written, and are texts."""

    @pytest.mark.parametrize("hostile", HOSTILE)
    def test_in_articles(self, hostile: str) -> None:
        made = parsed(
            page(
                article(title=hostile, summary=f"{hostile}.", provider=Provider(name=hostile), images=(PICTURE,)),
                settings=WITH_IMAGES,
            )
        )
        plain = parsed(page(article(title="Plain", summary="Plain.", images=(PICTURE,)), settings=WITH_IMAGES))
        [row] = made.cssselect(".entries > li")

        assert [text(row.cssselect(each)[0]) for each in ("h3", "bdi", "p:not(.source)")] == [
            hostile,
            hostile,
            f"{hostile}.",
        ]
        assert _shape(made) == _shape(plain)

    @pytest.mark.parametrize("hostile", HOSTILE)
    def test_in_feeds_and_sites(self, hostile: str) -> None:
        def everything(name: str) -> dict[str, bytes]:
            where = site(title=name, description=f"{name}!")
            first = root(article(), name=name, site=where, title=f"{name}?")
            return pages([first, *(told(name, path=path, site=where, group=f"{name}s") for path in ("a", "b"))])

        made, plain = everything(hostile), everything("Plain")

        assert listed(made["index.html"]) == [hostile, f"{hostile} (a)", f"{hostile} (b)"]
        assert parsed(made["index.html"]).xpath("//title/text()") == [f"{hostile}?"]
        assert text(parsed(made["a/index.html"]).cssselect("h1")[0]) == f"{hostile} (a)"
        assert [_shape(parsed(made[name])) for name in made] == [_shape(parsed(plain[name])) for name in plain]


class TestSize:
    """A feed's page is under 50 KB whatever the articles hold; the list has 200 bytes a feed more."""

    @examples(0.25)
    @given(articles)
    def test_any_articles_fit(self, hostile: list[Article]) -> None:
        made = page(*hostile, settings=WITH_IMAGES)

        assert len(made.encode()) <= LARGEST
        assert parsed(made).cssselect(".entries li, #latest p") != []

    def test_twenty_usual_entries_are_all_shown(self) -> None:
        made = page(*many(20, title="word " * 20, summary="word " * 56, images=(PICTURE,)), settings=WITH_IMAGES)

        assert len(parsed(made).cssselect(".entries > li")) == MAX_ENTRIES
        assert len(made.encode()) < 40_000

    def test_the_last_entries_give_way_when_addresses_are_huge(self) -> None:
        huge = [article(url=f"https://example.org/{number}{'a' * 6500}") for number in range(20)]
        made = parsed(page(*huge))

        shown = [str(link.get("href"))[20] for link in made.cssselect(".entries h3 a")]
        assert shown == list("01234")

    def test_a_page_with_long_names_all_around_fits(self) -> None:
        names = [f"{number} {'künstliche Intelligenz ' * 4}" for number in range(25)]
        feeds = [told(name, *many(20, title="word " * 99, summary="word " * 99)) for name in names]

        assert all(len(made) <= LARGEST for name, made in pages(feeds[:3] + feeds).items() if name != "index.html")

    @pytest.mark.parametrize("name", ["Natural Language Processing", "n" * 60, "künstliche Intelligenz, 2. Teil"])
    def test_the_list_grows_by_at_most_200_bytes_a_feed(self, name: str) -> None:
        def size(count: int) -> int:
            rows = [told(f"{name[4:]}{number:04}", *many(1)) for number in range(count)]
            return len(pages([root(), *rows])["index.html"])

        assert (size(60) - size(10)) / 50 <= 200

    def test_a_list_of_many_feeds_keeps_its_entries(self) -> None:
        whole = root(*many(20))
        page_of_all = maker([whole, *(told(f"Topic {number}") for number in range(900))]).root(whole.listed)
        made = render(page_of_all, whole.articles)

        assert len(made) <= LARGEST + 900 * 200
        assert len(parsed(made).cssselect(".entries > li")) == MAX_ENTRIES


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> PageTemplates:
    """The built-in templates with the limits of those of a site, which has a file that none of them uses."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "unused.svg").write_text("<svg></svg>", encoding="utf-8")
    return PageTemplates(folder)


class TestLimits:
    """Built-in templates run without the sandbox and its limits, which would change nothing."""

    def test_pages_of_real_articles(self, limited: PageTemplates) -> None:
        assert pages(seeds(), templates=limited) == pages(seeds())

    @examples(0.2)
    @given(hostile=articles, images=st.booleans())
    def test_any_articles(self, limited: PageTemplates, hostile: list[Article], images: bool) -> None:
        feeds, settings = [root(*hostile), told("AI", *hostile)], PageSettings(images=images)

        assert pages(feeds, settings, limited) == pages(feeds, settings)

    def test_episodes(self, limited: PageTemplates) -> None:
        kinds = ("audio/mpeg", "video/mp4")
        files = [Enclosure(url="https://cdn.example/1?a&b", media_type=each, duration=61) for each in kinds]
        feeds = [root(*(article(enclosures=(each,)) for each in files), show=Show())]

        assert pages(feeds, templates=limited) == pages(feeds)


class TestDeterminism:
    """The same page, articles and templates are the same bytes."""

    def test_a_page_is_the_same_again(self) -> None:
        feeds = [root(*many(3)), told("AI", *many(2))]

        assert pages(feeds) == pages(feeds)

    def test_it_has_no_line_ends_but_its_own(self) -> None:
        made = page(article(title="One", summary="Two\r\nthree\u2028four"))

        assert "\r" not in made
        assert "Two three four" in made


def _shape(document: html.HtmlElement) -> list[tuple[str, list[str]]]:
    """The elements of a document and the names of their attributes: what no text may change."""
    return [(str(each.tag), sorted(map(str, each.attrib))) for each in document.iter()]
