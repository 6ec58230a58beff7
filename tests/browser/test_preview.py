"""The page of `outfeed serve` in a browser: what it shows, and that it follows the files."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Literal

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, Route, ViewportSize, expect

from tests.browser.browsing import WIDTHS
from tests.browser.test_accessible import AXE, RULES, told
from tests.serve.serving import PreviewClient, seeds, serving, site

SECTIONS: Final = {
    "entries": "#rows a",
    "document": "#lines li",
    "plan": "#plan-feeds details",
    "held": "#held-lists li",
}
HOSTILE: Final = """\
---
title: "Use <b> & <code> well"
publishedDateTime: 2021-09-28T07:30:00Z
updatedDateTime: 2021-09-29T07:30:00Z
webUrl: https://example.org/own/
topics: [HTML, 机器学习]
excerpt: The summary of it.
---

The body. ![A picture](https://img.example.net/p.png)

<script>alert(1)</script>
"""
BROKEN: Final = "---\ntitle: Broken\npublishedDateTime: 24/08/2021\nwebUrl: https://example.org/broken\n---\n"
DRAFT: Final = (
    "---\ntitle: A draft\ndraft: true\npublishedDateTime: 2021-08-24\nwebUrl: https://example.org/draft\n---\n"
)
PATIENT: Final = 30_000  # milliseconds at most for a build on a busy machine


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The owner's articles, one with HTML in its title, one with an error, and a draft."""
    folder = seeds(tmp_path_factory.mktemp("preview"))
    for name, text in {"hostile": HOSTILE, "broken": BROKEN, "draft": DRAFT}.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def preview(source: Path) -> Iterator[PreviewClient]:
    """A server that looks at the files again and again."""
    with serving(source, polls=True) as client:
        yield client


@pytest.fixture
def page(browser: Browser, preview: PreviewClient) -> Iterator[Page]:
    """A tab with the entries of the first feed."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context, context.new_page() as opened:
        opened.set_default_timeout(PATIENT)
        opened.goto(address(preview))
        expect(opened.locator("#rows a").first).to_be_visible(timeout=PATIENT)
        yield opened


def address(preview: PreviewClient, section: str = "") -> str:
    """Where the page is."""
    return f"http://127.0.0.1:{preview.port}/{f'#section={section}' if section else ''}"


def titles(page: Page) -> list[str]:
    """What the list shows."""
    shown: list[str] = page.locator("#rows a").all_inner_texts()
    return shown


def opened_entry(page: Page, title: str = "Use <b> & <code> well") -> FrameLocator:
    """The frame of an entry."""
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.locator("#entry-title")).to_have_text(title)
    return page.frame_locator("#frame")


class TestFollowing:
    """The page changes with the files, without a reload."""

    def test_an_edited_article_shows_at_once(self, page: Page, source: Path) -> None:
        page.evaluate("window.isTheSame = true")
        file, before = source / "hostile.md", HOSTILE
        try:
            file.write_text(before.replace("Use <b> & <code> well", "Another title"), encoding="utf-8")

            expect(page.get_by_role("link", name="Another title", exact=True)).to_be_visible(timeout=PATIENT)
        finally:
            file.write_text(before, encoding="utf-8")

        expect(page.get_by_role("link", name="Use <b> & <code> well")).to_be_visible(timeout=PATIENT)
        assert page.evaluate("window.isTheSame")

    def test_an_error_stands_at_its_line_above_the_last_good_state(self, browser: Browser, tmp_path: Path) -> None:
        file = site(tmp_path) / "2.md"
        before = file.read_text(encoding="utf-8")
        with (
            serving(file.parent, polls=True) as preview,
            browser.new_context() as context,
            context.new_page() as page,
        ):
            page.goto(address(preview))
            expect(page.locator("#rows a")).to_have_text(["Article 3", "Article 2", "Article 1"])
            file.write_text(before.replace("2021-08-22T07:30:00Z", "soon"), encoding="utf-8")
            problems = page.locator("#problems")

            expect(problems).to_contain_text("2.md:4:1", timeout=PATIENT)
            expect(problems.locator("pre")).to_have_text("publishedDateTime: soon")
            expect(problems.get_by_role("link", name="date-unreadable")).to_be_visible()
            expect(page.locator("#status")).to_have_text("The build failed: this is the last good state")
            assert titles(page) == ["Article 3", "Article 2", "Article 1"]

            file.write_text(before.replace("Article 2", "Article two"), encoding="utf-8")

            expect(problems).to_be_hidden(timeout=PATIENT)
            expect(page.locator("#rows a")).to_have_text(["Article 3", "Article two", "Article 1"])

    def test_what_was_typed_and_opened_stays(self, page: Page, source: Path) -> None:
        page.get_by_label("Search title").fill("html")
        opened_entry(page)
        page.get_by_label("Search title").focus()
        try:
            (source / "hostile.md").write_text(HOSTILE.replace("The body", "Another body"), encoding="utf-8")

            expect(page.frame_locator("#frame").locator("body")).to_contain_text("Another body", timeout=PATIENT)
        finally:
            (source / "hostile.md").write_text(HOSTILE, encoding="utf-8")
        assert page.get_by_label("Search title").input_value() == "html"
        expect(page.get_by_label("Search title")).to_be_focused()

    def test_ten_tabs_follow_by_one_stream(
        self, browser: Browser, preview: PreviewClient, source: Path
    ) -> None:  # browsers allow six connections to a host
        with browser.new_context() as context:
            tabs = [context.new_page() for _ in range(10)]
            for tab in tabs:
                tab.goto(address(preview))
                expect(tab.locator("#rows a").first).to_be_visible(timeout=PATIENT)

            assert len(preview.session.streams) == 1

            tabs[0].close()  # which had the stream
            try:
                (source / "hostile.md").write_text(HOSTILE.replace("Use <b>", "Take <b>"), encoding="utf-8")
                for tab in tabs[1:]:
                    expect(tab.get_by_role("link", name="Take <b>")).to_be_visible(timeout=PATIENT)
            finally:
                (source / "hostile.md").write_text(HOSTILE, encoding="utf-8")
            expect(tabs[1].get_by_role("link", name="Use <b>")).to_be_visible(timeout=PATIENT)

    def test_a_page_that_is_left_closes_its_stream(self, page: Page) -> None:
        with page.expect_event("requestfailed", lambda request: request.url.endswith("/_outfeed/events")):
            page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")

        with page.expect_request(lambda request: request.url.endswith("/_outfeed/events")):
            page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow'))")


class TestList:
    """The entries of a feed."""

    @pytest.mark.parametrize("typed", ["html", "HTML well", "机器学习", "use <b>"])
    def test_title_source_and_topic_are_searched(self, page: Page, typed: str) -> None:
        page.get_by_label("Search title").fill(typed)

        assert titles(page) == ["Use <b> & <code> well"]
        expect(page.locator("#found")).to_have_text(re.compile(r"1 of \d+ entries"))

    def test_thousands_are_searched_though_few_are_shown(self, page: Page, preview: PreviewClient) -> None:
        row = preview.json("feed", path="")["entries"][0]
        rows = [row | {"key": str(number), "title": f"Entry {number}"} for number in range(5000)]
        page.route("**/_outfeed/feed?*", lambda route: route.fulfill(json={"path": "", "entries": rows}))
        page.reload()
        expect(page.locator("#found")).to_have_text("5,000 entries")

        assert page.locator("#rows li").count() < 500

        page.get_by_label("Search title").fill("entry 4999")

        assert titles(page) == ["Entry 4999"]

    def test_more_come_by_scrolling(self, page: Page, preview: PreviewClient) -> None:
        row = preview.json("feed", path="")["entries"][0]
        rows = [row | {"key": str(number), "title": f"Entry {number}"} for number in range(150)]
        page.route("**/_outfeed/feed?*", lambda route: route.fulfill(json={"path": "", "entries": rows}))
        page.reload()
        expect(page.get_by_role("link", name="Entry 0", exact=True)).to_be_visible()
        for last in ("Entry 59", "Entry 119", "Entry 149"):
            page.get_by_role("link", name=last, exact=True).scroll_into_view_if_needed()

        assert len(titles(page)) == 150

    def test_arrow_keys_go_through_it(self, page: Page) -> None:
        page.get_by_label("Search title").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")

        expect(page.locator("#rows a").nth(1)).to_be_focused()

        page.keyboard.press("Enter")

        expect(page.locator("#entry-title")).to_be_focused()

        page.go_back()

        expect(page.locator("#entry")).to_be_hidden()

    def test_it_can_be_sorted_by_update(self, page: Page) -> None:
        page.get_by_label("Order").select_option("updated")

        assert titles(page)[0] == "Use <b> & <code> well"


class TestEntry:
    """An entry as readers show it."""

    @pytest.mark.parametrize(
        ("view", "text"),
        [
            ("Full article", "The body."),
            ("Card", "Picture not loaded"),
            ("Text, as newsboat", "Title: Use <b> & <code> well"),
            ("E-mail", "Subject"),
            ("Podcast player", "podcast apps leave this entry out"),
        ],
    )
    def test_each_kind_of_reader(self, page: Page, view: str, text: str) -> None:
        frame = opened_entry(page)
        page.get_by_label(view).check()
        expected = "No picture" if view == "Card" else text

        expect(frame.locator("body")).to_contain_text(expected)

    def test_the_switches(self, page: Page) -> None:
        frame = opened_entry(page)
        page.get_by_label("takes the excerpt").check()

        expect(frame.locator("body")).to_contain_text("The summary of it.")

        page.get_by_label("cuts HTML from titles").check()

        expect(frame.locator("h1")).to_have_text("Use & well")
        expect(page.locator("#entry-title")).to_have_text("Use & well")

        page.get_by_label("shows the date of the update").check()

        expect(frame.locator("time")).to_have_text("2021-09-29 07:30 UTC")

    def test_they_hold_when_somebody_comes_back(self, page: Page) -> None:
        opened_entry(page)
        page.get_by_label("E-mail").check()
        page.reload()

        expect(page.get_by_label("E-mail")).to_be_checked()
        expect(page.frame_locator("#frame").locator("dl")).to_contain_text("Subject")

    def test_pictures_of_others_load_behind_a_switch_alone(self, page: Page) -> None:
        asked: list[str] = []

        def answer(route: Route) -> None:
            asked.append(route.request.url)
            route.fulfill(body=b"", content_type="image/png")

        page.route("https://img.example.net/**", answer)
        frame = opened_entry(page)
        expect(frame.locator("body")).to_contain_text("The body.")

        assert asked == []

        with page.expect_response("https://img.example.net/**"):
            page.get_by_label("loads pictures").check()

        assert asked == ["https://img.example.net/p.png"]

    def test_each_value_says_where_it_came_from(self, page: Page) -> None:
        opened_entry(page)
        title = page.locator("#origins > div").filter(has=page.locator("dt", has_text=re.compile("^title$")))

        expect(title).to_contain_text("from title, line 2")
        expect(title.locator(".place")).to_have_text(re.compile(r"hostile\.md:2$"))


class TestOtherParts:
    """The documents, the plan, and what is in no feed."""

    def test_the_feed_can_be_chosen_on_a_phone_after_an_entry_was_read(self, page: Page) -> None:
        page.set_viewport_size({"width": 390, "height": 844})
        opened_entry(page)
        expect(page.get_by_label("Feed", exact=True)).to_be_hidden()
        page.get_by_role("link", name="Documents").click()

        expect(page.get_by_label("Feed", exact=True)).to_be_visible()

    def test_findings_stand_at_their_lines(self, page: Page) -> None:
        page.get_by_role("link", name="Documents").click()
        finding = page.locator("#lines .finding")

        expect(finding.first).to_contain_text("[rss-title-markup]")
        expect(finding.first.locator("xpath=..")).to_contain_text(
            "<title>Use &lt;b&gt; &amp; &lt;code&gt; well</title>"
        )
        expect(page.locator("#lines li").first.locator(".t-tag").first).to_have_text("<?xml")

    def test_the_plan_says_what_is_new(self, page: Page) -> None:
        page.get_by_role("link", name="Plan").click()

        expect(page.locator("#plan-facts")).to_have_text(re.compile(r"Compared with .*: \d+ new\."))

    def test_what_is_in_no_feed_stands_apart(self, page: Page) -> None:
        page.get_by_role("link", name="Not in the feeds 2").click()
        lists = page.locator("#held-lists section")

        expect(lists.nth(0)).to_contain_text("broken.md")
        expect(lists.nth(1)).to_contain_text("draft.md")
        expect(page.locator("#entries")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
class TestForEverybody:
    """Whatever the screen, the scheme and the tool."""

    def test_axe_finds_nothing_and_nobody_scrolls_sideways(
        self, browser: Browser, preview: PreviewClient, width: int, scheme: Literal["light", "dark"]
    ) -> None:
        size, found = ViewportSize(width=width, height=WIDTHS[width]), dict[str, Any]()
        with (
            browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True) as context,
            context.new_page() as page,
        ):
            for section, part in SECTIONS.items():
                page.goto(address(preview, section))
                expect(page.locator(part).first).to_be_visible(timeout=PATIENT)
                if section == "entries":
                    page.locator(part).first.click()
                    expect(page.locator("#origins dt").first).to_be_visible()
                page.evaluate(AXE)
                results = page.evaluate("(rules) => axe.run(document, rules)", RULES)
                sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                doubts = [each for each in results["incomplete"] if each["id"] != "frame-tested"]  # it runs no scripts
                found[section] = [told(results["violations"]), told(doubts), sideways]

        assert found == {section: [[], [], 0] for section in SECTIONS}
