"""Whatever topics and authors are called, their feeds lie below out/, each in a folder of its own, and are valid."""

from pathlib import Path
from typing import Any, Final

import pytest

from tests.site.making import FIRST, exported, small, written
from tests.site.published import Published

HOSTILE: Final = (
    *(
        "..",
        ".",
        "../../etc",
        "/etc/passwd",
        "a/b",
        "a\\b",
        "C:\\Windows",
        "~root",
        "-rf",
        "_site",
        "\u202e",
        "\u202egnp.exe",
    ),
    *(
        "CON",
        "con",
        "nul.txt",
        "COM1",
        "aux ",
        "x" * 300,
        "机" * 300,
        "🤖",
        "👩‍👩‍👧",
        "\u200b",
        "e\u0301" * 90,
        "\u0301",
    ),
    *(
        "<script>alert(1)</script>",
        "{topic}",
        "%2e%2e%2f",
        "a?b#c",
        "=1+1",
        "index.html",
        "rss.xml",
        "trailing.",
        "#",
        "|",
    ),
)
TOPICS: Final = 40
AUTHORS: Final = 30


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run over articles with one such topic and author each."""
    folder = tmp_path_factory.mktemp("hostile")
    for number, name in enumerate(HOSTILE):
        people = {"authors": [{"name": name}], "name": name}
        written(folder / "news", f"{number}", small(number, FIRST, topics=[name], category=name, provider=people))
    return folder


@pytest.fixture(scope="module")
def made(folder: Path) -> Published:
    """Their feeds, with pages."""
    feeds = [
        {"path": "{topic}"},
        {"path": "of/{topic}/{author}", "title": "{topic} by {author}", "archive": "year"},
        {"path": "in/{category}/x-{provider}-y", "id": "https://everyday.example/id/{category}/{provider}"},
    ]
    return exported(folder, folder / "news", *feeds, pages={}, flags=("--keep-going",))


class TestNames:
    """A folder name is one that every file system and web server takes as it is."""

    def test_nothing_is_written_elsewhere(self, made: Published, folder: Path) -> None:
        assert sorted(each.name for each in folder.iterdir()) == ["news", "out", "outfeed.yaml"]
        for name in made.files:
            for part in name.split("/"):
                assert part not in ("", ".", "..")
                assert not set(part) & set('\\:*?"<>|\x00\u202e\u200b')
                assert not part.startswith(("-", "~", " "))
                assert not part.endswith((".", " "))
                assert part.partition(".")[0].casefold() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}
                assert len(part.encode()) <= 90

    def test_no_two_folders_are_one_where_case_does_not_count(self, made: Published) -> None:
        assert len({name.casefold() for name in made.files}) == len(made.files)

    def test_every_article_is_in_its_feed(self, made: Published) -> None:
        ids = {id_ for path in made.listed if "/" not in path for id_ in made.ids(path)}

        assert len(ids) >= len(HOSTILE) - 4
        assert {id_ for path in made.listed if path.startswith("of/") for id_ in made.ids(path)} == ids

    def test_no_document_has_a_finding(self, made: Published) -> None:
        assert [each for each in made.findings() if each[1].level.name == "ERROR"] == []

    def test_ids_differ(self, made: Published) -> None:
        assert len({each["id"].casefold() for each in made.listed.values()}) == len(made.listed)

    def test_no_page_holds_a_script_of_theirs(self, made: Published) -> None:
        pages = {name: data for name, data in made.files.items() if name.endswith((".html", ".opml", ".xml"))}

        assert [name for name, data in pages.items() if b"<script>alert" in data] == []
        assert len([name for name, data in pages.items() if b"alert(1)" in data]) > 9


class TestMany:
    """One article with 40 topics and 30 authors is in 1,200 feeds of `{topic}/{author}`."""

    def test_each_has_its_feed(self, tmp_path: Path) -> None:
        people = {"authors": [{"name": f"Author {number}"} for number in range(AUTHORS)]}
        topics = [f"Topic {number}" for number in range(TOPICS)]
        written(tmp_path / "news", "many", small(1, FIRST, topics=topics, provider=people))
        feed: dict[str, Any] = {"path": "{topic}/{author}", "formats": ["json"]}
        made = exported(tmp_path, tmp_path / "news", feed)

        assert set(made.listed) == {f"topic-{t}/author-{a}" for t in range(TOPICS) for a in range(AUTHORS)}
        assert all(made.ids(path) == ["https://news.example/1"] for path in made.listed)
