"""The cache knows all that shapes a row, an item or a post: whichever part of its file changes, warm equals cold."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import outfeed_here
from tests.sources.test_foreign_items import GHOST_POST, ITEM, JSON_ITEM, POST, ghost, json_feed, rss, wxr
from tests.store.sites import documents

SETTINGS = 'site: {title: T, url: "https://example.org/"}\nsource: {path: FILE, timezone: UTC}\npages: false\n'
ROWS = [
    {
        "title": "Row one",
        "url": "/1",
        "date": "2024-01-02",
        "tags": ["x", "y"],
        "author": "Ann",
        "content_text": "Text",
    },
    {"title": "Row two", "url": "/2", "date": "2024-01-03", "summary": "Short", "content_markdown": "*More*"},
]
PICTURE = (
    "<item><title>Pic</title><wp:post_id>7</wp:post_id><wp:post_type>attachment</wp:post_type>"
    "<wp:attachment_url>https://w.example/pic.png</wp:attachment_url></item>"
)
THUMBNAIL = "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>7</wp:meta_value></wp:postmeta></item>"
TABLES = {
    "tags": [{"id": "t1", "name": "Robots", "slug": "robots"}],
    "posts_tags": [{"post_id": GHOST_POST["id"], "tag_id": "t1", "sort_order": 0}],
    "users": [{"id": "u1", "name": "Zoe", "slug": "zoe"}],
    "posts_authors": [{"post_id": GHOST_POST["id"], "author_id": "u1", "sort_order": 0}],
    "posts_meta": [{"post_id": GHOST_POST["id"], "meta_description": "Said"}],
    "settings": [{"key": "title", "value": "Ghosts"}],
}
FILES = {
    "a.jsonl": "\n".join(map(json.dumps, ROWS)),
    "a.json": json.dumps({"posts": ROWS}, indent=1),
    "a.csv": "title,url,date,tags\nRow one,/1,2024-01-02,x|y\nRow two,/2,2024-01-03,z\n",
    "rss.xml": rss(ITEM, ITEM.replace("a-1", "a-2").replace("a.example/1", "a.example/2")),
    "feed.json": json_feed(JSON_ITEM, {**JSON_ITEM, "id": "2", "url": "https://j.example/2"}),
    "wxr.xml": wxr(POST.replace("</item>", THUMBNAIL), PICTURE),
    "ghost.json": ghost(GHOST_POST, **TABLES),
}
_WORD = re.compile(r"(?<=[>\"' ,|])[^\W_]{1,40}(?=[<\"' ,|])")


def changes(text: str) -> Iterator[str]:
    """The file with one word after another changed, without one line after another, and with its last part first."""
    for found in _WORD.finditer(text):
        yield f"{text[: found.start()]}{found[0].swapcase()}9{text[found.end() :]}"
    lines = text.splitlines(keepends=True)
    yield from ("".join(lines[:at] + lines[at + 1 :]) for at in range(len(lines)))
    yield f"{text}\n{text}"


def export(folder: Path, *flags: str) -> tuple[int, str, dict[str, bytes]]:
    ran = outfeed_here("export", "--jobs", "1", "--keep-going", "--verbose", "--allow-new-ids", *flags, cwd=folder)
    name = flags[1]
    return ran.status, ran.err.replace(f"{name}/", "out/"), documents(folder / name)


@pytest.mark.parametrize("name", FILES)
def test_a_warm_export_is_a_cold_one(name: str, tmp_path: Path) -> None:
    file, seen, wrong = tmp_path / name, set[str](), []
    (tmp_path / "outfeed.yaml").write_text(SETTINGS.replace("FILE", name))
    for text in (FILES[name], *changes(FILES[name]), FILES[name]):
        file.write_text(text, encoding="utf-8")
        warm, cold = export(tmp_path, "--out", "warm"), export(tmp_path, "--out", "cold", "--no-cache")
        wrong += [text] if warm != cold else []
        seen.add(repr(cold[2].get("feed.json")))

    assert wrong == []
    assert len(seen) > 5
