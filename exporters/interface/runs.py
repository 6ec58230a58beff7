"""Runs for programs: turn arguments into settings and options, and reports into results."""

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
from exporters.settings.places import cache_folder, check_sources
from exporters.settings.values import Settings
from exporters.sources.dialects.recognise import holding_dialects, load_site

_NEVER = datetime(LAST_YEAR, 12, 31, tzinfo=UTC)  # without a clock, no article is dated in the future

Source = str | Path | Sequence[str | Path] | None


class _ApiRequest(NamedTuple):
    settings: Settings
    options: RunOptions
    notes: tuple[Diagnostic, ...]  # before anything is read


class _RunFollower(RunObserver):
    """Passes diagnostics and progress on to a program, or collects them."""

    def __init__(self, on_problem: OnProblem, progress: OnProgress | None, *, strict: bool) -> None:
        """`on_problem`, if callable, gets each diagnostic; `strict`: a warning stops the run."""
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
        """Return the error of a failed run, with the diagnostics that stopped it."""
        return RunFailedError(self._stopped)

    def reading(self, count: int) -> None:
        """Pass on how many files were read."""
        if self._progress is not None:
            self._progress(Progress("reading", count, None))

    def writing(self, count: int, total: int) -> None:
        """Pass on how many entries were written."""
        if self._progress is not None:
            self._progress(Progress("writing", count, total))


def run_export(
    source: Source, *, strict: bool, on_problem: OnProblem, progress: OnProgress | None, **arguments: Any
) -> ExportReport:
    """Export, and return the report. Raises what `exporters.api.export` raises."""
    follower = _RunFollower(on_problem, progress, strict=strict)
    request = _request(source, strict=strict, **arguments)
    for diagnostic in request.notes:
        follower.add(diagnostic)
    report = pipeline.export(request.settings, request.options, follower)
    if report.is_failed and on_problem == "raise":
        raise follower.error()
    return ExportReport(
        is_failed=report.is_failed,
        out=request.settings.out,
        articles=_counts(report),
        newest=report.newest,
        files=tuple(report.files),
        diagnostics=tuple(follower.diagnostics),
    )


def run_plan(
    source: Source, *, strict: bool, on_problem: OnProblem, progress: OnProgress | None, **arguments: Any
) -> SitePlan:
    """Plan an export. Raises what `exporters.api.plan` raises."""
    follower = _RunFollower(on_problem, progress, strict=strict)
    request = _request(source, strict=strict, **arguments)
    for diagnostic in request.notes:
        follower.add(diagnostic)
    _, plan = pipeline.plan(request.settings, request.options, follower)
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
    settings = load_site(sources[0] if sources else None, config=_path(config), site_url=site_url)
    clock = _moment(now, "now")
    options = RunOptions(sources=sources or settings.paths, now=clock or _NEVER, strict=strict, jobs=jobs)
    report = pipeline.validate(settings, options, follower)
    if report.is_failed and on_problem == "raise":
        raise follower.error()
    return ValidationReport(
        is_failed=report.is_failed, articles=_counts(report), diagnostics=tuple(follower.diagnostics)
    )


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
    **more_options: Any,
) -> _ApiRequest:
    """Return settings and options; `more_options` are further ones by name. Raises UsageError."""
    _check_numbers(jobs=(jobs, 1), limit=(limit, 0))
    sources = _sources(source)
    settings = load_site(
        sources[0] if sources else None,
        config=_path(config),
        site_url=site_url,
        out=_path(out),
        limit=limit,
        formats=registry.find_problems,
    )
    moment, clock, notes = _moment(as_of, "as_of"), _moment(now, "now"), list[Diagnostic]()
    name = "--as-of"
    if moment is None and settings.hold_future and clock is None:
        dialect = holding_dialects(settings) if not settings.future else ""
        reason = f"{dialect} holds back articles with a later date" if dialect else "source.future is hold"
        raise UsageError.because("moment-missing", f"{reason}, and no moment is given", "give as_of, or now")
    if moment is None and settings.future == "hold" and clock is not None:
        moment, name = clock, "now"
        message = f"source.future is hold: articles dated after {rfc3339(clock)} wait"
        fix = "give as_of to get the same bytes in every run"
        notes.append(Diagnostic(rule="clock-used", level=Level.NOTE, message=message, fix=fix))
    options = RunOptions(
        sources=sources or settings.paths,
        as_of=moment,
        as_of_name=name,
        holds_from=clock if settings.hold_future else None,
        now=clock or _NEVER,
        cache=None if cache is None else cache_folder(settings, Path(cache)),
        formats=(formats,) if isinstance(formats, str) else tuple(formats),
        jobs=jobs,
        **more_options,
    )
    return _ApiRequest(settings, options, tuple(notes))


def _sources(source: Source) -> tuple[Path, ...]:
    """Return the sources. Raises UsageError if one does not exist."""
    named = () if source is None else (source,) if isinstance(source, (str, Path)) else tuple(source)
    sources = tuple(map(Path, named))
    check_sources(sources)
    return sources


def _path(value: str | Path | None) -> Path | None:
    return None if value is None else Path(value)


def _moment(value: datetime | None, name: str) -> datetime | None:
    """Return a time in whole seconds, UTC. Raises UsageError if it has no time zone."""
    if value is None:
        return None
    if value.utcoffset() is None:
        message, fix = f"{name} is a datetime without a time zone", "pass one with a time zone"
        raise UsageError.because("date-without-zone", message, fix)
    return value.astimezone(UTC).replace(microsecond=0)


def _check_numbers(**value: tuple[int | None, int]) -> None:
    """Raise UsageError for each number, by its name, that is less than its minimum."""
    wrong = [
        Diagnostic(rule="value-wrong", message=f"{value} is less than {least}", field=name)
        for name, (value, least) in value.items()
        if value is not None and value < least
    ]
    if wrong:
        raise UsageError([each._replace(fix="pass a larger number") for each in wrong])


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
