"""The cache knows where links lead: whatever happens to a target, a warm export is a cold one, and reads no more."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import pytest

from exporters import Diagnostic
from exporters import export as export_by_program
from exporters.run import RunOptions
from exporters.settings.load import load
from exporters.sources.article_files import ArticleFiles
from exporters.sources.dialects.recognise import recognise
from exporters.sources.link_facts import renewed_by_content
from exporters.sources.worker import everything_examiner
from tests.cli.running import outfeed_here
from tests.sources.test_links_between_files import HOME, SETTINGS, article, write
from tests.store.sites import LONG_AGO, documents, later, settled, watching

NOW: Final = datetime(2026, 6, 1, tzinfo=UTC)
BODY: Final = (
    "[a](next.md#x) [b](../other/index.md) [c](gone.md) [d](draft.md) [e](later.md)\n\n"
    "![f](../pics/index/p.png)\n\n[g](plain.md)\n"
)
Change = Callable[[Path], object]


def moved(folder: Path, name: str, other: str) -> None:
    shutil.move(folder / name, folder / other)


def exclude(folder: Path) -> None:
    write(folder / "outfeed.yaml", SETTINGS.replace("path: .", "path: ., exclude: [blog/next.md]"))


def replace_by_folder(folder: Path) -> None:
    (folder / "blog/next.md").unlink()
    (folder / "blog/next.md").mkdir()


CHANGES: Final[dict[str, Change]] = {
    "another address": lambda at: article(at / "blog/next.md", "/elsewhere/"),
    "another title": lambda at: article(at / "blog/next.md", "/next/", title="Other"),
    "a draft": lambda at: article(at / "blog/next.md", "/next/", draft="true"),
    "withdrawn": lambda at: article(at / "blog/next.md", "/next/", removed="true"),
    "wrong": lambda at: article(at / "blog/next.md", "/next/", publishedDateTime="soon"),
    "removed": lambda at: (at / "blog/next.md").unlink(),
    "renamed": lambda at: moved(at, "blog/next.md", "blog/new.md"),
    "excluded": exclude,
    "added": lambda at: article(at / "blog/gone.md", "/gone/"),
    "published": lambda at: article(at / "blog/draft.md", "/draft/"),
    "no article any more": lambda at: write(at / "blog/next.md", "Text.\n"),
    "an article now": lambda at: article(at / "blog/plain.md", "/plain/"),
    "its folder moved": lambda at: moved(at, "other", "others"),
    "a picture removed": lambda at: (at / "pics/index/p.png").unlink(),
    "a folder instead": replace_by_folder,
    "touched alone": lambda at: os.utime(at / "blog/next.md", (5, 5)),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site whose articles link to each other, written long ago."""
    write(tmp_path / "outfeed.yaml", SETTINGS)
    article(tmp_path / "blog/first.md", "/first/", BODY)
    article(tmp_path / "blog/second.html", "/second/", '<a href="first.md">a</a> <a href="next.md">b</a>')
    article(tmp_path / "blog/next.md", "/next/", "[back](first.md) [self](next.md)")
    article(tmp_path / "blog/draft.md", "/draft/", draft="true")
    article(tmp_path / "blog/later.md", "/later/", publishedDateTime="2030-01-01T00:00:00Z")
    write(tmp_path / "blog/README.md", "Text.\n")
    article(tmp_path / "other/index.md", "/other/")
    article(tmp_path / "pics/index.md", "/pics", "![a](index/p.png)")
    write(tmp_path / "pics/index/p.png", "x")
    settle(tmp_path)
    return tmp_path


def settle(folder: Path) -> None:
    """Make new files old, without a new stamp for any other."""
    for path in folder.rglob("*"):
        is_source = path.is_file() and path.relative_to(folder).parts[0] not in ("warm", "cold", ".outfeed")
        if is_source and path.stat().st_mtime_ns != LONG_AGO:
            settled(path)


def export(folder: Path, *flags: str) -> tuple[int, str, dict[str, bytes]]:
    ran = outfeed_here("export", "--keep-going", "--verbose", "--allow-new-ids", *flags, cwd=folder)
    return ran.status, ran.err.replace(f"{flags[1]}/", "out/"), documents(folder / flags[1])


def both(folder: Path, *flags: str) -> tuple[tuple[int, str, dict[str, bytes]], tuple[int, str, dict[str, bytes]]]:
    """A warm export and a cold one."""
    return export(folder, "--out", "warm", "--jobs", "1", *flags), export(
        folder, "--out", "cold", "--jobs", "1", "--no-cache", *flags
    )


