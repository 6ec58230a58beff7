"""axe-core finds nothing: on any page, at any width, in either colour scheme, with whatever is shown."""

from importlib.resources import files
from typing import Any, Final, Literal

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.browser.browsing import WIDTHS

AXE: Final = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES: Final = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations", "incomplete"],
}


def told(results: list[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    """The rules that found something, each with the elements."""
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in results]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "path",
    [
        "seeds/index.html",
        "seeds/topics/ai-hardware/index.html",
        "large/index.html",
        "crowded/index.html",
        "hostile/index.html",
        "hostile/t/0/index.html",
    ],
)
class TestAxe:
    """WCAG 2.2 A and AA, and best practice."""

    def test_it_finds_nothing(
        self, browser: Browser, address: str, path: str, width: int, scheme: Literal["light", "dark"]
    ) -> None:
        size, bypass = ViewportSize(width=width, height=WIDTHS[width]), True  # axe-core itself is no script of the page
        with (
            browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=bypass) as context,
            context.new_page() as page,
        ):
            page.route("https://img.example.net/**", lambda route: route.fulfill(body=b"", content_type="image/png"))
            page.goto(address + path)
            if page.get_by_label("Filter by name").count():
                page.get_by_label("Filter by name").fill("a")
            page.get_by_role("button").first.click()
            page.evaluate(AXE)
            found = page.evaluate("(rules) => axe.run(document, rules)", RULES)

        assert told(found["violations"]) == []
        assert told(found["incomplete"]) == []
        assert len(found["passes"]) > 20
