"""feed.css: RSS and Atom documents that somebody opens in a browser can be read."""

from pathlib import Path
from typing import Literal

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser

from exporters.pages.snippet import stylesheet
from tests.browser.browsing import served
from tests.makers import document
from tests.pages.making import seeds

PAPER = {"light": "rgb(250, 248, 245)", "dark": "rgb(25, 22, 20)"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["rss", "atom"])
class TestStylesheet:
    """Titles, dates, excerpts and addresses are shown; what is for programs is not."""

    def test_a_feed_can_be_read(
        self, browser: Browser, tmp_path: Path, name: str, scheme: Literal["light", "dark"]
    ) -> None:
        whole = seeds()[0]
        (tmp_path / "feed.css").write_bytes(stylesheet())
        with (
            served(tmp_path) as address,
            browser.new_context(color_scheme=scheme) as context,
            context.new_page() as page,
        ):
            feed = replace(whole.listed.feed, entries=whole.articles, stylesheet=f"{address}feed.css")
            (tmp_path / "feed.xml").write_bytes(document(name, feed))
            page.goto(f"{address}feed.xml")
            shown = page.evaluate(
                "[...document.documentElement.getElementsByTagName('*')]"
                ".filter((each) => each.getClientRects().length && !each.children.length)"
                ".sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)"
                ".map((each) => each.textContent || each.getAttribute('href'))"
            )
            paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
            sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

        first = whole.articles[0]
        assert shown[:3] == [feed.title, feed.description, first.title]
        assert shown[4:6] == [first.summary, first.url]
        assert len(shown) == 2 + 4 * len(whole.articles)
        assert (paper, sideways) == (PAPER[scheme], 0)