@pytest.mark.parametrize("name", CHANGES)
def test_a_warm_export_is_a_cold_one(site: Path, name: str) -> None:
    before, _ = both(site)

    CHANGES[name](site)
    if name != "touched alone":
        settle(site)
    warm, cold = both(site)
    again, _ = both(site)

    assert warm == cold
    assert again == cold
    assert (warm == before) is (name == "touched alone")


def test_so_it_is_at_another_moment(site: Path) -> None:
    seen = []
    for moment in ("2026-01-01T00:00:00Z", "2031-01-01T00:00:00Z", "2026-01-01T00:00:00Z"):
        warm, cold = both(site, "--as-of", moment)
        assert warm == cold
        seen.append(warm)

    assert seen[0] == seen[2]
    assert seen[0] != seen[1]


def test_nothing_is_read_where_nothing_changed_and_what_links_where_something_did(site: Path) -> None:
    both(site)

    with watching() as idle:
        both_idle = export(site, "--out", "warm", "--jobs", "1")
    article(site / "blog/next.md", "/elsewhere/")
    settle(site)
    with watching() as changed:
        export(site, "--out", "warm", "--jobs", "1")
    with watching() as after:
        export(site, "--out", "warm", "--jobs", "1")

    assert both_idle[0] == 0
    assert (idle.opened, idle.parsed) == ([], [])
    assert set(changed.parsed) == {"first.md", "second.html", "next.md"}
    assert (after.opened, after.parsed) == ([], [])


def test_a_touched_target_has_its_links_checked_once_and_nothing_parsed(site: Path) -> None:
    both(site)
    os.utime(site / "blog/next.md", (5, 5))

    with watching() as touched:
        export(site, "--out", "warm", "--jobs", "1")
    with watching() as after:
        export(site, "--out", "warm", "--jobs", "1")

    assert (set(touched.opened), touched.parsed) == ({"first.md", "second.html", "next.md"}, [])
    assert (after.opened, after.parsed) == ([], [])


def test_a_target_that_may_change_within_its_stamp_is_not_trusted(site: Path) -> None:
    article(site / "blog/next.md", "/next/")
    both(site)

    with watching() as young:
        export(site, "--out", "warm", "--jobs", "1")
    with later(3):
        export(site, "--out", "warm", "--jobs", "1")
        with watching() as old:
            export(site, "--out", "warm", "--jobs", "1")

    assert (set(young.opened), young.parsed) == ({"first.md", "second.html", "next.md"}, [])
    assert (old.opened, old.parsed) == ([], [])


def test_any_number_of_processes_gives_the_same(site: Path) -> None:
    for number in range(40):
        article(site / f"blog/n{number}.md", f"/n{number}/", f"[a](n{(number * 7) % 40}.md) [b](nothing{number}.md)")

    one, three = (export(site, "--out", "out", "--no-cache", "--jobs", each) for each in ("1", "3"))

    assert one == three


@pytest.fixture(scope="module")
def processes() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield pool


