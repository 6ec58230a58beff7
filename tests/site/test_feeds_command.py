"""`outfeed feeds` tells what an export writes then, and writes nothing itself."""

import json
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import pytest

from tests.cli.running import contents, outfeed_here
from tests.site import plain
from tests.site.making import run, settings, site
from tests.site.published import FEEDS as FEEDS_URL
from tests.site.published import Published
from tests.store.sites import watching

FEEDS: Final[tuple[dict[str, Any], ...]] = (
    {"path": "", "archive": "year", "limit": 5},
    {"path": "topics/{topic}", "limit": 3},
    {"path": "short", "max_bytes": "30 kB", "limit": 0},
    {"path": "hot", "order": "heat", "limit": 9, "formats": ["json", "csv"]},
)
ALONE: Final = ("--jobs", "1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a run over 80 articles; nothing was exported."""
    settings(tmp_path, site(tmp_path, 80), *FEEDS)
    return tmp_path


def listed(folder: Path, *flags: str) -> str:
    """What the command prints."""
    ran = outfeed_here("feeds", *ALONE, *flags, cwd=folder)
    assert ran.status == 0, ran.err
    return ran.out


def told(folder: Path, *flags: str) -> dict[str, dict[str, Any]]:
    """The same for programs, by path."""
    return {each["path"]: each for each in json.loads(listed(folder, "--json", *flags))}


class TestTruth:
    """Counts, dates and sizes are those of the files that an export writes."""

    @pytest.mark.parametrize("flags", [(), ("--limit", "2"), ("--as-of", "2020-06-01T00:00:00Z"), ("--drafts",)])
    def test_json_equals_what_an_export_writes_then(self, folder: Path, flags: tuple[str, ...]) -> None:
        found = told(folder, *flags)
        run(folder, *ALONE, *flags)
        made = Published(contents(folder / "out"))

        assert set(found) == set(made.listed)
        for path, each in found.items():
            record, ids = made.listed[path], made.ids(path)
            assert (each["id"], each["title"], each["entries"]) == (record["id"], record["title"], len(ids))
            items = made.json(f"{path}/feed.json" if path else "feed.json")["items"]
            assert each["newest"] == max(item["date_published"] for item in items)
            documents = {document["format"]: document for document in each["documents"]}
            assert {name: document["url"] for name, document in documents.items()} == record["self_urls"]
            assert {name: document["bytes"] for name, document in documents.items()} == {
                name: len(made.files[_name(url)]) for name, url in record["self_urls"].items()
            }

    def test_the_table_says_the_same(self, folder: Path) -> None:
        found = told(folder)
        head, *rows = listed(folder).splitlines()

        assert head.split() == ["path", "entries", "newest", "largest", "title"]
        for row, each in zip(rows, found.values(), strict=True):
            path, entries, newest, *_ = row.split()
            assert (path, entries, newest) == (each["path"] or ".", f"{each['entries']}", each["newest"][:10])
            assert row.endswith(f"  {each['title']}")

    def test_after_an_export_it_says_what_it_said_before(self, folder: Path) -> None:
        before = told(folder)
        run(folder, *ALONE)

        assert told(folder) == before
        assert told(folder, "--no-cache") == before

    def test_a_feed_without_entries_is_told(self, folder: Path) -> None:
        run(folder, *ALONE)
        for path in (folder / "news").rglob("*.md"):
            path.write_text(path.read_text(encoding="utf-8").replace("C#", "C sharp"), encoding="utf-8")
        gone = f"topics/{plain.folder('C#', 'topic')}"

        assert (told(folder)[gone]["entries"], told(folder)[gone]["newest"]) == (0, None)


class TestWritesNothing:
    """It looks only: the out folder is as it was, and what it learnt makes no export slower."""

    def test_out_does_not_appear(self, folder: Path) -> None:
        listed(folder)

        assert not (folder / "out").exists()
        assert sorted(each.name for each in folder.iterdir()) == [".outfeed", "news", "outfeed.yaml"]

    def test_what_is_published_stays(self, folder: Path) -> None:
        run(folder, *ALONE)
        before = contents(folder / "out")
        settings(folder, folder / "news", {"path": "other"}, {"path": "years/{year}"})
        listed(folder)

        assert contents(folder / "out") == before

    def test_the_next_export_makes_no_more_than_without_it(self, folder: Path) -> None:
        run(folder, *ALONE)
        article = folder / "news" / "2020" / min(contents(folder / "news" / "2020"))
        article.write_bytes(article.read_bytes().replace(b"Title", b"Titel"))
        with watching() as looked:
            listed(folder)
        with watching() as after:
            run(folder, *ALONE)
        with watching() as still:
            run(folder, *ALONE)

        assert looked.parsed == [article.name]
        assert (after.parsed, still.parsed) == ([], [])
        assert 0 < after.made <= looked.made
        assert still.made == 0

    def test_where_all_stands_it_makes_nothing(self, folder: Path) -> None:
        run(folder, *ALONE)
        with watching() as looked:
            listed(folder)
        with watching() as after:
            run(folder, *ALONE)

        assert after.made == 0
        assert (after.parsed, looked.parsed) == ([], [])


def _name(url: str) -> str:
    return unquote(url.removeprefix(FEEDS_URL))
