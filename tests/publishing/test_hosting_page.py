"""docs/hosting.md: its media types are those of the files, and its uploads keep the order that it asks for."""

import fnmatch
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from tests.cli.running import ROOT, contents, outfeed_here, post
from tests.planning.publishing_at import hosting
from tests.write_docs import blocks

PAGE: Final = (ROOT / "docs/hosting.md").read_text(encoding="utf-8")
S3: Final = next(block.text for block in blocks(PAGE) if "aws s3" in block.text)
HEADERS: Final = "".join(block.text for block in blocks(PAGE) if "Content-Type: " in block.text)
CHANGES: Final = next(block.text for block in blocks(PAGE) if block.name == "changes.py")
UPLOAD: Final = next(block.text for block in blocks(PAGE) if "python3 changes.py" in block.text)
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


class Storage:
    """A storage that is published by a server, and the commands `put` and `delete` that change it."""

    def __init__(self, folder: Path) -> None:
        """Nothing is published yet."""
        self.folder = folder
        self.published = folder / "published/feeds"
        self.published.mkdir(parents=True)
        (folder / "changes.py").write_text(CHANGES, encoding="utf-8")
        for name, script in (
            ("put", 'mkdir -p "$(dirname "published/feeds/$3")"; cp "$2" "published/feeds/$3"'),
            ("delete", 'rm -f "published/feeds/$1"'),
            ("python3", f'exec "{sys.executable}" "$@"'),
        ):
            (folder / name).write_text(
                f'#!/bin/sh\n[ "$*" != "$FAILS" ] || exit 5\necho {name} "$@" >>calls\n{script}\n'
            )
            (folder / name).chmod(0o755)

    def export(self, **articles: str) -> None:
        """Make the out folder anew, of articles by name, with their topics."""
        for old in ("news", "out"):
            shutil.rmtree(self.folder / old, ignore_errors=True)
        for name, topics in articles.items():
            post(self.folder / "news", name, topics=topics)
        settings = "site: {title: News, url: https://example.org/}\nfeeds: [{path: ''}, {path: 'topics/{topic}'}]\n"
        (self.folder / "news/outfeed.yaml").write_text(settings, encoding="utf-8")
        assert outfeed_here("export", "news", "--quiet", cwd=self.folder).status == 0

    def upload(self, url: str, fails: str = "") -> tuple[int, list[str]]:
        """Run the commands of the page: their status, and the files that were put and deleted, in their order."""
        (self.folder / "calls").write_text("", encoding="utf-8")
        done = subprocess.run(
            ["sh", "-c", UPLOAD.replace("https://example.org/feeds/", url)],
            cwd=self.folder,
            env={"PATH": f"{self.folder}{os.pathsep}{os.environ['PATH']}", "FAILS": fails, "no_proxy": "*"},
            check=False,
        )
        calls = (self.folder / "calls").read_text(encoding="utf-8").splitlines()
        return done.returncode, [" ".join(each.split()[::-1][:1]) for each in calls if not each.startswith("python3")]


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[tuple[Storage, str]]:
    """A storage, and the address that it is published at."""
    with hosting(tmp_path / "published") as site:
        yield Storage(tmp_path), f"{site.url}feeds/"


class TestChanges:
    """changes.py: what the published manifest and that of the out folder differ in, whatever happened before."""

    def test_the_first_upload_brings_everything_and_the_second_nothing(self, storage: tuple[Storage, str]) -> None:
        made, url = storage
        made.export(a="[AI]")
        first = made.upload(url)
        second = made.upload(url)

        assert first[0] == second[0] == 0
        assert contents(made.published) == contents(made.folder / "out")
        assert first[1][0] == first[1][-1] == "manifest.json"
        assert max(first[1].index(name) for name in ("feed.csv", "topics/ai/feed.csv")) < first[1].index("rss.xml")
        assert first[1].index("topics/ai/atom.xml") < min(first[1].index(name) for name in ("index.html", "feeds.opml"))
        assert second[1] == ["manifest.json", "manifest.json"]

    def test_what_changed_is_uploaded_and_what_is_gone_is_deleted(self, storage: tuple[Storage, str]) -> None:
        made, url = storage
        made.export(a="[AI]", b="[Law]")
        made.upload(url)
        made.export(a="[AI]", c="[Art]")

        status, calls = made.upload(url)

        assert (status, contents(made.published)) == (0, contents(made.folder / "out"))
        assert {"rss.xml", "topics/art/rss.xml", "topics/law/rss.xml"} < set(calls)
        assert "topics/ai/rss.xml" not in calls

    @pytest.mark.parametrize("fails", ["topics/art/rss.xml", "index.html", "manifest.json"])
    def test_after_an_upload_that_broke_off_the_next_one_puts_everything_right(
        self, storage: tuple[Storage, str], fails: str
    ) -> None:
        made, url = storage
        made.export(a="[AI]", b="[Law]")
        made.upload(url)
        made.export(a="[AI]", c="[Art]")
        kind = {"rss": "application/rss+xml", "ind": "text/html", "man": "application/json"}[Path(fails).name[:3]]
        broken = made.upload(url, fails=f"{kind} out/{fails} {fails}")
        made.export(a="[AI]", b="[Law]")

        status, _ = made.upload(url)

        assert (broken[0], status) == (5, 0)
        assert contents(made.published) == contents(made.folder / "out")

    def test_an_export_against_what_broke_off_is_guarded(self, storage: tuple[Storage, str]) -> None:
        made, url = storage
        made.export(a="[AI]")
        made.upload(url)
        made.export(a="[AI]", c="[Art]")
        made.upload(url, fails="application/rss+xml out/rss.xml rss.xml")

        ran = outfeed_here("export", "news", "--quiet", "--against", url, cwd=made.folder)

        assert (ran.status, ran.err) == (0, "")

    def test_an_answer_that_is_neither_a_manifest_nor_404_ends_it(self, storage: tuple[Storage, str]) -> None:
        made, url = storage
        made.export(a="[AI]")
        (made.published / "manifest.json").write_text("<html>Sign in</html>", encoding="utf-8")

        assert made.upload(url) == (1, [])


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
