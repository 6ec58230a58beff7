"""Rows, items and posts whose ids change: `export`, `--check`, `plan` and `--write-ids` as for articles in files."""

import io
import json
from pathlib import Path

import pytest

from exporters.support.stdin import spooled_stdin
from tests.cli.running import Ran, outfeed_here
from tests.sources.test_foreign_items import GHOST_POST, ITEM, JSON_ITEM, POST, ghost, json_feed, rss, wxr

SETTINGS = (
    'site: {title: T, url: "https://example.org/"}\nsource: {path: FILE, timezone: UTC}\nout: out\npages: false\n'
)
ROW = {"id": "id-1", "title": "One", "url": "https://example.org/1", "date": "2024-01-02"}
POST_ID, GHOST_ID = "https://w.example/?p=1", str(GHOST_POST["id"])
FILES = {  # the text, the id in it, and where the id stands, as messages show it
    "a.jsonl": (json.dumps(ROW), "id-1", "a.jsonl:1:2: error: id: "),
    "a.json": (json.dumps({"posts": [ROW]}), "id-1", "a.json:1:13: error: /posts/0/id: "),
    "a.csv": ("title,url,id,date\nOne,/1,id-1,2024-01-02\n", "id-1", "a.csv:2:8: error: id: "),
    "rss.xml": (rss(ITEM), "a-1", "rss.xml:4:1: error: guid: "),
    "feed.json": (json_feed(JSON_ITEM | {"id": "id-1"}), "id-1", "feed.json:1:113: error: /items/0/id: "),
    "wxr.xml": (wxr(POST), POST_ID, "wxr.xml:3:1: error: guid: "),
    "ghost.json": (ghost(GHOST_POST), GHOST_ID, "ghost.json:1:30: error: /db/0/data/posts/0/id: "),
    "-": (json.dumps(ROW), "id-1", "-:1:2: error: id: "),
}


class ItemSite:
    """A site whose articles stand in one file, or come from standard input."""

    def __init__(self, folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.name, self._monkeypatch = folder, name, monkeypatch
        self.write_settings("")

    def write_settings(self, more: str) -> None:
        text = SETTINGS.replace("FILE", "." if self.name == "-" else self.name)
        (self.folder / "outfeed.yaml").write_text(text + more, encoding="utf-8")

    def run(self, text: str, *words: str) -> Ran:
        """A command with `text` as the content of the source."""
        if self.name != "-":
            (self.folder / self.name).write_text(text, encoding="utf-8")
            return outfeed_here(*words, cwd=self.folder)
        self._monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        try:
            return outfeed_here(*words, "-", "--config", "outfeed.yaml", cwd=self.folder)
        finally:
            spooled_stdin.cache_clear()  # a process has one standard input, a test has several

    def ids(self) -> list[str]:
        items = json.loads((self.folder / "out/feed.json").read_text(encoding="utf-8"))["items"]
        return [item["id"] for item in items]


@pytest.mark.parametrize("name", FILES)
def test_an_id_that_changes(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = ItemSite(tmp_path, name, monkeypatch)
    text, identity, place = FILES[name]
    other = text.replace(identity, "5f0000000000000000000009")

    assert site.run(text, "export").status == 0
    assert site.ids() == [identity]
    assert site.run(text, "export", "--check").status == 0
    assert site.run(text, "plan", "--exit-code").status == 0

    refused = site.run(other, "export")

    assert refused.status == 3
    [told] = refused.told("error")
    assert told.startswith(place)
    assert told.endswith("[id-changed]")
    assert "front matter" not in told
    assert site.run(other, "export", "--check").status == 1
    assert site.ids() == [identity]

    planned = site.run(other, "plan", "--exit-code", "--write-ids", "ids.yaml")

    assert (planned.status, f'its id "{identity}" becomes "5f0000000000000000000009"' in planned.out) == (1, True)
    assert "1 id written to ids.yaml" in planned.err

    site.write_settings("ids: ids.yaml\n")

    assert site.run(other, "export").status == 0
    assert site.ids() == [identity]
    assert site.run(other, "plan", "--exit-code").status == 0
