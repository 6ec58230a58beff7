"""Files in the folders of a site: measured once, remembered by their stamps, told where they are missing."""

import json
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from unittest import mock

import feedparser
import podcastparser
import pytest

from exporters import pipeline
from exporters.media.lookup import MediaStamp, stamp_file
from exporters.run import RunOptions
from exporters.sources.dialects.recognise import load_site
from exporters.sources.make_article import build
from tests.cli.running import Ran, outfeed_here
from tests.media.making import FILES, LFS, png, wav

SETTINGS: Final = """\
site: {title: T, url: "https://example.org/"}
source: {path: posts, media: {/audio/: ../audio}}
"""
OLD: Final = time.time_ns() - 10_000_000_000


def put(path: Path, data: bytes | str) -> Path:
    """A file that nobody changed lately."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    os.utime(path, ns=(OLD, OLD))
    return path


def episode(folder: Path, name: str, *lines: str) -> Path:
    required = [f"title: {name}", f"webUrl: https://example.org/{name}/", "publishedDateTime: 2024-01-02T03:04:05Z"]
    return put(folder / f"{name}.md", "\n".join(["---", *required, *lines, "---", "Text\n"]))


def _stamp_here(path: str, name: str) -> MediaStamp:
    """The stamp of a file in the main thread; other threads are on machines without files."""
    if threading.current_thread() is not threading.main_thread():
        return MediaStamp(name, -1, 0)
    return stamp_file(path, name)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one recording and one picture, and an article without either."""
    put(tmp_path / "site" / "outfeed.yaml", SETTINGS)
    put(tmp_path / "audio" / "1.wav", wav(3))
    put(tmp_path / "site" / "posts" / "p.png", png(640, 480))
    episode(tmp_path / "site" / "posts", "one", "enclosure: /audio/1.wav", "images: [/p.png]")
    episode(tmp_path / "site" / "posts", "two")
    return tmp_path / "site"


def export(site: Path, *flags: str) -> Ran:
    ran = outfeed_here("export", "--jobs", "1", "--out", "out", *flags, cwd=site)
    assert ran.status == 0, ran.err
    return ran


def item(site: Path, name: str = "one") -> dict[str, Any]:
    """An item of the JSON Feed."""
    items = json.loads((site / "out" / "feed.json").read_bytes())["items"]
    return next(dict(each) for each in items if each["title"] == name)


class TestMeasured:
    """What the author wrote wins; the rest comes from the file."""

    def test_an_address_is_enough(self, site: Path) -> None:
        export(site)

        assert item(site)["attachments"] == [
            {
                "url": "https://example.org/audio/1.wav",
                "mime_type": "audio/wav",
                "size_in_bytes": 3_044,
                "duration_in_seconds": 3,
            }
        ]
        assert item(site)["_outfeed"]["images"] == [{"url": "https://example.org/p.png", "width": 640, "height": 480}]
        assert '<enclosure url="https://example.org/audio/1.wav" length="3044" type="audio/wav"/>' in (
            site / "out" / "rss.xml"
        ).read_text(encoding="utf-8")

    def test_what_the_author_wrote_wins(self, site: Path) -> None:
        enclosure = "{url: /audio/1.wav, length: 5, type: audio/x-wav, duration: 9}"
        episode(site / "posts", "one", f"enclosure: {enclosure}", "images: [{url: /p.png, width: 8}]")

        export(site)

        assert item(site)["attachments"] == [
            {
                "url": "https://example.org/audio/1.wav",
                "mime_type": "audio/x-wav",
                "size_in_bytes": 5,
                "duration_in_seconds": 9,
            }
        ]
        assert item(site)["_outfeed"]["images"] == [{"url": "https://example.org/p.png", "width": 8}]

    def test_a_picture_as_enclosure_has_its_length(self, site: Path) -> None:
        put(site / "outfeed.yaml", SETTINGS + 'feeds: [{path: "", image: enclosure}]\n')
        episode(site / "posts", "one", "images: [/p.png]")

        export(site)

        assert f'length="{len(png(640, 480))}" type="image/png"' in (site / "out" / "rss.xml").read_text(
            encoding="utf-8"
        )

    def test_an_address_of_another_host(self, site: Path) -> None:
        put(site / "outfeed.yaml", SETTINGS.replace("/audio/:", '"https://cdn.example/a":'))
        episode(site / "posts", "one", "enclosure: https://cdn.example/a/1.wav")

        export(site)

        assert item(site)["attachments"][0]["size_in_bytes"] == 3_044

    def test_a_file_of_another_folder_is_none(self, site: Path) -> None:
        put(site / "posts" / "audio" / "2.wav", wav(1))
        episode(site / "posts", "one", "enclosure: https://cdn.example/audio/1.wav")

        export(site)

        assert "size_in_bytes" not in item(site)["attachments"][0]


