"""`outfeed lint --fix`: a diff that `patch` accepts, and files that are replaced at once."""

import stat
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import outfeed_here
from tests.lint.test_lint import RSS

DATE = b"<pubDate>2021-08-24T07:30:00Z</pubDate></item>\n    <item>"
RIGHT = DATE.replace(b"2021-08-24T07:30:00Z", b"Tue, 24 Aug 2021 07:30:00 +0000")


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """A feed with a date of another format."""
    file = tmp_path / "feed.xml"
    file.write_bytes(RSS.replace(b"</item>\n    <item>", DATE))
    return file


class TestFix:
    """It shows, and writes only with --write."""

    def test_it_shows_a_diff_and_writes_nothing(self, feed: Path) -> None:
        before = feed.read_bytes()
        ran = outfeed_here("lint", "feed.xml", "--fix", cwd=feed.parent)

        assert (ran.status, feed.read_bytes()) == (1, before)
        assert ran.out.startswith("--- feed.xml\n+++ feed.xml\t(fixed)\n@@ -2,7 +2,7 @@\n <rss")
        assert "1 fix possible; --write writes them to the files.\n" in ran.err

    def test_nothing_to_write_needs_no_flag(self, tmp_path: Path) -> None:
        (tmp_path / "feed.xml").write_bytes(RSS)
        ran = outfeed_here("lint", "feed.xml", "--fix", cwd=tmp_path)

        assert ran.err.endswith("0 fixes possible.\n")

    def test_patch_accepts_the_diff(self, feed: Path) -> None:
        diff = outfeed_here(
            "lint", "feed.xml", "--fix", "--select", "self-*", "--ignore", "self-*", cwd=feed.parent
        ).out
        subprocess.run(["git", "apply", "-p0"], input=diff.encode(), cwd=feed.parent, check=True)

        assert RIGHT in feed.read_bytes()

    def test_write_keeps_everything_else(self, feed: Path) -> None:
        before = feed.read_bytes()
        feed.chmod(0o640)
        ran = outfeed_here("lint", "feed.xml", "--fix", "--write", cwd=feed.parent)

        assert feed.read_bytes() == before.replace(DATE, RIGHT)
        assert stat.S_IMODE(feed.stat().st_mode) == 0o640
        assert ("[rfc822-date-invalid]" in ran.out, "---" in ran.out) == (False, False)
        assert list(feed.parent.iterdir()) == [feed]

    def test_a_link_is_not_followed(self, feed: Path) -> None:
        before = feed.read_bytes()
        (feed.parent / "link.xml").symlink_to("feed.xml")
        ran = outfeed_here("lint", "link.xml", "--fix", "--write", cwd=feed.parent)

        assert (ran.status, feed.read_bytes(), (feed.parent / "link.xml").is_symlink()) == (2, before, True)
        assert "link.xml: error: a link, which --write does not follow" in ran.err

    def test_write_alone_is_refused(self, feed: Path) -> None:
        assert outfeed_here("lint", "feed.xml", "--write", cwd=feed.parent).status == 2
