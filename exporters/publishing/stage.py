"""Stage: where documents are prepared, inside the out folder but out of sight, until all of them are whole."""

import errno
import hashlib
import io
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, Literal, NamedTuple, Self

from exporters.errors import PublishError
from exporters.paths import shown_path
from exporters.publishing.lock import locked

_FOLDER: Final = ".outfeed-new"  # on the same file system as the target, so that a rename is all it takes
_BUFFER: Final = 1 << 18  # bytes
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


State = Literal["new", "changed", "unchanged"]


class Contents(NamedTuple):
    """What a file holds: its size in bytes and the SHA-256 of them."""

    size: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Written:
    """A published file. `name` is its path below the out folder, `size` is bytes."""

    name: str
    size: int
    state: State


class Stage:
    """Documents on their way into `out`. Until `publish` nothing in `out` changes."""

    def __init__(self, out: Path) -> None:
        """Made by `staging`."""
        self._out = out
        self._folder = out / _FOLDER
        self._names: dict[str, Contents] = {}  # of what is to be published
        self._held = set[str]()  # those of them that are published already

    def place(self, name: str) -> str:
        """Where the file `name` will lie, as messages show it."""
        return f"{shown_path(self._out)}/{name}"

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """Prepare the file `name`: what is written to the stream. It is whole when the block ends well.

        Raises PublishError where the disk fails, ValueError for a name that climbs out; what the block raises passes.
        """
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or name.lower() in map(str.lower, self._names):
            message = f"{name} is no name for a file below the out folder"
            raise ValueError(message)
        sink = None
        self._names[name] = Contents(0, b"")  # in the order in which they were begun
        try:
            target = self._folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            sink = _Sink(target)
            with io.BufferedWriter(sink, _BUFFER) as stream:  # type: ignore[type-var]
                yield stream
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
        self._names[name] = sink.contents

    def write(self, name: str, write: Callable[[BinaryIO], None]) -> Path:
        """Prepare the file `name` with what `write` puts into the stream; where it lies until then comes back."""
        with self.writing(name) as stream:
            write(stream)
        return self._folder / name

    def contents(self, name: str) -> Contents:
        """What the prepared file `name` holds."""
        return self._names[name]

    def published(self, name: str, contents: Contents) -> Path | None:
        """The published file `name`, where it holds just that."""
        target = self._out / name
        try:
            is_it = target.stat().st_size == contents.size and _digest(target) == contents.digest
        except OSError:  # it is not there, or no file
            return None
        return target if is_it else None

    def keep(self, files: Mapping[str, Contents]) -> bool:
        """Whether the published files hold just that; if all of them do, they count as written."""
        are_held = all(self.published(name, contents) is not None for name, contents in files.items())
        if are_held:
            self._names.update(files)
            self._held.update(files)
        return are_held

    def lines(self, name: str, start: int, stop: int) -> int:
        """How many lines end in the prepared file `name` between two offsets."""
        with (self._folder / name).open("rb") as file:
            file.seek(start)
            pieces = iter(lambda: file.read(min(_BUFFER, stop - file.tell())), b"")
            return sum(piece.count(b"\n") for piece in pieces)

    def publish(self) -> list[Written]:
        """Put all files in place, each by one rename; one that holds the same bytes already is left as it is.

        Raises PublishError; what was renamed by then is whole, and the next run completes the rest.
        """
        try:
            states = {name: self._state(name, contents) for name, contents in self._names.items()}
            return [self._put(name, states[name], self._names[name].size) for name in self._names]
        except OSError as error:
            raise _failure(error, self._out) from error

    def _state(self, name: str, contents: Contents) -> State:
        target = self._out / name
        if name in self._held:
            return "unchanged"
        if target.is_dir():
            raise PublishError.because("out-unwritable", f"{name} is a folder", "remove it", path=shown_path(self._out))
        if not target.exists():
            return "new"
        return "changed" if self.published(name, contents) is None else "unchanged"

    def _put(self, name: str, state: State, size: int) -> Written:
        if state != "unchanged":
            target = self._out / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (self._folder / name).replace(target)
        return Written(name, size, state)


class _Sink(io.FileIO):
    """A new file that knows what it holds, and whether the disk failed: an exporter may raise errors of its own."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "w")
        self.failure: OSError | None = None
        self._digest = hashlib.sha256()
        self._size = 0

    @property
    def contents(self) -> Contents:
        """What was written to it."""
        return Contents(self._size, self._digest.digest())

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        try:
            written = super().write(data)
        except OSError as error:
            self.failure = error
            raise
        self._size += written
        self._digest.update(memoryview(data)[:written])
        return written

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


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _failure(error: OSError, out: Path) -> PublishError:
    if error.errno in _FULL:
        return PublishError.because("disk-full", "the disk is full", "make room and run again", path=shown_path(out))
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return PublishError.because("out-unwritable", "not a folder", "choose another --out", path=shown_path(out))
    seen = f"can't be written: {(error.strerror or str(error)).lower()}"
    return PublishError.because(
        "out-unwritable", seen, "make it writable or choose another --out", path=shown_path(out)
    )