class TestWarnings:
    """Each stands at the address, in the author's words."""

    @pytest.mark.parametrize(
        ("data", "rule"), [(None, "media-missing"), (LFS, "media-pointer"), (b"", "media-unreadable")]
    )
    def test_what_can_not_be_measured(self, site: Path, data: bytes | None, rule: str) -> None:
        if data is not None:
            put(site.parent / "audio" / "2.mp3", data)
        episode(site / "posts", "one", "audio:", "  - src: /audio/2.mp3")

        [warning] = export(site).told("warning")

        assert warning.startswith("posts/one.md:6:5: warning: audio[0].src: ")
        assert "../audio/2.mp3" in warning
        assert warning.endswith(f"[{rule}]")
        assert "size_in_bytes" not in item(site)["attachments"][0]

    def test_a_folder_that_is_not_there(self, site: Path) -> None:
        put(site / "outfeed.yaml", SETTINGS.replace("../audio", "../sound"))

        ran = outfeed_here("export", "--out", "out", cwd=site)

        assert ran.status == 2
        assert "outfeed.yaml:2:31: error: source.media./audio/: no folder ../sound" in ran.err

    @pytest.mark.parametrize("prefix", ["audio/", "//e.example/", "ftp://e.example/"])
    def test_an_address_that_is_none(self, site: Path, prefix: str) -> None:
        put(site / "outfeed.yaml", SETTINGS.replace("/audio/:", f"'{prefix}':"))

        assert "[url-wrong]" in outfeed_here("export", "--out", "out", cwd=site).err


class TestCache:
    """A warm run opens no media file, and gives what a run without cache gives."""

    def test_nothing_changed(self, site: Path) -> None:
        first = export(site)
        with mock.patch("exporters.media.lookup.measure", side_effect=AssertionError):
            second = export(site)

        assert "unchanged" in second.out
        assert second.err == first.err

    @pytest.mark.parametrize("change", ["other bytes", "removed", "touched"])
    def test_a_changed_file_changes_its_articles_alone(self, site: Path, change: str) -> None:
        export(site)
        match change:
            case "other bytes":
                put(site.parent / "audio" / "1.wav", wav(5))
            case "removed":
                (site.parent / "audio" / "1.wav").unlink()
            case "touched":
                os.utime(site.parent / "audio" / "1.wav", ns=(OLD, OLD - 5))
        with mock.patch("exporters.sources.parse.build", wraps=build) as built:
            warm = export(site)
        documents = [(site / "out" / name).read_bytes() for name in ("rss.xml", "atom.xml", "feed.json", "feed.csv")]

        assert built.call_count == 1
        assert ("changed" in warm.out.replace("unchanged", "")) == (change != "touched")
        cold = export(site, "--no-cache")
        assert [
            (site / "out" / name).read_bytes() for name in ("rss.xml", "atom.xml", "feed.json", "feed.csv")
        ] == documents
        assert cold.err == warm.err

    def test_a_new_file_changes_its_articles(self, site: Path) -> None:
        episode(site / "posts", "one", "enclosure: /audio/2.wav")
        assert "[media-missing]" in export(site).err
        put(site.parent / "audio" / "2.wav", wav(4))

        assert "warning" not in export(site).err
        assert item(site)["attachments"][0]["duration_in_seconds"] == 4

    def test_rows_of_a_table(self, site: Path) -> None:
        row = {
            "title": "one",
            "url": "https://example.org/1",
            "date": "2024-01-02T03:04:05Z",
            "enclosure": "/audio/1.wav",
        }
        put(site / "rows.jsonl", json.dumps(row) + "\n")
        put(site / "outfeed.yaml", SETTINGS.replace("path: posts", "path: rows.jsonl"))
        export(site)
        with mock.patch("exporters.media.lookup.measure", side_effect=AssertionError):
            assert "unchanged" in export(site).out
        put(site.parent / "audio" / "1.wav", wav(6))

        export(site)

        assert item(site)["attachments"][0]["duration_in_seconds"] == 6

    def test_an_executor_gives_the_same(self, site: Path) -> None:
        """Its processes may run on machines without the files: these measure nothing."""
        settings = load_site(site / "posts", config=site / "outfeed.yaml", out=site / "out")
        options = RunOptions(sources=settings.paths, now=datetime(2024, 6, 1, tzinfo=UTC), jobs=1, cache=None)
        pipeline.export(settings, options)
        expected = item(site)
        with ThreadPoolExecutor(1) as executor, mock.patch("exporters.media.lookup.stamp_file", _stamp_here):
            pipeline.export(settings, options._replace(executor=executor))

        assert item(site) == expected


class TestChanged:
    """`validate --changed` judges the articles that name a changed file."""

    def test_of_a_folder_of_the_settings(self, site: Path) -> None:
        ran = outfeed_here("validate", "--changed", "--config", "outfeed.yaml", "--", "../audio/1.wav", cwd=site)

        assert "1 article read" in ran.err

    def test_of_the_articles(self, site: Path) -> None:
        assert "1 article read" in outfeed_here("validate", "--changed", "--", "posts/p.png", cwd=site).err

    def test_a_file_that_no_article_names(self, site: Path) -> None:
        put(site / "posts" / "q.png", png(1, 1))

        assert "0 articles read" in outfeed_here("validate", "--changed", "--", "posts/q.png", cwd=site).err


