"""Pages in a browser: complete without scripts, alone on the net, right on a phone, unmoved by hostile texts."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.browsing import WIDTHS
from tests.browser.sites import ATTACKS

PAGES = (
    "seeds/index.html",
    "seeds/topics/ai-hardware/index.html",
    "large/index.html",
    "large/topics/topic-9/index.html",
)
ATTACKED = ("hostile/index.html", "hostile/t/0/index.html", "hostile/t/6/index.html")
DOT = b"<svg xmlns='http://www.w3.org/2000/svg' width='12' height='7'><rect width='12' height='7'/></svg>"


def overflow(page: Page) -> int:
    """Pixels by which a page is wider than its window."""
    made: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return made


class TestWithoutScripts:
    """Everything is there: what the feed is, addresses, entries, all feeds."""

    @pytest.mark.parametrize("path", PAGES)
    def test_all_texts_are_to_be_read(self, browser: Browser, address: str, path: str) -> None:
        with browser.new_context(java_script_enabled=False) as context, context.new_page() as page:
            page.goto(address + path)
            addresses = page.locator(".addresses code")
            for summary in page.locator("summary").all():
                summary.click()

            assert [each.is_visible() for each in addresses.all()] == [True] * 3
            assert all(text.startswith("https://") for text in addresses.all_inner_texts())
            assert page.locator(".entries > li:visible").count() == page.locator(".entries > li").count() > 0
            assert page.locator(".group li:visible, .siblings li:visible").count() in {10, 3, 300, 20}

    @pytest.mark.parametrize("path", PAGES)
    def test_nothing_is_shown_that_needs_them(self, browser: Browser, address: str, path: str) -> None:
        with browser.new_context(java_script_enabled=False) as context, context.new_page() as page:
            page.goto(address + path)

            assert page.locator("button:visible, input:visible").count() == 0


class TestRequests:
    """No request leaves but for the page itself; pictures only where they are asked for."""

    @pytest.mark.parametrize("path", PAGES)
    def test_only_the_page_is_loaded(self, browser: Browser, address: str, path: str) -> None:
        with browser.new_context() as context, context.new_page() as page:
            asked, told = [], []
            page.on("request", lambda request: asked.append(request.url))
            page.on("console", lambda message: told.append(message.text))
            page.goto(address + path, wait_until="networkidle")

            assert [url for url in asked if not url.startswith("data:")] == [address + path]
            assert told == []

    def test_pictures_come_without_saying_where_they_are_shown(self, browser: Browser, address: str) -> None:
        with browser.new_context(viewport={"width": 1280, "height": 800}) as context, context.new_page() as page:
            asked: dict[str, str | None] = {}

            def answer(route: Route) -> None:
                asked[route.request.url] = route.request.headers.get("referer")
                route.fulfill(body=DOT, content_type="image/svg+xml")

            page.route("https://img.example.net/**", answer)
            page.goto(address + ATTACKED[1])
            for picture in page.locator("img").all():
                picture.scroll_into_view_if_needed()
            page.wait_for_function("[...document.images].every((image) => image.complete && image.naturalWidth)")

            assert asked == {f"https://img.example.net/{number}.png": None for number in range(len(ATTACKS))}

    def test_a_picture_that_fails_leaves_nothing_behind(self, browser: Browser, address: str) -> None:
        def answer(route: Route) -> None:
            if route.request.url.endswith("/0.png"):
                route.fulfill(body=DOT, content_type="image/svg+xml")
            else:
                route.fulfill(status=404, body="gone", content_type="text/plain")

        with browser.new_context(viewport={"width": 1280, "height": 20_000}) as context, context.new_page() as page:
            page.route("https://img.example.net/**", answer)
            page.goto(address + ATTACKED[1])
            page.wait_for_function("document.images.length === 1")

            assert page.locator("img").get_attribute("src") == "https://img.example.net/0.png"
            assert page.locator(".pictured").count() == 1

    def test_pictures_out_of_sight_are_not_asked_for(self, browser: Browser, address: str) -> None:
        with browser.new_context(viewport={"width": 390, "height": 400}) as context, context.new_page() as page:
            page.route(
                "https://img.example.net/**", lambda route: route.fulfill(body=DOT, content_type="image/svg+xml")
            )
            page.goto(address + ATTACKED[0], wait_until="networkidle")

            assert page.locator("img").last.evaluate("(image) => image.complete") is False


class TestWidth:
    """No page is wider than its window."""

    @pytest.mark.parametrize("width", [320, *WIDTHS])
    @pytest.mark.parametrize("path", [*PAGES, *ATTACKED])
    def test_nobody_scrolls_sideways(self, browser: Browser, address: str, path: str, width: int) -> None:
        with browser.new_context(viewport={"width": width, "height": 844}) as context, context.new_page() as page:
            page.route(
                "https://img.example.net/**", lambda route: route.fulfill(body=DOT, content_type="image/svg+xml")
            )
            page.goto(address + path)

            assert overflow(page) == 0


class TestLongTitles:
    """Titles of 200 letters leave room for the rest."""

    @pytest.mark.parametrize(("width", "most"), [(390, 6), (1280, 4)])
    def test_they_take_few_lines(self, browser: Browser, address: str, width: int, most: int) -> None:
        with browser.new_context(viewport={"width": width, "height": 844}) as context, context.new_page() as page:
            page.route(
                "https://img.example.net/**", lambda route: route.fulfill(body=DOT, content_type="image/svg+xml")
            )
            page.goto(f"{address}crowded/long/index.html")
            name, title = page.locator("h1, .entries h3").evaluate_all(
                "(titles) => titles.map((each) => { const style = getComputedStyle(each);"
                " const height = each.clientHeight - parseFloat(style.paddingTop);"
                " return Math.round(height / parseFloat(style.lineHeight)) })"
            )

            assert len(page.locator("h1").inner_text()) > 190
            assert page.locator(".entries h3").text_content() == page.locator("h1").inner_text()
        assert name <= most
        assert title <= 4


class TestList:
    """The list of all feeds, on a phone and on a screen."""

    @pytest.mark.parametrize("width", [390, 768, 900, 1280])
    def test_a_count_stands_on_one_line(self, browser: Browser, address: str, width: int) -> None:
        with browser.new_context(viewport={"width": width, "height": 844}) as context, context.new_page() as page:
            page.goto(f"{address}crowded/index.html")
            lines = page.locator(".group i").evaluate_all(
                "(counts) => counts.map((each) => { const range = document.createRange();"
                " range.selectNodeContents(each); return range.getClientRects().length })"
            )

        assert set(lines) == {1}

    def test_on_a_screen_it_takes_the_width(self, browser: Browser, address: str) -> None:
        with browser.new_context(viewport={"width": 1280, "height": 844}) as context, context.new_page() as page:
            page.goto(f"{address}crowded/index.html")
            box = page.locator("#feeds").bounding_box()

        assert box is not None
        assert box["width"] >= 1200


class TestHostileTexts:
    """Texts are shown as they were written, and do nothing."""

    @pytest.mark.parametrize("path", ATTACKED)
    def test_no_script_of_theirs_runs(self, browser: Browser, address: str, path: str) -> None:
        with browser.new_context() as context, context.new_page() as page:
            told: list[str] = []
            page.on("console", lambda message: told.append(message.text))
            page.route(
                "https://img.example.net/**", lambda route: route.fulfill(body=DOT, content_type="image/svg+xml")
            )
            page.goto(address + path)
            for heading in page.locator("h1, h3").all():
                heading.hover()

            assert page.evaluate("typeof attacked") == "undefined"
            assert told == []

    def test_they_are_read_as_they_were_written(self, browser: Browser, address: str) -> None:
        with browser.new_context() as context, context.new_page() as page:
            page.goto(address + ATTACKED[1])

            assert page.locator("h1").inner_text() == ATTACKS[0]
            assert page.title() == f"{ATTACKS[0]} (t/0)"  # the feed of the whole site has that title too
            assert page.locator(".entries h3").all_inner_texts()[:6] == list(ATTACKS[:6])


class TestFolders:
    """Pages work from a folder as they do from a server."""

    def test_links_lead_from_page_to_page(self, browser: Browser, out: Path) -> None:
        with browser.new_context() as context, context.new_page() as page:
            page.goto((out / "large" / "index.html").as_uri())
            page.get_by_role("link", name="R&D").click()
            page.get_by_role("link", name="机器学习").click()

            assert page.locator("h1").inner_text() == "机器学习"

            page.get_by_role("link", name="All feeds", exact=True).first.click()

            assert page.url == (out / "large" / "index.html").as_uri()
