"""Bodies of hostile HTML in a browser: nothing in them runs, and nothing leaves the page."""

from typing import Final

import pytest
from playwright.sync_api import Browser, Page, Request, Route

from exporters.bodies.html.clean import clean
from tests.bodies.attacks import attacks
from tests.bodies.test_html import absolute

PREFIX: Final = "o12345678-"
WATCH: Final = (
    "window.ran = []; for (const name of ['alert', 'msgbox', 'confirm', 'prompt']) window[name] = x => ran.push(x)"
)
PICTURES: Final = frozenset({"image", "media"})  # what a reader loads by itself


def show(page: Page, html: str, kind: str) -> list[str]:
    """Write HTML into a page as `kind` of reader does, press on all of it, and return what asked for an address."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        request: Request = route.request
        if request.resource_type not in PICTURES:
            asked.append(request.url)
        route.abort()

    page.set_content(f"<!DOCTYPE html><html><head><script>{WATCH}</script></head><body><main></main></body></html>")
    page.route("**/*", answer)
    if kind == "document":
        page.evaluate("html => { document.open(); document.write(html); document.close() }", html)
        page.evaluate(
            f"{WATCH.replace('= []', '??= []')}; null"
        )  # without null Playwright would call the last function
    elif kind == "twice":
        page.evaluate(
            "html => { const m = document.querySelector('main'); m.innerHTML = html; m.innerHTML = m.innerHTML }", html
        )
    else:
        page.evaluate("html => { document.querySelector('main').innerHTML = html }", html)
    page.evaluate(
        """() => { for (const each of document.querySelectorAll('main *, body *')) {
            for (const kind of ['click', 'mouseover', 'focus', 'toggle', 'load', 'error', 'begin', 'beforetoggle'])
                each.dispatchEvent(new Event(kind, {bubbles: true, cancelable: true}));
        } }"""
    )
    return asked


@pytest.fixture
def cleaned() -> str:
    """All attacks, each cleaned alone, in one page."""
    return "\n".join(clean(each, absolute, PREFIX).html for each in attacks())


class TestNothingRuns:
    """Whatever way a reader takes to show it."""

    @pytest.mark.parametrize("kind", ["once", "twice", "document"])
    def test_what_is_left_of_every_attack(self, browser: Browser, cleaned: str, kind: str) -> None:
        links = f"a[href]:not([href^='https://']):not([href^='http://']):not([href^='#{PREFIX}'])"
        with browser.new_context() as context, context.new_page() as page:
            asked = show(page, cleaned, kind)

            assert page.evaluate("window.ran") == []
            assert asked == []
            assert page.locator(f"{links}:not([href^='mailto:']):not([href^='tel:'])").count() == 0
            assert page.locator("script, svg, iframe, object, embed, form, input, style, link, base, meta").count() == (
                1 if kind != "document" else 0
            )

    def test_the_attacks_themselves_do(self, browser: Browser) -> None:
        with browser.new_context() as context, context.new_page() as page:
            show(page, "<img src='data:,' onerror='alert(1)'><p onclick='alert(2)'>x</p>", "once")
            page.wait_for_function("window.ran.length > 1")

            assert set(page.evaluate("window.ran")) == {1, 2}


class TestFormulas:
    """MathML that stays is drawn."""

    def test_a_formula_is_one(self, browser: Browser) -> None:
        html = clean("<p><math><msup><mi>x</mi><mn>2</mn></msup></math></p>", absolute).html
        with browser.new_context() as context, context.new_page() as page:
            page.set_content(html)

            assert page.evaluate("document.querySelector('msup') instanceof MathMLElement")

    def test_a_link_within_the_entry_leads_to_its_target(self, browser: Browser) -> None:
        html = clean('<a href="#nöte">1</a><p id="nöte">note</p>', absolute, PREFIX).html
        with browser.new_context() as context, context.new_page() as page:
            page.set_content(html)
            page.click("a")

            assert page.evaluate("document.querySelector(':target').textContent") == "note"
