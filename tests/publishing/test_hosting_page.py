"""docs/hosting.md: its media types are those of the files, and its uploads keep the order that it asks for."""

import fnmatch
import itertools
import json
import os
import re
import subprocess
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from tests.cli.running import ROOT, outfeed_here, post
from tests.write_docs import blocks

PAGE: Final = (ROOT / "docs/hosting.md").read_text(encoding="utf-8")
S3: Final = next(block.text for block in blocks(PAGE) if "aws s3" in block.text)
HEADERS: Final = "".join(block.text for block in blocks(PAGE) if "Content-Type: " in block.text)
SETTINGS: Final = """\
site: {title: News, url: https://example.org/, language: en}
source: {timezone: UTC}
stylesheet: true
formats: [rss, atom, json, csv, sitemap, news-sitemap]
feeds: [{path: '', archive: month, limit: 1}, {path: years, archive: year, limit: 1}, {path: 'topics/{topic}'}]
"""
AWS: Final = """\
#!/bin/sh
printf '%s\\0' "$@" >>"$CALLS"
printf '\\n' >>"$CALLS"
"""


class Upload(NamedTuple):
    """A call of `aws s3 sync`."""

    media_type: str  # "" where it is left to the program
    names: tuple[str, ...]  # patterns; empty: everything but `others`
    others: tuple[str, ...]
    deletes: bool
    keeps: str  # for how long

    def takes(self, path: str) -> bool:
        """Whether it uploads the file."""
        if self.names:
            return any(fnmatch.fnmatchcase(path, each) for each in self.names)
        return not self.deletes and not any(fnmatch.fnmatchcase(path, each) for each in self.others)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The media type of each file that an export writes, its manifest excepted."""
    folder = tmp_path_factory.mktemp("hosting")
    for number, moment in enumerate(("2022-05-01", "2023-06-01", "2023-07-01")):
        post(folder / "news", f"a{number}", publishedDateTime=moment, topics="[rss, Sitemap, feed-2023, AI]")
    (folder / "news/outfeed.yaml").write_text(SETTINGS, encoding="utf-8")
    assert outfeed_here("export", "news", "--quiet", cwd=folder).status == 0
    manifest = json.loads((folder / "out/manifest.json").read_text(encoding="utf-8"))
    return {each["path"]: each["media_type"] for each in manifest["files"]}


@pytest.fixture(scope="module")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> list[Upload]:
    """The calls of the script for S3, in their order."""
    folder = tmp_path_factory.mktemp("aws")
    (folder / "aws").write_text(AWS, encoding="utf-8")
    (folder / "aws").chmod(0o755)
    around = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "CALLS": str(folder / "calls")}
    subprocess.run(["bash", "-c", S3], env=around, cwd=folder, check=True)
    calls = (folder / "calls").read_text(encoding="utf-8").splitlines()
    return [upload(call.split("\0")[:-1]) for call in calls]


def upload(words: list[str]) -> Upload:
    """What a call asks for."""
    given = dict(itertools.pairwise(words))
    names = tuple(name for flag, name in itertools.pairwise(words) if flag == "--include")
    others = tuple(name for flag, name in itertools.pairwise(words) if flag == "--exclude")
    assert words[:4] == ["s3", "sync", "out", "s3://example-bucket/feeds"]
    assert ("--delete" in words) is ("--size-only" in words)  # or a clock that is wrong uploads again, without a type
    media_type = given.get("--content-type", "").partition(";")[0]
    return Upload(media_type, names, others, "--delete" in words, given.get("--cache-control", ""))


def matching(rule: str) -> str:
    """The pattern that Netlify and Cloudflare make of a path: `:name` is one folder, `*` is anything."""
    return re.sub(r":[a-z]+", "[^/]+", re.escape(rule)).replace(r"\*", ".*")


class TestTypes:
    """What the page says of a file is what the program knows."""

    def test_the_table_names_every_file(self, files: dict[str, str]) -> None:
        rows = re.findall(r"(?m)^\| (`.*`) \| `(.*)` \|$", PAGE)
        told = {name: media_type for names, media_type in rows for name in re.findall(r"`([^`]+)`", names)}

        assert told.pop("manifest.json") == "application/json"
        known = {re.sub(r"-\d+(-\d+)?\.", "-2021-08.", Path(path).name): kind for path, kind in files.items()}
        assert {name: kind for name, kind in told.items() if name != "sitemap-1.xml"} == known
        assert told["sitemap-1.xml"] == known["sitemap.xml"]

    def test_s3_gets_them(self, files: dict[str, str], uploads: list[Upload]) -> None:
        first = {path: next(each.media_type for each in uploads if each.takes(path)) for path in files}

        assert first == files

    def test_s3_gets_the_files_of_plugins_once_and_before_what_lists_them(self, uploads: list[Upload]) -> None:
        takes = [at for at, each in enumerate(uploads) if each.takes("topics/ai/digest.txt")]

        assert len(takes) == 1
        assert takes[0] < next(at for at, each in enumerate(uploads) if each.takes("index.html"))
        assert not uploads[takes[0]].takes(".outfeed-new/digest.txt")

    def test_s3_keeps_every_file_for_minutes(self, uploads: list[Upload]) -> None:
        assert {each.keeps for each in uploads[:-1]} == {"public, max-age=300"}

    def test_headers_name_the_feeds_and_their_archives_once(self, files: dict[str, str]) -> None:
        rules = re.findall(r"(?m)^(/\S+)\n  Content-Type: ([^;\n]+)", HEADERS)
        kinds = ("application/rss+xml", "application/atom+xml", "application/feed+json")
        feeds = {path: kind for path, kind in files.items() if kind in kinds}
        del feeds["topics/feed-2023/feed.json"]  # a folder that is called like an archive: the page warns of it

        assert {"atom-2023-06.xml", "years/rss-2022.xml"} <= set(feeds)
        assert max(rule.count("*") for rule, _ in rules) == 1  # Cloudflare allows no more
        for path, kind in feeds.items():
            assert [each for rule, each in rules if re.fullmatch(matching(rule), f"/feeds/{path}")] == [kind], path


class TestOrder:
    """A reader finds nothing that leads nowhere, whenever it asks."""

    def test_what_feeds_link_to_comes_before_them_and_lists_after(self, uploads: list[Upload]) -> None:
        def rank(path: str) -> int:
            return next(at for at, each in enumerate(uploads) if each.takes(path))

        archives = [rank("rss-2022.xml"), rank("atom-2023-06.xml"), rank("years/feed-2022.json"), rank("feed.csv")]
        feeds = [rank("rss.xml"), rank("topics/ai/atom.xml"), rank("feed.json")]
        lists = [rank("index.html"), rank("feeds.opml"), rank("sitemap.xml")]

        assert max(archives) < min(feeds)
        assert max(feeds) < min(lists)
        assert max(lists) < rank("manifest.json")

    def test_deletions_are_last(self, uploads: list[Upload]) -> None:
        assert [each.deletes for each in uploads] == [False] * (len(uploads) - 1) + [True]
        assert uploads[-1].names == ()
