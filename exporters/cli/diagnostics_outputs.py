"""Write the documents of --diagnostics: one may replace a standard stream, others go to files."""

import errno
import os
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from functools import partial, wraps
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Final, NamedTuple

import click

from exporters.cli.exit_outcome import ENDS, ExitOutcome, exit_outcome
from exporters.cli.printing import silence
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.diagnostics.formatter import LEVELS, NAMES, TEXT, DiagnosticsFormatter, RunSummary, form
from exporters.diagnostics.recognition import LONGEST, is_document
from exporters.errors import PublishError, UsageError, reason
from exporters.support.files import put_file, read_regular
from exporters.support.lazy_regex import lazy_regex
from exporters.support.nearest import did_you_mean
from exporters.support.paths import absolute, lies_in, shown_path

_IN_MEMORY: Final = 1 << 20  # bytes of a part
_BLOCK: Final = 1 << 16  # bytes that are written at once
_HANDLE: Final = lazy_regex(r"/dev/(?:stdout|stderr|fd/\d+)|/proc/[^/]+/(?:task/\d+/)?fd/\d+")


class DiagnosticsDraft:
    """Buffers diagnostics in anonymous temporary files and yields the document when the run ends."""

    def __init__(self, form: DiagnosticsFormatter) -> None:
        """Open the temporary files."""
        self._form = form
        self._parts = [SpooledTemporaryFile(_IN_MEMORY) for _ in range(form.parts)]  # noqa: SIM115
        self.is_broken = False

    def add(self, diagnostic: Diagnostic) -> None:
        """Add a diagnostic. Raises PublishError if the temporary folder is full; the draft is broken then."""
        if self.is_broken:
            return
        part, line = self._form.line(diagnostic)
        try:
            self._parts[part].write(f"{line}\n".encode())
        except OSError as error:
            self.is_broken = True
            message = f"the temporary files of a run failed: {reason(error)}"
            raise PublishError.because("disk-full", message, "make room in the folder for temporary files") from error

    def document(self, summary: RunSummary) -> Iterator[bytes]:
        """Yield the document in blocks."""
        block = bytearray()
        for text in self._form.document([_lines(part) for part in self._parts], summary):
            block += text.encode()
            if len(block) >= _BLOCK:
                yield bytes(block)
                block.clear()
        yield bytes(block)

    def close(self) -> None:
        """Close the temporary files."""
        for part in self._parts:
            with suppress(OSError):  # a full disk refuses what was buffered once more
                part.close()


def _lines(part: "SpooledTemporaryFile[bytes]") -> Iterator[str]:
    part.seek(0)
    return (line[:-1].decode() for line in part)


def check_writable(file: Path) -> None:
    """Raise OSError if `file` can't be written. Changes nothing."""
    if file.is_dir():
        raise _os_error(errno.EISDIR)
    if _is_replaced(file):
        parent = next(folder for folder in Path(os.path.realpath(file)).parents if folder.exists())
        if not parent.is_dir():
            raise _os_error(errno.ENOTDIR)
        if not os.access(parent, os.W_OK | os.X_OK):
            raise _os_error(errno.EACCES)


def write_file(file: Path, blocks: Iterable[bytes]) -> None:
    """Write a file atomically; follow a link, and write straight to a device or a pipe. Raises OSError."""
    if not _is_replaced(file):
        with _open_device(file) as stream:
            stream.writelines(blocks)
        return
    target = Path(os.path.realpath(file))
    target.parent.mkdir(parents=True, exist_ok=True)
    put_file(target, blocks)


