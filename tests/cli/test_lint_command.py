"""`outfeed lint`: files, folders, standard input; its status, and what its flags do."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from exporters.errors import PublishError
from exporters.lint.documents import documents
from tests.cli.forking import start
from tests.cli.running import environment, outfeed
from tests.lint.test_lint import RSS


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    file = tmp_path / "feed.xml"
    file.write_bytes(RSS)
    return file


class TestInputs:
    """A file, the feeds in a folder, standard input."""

    def test_a_file_is_named_as_it_was_given(self, feed: Path) -> None:
        ran = outfeed("lint", "feed.xml", cwd=feed.parent)

        assert ran.status == 1
        assert "feed.xml:6:57: error: item[2]/guid: " in ran.out
        assert ran.err.startswith("1 document judged: 1 error, ")

    def test_in_a_folder_only_feeds_are_judged(self, feed: Path) -> None:
        (feed.parent / "package.json").write_text("{}", encoding="utf-8")
        (feed.parent / "page.xml").write_text("<html/>", encoding="utf-8")
        (feed.parent / "a.txt").write_bytes(RSS)
        (feed.parent / ".git").mkdir()
        (feed.parent / ".git" / "feed.xml").write_bytes(RSS)

        assert outfeed("lint", ".", cwd=feed.parent).err.startswith("1 document judged")

    def test_a_pipe_in_a_folder_is_no_feed_and_is_not_waited_for(self, feed: Path) -> None:
        os.mkfifo(feed.with_name("pipe.xml"))

        assert outfeed("lint", ".", cwd=feed.parent).err.startswith("1 document judged")

    def test_a_folder_that_can_t_be_listed_is_an_error(self, feed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        denied = feed.parent / "drafts"
        denied.mkdir()
        scandir = os.scandir

        def refuse(path: str) -> object:
            if Path(path) == denied:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refuse)

        with pytest.raises(PublishError, match="denied"):
            list(documents(str(feed.parent)))

    @pytest.mark.parametrize("name", ["feeds.opml", "list.xml", "sitemap.xml"])
    def test_in_a_folder_lists_of_feeds_and_sitemaps_are_passed_over(self, feed: Path, name: str) -> None:
        list_of_feeds = '<opml version="2.0"><head/><body/></opml>'
        sitemap = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>'
        (feed.parent / name).write_text(sitemap if name == "sitemap.xml" else list_of_feeds, encoding="utf-8")

        ran = outfeed("lint", ".", cwd=feed.parent)

        assert ran.err.startswith("1 document judged")
        assert "[document-unknown]" not in ran.out

    def test_standard_input(self, feed: Path) -> None:
        command = [sys.executable, "-m", "exporters", "lint", "-"]
        ran = subprocess.run(command, input=RSS, capture_output=True, cwd=feed.parent, env=environment(), check=False)

        assert b"<stdin>:6:57: error: item[2]/guid" in ran.stdout

    @pytest.mark.parametrize(
        ("before", "status", "message"),
        [
            ("import sys; sys.stdin = None", 2, "<stdin>: error: standard input is closed; "),
            ("import os; os.dup2(os.open('.', os.O_RDONLY), 0)", 3, "<stdin>: error: "),
        ],
    )
    def test_standard_input_that_can_t_be_read(self, tmp_path: Path, before: str, status: int, message: str) -> None:
        process = start("lint", "-", cwd=tmp_path, before=before, stderr=subprocess.PIPE)
        _, said = process.communicate(timeout=60)

        assert (process.returncode, said.count(b"\n")) == (status, 1)
        assert said.decode().startswith(message)

    @pytest.mark.parametrize(("name", "status"), [("missing.xml", 2), ("empty", 2), (".", 2)])
    def test_nothing_there(self, tmp_path: Path, name: str, status: int) -> None:
        (tmp_path / "empty").mkdir()
        ran = outfeed("lint", name, cwd=tmp_path)

        assert (ran.status, "[source-missing]" in ran.err) == (status, True)

    def test_without_a_name_it_asks_for_one(self, tmp_path: Path) -> None:
        assert "name a file, a folder or an address" in outfeed("lint", cwd=tmp_path).err


class TestFlags:
    """What counts, how much, and what ends with 1."""

    def test_a_rule_that_is_ignored(self, feed: Path) -> None:
        ran = outfeed("lint", "feed.xml", "--ignore", "guid-*,self-link-missing", cwd=feed.parent)

        assert (ran.status, ran.out) == (0, "")

    def test_a_level_that_is_given(self, feed: Path) -> None:
        assert outfeed("lint", "feed.xml", "--level", "guid-repeated=warning", cwd=feed.parent).status == 0

    def test_what_the_command_fails_on(self, feed: Path) -> None:
        assert outfeed("lint", "feed.xml", "--fail-on", "never", cwd=feed.parent).status == 0
        assert outfeed("lint", "feed.xml", "--select", "self-*", "--fail-on", "warning", cwd=feed.parent).status == 1

    def test_a_rule_that_does_not_exist(self, feed: Path) -> None:
        ran = outfeed("lint", "feed.xml", "--select", "guid-repeatd", cwd=feed.parent)

        assert ran.status == 2
        assert "did you mean guid-repeated?" in ran.err

    def test_a_rule_is_explained(self, tmp_path: Path) -> None:
        assert outfeed("lint", "--explain", "guid-repeated", cwd=tmp_path).out.startswith("guid-repeated: ")

    def test_the_document_of_diagnostics(self, feed: Path) -> None:
        ran = outfeed("lint", "feed.xml", "--diagnostics", "json", cwd=feed.parent)
        first = json.loads(ran.out)["diagnostics"][0]

        assert {first["path"]} == {"feed.xml"}
