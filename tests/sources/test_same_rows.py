"""Rows and articles with the same bytes in several sources are articles of their own, with a cache too."""

import json
from pathlib import Path

import pytest

from tests.cli.running import outfeed_here

SETTINGS = """\
site: {title: T, url: "https://example.org/"}
out: out
pages: false
sources:
  - {path: a, id_prefix: "a:", timezone: UTC}
  - {path: b, id_prefix: "b:", timezone: Asia/Tokyo}
feeds: [{path: ""}, {path: again, content: full}]
"""
ROW = '{{"id": "{0}", "title": "T", "url": "https://example.org/{0}", "date": "2024-01-0{1} 10:00:00"}}\n'
ARTICLE = (
    "---\nid: {0}\ntitle: T\nwebUrl: https://example.org/{0}\npublishedDateTime: 2024-01-0{1} 10:00:00\n---\nBody\n"
)


def found(folder: Path, feed: str, *flags: str) -> list[tuple[str, str]]:
    ran = outfeed_here("export", "--jobs", "1", "--allow-new-ids", *flags, cwd=folder)
    assert ran.status == 0, ran.err
    items = json.loads((folder / "out" / feed / "feed.json").read_text())["items"]
    return [(each["id"], each["date_published"]) for each in items]


@pytest.mark.parametrize("kind", ["rows", "articles"])
class TestTwice:
    """One text in two sources that read it in different ways."""

    def site(self, folder: Path, kind: str) -> list[tuple[str, str]]:
        """A site, and the entries that its feeds have to have."""
        for name in "ab":
            if kind == "rows":
                (folder / name).write_text(ROW.format("x", 2))
            else:
                (folder / name).mkdir()
                (folder / name / "x.md").write_text(ARTICLE.format("x", 2))
        (folder / "outfeed.yaml").write_text(SETTINGS)
        return [("a:x", "2024-01-02T10:00:00Z"), ("b:x", "2024-01-02T01:00:00Z")]

    def test_in_each_feed(self, kind: str, tmp_path: Path) -> None:
        wanted = self.site(tmp_path, kind)

        assert found(tmp_path, "") == wanted
        assert found(tmp_path, "again", "--no-cache") == wanted

    def test_where_another_article_comes(self, kind: str, tmp_path: Path) -> None:
        wanted = self.site(tmp_path, kind)
        found(tmp_path, "")
        with (tmp_path / ("a" if kind == "rows" else "a/y.md")).open("a") as file:
            file.write((ROW if kind == "rows" else ARTICLE).format("y", 1))

        assert found(tmp_path, "")[:2] == wanted
