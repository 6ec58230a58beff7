"""A staging area: documents are prepared out of sight until all are complete."""

import hashlib
import io
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Self

from exporters.publishing import lock
from exporters.publishing.contents import DigestMemory, FileDigest, PublishedFiles
from exporters.publishing.failure import FULL, failure
from exporters.publishing.names import AREA, ReservedNames
from exporters.publishing.publication import FileChange, FileDescription, Publication
from exporters.support.paths import shown_path

if TYPE_CHECKING:
    from exporters.publishing.compare import OutDifference


class FileSink(io.FileIO):
    """A new file that counts and hashes its bytes, and stores an error of the disk."""

    def __init__(self, path: Path) -> None:
        """Create the file. Raises OSError."""
        super().__init__(path, "w")
        self.failure: OSError | None = None
        self._digest = hashlib.sha256()
        self._size = 0

    @property
    def contents(self) -> FileDigest:
        """Return the size and digest of the bytes so far."""
        return FileDigest(self._size, self._digest.digest())

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        """Write `data`, or the first bytes of it; return the count. Raises OSError."""
        try:
            count = super().write(data)
        except OSError as error:
            self.failure = error
            raise
        self._size += count
        self._digest.update(memoryview(data)[:count])
        return count

    def __enter__(self) -> Self:
        """Return the file itself."""
        return self


__all__ = ["FileChange", "FileDescription", "FileDigest", "Publication", "StagingArea", "staging"]

_BUFFER: Final = 1 << 18  # bytes


class StagingArea:
    """Documents on their way into `out`. Nothing in `out` changes before `publish`."""

    def __init__(self, out: Path, area: Path, memory: DigestMemory | None = None, *, publishes: bool) -> None:
        """Use `staging` to open one."""
        self._out = out
        self._area = area
        self._publishes = publishes
        self._failing_dir = out if publishes else area.parent  # the folder in disk-full errors
        self._names = ReservedNames()
        self._numbers = count()
        self._prepared: dict[str, FileDigest] = {}  # the files to publish, in the order of their start
        self._written: dict[str, Path] = {}  # where the bytes of each are; one without is published already
        self.published_files: Final = PublishedFiles(out, memory)

    @property
    def out(self) -> Path:
        """Return the out folder."""
        return self._out

    def place(self, name: str) -> str:
        """Return the future path of the file `name`, as messages show it."""
        return f"{shown_path(self._out)}/{name}"

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """Prepare the file `name` from the bytes written to the stream; it is complete when the block ends normally.

        Raises PublishError if the disk fails, ValueError if the name leads out of the folder or is in use. An exception
        of the block passes, and the name is free again.
        """
        self._names.take(name)
        self._prepared[name] = FileDigest(0, b"")
        path = self._written[name] = self.temporary_path()  # without folders, which take their time
        sink = None
        try:
            sink = FileSink(path)
            with io.BufferedWriter(sink, _BUFFER) as stream:  # type: ignore[type-var]
                yield stream
                stream.flush()
        except BaseException as error:
            self.drop(name)
            cause = sink.failure if sink else None
            if cause is None and isinstance(error, OSError) and (sink is None or error.errno in FULL):
                cause = error
            if cause is None or not isinstance(error, (Exception, SystemExit)):
                raise
            raise failure(cause, self._failing_dir) from error
        if sink.failure is not None:  # the writer swallowed the error
            self.drop(name)
            raise failure(sink.failure, self._failing_dir)
        self._prepared[name] = sink.contents

    def write(self, name: str, write: Callable[[BinaryIO], None]) -> Path:
        """Prepare the file `name` with the bytes that `write` writes; return its temporary path."""
        with self.writing(name) as stream:
            write(stream)
        return self._written[name]

    def drop(self, name: str) -> None:
        """Drop the prepared file `name` and release its name. Raises KeyError if it is not prepared."""
        del self._prepared[name]
        self._names.give_back(name)
        if path := self._written.pop(name, None):
            with suppress(OSError):  # the file may not exist yet
                path.unlink()

    def temporary_path(self) -> Path:
        """Return the path of a file that is never published, and goes with the staging area."""
        return self._area / str(next(self._numbers))

    def path(self, name: str) -> Path:
        """Return the path of the bytes of `name`, prepared or published. Raises KeyError for another file."""
        if name not in self._prepared:
            raise KeyError(name)
        return self._written.get(name, self._out / name)

    def contents(self, name: str) -> FileDigest:
        """Return the digest of the prepared file `name`."""
        return self._prepared[name]

    def is_reused(self, name: str) -> bool:
        """Return whether the published file `name` is known to be up to date."""
        return name in self._prepared and name not in self._written

    def published(self, name: str, contents: FileDigest) -> Path | None:
        """Return the path of the published file `name` if it has these contents."""
        return self._out / name if self.published_files.hold(name, contents) else None

    def reuse(self, files: Mapping[str, FileDigest]) -> None:
        """Reuse published files that `published` found up to date."""
        for name, contents in files.items():
            self._names.take(name)
            self._prepared[name] = contents

    def lines(self, name: str, start: int, stop: int) -> int:
        """Count the lines of the prepared file `name` between two offsets."""
        with self._written[name].open("rb") as file:
            file.seek(start)
            pieces = iter(lambda: file.read(min(_BUFFER, stop - file.tell())), b"")
            return sum(piece.count(b"\n") for piece in pieces)

    def compare(self, publication: Publication | None = None) -> "OutDifference":
        """Return what publishing has to do. Raises PublishError if it is refused, or files can't be read.

        Without a `publication` there is no manifest: every file may be replaced, and none is removed.
        """
        from exporters.publishing.compare import compare_files

        try:
            return compare_files(self._out, self._prepared, self._written.keys(), publication, self.published_files)
        except OSError as error:
            raise failure(error, self._out) from error

    def publish(self, difference: "OutDifference", *, is_durable: bool = True) -> None:
        """Publish the difference that `compare` returned, one rename per file; identical files stay.

        `is_durable`: wait until all of it is on the disk. Raises PublishError; the files renamed by then are whole, and
        the next run completes the rest.
        """
        if not self._publishes:
            message = "what is prepared elsewhere can't be published"
            raise ValueError(message)
        from exporters.publishing.publish import publish

        publish(self._out, self._area, self._written, difference, is_durable=is_durable)


