"""Several sources, each with a generator, rules and finished pages of its own."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from exporters.api import export
from exporters.errors import SettingsError, UsageError
from exporters.settings.load import load
from exporters.sources.dialects.recognise import load_site
from tests.cli.running import outfeed_here as outfeed

HOME: Final = "https://example.org/"
SETTINGS: Final = "site: {title: T, url: 'https://example.org/'}\nout: out\npages: false\n"
NOW: Final = datetime(2026, 6, 1, tzinfo=UTC)
TWO: Final = "sources:\n  - {path: news}\n  - {path: notes}\n"


def put(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.fixture
def blogs(tmp_path: Path) -> Path:
    """A Jekyll blog below /news/, and a Hugo blog below /notes/."""
    put(
        tmp_path,
        {
            "outfeed.yaml": SETTINGS + TWO,
            "news/_config.yml": "url: https://example.org\nbaseurl: /news\ntimezone: Europe/Berlin\n",
            "news/_posts/2024-01-02-cat.md": "---\ntitle: Cat\n---\nCat",
            "notes/hugo.toml": "baseURL = 'https://example.org/notes/'\ntimeZone = 'Asia/Tokyo'\n",
            "notes/content/posts/dog.md": "---\ntitle: Dog\ndate: 2024-01-03\n---\nDog",
        },
    )
    return tmp_path


def sources(folder: Path, *entries: str) -> None:
    (folder / "outfeed.yaml").write_text(SETTINGS + "sources:\n" + "".join(f"  - {{{each}}}\n" for each in entries))


def items(folder: Path, **more: Any) -> dict[str, dict[str, Any]]:
    report = export(config=folder / "outfeed.yaml", on_problem="return", now=NOW, cache=folder / ".outfeed", **more)
    assert not report.is_failed, report.diagnostics
    listed = json.loads((folder / "out" / "feed.json").read_text())["items"]
    return {each["url"].removeprefix(HOME): each for each in listed}


class TestGenerators:
    """Each folder is read by its own generator's rules."""

    def test_addresses_are_below_the_home_page_of_each(self, blogs: Path) -> None:
        assert sorted(items(blogs)) == ["news/2024/01/02/cat.html", "notes/posts/dog/"]

    def test_dates_are_in_the_zone_of_each(self, blogs: Path) -> None:
        found = items(blogs)

        assert found["news/2024/01/02/cat.html"]["date_published"] == "2024-01-01T23:00:00Z"
        assert found["notes/posts/dog/"]["date_published"] == "2024-01-02T15:00:00Z"

    def test_the_summary_names_both(self, blogs: Path) -> None:
        said = outfeed("export", cwd=blogs).out.splitlines()[-1]

        assert said.startswith("Read the articles by the rules of jekyll, recognised from _config.yml")
        assert "; by the rules of hugo, recognised from hugo.toml" in said

    @pytest.mark.parametrize(("entry", "is_held"), [("path: notes", True), ("path: notes, future: export", False)])
    def test_the_future_waits_where_the_generator_holds_it(self, blogs: Path, entry: str, *, is_held: bool) -> None:
        sources(blogs, "path: plain", entry)
        put(blogs, {"plain/a.md": "---\ntitle: A\ndate: 2030-01-01\nslug: a\npermalink: /a/\n---\nA"})
        put(blogs, {"notes/content/posts/late.md": "---\ntitle: Late\ndate: 2030-01-03\n---\nLate"})

        found = items(blogs)
        assert "a/" in found
        assert ("notes/posts/late/" not in found) == is_held


