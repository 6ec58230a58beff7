"""Documents in the making: what is told waits in temporary files without names, and becomes whole at the end."""

import errno
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Final

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.diagnostics.formatter import Form, Summary
from exporters.diagnostics.recognition import LONGEST, is_document
from exporters.errors import PublishError, reason
from exporters.support.files import read_regular
from exporters.support.paths import absolute, shown_path

_IN_MEMORY: Final = 1 << 20  # bytes of a part
_BLOCK: Final = 1 << 16  # bytes that are written at once
_HANDLE: Final = re.compile(r"/dev/(?:stdout|stderr|fd/\d+)|/proc/[^/]+/(?:task/\d+/)?fd/\d+")


class Draft:
    """A document of which the lines are known so far. A killed run leaves nothing of it."""

    def __init__(self, form: Form) -> None:
        """Begin it."""
        self._form = form
        self._parts = [SpooledTemporaryFile(_IN_MEMORY) for _ in range(form.parts)]  # noqa: SIM115
        self.is_broken = False

    def told(self, diagnostic: Diagnostic) -> None:
        """Keep one. Raises PublishError where there is no room for temporary files; it is of no use then."""
        if self.is_broken:
            return
        part, line = self._form.line(diagnostic)
        try:
            self._parts[part].write(f"{line}\n".encode())
        except OSError as error:
            self.is_broken = True
            seen = f"the temporary files of a run failed: {reason(error)}"
            raise PublishError.because("disk-full", seen, "make room in the folder for temporary files") from error

    def whole(self, summary: Summary) -> Iterator[bytes]:
        """The document, in blocks."""
        block = bytearray()
        for text in self._form.whole([_lines(part) for part in self._parts], summary):
            block += text.encode()
            if len(block) >= _BLOCK:
                yield bytes(block)
                block.clear()
        yield bytes(block)

    def close(self) -> None:
        """Let the temporary files go."""
        for part in self._parts:
            with suppress(OSError):  # a full disk refuses what was buffered once more
                part.close()


def _lines(part: "SpooledTemporaryFile[bytes]") -> Iterator[str]:
    part.seek(0)
    return (line[:-1].decode() for line in part)


def check_writable(file: Path) -> None:
    """Find out whether `file` can be written, before anything else is done; nothing is touched. Raises OSError."""
    if file.is_dir():
        raise _refused(errno.EISDIR)
    if _is_replaced(file):
        there = next(folder for folder in _beside(file).parents if folder.exists())
        if not there.is_dir():
            raise _refused(errno.ENOTDIR)
        if not os.access(there, os.W_OK | os.X_OK):
            raise _refused(errno.EACCES)


def put_file(file: Path, blocks: Iterable[bytes]) -> None:
    """Write a file, all or nothing. Raises OSError."""
    if not _is_replaced(file):
        with file.open("wb") as out:
            out.writelines(blocks)
        return
    beside = _beside(file)
    beside.parent.mkdir(parents=True, exist_ok=True)
    try:
        with beside.open("wb") as out:
            out.writelines(blocks)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(beside.with_name(Path(os.path.realpath(file)).name))
    finally:
        beside.unlink(missing_ok=True)


def unwritable(error: OSError, file: Path) -> Diagnostic:
    """What to tell of a file that could not be written."""
    is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    why = "the disk is full" if is_full else reason(error)
    return Diagnostic(
        slug="disk-full" if is_full else "system-error",
        level=Level.ERROR,
        seen=f"the diagnostics can't be written there: {why}",
        right="make it possible, or name another file",
        path=shown_path(file),
    )


def is_foreign(file: Path) -> bool:
    """Return whether `file` holds something that no document of diagnostics may replace. Raises OSError.

    A stream that the shell opened is the one that was meant, whatever it holds: /dev/stdout, /dev/fd/3.
    """
    if not file.is_file() or _HANDLE.fullmatch(absolute(file).as_posix()):
        return False
    return not is_document(read_regular(file, LONGEST - 1))


def foreign(file: Path) -> Diagnostic:
    """Return what to tell of such a file."""
    return Diagnostic(
        slug="file-not-diagnostics",
        level=Level.ERROR,
        seen="the file holds something other than diagnostics of Outfeed, so it was left as it is",
        right="name another file, or remove this one",
        path=shown_path(file),
    )


def _refused(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def _is_replaced(file: Path) -> bool:
    """Whether a new file takes the name: not that of a device or a pipe, such as /dev/stderr."""
    return file.is_file() or not file.exists()


def _beside(file: Path) -> Path:
    """A name in the folder of the file, or of the one that it links to, that no other run uses."""
    target = Path(os.path.realpath(file))
    return target.with_name(f".{target.name}.{os.getpid()}")
