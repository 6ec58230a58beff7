"""`export`, `validate` and `plan`: what the commands do, for programs."""

import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any, Final

import pytest

import exporters
from exporters import (
    Diagnostic,
    Progress,
    RefusedError,
    RunFailedError,
    UsageError,
    api,
    export,
    plan,
    validate,
)
from tests.cli.running import SEEDS, contents, environment

NOW: Final = datetime(2030, 1, 1, tzinfo=UTC)
SETTINGS: Final = "site: {title: Site, url: https://example.org/}\nsource: {timezone: UTC}\nout: out\npages: false\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a site with two articles."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "outfeed.yaml").write_text(SETTINGS, encoding="utf-8")
    write(tmp_path, "a")
    write(tmp_path, "b")
    return tmp_path


def write(folder: Path, name: str, **fields: str) -> None:
    """Write an article."""
    given = {"title": name, "webUrl": f"/{name}", "publishedDateTime": "2024-01-02T03:04:05Z"} | fields
    lines = "".join(f"{key}: {value}\n" for key, value in given.items())
    (folder / f"{name}.md").write_text(f"---\n{lines}---\nBody\n", encoding="utf-8")


class TestExport:
    """`export` writes what `outfeed export` writes, and reports it."""

    def test_the_files_are_those_of_the_command(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        subprocess.run(
            [sys.executable, "-m", "exporters", "export", SEEDS, "--out", "command", "--no-cache", "--quiet"],
            env=environment(),
            check=True,
        )

        export(SEEDS, out="program", jobs=2)

        assert contents(tmp_path / "program") == contents(tmp_path / "command")

    def test_it_reports_what_became_of_files_and_articles(self, folder: Path) -> None:
        write(folder, "c", published="false")
        report = export()

        assert (report.is_failed, report.out) == (False, folder / "out")
        assert (report.articles.read, report.articles.exported, report.articles.drafts) == (3, 2, 1)
        assert report.newest == datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
        assert {each.path: each.state for each in report.files}["rss.xml"] == "new"
        assert {each.state for each in export().files} == {"unchanged"}

    def test_arguments_are_those_of_the_command(self, folder: Path) -> None:
        write(folder, "c", publishedDateTime="2024-01-03T00:00:00Z")
        report = export(
            [folder / "a.md", "b.md", "c.md"],
            config="outfeed.yaml",
            out="there",
            formats="json",
            limit=1,
            as_of=datetime(2024, 1, 2, 23, tzinfo=UTC),
            cache=".cache",
        )

        assert (report.articles.later, report.articles.exported) == (1, 1)
        assert [each.path for each in report.files if each.format] == ["feed.json"]
        assert (folder / "there/feed.json").is_file()
        assert (folder / ".cache").is_dir()

    def test_what_stops_it_is_raised_with_every_part(self, folder: Path) -> None:
        export()
        before = contents(folder / "out")
        write(folder, "a", title="")
        write(folder, "b", webUrl="ftp://example.org/")

        with pytest.raises(RunFailedError) as caught:
            export()

        told = [(each.rule, each.path, each.field) for each in caught.value.diagnostics]
        assert told == [("field-missing", "a.md", "title"), ("url-wrong", "b.md", "webUrl")]
        assert contents(folder / "out") == before

    def test_or_it_is_reported(self, folder: Path) -> None:
        write(folder, "a", title="")
        report = export(on_problem="return")

        assert (report.is_failed, report.files, report.articles.rejected) == (True, (), 1)
        assert [each.rule for each in report.diagnostics] == ["field-missing", "url-relative", "url-relative"]

    def test_or_a_function_is_told(self, folder: Path) -> None:
        write(folder, "a", title="")
        told: list[Diagnostic] = []
        report = export(on_problem=told.append)

        assert (report.is_failed, report.diagnostics) == (True, ())
        assert [each.rule for each in told] == ["field-missing", "url-relative", "url-relative"]

    def test_a_warning_stops_a_strict_run(self, folder: Path) -> None:
        write(folder, "a", publishedDateTime="1980-01-01T00:00:00Z")

        assert not export().is_failed
        with pytest.raises(RunFailedError) as caught:
            export(strict=True)
        assert [each.rule for each in caught.value.diagnostics] == ["date-old"]

    def test_new_ids_are_refused_with_the_plan(self, folder: Path) -> None:
        export()
        write(folder, "a", id="other")

        with pytest.raises(RefusedError) as caught:
            export()

        assert caught.value.plan.counts["shown-again"] > 0
        assert export(allow_new_ids=True).articles.exported == 2

    def test_progress_is_told(self, folder: Path) -> None:
        seen: list[Progress] = []
        export(progress=seen.append)

        assert seen[0] == Progress("reading", 2, None)
        assert seen[-1] == Progress("writing", 2, 2)
        assert len(list(folder.iterdir())) == 4

    @pytest.mark.parametrize(
        ("asked", "rule"),
        [
            ({"source": "nowhere"}, "source-missing"),
            ({"formats": ["rss", "none"]}, "format-unknown"),
            ({"limit": -1}, "value-wrong"),
            ({"jobs": 0}, "value-wrong"),
            ({"site_url": "example"}, "url-wrong"),
            ({"cache": "out/cache"}, "cache-in-out"),
            ({"now": datetime(2024, 1, 1)}, "date-without-zone"),  # noqa: DTZ001
        ],
    )
    def test_what_can_not_be_asked_is_named(self, folder: Path, asked: dict[str, Any], rule: str) -> None:
        with pytest.raises(UsageError) as caught:
            export(**asked)

        assert [each.rule for each in caught.value.diagnostics] == [rule]
        assert not (folder / "out").exists()


class TestClock:
    """Nobody asks the clock: `now` stands for it."""

    def test_without_it_no_article_is_of_the_future(self, folder: Path) -> None:
        write(folder, "a", publishedDateTime="2900-01-01T00:00:00Z")

        assert "date-future" not in {each.rule for each in export().diagnostics}
        assert "date-future" in {each.rule for each in export(now=NOW).diagnostics}
        assert "date-future" in {each.rule for each in validate(now=NOW).diagnostics}

    def test_where_the_future_waits_a_moment_is_needed(self, folder: Path) -> None:
        settings = SETTINGS.replace("timezone: UTC", "timezone: UTC, future: hold")
        (folder / "outfeed.yaml").write_text(settings, encoding="utf-8")
        write(folder, "a", publishedDateTime="2900-01-01T00:00:00Z")

        with pytest.raises(UsageError) as caught:
            export()
        assert [each.rule for each in caught.value.diagnostics] == ["moment-missing"]
        report = export(now=NOW)
        assert (report.articles.later, report.diagnostics[0].rule) == (1, "clock-used")
        assert "clock-used" not in {each.rule for each in export(as_of=NOW).diagnostics}

    def test_the_environment_gives_no_moment(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")

        assert export().articles.exported == 2
        assert (folder / "out/rss.xml").is_file()


class TestGenerators:
    """The articles of a site generator are read as the commands read them."""

    @pytest.fixture
    def blog(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A blog of Jekyll with a post of yesterday and one of the far future."""
        monkeypatch.chdir(tmp_path)
        (tmp_path / "_posts").mkdir()
        (tmp_path / "_config.yml").write_text("title: Blog\nurl: https://blog.example\n", encoding="utf-8")
        for day in ("2024-01-02", "2900-01-01"):
            (tmp_path / f"_posts/{day}-a-post.md").write_text("---\ntitle: A post\n---\nWords\n", encoding="utf-8")
        return tmp_path

    def test_their_addresses_are_those_of_the_site(self, blog: Path) -> None:
        report = export(".", now=NOW)

        assert (report.articles.exported, report.articles.later) == (1, 1)
        assert b"<link>https://blog.example/2024/01/02/a-post.html</link>" in (blog / "out/rss.xml").read_bytes()

    def test_a_post_of_the_future_is_never_published_for_lack_of_a_moment(self, blog: Path) -> None:
        with pytest.raises(UsageError, match="jekyll holds back articles with a later date, and no moment is given"):
            export(".")
        assert not (blog / "out").exists()

    def test_they_are_validated_and_planned(self, blog: Path) -> None:
        assert not validate(".", now=NOW).is_failed
        assert [each.path for each in plan(".", as_of=NOW).feeds]
        assert not (blog / "out").exists()


class TestValidate:
    """`validate` returns what `outfeed validate` prints."""

    def test_every_problem_and_every_repair_comes_back(self, folder: Path) -> None:
        write(folder, "a", title='" A  b "')
        write(folder, "b", published="false", webUrl="ftp://example.org/")
        report = validate()

        assert (report.is_failed, report.articles.read, report.articles.rejected) == (True, 2, 1)
        assert [(each.path, each.rule) for each in report.diagnostics] == [
            ("a.md", "text-spaces"),
            ("a.md", "url-relative"),
            ("b.md", "url-wrong"),
        ]
        assert not (folder / "out").exists()

    def test_it_is_raised_where_that_is_asked(self, folder: Path) -> None:
        assert not validate(folder, on_problem="raise").is_failed
        write(folder, "a", title="")

        with pytest.raises(RunFailedError, match="title: missing"):
            validate(folder, on_problem="raise")


class TestPlan:
    """`plan` returns what an export would mean."""

    def test_it_tells_what_subscribers_would_see(self, folder: Path) -> None:
        export()
        before = contents(folder / "out")
        write(folder, "c")
        made = plan()

        assert (made.changes_anything, made.is_dangerous) == (True, False)
        assert made.counts["new"] == 1
        assert contents(folder / "out") == before

    def test_there_is_none_where_articles_are_wrong(self, folder: Path) -> None:
        write(folder, "a", title="")
        told: list[Diagnostic] = []

        with pytest.raises(RunFailedError) as caught:
            plan(on_problem=told.append)

        assert [each.rule for each in caught.value.diagnostics] == ["field-missing"]
        assert [each.rule for each in told] == ["field-missing", "url-relative", "url-relative"]


class TestQuiet:
    """Nothing is printed, no signal is handled, no process is ended, in whatever thread it is called."""

    def test_in_a_thread(self, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
        handlers = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)]
        outcomes: list[object] = []

        def work() -> None:
            outcomes.append(export(now=NOW))
            write(folder, "a", title="")
            outcomes.append(validate())
            try:
                plan()
            except RunFailedError as error:
                outcomes.append(error)

        thread = Thread(target=work)
        thread.start()
        thread.join()

        assert len(outcomes) == 3
        assert capfd.readouterr() == ("", "")
        assert [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)] == handlers

    def test_what_a_function_of_the_program_raises_ends_the_run(self, folder: Path) -> None:
        def stop(_: object) -> None:
            raise KeyError("stop")

        with pytest.raises(KeyError):
            export(progress=stop)
        assert not (folder / "out").exists()


class TestNames:
    """The package has the names of the interface, and loads them when they are asked for."""

    def test_they_are_those_of_the_module(self) -> None:
        assert exporters.__all__ == api.__all__
        assert set(exporters.__all__) <= set(dir(exporters))
        assert all(getattr(exporters, name) is getattr(api, name) for name in api.__all__)

    def test_plan_is_the_function(self) -> None:
        assert exporters.plan is api.plan

    def test_another_name_is_none(self) -> None:
        with pytest.raises(AttributeError, match="module 'exporters' has no attribute 'nothing'"):
            exporters.nothing  # type: ignore[attr-defined]  # noqa: B018

    def test_the_package_alone_loads_none_of_them(self) -> None:
        code = "import sys, exporters; assert not {'exporters.api', 'msgspec'} & set(sys.modules); exporters.render"
        subprocess.run([sys.executable, "-c", code], env=environment(), check=True)
