"""Publishing step by step: what is there wherever it stops, and that the next run completes it."""

import errno
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Final

import pytest

from exporters.errors import PublishError, TerminationSignal
from exporters.publishing import manifest
from exporters.publishing.contents import contents
from exporters.publishing.stage import staging
from tests.publishing.making import Files, finish, held, is_known, is_right, names, of, prepare, publish, told

OLD: Final[Files] = {
    "rss.xml": b"old rss",
    "same.xml": b"same",
    "topics/ai/rss.xml": b"old ai",
    "topics/gone/rss.xml": b"gone",
    "topics/gone/atom.xml": b"gone",
}
NEW: Final[Files] = {
    "rss.xml": b"new rss",
    "same.xml": b"same",
    "topics/ai/rss.xml": b"new ai",
    "topics/made/rss.xml": b"made",
}
FAILED: Final = OSError(errno.EIO, "Input/output error")
STEPS: Final = ("replace", "unlink", "rmdir", "fsync", "mkdir")  # of os


class Stopped(BaseException):
    """A run ends where it stands, as if it had been killed: nothing catches this."""


@contextmanager
def watched(act: Callable[[int, str, tuple[Any, ...]], None]) -> Iterator[None]:
    """Call `act` before each step in the out folder, with its number, its name and its arguments."""
    count, alone = 0, Lock()

    def before(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **options: Any) -> Any:
            nonlocal count
            with alone:
                act(count, name, args)
                count += 1  # not where it failed: then every later step fails too
            return call(*args, **options)

        return step

    with pytest.MonkeyPatch.context() as patched:
        for name in STEPS:
            patched.setattr(os, name, before(name, getattr(os, name)))
        yield


def steps(out: Path) -> list[str]:
    """What publishing NEW does, in order: `replace rss.xml`."""
    seen = []

    def note(_number: int, name: str, args: tuple[Any, ...]) -> None:
        place = f"/proc/self/fd/{args[0]}" if name == "fsync" else args[1] if name == "replace" else args[0]
        seen.append(f"{name} {os.path.relpath(os.path.realpath(place), out.resolve())}")

    with staging(out) as stage:
        prepare(stage, NEW)
        publication = of(out, NEW)
        with watched(note):
            finish(stage, publication)
    return seen


@contextmanager
def failing(number: int, error: BaseException) -> Iterator[None]:
    """Raise `error` before the step of that number."""

    def fail(count: int, _name: str, _args: tuple[Any, ...]) -> None:
        if count == number:
            raise error

    with watched(fail):
        yield


def publish_failing(out: Path, files: Files, number: int, error: BaseException, **fields: Any) -> None:
    """Publish `files`; before the step of that number, `error` is raised."""
    with staging(out) as stage:
        prepare(stage, files)
        publication = of(out, files, **fields)
        with failing(number, error):
            finish(stage, publication)


def stopped(out: Path, number: int, files: Files = NEW, **fields: Any) -> bool:
    """Publish `files`, but stop before the step of that number as if killed; False: there are not so many steps."""
    try:
        publish_failing(out, files, number, Stopped(), **fields)
    except Stopped:
        return True
    return False


