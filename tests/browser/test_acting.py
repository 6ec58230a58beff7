"""What people do on the pages: copy an address, filter the list, go by keyboard."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

FEED = "large/topics/topic-9/index.html"
BASE = "https://example.org/feeds/topics/topic-9/"
FORMATS = {"RSS": "rss.xml", "Atom": "atom.xml", "JSON Feed": "feed.json"}


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that may use the clipboard."""
    with browser.new_context() as context, context.new_page() as opened:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address.rstrip("/"))
        yield opened


def clipboard(page: Page) -> str:
    """What was copied."""
    made: str = page.evaluate("navigator.clipboard.readText()")
    return made


def found(page: Page) -> list[str]:
    """The names of the feeds that the list shows."""
    names: list[str] = page.locator(".group li:visible a").all_inner_texts()
    return names


class TestCopy:
    """One button a format copies its address, exactly."""

    @pytest.mark.parametrize("label", FORMATS)
    def test_a_button_copies_the_address(self, page: Page, address: str, label: str) -> None:
        page.goto(address + FEED)
        page.get_by_role("button", name=f"Copy {label} address").click()

        expect(page.get_by_role("status")).to_have_text(f"{label} address copied")
        assert clipboard(page) == BASE + FORMATS[label]

    def test_the_button_says_so_too_and_returns(self, page: Page, address: str) -> None:
        page.clock.install()
        page.goto(address + FEED)
        button = page.get_by_role("button").first
        button.click()

        expect(button).to_have_text("Copied RSS address")

        page.clock.run_for(5000)

        expect(button).to_have_text("Copy RSS address")

    @pytest.mark.parametrize("has_clipboard", [True, False])
    def test_what_shows_letters_is_copied_encoded(self, page: Page, address: str, has_clipboard: bool) -> None:
        if not has_clipboard:
            page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error())")
        page.goto(f"{address}large/topics/机器学习/index.html")

        expect(page.locator("code").first).to_have_text("https://example.org/feeds/topics/机器学习/rss.xml")

        page.get_by_role("button").first.click()

        expect(page.get_by_role("status")).to_have_text("RSS address copied")
        assert clipboard(page) == "https://example.org/feeds/topics/%E6%9C%BA%E5%99%A8%E5%AD%A6%E4%B9%A0/rss.xml"

    def test_it_works_by_keyboard(self, page: Page, address: str) -> None:
        page.goto(address + FEED)
        page.get_by_role("button").nth(1).focus()
        page.keyboard.press("Enter")

        expect(page.get_by_role("status")).to_have_text("Atom address copied")
        assert clipboard(page) == f"{BASE}atom.xml"

    def test_it_works_where_the_clipboard_is_not_to_be_had(self, page: Page, address: str) -> None:
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        page.goto(address + FEED)
        page.get_by_role("button").first.click()

        expect(page.get_by_role("status")).to_have_text("RSS address copied")
        assert page.evaluate("String(getSelection())") == f"{BASE}rss.xml"

    def test_at_worst_the_address_is_selected(self, page: Page, address: str) -> None:
        page.add_init_script(
            "Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false"
        )
        page.goto(address + FEED)
        page.get_by_role("button").first.click()

        expect(page.get_by_role("status")).to_have_text("RSS address selected: copy it with the keyboard")
        assert page.evaluate("String(getSelection())") == f"{BASE}rss.xml"

    def test_it_works_from_a_folder(self, browser: Browser, out: Path) -> None:
        with browser.new_context() as context, context.new_page() as page:
            page.goto((out / FEED).as_uri())
            page.get_by_role("button").first.click()

            expect(page.get_by_role("status")).to_have_text("RSS address copied")

    def test_an_address_is_selected_whole_by_a_click(self, page: Page, address: str) -> None:
        page.goto(address + FEED)
        page.locator("code").nth(2).click()

        assert page.evaluate("String(getSelection())") == f"{BASE}feed.json"


