"""Runs for programs: what they are asked becomes settings and wishes, what they saw becomes a report."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from exporters import pipeline
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import RunFailedError, UsageError
from exporters.formats import registry
from exporters.interface.reports import (
    ArticleCounts,
    ExportReport,
    OnProblem,
    OnProgress,
    Progress,
    ValidationReport,
)
from exporters.model.moment import LAST_YEAR, rfc3339
from exporters.planning.outcome import SitePlan
from exporters.run import RunObserver, RunOptions, RunReport
from exporters.settings.load import load
from exporters.settings.places import cache_beside, check_sources
from exporters.settings.values import Settings

_NEVER = datetime(LAST_YEAR, 12, 31, tzinfo=UTC)  # without a clock, no article is dated in the future

Source = str | Path | Sequence[str | Path] | None


class _Request(NamedTuple):
    settings: Settings
    wishes: RunOptions
    told: tuple[Diagnostic, ...]  # before anything is read


class _RunFollower(RunObserver):
    """Passes on what a run tells, or collects it."""

    def __init__(self, on_problem: OnProblem, progress: OnProgress | None, *, strict: bool) -> None:
        """`on_problem` is called with each diagnostic where it is a function; `strict`: a warning stops the run."""
        self.diagnostics: list[Diagnostic] = []
        self._tell: Callable[[Diagnostic], None] = on_problem if callable(on_problem) else self.diagnostics.append
        self._progress = progress
        self._stopping = {Level.ERROR, Level.WARNING} if strict else {Level.ERROR}
        self._stopped: list[Diagnostic] = []

    def add(self, diagnostic: Diagnostic) -> None:
        """Take a diagnostic of the run."""
        if diagnostic.level in self._stopping:
            self._stopped.append(diagnostic)
        self._tell(diagnostic)

    def error(self) -> RunFailedError:
        """The error of a run that failed, with all that stopped it."""
        return RunFailedError(self._stopped)

    def reading(self, read: int) -> None:
        """So many files were read."""
        if self._progress is not None:
            self._progress(Progress("reading", read, None))

    def writing(self, written: int, entries: int) -> None:
        """So many of the entries were written."""
        if self._progress is not None:
            self._progress(Progress("writing", written, entries))


def run_export(
    source: Source, *, strict: bool, on_problem: OnProblem, progress: OnProgress | None, **asked: Any
) -> ExportReport:
    """Export, and return what became of it. Raises what `exporters.api.export` raises."""
    follower = _RunFollower(on_problem, progress, strict=strict)
    request = _request(source, strict=strict, **asked)
    for diagnostic in request.told:
        follower.add(diagnostic)
    report = pipeline.export(request.settings, request.wishes, follower)
    if report.failed and on_problem == "raise":
        raise follower.error()
    return ExportReport(
        is_failed=report.failed,
        out=request.settings.out,
        articles=_counts(report),
        newest=report.newest,
        files=tuple(report.files),
        diagnostics=tuple(follower.diagnostics),
    )


def run_plan(
    source: Source, *, strict: bool, on_problem: OnProblem, progress: OnProgress | None, **asked: Any
) -> SitePlan:
    """Plan an export. Raises what `exporters.api.plan` raises."""
    follower = _RunFollower(on_problem, progress, strict=strict)
    request = _request(source, strict=strict, **asked)
    for diagnostic in request.told:
        follower.add(diagnostic)
    _, plan = pipeline.plan(request.settings, request.wishes, follower)
    if plan is None:
        raise follower.error()
    return plan


def run_validation(
    source: Source,
    *,
    config: str | Path | None,
    site_url: str | None,
    strict: bool,
    now: datetime | None,
    jobs: int,
    on_problem: OnProblem,
    progress: OnProgress | None,
) -> ValidationReport:
    """Validate articles. Raises what `exporters.api.validate` raises."""
    follower = _RunFollower(on_problem, progress, strict=strict)
    _check_numbers(jobs=(jobs, 1))
    sources = _sources(source)
    settings = load(sources[0] if sources else None, config=_path(config), site_url=site_url, reads=True)
    clock = _moment(now, "now")
    wishes = RunOptions(sources=sources or (settings.source,), now=clock or _NEVER, strict=strict, jobs=jobs)
    report = pipeline.validate(settings, wishes, follower)
    if report.failed and on_problem == "raise":
        raise follower.error()
    return ValidationReport(is_failed=report.failed, articles=_counts(report), diagnostics=tuple(follower.diagnostics))


def _request(
    source: Source,
    *,
    config: str | Path | None,
    site_url: str | None,
    out: str | Path | None,
    limit: int | None,
    as_of: datetime | None,
    now: datetime | None,
    cache: str | Path | None,
    formats: str | Sequence[str],
    jobs: int,
    **wished: Any,
) -> _Request:
    """Settings and wishes; `wished` are further wishes by name. Raises UsageError."""
    _check_numbers(jobs=(jobs, 1), limit=(limit, 0))
    sources = _sources(source)
    settings = load(
        sources[0] if sources else None,
        config=_path(config),
        site_url=site_url,
        out=_path(out),
        limit=limit,
        reads=True,
        formats=registry.problems,
    )
    moment, clock, told = _moment(as_of, "as_of"), _moment(now, "now"), list[Diagnostic]()
    name = "--as-of"
    if moment is None and settings.hold_future:
        if clock is None:
            message, fix = "source.future is hold, and no moment is given", "give as_of, or now"
            raise UsageError.because("moment-missing", message, fix)
        moment, name = clock, "now"
        message = f"source.future is hold: what is published after {rfc3339(clock)} waits"
        fix = "give as_of for the same bytes every time"
        told.append(Diagnostic(rule="clock-used", level=Level.NOTE, message=message, fix=fix))
    wishes = RunOptions(
        sources=sources or (settings.source,),
        as_of=moment,
        as_of_name=name,
        now=clock or _NEVER,
        cache=None if cache is None else cache_beside(settings, Path(cache)),
        formats=(formats,) if isinstance(formats, str) else tuple(formats),
        jobs=jobs,
        **wished,
    )
    return _Request(settings, wishes, tuple(told))


def _sources(source: Source) -> tuple[Path, ...]:
    """The sources that are named. Raises UsageError where one does not exist."""
    named = () if source is None else (source,) if isinstance(source, (str, Path)) else tuple(source)
    sources = tuple(map(Path, named))
    check_sources(sources)
    return sources


def _path(given: str | Path | None) -> Path | None:
    return None if given is None else Path(given)


def _moment(given: datetime | None, name: str) -> datetime | None:
    """A moment in whole seconds of UTC. Raises UsageError where it names no time zone."""
    if given is None:
        return None
    if given.utcoffset() is None:
        message, fix = f"{name} is a datetime without time zone", "hand over one with a time zone"
        raise UsageError.because("date-without-zone", message, fix)
    return given.astimezone(UTC).replace(microsecond=0)


def _check_numbers(**given: tuple[int | None, int]) -> None:
    """Raise UsageError for each number, by its name, that is below its least value."""
    wrong = [
        Diagnostic(rule="value-wrong", message=f"{value} is less than {least}", field=name)
        for name, (value, least) in given.items()
        if value is not None and value < least
    ]
    if wrong:
        raise UsageError([each._replace(fix="hand over a larger number") for each in wrong])


def _counts(report: RunReport) -> ArticleCounts:
    return ArticleCounts(
        read=report.kinds.total(),
        exported=report.entries,
        rejected=report.kinds["rejected"],
        drafts=report.kinds["draft"],
        withdrawn=report.kinds["withdrawn"],
        later=report.later,
        repeated=report.repeated,
    )