class TestOrder:
    """First the manifest that knows old and new, then the files, then those that go, then the final manifest."""

    def test_each_step_is_on_the_disk_before_the_next_begins(self, tmp_path: Path) -> None:
        publish(tmp_path, OLD)

        assert steps(tmp_path) == [
            "fsync .outfeed-new/0",
            "fsync .outfeed-new/1",
            "fsync .outfeed-new/2",
            "fsync .outfeed-new/during.json",
            "fsync .outfeed-new/final.json",
            "replace manifest.json",
            "fsync .",
            "mkdir .",
            "replace rss.xml",
            "mkdir topics/ai",
            "replace topics/ai/rss.xml",
            "mkdir topics/made",
            "replace topics/made/rss.xml",
            "unlink topics/gone/atom.xml",
            "rmdir topics/gone",
            "unlink topics/gone/rss.xml",
            "rmdir topics/gone",
            "rmdir topics",
            "fsync .",
            "fsync topics/ai",
            "fsync topics",
            "fsync topics/made",
            "replace manifest.json",
            "fsync .",
        ]

    def test_in_between_the_manifest_says_what_was_and_what_will_be(self, tmp_path: Path) -> None:
        publish(tmp_path, OLD)

        assert stopped(tmp_path, 8)

        known = {each.path: each for each in told(tmp_path).files}
        assert not told(tmp_path).complete
        assert set(known) == OLD.keys() | NEW.keys()
        assert all(known[name].is_ours(contents(data)) for files in (OLD, NEW) for name, data in files.items())
        assert {each.path for each in told(tmp_path).feeds} == {"", "topics/ai", "topics/gone", "topics/made"}

    def test_where_no_file_changes_only_the_manifest_is_replaced(self, tmp_path: Path) -> None:
        publish(tmp_path, NEW)
        (tmp_path / "manifest.json").unlink()

        assert steps(tmp_path) == ["fsync .outfeed-new/final.json", "replace manifest.json", "fsync ."]

    def test_where_nothing_changes_nothing_is_done(self, tmp_path: Path) -> None:
        publish(tmp_path, NEW)

        assert steps(tmp_path) == []

    def test_many_files_are_written_down_before_the_first_rename_too(self, tmp_path: Path) -> None:
        many = {f"{number}.xml": b"%d" % number for number in range(40)}
        seen = list[str]()

        with staging(tmp_path) as stage:
            prepare(stage, many)
            with watched(lambda _number, name, _args: seen.append(name)):
                finish(stage, of(tmp_path, many))

        first = seen.index("replace")
        assert seen[:first].count("fsync") == 42
        assert is_right(tmp_path, many)


class TestStopped:
    """Killed at any step: every file is whole and known, and the next run completes it and clears what was left."""

    @pytest.mark.parametrize("number", range(24))
    def test_the_next_run_completes_it(self, tmp_path: Path, number: int) -> None:
        publish(tmp_path, OLD)

        assert stopped(tmp_path, number)
        between = held(tmp_path)
        assert all(data in (OLD.get(name), NEW.get(name)) for name, data in between.items())
        assert is_known(tmp_path)
        publish(tmp_path, NEW)

        assert is_right(tmp_path, NEW)

    @pytest.mark.parametrize("number", range(24))
    def test_a_run_that_wants_what_was_restores_it(self, tmp_path: Path, number: int) -> None:
        publish(tmp_path, OLD)

        assert stopped(tmp_path, number)
        publish(tmp_path, OLD)

        assert is_right(tmp_path, OLD)

    @pytest.mark.parametrize("number", range(24))
    def test_a_run_that_wants_something_else_completes_that(self, tmp_path: Path, number: int) -> None:
        publish(tmp_path, OLD)

        assert stopped(tmp_path, number)
        publish(tmp_path, {"rss.xml": b"third"})

        assert is_right(tmp_path, {"rss.xml": b"third"})

    @pytest.mark.parametrize("number", range(24))
    def test_a_narrowed_run_tells_what_is_there(self, tmp_path: Path, number: int) -> None:
        publish(tmp_path, OLD)

        assert stopped(tmp_path, number)
        between = held(tmp_path)
        publish(tmp_path, {"rss.xml": NEW["rss.xml"]}, removes=False)

        assert is_right(tmp_path, between | {"rss.xml": NEW["rss.xml"]})

    @pytest.mark.parametrize("first", range(6, 22, 3))
    @pytest.mark.parametrize("second", range(5, 20, 3))
    def test_twice(self, tmp_path: Path, first: int, second: int) -> None:
        publish(tmp_path, OLD)

        stopped(tmp_path, first)
        stopped(tmp_path, second)
        known = is_known(tmp_path)
        publish(tmp_path, OLD)

        assert known
        assert is_right(tmp_path, OLD)

    def test_there_are_no_more_steps_than_these(self, tmp_path: Path) -> None:
        publish(tmp_path, OLD)

        assert not stopped(tmp_path, 24)

    @pytest.mark.parametrize("number", range(0, 14, 2))
    def test_a_first_run(self, tmp_path: Path, number: int) -> None:
        out = tmp_path / "out"

        assert stopped(out, number)
        assert held(out).items() <= NEW.items()
        assert not held(out) or is_known(out)
        publish(out, NEW)

        assert is_right(out, NEW)

    @pytest.mark.parametrize("number", range(0, 14, 2))
    def test_a_run_that_adopts(self, tmp_path: Path, number: int) -> None:
        (tmp_path / "rss.xml").write_bytes(b"theirs")
        (tmp_path / "other").write_bytes(b"theirs")
        wanted = {"rss.xml": b"1", "a": b"2", "b/c": b"3"}

        assert stopped(tmp_path, number, wanted, adopt=True)
        begun = manifest.read(tmp_path) is not None
        publish(tmp_path, wanted, adopt=not begun)

        assert held(tmp_path) == {**wanted, "other": b"theirs"}
        assert begun == (number > 5)


