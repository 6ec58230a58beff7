"""`outfeed cache`: what is kept, and how to be rid of it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from exporters.cli.printing import format_size
from exporters.store.folder import NAME
from tests.cli.forking import outfeed_forked
from tests.cli.running import SITE, contents, outfeed_here, post, seen

BESIDE = {
    ".gitignore": b"*\n",
    "CACHEDIR.TAG": b"Signature: 8a477f597d28d172789f06886806bc55\n# A cache of Outfeed; it may be removed.\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The current folder of a run, with a site in it: two articles, a draft, and a broken one."""
    for name, fields in (("a", {}), ("b", {}), ("c", {"draft": "true"}), ("d", {"webUrl": "nowhere"})):
        post(tmp_path / "site", name, **fields)
    return tmp_path


def export(folder: Path, *flags: str) -> None:
    """An export that makes a cache."""
    assert outfeed_here("export", "site", *SITE, "--keep-going", "--quiet", *flags, cwd=folder).status == 0


def said(*args: str, cwd: Path) -> str:
    """What `outfeed cache` says; it always ends well."""
    ran = outfeed_here("cache", *args, cwd=cwd)
    assert (ran.status, ran.err) == (0, "")
    return ran.out


def misname_a_table(cache: Path) -> None:
    """Damage of which SQLite tells with the name of the table, which is no text any more."""
    data = cache.read_bytes()
    assert b"tablemademade" in data
    cache.write_bytes(data.replace(b"tablemademade", b"tablem\xeedem\xeede"))


class TestFolder:
    """Where a cache lies: beside the settings, else in the folder of the articles, unless --cache says otherwise."""

    def test_without_settings_it_is_among_the_articles(self, site: Path) -> None:
        export(site)

        assert (site / "site/.outfeed" / NAME).is_file()

    def test_with_settings_it_is_beside_them(self, site: Path) -> None:
        (site / "outfeed.yaml").write_text("source: {path: site}\n")
        export(site)

        assert (site / ".outfeed" / NAME).is_file()
        assert not (site / "site/.outfeed").exists()

    def test_a_flag_puts_it_elsewhere(self, site: Path) -> None:
        export(site, "--cache", "deep/down")

        assert (site / "deep/down" / NAME).is_file()
        assert not (site / "site/.outfeed").exists()

    def test_a_flag_does_without(self, site: Path) -> None:
        export(site, "--no-cache")

        assert sorted(path.name for path in site.iterdir()) == ["out", "site"]
        assert not (site / "site/.outfeed").exists()

    @pytest.mark.parametrize("made", [False, True])
    def test_git_and_backups_leave_it_alone(self, site: Path, made: bool) -> None:
        if made:
            (site / "kept").mkdir()
        export(site, "--cache", "kept")

        assert {name: data for name, data in contents(site / "kept").items() if name != NAME} == BESIDE

    def test_a_folder_that_holds_other_things_stays_as_it_is(self, site: Path) -> None:
        before = contents(site)
        export(site, "--cache", ".", "--out", "out")

        made = {name: data for name, data in contents(site).items() if not name.startswith("out/")}
        assert made.keys() - before.keys() == {NAME}

    def test_a_damaged_cache_keeps_what_is_beside_it(self, site: Path) -> None:
        export(site)
        (site / "site/.outfeed" / NAME).write_bytes(b"SQLite format 3\0" + b"?" * 9000)
        (site / "site/.outfeed/mine").touch()
        export(site)

        assert contents(site / "site/.outfeed").keys() == {*BESIDE, NAME, "mine"}

    def test_nothing_is_left_beside_it_when_a_run_is_done(self, site: Path) -> None:
        export(site)
        export(site, "--drafts")

        assert contents(site / "site/.outfeed").keys() == {*BESIDE, NAME}


