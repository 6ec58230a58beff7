"""What a CSV does not hold is told in one note, with the line that gives a table of all articles."""

import csv
from pathlib import Path
from typing import Final

import pytest

from tests.cli.running import Ran, outfeed_here, post

REMEDY: Final = "{path: all, formats: [csv], limit: 0}"
SITE: Final = "site: {title: News, url: https://example.org/}\npages: false\nfeeds:\n"
COUNT: Final = 12  # articles: four in each of three months


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of articles."""
    for number in range(COUNT):
        topics = f"[{'AI' if number % 2 else 'Law'}]"
        post(tmp_path / "news", f"a{number}", publishedDateTime=f"2024-0{1 + number // 4}-1{number % 4}", topics=topics)
    return tmp_path / "news"


def exported(news: Path, *feeds: str, flags: tuple[str, ...] = ()) -> Ran:
    """An export with those feeds."""
    text = SITE + "".join(f"  - {feed}\n" for feed in feeds) + "source: {timezone: UTC}\n"
    (news / "outfeed.yaml").write_text(text, encoding="utf-8")
    ran = outfeed_here("export", "news", *flags, cwd=news.parent)
    assert ran.status == 0, ran.err
    return ran


def notes(ran: Ran) -> list[str]:
    """The notes about CSVs."""
    return [line for line in ran.told("note") if "[csv-incomplete]" in line]


def rows(news: Path, name: str) -> int:
    """How many articles a CSV holds."""
    with (news.parent / "out" / name).open(encoding="utf-8", newline="") as table:
        return sum(1 for _ in csv.DictReader(table))


class TestArchive:
    """Archive documents are for feed readers."""

    def test_the_note_counts_what_is_missing_and_names_the_remedy(self, news: Path) -> None:
        ran = exported(news, "{path: '', archive: month, limit: 1}")

        assert rows(news, "feed.csv") == 4
        assert "\n".join(notes(ran)) == (
            "news/outfeed.yaml:4:5: note: 8 of 12 articles are not in feed.csv, since archive documents have no CSV; "
            f"add - {REMEDY} to feeds for a table of all articles [csv-incomplete]"
        )

    def test_the_remedy_gives_all_articles_and_ends_the_note(self, news: Path) -> None:
        ran = exported(news, "{path: '', archive: month, limit: 1}", REMEDY)

        assert (rows(news, "feed.csv"), rows(news, "all/feed.csv"), notes(ran)) == (4, COUNT, [])

    def test_archives_of_a_year_and_feeds_of_a_csv_alone_are_the_same(self, news: Path) -> None:
        post(news, "old", publishedDateTime="2023-05-01")

        (note,) = notes(exported(news, "{path: '', archive: year, limit: 1, formats: [csv]}"))

        assert "1 of 13 articles are not in feed.csv, since archive documents" in note

    def test_of_several_the_one_that_lacks_most_is_named(self, news: Path) -> None:
        feeds = ("{path: 'topics/{topic}', archive: month, limit: 1}", "{path: '', archive: month, limit: 1}")

        (note,) = notes(exported(news, *feeds))

        assert "outfeed.yaml:5:5: note: 8 of 12 articles are not in feed.csv, and 2 more CSVs lack articles, " in note

    def test_those_that_were_cut_have_a_cause_of_their_own(self, news: Path) -> None:
        archived = [f"{{path: {name}, archive: month, limit: 1}}" for name in ("a", "b")]

        (note,) = notes(exported(news, *archived, "{path: c, max_bytes: 4 kB}"))

        assert (
            "articles are not in a/feed.csv, and 1 more CSV lacks articles, since archive documents have no CSV, and 1 "
            "more CSV lacks articles, since max_bytes cuts every format; add - {path: all, " in note
        )

    @pytest.mark.parametrize(
        ("paths", "free"),
        [
            (["All"], "all-articles"),
            (["all", "all-articles"], "all-2"),
            (["all", "all-articles", "all-2"], "all-3"),
            (["'{topic}'"], "all/all"),
            (["'{topic}'", "'all-{author}/{topic}'", "all/all"], "all/all-articles"),
        ],
    )
    def test_the_path_in_the_remedy_is_free(self, news: Path, paths: list[str], free: str) -> None:
        feeds = ["{path: '', archive: month, limit: 1}", *(f"{{path: {path}, limit: 1}}" for path in paths)]
        remedy = REMEDY.replace("path: all", f"path: {free}")

        (note,) = notes(exported(news, *feeds))

        assert f"; add - {remedy} to feeds for a table" in note
        assert notes(exported(news, *feeds, remedy)) == []

    def test_tables_of_parts_are_no_table_of_all(self, news: Path) -> None:
        (note,) = notes(exported(news, "{path: '', archive: month, limit: 1}", "{path: 'topics/{topic}', limit: 0}"))

        assert "8 of 12 articles are not in feed.csv, since" in note

    def test_of_equal_ones_the_first_is_named(self, news: Path) -> None:
        feeds = [f"{{path: {name}, archive: month, limit: 1}}" for name in ("b", "a")]

        (note,) = notes(exported(news, *feeds))

        assert "outfeed.yaml:4:5: note: 8 of 12 articles are not in b/feed.csv, and 1 more CSV lacks articles, " in note

    def test_an_archive_document_with_all_articles_is_no_table(self, news: Path) -> None:
        feed = "{path: '', archive: year, limit: 1}"
        newer = post(news, "newer", publishedDateTime="2025-01-01")
        exported(news, feed)
        newer.unlink()

        (note,) = notes(exported(news, feed))

        assert "11 of 12 articles are not in feed.csv, since" in note


class TestMaxBytes:
    """Every format of a feed holds the same entries, so the largest document decides."""

    def test_what_was_cut_is_counted_cold_and_warm(self, news: Path) -> None:
        feeds = ("{path: '', max_bytes: 2500}",)
        cold, warm = exported(news, *feeds), exported(news, *feeds)

        left = rows(news, "feed.csv")
        assert 0 < left < COUNT
        (note,) = notes(cold)
        assert f": note: {COUNT - left} of 12 articles are not in feed.csv, since max_bytes cuts every format; " in note
        assert warm.err == cold.err

    def test_the_remedy_ends_the_note(self, news: Path) -> None:
        ran = exported(news, "{path: '', max_bytes: 2500}", REMEDY)

        assert (rows(news, "all/feed.csv"), notes(ran)) == (COUNT, [])


class TestNothing:
    """What people asked for is no news."""

    @pytest.mark.parametrize(
        "feed",
        [
            "{path: ''}",
            "{path: '', limit: 2}",
            "{path: '', window: 7 days}",
            "{path: '', where: {topics: AI}}",
            "{path: '', archive: month, limit: 0}",
            "{path: '', archive: month, limit: 1, formats: [rss, atom]}",
            "{path: '', archive: month}",  # fifty by default, so all
            "{path: '', max_bytes: 1 MB}",
        ],
    )
    def test_there_is_no_note(self, news: Path, feed: str) -> None:
        assert notes(exported(news, feed)) == []

    def test_a_run_that_writes_no_csv_has_none(self, news: Path) -> None:
        feed = "{path: '', archive: month, limit: 1}"

        assert notes(exported(news, feed, flags=("--format", "rss"))) == []
        assert len(notes(exported(news, feed, flags=("--format", "csv")))) == 1

    def test_who_wants_quiet_has_it(self, news: Path) -> None:
        assert notes(exported(news, "{path: '', archive: month, limit: 1}", flags=("--quiet",))) == []