class TestInterrupted:
    """Ctrl-C and SIGTERM leave every file whole, and nothing hidden behind."""

    @pytest.mark.parametrize("error", [KeyboardInterrupt, TerminationSignal])
    @pytest.mark.parametrize("number", range(0, 24, 3))
    def test_at_any_step(self, tmp_path: Path, number: int, error: type[BaseException]) -> None:
        publish(tmp_path, OLD)

        with pytest.raises(error):
            publish_failing(tmp_path, NEW, number, error())

        assert not [name for name in names(tmp_path) if name.startswith(".")]
        assert is_known(tmp_path)

    def test_by_a_signal_while_many_files_are_written_down(self, tmp_path: Path) -> None:
        many = {f"{number}.xml": b"%d" % number for number in range(40)}

        def interrupt(number: int, _name: str, _args: tuple[Any, ...]) -> None:
            if number == 20:
                os.kill(os.getpid(), signal.SIGINT)

        with staging(tmp_path) as stage:
            prepare(stage, many)
            publication = of(tmp_path, many)
            with pytest.raises(KeyboardInterrupt), watched(interrupt):
                finish(stage, publication)

        assert names(tmp_path) == []


class TestMessages:
    """The message about a failing disk says whether files were put in place already."""

    @pytest.mark.parametrize(("number", "said"), [(0, ""), (5, ""), (7, "every published file is whole, old or new; ")])
    def test_a_full_disk(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str) -> None:
        monkeypatch.chdir(tmp_path)
        publish(tmp_path / "out", OLD)

        with pytest.raises(PublishError) as caught:
            publish_failing(tmp_path / "out", NEW, number, OSError(28, "No space left on device"))

        assert str(caught.value) == f"out: error: the disk is full; {said}make room and run again [disk-full]"

    def test_a_file_in_place_where_no_manifest_is_kept(self, tmp_path: Path) -> None:
        with staging(tmp_path) as stage:
            prepare(stage, {"a": b"1"})
            with pytest.raises(PublishError, match="every published file is whole"), failing(3, FAILED):
                finish(stage)

        assert held(tmp_path) == {"a": b"1"}

    def test_the_manifest_in_place_where_no_file_changes(self, tmp_path: Path) -> None:
        publish(tmp_path, {"a": b"1"})
        (tmp_path / "manifest.json").unlink()

        with pytest.raises(PublishError, match="every published file is whole"):
            publish_failing(tmp_path, {"a": b"1"}, 2, FAILED)

        assert is_right(tmp_path, {"a": b"1"})
