"""--against: what is published at an address or in a folder, by us or by another generator."""

import json
import shutil
import socket
from pathlib import Path

import pytest

from tests.cli.running import Ran, contents, outfeed_here, post
from tests.planning.publishing_at import hosting

SETTINGS = "site: {url: https://example.org/}\nsource: {path: news}\n"
JEKYLL = """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><generator uri="https://jekyllrb.com/">Jekyll</generator>
<link href="https://example.org/feed.xml" rel="self" type="application/atom+xml"/>
<updated>2024-01-02T03:04:05+00:00</updated><id>https://example.org/feed.xml</id><title type="html">Old</title>
<entry><title type="html">About a</title><link href="https://example.org/a" rel="alternate"/>
<published>2024-01-02T03:04:05+00:00</published><updated>2024-01-02T03:04:05+00:00</updated>
<id>tag:example.org,2024:a</id><summary type="html">About a</summary></entry></feed>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles and their settings."""
    (tmp_path / "outfeed.yaml").write_text(SETTINGS)
    for name in ("a", "b"):
        post(tmp_path / "news", name)
    return tmp_path


def run(folder: Path, command: str, *flags: str) -> Ran:
    """A command in a folder."""
    return outfeed_here(command, *flags, cwd=folder)


def published(folder: Path) -> Path:
    """The feeds of the folder, exported and taken elsewhere, as a deployment does it."""
    assert run(folder, "export").status == 0
    shutil.move(folder / "out", folder / "www")
    return folder / "www"


class TestAddress:
    """Feeds that Outfeed published."""

    def test_nothing_is_a_first_publication(self, folder: Path) -> None:
        with hosting(folder / "www") as site:
            ran = run(folder, "plan", "--against", site.url)

        assert ran.status == 0
        assert ran.out.startswith("feed.json: example.org: first publication, 2 new")

    def test_what_did_not_change_is_not_asked_for(self, folder: Path) -> None:
        with hosting(published(folder)) as site:
            ran = run(folder, "plan", "--against", site.url)

        assert ran.out.splitlines()[-1] == "2 unchanged."
        assert site.asked == ["/manifest.json"]

    def test_what_changed_is_told(self, folder: Path) -> None:
        www = published(folder)
        post(folder / "news", "a", title="Other words")

        with hosting(www) as site:
            ran = run(folder, "plan", "--against", site.url, "--exit-code")

        assert ran.status == 1
        assert ran.out.splitlines()[-1] == "1 updated, 1 unchanged."
        assert site.asked[0] == "/manifest.json"
        assert sorted(site.asked[1:]) == ["/atom.xml", "/feed.json", "/rss.xml"]  # ids of each could change

    def test_an_export_is_refused(self, folder: Path) -> None:
        www = published(folder)
        post(folder / "news", "a", webUrl="http://example.org/a")

        with hosting(www) as site:
            ran = run(folder, "export", "--against", site.url)

        assert ran.status == 3
        assert "[id-changed]" in ran.err
        assert not (folder / "out").exists()

    def test_an_export_asks_for_each_document_once(self, folder: Path) -> None:
        www = published(folder)
        post(folder / "news", "a", title="Other words")

        with hosting(www) as site:
            assert run(folder, "export", "--against", site.url).status == 0

        assert sorted(site.asked) == ["/atom.xml", "/feed.json", "/manifest.json", "/rss.xml"]

    def test_a_slash_that_was_forgotten_is_no_other_address(self, folder: Path) -> None:
        published(folder).rename(folder / "feeds")

        with hosting(folder) as site:
            ran = run(folder, "plan", "--against", f" {site.url}feeds")

        assert (ran.status, ran.out.splitlines()[-1]) == (0, "2 unchanged.")

    def test_documents_that_a_manifest_leaves_out_are_asked_for(self, folder: Path) -> None:
        www = published(folder)
        told = json.loads((www / "manifest.json").read_text())
        (www / "manifest.json").write_text(json.dumps(told | {"files": []}))
        post(folder / "news", "a", webUrl="http://example.org/a")

        with hosting(www) as site:
            assert run(folder, "export", "--against", site.url).status == 3

    def test_feeds_that_lost_their_articles_stay_as_the_manifest_there_says(self, folder: Path) -> None:
        (folder / "outfeed.yaml").write_text(f"{SETTINGS}feeds: [{{path: ''}}, {{path: 'topics/{{topic}}'}}]\n")
        post(folder / "news", "b", topics="[AI]")
        www = published(folder)
        post(folder / "news", "b")

        with hosting(www) as site:
            assert run(folder, "export", "--against", site.url).status == 0

        assert json.loads((folder / "out/topics/ai/feed.json").read_text())["items"] == []

    def test_feeds_that_would_go_are_told(self, folder: Path) -> None:
        (folder / "outfeed.yaml").write_text(f"{SETTINGS}feeds: [{{path: ''}}, {{path: old}}]\n")
        www = published(folder)
        (folder / "outfeed.yaml").write_text(f"{SETTINGS}formats: [rss, json]\n")

        with hosting(www) as site:
            ran = run(folder, "plan", "--against", site.url)

        gone = ["atom.xml", "old/atom.xml", "old/feed.json", "old/rss.xml"]
        assert [line for line in ran.out.splitlines() if "no longer" in line] == [
            f"{each}: no longer published" for each in gone
        ]

    def test_without_a_manifest_every_document_is_asked_for(self, folder: Path) -> None:
        www = published(folder)
        (www / "manifest.json").unlink()
        post(folder / "news", "c")

        with hosting(www) as site:
            ran = run(folder, "plan", "--against", site.url)

        assert ran.out.splitlines()[-1] == "1 new, 2 unchanged."

    @pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
    @pytest.mark.parametrize("path", ["/manifest.json", "/feed.json"])
    def test_a_server_that_fails_ends_with_3(self, folder: Path, status: int, path: str) -> None:
        www = published(folder)
        before = contents(www)
        post(folder / "news", "c")

        with hosting(www) as site:
            site.status[path] = status
            ran = run(folder, "export", "--against", site.url)

        assert ran.status == 3
        assert f"answered {status}" in ran.err
        assert "[published-unreachable]" in ran.err
        assert contents(www) == before
        assert not (folder / "out").exists()

    def test_redirects_are_followed(self, folder: Path) -> None:
        with hosting(published(folder)) as site, hosting(folder / "moved") as old:
            old.moved["/manifest.json"] = f"{site.url}manifest.json"
            ran = run(folder, "plan", "--against", old.url)

        assert ran.out.splitlines()[-1] == "2 unchanged."

    def test_redirects_to_files_are_not(self, folder: Path) -> None:
        with hosting(published(folder)) as site:
            site.moved["/manifest.json"] = "file:///etc/passwd"
            ran = run(folder, "plan", "--against", site.url)

        assert ran.status == 3
        assert "root:" not in ran.out + ran.err

    def test_nobody_answers(self, folder: Path) -> None:
        with socket.socket() as taken:  # its port is bound, so nobody else's, and refuses
            taken.bind(("127.0.0.1", 0))
            ran = run(folder, "plan", "--against", f"http://127.0.0.1:{taken.getsockname()[1]}/")

        assert ran.status == 3
        assert "can't be reached" in ran.err


