"""Where documents of diagnostics go: one may take the stream of its command, others go to files."""

import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import click

from exporters.cli.drafts import Draft, check_writable, foreign, is_foreign, put_file, unwritable
from exporters.cli.say import fall_silent
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.diagnostics.formatter import LEVELS, Summary
from exporters.diagnostics.forms import TEXT, form
from exporters.errors import PublishError, UsageError
from exporters.support.paths import absolute, shown_path


class Wanted(NamedTuple):
    """A document that was asked for."""

    name: str  # of its form
    file: Path | None  # None: the stream that the command tells diagnostics on


class Outlets:
    """The documents of a run. Without any, all of this does nothing."""

    def __init__(self, wanted: Collection[Wanted], *, err: bool) -> None:
        """`err` says which stream is meant; plain text there is no document, but what is printed anyway."""
        self._err = err
        self._counts = Counter[Level]()
        self.shows_each = Wanted(TEXT, None) in wanted  # the lines themselves are the document then
        here = _folder()
        made = [(each.file, Draft(form(each.name, here))) for each in wanted if each != (TEXT, None)]
        self._files = {file: draft for file, draft in made if file is not None}
        self._streamed = next((draft for file, draft in made if file is None), None)

    @property
    def takes_errors(self) -> bool:
        """Whether a document stands where errors would be printed."""
        return self._err and self._streamed is not None and not self._streamed.is_broken

    def told(self, diagnostic: Diagnostic) -> None:
        """Put it into every document. Raises PublishError."""
        self._counts[diagnostic.level] += 1
        for draft in self._drafts():
            draft.told(diagnostic)

    def keep_out_of(self, out: Path) -> None:
        """Raise click.UsageError where a file lies among the feeds: it tells of drafts too, and would be published."""
        for file in self._files:
            if out == absolute(file) or out in absolute(file).parents:
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
                    put_file(file, draft.whole(self._summary(status)))
            except OSError as error:
                failed.append(unwritable(error, file))
        if self._streamed is not None:
            for each in failed:
                self._counts[each.level] += 1
                self._streamed.told(each)
            if not self._streamed.is_broken:
                _pour(self._streamed.whole(self._summary(PublishError.status if failed else status)), err=self._err)
        return failed

    def close(self) -> None:
        """Let temporary files go."""
        for draft in self._drafts():
            draft.close()

    def _drafts(self) -> list[Draft]:
        return [*self._files.values(), *([self._streamed] if self._streamed else [])]

    def _summary(self, status: int) -> Summary:
        errors, warnings, notes = (self._counts[level] for level in LEVELS)
        return Summary(errors=errors, warnings=warnings, notes=notes, status=status)


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
