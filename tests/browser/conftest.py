"""One Chromium for all tests of a run, and one server with the pages of four sites."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from exporters.settings.values import PageSettings
from tests.browser.browsing import chromium, served
from tests.browser.sites import crowded, hostile, large
from tests.pages.making import pages, seeds, write


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window. It ends with the module: a process that runs threads is not forked."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four sites, each in a folder: the owner's articles, 300 and 187 feeds, hostile texts with pictures."""
    folder = tmp_path_factory.mktemp("out")
    write(pages(seeds()), folder / "seeds")
    write(pages(large()), folder / "large")
    write(pages(crowded(), PageSettings(images=True)), folder / "crowded")
    write(hostile(), folder / "hostile")
    return folder


@pytest.fixture(scope="module")
def address(out: Path) -> Iterator[str]:
    """Where they are served; ends with "/"."""
    with served(out) as url:
        yield url
