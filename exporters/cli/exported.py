"""`outfeed export --json`: what became of each file, and how the run ended, as one document for programs."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from exporters.cli.ending import ENDS, INTERRUPTED, ending
from exporters.cli.say import say
from exporters.cli.summary import failure
from exporters.diagnostics.diagnostic import Diagnostic, Level, escaped
from exporters.formats import registry
from exporters.model import moment
from exporters.run import RunReport
from exporters.support.paths import shown_path

if TYPE_CHECKING:  # `--help` must not load it
    from exporters.publishing.publication import PublishedFile

_STATES: Final = ("new", "changed", "unchanged", "removed", "left")
_ENDS: Final = (*ENDS, click.ClickException)


class ExportDocument:
    """The document of a run, which comes out however the run ends. Its schema is schemas/export.schema.json."""

    def __init__(self, *, is_wanted: bool, is_check: bool) -> None:
        """`is_wanted` says whether it is printed, `is_check` whether the run only tells what it would write."""
        self.is_wanted = is_wanted
        self._is_check = is_check
        self._levels = Counter[Level]()
        self._report = RunReport()
        self._out: Path | None = None
        self._failure: str | None = None

    def add(self, diagnostic: Diagnostic) -> None:
        """Count a diagnostic."""
        self._levels[diagnostic.level] += 1

    def publishes(self, out: Path) -> None:
        """Remember the out folder."""
        self._out = out

    def follow(self, report: RunReport) -> None:
        """Take what a run that began will have seen, however it ends."""
        self._report = report

    def ran(self, report: RunReport) -> None:
        """Take what the run saw and did."""
        self._report = report
        self._failure = failure(report) if report.failed else None

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Remember what ends the run before it is done, whoever tells it."""
        try:
            yield
        except _ENDS as error:
            if self._failure is None:
                self._failure = self._told_of(error)
            raise

    def text(self, status: int) -> str:
        """Return the document of a run that ends with that status; a line for each file."""
        from exporters.diagnostics.json_report import as_json, listed

        head = ",\n".join(f'"{key}": {as_json(value)}' for key, value in self._head(status).items())
        files = "".join(listed(as_json(each) for each in self._files()))
        return f'{{{head},\n"files": [{files}]}}\n'

    def _head(self, status: int) -> dict[str, Any]:
        report = self._report
        states = Counter(each.state for each in report.files)
        return {
            "version": 1,
            "status": status,
            "failure": self._failure,
            "published": bool(report.files) and not self._is_check,
            "out": shown_path(self._out) if self._out else None,
            "newest": moment.rfc3339(report.newest) if report.newest else None,
            "articles": {
                "read": report.read,
                "exported": report.entries,
                **{kind: report.kinds[kind] for kind in ("rejected", "draft", "withdrawn")},
                "later": report.later,
                "repeated": report.repeated,
            },
            "diagnostics": {f"{level}s": self._levels[level] for level in Level},
            "states": {state: states[state] for state in _STATES},
        }

    def _files(self) -> Iterator[dict[str, Any]]:
        for each in self._report.files:
            yield {
                "path": each.path,
                "state": each.state,
                "media_type": each.media_type,
                "bytes": each.size,
                "sha256": each.sha256,
                "feed": each.feed,
                "format": each.format or _earlier_format(each),
                "entries": each.entries,
            }

    def _told_of(self, error: BaseException) -> str:
        if isinstance(error, click.ClickException):
            return escaped(error.format_message())
        status, diagnostics = ending(error)
        for each in diagnostics:
            self.add(each)
        more = f" (and {len(diagnostics) - 1:,} more)" if len(diagnostics) > 1 else ""
        return f"{diagnostics[0]}{more}" if diagnostics else "interrupted" if status == INTERRUPTED else "terminated"


def _earlier_format(file: "PublishedFile") -> str | None:
    """Return the format that wrote a file which is no longer wanted: by its name, since no manifest says it."""
    if file.state not in ("removed", "left") or file.feed is None:
        return None
    from exporters.model.feed import is_dated

    name = file.path.rpartition("/")[2]
    known = ((each.name, each.exporter.filename) for each in registry.every() if each.exporter is not None)
    return next((format_ for format_, filename in known if name.startswith(filename) or is_dated(name, filename)), None)


def _status(error: BaseException) -> int:
    """Return the status of a process that `error` stopped, which nobody has handled yet."""
    return error.exit_code if isinstance(error, click.ClickException) else ending(error).status


def option(command: Callable[..., int]) -> Callable[..., int]:
    """--json, for `export`. The command is given the `document`, which is printed at the end where it is asked for."""

    @wraps(command)
    def run(*args: Any, as_json: bool, check: bool, **flags: Any) -> int:
        document = ExportDocument(is_wanted=as_json, is_check=check)
        try:
            with document.watching():
                status = command(*args, document=document, check=check, **flags)
        except _ENDS as error:
            if as_json:
                say(document.text(_status(error)), nl=False)
            raise
        if as_json:
            say(document.text(status), nl=False)
        return status

    said = "Print what became of each file, for programs."
    decorated: Callable[..., int] = click.option("--json", "as_json", is_flag=True, help=said)(run)
    return decorated


def watched(command: Callable[..., int]) -> Callable[..., int]:
    """Let the `document` know what ends the command, though somebody else tells it."""

    @wraps(command)
    def run(*args: Any, document: ExportDocument, **flags: Any) -> int:
        with document.watching():
            return command(*args, document=document, **flags)

    return run
