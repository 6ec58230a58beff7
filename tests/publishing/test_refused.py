"""Every call that writes, syncs, renames, lists, looks or removes, refused one by one: a clear error, nothing lost."""

import errno
import io
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from exporters.errors import PublishError
from exporters.publishing import manifest
from exporters.publishing.publication import Publication
from exporters.publishing.stage import FileSink, staging
from tests.publishing.making import finish, held, is_known, is_right, names, of, prepare, publish
from tests.publishing.test_protocol import NEW, OLD

FULL: Final = [errno.ENOSPC]
OTHERS: Final = [errno.EACCES, errno.EIO, errno.EROFS, errno.EXDEV]
LOOKS: Final = ("os.stat", "os.lstat")  # they fail with one error each, and the next look with the next one
CALLS: Final[list[tuple[Any, str]]] = [
    *((os, name) for name in "open mkdir rmdir unlink replace fsync scandir listdir stat lstat".split()),
    (io, "open"),
    (FileSink, "write"),
    (FileSink, "__init__"),
    (Path, "write_bytes"),
]


class Faults:
    """Counts calls of the system, and lets one of them fail."""

    def __init__(self, at: int = -1, number: int = 0) -> None:
        """`at` is which of them; `number` is the error."""
        self.calls = list[str]()
        self._at = at
        self._number = number

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """While the block runs."""
        with pytest.MonkeyPatch.context() as patched:
            for owner, name in CALLS:
                patched.setattr(owner, name, self._refusing(f"{owner.__name__}.{name}", getattr(owner, name)))
            yield

    def _refusing(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def refusing(*args: Any, **options: Any) -> Any:
            self.calls.append(name)
            if len(self.calls) - 1 == self._at:
                raise OSError(self._number, os.strerror(self._number))
            return call(*args, **options)

        return refusing


def run(out: Path, faults: Faults) -> None:
    """A whole export of NEW, in which something may be refused."""
    publication: Publication = of(out, NEW, before=None)
    with faults(), staging(out) as stage:
        before = manifest.read(out)
        prepare(stage, NEW)
        finish(stage, Publication(before=before, about=publication.about, feeds=publication.feeds))


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is told nothing: here it matters what happens where a call fails."""
    monkeypatch.setattr(os, "fsync", lambda _handle: None)


@pytest.fixture
def calls(tmp_path: Path) -> list[str]:
    """What a whole export calls in a folder in that one, in order."""
    publish(tmp_path / "calls", OLD)
    faults = Faults()
    run(tmp_path / "calls", faults)
    return faults.calls


class TestRefused:
    """Whatever the system refuses, out/ is old or new, file by file, and the next run completes it."""

    def test_the_calls_are_all_there(self, calls: list[str]) -> None:
        assert len(calls) > 100
        assert set(calls) - {"os.listdir"} == {
            *(f"os.{name}" for name in "open mkdir rmdir unlink replace fsync scandir stat lstat".split()),
            "io.open",
            "FileSink.write",
            "FileSink.__init__",
            "Path.write_bytes",
        }

    @pytest.mark.parametrize("numbers", [FULL, OTHERS], ids=["full", "other"])
    def test_one_by_one(self, tmp_path: Path, calls: list[str], numbers: list[int]) -> None:
        publish(tmp_path / "old", OLD)
        told, errors = set[str](), {call: itertools.cycle(numbers) for call in calls}
        every = [each for each in enumerate(calls) for _ in range(1 if each[1] in LOOKS else len(numbers))]
        for at, call in every:
            number = next(errors[call])
            out = tmp_path / f"{at} {number}"
            shutil.copytree(tmp_path / "old", out)
            failed = False
            try:
                run(out, Faults(at, number))
            except PublishError as error:
                failed = True
                told |= {each.rule for each in error.diagnostics}

            assert {name.split("/")[0] for name in names(out) if name.startswith(".")} <= {".outfeed-new"}, call
            assert all(data in (OLD.get(name), NEW.get(name)) for name, data in held(out).items()), call
            assert is_known(out), call
            if not failed:  # it could do without: a folder was there already, an old file was written anew
                assert held(out) == NEW, call
            elif at <= calls.index("os.replace"):  # nothing was put in place before that
                assert held(out) == OLD, call
                assert (out / "manifest.json").read_bytes() == (tmp_path / "old/manifest.json").read_bytes()
            publish(out, NEW)
            assert is_right(out, NEW), call

        assert told <= {"out-unwritable", "out-unreadable", "disk-full", "manifest-broken"}
        assert ("disk-full" in told) == (numbers == FULL)

    def test_a_disk_that_fails_does_not_make_a_stranger_ours(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_path: Path) -> os.stat_result:
            raise OSError(errno.EIO, "Input/output error")

        (tmp_path / "manifest.json").write_bytes(b"a web app")
        monkeypatch.setattr(Path, "lstat", fail)

        with pytest.raises(PublishError, match="input/output error"):
            publish(tmp_path, {"a": b"1"}, before=None)

        assert (tmp_path / "manifest.json").read_bytes() == b"a web app"
