"""Pictures and sound of the site in the frames of `outfeed serve`: they show and play at once, without other hosts."""

import re
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, Response, expect

from tests.browser.test_preview import PATIENT, address
from tests.serve.serving import SETTINGS, PreviewClient, serving
from tests.serve.test_served_pictures import PIXEL

EPISODE = """\
---
title: A tone
webUrl: https://example.org/tone/
publishedDateTime: 2021-08-21T07:30:00Z
enclosures: [{url: https://example.org/audio/tone.wav}]
images: [{url: https://example.org/audio/cover.gif}]
chapters:
  - {start: 0, title: The beginning}
  - {start: 65, title: "The <b>end</b>"}
---

![Beside](beside.gif) and ![Gone](gone.gif)
"""
SECONDS: Final = 2
VIEWS: Final = {"Full article": "full", "Card": "card", "E-mail": "mail", "Podcast player": "podcast"}


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreviewClient]:
    """A site with one episode."""
    folder = tmp_path_factory.mktemp("podcast")
    source, audio = folder / "articles", folder / "audio"
    source.mkdir()
    audio.mkdir()
    settings = SETTINGS.replace("{path: .", "{media: {/audio/: ../audio}, path: .")
    (source / "outfeed.yaml").write_text(f"{settings}feeds: [{{path: '', podcast: {{}}}}]\n", encoding="utf-8")
    (source / "tone.md").write_text(EPISODE, encoding="utf-8")
    for file in (source / "beside.gif", audio / "cover.gif"):
        file.write_bytes(PIXEL)
    write_tone(audio / "tone.wav")
    with serving(source) as client:
        yield client


def write_tone(path: Path) -> None:
    """A saw-tooth of two seconds."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(44_100)
        file.writeframes(bytes(range(0, 256, 4)) * (44_100 * SECONDS // 64))


@pytest.fixture
def answers() -> list[Response]:
    """What the page got."""
    return []


@pytest.fixture
def page(browser: Browser, preview: PreviewClient, answers: list[Response]) -> Iterator[Page]:
    """A tab with the episode."""

    def note(response: Response) -> None:
        answers.append(response)

    with browser.new_context() as context, context.new_page() as opened:
        opened.set_default_timeout(PATIENT)
        opened.on("response", note)
        opened.goto(address(preview))
        opened.get_by_role("link", name="A tone").click()
        expect(opened.locator("#entry-title")).to_have_text("A tone")
        yield opened


def frame(page: Page, view: str) -> FrameLocator:
    """The entry in a view."""
    page.get_by_label(view).check()
    expect(page.locator("#frame")).to_have_attribute("src", re.compile(f"view={VIEWS[view]}"))
    return page.frame_locator("#frame")


class TestPodcast:
    """The player of an episode whose file is on this machine."""

    def test_it_plays_and_jumps_by_ranges(self, page: Page, answers: list[Response]) -> None:
        player = frame(page, "Podcast player").locator("audio")
        player.evaluate("(audio) => { audio.muted = true; audio.currentTime = 1.5; audio.play(); }")
        expect(player).to_have_js_property("ended", True, timeout=PATIENT)

        assert round(player.evaluate("(audio) => audio.duration"), 1) == SECONDS
        files = [each for each in answers if each.headers.get("content-type", "").startswith("audio/")]
        assert {each.status for each in files} == {206}
        assert files[0].headers["content-range"].startswith("bytes 0-")

    def test_its_chapters_stand_below(self, page: Page) -> None:
        chapters = frame(page, "Podcast player").locator(".chapters li")

        expect(chapters).to_have_text(["0:00 The beginning", "1:05 The <b>end</b>"])

    def test_its_cover_shows(self, page: Page) -> None:
        cover = frame(page, "Podcast player").locator(".episode img")

        expect(cover).to_have_js_property("naturalWidth", 1)


class TestPictures:
    """Pictures beside the article."""

    @pytest.mark.parametrize("view", ["Full article", "E-mail"])
    def test_they_show_at_once_and_others_are_their_text(self, page: Page, view: str) -> None:
        shown = frame(page, view)

        expect(shown.get_by_alt_text("Beside")).to_have_js_property("naturalWidth", 1)
        expect(shown.locator(".left-out")).to_have_text(["Gone"])

    def test_nobody_else_is_asked(self, page: Page, answers: list[Response], preview: PreviewClient) -> None:
        expect(frame(page, "Card").locator("img")).to_have_js_property("naturalWidth", 1)

        assert {each.url.split("/")[2] for each in answers} == {f"127.0.0.1:{preview.port}"}
