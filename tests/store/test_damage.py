"""Whatever befalls a cache, a run with it gives what a run without one gives, and the next one has a cache again."""

import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any, BinaryIO, Final
from unittest import mock

import pytest

from exporters.formats import registry
from exporters.model.feed import Feed
from exporters.store import database
from exporters.store.folder import NAME
from exporters.store.info import cache_info
from tests.cli.forking import start
from tests.cli.running import SITE
from tests.deadline import deadline
from tests.store.sites import KEPT, export, result, settled, site, watched, watching, written

ARTICLES: Final = 25
CUTS: Final = 20
FLIPS: Final = 60
MIXES: Final = 20
OFTEN: Final = "from exporters.store import database; database._COMMIT_SECONDS = -1"  # what was read is kept at once
ENDLESS: Final = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers)"
PATIENCE: Final = 60  # seconds until a process that hangs is given up


class Exported:
    """A site that was exported, with its cache; after that an article changed, and one was removed."""

    def __init__(self, folder: Path) -> None:
        self.folder = site(folder / "exported", ARTICLES)
        written(
            self.folder, 3, id="https://EXAMPLE.org/3", secured="1f2e3d4c5b6a7988"
        )  # about which there is something to tell
        settled(self.folder / "site/p4.md").write_text("---\ntitle: broken\n---\n")
        assert export(self.folder, "--keep-going").status == 0
        written(self.folder, 5, title="Another")
        (self.folder / "site/p6.md").unlink()
        self.cache = (self.folder / KEPT).read_bytes()
        shutil.copytree(self.folder / "out", self.folder / "plain")
        self.expected = result(self.folder, "--keep-going", "--no-cache", out="plain")
        shutil.copytree(self.folder / "out", self.folder / "before")

    def again(self) -> None:
        """Everything as it was before the run."""
        for name in ("out", "site/.outfeed"):
            path = self.folder / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        shutil.copytree(self.folder / "before", self.folder / "out")
        (self.folder / "site/.outfeed").mkdir()
        (self.folder / KEPT).write_bytes(self.cache)

    def with_cache(self, damaged: bytes | bytearray) -> None:
        """Everything as it was before the run, but for the cache."""
        self.again()
        (self.folder / KEPT).write_bytes(damaged)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    return Exported(tmp_path_factory.mktemp("damage"))


@pytest.fixture
def exported(whole: Exported) -> Exported:
    whole.again()
    return whole


