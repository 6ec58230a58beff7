"""`outfeed validate`: diagnostics are the result, and nothing is written."""

import re
from pathlib import Path

from tests.cli.running import SITE, outfeed_here, post, seen, with_seeds

LINE = re.compile(r"\S+:[0-9]+:[0-9]+: (?:error|warning|note): .+ \[[a-z-]+\]")


class TestSeeds:
    """The owner's five articles are right, after four repairs."""

    def test_each_repair_is_a_line_with_its_place(self, tmp_path: Path) -> None:
        made = outfeed_here("validate", "seeds", cwd=with_seeds(tmp_path))

        lines = made.out.splitlines()
        assert made.status == 0
        assert made.err == "5 articles read: 0 errors, 0 warnings, 4 notes.\n"
        assert all(map(LINE.fullmatch, lines))
        assert [re.sub(r".*\[|\]$", "", line) for line in lines] == [
            "text-mojibake",
            "url-relative",
            "url-encoded",
            "url-encoded",
        ]

    def test_nothing_is_written(self, tmp_path: Path) -> None:
        before = seen(with_seeds(tmp_path))

        outfeed_here("validate", "seeds", cwd=tmp_path)

        assert seen(tmp_path) == before

    def test_quiet_leaves_only_the_summary(self, tmp_path: Path) -> None:
        made = outfeed_here("validate", "seeds", "--quiet", cwd=with_seeds(tmp_path))

        assert (made.status, made.out) == (0, "")


class TestProblems:
    """Everything that is wrong anywhere is told in one run."""

    def test_all_problems_of_all_files_are_lines(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", title="", publishedDateTime='"24/13/2021"')
        post(tmp_path / "news", "b", webUrl="javascript:alert(1)")
        post(tmp_path / "news", "c")

        made = outfeed_here("validate", "news", *SITE, cwd=tmp_path)

        assert made.status == 1
        assert made.err == "3 articles read: 3 errors, 0 warnings, 0 notes.\n"
        assert [line.partition(": error: ")[0] for line in made.out.splitlines()] == [
            "news/a.md:1:1",
            "news/a.md:2:1",
            "news/b.md:4:1",
        ]
        assert [line.split()[2] for line in made.out.splitlines()] == ["title:", "publishedDateTime:", "webUrl:"]

    def test_drafts_and_withdrawn_articles_are_judged_too(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "draft", published="false", webUrl="ftp://example.org/")
        post(tmp_path / "news", "gone", removed="true", title="")

        made = outfeed_here("validate", "news", *SITE, cwd=tmp_path)

        assert made.status == 1
        assert made.out.count("news/draft.md:") == 1
        assert made.out.count("news/gone.md:") == 1

    def test_a_warning_counts_under_strict_only(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "old", publishedDateTime="1980-01-01T00:00:00Z")

        lenient = outfeed_here("validate", "news", *SITE, cwd=tmp_path)
        strict = outfeed_here("validate", "news", *SITE, "--strict", cwd=tmp_path)

        assert (lenient.status, strict.status) == (0, 1)
        assert lenient.out == strict.out
        assert "[date-old]" in lenient.out

    def test_one_file_can_be_asked_for(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", title="")
        post(tmp_path / "news", "b")

        assert outfeed_here("validate", "news/b.md", *SITE, cwd=tmp_path).status == 0

    def test_an_empty_folder_is_wrong(self, tmp_path: Path) -> None:
        made = outfeed_here("validate", ".", *SITE, cwd=tmp_path)

        assert made.status == 1
        assert "[no-articles]" in made.out


class TestWithoutAddress:
    """An article can be judged before anyone knows where the site will live."""

    def test_a_relative_address_is_told_with_the_placeholder(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", webUrl="/a")

        made = outfeed_here("validate", "news", cwd=tmp_path)

        assert made.status == 0
        assert "https://site.invalid/a" in made.out
        assert "[site-url-missing]" in made.out

    def test_without_any_source_one_is_asked_for(self, tmp_path: Path) -> None:
        (tmp_path / ".git").mkdir()

        made = outfeed_here("validate", cwd=tmp_path)

        assert (made.status, made.out) == (2, "")
        assert "[source-unnamed]" in made.err
