"""A table has columns of files as soon as an article of the site has a file, and no longer."""

import csv
from pathlib import Path
from typing import Final

from tests.cli.running import outfeed_here, post

FILE: Final = "[{url: https://example.org/a.mp3, type: audio/mpeg, length: 123}]"
SETTINGS: Final = 'site: {title: T, url: "https://example.org/"}\nfeeds: [{path: ""}, {path: "topics/{topic}"}]\n'


def tables(folder: Path, *flags: str) -> dict[str, list[list[str]]]:
    """The last five columns of each table, with the number of columns."""
    ran = outfeed_here("export", "--jobs", "1", "--out", "out", *flags, cwd=folder)
    assert ran.status == 0, ran.err
    found = {}
    for path in sorted((folder / "out").rglob("feed.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            found[path.parent.name] = [[str(len(row)), *row[-5:]] for row in csv.reader(file)]
    return found


def test_they_come_and_go_with_the_files(tmp_path: Path) -> None:
    (tmp_path / "outfeed.yaml").write_text(SETTINGS)
    for number in range(1, 4):
        post(tmp_path, f"p{number}", topics=f"[T{number}]", publishedDateTime=f"2024-01-0{number}T00:00:00Z")
    before = tables(tmp_path)
    post(tmp_path, "p2", topics="[T2]", publishedDateTime="2024-01-02T00:00:00Z", enclosures=FILE)

    warm = tables(tmp_path)

    assert warm == tables(tmp_path, "--no-cache")
    assert {row[0] for rows in before.values() for row in rows} == {"22"}
    assert {row[0] for rows in warm.values() for row in rows} == {"27"}
    assert warm["t2"][1][1:] == ["https://example.org/a.mp3", "audio/mpeg", "123", "", ""]
    assert warm["t1"][1][1:] == [""] * 5

    post(tmp_path, "p2", topics="[T2]", publishedDateTime="2024-01-02T00:00:00Z")

    assert tables(tmp_path) == before