def endless(exported: Exported, table: str) -> bytes:
    """The cache with a table whose every page has 400 times the same page below it. Spec: SQLite file format §1.6."""
    with closing(sqlite3.connect(exported.folder / KEPT)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    pages = [exported.cache[at : at + 4096] for at in range(0, len(exported.cache), 4096)]
    leaf, places = pages[root - 1], [root, *range(len(pages) + 1, len(pages) + 13)]
    made = []
    for below in places[1:]:
        cells = [below.to_bytes(4, "big") + b"\x01"] * 400
        pointers = b"".join((4096 - 5 * number).to_bytes(2, "big") for number in range(1, 401))
        header = b"\x05\0\0" + b"\x01\x90" + (4096 - 2000).to_bytes(2, "big") + b"\0" + below.to_bytes(4, "big")
        made.append((header + pointers).ljust(2096, b"\0") + b"".join(cells))
    pages[root - 1] = made[0]
    data = bytearray(b"".join([*pages, *made[1:], leaf]))
    data[28:32] = (len(data) // 4096).to_bytes(4, "big")
    return bytes(data)


def in_schema(exported: Exported, change: str, values: list[Any] | None = None) -> None:
    """Change what the cache says of its own tables."""
    with closing(sqlite3.connect(exported.folder / KEPT)) as connection:
        connection.executescript("PRAGMA ignore_check_constraints = ON; PRAGMA writable_schema = ON;")
        connection.executemany(change, values or [()])
        connection.commit()


def is_right(exported: Exported) -> bool:
    """Whether the run gives what one without a cache gives."""
    return result(exported.folder, "--keep-going") == exported.expected


def heals(exported: Exported) -> bool:
    """Whether the run does so, and the next one has a cache that is whole."""
    return is_right(exported) and is_right(exported) and watched(exported.folder, "--keep-going").parsed == []


class TestFile:
    """The file is damaged."""

    def test_it_is_used_where_it_is_not(self, exported: Exported) -> None:
        assert watched(exported.folder, "--keep-going").parsed == ["p5.md"]

    @pytest.mark.parametrize("part", range(CUTS))
    def test_cut_off(self, exported: Exported, part: int) -> None:
        exported.with_cache(exported.cache[: len(exported.cache) * part // CUTS + part % 3])

        assert heals(exported)

    @pytest.mark.parametrize("seed", range(FLIPS))
    def test_a_bit_turned(self, exported: Exported, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - the same every day
        damaged = bytearray(exported.cache)
        place = chance.choice([at for at, byte in enumerate(damaged) if byte])
        damaged[place] ^= 1 << chance.randrange(8)
        exported.with_cache(damaged)

        assert heals(exported)

    def test_a_name_that_is_no_text(self, exported: Exported) -> None:
        """SQLite tells it in a message that is none either."""
        damaged = exported.cache.replace(b"tablemademade", b"tablem\xeedem\xeede")
        assert damaged != exported.cache
        exported.with_cache(damaged)

        assert heals(exported)

    def test_pages_of_zeros(self, exported: Exported) -> None:
        pages = len(exported.cache) // 4096
        assert pages > 5
        for page in range(pages):
            damaged = bytearray(exported.cache)
            damaged[page * 4096 : (page + 1) * 4096] = bytes(4096)
            exported.with_cache(damaged)

            assert heals(exported), page

    def test_pages_that_changed_places(self, exported: Exported) -> None:
        pages = len(exported.cache) // 4096
        for page in range(1, pages - 1):
            one, other = (exported.cache[at * 4096 : (at + 1) * 4096] for at in (page, page + 1))
            exported.with_cache(exported.cache[: page * 4096] + other + one + exported.cache[(page + 2) * 4096 :])

            assert heals(exported), page

    @pytest.mark.parametrize("seed", range(MIXES))
    def test_pages_of_two_runs(self, exported: Exported, seed: int) -> None:
        """What a power failure, or a copy made while a run goes on, may leave."""
        chance = random.Random(seed)  # noqa: S311 - the same every day
        export(exported.folder, "--keep-going")
        later = (exported.folder / KEPT).read_bytes()
        pages = range(0, max(len(exported.cache), len(later)), 4096)
        mixed = b"".join(chance.choice([exported.cache, later])[page : page + 4096] for page in pages)
        exported.with_cache(mixed)

        assert heals(exported)

    @pytest.mark.parametrize("content", [b"", b"\0" * 5000, b"no database\n", bytes(range(256)) * 80])
    def test_something_else(self, exported: Exported, content: bytes) -> None:
        exported.with_cache(content)

        assert heals(exported)

    @pytest.mark.parametrize(
        "change",
        [
            "DELETE FROM articles WHERE file = 2",
            "UPDATE articles SET (digest, article) = (SELECT digest, article FROM articles LIMIT 1) WHERE file = 3",
            "UPDATE articles SET article = zeroblob(100) WHERE file = 2",
            "UPDATE articles SET file = file + 100 WHERE file > 10",
            "UPDATE articles SET file = -file; UPDATE articles SET file = 26 + file",  # each has another's
            "UPDATE files SET outcome = NULL",
            "UPDATE files SET outcome = 'text', digest = 'text'",
            "UPDATE files SET digest = 'text'",
            "UPDATE files SET digest = zeroblob(16)",
            "DELETE FROM documents",
            "DELETE FROM places",
            "UPDATE documents SET written = zeroblob(9)",
            "UPDATE places SET entries = zeroblob(9)",
            "DROP TABLE made",
            "DROP TABLE places",
            "ALTER TABLE made RENAME COLUMN key TO other",
            "ALTER TABLE files RENAME COLUMN mtime TO other",
            "DELETE FROM made",
            "INSERT INTO made VALUES (zeroblob(16))",
            "PRAGMA application_id = 7",
        ],
    )
    def test_a_database_that_holds_something_else(self, exported: Exported, change: str) -> None:
        with closing(sqlite3.connect(exported.folder / KEPT)) as connection:
            schema = connection.execute("SELECT sql, name FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        in_schema(exported, "UPDATE sqlite_master SET sql = replace(sql, ' NOT NULL', '')")
        with closing(sqlite3.connect(exported.folder / KEPT)) as connection:
            connection.executescript(change)
        if not change.startswith("ALTER"):
            in_schema(exported, "UPDATE sqlite_master SET sql = ? WHERE name = ?", schema)

        assert heals(exported)

    @pytest.mark.parametrize(
        "change",
        [
            "DROP TABLE made; CREATE VIEW made AS SELECT zeroblob(n) AS key FROM endless",
            "DROP TABLE files; CREATE VIEW files AS SELECT n AS outcome FROM endless WHERE n < 0",
            "DROP TABLE files; CREATE VIEW files AS SELECT zeroblob(900000000) AS outcome",
            "CREATE TRIGGER slow DELETE ON documents BEGIN DELETE FROM files WHERE file IN endless; END",
        ],
    )
    def test_what_never_ends_instead_of_a_table(self, exported: Exported, change: str) -> None:
        with closing(sqlite3.connect(exported.folder / KEPT)) as connection:
            connection.executescript(f"CREATE VIEW endless AS {ENDLESS} SELECT n FROM numbers; {change}")  # noqa: S608

        with deadline(30):
            assert cache_info(exported.folder / KEPT.rpartition("/")[0]) is None
            assert heals(exported)

    def test_pages_that_lead_in_circles(self, exported: Exported) -> None:
        """A page all of whose parts are one other page, 12 deep: 400 to the power of 12 rows."""
        exported.with_cache(endless(exported, "files"))
        with deadline(PATIENCE):
            cache_info(exported.folder / KEPT.rpartition("/")[0])

        exported.with_cache(endless(exported, "documents"))
        with deadline(PATIENCE):
            assert heals(exported)

    def test_an_article_of_an_earlier_content(self, exported: Exported) -> None:
        """Where half of what a run wrote reached the disk, an old article may stand beside a new row."""
        with closing(sqlite3.connect(exported.folder / KEPT)) as connection:
            old = connection.execute("SELECT * FROM articles").fetchall()
        export(exported.folder, "--keep-going")
        with closing(sqlite3.connect(exported.folder / KEPT)) as connection:
            connection.executemany("INSERT OR REPLACE INTO articles VALUES (?, ?, ?)", old)
            connection.commit()
        shutil.rmtree(exported.folder / "out")

        assert heals(exported)

    def test_places_of_earlier_documents(self, exported: Exported) -> None:
        with closing(sqlite3.connect(exported.folder / KEPT)) as connection:
            old = connection.execute("SELECT * FROM places").fetchall()
        written(exported.folder, 3)  # so that there is nothing to tell, and places are kept
        export(exported.folder, "--keep-going")
        with closing(sqlite3.connect(exported.folder / KEPT)) as connection:
            places = connection.execute("SELECT * FROM places").fetchall()
        written(exported.folder, 7, title="Longer than before")
        export(exported.folder, "--keep-going")
        with closing(sqlite3.connect(exported.folder / KEPT)) as connection:
            connection.executemany("INSERT OR REPLACE INTO places VALUES (?, ?, ?)", places)
            connection.commit()
        written(exported.folder, 8, title="Another")
        try:
            assert old == []
            assert places
            assert result(exported.folder, "--keep-going") == result(
                exported.folder, "--keep-going", "--no-cache", out="other"
            )
        finally:
            written(exported.folder, 3, id="https://EXAMPLE.org/3", secured="1f2e3d4c5b6a7988")
            written(exported.folder, 7)
            written(exported.folder, 8)

    def test_half_of_a_transaction(self, exported: Exported) -> None:
        """The journal of a killed run lies beside it: SQLite takes back what that run had written."""
        with closing(sqlite3.connect(exported.folder / KEPT, isolation_level=None)) as connection:
            connection.executescript("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN;")
            connection.execute("UPDATE files SET digest = zeroblob(16), outcome = zeroblob(3000)")
            torn = (exported.folder / KEPT).read_bytes()
            journal = (exported.folder / f"{KEPT}-journal").read_bytes()
        assert torn != exported.cache
        (exported.folder / KEPT).write_bytes(torn)
        (exported.folder / f"{KEPT}-journal").write_bytes(journal)

        assert heals(exported)

    def test_half_of_a_transaction_without_its_journal(self, exported: Exported) -> None:
        with closing(sqlite3.connect(exported.folder / KEPT, isolation_level=None)) as connection:
            connection.executescript("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN;")
            connection.execute("UPDATE files SET digest = zeroblob(16), outcome = zeroblob(3000)")
            torn = (exported.folder / KEPT).read_bytes()
        exported.with_cache(torn)

        assert heals(exported)


class TestGuest:
    """A plugin that comes upon the damage while it writes is not to blame."""

    def test_the_run_begins_again(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(registry, "_find_plugins", lambda: {"titles": TITLES})
        flags = ["--format", "rss", "--format", "titles"]
        expected = result(site(tmp_path), *flags)
        with closing(sqlite3.connect(tmp_path / KEPT)) as connection:
            connection.execute("UPDATE articles SET article = zeroblob(100)")
            connection.commit()

        assert result(tmp_path, *flags) == expected
        assert b"About p3" in expected[3]["titles.txt"]
        assert watched(tmp_path, *flags).parsed == []


class TestPlace:
    """The place of the cache is taken, or can't be written: the run does without one, and leaves what is there."""

    def test_a_folder_in_the_place_of_the_file(self, exported: Exported) -> None:
        (exported.folder / KEPT).unlink()
        (exported.folder / KEPT).mkdir()

        assert is_right(exported)
        assert is_right(exported)

    def test_a_file_in_the_place_of_the_folder(self, exported: Exported) -> None:
        shutil.rmtree(exported.folder / "site/.outfeed")
        (exported.folder / "site/.outfeed").write_text("mine")

        assert is_right(exported)
        assert is_right(exported)
        assert (exported.folder / "site/.outfeed").read_text() == "mine"

    def test_a_database_of_another_program(self, exported: Exported) -> None:
        (exported.folder / KEPT).unlink()
        with closing(sqlite3.connect(exported.folder / KEPT)) as connection:
            connection.executescript("CREATE TABLE recipes (name); INSERT INTO recipes VALUES ('Soup')")
        before = (exported.folder / KEPT).read_bytes()

        assert is_right(exported)
        assert is_right(exported)
        assert (exported.folder / KEPT).read_bytes() == before

    def test_a_folder_that_can_not_be_made(self, exported: Exported, monkeypatch: pytest.MonkeyPatch) -> None:
        shutil.rmtree(exported.folder / "site/.outfeed")
        mkdir = Path.mkdir

        def refusing(self: Path, *args: Any, **kwargs: Any) -> None:
            if self.name == ".outfeed":
                raise PermissionError(13, "Permission denied")
            mkdir(self, *args, **kwargs)

        with monkeypatch.context() as context:
            context.setattr(Path, "mkdir", refusing)
            assert is_right(exported)
            assert is_right(exported)
        assert heals(exported)

    def test_a_file_that_can_not_be_written(self, exported: Exported) -> None:
        def reading(file: str | Path, **options: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = sqlite3.connect(f"{Path(file).as_uri()}?mode=ro", uri=True, **options)
            return connection

        with connecting(reading):
            assert is_right(exported)
            assert is_right(exported)
        assert (exported.folder / KEPT).read_bytes() == exported.cache

    def test_a_file_that_can_not_be_opened(self, exported: Exported) -> None:
        def refusing(file: str | Path, **options: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = sqlite3.connect(Path(file) / "no folder", **options)
            return connection

        with connecting(refusing):
            assert is_right(exported)
        assert (exported.folder / KEPT).read_bytes() == exported.cache


class TestFullDisk:
    """SQLite itself says that there is no room: at whatever moment."""

    @pytest.mark.parametrize("pages", [1, 3, 8, 11, 14])
    def test_while_it_is_made(self, exported: Exported, pages: int) -> None:
        (exported.folder / KEPT).unlink()

        with connecting(lambda file, **options: limited(pages, file, **options)):
            assert is_right(exported)
        assert heals(exported)

    @pytest.mark.parametrize("statement", ["BEGIN", "CREATE", "INSERT INTO files", "DELETE FROM places", "COMMIT"])
    def test_while_something_is_done(self, exported: Exported, statement: str) -> None:
        (exported.folder / KEPT).unlink()

        with connecting(lambda file, **options: failing(statement, file, **options)):
            assert is_right(exported)
        assert heals(exported)

    def test_at_the_end_of_a_run_that_has_published(self, exported: Exported) -> None:
        """It is done, and tells what it wrote."""
        with connecting(lambda file, **options: failing("COMMIT", file, **options)):
            ran = export(exported.folder, "--keep-going")

        assert [line.split()[-1] for line in ran.out.splitlines()[:4]] == ["changed"] * 4
        assert heals(exported)


class TestTogether:
    """Another process has the cache: the run does without, and does not harm it."""

    def test_a_cache_that_is_locked(self, exported: Exported) -> None:
        program = (
            "import sqlite3, sys; connection = sqlite3.connect(sys.argv[1], isolation_level=None);"
            "connection.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()"
        )
        with subprocess.Popen(
            [sys.executable, "-c", program, exported.folder / KEPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as holder:
            assert holder.stdout
            assert holder.stdout.readline() == b"held\n"
            assert is_right(exported)
            assert is_right(exported)
            holder.communicate()

        assert (exported.folder / KEPT).read_bytes() == exported.cache
        assert heals(exported)

    def test_a_run_beside_one_that_goes_on(self, exported: Exported, tmp_path: Path) -> None:
        with stalled(exported.folder, "sources.worker.FileExaminer", "p5.md", tmp_path, out="other"):
            assert is_right(exported)

        assert heals(exported)

    def test_a_broken_cache_of_a_run_without_one_is_no_reason_to_remove_that_of_another(self, tmp_path: Path) -> None:
        """Such as where there is no room for temporary files."""
        folder = tmp_path / "kept"
        with database.open_store(folder, b"key"):
            pass
        with closing(sqlite3.connect(folder / NAME, isolation_level=None)) as holder:
            holder.execute("BEGIN EXCLUSIVE")

            with pytest.raises(database.BrokenCacheError), database.open_store(folder, b"key"):
                raise sqlite3.OperationalError
        assert (folder / NAME).exists()


class TestKilled:
    """A process that is killed leaves what it kept by then, and nothing that is half done."""

    def test_while_it_reads(self, exported: Exported, tmp_path: Path) -> None:
        (exported.folder / KEPT).unlink()
        with stalled(exported.folder, "sources.worker.FileExaminer", "p20.md", tmp_path):
            pass

        assert is_right(exported)
        assert heals(exported)

    def test_what_was_kept_by_then_is_used(self, tmp_path: Path) -> None:
        site(tmp_path, 130)
        with stalled(tmp_path, "sources.worker.FileExaminer", "p99.md", tmp_path, before=OFTEN):
            pass

        assert 0 < len(watched(tmp_path).parsed) < 60
        assert watched(tmp_path).parsed == []
        assert result(tmp_path) == result(tmp_path, "--no-cache", out="plain")

    def test_while_it_writes(self, exported: Exported, tmp_path: Path) -> None:
        with stalled(exported.folder, "build.section.SectionWriter", "", tmp_path, before=OFTEN):
            pass

        with watching() as seen:
            assert is_right(exported)
        assert seen.parsed == []
        assert heals(exported)

    def test_while_it_is_interrupted_in_the_middle_of_an_article(self, exported: Exported) -> None:
        """Ctrl-C keeps what was read; a row without its article is not taken for one that has it."""
        with connecting(lambda file, **options: interrupted("INSERT OR REPLACE INTO articles", file, **options)):
            assert export(exported.folder, "--keep-going").status == 130

        assert heals(exported)


class Titles:
    """A format of somebody else."""

    name = "titles"
    media_type = "text/plain"
    filename = "titles.txt"
    scope = "feed"

    def write(self, feed: Feed, out: BinaryIO) -> None:
        out.writelines(f"{article.title}\n".encode() for article in feed.entries)


TITLES: Final = EntryPoint("titles", f"{__name__}:Titles", registry.GROUP)


# Connections on which something goes wrong


@contextmanager
def connecting(connect: Callable[..., sqlite3.Connection]) -> Iterator[None]:
    """Caches are opened by `connect`; temporary ones as ever."""
    ordinary = sqlite3.connect

    def connected(file: str | Path, **options: Any) -> sqlite3.Connection:
        with mock.patch.object(sqlite3, "connect", ordinary):
            return connect(file, **options) if Path(file).name == NAME else ordinary(file, **options)

    with mock.patch.object(sqlite3, "connect", connected):
        yield


def limited(pages: int, file: Path, **options: Any) -> sqlite3.Connection:
    """A connection to a file that may not grow beyond so many pages."""
    connection: sqlite3.Connection = sqlite3.connect(file, **options)
    connection.execute(f"PRAGMA max_page_count = {pages}")
    return connection


def failing(statement: str, file: Path, **options: Any) -> sqlite3.Connection:
    """One for which the disk is full as soon as a statement begins so."""
    return connected_with(statement, sqlite3.OperationalError("database or disk is full"), file, **options)


def interrupted(statement: str, file: Path, **options: Any) -> sqlite3.Connection:
    """One at which somebody presses Ctrl-C."""
    return connected_with(statement, KeyboardInterrupt(), file, **options)


def connected_with(statement: str, error: BaseException, file: Path, **options: Any) -> sqlite3.Connection:
    class Failing(sqlite3.Connection):
        def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
            if sql.strip().startswith(statement):
                raise error
            return super().execute(sql, *args)

        def executemany(self, sql: str, *args: Any) -> sqlite3.Cursor:
            if sql.strip().startswith(statement):
                raise error
            return super().executemany(sql, *args)

    return sqlite3.connect(file, factory=Failing, **options)


@contextmanager
def stalled(run: Path, what: str, name: str, folder: Path, *, out: str = "out", before: str = "") -> Iterator[None]:
    """A process that exports in the folder `run`, and stops where it comes to `name`; it is killed in the end."""
    module, _, of = what.rpartition(".")
    program = f"""
import pathlib, time
from exporters.{module} import {of} as stalling
{before}
call = stalling.__call__
def stall(self, given):
    if {name!r} in str(given):
        pathlib.Path({str(folder / "stalled")!r}).touch()
        time.sleep(600)
    return call(self, given)
stalling.__call__ = stall
"""
    arguments = ["export", "site", *SITE, "--jobs", "1", "--keep-going", "--allow-new-ids", "--out", out]
    with start(*arguments, cwd=run, before=program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            end = time.monotonic() + PATIENCE
            while not (folder / "stalled").exists():
                assert process.poll() is None
                assert time.monotonic() < end
                time.sleep(0.01)
            yield
        finally:
            process.kill()