class TestLinks:
    """A repository may bring links: nothing is written, read or removed through one of ours."""

    def test_a_folder_is_not_used(self, site: Path) -> None:
        (site / "victim").mkdir()
        (site / "victim/.gitignore").write_bytes(BESIDE[".gitignore"])
        (site / "site/.outfeed").symlink_to("../victim")

        ran = outfeed_here("export", "site", *SITE, "--keep-going", "--verbose", cwd=site)

        assert (ran.status, contents(site / "victim")) == (0, {".gitignore": BESIDE[".gitignore"]})
        assert "Without the cache: .outfeed is a link." in ran.err
        assert said("clear", "site", cwd=site) == "site/.outfeed: no cache.\n"
        assert contents(site / "victim") == {".gitignore": BESIDE[".gitignore"]}

    @pytest.mark.parametrize("ending", ["", "-journal", "-wal", "-shm"])
    @pytest.mark.parametrize("is_there", [False, True])
    def test_a_file_is_not_used(self, site: Path, ending: str, is_there: bool) -> None:
        export(site)
        (site / "site/.outfeed" / NAME).rename(site / "kept")
        victim = site / "victim"
        (site / "site/.outfeed" / f"{NAME}{ending}").symlink_to("../../victim")
        if is_there:
            (site / "kept").rename(victim)
        before = contents(site)

        ran = outfeed_here("export", "site", *SITE, "--keep-going", "--verbose", cwd=site)

        assert (ran.status, contents(site)) == (0, before)
        assert f"Without the cache: {NAME}{ending} is a link." in ran.err
        assert said("info", "site", cwd=site) == "site/.outfeed: no cache that can be read.\n"

    def test_a_folder_that_was_named_may_be_one(self, site: Path) -> None:
        (site / "elsewhere/deep").mkdir(parents=True)
        (site / "link").symlink_to("elsewhere")
        export(site, "--cache", "link/deep")
        export(site, "--cache", "link")

        assert (site / "elsewhere/deep" / NAME).is_file()
        assert (site / "elsewhere" / NAME).is_file()


class TestValidate:
    """`outfeed validate` writes nothing at all."""

    def test_it_makes_no_cache(self, site: Path) -> None:
        before = seen(site)
        outfeed_here("validate", "site", cwd=site)

        assert seen(site) == before

    def test_it_leaves_one_alone_that_is_there(self, site: Path) -> None:
        export(site)
        before = seen(site)
        outfeed_here("validate", "site", cwd=site)

        assert seen(site) == before


class TestInfo:
    """`outfeed cache info`: where it is, how large, and of what."""

    def test_it_counts_what_became_of_files(self, site: Path) -> None:
        export(site)
        size = format_size((site / "site/.outfeed" / NAME).stat().st_size)

        assert said("info", "site", cwd=site) == f"site/.outfeed: 2 articles, 1 draft, 1 rejected; {size}.\n"

    def test_it_finds_the_cache_that_an_export_finds(self, site: Path) -> None:
        (site / "outfeed.yaml").write_text("source: {path: site}\n")
        export(site)

        assert said("info", cwd=site).startswith(".outfeed: ")
        assert said("info", cwd=site / "site").startswith("../.outfeed: ")
        assert said("info", "--config", "outfeed.yaml", cwd=site).startswith(".outfeed: ")

    def test_a_flag_names_another(self, site: Path) -> None:
        export(site, "--cache", "kept")

        assert said("info", "--cache", "kept", cwd=site).startswith("kept: ")
        assert said("info", "--cache", "kept", "site", cwd=site).startswith("kept: ")
        assert said("info", "site", cwd=site) == "site/.outfeed: no cache that can be read.\n"

    @pytest.mark.parametrize("data", [b"", b"rubbish", b"SQLite format 3\0" + b"?" * 9000])
    def test_a_damaged_one_is_none(self, site: Path, data: bytes) -> None:
        export(site)
        (site / "site/.outfeed" / NAME).write_bytes(data)

        assert said("info", "site", cwd=site) == "site/.outfeed: no cache that can be read.\n"

    def test_nor_is_one_whose_tables_have_no_readable_names(self, site: Path) -> None:
        export(site)
        misname_a_table(site / "site/.outfeed" / NAME)

        assert said("info", "site", cwd=site) == "site/.outfeed: no cache that can be read.\n"
        assert said("clear", "site", cwd=site).startswith("site/.outfeed: removed, ")

    def test_nothing_is_changed(self, site: Path) -> None:
        export(site)
        before = seen(site)
        said("info", "site", cwd=site)

        assert seen(site) == before

    def test_a_source_that_is_not_there_is_told(self, site: Path) -> None:
        ran = outfeed_here("cache", "info", "nowhere", cwd=site)

        assert ran.status == 2
        assert (
            ran.err == "nowhere: error: no such file or folder; name a folder of articles, or a file that holds many "
            "[source-missing]\n"
        )


