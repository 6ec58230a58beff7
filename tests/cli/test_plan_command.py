"""`outfeed plan`: what an export would mean for subscribers; nothing is published."""

import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.running import ROOT, SITE, Ran, outfeed_here, post, seen

WORDPRESS = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Old</title><link>https://example.org</link><description>Old</description>
<item><title>About a</title><link>https://example.org/a</link><guid isPermaLink="false">https://example.org/?p=7</guid>
<pubDate>Tue, 02 Jan 2024 03:04:05 +0000</pubDate><description>About a</description></item>
</channel></rss>
"""


def plan(folder: Path, *flags: str) -> Ran:
    """The plan of the articles in `folder`/news."""
    return outfeed_here("plan", "news", *SITE, *flags, cwd=folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles, exported."""
    for name in ("a", "b"):
        post(tmp_path / "news", name)
    assert outfeed_here("export", "news", *SITE, cwd=tmp_path).status == 0
    return tmp_path


class TestOutcomes:
    """Every entry is told for what it is."""

    def test_nothing_changes(self, folder: Path) -> None:
        ran = plan(folder, "--exit-code")

        assert (ran.status, ran.err) == (0, "")
        assert ran.out.splitlines() == ["feed.json: example.org: 2 unchanged", "2 unchanged."]

    def test_a_new_article_and_another_title(self, folder: Path) -> None:
        post(folder / "news", "c", publishedDateTime="2024-02-03T03:04:05Z")
        post(folder / "news", "a", title="Another title")

        ran = plan(folder, "--exit-code")

        assert ran.status == 1
        assert ran.out.splitlines()[-1] == "1 new, 1 updated, 1 unchanged."
        assert plan(folder).status == 0

    def test_http_to_https_is_shown_again(self, folder: Path) -> None:
        post(folder / "news", "a", webUrl="http://example.org/a")

        ran = plan(folder)

        (line,) = [line for line in ran.out.splitlines() if line.startswith("! ")]
        assert "shown again as new" in line
        assert 'its id "https://example.org/a" becomes "http://example.org/a"' in line

    def test_an_article_that_is_gone_or_waits_behind_the_limit(self, folder: Path) -> None:
        assert plan(folder, "--limit", "1").out.splitlines()[-1] == "1 gone from the window, 1 unchanged."
        (folder / "news/b.md").unlink()
        assert plan(folder).out.splitlines()[-1] == "1 removed, 1 unchanged."

    def test_a_first_publication(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a")

        ran = plan(tmp_path)

        assert ran.out.splitlines()[0] == "feed.json: example.org: first publication, 1 new"
        assert not (tmp_path / "out").exists()


class TestAgainst:
    """Another folder, whoever wrote what is in it."""

    def test_a_move_from_another_generator(self, folder: Path) -> None:
        (folder / "old").mkdir()
        (folder / "old/rss.xml").write_text(WORDPRESS, encoding="utf-8")

        ran = plan(folder, "--against", "old")

        assert ran.status == 0
        (line,) = [line for line in ran.out.splitlines() if line.startswith("! shown again")]
        assert 'its id "https://example.org/?p=7" becomes "https://example.org/a"' in line

    def test_what_is_no_feed_is_status_3(self, folder: Path) -> None:
        (folder / "out/feed.json").write_text("<html>", encoding="utf-8")

        ran = plan(folder)

        assert (ran.status, ran.out) == (3, "")
        assert "out/feed.json: error: it is " in ran.err
        assert "[feed-unreadable]" in ran.err

    def test_rejected_articles_are_status_1(self, folder: Path) -> None:
        post(folder / "news", "bad", title="")

        ran = plan(folder)

        assert (ran.status, ran.out) == (1, "")
        assert ran.err.splitlines()[-1] == "Nothing to plan: 1 error."


class TestJson:
    """`--json` is valid by its schema."""

    def test_it_says_the_same(self, folder: Path) -> None:
        post(folder / "news", "a", webUrl="http://example.org/a")
        schema = json.loads((ROOT / "schemas/plan.schema.json").read_text(encoding="utf-8"))

        made = json.loads(plan(folder, "--json").out)

        jsonschema.validate(made, schema)
        assert (made["dangerous"], made["counts"]) == (True, {"shown-again": 1, "unchanged": 1})


class TestWritesNothing:
    """Neither the feeds nor what the cache knows of them change."""

    def test_out_is_untouched(self, folder: Path) -> None:
        post(folder / "news", "c")
        before = seen(folder / "out")

        plan(folder)

        assert seen(folder / "out") == before


class TestWithdrawn:
    """`removed: true` is told for what it is, without a cache and with one."""

    def test_it_is_not_taken_for_a_lost_article(self, folder: Path) -> None:
        post(folder / "news", "a", removed="true")
        (folder / "news/b.md").unlink()
        post(folder / "news", "c", publishedDateTime="2024-02-03T03:04:05Z")

        told = [plan(folder).out, plan(folder).out, plan(folder, "--no-cache").out]

        assert told[0] == told[1] == told[2]
        assert told[0].splitlines()[-1] == "1 withdrawn, 1 removed, 1 new."