class TestOthers:
    """Feeds of another generator: a move is guarded from the first day."""

    def test_an_address_of_a_feed(self, folder: Path) -> None:
        (folder / "www").mkdir()
        (folder / "www/feed.xml").write_text(JEKYLL)

        with hosting(folder / "www") as site:
            plan = run(folder, "plan", "--against", f"{site.url}feed.xml", "--write-ids", "ids.yaml")
            export = run(folder, "export", "--against", f"{site.url}feed.xml")

        assert "1 shown again as new" in plan.out
        assert '"https://example.org/a": "tag:example.org,2024:a"' in (folder / "ids.yaml").read_text()
        assert export.status == 3

    def test_an_address_of_a_feed_that_ends_with_a_slash(self, folder: Path) -> None:
        (folder / "www/feed").mkdir(parents=True)
        (folder / "www/feed/index.html").write_text(JEKYLL)

        with hosting(folder / "www") as site:
            ran = run(folder, "plan", "--against", f"{site.url}feed/")

        assert "1 shown again as new" in ran.out

    def test_a_page_where_a_feed_should_be(self, folder: Path) -> None:
        (folder / "www").mkdir()
        (folder / "www/index.html").write_text("<!doctype html><title>Home</title>")

        with hosting(folder / "www") as site:
            sure = run(folder, "plan", "--against", f"{site.url}index.html")
            first = run(folder, "plan", "--against", site.url)

        assert sure.status == 3
        assert "it is an HTML page" in sure.err
        assert "first publication" in first.out

    def test_a_file(self, folder: Path) -> None:
        (folder / "feed.xml").write_text(JEKYLL)

        ran = run(folder, "plan", "--against", "feed.xml")

        assert "1 shown again as new" in ran.out


class TestWrong:
    """What names nothing is told before anything is read."""

    @pytest.mark.parametrize("against", ["nowhere", "ftp://example.org/", "file:///etc/", "https://", "http://[::1"])
    def test_it_is_refused(self, folder: Path, against: str) -> None:
        ran = run(folder, "export", "--against", against)

        assert ran.status in (2, 3)
        assert ran.told("error")
        assert not (folder / "out").exists()

    def test_an_empty_one_too(self, folder: Path) -> None:
        assert run(folder, "export", "--against", "").status == 2

    def test_a_password_stands_in_no_message_where_the_scheme_was_forgotten(self, folder: Path) -> None:
        ran = run(folder, "plan", "--against", "me:topsecret@example.org/feeds/")

        assert (ran.status, "topsecret" in ran.err) == (2, False)

    def test_a_password_stands_in_no_message(self, folder: Path) -> None:
        ran = run(folder, "plan", "--against", "http://me:hunter2@127.0.0.1:1/feeds/")

        assert ran.status == 3
        assert "hunter2" not in ran.out + ran.err