def test_an_executor_needs_no_file_of_the_site(
    site: Path, processes: ProcessPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told_by(out: str, executor: ProcessPoolExecutor | None) -> list[Diagnostic]:
        told: list[Diagnostic] = []
        export_by_program(site, out=out, keep_going=True, on_problem=told.append, executor=executor)
        return told

    monkeypatch.chdir(site)
    alone = told_by("alone", None)
    there = told_by("there", processes)
    article(site / "blog/next.md", "/elsewhere/", id=f"{HOME}/next/")
    changed = told_by("there", processes)

    assert there == alone
    assert documents(site / "alone") != documents(site / "there")
    assert told_by("alone", None) == changed
    assert documents(site / "alone") == documents(site / "there")


class TestNames:
    """Articles are found by the names of their files too, and the cache knows which files have a name."""

    @pytest.fixture
    def notes(self, tmp_path: Path) -> Path:
        write(tmp_path / "outfeed.yaml", SETTINGS)
        article(tmp_path / "a/first.md", "/first/")
        article(tmp_path / "a/Note.md", "/a/note/")
        article(tmp_path / "b/Note.md", "/b/note/")
        article(tmp_path / "b/2024-01-02-one.md", "/one/")
        article(tmp_path / "b/My bundle/index.md", "/bundle/")
        return tmp_path

    def files(self, folder: Path, name: str = "a/first.md") -> ArticleFiles:
        settings = recognise(load(folder))
        examiner = everything_examiner(settings, RunOptions(sources=settings.paths, now=NOW))
        found = examiner.article_files(str(folder / name), None)
        assert found is not None
        return found

    @pytest.mark.parametrize(
        ("name", "path"),
        [
            ("2024-01-02-one", "/one/"),
            ("2024-01-02-one.md", "/one/"),
            ("b/2024-01-02-one", "/one/"),
            ("My bundle", "/bundle/"),
            ("my BUNDLE", "/bundle/"),
            ("Note", "/a/note/"),
            ("b/Note", "/b/note/"),
            ("c/Note", None),
            ("02-one", None),
            ("Not", None),
            ("", None),
        ],
    )
    def test_with_or_without_suffix_and_folders(self, notes: Path, name: str, path: str | None) -> None:
        assert self.files(notes).by_name(name) == (path and f"https://example.org{path}")

    def test_of_two_neither_where_none_is_nearer(self, notes: Path) -> None:
        assert self.files(notes, "b/My bundle/index.md").by_name("Note") is None

    def test_another_file_of_that_name_is_another_answer(self, notes: Path) -> None:
        files, path = self.files(notes), str(notes / "a/first.md")
        files.by_name("2024-01-02-one")

        def is_same() -> bool:
            return renewed_by_content(files.facts, path, 0, self.files(notes).targets) is not None

        assert is_same()
        article(notes / "c/2024-01-02-one.md", "/two/")
        assert not is_same()


FRONT: Final = "---\ntitle: {}\ndate: 2024-01-02\n---\n\n"
MARKED: Final = {  # of each generator: its settings, the file that is linked to, the one that links, its link, the page
    "hugo": (
        "hugo.toml",
        f'baseURL = "{HOME}/"\n',
        ("content/blog/next.md", "content/blog/first.md"),
        '[a]({{< relref "next" >}})',
        "/blog/next/",
    ),
    "zola": (
        "config.toml",
        f'base_url = "{HOME}"\n',
        ("content/blog/next.md", "content/blog/first.md"),
        "[a](@/blog/next.md)",
        "/blog/next/",
    ),
    "jekyll": (
        "_config.yml",
        f"url: {HOME}\n",
        ("_posts/2024-01-02-next.md", "_posts/2024-01-02-first.md"),
        "[a]({% post_url 2024-01-02-next %})",
        "/2024/01/02/next.html",
    ),
}


@pytest.mark.parametrize("name", MARKED)
def test_template_marks_that_name_articles_are_links_too(name: str, tmp_path: Path) -> None:
    settings, text, (target, linking), link, page = MARKED[name]
    write(tmp_path / settings, text)
    write(tmp_path / target, FRONT.format("N") + "Text.\n")
    write(tmp_path / linking, FRONT.format("F") + link + "\n")
    settle(tmp_path)

    def seen() -> dict[str, bytes]:
        warm = export(tmp_path, "--out", "warm", "--jobs", "1", "--cache", "cache", ".")
        cold = export(tmp_path, "--out", "cold", "--jobs", "1", "--no-cache", ".")
        assert warm == cold
        return warm[2]

    first = seen()
    shutil.move(tmp_path / target, tmp_path / target.replace("next", "other"))
    second = seen()
    shutil.move(tmp_path / target.replace("next", "other"), tmp_path / target)
    third = seen()

    assert f'href=\\"{HOME}{page}\\"'.encode() in first["feed.json"]
    assert f'href=\\"{HOME}{page}\\"'.encode() not in second["feed.json"]
    assert third == first


def test_an_attachment_of_a_vault_is_found_by_its_name(tmp_path: Path) -> None:
    (tmp_path / ".obsidian").mkdir()
    write(tmp_path / "outfeed.yaml", SETTINGS.replace("path: .", "path: ., permalink: '/{slug}'"))
    write(
        tmp_path / "notes/first.md",
        FRONT.format("F") + "![a](pic.png) ![b](files/pic.png) ![c](top.png) [d](next.md)\n",
    )
    write(tmp_path / "other/next.md", FRONT.format("N") + "Text.\n")
    write(tmp_path / "attached/files/pic.png", "x")
    write(tmp_path / "top.png", "x")
    settle(tmp_path)

    first, cold = both(tmp_path)
    write(tmp_path / "attached/pic.png", "x")
    second, cold_second = both(tmp_path)

    assert (first, second) == (cold, cold_second)
    found = [re.findall(rb'(?:href|src)=\\"([^"]*)\\"', each[2]["feed.json"]) for each in (first, second)]
    assert found[0] == [
        f"{HOME}/{each}".encode() for each in ("attached/files/pic.png", "attached/files/pic.png", "top.png", "next")
    ]
    assert found[1] == [f"{HOME}/{each}".encode() for each in ("pic.png", "attached/files/pic.png", "top.png", "next")]
