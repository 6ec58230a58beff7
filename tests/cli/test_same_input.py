"""The same input is the same run: from any folder, under any name, whoever reads along."""

from pathlib import Path

import pytest

from exporters.store.folder import NAME
from tests.cli.running import SITE, closed_pipe, contents, outfeed_here, outfeed_into, post


class TestFolder:
    """Promise 1: the same input, the same bytes."""

    def test_of_two_alike_the_same_one_stays_from_wherever_it_is_asked(self, tmp_path: Path) -> None:
        post(tmp_path / "news/a", "x", webUrl="https://example.org/same", title="A")
        post(tmp_path / "news/b", "x", webUrl="https://example.org/same", title="B")

        outfeed_here("export", "news", *SITE, "--out", "one", cwd=tmp_path)
        outfeed_here("export", "..", *SITE, "--out", "../../other", cwd=tmp_path / "news/a")

        assert contents(tmp_path / "one") == contents(tmp_path / "other")

    def test_a_file_under_two_names_is_one_article(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "x")

        ran = outfeed_here("export", "news", tmp_path / "news/x.md", "./news", *SITE, cwd=tmp_path)

        assert ran.out.splitlines()[-2].startswith("1 article read, 1 exported")

    def test_feeds_may_lie_among_the_articles(self, tmp_path: Path) -> None:
        post(tmp_path, "x")

        first = outfeed_here("export", ".", *SITE, "--out", ".", cwd=tmp_path)
        again = outfeed_here("export", ".", *SITE, "--out", ".", cwd=tmp_path)

        assert (first.status, again.status) == (0, 0)
        assert "changed" not in again.out.replace("unchanged", "")

    def test_so_may_the_pages_of_many_of_them(self, tmp_path: Path) -> None:
        """An article in HTML is one still, whatever pages of ours lie beside it."""
        post(tmp_path, "x", topics="[Alpha, Beta]").rename(tmp_path / "x.html")
        (tmp_path / "outfeed.yaml").write_text(
            "site: {url: https://example.org/}\nout: .\nfeeds: [{path: ''}, {path: 'topics/{topic}'}]\n"
        )

        first = outfeed_here("export", cwd=tmp_path)
        before = contents(tmp_path)
        again = outfeed_here("export", cwd=tmp_path)
        limited = outfeed_here("export", "--limit", "1", "--keep-going", cwd=tmp_path)

        assert (first.status, again.status, limited.status) == (0, 0, 0)
        assert "1 article read, 1 exported; " in again.out
        assert "1 article read, 1 exported; " in limited.out
        assert {**contents(tmp_path), f".outfeed/{NAME}": b""} == {**before, f".outfeed/{NAME}": b""}


class TestDrafts:
    """A draft is no article yet, so it can't be one of two."""

    def test_validate_does_not_hold_one_against_the_article(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", webUrl="https://example.org/same")
        post(tmp_path / "news", "b", webUrl="https://example.org/same", published="false")

        ran = outfeed_here("validate", "news", *SITE, "--strict", cwd=tmp_path)

        assert (ran.status, ran.out) == (0, "")

    def test_a_folder_of_drafts_is_valid(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", published="false")

        assert outfeed_here("validate", "news", *SITE, cwd=tmp_path).status == 0


class TestReaders:
    """A pipe that closes early hides no failure."""

    def test_the_status_is_that_of_the_run(self, tmp_path: Path) -> None:
        (tmp_path / "bad.md").write_text("no front matter")

        with closed_pipe() as pipe:
            ran = outfeed_into(pipe, "validate", "bad.md", cwd=tmp_path, stderr=pipe)

        assert ran.status == 1


class TestNames:
    """A file's name can't pose as a message, nor command a terminal."""

    @pytest.mark.parametrize("name", ["a\n::error::forged\n", "\x1b[2J", "\u202egnp", "a\udcff"])
    def test_a_diagnostic_is_one_line_that_can_be_printed(self, tmp_path: Path, name: str) -> None:
        (tmp_path / f"{name}.md").write_text("no front matter")

        ran = outfeed_here("validate", ".", *SITE, cwd=tmp_path)

        (line,) = ran.out.splitlines()
        assert line.isprintable()
        assert line.endswith("[front-matter-missing]")


class TestSurroundings:
    """What a shell may leave undone."""

    @pytest.mark.parametrize("args", [("export", "news", "--out", ""), ("export", ""), ("validate", "--config", "")])
    def test_an_empty_name_is_no_folder(self, tmp_path: Path, args: tuple[str, ...]) -> None:
        post(tmp_path / "news", "x")

        ran = outfeed_here(*args, *SITE, cwd=tmp_path)

        assert (ran.status, "the name is empty" in ran.err) == (2, True)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["news"]

    def test_a_standard_output_that_is_full_is_told(self, tmp_path: Path) -> None:
        with Path("/dev/full").open("w") as full:
            ran = outfeed_into(full, "schema", cwd=tmp_path)

        assert ran.status == 3
        assert ran.err.startswith("error: no space left on device; ")

    def test_an_out_folder_that_can_not_be_looked_at_is_told(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "x")
        (tmp_path / "loop").symlink_to("loop")

        long = outfeed_here("export", "news", *SITE, "--out", "x" * 300, cwd=tmp_path)
        loop = outfeed_here("export", "news", *SITE, "--out", "loop", cwd=tmp_path)

        assert (long.status, loop.status) == (3, 3)
