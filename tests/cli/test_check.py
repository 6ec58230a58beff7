"""`outfeed export --check`: whether what is published is what an export would write, and how it differs."""

from pathlib import Path

import pytest

from exporters.cli.difference import difference
from tests.cli.running import Ran, contents, outfeed_here, post, seen, with_many_feeds


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the seeds, exported."""
    with_many_feeds(tmp_path)
    assert outfeed_here("export", "seeds", cwd=tmp_path).status == 0
    return tmp_path


def check(folder: Path, *flags: str) -> Ran:
    """A check of the seeds."""
    return outfeed_here("export", "seeds", "--check", *flags, cwd=folder)


class TestUpToDate:
    """Status 0 where every file is what an export would write."""

    @pytest.mark.parametrize("flags", [(), ("--no-cache",), ("--jobs", "2")])
    def test_it_says_so(self, folder: Path, flags: tuple[str, ...]) -> None:
        ran = check(folder, *flags)

        assert (ran.status, ran.out) == (0, "out/ is what an export would write.\n")

    def test_quiet_says_nothing(self, folder: Path) -> None:
        assert check(folder, "--quiet") == Ran(status=0, out="", err="")


class TestOutOfDate:
    """Status 1 with the list of files and a diff of each."""

    def test_an_edited_document(self, folder: Path) -> None:
        path = folder / "out/topics/ai/rss.xml"
        path.write_text(path.read_text(encoding="utf-8").replace("AI Every Day: AI<", "AI Every Week: AI<"), "utf-8")

        ran = check(folder)

        assert ran.status == 1
        assert "-    <title>AI Every Week: AI</title>" in ran.out.splitlines()
        assert "+    <title>AI Every Day: AI</title>" in ran.out.splitlines()
        assert ran.out.splitlines()[-1] == "out/topics/ai/rss.xml: out of date"
        assert ran.err.splitlines()[-1] == "out/ is not what an export would write: 1 file differs."

    def test_a_missing_one_and_a_new_article(self, folder: Path) -> None:
        (folder / "out/feed.csv").unlink()
        post(folder / "seeds", "new", topics="[New Topic]")

        ran = check(folder)

        assert ran.status == 1
        assert {"out/feed.csv: missing", "out/topics/new-topic/atom.xml: missing", "out/rss.xml: out of date"} <= set(
            ran.out.splitlines()
        )

    def test_one_that_is_no_longer_wanted(self, folder: Path) -> None:
        settings = folder / "seeds/outfeed.yaml"
        settings.write_text(settings.read_text(encoding="utf-8") + "formats: [rss, atom, json]\n", "utf-8")

        ran = check(folder)

        assert "out/feed.csv: no longer wanted" in ran.out.splitlines()

    def test_no_out_folder_at_all(self, tmp_path: Path) -> None:
        with_many_feeds(tmp_path)

        ran = check(tmp_path)

        assert ran.status == 1
        assert "out/rss.xml: missing" in ran.out.splitlines()
        assert not (tmp_path / "out").exists()

    def test_a_manifest_that_is_gone(self, folder: Path) -> None:
        (folder / "out/manifest.json").unlink()

        assert check(folder).out == "out/manifest.json: out of date\n"

    def test_rejected_articles_are_an_error(self, folder: Path) -> None:
        post(folder / "seeds", "bad", title="")

        ran = check(folder)

        assert (ran.status, ran.out) == (1, "")
        assert ran.err.splitlines()[-1] == "Nothing was compared: 1 error."


class TestWritesNothing:
    """It takes no lock, and leaves everything as it is."""

    def test_out_is_untouched(self, folder: Path) -> None:
        post(folder / "seeds", "new")
        before = seen(folder / "out")

        check(folder)

        assert seen(folder / "out") == before

    def test_the_next_export_is_right(self, folder: Path) -> None:
        post(folder / "seeds", "new")
        check(folder)

        outfeed_here("export", "seeds", cwd=folder)

        assert check(folder).status == 0
        warm = contents(folder / "out")
        outfeed_here("export", "seeds", "--no-cache", "--out", "anew", cwd=folder)
        assert contents(folder / "anew") == warm


class TestDifference:
    """A unified diff on lines that a terminal may see, of long files around the first difference."""

    def test_numbers_are_those_of_the_whole_file(self, tmp_path: Path) -> None:
        lines = [f"line {number}" for number in range(10_000)]
        (tmp_path / "a").write_text("\n".join(lines), encoding="utf-8")
        lines[7_000] = "\x1b[31mred"
        (tmp_path / "b").write_text("\n".join(lines), encoding="utf-8")

        made = list(difference("out/a", tmp_path / "a", tmp_path / "b"))

        assert made[:3] == ["--- out/a (published)", "+++ out/a (as it would be)", "@@ -6998,7 +6998,7 @@"]
        assert "-line 7000" in made
        assert "+\\x1b[31mred" in made

    def test_it_is_short(self, tmp_path: Path) -> None:
        for name, word in (("a", "one"), ("b", "other")):
            (tmp_path / name).write_text("\n".join(f"{word} {number}" for number in range(500)), encoding="utf-8")

        made = list(difference("out/a", tmp_path / "a", tmp_path / "b"))

        assert (len(made), made[-1]) == (41, "…")
