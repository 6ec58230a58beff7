"""A run on one screen: sources -> model -> feeds -> formats -> checks -> publishing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import gettempdir

from exporters.build.build import Build, prepare, published_numbers
from exporters.errors import PublishError
from exporters.formats import registry
from exporters.model.site import Site
from exporters.planning import guard
from exporters.planning.outcome import SitePlan
from exporters.publishing.manifest import Manifest, SourceRecord
from exporters.publishing.names import MANIFEST
from exporters.publishing.publication import FileChange, Publication, edited
from exporters.publishing.stage import StagingArea, staging
from exporters.run import RunObserver, RunOptions, RunReport
from exporters.settings.load import require_site
from exporters.settings.values import Settings
from exporters.sources.dialects.recorded import check_recorded, source_record
from exporters.sources.read_all import read
from exporters.sources.worker import FileExaminer, examiner
from exporters.store import key
from exporters.store.database import BrokenCacheError, StoreDatabase, opened
from exporters.store.outputs import DocumentStore
from exporters.support.paths import lies_in

Differs = Callable[[Path, str, Path | None], None]  # the out folder, a file in it, and where that lies as it would be
NOWHERE = Site(title="?", description="?", url="https://site.invalid/", feeds_url="https://site.invalid/feeds/")


def _nobody(_report: RunReport) -> None:
    """Nobody wants to know how far a run came that fails."""


def export(
    settings: Settings,
    wishes: RunOptions,
    watch: RunObserver | None = None,
    began: Callable[[RunReport], None] = _nobody,
) -> RunReport:
    """Read, select, write, check, publish. Nothing is published where the report says that the run failed.

    `began` is given the report while it is empty, so that somebody has it where an error ends the run.

    Raises UsageError before anything is read, OutputError where an exporter fails, RefusedError where subscribers would
    see old articles as new, PublishError where the files can't be put in place.
    """

    def publish(build: Build, stage: StagingArea, report: RunReport) -> None:
        if report.failed:
            return
        source = source_record(settings, report.dialects)
        if not wishes.allow_new_ids:
            check_recorded(_recorded(build), settings, source)
        guard.guard(build.candidate, build.published, wishes, settings.out)
        difference = stage.compare(_publication(build, settings.out, wishes, report, source))
        report.add_all(edited(settings.out, difference.files))
        if report.failed:  # such a warning stops a strict run, like every other one
            return
        build.documents.forget_others()  # before the first rename: where the cache fails, the run begins again
        stage.publish(difference)
        report.written, report.files = list(difference.files), difference.every

    return _run(settings, wishes, watch, None, publish, began=began)


def survey(settings: Settings, wishes: RunOptions, watch: RunObserver | None = None) -> RunReport:
    """Do all that an export does but publish: the report tells of each feed, and how large each document is.

    Raises what `export` raises.
    """

    def measure(build: Build, stage: StagingArea, report: RunReport) -> None:
        report.sizes = {name: stage.contents(name).size for name in build.about}

    return _run(settings, wishes, watch, Path(gettempdir()), measure)


def check(
    settings: Settings,
    wishes: RunOptions,
    differs: Differs,
    watch: RunObserver | None = None,
    began: Callable[[RunReport], None] = _nobody,
) -> RunReport:
    """Do all that an export does but publish, and tell how what is published differs from what it would write.

    `differs` is called for each file that does, while both can be read; `began` as by `export`. Raises what `export`
    raises.
    """

    def compare(build: Build, stage: StagingArea, report: RunReport) -> None:
        if report.failed:
            return
        difference = stage.compare(
            _publication(
                build, settings.out, replace(wishes, adopt=True), report, source_record(settings, report.dialects)
            )
        )
        report.written = [each for each in difference.files if each.state != "unchanged"]
        report.files = difference.every
        for each in report.written:
            if each.state in ("new", "changed", "removed"):
                differs(settings.out, each.name, None if each.state == "removed" else stage.path(each.name))
        if not difference.is_told and difference.final is not None:
            report.written.append(FileChange(MANIFEST, len(difference.final), "changed"))

    return _run(settings, wishes, watch, Path(gettempdir()), compare, began=began)


def plan(settings: Settings, wishes: RunOptions, watch: RunObserver | None = None) -> tuple[RunReport, SitePlan | None]:
    """Do all that an export does but publish, and compare it with the published feeds.

    The plan is None where the report says that the run failed. Raises what `export` raises, and PublishError where a
    published document is no feed.
    """
    found: SitePlan | None = None

    def compare(build: Build, stage: StagingArea, report: RunReport) -> None:
        nonlocal found
        if report.failed:
            return
        made = guard.plan(build.candidate, build.published, settings.out)  # first: it refuses files that are too large
        publication = _publication(
            build, settings.out, replace(wishes, adopt=True), report, source_record(settings, report.dialects)
        )
        report.add_all(edited(settings.out, stage.compare(publication).files))
        found = None if report.failed else made

    report = _run(settings, wishes, watch, Path(gettempdir()), compare, withdrawn=True)
    return report, found


def validate(settings: Settings, wishes: RunOptions, watch: RunObserver | None = None) -> RunReport:
    """Read every article, drafts and withdrawn ones too, and tell all that is wrong and all that was repaired."""
    site = settings.site or NOWHERE
    everything = FileExaminer(
        site,
        settings.timezone,
        drafts=True,
        withdrawn=True,
        ids=settings.ids,
        source=settings.source_site,
        built=settings.built,
    )
    has_rss = any("rss" in (each.formats or settings.formats) for each in settings.feeds)
    numbers = published_numbers(settings, site) if has_rss else None

    def run(database: StoreDatabase, report: RunReport) -> None:
        _tell_dialect(settings, report)
        read(settings, wishes, everything, database, report, numbers)

    return _with_cache(run, wishes, b"", watch or RunObserver())


def _run(
    settings: Settings,
    wishes: RunOptions,
    watch: RunObserver | None,
    folder: Path | None,
    finish: Callable[[Build, StagingArea, RunReport], None],
    *,
    withdrawn: bool = False,
    began: Callable[[RunReport], None] = _nobody,
) -> RunReport:
    """Read, select, write, check, and `finish`; documents are prepared in `folder`, None where they are published.

    `withdrawn` says whether withdrawn articles have to be known, whatever the settings say.
    """
    site = require_site(settings)
    registry.find(wishes.formats)

    published = guard.find_published(settings, wishes)  # before anything is read: it may not answer

    def run(database: StoreDatabase, report: RunReport) -> None:
        _tell_dialect(settings, report)
        report.add_all(registry.broken())
        shelf = read(settings, wishes, examiner(site, settings, wishes, withdrawn=withdrawn), database, report)
        if not report.failed:
            documents = DocumentStore(database, keeps=folder is None)
            with staging(settings.out, folder=folder) as stage:
                build = prepare(settings, wishes, site, shelf, documents, report, stage, published)
                finish(build, stage, report)

    about = settings.source_site.digest if settings.source_site else b""
    about += settings.built.digest if settings.built else b""
    known_by = key.key(site, settings.timezone, settings.ids, about)
    return _with_cache(run, wishes, known_by, watch or RunObserver(), began)


def _tell_dialect(settings: Settings, report: RunReport) -> None:
    """Let the report know whose names and rules the articles have."""
    if settings.source_site is not None:
        report.dialect = settings.source_site.dialect
        if settings.source_site.is_recognised:
            from exporters.sources.dialects.unread import unread  # no site of our own names needs it

            report.add_all(unread(settings.source_site))
        report.recognised_from = "" if settings.source_site.is_given else settings.source_site.sign


def _recorded(build: Build) -> Manifest | None:
    """What is published: in the out folder, else where subscribers have the feeds from."""
    return build.before or (build.published.manifest if build.published else None)


def _publication(
    build: Build, out: Path, wishes: RunOptions, report: RunReport, source: SourceRecord | None = None
) -> Publication:
    """Whose the files are: a run that does not see everything removes nothing."""
    return Publication(
        before=build.before,
        about=build.about,
        feeds=build.candidate.feeds,
        source=source,
        removes=not (wishes.formats or report.kinds["rejected"] or registry.broken()),
        adopt=wishes.adopt and not any(lies_in(source, out) for source in wishes.sources),  # no article is replaced
    )


def _with_cache(
    run: Callable[[StoreDatabase, RunReport], None],
    wishes: RunOptions,
    known_by: bytes,
    watch: RunObserver,
    began: Callable[[RunReport], None] = _nobody,
) -> RunReport:
    """The report of a run with the cache; where that turns out broken, with a new one, and in the end without."""
    told, why = 0, ""
    for folder in (wishes.cache, wishes.cache, None):
        report = RunReport(watch=watch, strict=wishes.strict, told_before=told)
        began(report)
        try:
            with opened(folder, known_by) as database:
                report.without_cache = database.unused
                run(database, report)
        except BrokenCacheError as error:
            told, why = max(told, report.levels.total()), str(error)
        else:
            return report
    message, fix = f"the temporary files of a run failed: {why}", "make room in the folder for temporary files"
    raise PublishError.because("disk-full", message, fix)
