"""`outfeed export --json`: print the state of each file and the result of the run as one JSON document."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from exporters.cli.exit_outcome import ENDS, INTERRUPTED, exit_outcome
from exporters.cli.printing import say
from exporters.cli.summary import describe_failure
from exporters.diagnostics.diagnostic import Diagnostic, Level, escape_controls
from exporters.formats import registry
from exporters.model import moment
from exporters.run import RunReport
from exporters.support.paths import shown_path

if TYPE_CHECKING:  # `--help` must not load it
    from exporters.publishing.publication import PublishedFile

_STATES: Final = ("new", "changed", "unchanged", "removed", "left")
_ENDS: Final = (*ENDS, click.ClickException)


class ExportDocument:
    """The JSON document of a run, printed however the run ends. Its schema is schemas/export.schema.json."""

    def __init__(self, *, is_wanted: bool, is_check: bool) -> None:
        """`is_wanted`: print it at the end. `is_check`: the run publishes nothing."""
        self.is_wanted = is_wanted
        self._is_check = is_check
        self._levels = Counter[Level]()
        self._report = RunReport()
        self._out: Path | None = None
        self._failure: str | None = None

    def add(self, diagnostic: Diagnostic) -> None:
        """Count a diagnostic."""
        self._levels[diagnostic.level] += 1

    def set_out(self, out: Path) -> None:
        """Store the out folder."""
        self._out = out

    def follow(self, report: RunReport) -> None:
        """Store the report of a run that starts, so that it is there however the run ends."""
        self._report = report

    def finish(self, report: RunReport) -> None:
        """Store the report of a finished run."""
        self._report = report
        self._failure = describe_failure(report) if report.is_failed else None

    @contextmanager
    def record_error(self) -> Iterator[None]:
        """Record the error that ends the block."""
        try:
            yield
        except _ENDS as error:
            if self._failure is None:
                self._failure = self._describe_error(error)
            raise

    def text(self, status: int) -> str:
        """Return the JSON text for the exit status, one line per file."""
        from exporters.diagnostics.json_report import as_json, join_lines

        head = ",\n".join(f'"{key}": {as_json(value)}' for key, value in self._head(status).items())
        files = "".join(join_lines(as_json(each) for each in self._files()))
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
            **({"pages": dict(sorted(report.page_kinds.items()))} if report.page_kinds else {}),
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
                "format": each.format or _format_of_removed(each),
                "entries": each.entries,
            }

    def _describe_error(self, error: BaseException) -> str:
        if isinstance(error, click.ClickException):
            return escape_controls(error.format_message())
        status, diagnostics = exit_outcome(error)
        for each in diagnostics:
            self.add(each)
        suffix = f" (and {len(diagnostics) - 1:,} more)" if len(diagnostics) > 1 else ""
        return f"{diagnostics[0]}{suffix}" if diagnostics else "interrupted" if status == INTERRUPTED else "terminated"


def _format_of_removed(file: "PublishedFile") -> str | None:
    """Return the format that wrote a removed file, found by its name, since no manifest records it."""
    if file.state not in ("removed", "left") or file.feed is None:
        return None
    from exporters.model.feed import is_dated

    name = file.path.rpartition("/")[2]
    filenames = ((each.name, each.exporter.filename) for each in registry.load_all() if each.exporter is not None)
    return next(
        (format_ for format_, filename in filenames if name.startswith(filename) or is_dated(name, filename)), None
    )


def _status(error: BaseException) -> int:
    """Return the exit status for an error that is still unhandled."""
    return error.exit_code if isinstance(error, click.ClickException) else exit_outcome(error).status


def json_option(command: Callable[..., int]) -> Callable[..., int]:
    """Add --json to `export`: the command gets `document`, which is printed at the end if the flag is given."""

    @wraps(command)
    def run_with_document(*args: Any, as_json: bool, check: bool, **flags: Any) -> int:
        document = ExportDocument(is_wanted=as_json, is_check=check)
        try:
            with document.record_error():
                status = command(*args, document=document, check=check, **flags)
        except _ENDS as error:
            if as_json:
                say(document.text(_status(error)), nl=False)
            raise
        if as_json:
            say(document.text(status), nl=False)
        return status

    help_text = "Print the state of each file as JSON."
    wrapper: Callable[..., int] = click.option("--json", "as_json", is_flag=True, help=help_text)(run_with_document)
    return wrapper


def record_errors(command: Callable[..., int]) -> Callable[..., int]:
    """Record in `document` the error that ends the command, whoever prints it."""

    @wraps(command)
    def run_with_document(*args: Any, document: ExportDocument, **flags: Any) -> int:
        with document.record_error():
            return command(*args, document=document, **flags)

    return run_with_document
