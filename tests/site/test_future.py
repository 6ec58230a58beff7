"""A date in the future: what it keeps out of feeds is told in one line, and nothing else depends on the clock."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.running import Ran, contents, outfeed_here, post

SETTINGS = """\
site: {title: News, url: https://example.org/, language: en}
formats: [rss, json, news-sitemap]
pages: false
feeds: [{path: ''}, {path: week, window: 7 days}FEEDS]
"""
NOW = datetime(2024, 6, 1, tzinfo=UTC)


def folder(tmp_path: Path, feeds: str = "", *, year: int = 2099, topics: int = 1) -> Path:
    """A folder with articles of three days, and one with a slip in its year."""
    news = tmp_path / "news"
    for number in range(3):
        names = ", ".join(f"T{topic}" for topic in range(topics))
        post(news, f"a{number}", publishedDateTime=f"2024-05-1{number}T00:00:00Z", topics=f"[{names}]")
    post(news, "slip", publishedDateTime=f"{year}-05-11T00:00:00Z")
    (news / "outfeed.yaml").write_text(SETTINGS.replace("FEEDS", feeds), encoding="utf-8")
    return news


def exported(news: Path, *flags: str, **env: str) -> Ran:
    """An export on the first of June 2024."""
    return outfeed_here("export", "news", "--quiet", *flags, cwd=news.parent, env=env)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exporters.cli.options.read_clock", lambda: NOW)


def told(ran: Ran) -> list[str]:
    """The lines that name feeds."""
    return [line for line in ran.told("warning") if "displaces other articles" in line]


class TestLine:
    """One line names the feeds, at the date."""

    def test_it_says_what_is_left_and_what_to_do(self, tmp_path: Path) -> None:
        ran = exported(folder(tmp_path))

        assert "\n".join(told(ran)) == (
            "news/slip.md:3:1: warning: 2099-05-11T00:00:00Z is in the future and displaces other articles: "
            "news-sitemap.xml contains 0 of 3 articles dated up to now, week 0 of 3; correct the date, or "
            "hold the article back with --as-of [date-future]"
        )
        assert len(ran.told("warning")) == 2

    def test_ten_feeds_are_named(self, tmp_path: Path) -> None:
        (line,) = told(exported(folder(tmp_path, ", {path: 'topics/{topic}', window: 3 days}", topics=8)))

        assert line.count(" 0 of 3") == 10
        assert "more" not in line

    def test_of_more_the_first_three_are_and_all_are_counted(self, tmp_path: Path) -> None:
        (line,) = told(exported(folder(tmp_path, ", {path: 'topics/{topic}', window: 3 days}", topics=50)))

        assert (
            "news-sitemap.xml contains 0 of 3 articles dated up to now, week 0 of 3, topics/t0 0 of 3 and 49 more;"
            in line
        )

    def test_feeds_that_are_not_written_are_not_named(self, tmp_path: Path) -> None:
        (line,) = told(exported(folder(tmp_path), "--format", "rss"))

        assert "articles: week contains 0 of 3 articles dated up to now;" in line

    def test_the_feed_of_the_site_is_called_so(self, tmp_path: Path) -> None:
        news = folder(tmp_path)
        text = SETTINGS.replace("{path: ''}", "{path: '', window: 7 days}").replace("FEEDS", "")
        (news / "outfeed.yaml").write_text(text, encoding="utf-8")

        assert "up to now, the feed of the whole site 0 of 3, week 0 of 3" in told(exported(news))[0]

    def test_a_draft_that_is_asked_for_has_no_line(self, tmp_path: Path) -> None:
        news = folder(tmp_path, year=2019)
        post(news, "draft", publishedDateTime="2077-01-01T00:00:00Z", draft="true")

        assert told(exported(news)) == []
        (line,) = told(exported(news, "--drafts"))
        assert line.startswith("news/draft.md: warning: 2077-01-01T00:00:00Z is in the future")


class TestHeldBack:
    """A moment of the run bounds every window: nothing is left to tell."""

    @pytest.mark.parametrize(
        ("flags", "env"),
        [(["--as-of", "2024-06-01"], {}), ([], {"SOURCE_DATE_EPOCH": "1717200000"})],
        ids=["--as-of", "SOURCE_DATE_EPOCH"],
    )
    def test_a_run_that_knows_it_warns_of_nothing(self, tmp_path: Path, flags: list[str], env: dict[str, str]) -> None:
        ran = exported(folder(tmp_path), *flags, **env)

        assert ran.told("warning") == []
        assert (tmp_path / "out/news-sitemap.xml").read_text(encoding="utf-8").count("<url>") == 3

    def test_future_hold_warns_of_nothing(self, tmp_path: Path) -> None:
        news = folder(tmp_path)
        with (news / "outfeed.yaml").open("a", encoding="utf-8") as settings:
            settings.write("source: {future: hold}\n")

        assert exported(news).told("warning") == []

    def test_a_moment_that_is_itself_of_the_future_does_not_help(self, tmp_path: Path) -> None:
        assert len(told(exported(folder(tmp_path), "--as-of", "2100-01-01"))) == 1


class TestSameRuns:
    """The clock words the warning and nothing else."""

    def test_output_is_the_same_on_any_day(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        news = folder(tmp_path)
        early = exported(news, "--out", "early")
        monkeypatch.setattr("exporters.cli.options.read_clock", lambda: NOW.replace(year=2100))
        late = exported(news, "--out", "late")

        assert (len(told(early)), late.told("warning")) == (1, [])
        assert contents(tmp_path / "early") == contents(tmp_path / "late")

    def test_warm_runs_and_any_number_of_processes_tell_the_same(self, tmp_path: Path) -> None:
        news = folder(tmp_path, ", {path: 'topics/{topic}', window: 3 days}", topics=20)

        runs = [exported(news, *flags) for flags in ([], [], ["--no-cache"], ["--jobs", "1"], ["--jobs", "3"])]

        assert {run.err for run in runs} == {runs[0].err}
        assert len(told(runs[0])) == 1

    def test_a_plan_and_a_check_tell_it_too(self, tmp_path: Path) -> None:
        news = folder(tmp_path)
        plan = outfeed_here("plan", "news", cwd=tmp_path)
        check = exported(news, "--check")

        assert told(plan) == told(check) == told(exported(news))
