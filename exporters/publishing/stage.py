"""Stage: where documents are prepared, inside the out folder but out of sight, until all of them are whole."""

import errno
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, Literal, Self

from exporters.errors import PublishError
from exporters.paths import shown_path
from exporters.publishing.lock import locked

_FOLDER: Final = ".outfeed-new"  # on the same file system as the target, so that a rename is all it takes
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Written:
    """A published file. `name` is its path below the out folder, `size` is bytes."""

    name: str
    size: int
    state: Literal["new", "changed", "unchanged"]


class Stage:
    """Documents on their way into `out`. Until `publish` nothing in `out` changes."""

    def __init__(self, out: Path) -> None:
        """Made by `staging`."""
        self._out = out
        self._folder = out / _FOLDER
        self._names: list[str] = []

    def place(self, name: str) -> str:
        """Where the file `name` will lie, as messages show it."""
        return f"{shown_path(self._out)}/{name}"

    def write(self, name: str, write: Callable[[BinaryIO], None]) -> Path:
        """Prepare the file `name` with what `write` puts into the stream; where it lies until then comes back.

        Raises PublishError where the disk fails, ValueError for a name that climbs out; what `write` raises passes.
        """
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or name.lower() in map(str.lower, self._names):
            message = f"{name} is no name for a file below the out folder"
            raise ValueError(message)
        target = self._folder / path
        sink = None
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            sink = _Sink(target)
            with io.BufferedWriter(sink) as stream:  # type: ignore[type-var]
                write(stream)
                stream.flush()
                os.fsync(sink.fileno())
        except (Exception, SystemExit) as error:
            failure = sink.failure if sink else None
            if failure is None and isinstance(error, OSError) and (sink is None or error.errno in _FULL):
                failure = error
            if failure is None:
                raise
            raise _failure(failure, self._out) from error
        if sink.failure is not None:  # the writer kept it to itself
            raise _failure(sink.failure, self._out)
        self._names.append(name)
        return target

    def publish(self) -> list[Written]:
        """Put all files in place, each by one rename; one that holds the same bytes already is left as it is.

        Raises PublishError; what was renamed by then is whole, and the next run completes the rest.
        """
        try:
            states = {name: self._state(name) for name in self._names}
            return [self._put(name, states[name]) for name in self._names]
        except OSError as error:
            raise _failure(error, self._out) from error

    def _state(self, name: str) -> Literal["new", "changed", "unchanged"]:
        staged, target = self._folder / name, self._out / name
        if target.is_dir():
            raise PublishError.because("out-unwritable", f"{name} is a folder", "remove it", path=shown_path(self._out))
        if not target.exists():
            return "new"
        same = target.stat().st_size == staged.stat().st_size and target.read_bytes() == staged.read_bytes()
        return "unchanged" if same else "changed"

    def _put(self, name: str, state: Literal["new", "changed", "unchanged"]) -> Written:
        staged, target = self._folder / name, self._out / name
        size = staged.stat().st_size
        if state != "unchanged":
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(target)
        return Written(name, size, state)


class _Sink(io.FileIO):
    """A new file that remembers whether the disk failed, since an exporter may raise errors of its own."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "w")
        self.failure: OSError | None = None

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        try:
            return super().write(data)
        except OSError as error:
            self.failure = error
            raise

    def __enter__(self) -> Self:
        return self


@contextmanager
def staging(out: Path) -> Iterator[Stage]:
    """A stage for `out`, which is made where it is missing, and unmade where nothing was published.

    Raises PublishError where `out` is a file, can't be written, or another export is at work there.
    """
    made: list[Path] = []
    try:
        made += [folder for folder in (out, *out.parents) if not folder.exists()]
        out.mkdir(parents=True, exist_ok=True)
        with locked(out):
            if (out / _FOLDER).exists():  # a killed run left it
                shutil.rmtree(out / _FOLDER)
            try:
                (out / _FOLDER).mkdir()
                yield Stage(out)
            finally:
                shutil.rmtree(out / _FOLDER, ignore_errors=True)
    except OSError as error:
        raise _failure(error, out) from error
    finally:
        with suppress(OSError):  # a folder that holds something stays
            for folder in made:
                folder.rmdir()


def _failure(error: OSError, out: Path) -> PublishError:
    if error.errno in _FULL:
        return PublishError.because("disk-full", "the disk is full", "make room and run again", path=shown_path(out))
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return PublishError.because("out-unwritable", "not a folder", "choose another --out", path=shown_path(out))
    seen = f"can't be written: {(error.strerror or str(error)).lower()}"
    return PublishError.because(
        "out-unwritable", seen, "make it writable or choose another --out", path=shown_path(out)
    )
