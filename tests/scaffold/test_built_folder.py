"""`outfeed init` finds the finished site."""

import json
from pathlib import Path
from typing import Any

import pytest

from exporters.yamldoc.document import read_yaml
from tests.cli.running import outfeed_here as outfeed

URL = "https://example.org/"
PAGE = "<title>Cat</title><article><h1>Cat</h1><time datetime=2024-01-02T03:04:05Z>then</time><p>Built</p></article>"


def put(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def source(folder: Path) -> dict[str, Any]:
    ran = outfeed("init", "--site-url", URL, cwd=folder)
    assert ran.status == 0, ran.err
    written: dict[str, Any] = read_yaml((folder / "outfeed.yaml").read_text()).value["source"]
    return written


SITES = [
    ("_config.yml", "title: B\nurl: https://example.org\n", "_posts/2024-01-02-cat.md", "_site", "2024/01/02/cat.html"),
    ("hugo.toml", "baseURL = 'https://example.org/'\n", "content/posts/cat.md", "public", "posts/cat/index.html"),
    ("pelicanconf.py", "SITEURL = 'https://example.org'\n", "content/cat.md", "output", "cat.html"),
]


@pytest.mark.parametrize(("config", "text", "article", "built", "page"), SITES)
class TestGenerators:
    """A finished site is written as source.built where it has the page of an article."""

    def write(self, folder: Path, config: str, text: str, article: str) -> None:
        put(folder, config, text)
        head = (
            "Title: Cat\nDate: 2024-01-02\n\n"
            if config == "pelicanconf.py"
            else "---\ntitle: Cat\ndate: 2024-01-02\n---\n"
        )
        put(folder, article, head + "Text")

    def test_it_is_found(self, tmp_path: Path, config: str, text: str, article: str, built: str, page: str) -> None:
        self.write(tmp_path, config, text, article)
        put(tmp_path, f"{built}/{page}", PAGE)

        assert source(tmp_path)["built"] == built
        assert "# Folder of the built site" in (tmp_path / "outfeed.yaml").read_text()

    def test_without_the_page_it_is_not(
        self, tmp_path: Path, config: str, text: str, article: str, built: str, page: str
    ) -> None:
        self.write(tmp_path, config, text, article)
        put(tmp_path, f"{built}/other/{page}", PAGE)

        assert "built" not in source(tmp_path)


class TestWithoutSources:
    """A folder that has a finished site alone."""

    @pytest.mark.parametrize("name", ["_site", "public", "dist", "."])
    def test_its_pages_are_the_articles(self, tmp_path: Path, name: str) -> None:
        put(tmp_path, f"{name}/cat/index.html", PAGE)

        said = source(tmp_path)
        assert (said["path"], said["format"]) == (name, "html")
        assert outfeed("export", cwd=tmp_path).status == 0
        out = read_yaml((tmp_path / "outfeed.yaml").read_text()).value["out"]
        [item] = json.loads((tmp_path / out / "feed.json").read_text())["items"]
        assert item["url"] == "https://example.org/cat/"

    def test_a_site_without_an_article_is_none(self, tmp_path: Path) -> None:
        put(tmp_path, "_site/index.html", "<title>Home</title><p>Hello")

        assert "format" not in source(tmp_path)
