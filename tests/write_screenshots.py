"""Screenshots of the pages: `python -m tests.write_screenshots` writes those of docs/ anew.

`python -m tests.write_screenshots FOLDER` writes one of every page, width and colour scheme there, to be looked at.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal, NamedTuple

from playwright.sync_api import Browser, ViewportSize

from tests.browser.browsing import WIDTHS, chromium, served
from tests.pages.making import pages, seeds, write
from tests.serve.serving import seeds as copy_seeds
from tests.serve.serving import serving

DOCS: Final = Path(__file__).parents[1] / "docs" / "pages"
PAGES: Final = {"root": "index.html", "feed": "topics/ai-hardware/index.html"}
FIRST: Final = ViewportSize(width=760, height=364)  # what docs/index.md and the README show of the root page
Scheme = Literal["light", "dark"]
PREVIEWS: Final[dict[int, Scheme]] = {1280: "light", 390: "dark"}  # schemes by width
SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark")


class Shot(NamedTuple):
    """One picture."""

    page: str  # of PAGES
    width: int  # pixels
    scheme: Scheme

    @property
    def file(self) -> str:
        """`feed-390-dark.png`."""
        return f"{self.page}-{self.width}-{self.scheme}.png"


def shots() -> Iterator[Shot]:
    """Every page at every width in both schemes."""
    return (Shot(page, width, scheme) for page in PAGES for width in WIDTHS for scheme in SCHEMES)


def take(browser: Browser, address: str, shot: Shot, folder: Path, *, whole: bool) -> None:
    """Write the picture of a page below `address`: all of it, or what a screen shows first."""
    size = ViewportSize(width=shot.width, height=WIDTHS[shot.width])
    with browser.new_context(viewport=size, color_scheme=shot.scheme) as context, context.new_page() as page:
        page.goto(address + PAGES[shot.page])
        page.screenshot(path=folder / shot.file, full_page=whole)


def take_first(browser: Browser, address: str, folder: Path) -> None:
    """Write first.png: where to subscribe, on the root page."""
    with browser.new_context(viewport=FIRST, color_scheme="light") as context, context.new_page() as page:
        page.goto(address + PAGES["root"])
        page.evaluate("document.querySelector('#subscribe').scrollIntoView()")
        page.screenshot(path=folder / "first.png")


def take_preview(browser: Browser, folder: Path) -> None:
    """Write preview-1280-light.png and preview-390-dark.png: an entry on the page of `outfeed serve`."""
    with tempfile.TemporaryDirectory() as place, serving(copy_seeds(Path(place))) as preview:
        for width, scheme in PREVIEWS.items():
            size = ViewportSize(width=width, height=WIDTHS[width])
            with browser.new_context(viewport=size, color_scheme=scheme) as context, context.new_page() as page:
                page.goto(f"http://127.0.0.1:{preview.port}/")
                page.locator("#rows a").first.click()
                page.locator("#origins dt").first.wait_for()
                page.evaluate("scrollTo(0, 0)")
                page.screenshot(path=folder / f"preview-{width}-{scheme}.png")


def main() -> None:
    """Write them."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else DOCS
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as out, chromium() as browser, served(Path(out)) as address:
        write(pages(seeds()), Path(out))
        for shot in shots():
            take(browser, address, shot, folder, whole=folder != DOCS)
        take_first(browser, address, folder)
        take_preview(browser, folder)


if __name__ == "__main__":
    main()
