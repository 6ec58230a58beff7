"""Pictures in frames: those of the site show at once, from this machine; others behind a switch, else their text."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from exporters.serve.page.pictures import place_pictures
from tests.serve.serving import SETTINGS, PreviewClient, serving

PIXEL = bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b")
OWN = {"https://example.org/a.png": "/local/a"}
ARTICLE = """\
---
title: One
webUrl: https://example.org/{name}/
publishedDateTime: 2021-08-21T07:30:00Z
{fields}---

{body}
"""


def placed(html: str, *, shows_remote: bool = False) -> str:
    """`html` in a frame."""
    return place_pictures(html, OWN.get, shows_remote=shows_remote)


class TestPlacing:
    """The HTML of an entry."""

    @pytest.mark.parametrize("shows_remote", [False, True])
    def test_a_picture_of_the_site_shows_at_once(self, shows_remote: bool) -> None:
        html = '<p><img src="https://example.org/a.png" srcset="https://example.org/b.png 2x" alt="A" width="9"></p>'

        assert placed(html, shows_remote=shows_remote) == '<p><img src="/local/a" alt="A" width="9"></p>'

    def test_another_is_its_text(self) -> None:
        html = '<p>x<img src="https://example.net/a.png" alt="A &lt;b&gt; &quot;c&quot;">y</p>'

        assert placed(html) == '<p>x<span class="left-out">A &lt;b&gt; &quot;c&quot;</span>y</p>'
        assert placed(html, shows_remote=True) == html

    def test_one_without_text_says_that_it_is_not_loaded(self) -> None:
        assert placed('<img src="https://example.net/a.png">') == '<span class="left-out">Picture not loaded</span>'

    def test_of_several_sources_that_of_the_site_stays(self) -> None:
        html = (
            '<picture><source srcset="https://example.org/a.png 2x"><source srcset="https://example.net/a.webp">'
            '<img src="https://example.org/a.png" alt=""></picture>'
        )

        assert placed(html) == '<picture><img src="/local/a" alt=""></picture>'
        assert "example.net" in placed(html, shows_remote=True)

    def test_a_mark_within_a_value_ends_nothing(self) -> None:
        assert placed('<img alt="a > b" src="https://example.org/a.png">') == '<img src="/local/a" alt="a &gt; b">'


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreviewClient]:
    """A site whose articles have pictures beside them, in a media folder, and elsewhere."""
    folder = tmp_path_factory.mktemp("pictures")
    source = folder / "articles"
    (source / "bundle").mkdir(parents=True)
    (folder / "assets").mkdir()
    settings = SETTINGS.replace("{path: .", "{media: {/assets/: ../assets}, path: .")
    (source / "outfeed.yaml").write_text(settings, encoding="utf-8")
    body = "\n\n".join(
        f"![{alt}]({url})"
        for alt, url in {
            "Beside": "p.gif",
            "Assets": "/assets/a.gif",
            "Hidden": ".hidden.gif",
            "Link": "link.gif",
            "Missing": "gone.gif",
            "Text": "1.md",
            "Climbing": "../outside.gif",
        }.items()
    )
    fields = "images: [{url: https://example.org/1/p.gif}]\n"
    (source / "1.md").write_text(ARTICLE.format(name=1, fields=fields, body=body), encoding="utf-8")
    (source / "bundle" / "index.md").write_text(
        ARTICLE.format(name="bundle", fields="", body="![Bundle](b.gif)"), encoding="utf-8"
    )
    for name in ("p.gif", ".hidden.gif", "bundle/b.gif", "../assets/a.gif", "../outside.gif", "unused.gif"):
        (source / name).write_bytes(PIXEL)
    (source / "link.gif").symlink_to(folder / "outside.gif")
    with serving(source) as client:
        yield client


def frame(client: PreviewClient, name: str, view: str = "full") -> str:
    """The frame of an entry."""
    row = next(each for each in client.json("feed", path="")["entries"] if each["link"].endswith(f"/{name}/"))
    return client.get(f"/_outfeed/frame?feed=&key={row['key']}&view={view}")[1].decode()


def sources(html: str) -> dict[str, str]:
    """The addresses of pictures by their texts."""
    return {alt: unescape(src) for src, alt in re.findall(r'<img src="([^"]*)" alt="([^"]*)"', html)}


class TestServing:
    """The files of frames."""

    def test_files_beside_the_article_and_of_the_site_are_served(self, client: PreviewClient) -> None:
        found = sources(frame(client, "1")) | sources(frame(client, "bundle"))

        assert set(found) == {"Beside", "Assets", "Bundle"}
        for address in found.values():
            response, data = client.get(address, Origin="null", Sec_Fetch_Site="cross-site")
            assert (response.status, response.getheader("Content-Type"), data) == (200, "image/gif", PIXEL)

    @pytest.mark.parametrize("text", ["Hidden", "Link", "Missing", "Text", "Climbing"])
    def test_what_is_not_to_be_served_is_its_text(self, client: PreviewClient, text: str) -> None:
        assert f'<span class="left-out">{text}</span>' in frame(client, "1")

    @pytest.mark.parametrize("view", ["card", "podcast"])
    def test_the_picture_of_the_article_shows_at_once(self, client: PreviewClient, view: str) -> None:
        (address,) = set(sources(frame(client, "1", view).split("</h1>")[0]).values())

        assert client.get(address)[1] == PIXEL

    def test_text_has_the_published_addresses(self, client: PreviewClient) -> None:
        assert "[1]: https://example.org/1/p.gif (image)" in frame(client, "1", "text")

    @pytest.mark.parametrize("name", ["", "0" * 32, "../state", "%2e%2e/state", "p.gif", "unused.gif"])
    def test_nobody_guesses_an_address(self, client: PreviewClient, name: str) -> None:
        assert client.status(f"/_outfeed/media/{name}", Sec_Fetch_Site="cross-site") == 404

    def test_a_file_that_became_a_link_out_is_gone(self, client: PreviewClient) -> None:
        address, file = sources(frame(client, "bundle"))["Bundle"], None
        source = client.session.preview.settings
        assert source is not None
        file = Path(source.base) / "bundle" / "b.gif"
        file.unlink()
        file.symlink_to(source.base.parent / "outside.gif")
        try:
            assert client.status(address) == 404
        finally:
            file.unlink()
            file.write_bytes(PIXEL)
