"""`outfeed export --check`: whether what is published is what an export would write, and how it differs."""

import os
import pty
import re
import shutil
from pathlib import Path

import pytest

from exporters.cli.difference import unified_diff
from tests.cli.running import SITE, Ran, contents, outfeed_here, outfeed_into, post, seen, with_many_feeds


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the seeds, exported; tests work on copies."""
    folder = with_many_feeds(tmp_path_factory.mktemp("exported"))
    assert outfeed_here("export", "seeds", cwd=folder).status == 0
    return folder


@pytest.fixture
def folder(exported: Path, tmp_path: Path) -> Path:
    """A folder with the seeds, exported."""
    return shutil.copytree(exported, tmp_path, dirs_exist_ok=True)


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


class TestDiff:
    """Where no terminal reads it, `patch` can: whole lines, every line of a file that a few articles changed."""

    def test_it_makes_of_what_is_published_what_an_export_would_write(self, folder: Path) -> None:
        article = next((folder / "seeds").glob("*.md"))
        with article.open("a", encoding="utf-8") as file:
            file.write("<p>At its end:\u00a0a space, \u2028 a line,\ta tab.</p>\n")
        post(folder / "seeds", "new", topics="[AI]", excerpt="More. " * 100)
        published = contents(folder / "out")

        diff = check(folder).out
        assert outfeed_here("export", "seeds", "--quiet", cwd=folder).status == 0
        wanted = contents(folder / "out")

        changed = {f"out/{name}" for name in published if wanted[name] != published[name]} - {"out/manifest.json"}
        assert {"out/rss.xml", "out/feed.json", "out/feed.csv", "out/topics/ai/atom.xml"} < changed
        assert set(patches(diff)) == changed
        for name in changed:
            before = published[name.removeprefix("out/")].decode()
            assert patched(before, patches(diff)[name]).encode() == wanted[name.removeprefix("out/")]

    def test_on_a_terminal_lines_are_cut_around_what_differs(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "long", excerpt="word " * 100 + "hundred " + "word " * 100)
        outfeed_here("export", "news", *SITE, cwd=tmp_path)
        path = tmp_path / "out/rss.xml"
        path.write_bytes(path.read_bytes().replace(b"hundred", b"thousand"))
        ours, theirs = pty.openpty()
        with os.fdopen(theirs, "w") as terminal:
            outfeed_into(terminal, "export", "news", *SITE, "--check", cwd=tmp_path)
            shown = os.read(ours, 4_000).decode().splitlines()
        os.close(ours)

        changed = [line for line in shown if line.startswith(("-…", "+…"))]
        assert changed == [
            f"{mark}…{'word ' * 4}{differs} {'word ' * 10}"[:80] + "…"
            for mark, differs in (("-", "thousand"), ("+", "hundred"))
        ]
        assert shown[-1] == "out/rss.xml: out of date"


class TestLineEnds:
    """git may change CR LF to LF, and nothing else: then a diff would show nothing."""

    @pytest.fixture
    def clone(self, folder: Path) -> Path:
        """A clone, in which every document has LF."""
        (folder / ".git").mkdir()
        for path in (folder / "out").rglob("*"):
            if path.is_file():
                path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
        return folder

    def test_it_is_said_with_what_to_do(self, clone: Path) -> None:
        ran = check(clone)

        remedy = 'git changes them; write "out/** -text" into .gitattributes, and export again'
        assert ran.status == 1
        assert f"out/feed.csv: only its line ends differ, as {remedy}" in ran.out.splitlines()
        assert "out/feed.csv: out of date" in ran.out.splitlines()
        assert not [line for line in ran.out.splitlines() if line.startswith(("---", "+++", "@@"))]

    def test_the_pattern_begins_where_the_repository_does(self, clone: Path) -> None:
        ran = outfeed_here("export", "--check", cwd=clone / "seeds")

        assert 'write "out/** -text" into ../.gitattributes' in ran.out

    def test_without_a_repository_it_begins_here(self, clone: Path) -> None:
        (clone / ".git").rmdir()

        assert 'write "out/** -text" into .gitattributes' in check(clone).out

    def test_a_space_would_end_the_pattern(self, clone: Path) -> None:
        (clone / "out").rename(clone / "our feeds")

        assert 'write "our?feeds/** -text" into .gitattributes' in check(clone, "--out", "our feeds").out

    def test_where_more_differs_there_is_a_diff(self, clone: Path) -> None:
        path = clone / "out/feed.csv"
        path.write_bytes(path.read_bytes() + b"more\n")

        assert "-more" in check(clone).out.splitlines()


class TestDifference:
    """A unified diff on lines that a terminal may see, of long files around the first difference."""

    @staticmethod
    def made(folder: Path, before: str | None, after: str | None, *, is_whole: bool = False) -> list[str]:
        """The diff between two files, None for one that is not there."""
        for name, text in (("a", before), ("b", after)):
            if text is not None:
                (folder / name).write_text(text, encoding="utf-8", newline="")
        there = folder / "b" if after is not None else None
        return list(unified_diff("out/a", folder / "a", there, is_whole=is_whole))

    def test_numbers_are_those_of_the_whole_file(self, tmp_path: Path) -> None:
        lines = [f"line {number}\n" for number in range(10_000)]
        other = [*lines[:7_000], "\x1b[31mred\n", *lines[7_001:]]

        for is_whole in (False, True):
            made = self.made(tmp_path, "".join(lines), "".join(other), is_whole=is_whole)

            assert made == [
                *("--- out/a\t(published)", "+++ out/a\t(as it would be)", "@@ -6998,7 +6998,7 @@"),
                *(" line 6997", " line 6998", " line 6999", "-line 7000", "+\\x1b[31mred"),
                *(" line 7001", " line 7002", " line 7003"),
            ]

    @pytest.mark.parametrize(("is_whole", "most"), [(False, 40), (True, 1_000)])
    def test_it_is_short_and_well_formed_all_the_same(self, tmp_path: Path, is_whole: bool, most: int) -> None:
        one, other = ("".join(f"{word} {number}\n" for number in range(5_000)) for word in ("one", "other"))

        made = self.made(tmp_path, one, other, is_whole=is_whole)

        assert (made[2], len(made), made[-1]) == (f"@@ -1,{most} +0,0 @@", 3 + most + 1, "…")

    def test_a_missing_line_end_is_told(self, tmp_path: Path) -> None:
        made = self.made(tmp_path, "a\nb", "a\nb\n")

        assert made[2:] == ["@@ -1,2 +1,2 @@", " a", "-b", "\\ No newline at end of file", "+b"]

    def test_a_file_that_is_not_there_has_no_name(self, tmp_path: Path) -> None:
        assert self.made(tmp_path, None, "a\n") == [
            *("--- /dev/null\t(published)", "+++ out/a\t(as it would be)", "@@ -0,0 +1,1 @@", "+a")
        ]
        assert self.made(tmp_path, "a\n", None)[1:] == ["+++ /dev/null\t(as it would be)", "@@ -1,1 +0,0 @@", "-a"]

    def test_cut_lines_show_where_they_differ(self, tmp_path: Path) -> None:
        same = "x" * 200

        made = self.made(tmp_path, f"{same}old{same}\n{same}\n", f"{same}new{same}\n{same}\n")

        assert made[3] == f"-…{'x' * 20}old{'x' * 55}…"
        assert made[4] == f"+…{'x' * 20}new{'x' * 55}…"
        assert made[5] == f" {'x' * 79}…"

    @pytest.mark.parametrize("is_whole", [True, False])
    def test_a_cr_is_shown_where_it_is_what_differs(self, tmp_path: Path, is_whole: bool) -> None:
        made = self.made(tmp_path, "a\r\nb\r\nc\rd\n", "a\r\nb\nc\rd\n", is_whole=is_whole)

        cr = "\r" if is_whole else "\\r"
        assert made[3:] == [" a\r" if is_whole else " a", f"-b{cr}", "+b", " c\\rd"]


def patches(diff: str) -> dict[str, list[str]]:
    """The hunks of each file in a diff, line by line."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in diff.split("\n"):
        if line.startswith("--- "):
            name = line[4:].partition("\t")[0]
        elif line.startswith("@@ "):
            found.setdefault(name, []).append(line)
        elif name in found and line.startswith((" ", "-", "+", "\\")) and not line.startswith("+++ "):
            found[name].append(line)
    return found


def patched(text: str, lines: list[str]) -> str:
    """`text` with a patch, which has to fit to the line: what it says it counts, and what it says stands there."""
    before, made, at, left = text.split("\n"), list[str](), 0, [0, 0]
    for line in lines:
        if line.startswith("@@"):
            assert left == [0, 0]
            numbers = [int(each) for each in re.findall(r"\d+", line)]
            start, left = numbers[0] - (numbers[1] > 0), [numbers[1], numbers[3]]
            made += before[at:start]
            assert len(made) == numbers[2] - (numbers[3] > 0)
            at = start
            continue
        assert line[0] != "\\"  # no document of ours ends without a line end
        if line[0] in " -":
            assert before[at] == line[1:]
            at += 1
            left[0] -= 1
        if line[0] in " +":
            made.append(line[1:])
            left[1] -= 1
    assert left == [0, 0]
    return "\n".join([*made, *before[at:]])