class TestFilter:
    """The list shows the feeds whose name contains what was typed."""

    @pytest.mark.parametrize(
        ("typed", "names"),
        [
            ("topic 29", ["Topic 29", "Topic 290", "Topic 291"]),
            ("kunst", ["Künstliche Intelligenz"]),
            ("KÜNSTLICHE", ["Künstliche Intelligenz"]),
            ("strasse", ["Straße"]),
            ("straß", ["Straße"]),
            ("οδος", ["Οδός"]),
            ("ΟΔΌΣ", ["Οδός"]),
            ("学习", ["机器学习"]),
            ("الآلي", ["التعلم الآلي"]),
            ("&", ["R&D"]),
            ("CAFE S", ["Café society"]),
            ("nothing of the kind", []),
        ],
    )
    def test_whatever_the_case_and_the_accents(self, page: Page, address: str, typed: str, names: list[str]) -> None:
        page.goto(f"{address}large/index.html")
        page.get_by_label("Filter by name").fill(typed)

        assert found(page) == names
        expect(page.locator("#found")).to_have_text(f"{len(names)} of 300 feeds")

    def test_groups_without_any_disappear(self, page: Page, address: str) -> None:
        page.goto(f"{address}seeds/index.html")
        page.get_by_label("Filter by name").fill("wired")

        assert page.locator(".group h3:visible").all_inner_texts() == ["Providers"]

    def test_it_works_by_keyboard_alone(self, page: Page, address: str) -> None:
        page.goto(f"{address}large/index.html")
        page.get_by_role("link", name="300 feeds").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("straße")

        assert found(page) == ["Straße"]

        page.keyboard.press("Enter")
        page.keyboard.press("Tab")  # the heading of the group, which folds it
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        expect(page.locator("h1")).to_have_text("Straße")

    def test_escape_shows_all_again(self, page: Page, address: str) -> None:
        page.goto(f"{address}large/index.html")
        page.get_by_label("Filter by name").fill("straße")
        page.get_by_label("Filter by name").dispatch_event("keydown", {"key": "Escape"})  # not all browsers act on it

        assert len(found(page)) == 300
        expect(page.locator("#found")).to_have_text("")

    def test_what_was_typed_holds_when_somebody_comes_back(self, page: Page, address: str) -> None:
        page.goto(f"{address}large/index.html")
        page.get_by_label("Filter by name").fill("straße")
        page.get_by_role("link", name="Straße").click()
        expect(page.locator("h1")).to_have_text("Straße")
        page.go_back()

        expect(page.get_by_label("Filter by name")).to_have_value("straße")
        expect(page.locator("#found")).to_have_text("1 of 300 feeds")
        assert found(page) == ["Straße"]


class TestFolding:
    """On a phone large groups of a long list are folded; the filter looks into them."""

    @pytest.fixture
    def phone(self, browser: Browser, address: str) -> Iterator[Page]:
        """The list of 187 feeds on a phone."""
        with browser.new_context(viewport={"width": 390, "height": 844}) as context, context.new_page() as opened:
            opened.goto(f"{address}crowded/index.html")
            yield opened

    def test_the_page_is_short(self, phone: Page) -> None:
        assert phone.locator(".group li:visible").count() == 8  # three main feeds and five years
        assert phone.locator("summary").all_inner_texts() == ["Topics\n120", "Authors\n59"]
        assert phone.evaluate("document.documentElement.scrollHeight") < 3000

    def test_a_group_opens_by_keyboard(self, phone: Page) -> None:
        phone.locator("summary").nth(1).focus()
        phone.keyboard.press("Enter")

        expect(phone.get_by_role("link", name="Author 58 and others")).to_be_visible()
        assert phone.locator(".group li:visible").count() == 8 + 59

    def test_what_was_typed_is_found_in_folded_groups(self, phone: Page) -> None:
        phone.locator("summary").nth(1).click()
        phone.get_by_label("Filter by name").fill("topic 11")

        assert len(found(phone)) == 11

        phone.get_by_label("Filter by name").fill("")

        expect(phone.locator("details").nth(0)).not_to_have_attribute("open", "")
        expect(phone.locator("details").nth(1)).to_have_attribute("open", "")

    def test_a_screen_shows_all(self, page: Page, address: str) -> None:
        page.goto(f"{address}crowded/index.html")

        assert len(found(page)) == 187


class TestKeyboard:
    """Tab goes from top to bottom, and shows where it is."""

    def test_the_first_stop_skips_to_the_content(self, page: Page, address: str) -> None:
        page.goto(address + FEED)
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to the content")

        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()

        page.keyboard.press("Enter")
        page.keyboard.press("Tab")

        expect(page.get_by_role("link", name="RSS", exact=True)).to_be_focused()

    def test_every_stop_is_visible_and_below_the_one_before(self, page: Page, address: str) -> None:
        page.set_viewport_size({"width": 1000, "height": 844})  # a wider page has two columns
        page.goto(f"{address}seeds/index.html")
        stops = page.locator("main a, main button, main input").count()
        page.locator("main").focus()
        outlines, tops = [], []
        for _ in range(stops):
            page.keyboard.press("Tab")
            outline, top, column = page.evaluate(
                "(() => { const at = document.activeElement, box = at.getBoundingClientRect();"
                " return [getComputedStyle(at).outlineWidth, box.bottom + scrollY, Boolean(at.closest('.group'))] })()"
            )
            outlines.append(outline)
            tops += [] if column else [top]  # the list has columns

        assert set(outlines) == {"3px"}
        assert all(after > before - 40 for before, after in pairwise(tops))
