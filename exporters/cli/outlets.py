"""Where documents of diagnostics go: one may take the stream of its command, others go to files."""

import errno
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from functools import partial, wraps
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Final, NamedTuple

import click

from exporters.cli.ending import ENDS, ExitOutcome, ending
from exporters.cli.say import fall_silent
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.diagnostics.formatter import LEVELS, NAMES, TEXT, DiagnosticsFormatter, RunSummary, form
from exporters.diagnostics.recognition import LONGEST, is_document
from exporters.errors import PublishError, UsageError, reason
from exporters.support.files import put_file, read_regular
from exporters.support.nearest import did_you_mean
from exporters.support.paths import absolute, lies_in, shown_path

_IN_MEMORY: Final = 1 << 20  # bytes of a part
_BLOCK: Final = 1 << 16  # bytes that are written at once
_HANDLE: Final = re.compile(r"/dev/(?:stdout|stderr|fd/\d+)|/proc/[^/]+/(?:task/\d+/)?fd/\d+")


class DiagnosticsDraft:
    """A document of which the lines are known so far. A killed run leaves nothing of it."""

    def __init__(self, form: DiagnosticsFormatter) -> None:
        """Begin it."""
        self._form = form
        self._parts = [SpooledTemporaryFile(_IN_MEMORY) for _ in range(form.parts)]  # noqa: SIM115
        self.is_broken = False

    def add(self, diagnostic: Diagnostic) -> None:
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

    def whole(self, summary: RunSummary) -> Iterator[bytes]:
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
        there = next(folder for folder in Path(os.path.realpath(file)).parents if folder.exists())
        if not there.is_dir():
            raise _refused(errno.ENOTDIR)
        if not os.access(there, os.W_OK | os.X_OK):
            raise _refused(errno.EACCES)


def write_file(file: Path, blocks: Iterable[bytes]) -> None:
    """Write a file that was named, or the one that it links to, all or nothing. Raises OSError."""
    if not _is_replaced(file):
        with _opened(file) as out:
            out.writelines(blocks)
        return
    target = Path(os.path.realpath(file))
    target.parent.mkdir(parents=True, exist_ok=True)
    put_file(target, blocks)


