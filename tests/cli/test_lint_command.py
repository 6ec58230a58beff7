"""`outfeed lint`: files, folders, standard input; its status, and what its flags do."""

import errno
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from exporters.lint.documents import LintedDocument, UnreadableDocument, documents
from exporters.support.paths import shown_path
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

    @pytest.mark.parametrize(("name", "count"), [("rss.xml", 2), ("news.ATOM", 2), ("empty.xml", 1), ("data.json", 1)])
    def test_an_empty_file_with_the_name_of_a_feed_is_an_error_in_a_folder_too(
        self, feed: Path, name: str, count: int
    ) -> None:
        feed.with_name(name).write_bytes(b"")

        ran = outfeed("lint", ".", cwd=feed.parent)

        assert ran.err.startswith(f"{count} document")
        assert ("[document-empty]" in ran.out) == (count > 1)

    def test_an_address_of_another_scheme_is_named_as_it_was_given(self, tmp_path: Path) -> None:
        ran = outfeed("lint", "ftp://example.org/feed.xml", cwd=tmp_path)

        assert ran.status == 2
        assert ran.err.startswith("ftp://example.org/feed.xml: error: an address of another scheme; lint reads http")

    @pytest.mark.parametrize(
        ("name", "data", "count"),
        [
            (
                "sitemap.xml.gz",
                gzip.compress(b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', mtime=0),
                2,
            ),
            ("copy.xml.gz", gzip.compress(RSS * 1000, mtime=0), 2),
            ("feed.rss.GZ", gzip.compress(RSS, mtime=0)[:100], 2),
            ("rss.xml.gz", b"\x1f\x8b\x08damaged", 2),
            ("rss.xml", b'<?xml version="1.0"?>', 2),
            ("svg.xml", b"<sv", 1),
            ("sitemap-1.txt", b"https://example.org/\n", 2),
            ("robots.txt", b"https://example.org/\n", 1),
            ("page.xml.gz", gzip.compress(b"<html/>", mtime=0), 1),
            ("backup.tar.gz", gzip.compress(RSS, mtime=0), 1),
        ],
    )
    def test_in_a_folder_compressed_and_cut_feeds_are_judged_too(
        self, feed: Path, name: str, data: bytes, count: int
    ) -> None:
        feed.with_name(name).write_bytes(data)

        assert outfeed("lint", ".", cwd=feed.parent).err.startswith(f"{count} document")

    def test_standard_input_is_read_once(self, feed: Path) -> None:
        command = [sys.executable, "-m", "exporters", "lint", "-", "-"]
        ran = subprocess.run(command, input=RSS, capture_output=True, cwd=feed.parent, env=environment(), check=False)
        before = outfeed("lint", "-", "--before", "-", cwd=feed.parent)

        assert ran.stderr.startswith(b"1 document judged: 1 error")
        assert (before.status, "standard input can be read once" in before.err) == (2, True)

    def test_a_file_that_is_given_twice_is_judged_once(self, feed: Path) -> None:
        ran = outfeed("lint", ".", "feed.xml", "./feed.xml", cwd=feed.parent)

        assert ran.err.startswith("1 document judged")

    def test_a_pipe_is_given_as_standard_input(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        ran = outfeed("lint", "pipe", cwd=tmp_path)

        assert ran.err.startswith("pipe: error: no regular file; name a file, or give a pipe as standard input with -")

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

        found = list(documents(str(feed.parent)))

        assert [each.name for each in found if isinstance(each, LintedDocument)] == [shown_path(feed)]
        assert [str(each.error) for each in found if isinstance(each, UnreadableDocument)] == [
            f"{shown_path(denied)}: error: permission denied; check it [feed-unreadable]"
        ]

    @pytest.mark.parametrize("name", ["feeds.opml", "list.xml", "sitemap.xml"])
    def test_in_a_folder_lists_of_feeds_and_sitemaps_are_judged_too(self, feed: Path, name: str) -> None:
        list_of_feeds = '<opml version="2.0"><head/><body/></opml>'
        sitemap = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>'
        (feed.parent / name).write_text(sitemap if name == "sitemap.xml" else list_of_feeds, encoding="utf-8")

        ran = outfeed("lint", ".", cwd=feed.parent)

        assert ran.err.startswith("2 documents judged")
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

    def test_the_level_of_an_explanation_is_that_of_the_lines(self, tmp_path: Path) -> None:
        said = [outfeed("lint", "--explain", rule, cwd=tmp_path).out for rule in ("xml-base-used", "guid-repeated")]

        assert said[0].startswith("xml-base-used: xml:base is used (note; warning in feeds of Outfeed)\n")
        assert said[1].startswith("guid-repeated: two items have the same guid (error)\n")

    def test_the_document_of_diagnostics(self, feed: Path) -> None:
        ran = outfeed("lint", "feed.xml", "--diagnostics", "json", cwd=feed.parent)
        first = json.loads(ran.out)["diagnostics"][0]

        assert {first["path"]} == {"feed.xml"}

    def test_what_explains_folded_lines_goes_with_them(self, feed: Path) -> None:
        feed.write_bytes(RSS.replace(b"    <item>", b"    <item><foo/></item>\n" * 12 + b"    <item>", 1))
        lines = outfeed("lint", "feed.xml", cwd=feed.parent)
        document = outfeed("lint", "feed.xml", "--diagnostics", "json", cwd=feed.parent)

        assert "(×12, first at 5:11)" in lines.out
        assert "A line with × stands for several" in lines.err
        assert "×" not in document.out + document.err
        assert sum(each["rule"] == "rss-element-unknown" for each in json.loads(document.out)["diagnostics"]) == 12

    def test_one_that_can_t_be_read_does_not_stop_the_others(self, feed: Path) -> None:
        ran = outfeed("lint", "missing.xml", "feed.xml", "--diagnostics", "json", cwd=feed.parent)
        rules = [each["rule"] for each in json.loads(ran.out)["diagnostics"]]

        assert (ran.status, rules[-1]) == (2, "source-missing")
        assert "guid-repeated" in rules
        assert "missing.xml: error: there is no such file or folder" in ran.err

    def test_changed_files_are_judged_where_they_are_feeds(self, feed: Path) -> None:
        (feed.parent / "package.json").write_text("{}", encoding="utf-8")
        ran = outfeed("lint", "--changed", "gone.xml", "package.json", "feed.xml", cwd=feed.parent)

        assert (ran.status, ran.err.startswith("1 document judged")) == (1, True)


class TestSettings:
    """`lint` in the nearest outfeed.yaml holds, and flags win."""

    @pytest.fixture
    def settings(self, feed: Path) -> Path:
        file = feed.parent / "outfeed.yaml"
        file.write_text("lint: {ignore: [guid-*], level: {self-link-missing: off}, fail_on: note}\n", encoding="utf-8")
        return file

    @pytest.mark.usefixtures("settings")
    def test_of_the_folder_of_the_document(self, feed: Path) -> None:
        (feed.parent / "elsewhere").mkdir()
        ran = outfeed("lint", "../feed.xml", cwd=feed.parent / "elsewhere")

        assert (ran.status, ran.out) == (0, "")

    @pytest.mark.usefixtures("settings")
    def test_a_flag_wins(self, feed: Path) -> None:
        flags = ("--ignore", "html-*", "--fail-on", "error", "--level", "guid-repeated=warning")
        ran = outfeed("lint", "feed.xml", *flags, cwd=feed.parent)

        assert (ran.status, "[guid-repeated]" in ran.out, "[self-link-missing]" in ran.out) == (0, True, False)

    def test_of_a_file_that_is_named(self, feed: Path, settings: Path) -> None:
        named = settings.rename(feed.parent / "other.yaml")

        assert outfeed("lint", "feed.xml", "--config", named.name, cwd=feed.parent).out == ""

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("lint: {ignore: [guid-repeatd]}", "outfeed.yaml:1:17: error: lint.ignore[0]: "),
            ("lint: {level: {guid-repeated: fatal}}", "outfeed.yaml:1:16: error: lint.level.guid-repeated: "),
            ("lint: {fail_on: always}", "outfeed.yaml:1:8: error: lint.fail_on: "),
            ("lint: {ignored: []}", "outfeed.yaml:1:8: error: lint.ignored: "),
        ],
    )
    def test_a_wrong_one_is_an_error_at_its_place(self, feed: Path, text: str, said: str) -> None:
        (feed.parent / "outfeed.yaml").write_text(text, encoding="utf-8")
        ran = outfeed("lint", "feed.xml", cwd=feed.parent)

        assert (ran.status, ran.err.startswith(said)) == (2, True), ran.err