class TestClear:
    """`outfeed cache clear`: it goes, and nothing else."""

    def test_it_goes_with_its_folder(self, site: Path) -> None:
        export(site)
        before = contents(site)

        assert said("clear", "site", cwd=site).startswith("site/.outfeed: removed, ")
        assert not (site / "site/.outfeed").exists()
        assert contents(site) == {name: data for name, data in before.items() if ".outfeed" not in name}

    def test_there_may_be_none(self, site: Path) -> None:
        before = seen(site)

        assert said("clear", "site", cwd=site) == "site/.outfeed: no cache.\n"
        assert seen(site) == before

    def test_a_damaged_one_goes_too(self, site: Path) -> None:
        export(site)
        (site / "site/.outfeed" / NAME).write_bytes(b"rubbish")

        assert said("clear", "site", cwd=site).startswith("site/.outfeed: removed, ")
        assert not (site / "site/.outfeed").exists()

    def test_what_a_killed_run_left_goes_too(self, site: Path) -> None:
        export(site)
        (site / "site/.outfeed" / f"{NAME}-journal").write_bytes(b"rubbish")

        said("clear", "site", cwd=site)

        assert not (site / "site/.outfeed").exists()

    def test_files_of_others_stay(self, site: Path) -> None:
        (site / "kept").mkdir()
        (site / "kept/.gitignore").write_text("/secret\n")
        (site / "kept/CACHEDIR.TAG").write_text("mine")
        (site / "kept/notes.txt").touch()
        before = contents(site / "kept")
        export(site, "--cache", "kept")

        assert said("clear", "--cache", "kept", cwd=site).startswith("kept: removed, ")
        assert contents(site / "kept") == before

    def test_so_does_a_database_of_another_program(self, site: Path) -> None:
        with closing(sqlite3.connect(site / NAME)) as connection:
            connection.execute("CREATE TABLE recipes (name)")
        before = seen(site)

        assert said("clear", "--cache", ".", cwd=site) == ".: no cache.\n"
        assert seen(site) == before

    def test_a_folder_in_its_place_stays(self, site: Path) -> None:
        (site / "kept" / NAME).mkdir(parents=True)

        assert said("clear", "--cache", "kept", cwd=site) == "kept: no cache.\n"
        assert (site / "kept" / NAME).is_dir()

    def test_the_next_export_makes_one_anew(self, site: Path) -> None:
        export(site)
        os.utime(site / "out/rss.xml", (1, 1))
        before = contents(site / "out")
        said("clear", "site", cwd=site)
        export(site)

        assert contents(site / "out") == before
        assert (site / "out/rss.xml").stat().st_mtime == 1
        assert said("info", "site", cwd=site).startswith("site/.outfeed: 2 articles, 1 draft, 1 rejected; ")


class TestApart:
    """A cache is never published, and takes nobody's place."""

    @pytest.mark.parametrize("cache", ["out", "out/kept", "news/../out"])
    def test_a_cache_in_the_out_folder_is_refused(self, tmp_path: Path, cache: str) -> None:
        post(tmp_path / "news", "a")

        ran = outfeed_here("export", "news", *SITE, "--out", "out", "--cache", cache, cwd=tmp_path)

        assert (ran.status, ran.out) == (2, "")
        assert "the cache would lie in the out folder, and be published; name another folder [cache-in-out]" in ran.err
        assert not (tmp_path / "out").exists()

    def test_where_the_usual_one_would_be_published_there_is_none(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a")

        ran = outfeed_here("export", "news", *SITE, "--out", "news", cwd=tmp_path)

        assert ran.status == 0
        assert not (tmp_path / "news/.outfeed").exists()

    def test_a_file_of_that_name_that_is_none_of_ours_is_left_alone(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a")
        (tmp_path / "kept").mkdir()
        (tmp_path / "kept" / NAME).write_text("my notes", encoding="utf-8")
        (tmp_path / "kept" / f"{NAME}-journal").write_text("precious", encoding="utf-8")

        ran = outfeed_here("export", "news", *SITE, "--cache", "kept", "--verbose", cwd=tmp_path)
        cleared = outfeed_here("cache", "clear", "--cache", "kept", cwd=tmp_path)

        assert (ran.status, cleared.status) == (0, 0)
        assert "Without the cache: the file of another program." in ran.err
        assert {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "kept").iterdir()} == {
            NAME: "my notes",
            f"{NAME}-journal": "precious",
        }

    @pytest.mark.parametrize("name", [NAME, f"{NAME}-journal"])
    def test_a_pipe_in_its_place_is_not_waited_for(self, tmp_path: Path, name: str) -> None:
        post(tmp_path / "news", "a")
        (tmp_path / "kept").mkdir()
        os.mkfifo(tmp_path / "kept" / name)

        ran = outfeed_forked("export", "news", *SITE, "--cache", "kept", cwd=tmp_path)

        assert ran.status == 0
