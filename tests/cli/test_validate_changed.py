"""`outfeed validate --changed`, and the hook of pre-commit: files as git names them, of which some are no articles."""

import re
import shlex
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from tests.cli.running import ROOT, SITE, Ran, outfeed_here, post, seen

HOOK: Final[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]
SETTINGS: Final = "site: {title: News, url: https://example.org/}\n"
WRONG: Final = {"publishedDateTime": "24/13/2021"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository, above which no settings are looked for."""
    (tmp_path / ".git").mkdir()
    return tmp_path


def settings(folder: Path, more: str = "") -> None:
    """An `outfeed.yaml` in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "outfeed.yaml").write_text(SETTINGS + more, encoding="utf-8")


def changed(project: Path, *names: str) -> Ran:
    """What the command says of files that changed."""
    return outfeed_here("validate", "--changed", *names, cwd=project)


def summary(made: Ran) -> str:
    """How many articles were read, and how many files passed over."""
    read = re.fullmatch(r"(\d+) articles? read: .*?(?:; (\d+) files? skipped)?\.\n", made.err)
    assert read is not None
    return f"{read[1]} read, {read[2] or 0} passed over"


class TestArticles:
    """Only what an export by the nearest settings would read is judged."""

    def test_an_article_is_judged_and_no_other_one_is_read(self, project: Path) -> None:
        settings(project)
        post(project / "news", "a", **WRONG)
        post(project / "news", "b", **WRONG)

        made = changed(project, "news/a.md")

        assert (made.status, summary(made)) == (1, "1 read, 0 passed over")
        assert [line.partition(": error")[0] for line in made.out.splitlines()] == ["news/a.md:3:1"]

    @pytest.mark.parametrize(
        "name",
        [
            "README.md",
            "CHANGELOG.md",
            "docs/guide.md",
            "articles/README.md",
            "articles/.hidden/a.md",
            "articles/_drafts/a.md",
            "articles/node_modules/x/a.md",
            "articles/left/a.md",
            "articles/notes.txt",
            "articles/published/index.html",
            "articles/layout/entry.html",
        ],
    )
    def test_what_is_no_article_by_the_settings_is_passed_over(self, project: Path, name: str) -> None:
        more = "source: {path: articles, exclude: [left/**]}\nout: articles/published\n"
        settings(project, f"{more}pages: {{templates: articles/layout}}\n")
        for place in (project / name, project / "articles/layout/feed.css"):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text("# no front matter\n", encoding="utf-8")

        made = changed(project, name)

        assert (made.status, made.out, summary(made)) == (0, "", "0 read, 1 passed over")

    def test_pages_that_were_published_among_the_articles_are_none(self, project: Path) -> None:
        settings(project, "out: .\n")
        post(project, "a")
        assert outfeed_here("export", cwd=project).status == 0

        made = changed(project, "index.html", "a.md")

        assert (made.status, summary(made)) == (0, "1 read, 1 passed over")

    def test_what_the_settings_include_alone_is_judged(self, project: Path) -> None:
        settings(project, "source: {include: [posts/**]}\n")
        post(project / "posts", "a")
        post(project / "pages", "b", **WRONG)

        made = changed(project, "pages/b.md", "posts/a.md")

        assert (made.status, summary(made)) == (0, "1 read, 1 passed over")

    def test_drafts_are_judged_too(self, project: Path) -> None:
        settings(project)
        post(project, "a", published="false", **WRONG)

        assert changed(project, "a.md").status == 1

    def test_a_file_that_is_gone_or_is_a_folder_is_passed_over(self, project: Path) -> None:
        settings(project)
        post(project / "module", "a", **WRONG)

        made = changed(project, "gone.md", "module")

        assert (made.status, summary(made)) == (0, "0 read, 2 passed over")

    def test_no_file_at_all_is_nothing_to_do(self, project: Path) -> None:
        made = changed(project)

        assert (made.status, made.out, summary(made)) == (0, "", "0 read, 0 passed over")

    def test_a_file_is_found_where_the_articles_are_reached_by_a_link(self, project: Path) -> None:
        post(project / "shared", "a", **WRONG)
        settings(project, "source: {path: content}\n")
        (project / "content").mkdir()
        (project / "content/linked").symlink_to(project / "shared")

        made = changed(project, "shared/a.md")

        assert (made.status, summary(made)) == (1, "1 read, 0 passed over")

    def test_a_file_with_two_names_in_the_source_is_found_by_either(self, project: Path) -> None:
        settings(project)
        post(project / "b", "x", **WRONG)
        (project / "a").symlink_to(project / "b")

        assert changed(project, "b/x.md").status == 1
        assert changed(project, "a/x.md").status == 1

    def test_an_article_that_is_a_link_is_found_by_what_it_leads_to(self, project: Path) -> None:
        settings(project / "news")
        post(project / "real", "a", **WRONG)
        (project / "news/a.md").symlink_to("../real/a.md")
        (project / "outfeed.yaml").write_text(f"{SETTINGS}source: {{path: news}}\n")

        for name in ("real/a.md", "news/a.md"):
            ran = outfeed_here("validate", "--changed", name, "--config", "outfeed.yaml", cwd=project)

            assert (ran.status, summary(ran)) == (1, "1 read, 0 passed over")

    def test_a_source_that_is_one_article(self, project: Path) -> None:
        settings(project, "source: {path: news/a.md}\n")
        post(project / "news", "a", **WRONG)
        post(project / "news", "b", **WRONG)

        assert summary(changed(project, "news/a.md", "news/b.md")) == "1 read, 1 passed over"
        assert changed(project, "news/a.md").status == 1

    def test_names_are_those_of_the_current_folder(self, project: Path) -> None:
        settings(project, "source: {path: news}\n")
        path = post(project / "news", "a", **WRONG)

        made = outfeed_here("validate", "--changed", "a.md", "../news/a.md", path, cwd=project / "news")

        assert (made.status, summary(made)) == (1, "1 read, 0 passed over")
        assert made.out.startswith("a.md:3:1: error: ")

    def test_a_warning_counts_under_strict_only(self, project: Path) -> None:
        settings(project)
        post(project, "a", publishedDateTime="1980-01-01T00:00:00Z")

        assert changed(project, "a.md").status == 0
        assert changed(project, "a.md", "--strict").status == 1

    def test_nothing_is_written(self, project: Path) -> None:
        settings(project)
        post(project, "a")
        before = seen(project)

        changed(project, "a.md", "outfeed.yaml")

        assert seen(project) == before