@contextmanager
def staging(out: Path, *, folder: Path | None = None, memory: DigestMemory | None = None) -> Iterator[StagingArea]:
    """Open a staging area for `out`; create `out` if missing, remove it if nothing was published.

    With a `folder`, documents are prepared there and only compared with the published ones: there is no lock, and `out`
    need not exist. `memory` is what earlier runs know of the published files.

    Raises PublishError if `out` is a file, can't be written, or another export is at work there.
    """
    created: list[Path] = []
    try:
        if folder is not None:
            with tempfile.TemporaryDirectory(prefix=f"{AREA[1:]}-", dir=folder) as temporary:
                yield StagingArea(out, Path(temporary), memory, publishes=False)
            return
        created += [each for each in (out, *out.parents) if not each.exists()]
        area = out / AREA
        with lock.hold_lock(out, area):
            try:
                _remove_area(area)  # left by a killed run
                area.mkdir()
                lock.sign(area)
                yield StagingArea(out, area, memory, publishes=True)
            finally:
                shutil.rmtree(area, ignore_errors=True)
                _remove_empty(created)  # under the lock: afterwards another export may use the folder
                created.clear()
    except OSError as error:
        _remove_empty(created)  # if the lock failed
        raise failure(error, folder or out) from error


def _remove_area(area: Path) -> None:
    if area.is_dir() and not area.is_symlink():
        shutil.rmtree(area)
    else:
        area.unlink(missing_ok=True)


def _remove_empty(folders: list[Path]) -> None:
    with suppress(OSError):  # a folder with files stays
        for folder in folders:
            folder.rmdir()
