"""Bodies from the finished pages of a site: `source.built`."""

import json
import os
from pathlib import Path
from typing import Final

import pytest

from exporters.settings.built_site import BuiltSite
from exporters.sources.built_pages import BuiltPages, page_files
from tests.cli.running import outfeed_here as outfeed

HOME: Final = "https://example.org/blog/"
SETTINGS: Final = "site: {url: 'https://example.org/blog/', title: Blog}\nsource: {built: _site}\nout: out\n"
PAGE: Final = "<title>T</title><header>no</header><article><h1>T</h1><p>From the <a href='../b/'>page</a></p></article>"


class TestPageFiles:
    """Which files a server looks for."""

    @pytest.mark.parametrize(
        ("address", "names"),
        [
            ("a/b/", ["a/b/index.html"]),
            ("a/b.html", ["a/b.html"]),
            ("a/b", ["a/b.html", "a/b/index.html"]),
            ("", ["index.html"]),
            ("a/b/?x=1#y", ["a/b/index.html"]),
            ("a%20b/%C3%A4/", ["a b/ä/index.html"]),
            ("a/v1.2/", ["a/v1.2/index.html"]),
        ],
    )
    def test_they_lie_below_the_folder(self, address: str, names: list[str]) -> None:
        assert list(page_files(HOME + address, HOME)) == names

    @pytest.mark.parametrize(
        "address",
        [
            HOME + "../x/",
            HOME + "%2e%2e/x/",
            HOME + "a%2F..%2Fb/",
            HOME + "a//b",
            HOME + "a%5Cb",
            HOME + "a%00b",
            HOME + "C%3A/b",
            HOME + "..",
            "https://example.org/other/a/",
            "https://elsewhere.example/blog/a/",
        ],
    )
    def test_no_other_file_is_looked_for(self, address: str) -> None:
        assert list(page_files(address, HOME)) == []


class TestFolder:
    """Only regular files in the folder are read."""

    @pytest.mark.parametrize("kind", ["outside", "folder", "pipe"])
    def test_others_are_as_if_missing(self, tmp_path: Path, kind: str) -> None:
        site = tmp_path / "_site"
        site.mkdir()
        (tmp_path / "secret.html").write_text("<article>secret</article>")
        if kind == "outside":
            (site / "a.html").symlink_to(tmp_path / "secret.html")
        elif kind == "folder":
            (site / "a.html").mkdir()
        else:
            os.mkfifo(site / "a.html")

        found = BuiltPages(BuiltSite(folder=str(site)), HOME).body(HOME + "a.html", "T", 0)

        assert (found.html, found.warning and found.warning.rule) == (None, "page-missing")


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    (tmp_path / "_site" / "a").mkdir(parents=True)
    (tmp_path / "outfeed.yaml").write_text(SETTINGS)
    (tmp_path / "a.md").write_text(
        "---\ntitle: T\npublishedDateTime: 2024-01-15T10:30:00Z\nwebUrl: https://example.org/blog/a/\n---\n"
        "Source {{ x }}\n"
    )
    page(tmp_path).write_text(PAGE)
    os.utime(tmp_path / "a.md", (1, 1))
    return tmp_path


def page(blog: Path) -> Path:
    return blog / "_site" / "a" / "index.html"


def exported(blog: Path) -> tuple[str, str]:
    """The body in JSON Feed, and what was told."""
    ended = outfeed("export", "--verbose", cwd=blog)
    assert ended.status == 0, ended.err
    [item] = json.loads((blog / "out" / "feed.json").read_text())["items"]
    return item.get("content_html") or item["content_text"], ended.err


class TestExport:
    """`outfeed export` with `source.built`."""

    def test_the_body_is_that_of_the_page_with_the_addresses_of_a_browser(self, blog: Path) -> None:
        assert exported(blog)[0] == '<p>From the <a href="https://example.org/blog/b/">page</a></p>'

    def test_a_page_that_changes_alone_changes_the_feed_as_without_cache(self, blog: Path) -> None:
        exported(blog)
        page(blog).write_text(PAGE.replace("From", "Now from"))

        assert "Now from" in exported(blog)[0]

    def test_a_page_that_goes_or_comes_is_noticed_and_told(self, blog: Path) -> None:
        exported(blog)
        page(blog).unlink()
        gone = exported(blog)
        again = exported(blog)
        page(blog).write_text(PAGE)

        assert "Source" in gone[0]
        assert again == gone
        assert "a.md:1:1: warning" in gone[1]
        assert "no page _site/a/index.html" in gone[1]
        assert "From the" in exported(blog)[0]

    def test_an_older_page_is_a_warning_and_is_taken(self, blog: Path) -> None:
        exported(blog)
        os.utime(page(blog), (2, 2))
        os.utime(blog / "a.md", (3, 3))

        body, told = exported(blog)

        assert "From the" in body
        assert "[page-older]" in told

    def test_pages_are_no_articles_and_drafts_stay_drafts(self, blog: Path) -> None:
        (blog / "outfeed.yaml").write_text(SETTINGS.replace("_site", "public"))
        (blog / "_site").rename(blog / "public")
        text = (blog / "a.md").read_text()
        (blog / "b.md").write_text(text.replace("/a/", "/b/").replace("title:", "draft: true\ntitle:"))
        (blog / "public" / "b").mkdir()
        (blog / "public" / "b" / "index.html").write_text(PAGE)

        assert "From the" in exported(blog)[0]

    def test_a_selector_decides(self, blog: Path) -> None:
        (blog / "outfeed.yaml").write_text(SETTINGS.replace("_site", "{path: _site, select: 'header'}"))

        assert exported(blog)[0] == "no"

    @pytest.mark.parametrize(
        ("built", "rule"), [("absent", "built-missing"), ("{path: _site, select: 'a >'}", "selector-wrong")]
    )
    def test_wrong_settings_are_errors(self, blog: Path, built: str, rule: str) -> None:
        (blog / "outfeed.yaml").write_text(SETTINGS.replace("_site", built))

        ended = outfeed("export", cwd=blog)

        assert ended.status == 2
        assert f"[{rule}]" in ended.err
        assert "outfeed.yaml:2:" in ended.err

    def test_changed_pages_judge_the_articles(self, blog: Path) -> None:
        page(blog).write_text("<article>" + "<div>" * 300)

        ended = outfeed("validate", "--changed", "_site/a/index.html", cwd=blog)

        assert "[page-unreadable]" in ended.out