def _opened(file: Path) -> BinaryIO:
    """Open a device or a pipe for writing. Raises OSError, also for a pipe that nobody reads: it is not waited for."""
    try:
        handle = os.open(file, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise OSError(errno.ENXIO, "nobody reads from this pipe") from error
        raise
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(handle, True)  # only opening it must not wait
    return os.fdopen(handle, "wb")


def unwritable(error: OSError, file: Path) -> Diagnostic:
    """What to tell of a file that could not be written."""
    is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    why = "the disk is full" if is_full else reason(error)
    return Diagnostic(
        rule="disk-full" if is_full else "system-error",
        message=f"the diagnostics can't be written there: {why}",
        fix="make it possible, or name another file",
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
        rule="file-not-diagnostics",
        message="the file holds something other than diagnostics of Outfeed, so it was left as it is",
        fix="name another file, or remove this one",
        path=shown_path(file),
    )


def _refused(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def _is_replaced(file: Path) -> bool:
    """Whether a new file takes the name: not that of a device or a pipe, such as /dev/stderr."""
    return file.is_file() or not file.exists()


class DiagnosticsTarget(NamedTuple):
    """A document that was asked for."""

    name: str  # of its form
    file: Path | None  # None: the stream that the command tells diagnostics on


class DiagnosticsOutputs:
    """The documents of a run. Without any, all of this does nothing."""

    def __init__(self, wanted: Collection[DiagnosticsTarget], *, err: bool) -> None:
        """`err` says which stream is meant; plain text there is no document, but what is printed anyway."""
        self._err = err
        self._counts = Counter[Level]()
        self.shows_each = DiagnosticsTarget(TEXT, None) in wanted  # the lines themselves are the document then
        here = _folder()
        made = [(each.file, DiagnosticsDraft(form(each.name, here))) for each in wanted if each != (TEXT, None)]
        self._files = {file: draft for file, draft in made if file is not None}
        self._streamed = next((draft for file, draft in made if file is None), None)

    @property
    def takes_errors(self) -> bool:
        """Whether a document stands where errors would be printed."""
        return self._err and self._streamed is not None and not self._streamed.is_broken

    def add(self, diagnostic: Diagnostic) -> None:
        """Put it into every document. Raises PublishError."""
        self._counts[diagnostic.level] += 1
        for draft in self._drafts():
            draft.add(diagnostic)

    def keep_out_of(self, out: Path) -> None:
        """Raise click.UsageError where a file lies among the feeds: it tells of drafts too, and would be published."""
        for file in self._files:
            if lies_in(file, out):
                message = f"--diagnostics: {shown_path(file)} would lie in the out folder, and be published."
                raise click.UsageError(message)

    def check(self) -> None:
        """Raise UsageError where a file holds something else, PublishError where one can't be written.

        Such a file is not tried again.
        """
        failed, kept = [], []
        for file in list(self._files):
            try:
                check_writable(file)
                if not is_foreign(file):
                    continue
                kept.append(foreign(file))
            except OSError as error:
                failed.append(unwritable(error, file))
            self._files.pop(file).close()
        if kept:
            raise UsageError([*kept, *failed])
        if failed:
            raise PublishError(failed)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep everything else out of a stream that a document takes, whoever prints it."""
        if self._streamed is None:
            yield
            return
        redirect = redirect_stderr if self._err else redirect_stdout
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect(nowhere):
            yield

    def finish(self, status: int) -> list[Diagnostic]:
        """Write them, the stream last, since it tells of files that failed; what it told comes back. Raises OSError."""
        failed = []
        for file, draft in self._files.items():
            try:
                if is_foreign(file):  # it came while the run went on
                    failed.append(foreign(file))
                elif not draft.is_broken:
                    write_file(file, draft.whole(self._summary(status)))
            except OSError as error:
                failed.append(unwritable(error, file))
        if self._streamed is not None:
            for each in failed:
                self._counts[each.level] += 1
                self._streamed.add(each)
            if not self._streamed.is_broken:
                _pour(self._streamed.whole(self._summary(PublishError.status if failed else status)), err=self._err)
        return failed

    def close(self) -> None:
        """Let temporary files go."""
        for draft in self._drafts():
            draft.close()

    def _drafts(self) -> list[DiagnosticsDraft]:
        return [*self._files.values(), *([self._streamed] if self._streamed else [])]

    def _summary(self, status: int) -> RunSummary:
        errors, warnings, notes = (self._counts[level] for level in LEVELS)
        return RunSummary(errors=errors, warnings=warnings, notes=notes, status=status)


def _pour(blocks: Iterable[bytes], *, err: bool) -> None:
    """Print UTF-8 whatever the locale; a reader that has seen enough changes nothing."""
    try:
        for block in blocks:
            click.echo(block, nl=False, err=err)
    except BrokenPipeError:
        fall_silent(sys.stderr if err else sys.stdout)


def _folder() -> str:
    """The current folder as the repository calls it: GITHUB_WORKSPACE is its root; without it, this folder is."""
    root = os.environ.get("GITHUB_WORKSPACE")
    try:
        below = Path(os.path.relpath(Path.cwd(), os.path.realpath(root))).as_posix() if root else "."
    except (OSError, ValueError):  # no current folder; on another drive of Windows
        return ""
    return "" if below == "." or below.split("/")[0] == ".." else below


def diagnostics_option(*, err: bool = True) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """--diagnostics, for a command that tells them on standard error, or on standard output (`err` is false).

    The command is given `outlets`, and tells them each diagnostic. However it ends, the documents are written then.
    """

    def decorate(command: Callable[..., int]) -> Callable[..., int]:
        @wraps(command)
        def run(*args: Any, diagnostics: tuple[DiagnosticsTarget, ...], **flags: Any) -> int:
            outlets = DiagnosticsOutputs(diagnostics, err=err)
            try:
                return _documented(partial(command, *args, outlets=outlets, **flags), outlets)
            finally:
                outlets.close()

        stream = "standard error" if err else "standard output"
        said = (
            f"Tell diagnostics as {', '.join(NAMES[:-1])} or {NAMES[-1]}, on {stream} or in FILE; may be given again."
        )
        decorated: Callable[..., int] = click.option(
            "--diagnostics", multiple=True, metavar="NAME[=FILE]", callback=_read, shell_complete=_complete, help=said
        )(run)
        return decorated

    return decorate


def _documented(command: Callable[[], int], outlets: DiagnosticsOutputs) -> int:
    """The status of `command`, once the documents are written; what ended it is raised where it has to be printed."""
    error, end = None, ExitOutcome(0)
    try:
        outlets.check()
        with outlets.alone():
            end = ExitOutcome(command())
    except ENDS as raised:
        error, end = raised, ending(raised)
        for each in end.diagnostics:
            outlets.add(each)
    failed = outlets.finish(end.status)
    if outlets.takes_errors:
        return PublishError.status if failed else end.status
    if failed:
        raise PublishError([*end.diagnostics, *failed]) from error
    if error is not None:
        raise error
    return end.status


def _read(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> tuple[DiagnosticsTarget, ...]:
    """The documents that were asked for. Raises click.BadParameter."""
    wanted = [_wanted(each) for each in given]
    places = [each.file for each in wanted]
    for file in places:
        if places.count(file) > 1:
            raise click.BadParameter(f"two documents can't go to {'one stream' if file is None else str(file)}.")
    return tuple(wanted)


def _wanted(given: str) -> DiagnosticsTarget:
    name, separator, file = given.partition("=")
    if name not in NAMES:
        raise click.BadParameter(f"no form is called '{name}'; {did_you_mean(name, NAMES)}")
    if separator and not file:
        raise click.BadParameter(f"the name of the file is empty: {name}=FILE")
    return DiagnosticsTarget(name, Path(file) if separator else None)


def _complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in NAMES if name.startswith(incomplete)]
