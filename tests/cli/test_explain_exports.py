"""`outfeed validate --explain` of exports of WordPress and Ghost, and of pages of a built site."""

import json
from pathlib import Path

import pytest

from tests.cli.running import SITE, Ran, outfeed_here
from tests.cli.test_explain import row, write

WXR = """\
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Old blog</title>
<wp:author><wp:author_login>al</wp:author_login><wp:author_display_name>Al Smith</wp:author_display_name></wp:author>
<item>
<title>One</title><link>https://example.org/one/</link><dc:creator>al</dc:creator>
<guid>https://example.org/?p=1</guid><content:encoded><![CDATA[<p>An
<item> in text</p>]]></content:encoded>
<wp:post_date_gmt>2024-01-02 03:04:05</wp:post_date_gmt><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
</item>
<item>
<title>Two</title><link>https://example.org/?p=2</link>
<wp:status>draft</wp:status><wp:post_type>post</wp:post_type>
</item>
</channel></rss>
"""
POST = {"slug": "one", "html": "<p>A</p>", "status": "published", "published_at": "2024-01-02T03:04:05.000Z"}
TABLES = {
    "posts": [
        {"id": 1, "uuid": "u-1", "title": "One", **POST},
        {"id": 2, "uuid": "u-2", "title": "Two", **POST, "visibility": "members"},
        {"id": 3, "uuid": "u-3", "title": "Three", **POST, "slug": "three"},
    ],
    "users": [{"id": 1, "name": "Ann"}],
    "posts_authors": [{"id": 7, "post_id": 1, "author_id": 1}],
}
GHOST = json.dumps({"db": [{"data": TABLES}]}).replace('{"id"', '\n{"id"')


def explain(folder: Path, place: str) -> Ran:
    write(folder, {"w.xml": WXR, "g.json": GHOST, "one.json": GHOST.replace("\n", "")})
    return outfeed_here("validate", "--explain", place, *SITE, cwd=folder)


class TestExports:
    """A line chooses one of the posts that an export has."""

    @pytest.mark.parametrize("line", [4, 5, 7, 9])
    def test_a_post_of_wordpress_names_its_elements(self, tmp_path: Path, line: int) -> None:
        made = explain(tmp_path, f"w.xml:{line}")

        assert made.out.splitlines()[:2] == ["w.xml:4: exported", "Read as a post in an export of WordPress."]
        assert row(made, "authors") == ["authors | Al Smith | dc:creator, line 4"]
        assert row(made, "provider") == ["provider | Old blog | title of the channel, line 4"]
        assert row(made, "id") == ["id | https://example.org/?p=1 | guid, line 4"]

    def test_a_post_of_ghost_names_its_columns(self, tmp_path: Path) -> None:
        made = explain(tmp_path, "g.json:2")

        assert made.out.splitlines()[:2] == ["g.json:2: exported", "Read as a post in an export of Ghost."]
        assert row(made, "authors") == ["authors | Ann | posts_authors, line 2"]
        assert row(made, "id") == ["id | u-1 | uuid, line 2"]

    @pytest.mark.parametrize(("place", "line"), [("w.xml:10", 10), ("w.xml:12", 10), ("g.json:3", 3), ("g.json:5", 5)])
    def test_a_line_of_what_is_not_read_is_no_article(self, tmp_path: Path, place: str, line: int) -> None:
        made = explain(tmp_path, place)

        assert (made.status, made.out) == (2, "")
        assert f"what begins at line {line} is no post that everybody may read; the articles begin at" in made.err

    def test_posts_on_one_line_are_told_apart_by_their_columns(self, tmp_path: Path) -> None:
        asked = explain(tmp_path, "one.json")
        place = asked.err.partition("such as ")[2].split()[0]

        assert place.startswith("one.json:1:")
        assert "One" in row(explain(tmp_path, place), "title")[0]
        column = GHOST.replace("\n", "").index('"id": 3') + 1
        assert "Three" in row(explain(tmp_path, f"one.json:1:{column}"), "title")[0]


def test_a_page_of_a_built_site_was_read_from_its_metadata(tmp_path: Path) -> None:
    page = (
        "<html><head><title>A</title><meta property='og:title' content='A'><meta property='og:type' content='article'>"
        "<meta property='article:published_time' content='2024-01-02T03:04:05Z'></head>"
        "<body><article><p>Text</p></article></body></html>"
    )
    settings = "site: {title: T, url: https://example.org/}\nsource: {path: _site, format: html}\n"
    write(tmp_path, {"outfeed.yaml": settings, "_site/a/index.html": page})

    made = outfeed_here("validate", "--explain", "_site/a/index.html", cwd=tmp_path)

    assert made.out.splitlines()[:2] == [
        "_site/a/index.html: exported",
        "Read from the metadata of the page (JSON-LD, Open Graph, microformats).",
    ]
