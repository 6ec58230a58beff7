"""Whole exports in which the system refuses something: some of those of `python -m tests.publishing.faults`."""

import errno
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any, Final

import pytest

from exporters.publishing import publish
from tests.cli.running import ROOT, contents, environment, outfeed_here
from tests.publishing import faults
from tests.publishing.faults import ERRORS, Call, Prepared
from tests.site.making import FIRST, settings, small, written

EVENTS: Final = {  # what Python says of calls of the system, whoever makes them, and what is refused for that
    "open": {"io.open", "os.open", "FileSink.__init__"},
    "os.mkdir": {"os.mkdir"},
    "os.rename": {"os.replace", "os.rename"},
    "os.remove": {"os.unlink", "os.remove"},
    "os.rmdir": {"os.rmdir"},
    "os.scandir": {"os.scandir"},
    "os.listdir": {"os.listdir"},
    "os.truncate": set(),
    "os.link": {"os.link"},
    "os.symlink": {"os.symlink"},
    "os.utime": {"os.utime"},
    "os.chmod": {"os.chmod"},
    "fcntl.flock": {"fcntl.flock"},
}
PROGRAM: Final = """
import json, shutil, sys
from pathlib import Path
from tests.publishing.faults import Faults, below, export, prepared
from tests.publishing.test_every_fault import EVENTS
folder, seen = Path(sys.argv[1]).resolve() / "seen", []
shutil.copytree(prepared(folder.parent / "site").folder, folder)
def hook(event, args):
    if event in EVENTS and args and below(folder, args[0]) is not None:
        seen.append(event)
sys.addaudithook(hook)
faults = Faults(folder)
with faults():
    export(folder)
json.dump([seen, faults.calls], sys.stdout)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """A site that was published, and has changed since."""
    return faults.prepared(tmp_path_factory.mktemp("faults") / "site")


class TestEveryCall:
    """A clear error, nothing lost, and the next export repairs it."""

    def test_each_kind_of_call_in_each_place_refused(self, tmp_path: Path) -> None:
        seen = set[tuple[str, str]]()

        def chosen(_at: int, call: Call) -> Sequence[int]:
            kind = (call.name, call.place.partition("/")[0])
            if kind in seen:
                return ()
            seen.add(kind)
            return ERRORS[len(seen) % len(ERRORS) :][:1]

        done, wrong = faults.run(tmp_path, chosen)

        assert wrong == []
        assert done.total() == len(seen)
        assert {name for name, place in seen if place == "out"} >= {
            *(f"os.{name}" for name in "open mkdir rmdir unlink replace fsync scandir stat lstat".split()),
            *("io.open", "FileSink.__init__", "FileSink.write", "Path.write_bytes", "Path.write_text", "fcntl.flock"),
        }
        assert {"os.scandir", "os.open", "os.fstat"} <= {name for name, place in seen if place == "news"}

    def test_no_call_is_passed_over(self, tmp_path: Path) -> None:
        ran = subprocess.run(
            [sys.executable, "-c", PROGRAM, tmp_path], cwd=ROOT, env=environment(), capture_output=True, check=True
        )
        seen, called = json.loads(ran.stdout)

        told, refused = Counter(seen), Counter(name for name, _ in called)
        assert {event: told[event] for event in EVENTS} == {
            event: sum(refused[name] for name in names) for event, names in EVENTS.items()
        }


class Refused:
    """What a listing says of a link; what that leads to can't be looked at."""

    def __init__(self, entry: "os.DirEntry[str]", number: int) -> None:
        """`number` is the error."""
        self.name = entry.name
        self.path = entry.path
        self._number = number

    def stat(self) -> os.stat_result:
        raise OSError(self._number, os.strerror(self._number))

    def is_dir(self) -> bool:
        return bool(self.stat())


class TestLinks:
    """A listing itself tells of most entries whether they are folders; only what a link leads to has to be asked."""

    @pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
    def test_articles_behind_one_that_is_refused_are_missed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
    ) -> None:
        def listed(folder: Any) -> Any:
            if str(folder).endswith("linked"):
                raise OSError(number, os.strerror(number))
            with scandir(folder) as entries:
                return nullcontext([Refused(each, number) if each.name == "linked" else each for each in entries])

        scandir = os.scandir
        written(tmp_path / "news", "1", small(1, FIRST))
        written(tmp_path / "elsewhere", "2", small(2, FIRST))
        (tmp_path / "news/linked").symlink_to("../elsewhere")
        settings(tmp_path, Path("news"), {"path": ""})
        first = outfeed_here("export", cwd=tmp_path)
        before = contents(tmp_path / "out")

        with monkeypatch.context() as patched:
            patched.setattr(os, "scandir", listed)
            ran = outfeed_here("export", cwd=tmp_path)

        assert "2 articles read" in first.out
        assert (ran.status, ran.out) == (1, "")
        assert ran.err.startswith("news/linked: error: ")
        assert contents(tmp_path / "out") == before


class TestProblems:
    """What a fault must never lead to would be found."""

    def test_files_that_are_written_in_place(
        self, site: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def careless(out: Path, _area: Path, staged: Mapping[str, Path], difference: Any, **_: bool) -> None:
            for name in difference.changed:
                (out / name).parent.mkdir(exist_ok=True)
                (out / name).write_bytes(staged[name].read_bytes())

        monkeypatch.setattr(publish, "publish", careless)
        called = faults.calls(site, tmp_path / "calls")
        at = called.index(Call("Path.write_bytes", "out/topic-1/rss.xml"))

        found = list(faults.problems(site, tmp_path / "faults", at, errno.EIO))

        assert "the manifest does not know every file" in found
        assert "something was put in place before the first rename" in found
        assert not any("traceback" in each.lower() for each in found)

    def test_an_export_that_says_nothing(self, site: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(publish, "publish", lambda *_, **_flags: None)
        called = faults.calls(site, tmp_path / "calls")
        at = next(at for at, call in enumerate(called) if call.place == ".outfeed")

        found = list(faults.problems(site, tmp_path / "faults", at, errno.EIO))

        assert {"it says that it is done, and is not", "the next export did not repair it: "} <= set(found)
