"""A run, step by step: sources -> model -> feeds -> formats -> checks -> publishing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from msgspec.structs import replace

from exporters.build.build import Build, prepare, published_numbers
from exporters.build.shows import show_warnings
from exporters.diagnostics.diagnostic import Diagnostic
from exporters.diagnostics.level_choice import LevelChoice
from exporters.errors import PublishError
from exporters.formats import registry
from exporters.model.site import NOWHERE, Site
from exporters.planning import guard
from exporters.planning.outcome import SitePlan
from exporters.planning.published_source import PublishedSource
from exporters.publishing.manifest import Manifest, SourceRecord
from exporters.publishing.names import MANIFEST
from exporters.publishing.publication import FileChange, Publication, warn_of_edited
from exporters.publishing.stage import StagingArea, staging
from exporters.run import RunObserver, RunOptions, RunReport
from exporters.settings.load import require_site
from exporters.settings.site_author import note_mail
from exporters.settings.values import Settings
from exporters.sources import listing, source_registry
from exporters.sources.dialects import registry as dialect_registry
from exporters.sources.dialects.links_out import warn_of_links_out
from exporters.sources.dialects.source_records import check_recorded, source_record, warn_of_other_ids
from exporters.sources.id_warnings import IdWarnings
from exporters.sources.read_all import read
from exporters.sources.worker import everything_examiner, examiner
from exporters.store import key
from exporters.store.database import BrokenCacheError, StoreDatabase, open_store
from exporters.store.outputs import DocumentStore
from exporters.support.paths import lies_in

if TYPE_CHECKING:
    from exporters.sources.explain.explanation import ArticleExplanation
    from exporters.sources.explain.target import ExplainTarget

Differs = Callable[[Path, str, Path | None], None]  # the out folder, a file in it, and where that lies as it would be


def _ignore_report(_report: RunReport) -> None:
    """Ignore the report of a run that starts."""


def export(
    settings: Settings,
    options: RunOptions,
    observer: RunObserver | None = None,
    on_report: Callable[[RunReport], None] = _ignore_report,
) -> RunReport:
    """Read, select, write, check and publish; publish nothing if the report says that the run failed.

    `on_report` gets the report at the start, so that the caller has it if an error ends the run.

    Raises UsageError before anything is read, OutputError where an exporter fails, RefusedError where subscribers would
    see old articles as new, PublishError where the files can't be put in place.
    """

    def publish(build: Build, stage: StagingArea, report: RunReport) -> None:
        if report.is_failed:
            return
        source = _checked_record(build, settings, options, report)
        report.add_all(guard.guard(build.candidate, build.published, options, settings.out))
        if options.lint:
            report.add_all(_judge(build, stage))
        if not options.allow_new_ids:
            report.add_all(warn_of_other_ids(_find_manifest(build), settings, report))
        difference = stage.compare(_publication(build, settings.out, options, report, source))
        report.add_all(warn_of_edited(settings.out, difference.files))
        if report.is_failed:  # such a warning stops a strict run, like every other one
            return
        build.documents.delete_unused()  # before the first rename: where the cache fails, the run begins again
        stage.publish(difference)
        report.changes, report.files = list(difference.files), difference.every

    return _run(settings, options, observer, None, publish, on_report=on_report)


def _judge(build: Build, stage: StagingArea) -> Iterator[Diagnostic]:
    """Yield what lint finds in the documents beyond the checks of every export."""
    from exporters.lint.own_documents import own_findings

    for name, about in build.descriptions.items():
        for finding in own_findings(stage.path(name).read_bytes(), about.media_type):
            yield finding.as_diagnostic(stage.place(name))


def survey(settings: Settings, options: RunOptions, observer: RunObserver | None = None) -> RunReport:
    """Do everything of an export except publishing; the report lists each feed and its document sizes.

    Raises what `export` raises.
    """

    def measure(build: Build, stage: StagingArea, report: RunReport) -> None:
        report.sizes = {name: stage.contents(name).size for name in build.descriptions}

    return _run(settings, options, observer, Path(gettempdir()), measure)


def check(
    settings: Settings,
    options: RunOptions,
    differs: Differs,
    observer: RunObserver | None = None,
    on_report: Callable[[RunReport], None] = _ignore_report,
) -> RunReport:
    """Do everything of an export except publishing, and compare the files with the published ones.

    `differs` is called for each file that differs, while both can be read; `on_report` as in `export`. Raises what
    `export` raises.
    """

    def compare(build: Build, stage: StagingArea, report: RunReport) -> None:
        if report.is_failed:
            return
        source = _checked_record(build, settings, options, report)
        difference = stage.compare(_publication(build, settings.out, options._replace(adopt=True), report, source))
        report.changes = [each for each in difference.files if each.state != "unchanged"]
        report.files = difference.every
        for each in report.changes:
            if each.state in ("new", "changed", "removed"):
                differs(settings.out, each.name, None if each.state == "removed" else stage.path(each.name))
        if not difference.is_recorded and difference.final is not None:
            report.changes.append(FileChange(MANIFEST, len(difference.final), "changed"))

    return _run(settings, options, observer, Path(gettempdir()), compare, on_report=on_report)


def plan(
    settings: Settings, options: RunOptions, observer: RunObserver | None = None
) -> tuple[RunReport, SitePlan | None]:
    """Do everything of an export except publishing, and compare the feeds with the published ones.

    The plan is None where the report says that the run failed. Raises what `export` raises, and PublishError where a
    published document is no feed.
    """
    site_plan: SitePlan | None = None

    def compare(build: Build, stage: StagingArea, report: RunReport) -> None:
        nonlocal site_plan
        if report.is_failed:
            return
        source = _checked_record(build, settings, options, report)
        new_plan = guard.plan(build.candidate, build.published, settings.out)  # first: it refuses what is too large
        report.add_all(guard.warnings(new_plan, build.candidate))
        report.add_all(warn_of_other_ids(_find_manifest(build), settings, report))
        publication = _publication(build, settings.out, options._replace(adopt=True), report, source)
        report.add_all(warn_of_edited(settings.out, stage.compare(publication).files))
        site_plan = None if report.is_failed else new_plan

    report = _run(settings, options, observer, Path(gettempdir()), compare, withdrawn=True)
    return report, site_plan


def preview(
    settings: Settings,
    options: RunOptions,
    out: Path,
    on_build: Callable[[Build], None],
    observer: RunObserver | None = None,
) -> RunReport:
    """Export into `out` in place of the out folder, which stays as it is; ids and addresses may change.

    Nothing waits for the disk: the feeds can be built again. `on_build` gets the build once its files are in place, and
    before its articles are gone; it does not where the report says that the run failed. Raises what `export` raises,
    without RefusedError.
    """

    def publish(build: Build, stage: StagingArea, report: RunReport) -> None:
        if report.is_failed:
            return
        difference = stage.compare(_publication(build, out, options._replace(adopt=True), report))
        report.add_all(warn_of_edited(out, difference.files))
        if report.is_failed:
            return
        build.documents.delete_unused()
        stage.publish(difference, is_durable=False)
        report.changes, report.files = list(difference.files), difference.every
        on_build(build)

    return _run(settings, options, observer, None, publish, out=out)


def plan_preview(
    settings: Settings,
    options: RunOptions,
    out: Path,
    published: PublishedSource,
    observer: RunObserver | None = None,
) -> tuple[RunReport, SitePlan | None]:
    """Return the plan of what `preview` writes into `out`, compared with `published`; it prepares documents beside it.

    The plan is None where the report says that the run failed. Raises what `plan` raises.
    """
    site_plan: SitePlan | None = None

    def compare(build: Build, _stage: StagingArea, report: RunReport) -> None:
        nonlocal site_plan
        if not report.is_failed:
            site_plan = guard.plan(build.candidate, published, out)

    report = _run(settings, options, observer, out.parent, compare, withdrawn=True, out=out)
    return report, site_plan


def validate(settings: Settings, options: RunOptions, observer: RunObserver | None = None) -> RunReport:
    """Read every article, drafts and withdrawn ones too, and report every problem and every repair."""
    site = settings.site or NOWHERE
    everything = everything_examiner(settings, options)
    id_warnings = _id_warnings(settings, site)

    def run(database: StoreDatabase, report: RunReport) -> None:
        _add_dialect(settings, options, report)
        read(settings, options, everything, database, report, id_warnings)
        report.add_all(show_warnings(settings, site))

    return _with_cache(run, options, settings.lint.of_export, b"", observer or RunObserver())


def explain(
    settings: Settings, options: RunOptions, target: "ExplainTarget", source: Path, flag: str = ""
) -> "ArticleExplanation":
    """Explain the article that `target` names in `source`; `flag` is the flag that gave the rule of addresses.

    Raises UsageError where it names none.
    """
    from exporters.sources.explain.explain import explain_target  # an export needs none of it

    site = settings.site or NOWHERE
    return explain_target(target, source, site, settings, options, flag, _id_warnings(settings, site))


def _id_warnings(settings: Settings, site: Site) -> IdWarnings:
    """Return what warns of ids as the checks of the documents would."""
    formats = {name for each in settings.feeds for name in each.formats or settings.formats}
    return IdWarnings(
        site_url=site.url,
        has_rss="rss" in formats,
        has_atom="atom" in formats,
        published_numbers=published_numbers(settings, site),
    )


def _run(
    settings: Settings,
    options: RunOptions,
    observer: RunObserver | None,
    folder: Path | None,
    finish: Callable[[Build, StagingArea, RunReport], None],
    *,
    withdrawn: bool = False,
    out: Path | None = None,
    on_report: Callable[[RunReport], None] = _ignore_report,
) -> RunReport:
    """Read, select, write, check and `finish`; prepare documents in `folder`, or in the out folder if it is None.

    `withdrawn` says whether withdrawn articles have to be known, whatever the settings say. `out`: the feeds are in
    that folder, and not in the out folder of the settings.
    """
    placed = settings if out is None else replace(settings, out=out)
    site = require_site(settings)
    registry.find_exporters(options.formats)

    published = guard.find_published(settings, options)  # before anything is read: it may not answer

    def run(database: StoreDatabase, report: RunReport) -> None:
        _add_dialect(settings, options, report)
        report.add_all([*registry.find_broken_plugins(), *source_registry.find_broken_plugins()])
        report.add_all(dialect_registry.find_broken_plugins())
        shelf = read(settings, options, examiner(site, settings, options, withdrawn=withdrawn), database, report)
        if not report.is_failed:
            documents = DocumentStore(database, is_writable=folder is None)
            with staging(placed.out, folder=folder, memory=documents.published) as stage:
                build = prepare(placed, options, site, shelf, documents, report, stage, published)
                finish(build, stage, report)

    known_by = key.cache_key(site, settings.timezone, settings.ids, listing.shaping(settings))
    return _with_cache(run, options, settings.lint.of_export, known_by, observer or RunObserver(), on_report)


def _add_dialect(settings: Settings, options: RunOptions, report: RunReport) -> None:
    """Add to the report whose names and rules the articles have, what of them is not read, and whose e-mail address."""
    report.add_all(note_mail(settings))
    report.is_site_recognised = settings.is_format_recognised
    sites = [each for each in (settings.source_site, *settings.source_sites.values()) if each is not None]
    if any(each.is_recognised for each in sites):
        from exporters.sources.dialects.other_languages import find_other_languages  # no site of our own names needs it
        from exporters.sources.dialects.unread_files import find_unread

        report.add_all(find_unread(settings, options.sources))
        report.add_all(find_other_languages(settings, options.sources))
    report.add_all(warn_of_links_out(sites))
    for each in sites:
        report.recognised_from.setdefault(each.dialect, "" if each.is_given else each.sign)


def _find_manifest(build: Build) -> Manifest | None:
    """What is published: in the out folder, else where subscribers have the feeds from."""
    return build.published_manifest or (build.published.manifest if build.published else None)


def _checked_record(build: Build, settings: Settings, options: RunOptions, report: RunReport) -> SourceRecord | None:
    """Return how articles were read. Raises PublishError where those that are published were read in another way."""
    source = source_record(settings, report.dialects)
    if not options.allow_new_ids:
        check_recorded(_find_manifest(build), settings, source)
    return source


def _publication(
    build: Build, out: Path, options: RunOptions, report: RunReport, source: SourceRecord | None = None
) -> Publication:
    """Whose the files are: a run that does not see everything removes nothing."""
    return Publication(
        before=build.published_manifest,
        about=build.descriptions,
        feeds=build.candidate.feeds,
        source=source,
        removes=not (options.formats or report.kinds["rejected"] or registry.find_broken_plugins()),
        adopt=options.adopt and not any(lies_in(source, out) for source in options.sources),  # no article is replaced
    )


def _with_cache(
    run: Callable[[StoreDatabase, RunReport], None],
    options: RunOptions,
    choice: LevelChoice,
    cache_key: bytes,
    observer: RunObserver,
    on_report: Callable[[RunReport], None] = _ignore_report,
) -> RunReport:
    """Return the report of a run with the cache; if that is broken, with a new one, and at last without."""
    already_reported, reason = 0, ""
    for folder in (options.cache, options.cache, None):
        report = RunReport(observer=observer, strict=options.strict, choice=choice, already_reported=already_reported)
        on_report(report)
        try:
            with open_store(folder, cache_key) as database:
                report.without_cache = database.unused_reason
                run(database, report)
        except BrokenCacheError as error:
            already_reported, reason = max(already_reported, report.levels.total()), str(error)
        else:
            return report
    message, fix = f"the temporary files of a run failed: {reason}", "make room in the folder for temporary files"
    raise PublishError.because("disk-full", message, fix)