class TestSeveralSettings:
    """A repository of several sites: each file is judged by the nearest settings above it."""

    def test_each_file_goes_by_its_own(self, project: Path) -> None:
        settings(project, "source: {exclude: ['*.md']}\n")
        settings(project / "one", "source: {path: posts, timezone: Europe/Berlin}\n")
        settings(project / "two")
        post(project / "one/posts", "a", publishedDateTime="2021-08-24 07:30")
        post(project / "two", "a", publishedDateTime="2021-08-24 07:30")
        post(project, "a", **WRONG)

        made = changed(project, "a.md", "one/posts/a.md", "two/a.md", "one/README.md")

        assert (made.status, summary(made)) == (1, "2 read, 2 passed over")
        errors = [line for line in made.out.splitlines() if ": error: " in line]
        assert len(errors) == 1
        assert errors[0].startswith("two/a.md:3:1: error: publishedDateTime: ")

    def test_settings_that_changed_are_read_and_all_problems_told(self, project: Path) -> None:
        settings(project / "one", "fedes: []\n")
        settings(project / "two", "limit: 5\n")

        made = changed(project, "one/outfeed.yaml", "two/outfeed.yaml")

        assert made.status == 2
        assert [line.partition(": error")[0] for line in made.err.splitlines()] == [
            "one/outfeed.yaml:2:1",
            "two/outfeed.yaml:2:1",
        ]

    def test_right_settings_say_nothing(self, project: Path) -> None:
        settings(project)

        made = changed(project, "outfeed.yaml")

        assert (made.status, made.out, summary(made)) == (0, "", "0 read, 1 passed over")

    def test_a_flag_takes_the_place_of_the_search(self, project: Path) -> None:
        settings(project / "config", "source: {path: ../posts}\n")
        settings(project / "posts", "source: {exclude: ['*.md']}\n")
        post(project / "posts", "a", **WRONG)
        post(project / "other", "b", **WRONG)

        made = changed(project, "--config", "config/outfeed.yaml", "posts/a.md", "other/b.md")

        assert (made.status, summary(made)) == (1, "1 read, 1 passed over")


class TestWithoutSettings:
    """Without an outfeed.yaml, articles are what an export of the whole project would read."""

    def test_the_folder_of_the_settings_of_jekyll_is_the_source(self, project: Path) -> None:
        site = project / "site"
        post(site / "_posts", "a", **WRONG)
        post(site / "_drafts", "b", **WRONG)
        (site / "_config.yml").write_text("url: https://example.org\n", encoding="utf-8")

        made = changed(project, "site/_posts/a.md", "site/_drafts/b.md")

        assert (made.status, summary(made)) == (1, "1 read, 1 passed over")

    def test_else_the_repository_is(self, project: Path) -> None:
        post(project / "news", "a", **WRONG)
        (project / "README.md").write_text("# Read me\n", encoding="utf-8")

        made = changed(project, "news/a.md", "README.md", *SITE)

        assert (made.status, summary(made)) == (1, "1 read, 1 passed over")


class TestHook:
    """.pre-commit-hooks.yaml: pre-commit runs `entry` with the names of staged files that fit `files`."""

    def test_its_keys_are_those_of_pre_commit(self) -> None:
        known = {"id", "name", "description", "entry", "args", "language", "files", "types", "require_serial"}
        known.add("additional_dependencies")

        assert (set(HOOK), HOOK["id"], HOOK["language"]) == (known, "outfeed-validate", "python")

    @pytest.mark.parametrize(
        ("name", "fits"),
        [
            ("a.md", True),
            ("news/2021 08.MARKDOWN", True),
            ("x/index.html", True),
            ("outfeed.yaml", True),
            ("site/outfeed.yml", True),
            ("a.mdx", False),
            ("md", False),
            ("a.md.txt", False),
            ("myoutfeed.yaml", False),
        ],
    )
    def test_it_is_asked_for_articles_and_settings(self, name: str, *, fits: bool) -> None:
        assert bool(re.search(HOOK["files"], name)) is fits

    def test_the_entry_as_written_stops_a_commit_with_a_wrong_article(self, project: Path) -> None:
        settings(project)
        post(project, "a", **WRONG)
        post(project, "b")
        program, *words = shlex.split(HOOK["entry"])

        wrong = outfeed_here(*words, *HOOK["args"], "README.md", "a.md", "b.md", cwd=project)
        right = outfeed_here(*words, *HOOK["args"], "README.md", "b.md", cwd=project)

        assert program == "outfeed"
        assert (wrong.status, right.status, right.out) == (1, 0, "")
        assert wrong.out.startswith("a.md:3:1: error: ")
