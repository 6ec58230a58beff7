"""What the public sites of generators do: names of files, dates and settings as their authors write them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from exporters import pipeline
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.run import RunObserver, RunOptions
from exporters.settings.load import load
from exporters.sources.addresses.filenames import FileName, hexo_name
from exporters.sources.dialects.recognise import recognise

SITE: Final = "site: {url: https://example.org}\n"
NOW: Final = datetime(2026, 6, 1, tzinfo=UTC)
DOCUSAURUS: Final = """
export default {
  url: 'https://example.org', baseUrl: '/',
  presets: [['classic', {docs: {path: 'docs'}, blog: {path: 'blog', feedOptions: {type: 'all'}}}]],
  plugins: [['content-docs', {id: 'more', path: 'more', routeBasePath: '/more'}]],
};
"""


class Listener(RunObserver):
    """Remembers the diagnostics."""

    def __init__(self) -> None:
        self.heard: list[Diagnostic] = []

    def add(self, diagnostic: Diagnostic) -> None:
        self.heard.append(diagnostic)


def export(site: Path, files: dict[str, str]) -> tuple[dict[str, Any], list[Diagnostic]]:
    """Export a site of these files: its entries by address, and what was said."""
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    settings = recognise(load(site, out=site / "feeds"))
    listener = Listener()
    report = pipeline.export(settings, RunOptions(sources=(settings.source,), formats=("json",), now=NOW), listener)
    file = settings.out / "feed.json"
    items = [] if report.is_failed else json.loads(file.read_text())["items"]
    return {each["url"]: each for each in items}, listener.heard


class TestHexo:
    """`new_post_name` says what the names of files hold. Spec: hexo `plugins/processor/post`."""

    CONFIG: Final = "url: https://example.org\npermalink: news/:year/:month/:day/:title/\n"

    @pytest.mark.parametrize(
        ("pattern", "name", "expected"),
        [
            (":year-:month-:day-:title", "2014-06-14-hexo-2-7", FileName("2014-06-14", "hexo-2-7")),
            (":i_month-:i_day-:year :title", "6-4-2014 words", FileName("2014-06-04", "words")),
            (":year/:title", "2014/words", FileName(None, "words")),
            (":year-:month-:day-:title", "words", FileName(None, "words")),
            (":year-:month-:day-:title", "2014-02-30-words", FileName(None, "words")),
            (":title", "2014-06-14-words", FileName(None, "2014-06-14-words")),
            ("", "2014-06-14-words", FileName(None, "2014-06-14-words")),
            (":a:b:c:d:title", "words", FileName(None, "words")),
            (":title:title", "words", FileName(None, "words")),
        ],
    )
    def test_a_name_holds_what_the_pattern_says(self, pattern: str, name: str, expected: FileName) -> None:
        assert hexo_name(name, pattern) == expected

    def test_a_post_is_dated_by_its_name(self, tmp_path: Path) -> None:
        config = f"{self.CONFIG}new_post_name: :year-:month-:day-:title.md\n"
        files = {"_config.yml": config, "source/_posts/2014-06-14-x.md": "---\ntitle: X\n---\nBody\n"}

        entries, _ = export(tmp_path, files)

        assert entries["https://example.org/news/2014/06/14/x/"]["date_published"] == "2014-06-14T00:00:00Z"

    def test_a_post_without_date_has_one_error(self, tmp_path: Path) -> None:
        files = {"_config.yml": self.CONFIG, "source/_posts/x.md": "---\ntitle: X\n---\nBody\n"}

        _, heard = export(tmp_path, files)

        assert [each.rule for each in heard] == ["date-missing"]


class TestQuarto:
    """Dates and names. Spec: quarto.org/docs/reference/dates.html, quarto.org/docs/projects/quarto-projects.html."""

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("2/13/2022", "2022-02-13T00:00:00Z"),
            ("02-03-22", "2022-02-03T00:00:00Z"),
            ("2022-02-03", "2022-02-03T00:00:00Z"),
        ],
    )
    def test_the_month_comes_first(self, tmp_path: Path, written: str, expected: str) -> None:
        post = f"---\ntitle: X\ndate: {written}\n---\nBody\n"
        files = {"_quarto.yml": "website: {site-url: https://example.org}\n", "posts/x.qmd": post}

        entries, _ = export(tmp_path, files)

        assert [each["date_published"] for each in entries.values()] == [expected]

    def test_a_month_that_does_not_exist(self, tmp_path: Path) -> None:
        post = "---\ntitle: X\ndate: 13/2/2022\n---\nBody\n"
        files = {"_quarto.yml": "website: {site-url: https://example.org}\n", "posts/x.qmd": post}

        _, heard = export(tmp_path, files)

        assert [(each.rule, each.line) for each in heard] == [("date-unreadable", 3)]

    def test_parts_of_other_documents_are_no_articles(self, tmp_path: Path) -> None:
        post = "---\ntitle: X\ndate: 2022-02-03\n---\nBody\n"
        files = {
            "_quarto.yml": "website: {site-url: https://example.org}\n",
            "posts/x/index.qmd": post,
            "posts/x/_part.md": "no front matter\n",
            "posts/_old/y.qmd": post,
        }

        entries, heard = export(tmp_path, files)

        assert list(entries) == ["https://example.org/posts/x/"]
        assert not [each for each in heard if each.level is not Level.NOTE]


def test_docusaurus_takes_the_route_of_its_blog_alone(tmp_path: Path) -> None:
    files = {"docusaurus.config.js": DOCUSAURUS, "blog/2024-01-02-x.md": "---\ntitle: X\n---\nBody\n"}

    entries, _ = export(tmp_path, files)

    assert list(entries) == ["https://example.org/blog/2024/01/02/x"]


def test_settings_may_end_as_front_matter_does(tmp_path: Path) -> None:
    post = "---\ntitle: X\ndate: 2024-01-02\n---\nBody\n"
    files = {"config.yaml": "---\nbaseurl: https://example.org/\n---\n", "content/posts/x.md": post}

    entries, _ = export(tmp_path, files)

    assert list(entries) == ["https://example.org/posts/x/"]


def test_a_key_with_a_slip_is_compared_with_what_the_generator_knows(tmp_path: Path) -> None:
    post = "---\ntitle: X\ndate: 2024-01-02\npaginaton: 3\n---\nBody\n"
    files = {"eleventy.config.js": "", "outfeed.yaml": SITE, "posts/x.md": post}

    _, heard = export(tmp_path, files)

    assert [each.fix for each in heard if each.rule == "key-extra"] == ["did you mean pagination?"]
