"""A change on disk shows: by one event once the files are in place."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exporters.serve import watching
from exporters.serve.workspace import OWN_CACHE, prepare_cache
from exporters.store.folder import NAME
from tests.cli.running import outfeed_here, seen
from tests.serve.serving import ARTICLE, PreviewClient, after, serving, site


@pytest.fixture
def client(tmp_path: Path) -> Iterator[PreviewClient]:
    with serving(site(tmp_path)) as client:
        yield client


class TestWatching:
    """By events of the system, or by looking again and again."""

    @pytest.mark.parametrize("polls", [False, True])
    def test_an_article_that_changes_shows(self, tmp_path: Path, polls: bool) -> None:
        source = site(tmp_path)
        with serving(source, polls=polls) as client, client.events() as events:
            (source / "2.md").write_text(ARTICLE.format(title="A new title", name=2), encoding="utf-8")
            after(events, 1)

            assert b"A new title" in client.get("/rss.xml")[1]

    def test_without_watchfiles_it_looks_itself(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(watching, "watchfiles", None)
        source = site(tmp_path)
        with serving(source) as client, client.events() as events:
            (source / "2.md").unlink()
            after(events, 1)

            assert b"Article 2" not in client.get("/rss.xml")[1]

    def test_a_new_article_and_new_settings_show(self, client: PreviewClient, tmp_path: Path) -> None:
        with client.events() as events:
            (tmp_path / "articles" / "new.md").write_text(ARTICLE.format(title="New", name=9), encoding="utf-8")
            version = after(events, 1)
            settings = tmp_path / "articles" / "outfeed.yaml"
            settings.write_text(settings.read_text().replace("A site", "Another site"), encoding="utf-8")
            after(events, version)

        rss = client.get("/rss.xml")[1]
        assert b"<title>New</title>" in rss
        assert b"<title>Another site</title>" in rss


class TestErrors:
    """An error stands on the page with its line, above the last good state."""

    def test_a_broken_article_is_told_and_the_last_feeds_stay_until_it_is_mended(
        self, client: PreviewClient, tmp_path: Path
    ) -> None:
        article, before = tmp_path / "articles" / "2.md", client.get("/rss.xml")[1]
        whole = article.read_text(encoding="utf-8")
        with client.events() as events:
            article.write_text(whole.replace("2021-08-22T07:30:00Z", "yesterday"), encoding="utf-8")
            version = after(events, 1)
            state = client.json("state")

            assert client.get("/rss.xml")[1] == before
            assert not state["is_current"]
            problem = state["problems"][0]
            assert (problem["rule"], problem["level"]) == ("date-unreadable", "error")
            assert problem["path"].endswith("articles/2.md")
            assert (problem["line"], problem["line_text"]) == (4, "publishedDateTime: yesterday")
            assert [each["path"].rpartition("/")[2] for each in state["rejected"]] == ["2.md"]

            article.write_text(whole, encoding="utf-8")
            after(events, version)
            state = client.json("state")

        assert state["is_current"]
        assert state["problems"] == state["rejected"] == []

    def test_an_article_that_is_broken_from_the_start_is_left_out(self, tmp_path: Path) -> None:
        source = site(tmp_path)
        (source / "2.md").write_text("---\ntitle: Two\n---\n", encoding="utf-8")
        with serving(source) as client:
            state, rss = client.json("state"), client.get("/rss.xml")[1]

        assert {each["level"] for each in state["problems"]} == {"error"}
        assert b"Article 1" in rss
        assert b"Two" not in rss

    def test_wrong_settings_are_told_at_their_line(self, client: PreviewClient, tmp_path: Path) -> None:
        settings = tmp_path / "articles" / "outfeed.yaml"
        whole = settings.read_text(encoding="utf-8")
        with client.events() as events:
            settings.write_text(f"{whole}limitt: 3\n", encoding="utf-8")
            version = after(events, 1)
            problem = client.json("state")["problems"][0]

            assert (problem["path"].rpartition("/")[2], problem["line_text"]) == ("outfeed.yaml", "limitt: 3")
            assert client.status("/rss.xml") == 200

            settings.write_text(whole, encoding="utf-8")
            after(events, version)

        assert client.json("state")["is_current"]


class TestEvents:
    """One event once all is in place."""

    def test_a_stream_begins_with_the_present_state(self, client: PreviewClient) -> None:
        with client.events() as events:
            assert next(events)["version"] == 1

    def test_a_burst_is_one_version(self, client: PreviewClient, tmp_path: Path) -> None:
        with client.events() as events:
            for number in (1, 2, 3):
                text = ARTICLE.format(title=f"Changed {number}", name=number)
                (tmp_path / "articles" / f"{number}.md").write_text(text, encoding="utf-8")
            version = after(events, 1)
            while any(f"Changed {number}".encode() not in client.get("/rss.xml")[1] for number in (1, 2, 3)):
                version = after(events, version)  # a slow machine may see two bursts

        assert version <= 3


class TestProject:
    """The feeds and the cache of exports stay as they are."""

    def test_out_and_cache_are_only_read(self, tmp_path: Path) -> None:
        source = site(tmp_path)
        outfeed_here("export", "articles", cwd=tmp_path)
        cache, out = seen(source / ".outfeed"), seen(tmp_path / "out")
        with serving(source) as client, client.events() as events:
            (source / "1.md").write_text(ARTICLE.format(title="Changed", name=1), encoding="utf-8")
            after(events, 1)

        assert (seen(source / ".outfeed"), seen(tmp_path / "out")) == (cache, out)
        assert (source / OWN_CACHE / NAME).exists()

    def test_exports_beside_it_find_their_cache_free(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        source, opened, connect = site(tmp_path), list[str](), sqlite3.connect
        outfeed_here("export", "articles", cwd=tmp_path)

        def note(name: Any, **flags: Any) -> sqlite3.Connection:
            opened.append(str(name))
            connection: sqlite3.Connection = connect(name, **flags)
            return connection

        monkeypatch.setattr(sqlite3, "connect", note)
        with serving(source) as client, client.events() as events:
            (source / "1.md").write_text(ARTICLE.format(title="Changed", name=1), encoding="utf-8")
            after(events, 1)
        of_exports = str(source / ".outfeed" / NAME)

        assert [each for each in opened if of_exports in each] == []
        assert any(str(source / OWN_CACHE / NAME) in each for each in opened)

    def test_a_cache_that_an_export_writes_is_not_copied(self, tmp_path: Path) -> None:
        source = site(tmp_path)
        outfeed_here("export", "articles", cwd=tmp_path)
        (source / ".outfeed" / f"{NAME}-journal").write_bytes(b"")

        assert prepare_cache(source / ".outfeed") == source / OWN_CACHE
        assert not (source / OWN_CACHE / NAME).exists()

    def test_a_cache_that_changes_meanwhile_is_not_copied(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        source, copy = site(tmp_path), shutil.copyfile
        outfeed_here("export", "articles", cwd=tmp_path)

        def write_meanwhile(original: Path, target: Path) -> None:
            copy(original, target)
            original.write_bytes(original.read_bytes() + b"more")

        monkeypatch.setattr(shutil, "copyfile", write_meanwhile)
        prepare_cache(source / ".outfeed")

        assert not (source / OWN_CACHE / NAME).exists()

    def test_it_waits_for_no_disk(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        synced = list[int]()
        monkeypatch.setattr(os, "fsync", synced.append)
        with serving(site(tmp_path)) as client:
            assert client.status("/rss.xml") == 200

        assert synced == []

    def test_two_previews_of_one_site_work_side_by_side(self, tmp_path: Path) -> None:
        source = site(tmp_path)
        with serving(source) as one, serving(source) as other, other.events() as events:
            (source / "1.md").write_text(ARTICLE.format(title="Changed", name=1), encoding="utf-8")
            after(events, 1)
            with one.events() as own:
                if b"Changed" not in one.get("/rss.xml")[1]:
                    after(own, 1)

            assert one.get("/rss.xml")[1] == other.get("/rss.xml")[1]
