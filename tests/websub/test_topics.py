"""Which documents are topics: those that feed readers take, at the address that they give for themselves."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from exporters.errors import PublishError, UsageError
from exporters.publishing.manifest import FeedRecord, FileRecord, Manifest, encode, manifest
from exporters.websub.topics import HubTopic, of_folder, read_digests, topics

FEEDS = "https://example.org/feeds/"


def feed(path: str = "", **urls: str) -> FeedRecord:
    """A published feed; `urls` are its self URLs, by format."""
    return FeedRecord(
        path=path,
        of=path,
        values={},
        id=FEEDS + path,
        title="Feed",
        entries=1,
        updated=datetime(2024, 1, 2, tzinfo=UTC),
        self_urls=urls,
        periods=(),
    )


def file(path: str, media_type: str = "application/rss+xml", digest: str = "a" * 64, **more: Any) -> FileRecord:
    """A published file."""
    return FileRecord(path=path, sha256=digest, size=7, media_type=media_type, feed="", entries=1, **more)


class TestTopics:
    """A document of a feed, not of its archive, not a list or a page."""

    def test_each_format_that_readers_take_is_one(self) -> None:
        made = manifest(
            [
                file("rss.xml"),
                file("atom.xml", "application/atom+xml"),
                file("feed.json", "application/feed+json"),
                file("feed.csv", "text/csv"),
                file("rss-2021-08.xml"),
                file("feeds.opml", "text/x-opml"),
            ],
            [feed(**{each: FEEDS + each for each in ("rss.xml", "atom.xml", "feed.json", "feed.csv")})],
        )

        assert [each.path for each in topics(made)] == ["rss.xml", "atom.xml", "feed.json"]
        assert topics(made)[0] == HubTopic(f"{FEEDS}rss.xml", "rss.xml", "a" * 64, 7)

    def test_a_feed_in_a_folder_has_its_own(self) -> None:
        made = manifest(
            [file("rss.xml"), file("topics/künstlich/rss.xml", digest="b" * 64)],
            [feed(rss=f"{FEEDS}rss.xml"), feed("topics/künstlich", rss=f"{FEEDS}topics/k%C3%BCnstlich/rss.xml")],
        )

        assert [(each.url, each.sha256[0]) for each in topics(made)] == [
            (f"{FEEDS}rss.xml", "a"),
            (f"{FEEDS}topics/k%C3%BCnstlich/rss.xml", "b"),
        ]

    def test_a_format_that_is_not_published_is_none(self) -> None:
        assert topics(manifest([], [feed(rss=f"{FEEDS}rss.xml")])) == []


class TestOfFolder:
    """What is in the out folder has to be a whole publication."""

    @staticmethod
    def put(folder: Path, made: Manifest) -> None:
        (folder / "manifest.json").write_bytes(encode(made))

    def test_it_is_read(self, tmp_path: Path) -> None:
        self.put(tmp_path, manifest([file("rss.xml")], [feed(rss=f"{FEEDS}rss.xml")]))

        assert [each.url for each in of_folder(tmp_path)] == [f"{FEEDS}rss.xml"]

    @pytest.mark.parametrize("folder", ["", "nowhere"])
    def test_without_a_manifest_nothing_is_published(self, tmp_path: Path, folder: str) -> None:
        with pytest.raises(PublishError, match=r"nothing is published.*\[nothing-published\]"):
            of_folder(tmp_path / folder)

    def test_an_export_that_is_not_done_is_refused(self, tmp_path: Path) -> None:
        self.put(tmp_path, manifest([], [], complete=False))

        with pytest.raises(PublishError, match=r"\[export-unfinished\]"):
            of_folder(tmp_path)

    def test_a_damaged_manifest_is_an_error(self, tmp_path: Path) -> None:
        (tmp_path / "manifest.json").write_bytes(b"{")

        with pytest.raises(PublishError, match=r"manifest.json: error: .*\[manifest-broken\]"):
            of_folder(tmp_path)


class TestEarlier:
    """--since: a manifest, wherever it is."""

    def test_it_gives_digests_by_address(self, tmp_path: Path) -> None:
        made = manifest([file("rss.xml")], [feed(rss=f"{FEEDS}rss.xml")])
        (tmp_path / "before.json").write_bytes(encode(made))

        assert read_digests(tmp_path / "before.json") == {f"{FEEDS}rss.xml": "a" * 64}

    @pytest.mark.parametrize("data", [None, b"", b"<html>", b'{"name": "web app"}'])
    def test_anything_else_is_refused(self, tmp_path: Path, data: bytes | None) -> None:
        if data is not None:
            (tmp_path / "before.json").write_bytes(data)

        with pytest.raises(UsageError, match=r"remove --since if there is none \[since-wrong\]"):
            read_digests(tmp_path / "before.json")