def _open_device(file: Path) -> BinaryIO:
    """Open a device or a pipe for writing. Raises OSError, also for a pipe that nobody reads, without waiting."""
    try:
        handle = os.open(file, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise OSError(errno.ENXIO, "nobody reads from this pipe") from error
        raise
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(handle, True)  # only opening it must not wait
    return os.fdopen(handle, "wb")


def describe_write_failure(error: OSError, file: Path) -> Diagnostic:
    """Return the diagnostic for a file that can't be written."""
    is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    cause = "the disk is full" if is_full else reason(error)
    return Diagnostic(
        rule="disk-full" if is_full else "system-error",
        message=f"the diagnostics can't be written there: {cause}",
        fix="fix that, or name another file",
        path=shown_path(file),
    )


def is_foreign(file: Path) -> bool:
    """Return whether `file` holds something other than diagnostics of Outfeed. Raises OSError.

    A stream that the shell opened is never foreign, whatever it holds: /dev/stdout, /dev/fd/3.
    """
    if not file.is_file() or _HANDLE.fullmatch(absolute(file).as_posix()):
        return False
    return not is_document(read_regular(file, LONGEST - 1))


def describe_foreign(file: Path) -> Diagnostic:
    """Return the diagnostic for a file that holds something else."""
    return Diagnostic(
        rule="file-not-diagnostics",
        message="the file contains something other than diagnostics of Outfeed, so it was not replaced",
        fix="name another file, or remove this one",
        path=shown_path(file),
    )


def _os_error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def _is_replaced(file: Path) -> bool:
    """Return whether writing replaces the file; not so for a device or a pipe, such as /dev/stderr."""
    return file.is_file() or not file.exists()


class DiagnosticsTarget(NamedTuple):
    """One --diagnostics flag: a form and where its document goes."""

    name: str  # of its form
    file: Path | None  # None: the stream on which the command prints diagnostics


class DiagnosticsOutputs:
    """The --diagnostics documents of a run; does nothing without any."""

    def __init__(self, targets: Collection[DiagnosticsTarget], *, err: bool) -> None:
        """`err`: the stream is standard error. Text on a stream is no document: the lines are printed anyway."""
        self._err = err
        self._counts = Counter[Level]()
        self.are_wanted = bool(targets)
        self.shows_each = DiagnosticsTarget(TEXT, None) in targets  # then the printed lines are the document
        folder = _find_folder()
        drafts = [(each.file, DiagnosticsDraft(form(each.name, folder))) for each in targets if each != (TEXT, None)]
        self._files = {file: draft for file, draft in drafts if file is not None}
        self._stream_draft = next((draft for file, draft in drafts if file is None), None)
        self.replaces_lines = self._stream_draft is not None  # on a standard stream

    @property
    def takes_errors(self) -> bool:
        """Return whether a document replaces the lines that would be printed on standard error."""
        return self._err and self._stream_draft is not None and not self._stream_draft.is_broken

    def add(self, diagnostic: Diagnostic) -> None:
        """Add a diagnostic to every document. Raises PublishError."""
        self._counts[diagnostic.level] += diagnostic.occurrences
        for draft in self._drafts():
            draft.add(diagnostic)

    def keep_out_of(self, out: Path) -> None:
        """Raise click.UsageError if a file lies in the out folder: it may name drafts, and would be published."""
        for file in self._files:
            if lies_in(file, out):
                message = f"--diagnostics: {shown_path(file)} would lie in the out folder, and be published."
                raise click.UsageError(message)

    def check(self) -> None:
        """Raise UsageError if a file holds something else, PublishError if one can't be written.

        The documents do not go to such a file later.
        """
        failures, foreign_files = [], []
        for file in list(self._files):
            try:
                check_writable(file)
                if not is_foreign(file):
                    continue
                foreign_files.append(describe_foreign(file))
            except OSError as error:
                failures.append(describe_write_failure(error, file))
            self._files.pop(file).close()
        if foreign_files:
            raise UsageError([*foreign_files, *failures])
        if failures:
            raise PublishError(failures)

    @contextmanager
    def keep_stream_clean(self) -> Iterator[None]:
        """Keep everything but the document off a standard stream that it replaces."""
        if self._stream_draft is None:
            yield
            return
        redirect = redirect_stderr if self._err else redirect_stdout
        with Path(os.devnull).open("w", encoding="utf-8") as null, redirect(null):
            yield

    def finish(self, status: int) -> list[Diagnostic]:
        """Write the documents, the stream last; return the diagnostics for files that failed. Raises OSError."""
        failures = []
        for file, draft in self._files.items():
            try:
                if is_foreign(file):  # it came during the run
                    failures.append(describe_foreign(file))
                elif not draft.is_broken:
                    write_file(file, draft.document(self._summary(status)))
            except OSError as error:
                failures.append(describe_write_failure(error, file))
        if self._stream_draft is not None:
            for each in failures:
                self._counts[each.level] += 1
                self._stream_draft.add(each)
            if not self._stream_draft.is_broken:
                _print_blocks(
                    self._stream_draft.document(self._summary(PublishError.status if failures else status)),
                    err=self._err,
                )
        return failures

    def close(self) -> None:
        """Close the temporary files."""
        for draft in self._drafts():
            draft.close()

    def _drafts(self) -> list[DiagnosticsDraft]:
        return [*self._files.values(), *([self._stream_draft] if self._stream_draft else [])]

    def _summary(self, status: int) -> RunSummary:
        errors, warnings, notes = (self._counts[level] for level in LEVELS)
        return RunSummary(errors=errors, warnings=warnings, notes=notes, status=status)


def _print_blocks(blocks: Iterable[bytes], *, err: bool) -> None:
    """Print UTF-8 in any locale; ignore a reader that closes the pipe."""
    try:
        for block in blocks:
            click.echo(block, nl=False, err=err)
    except BrokenPipeError:
        silence(sys.stderr if err else sys.stdout)


def _find_folder() -> str:
    """Return the current folder relative to GITHUB_WORKSPACE, the root of the repository; "" if that is unset."""
    root = os.environ.get("GITHUB_WORKSPACE")
    try:
        folder = Path(os.path.relpath(Path.cwd(), os.path.realpath(root))).as_posix() if root else "."
    except (OSError, ValueError):  # no current folder; on another drive of Windows
        return ""
    return "" if folder == "." or folder.split("/")[0] == ".." else folder


def diagnostics_option(*, err: bool = True) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Add --diagnostics to a command that prints diagnostics on standard error, or on standard output if not `err`.

    The command gets `outputs` and adds each diagnostic to it. The documents are written however the command ends.
    """

    def decorate(command: Callable[..., int]) -> Callable[..., int]:
        @wraps(command)
        def run_with_outputs(*args: Any, diagnostics: tuple[DiagnosticsTarget, ...], **flags: Any) -> int:
            outputs = DiagnosticsOutputs(diagnostics, err=err)
            try:
                return _run_with_documents(partial(command, *args, outputs=outputs, **flags), outputs)
            finally:
                outputs.close()

        stream = "standard error" if err else "standard output"
        help_text = f"Write diagnostics as {', '.join(NAMES[:-1])} or {NAMES[-1]}, to {stream} or to FILE; repeatable."
        wrapper: Callable[..., int] = click.option(
            "--diagnostics",
            multiple=True,
            metavar="NAME[=FILE]",
            callback=_parse_flags,
            shell_complete=_complete,
            help=help_text,
        )(run_with_outputs)
        return wrapper

    return decorate


def _run_with_documents(command: Callable[[], int], outputs: DiagnosticsOutputs) -> int:
    """Return the status of `command` after writing the documents; raise its error if it still has to be printed."""
    error, end = None, ExitOutcome(0)
    try:
        outputs.check()
        with outputs.keep_stream_clean():
            end = ExitOutcome(command())
    except ENDS as error_raised:
        error, end = error_raised, exit_outcome(error_raised)
        for each in end.diagnostics:
            outputs.add(each)
    failures = outputs.finish(end.status)
    if outputs.takes_errors:
        return PublishError.status if failures else end.status
    if failures:
        raise PublishError([*end.diagnostics, *failures]) from error
    if error is not None:
        raise error
    return end.status


def _parse_flags(
    _ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]
) -> tuple[DiagnosticsTarget, ...]:
    """Return the documents that the flags ask for. Raises click.BadParameter."""
    targets = [_parse_flag(each) for each in values]
    places = [each.file for each in targets]
    for file in places:
        if places.count(file) > 1:
            raise click.BadParameter(f"two documents can't go to {'one stream' if file is None else str(file)}.")
    return tuple(targets)


def _parse_flag(value: str) -> DiagnosticsTarget:
    name, separator, file = value.partition("=")
    if name not in NAMES:
        raise click.BadParameter(f"no form is called '{name}'; {did_you_mean(name, NAMES)}")
    if separator and not file:
        raise click.BadParameter(f"the name of the file is empty: {name}=FILE")
    return DiagnosticsTarget(name, Path(file) if separator else None)


def _complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in NAMES if name.startswith(incomplete)]