class TestBaseline:
    """What is known is not reported; what is new is."""

    KNOWN = ("--baseline", "known.json")

    @pytest.fixture
    def known(self, feed: Path) -> Path:
        ran = outfeed("lint", "feed.xml", *self.KNOWN, "--write-baseline", cwd=feed.parent)
        assert (ran.status, ran.out) == (0, "")
        assert ran.err.startswith("known.json: ")
        return feed.parent / "known.json"

    @pytest.mark.usefixtures("known")
    def test_what_is_known_is_not_reported_wherever_it_moves(self, feed: Path) -> None:
        item = b"<item><title>N</title><description>n</description><guid>https://example.org/n</guid></item>\n"
        feed.write_bytes(RSS.replace(b"    <item>", item + b"    <item>", 1))
        ran = outfeed("lint", "./feed.xml", *self.KNOWN, cwd=feed.parent)

        assert (ran.status, ran.out) == (0, "")

    @pytest.mark.usefixtures("known")
    def test_one_more_of_the_same_kind_is_reported(self, feed: Path) -> None:
        item = b"<item><title>B</title><description>b</description><guid>https://example.org/1</guid></item>\n"
        feed.write_bytes(RSS.replace(b"  </channel>", item + b"  </channel>"))
        ran = outfeed("lint", "feed.xml", *self.KNOWN, cwd=feed.parent)

        assert (ran.status, ran.out.count("[guid-repeated]")) == (1, 1)

    @pytest.mark.usefixtures("known")
    def test_what_is_gone_is_a_note(self, feed: Path) -> None:
        feed.write_bytes(RSS.replace(b"org/1</guid></item>\n  </channel>", b"org/2</guid></item>\n  </channel>"))
        ran = outfeed("lint", "feed.xml", *self.KNOWN, cwd=feed.parent)

        assert ran.status == 0
        assert ran.out.startswith("known.json: note: 1 finding of the baseline is gone; ")

    def test_what_it_knows_of_other_documents_stays(self, feed: Path, known: Path) -> None:
        before = known.read_text(encoding="utf-8")
        (feed.parent / "ok.csv").write_bytes(b"id,url\r\n")
        outfeed("lint", "ok.csv", *self.KNOWN, "--write-baseline", cwd=feed.parent)

        assert set(before.splitlines()) - set(known.read_text(encoding="utf-8").splitlines()) <= {
            before.splitlines()[-2]
        }

    def test_a_file_of_something_else_is_not_replaced(self, feed: Path) -> None:
        ran = outfeed("lint", "feed.xml", "--baseline", "feed.xml", "--write-baseline", cwd=feed.parent)

        assert (ran.status, feed.read_bytes()) == (2, RSS)
        assert "[baseline-unreadable]" in ran.err

    def test_without_a_file_it_asks_for_one(self, feed: Path) -> None:
        assert outfeed("lint", "feed.xml", "--write-baseline", cwd=feed.parent).status == 2


class TestPointer:
    """`outfeed validate FEED` reads items as articles, and says which command judges the feed."""

    def test_of_a_feed(self, feed: Path) -> None:
        ran = outfeed("validate", "feed.xml", cwd=feed.parent)

        assert "feed.xml is a feed, whose items are articles here; outfeed lint feed.xml judges" in ran.err

    def test_of_rows_it_says_nothing(self, feed: Path) -> None:
        (feed.parent / "rows.json").write_text('[{"title": "A"}]', encoding="utf-8")

        assert "outfeed lint" not in outfeed("validate", "rows.json", cwd=feed.parent).err