class TestGenerators:
    """Without settings, files lie where the generator takes them from."""

    @pytest.mark.parametrize(
        ("files", "post", "media"),
        [
            (
                {"_config.yml": "url: https://example.org\n", "Gemfile": "jekyll"},
                "_posts/2024-01-02-x.md",
                "audio/1.wav",
            ),
            ({"hugo.toml": 'baseURL = "https://example.org/"\n'}, "content/posts/x.md", "static/audio/1.wav"),
            (
                {"hugo.toml": 'baseURL = "https://example.org/"\nstaticDir = ["a", "b"]\n'},
                "content/posts/x.md",
                "b/audio/1.wav",
            ),
            ({"zola.toml": 'base_url = "https://example.org"\n'}, "content/blog/x.md", "static/audio/1.wav"),
            ({"pelicanconf.py": "SITEURL = 'https://example.org'\n"}, "content/x.md", "content/audio/1.wav"),
            (
                {"_config.yml": "url: https://example.org\n", "package.json": '{"dependencies": {"hexo": "7"}}'},
                "source/_posts/x.md",
                "source/audio/1.wav",
            ),
            (
                {"astro.config.mjs": "export default {site: 'https://example.org'}", "src/pages/blog/[slug].astro": ""},
                "src/content/blog/x.md",
                "public/audio/1.wav",
            ),
            (
                {"eleventy.config.js": 'c.addPassthroughCopy("audio"); c.addPassthroughCopy({"./pub/": "/"})'},
                "blog/2024-01-02-x.md",
                "pub/audio/1.wav",
            ),
            (
                {"docusaurus.config.js": "module.exports = {url: 'https://example.org', staticDirectories: ['s']}"},
                "blog/2024-01-02-x.md",
                "s/audio/1.wav",
            ),
        ],
    )
    def test_static_folders(self, tmp_path: Path, files: dict[str, str], post: str, media: str) -> None:
        for name, text in files.items():
            put(tmp_path / name, text)
        put(tmp_path / media, wav(3))
        fence = "+++" if "zola.toml" in files else "---"
        lines = ["title: x", "date: 2024-01-02", "pubDate: 2024-01-02", "enclosure: /audio/1.wav", "tags: [a]"]
        if fence == "+++":
            lines = ['title = "x"', "date = 2024-01-02", "[extra]", 'audio = "/audio/1.wav"']
        if "pelicanconf.py" in files:
            put(tmp_path / post, "Title: x\nDate: 2024-01-02\nPodcast: /audio/1.wav\n\nText\n")
        else:
            put(tmp_path / post, "\n".join([fence, *lines, fence, "Text\n"]))

        export(tmp_path, ".", "--site-url", "https://example.org/")

        [attachment] = item(tmp_path, "x")["attachments"]
        assert (attachment["url"], attachment["size_in_bytes"]) == ("https://example.org/audio/1.wav", 3_044)

    def test_a_file_beside_a_bundle(self, tmp_path: Path) -> None:
        put(tmp_path / "hugo.toml", 'baseURL = "https://example.org/"\n')
        put(tmp_path / "content" / "posts" / "x" / "1.wav", wav(2))
        post = "---\ntitle: x\ndate: 2024-01-02\naudio: [1.wav]\n---\nText\n"
        put(tmp_path / "content" / "posts" / "x" / "index.md", post)

        export(tmp_path, ".")

        [attachment] = item(tmp_path, "x")["attachments"]
        assert (attachment["url"], attachment["duration_in_seconds"]) == ("https://example.org/posts/x/1.wav", 2)


class TestReaders:
    """What readers and players find of an episode that says no more than its address."""

    def test_feedparser(self, site: Path) -> None:
        export(site)
        for name in ("rss.xml", "atom.xml"):
            entries = feedparser.parse((site / "out" / name).read_bytes()).entries
            [found] = [each.enclosures for each in entries if each.title == "one"]

            assert [(each.href, each.type, each.length) for each in found] == [
                ("https://example.org/audio/1.wav", "audio/wav", "3044")
            ]

    def test_podcastparser(self, site: Path) -> None:
        put(site.parent / "audio" / "2.mp3", (FILES / "silence.mp3").read_bytes())
        episode(site / "posts", "one", "attachments: [/audio/1.wav]", "audio: /audio/2.mp3", "images: [/p.png]")
        export(site)

        with (site / "out" / "rss.xml").open("rb") as stream:
            episodes = podcastparser.parse("https://example.org/feeds/rss.xml", stream)["episodes"]
        [found] = [each["enclosures"] for each in episodes if each["title"] == "one"]

        assert {(each["url"], each["mime_type"], each["file_size"]) for each in found} >= {
            ("https://example.org/audio/2.mp3", "audio/mpeg", 2_493)
        }
