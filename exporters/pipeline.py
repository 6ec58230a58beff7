"""A run on one screen: sources -> model -> feeds -> formats -> checks -> publishing."""

from collections.abc import Callable

from exporters.cache import key
from exporters.cache.database import BrokenCacheError, Database, opened
from exporters.cache.documents import Documents
from exporters.cache.shelf import Shelf
from exporters.errors import PublishError
from exporters.feeds import make
from exporters.formats import registry
from exporters.model import moment
from exporters.model.site import Site
from exporters.paths import shown_path
from exporters.publishing.stage import staging
from exporters.reading.examine import Examiner
from exporters.reading.read import read
from exporters.report import Report, Watch
from exporters.settings.load import require_site
from exporters.settings.values import Settings
from exporters.wishes import Wishes
from exporters.writing.desk import Desk
from exporters.writing.write import write

NOWHERE = Site(title="?", description="?", url="https://site.invalid/", feeds_url="https://site.invalid/feeds/")


def export(settings: Settings, wishes: Wishes, watch: Watch | None = None) -> Report:
    """Read, select, write, check, publish. Nothing is published where the report says that the run failed.

    Raises UsageError before anything is read, OutputError where an exporter fails, PublishError where the files can't
    be put in place.
    """
    site = require_site(settings)
    registry.find(wishes.formats)
    for feed in settings.feeds:
        registry.find(feed.formats or settings.formats, shown_path(settings.file) if settings.file else "")

    def run(database: Database, report: Report) -> None:
        report.tell(registry.broken())
        examiner = Examiner(site, settings.timezone, drafts=wishes.drafts)
        shelf = read(settings, wishes, examiner, database, report)
        if not report.failed:
            _publish(settings, wishes, site, shelf, Documents(database), report)

    return _with_cache(run, wishes, key.key(site, settings.timezone), watch or Watch())


def validate(settings: Settings, wishes: Wishes, watch: Watch | None = None) -> Report:
    """Read every article, drafts and withdrawn ones too, and tell all that is wrong and all that was repaired."""
    examiner = Examiner(settings.site or NOWHERE, settings.timezone, drafts=True, withdrawn=True)

    def run(database: Database, report: Report) -> None:
        read(settings, wishes, examiner, database, report)

    return _with_cache(run, wishes, b"", watch or Watch())


def _publish(
    settings: Settings, wishes: Wishes, site: Site, shelf: Shelf, documents: Documents, report: Report
) -> None:
    """Write every feed, and put what was written in place."""
    asked = registry.find(wishes.formats)
    with staging(settings.out) as stage:
        desk = Desk(stage=stage, documents=documents, report=report, jobs=wishes.jobs)
        for wanted in settings.feeds:
            owned = registry.find(wanted.formats or settings.formats)
            here = [each for each in [*owned, *asked] if each.scope == "feed" or not wanted.path]
            places = {each.name: (each.media_type, each.filename) for each in here}
            entries = shelf.newest(wanted.limit)
            changed = entries.latest() if entries else shelf.latest()
            updated = moment.EPOCH if changed is None else moment.at(changed)
            feed = make.feed(wanted, entries, site, places=places, updated=updated)
            write(feed, entries, [each for each in asked or owned if each in here], desk)
            if not feed.path:
                report.entries = len(entries)
                report.newest = entries[0].published if entries else None
        if not report.failed:
            documents.forget_others()  # before the first rename: where the cache fails, the run begins again
            report.written = stage.publish()


def _with_cache(run: Callable[[Database, Report], None], wishes: Wishes, known_by: bytes, watch: Watch) -> Report:
    """The report of a run with the cache; where that turns out broken, with a new one, and in the end without."""
    told, why = 0, ""
    for folder in (wishes.cache, wishes.cache, None):
        report = Report(watch=watch, strict=wishes.strict, told_before=told)
        try:
            with opened(folder, known_by) as database:
                report.without_cache = database.unused
                run(database, report)
        except BrokenCacheError as error:
            told, why = max(told, report.levels.total()), str(error)
        else:
            return report
    seen, right = f"the temporary files of a run failed: {why}", "make room in the folder for temporary files"
    raise PublishError.because("disk-full", seen, right)