class TestKeys:
    """An entry of sources takes what source takes."""

    def test_dialect_and_permalink(self, blogs: Path) -> None:
        sources(blogs, "path: notes, dialect: plain, permalink: '/x/{slug}/'", "path: news")

        assert sorted(items(blogs)) == ["news/2024/01/02/cat.html", "x/dog/"]

    def test_fields(self, blogs: Path) -> None:
        sources(blogs, "path: news", "path: notes, fields: {excerpt: teaser}")
        put(blogs, {"notes/content/posts/dog.md": "---\ntitle: Dog\ndate: 2024-01-03\nteaser: Woof\n---\nDog"})

        assert items(blogs)["notes/posts/dog/"]["summary"] == "Woof"

    def test_bodies_from_finished_pages_of_one(self, blogs: Path) -> None:
        sources(blogs, "path: news", "path: notes, built: notes/public")
        put(blogs, {"notes/public/posts/dog/index.html": "<title>Dog</title><article><p>Built</p></article>"})
        found = items(blogs)

        assert found["notes/posts/dog/"]["content_html"] == "<p>Built</p>"
        assert found["news/2024/01/02/cat.html"]["content_html"].strip() == "<p>Cat</p>"

        put(blogs, {"notes/public/posts/dog/index.html": "<title>Dog</title><article><p>Again</p></article>"})
        assert items(blogs)["notes/posts/dog/"]["content_html"] == "<p>Again</p>"

    @pytest.mark.parametrize(
        ("entry", "problem"),
        [
            ("path: notes, built: nowhere", "built-missing"),
            ("path: notes, media: {/audio/: nowhere}", "media-folder-missing"),
            ("path: notes, format: html, built: notes", "format-apart"),
            ("path: notes, dialect: 7", "sources[0].dialect"),
            ("path: notes, fields: {colour: red}", "sources[0].fields.colour"),
        ],
    )
    def test_what_is_wrong_is_told_at_its_line(self, blogs: Path, entry: str, problem: str) -> None:
        sources(blogs, entry)
        with pytest.raises(SettingsError) as caught:
            load(None, config=blogs / "outfeed.yaml", reads=True)

        assert problem in str(caught.value)
        assert all(each.line == 5 for each in caught.value.diagnostics)

    @pytest.mark.parametrize(
        ("entry", "rule"), [("dialect: jekil", "dialect-unknown"), ("permalink: '/{x', ", "permalink-wrong")]
    )
    def test_names_that_there_are_not(self, blogs: Path, entry: str, rule: str) -> None:
        sources(blogs, "path: news", f"path: notes, {entry}")
        with pytest.raises(UsageError) as caught:
            load_site(None, config=blogs / "outfeed.yaml")

        assert caught.value.diagnostics[0].rule == rule

    @pytest.mark.parametrize(
        "entry", ["path: notes, permalink: '/x/{slug}/'", "path: notes, dialect: plain, permalink: '/n/{slug}/'"]
    )
    def test_another_rule_is_read_anew(self, blogs: Path, entry: str) -> None:
        before = items(blogs)
        sources(blogs, "path: news, dialect: jekyll, permalink: '/c/{slug}/'", f"{entry}")
        if "dialect" not in entry:
            sources(blogs, "path: news, dialect: jekyll, permalink: '/c/{slug}/'", f"{entry}, dialect: hugo")

        warm = items(blogs, allow_new_ids=True)
        assert warm.keys().isdisjoint(before)

    def test_each_has_its_rule_of_ids(self, blogs: Path) -> None:
        sources(blogs, "path: news, ids: jekyll-feed", "path: notes")
        found = items(blogs)

        assert found["news/2024/01/02/cat.html"]["id"] == f"{HOME}news/2024/01/02/cat"
        assert found["notes/posts/dog/"]["id"] == f"{HOME}notes/posts/dog/"

    def test_an_article_is_explained_by_its_own_place(self, blogs: Path) -> None:
        put(blogs, {"site/a.html": "<title>Fox</title><article><time datetime=2024-01-04>then</time>Fox</article>"})
        sources(blogs, "path: news, ids: jekyll-feed", "path: notes", "path: site, format: html")
        cat = outfeed("validate", "--explain", "news/_posts/2024-01-02-cat.md", cwd=blogs).out
        dog = outfeed("validate", "--explain", "notes/content/posts/dog.md", cwd=blogs).out
        fox = outfeed("validate", "--explain", "site/a.html", cwd=blogs).out

        assert f"id         {HOME}news/2024/01/02/cat\n" in cat
        assert "Read as hugo has it, recognised from hugo.toml." in dog
        assert f"{HOME}notes/posts/dog/" in dog
        assert f"{HOME}a.html" in fox
