"""The file that `ids` names, and what it does: articles keep the ids under which they were published."""

import json
import re
from pathlib import Path

import pytest

from exporters.errors import SettingsError
from exporters.settings.aliases import read_ids
from tests.cli.running import outfeed_here

ARTICLE = "---\ntitle: {title}\npublishedDateTime: 2021-08-24T07:30:00Z\nwebUrl: {url}\n{more}---\n"


def written(folder: Path, text: str, name: str = "ids.yaml") -> Path:
    """A file of ids."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def site(folder: Path, more: str = "") -> Path:
    """A site of two articles, of which the second has an id of its own."""
    folder.mkdir(exist_ok=True)
    (folder / "outfeed.yaml").write_text(f"site: {{url: https://example.org/}}\n{more}", encoding="utf-8")
    for name, own in (("one", ""), ("two", "id: two\n")):
        text = ARTICLE.format(title=name, url=f"https://example.org/{name}", more=own)
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def published(folder: Path) -> dict[str, str]:
    """The id of each entry, by title."""
    feed = json.loads((folder / "out" / "feed.json").read_text())
    return {item["title"]: item["id"] for item in feed["items"]}


def problems(folder: Path, text: str) -> list[str]:
    """What is wrong with a file of ids: where, and what."""
    with pytest.raises(SettingsError) as caught:
        read_ids(written(folder, text))
    return [f"{each.line}:{each.column} {each.rule}" for each in caught.value.diagnostics]


class TestReading:
    """A mapping of permalinks to ids."""

    def test_yaml_with_comments(self, tmp_path: Path) -> None:
        file = written(tmp_path, '# kept\nhttps://example.org/a: http://example.org/a\nhttps://example.org/b: "7"\n')

        assert read_ids(file) == {"https://example.org/a": "http://example.org/a", "https://example.org/b": "7"}

    def test_json(self, tmp_path: Path) -> None:
        file = written(tmp_path, '{\n"https://example.org/a": "tag:example.org,2021:a"\n}\n', "ids.json")

        assert read_ids(file) == {"https://example.org/a": "tag:example.org,2021:a"}

    def test_a_number_is_the_text_that_stands_there(self, tmp_path: Path) -> None:
        assert read_ids(written(tmp_path, "https://example.org/a: 007\n")) == {"https://example.org/a": "007"}

    def test_an_empty_file_keeps_no_id(self, tmp_path: Path) -> None:
        assert read_ids(written(tmp_path, "# none yet\n")) == {}

    def test_every_problem_has_its_place(self, tmp_path: Path) -> None:
        text = (
            "https://example.org/a: one\n"
            "/b: two\n"
            "https://example.org/c:\n"
            "https://example.org/d: one\n"
            "https://example.org/e: [x]\n"
            'https://example.org/f: " f"\n'
            'https://example.org/g: "g\\u0001"\n'
        )

        assert problems(tmp_path, text) == [
            "2:1 url-wrong",
            "3:1 ids-wrong",
            "4:1 ids-shared",
            "5:1 ids-wrong",
            "6:1 ids-wrong",
            "7:1 ids-wrong",
        ]

    def test_an_id_is_no_longer_than_one_of_an_article(self, tmp_path: Path) -> None:
        text = f"https://example.org/a: {'a' * 2000}\nhttps://example.org/b: {'b' * 2001}\n"

        assert problems(tmp_path, text) == ["2:1 ids-wrong"]

    @pytest.mark.parametrize(
        ("text", "rule"),
        [
            ("- a\n", "1:1 settings-no-mapping"),
            ("https://example.org/a: 1\nhttps://example.org/a: 2\n", "2:1 key-repeated"),
        ],
    )
    def test_what_is_no_mapping_is_refused(self, tmp_path: Path, text: str, rule: str) -> None:
        assert problems(tmp_path, text) == [rule]


class TestMillions:
    """A file with an error in every line ends in a page of messages."""

    def test_a_thousand_errors_are_told_and_the_others_counted(self, tmp_path: Path) -> None:
        folder = site(tmp_path, "ids: ids.yaml\n")
        written(folder, "".join(f"/{number}: {number}\n" for number in range(1_002)))

        done = outfeed_here("plan", cwd=folder)

        *told, last = done.err.splitlines()
        assert done.status == 2
        assert len(told) == 1_000
        assert told[-1].startswith("ids.yaml:1000:1: error: ")
        assert last == "2 more errors not shown: fix these first."


class TestKeeping:
    """What `ids` says holds, whatever the article says."""

    def test_articles_keep_the_ids_they_had(self, tmp_path: Path) -> None:
        folder = site(tmp_path, "ids: ids.yaml\n")
        written(folder, "https://example.org/one: http://example.org/one\nhttps://example.org/two: 2\n")

        done = outfeed_here("export", cwd=folder)

        assert done.status == 0, done.err
        assert published(folder) == {"one": "http://example.org/one", "two": "2"}
        assert '<guid isPermaLink="false">http://example.org/one</guid>' in (folder / "out" / "rss.xml").read_text()

    def test_a_file_that_changed_counts_at_once(self, tmp_path: Path) -> None:
        folder = site(tmp_path, "ids: ids.yaml\n")
        written(folder, "https://example.org/one: first\n")
        outfeed_here("export", cwd=folder)
        written(folder, "https://example.org/one: second\n")

        outfeed_here("export", "--allow-new-ids", cwd=folder)

        assert published(folder)["one"] == "second"

    def test_one_that_is_missing_is_told(self, tmp_path: Path) -> None:
        done = outfeed_here("export", cwd=site(tmp_path, "ids: ids.yaml\n"))

        assert done.status == 2
        (line,) = done.err.splitlines()
        assert ": error: ids: no file ids.yaml; name one, relative to this file, or remove ids [settings-miss" in line
        assert re.match(r"outfeed\.yaml:\d+:1: ", line)

    def test_what_is_wrong_in_it_is_told_with_all_other_problems(self, tmp_path: Path) -> None:
        folder = site(tmp_path, "ids: ids.yaml\ntitel: x\n")
        written(folder, "nowhere: x\n")

        done = outfeed_here("export", cwd=folder)

        assert [line.rpartition("[")[2] for line in done.err.splitlines()] == ["key-unknown]", "url-wrong]"]
