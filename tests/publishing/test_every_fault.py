"""Whole exports in which the system refuses something: some of those of `python -m tests.publishing.faults`."""

import errno
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from exporters.publishing import publish
from tests.cli.running import ROOT, environment
from tests.publishing import faults
from tests.publishing.faults import ERRORS, Call, Prepared

EVENTS: Final = {  # what Python says of calls of the system, whoever makes them, and what is refused for that
    "open": {"io.open", "os.open", "Sink.__init__"},
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
import json, sys
from pathlib import Path
from tests.publishing.faults import below, calls, prepared
from tests.publishing.test_every_fault import EVENTS
folder, seen = Path(sys.argv[1]).resolve(), []
site = prepared(folder / "site")
def hook(event, args):
    if event in EVENTS and args and (place := below(folder / "calls", args[0])) is not None:
        seen.append(event)
sys.addaudithook(hook)
called = calls(site, folder / "calls")
json.dump([seen, called], sys.stdout)
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
            *("io.open", "Sink.__init__", "Sink.write", "Path.write_bytes", "Path.write_text", "fcntl.flock"),
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


class TestProblems:
    """What a fault must never lead to would be found."""

    def test_a_rename_before_the_manifest_is_there(
        self, site: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def careless(out: Path, _area: Path, staged: Path, difference: Any) -> None:
            for name in difference.changed:
                (out / name).write_bytes((staged / name).read_bytes())

        called = faults.calls(site, tmp_path / "calls")
        monkeypatch.setattr(publish, "publish", careless)

        found = list(faults.problems(site, tmp_path / "faults", called.index(Call("Path.write_bytes", "x")), errno.EIO))

        assert found
