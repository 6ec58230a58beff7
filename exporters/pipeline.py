"""A run on one screen: sources -> model -> feeds -> formats -> checks -> publishing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from exporters import outputs, verdicts
from exporters.diagnostics import Level
from exporters.feeds import make, select
from exporters.feeds.feed import latest
from exporters.formats import registry
from exporters.model.article import Article
from exporters.model.site import Site
from exporters.paths import absolute, shown_path
from exporters.publishing.stage import staging
from exporters.report import Report
from exporters.settings.load import require_site
from exporters.settings.values import Settings
from exporters.sources import folder
from exporters.sources.article import Reader

NOWHERE = Site(title="?", description="?", url="https://site.invalid/", feeds_url="https://site.invalid/feeds/")


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What flags ask of a run, beyond the settings."""

    sources: Sequence[Path]  # folders and files to read
    formats: Sequence[str] = ()  # to be written; empty: those of the settings
    drafts: bool = False
    as_of: datetime | None = None  # UTC; articles published later are held back
    now: datetime  # UTC, by the clock; it only words a warning
    keep_going: bool = False
    strict: bool = False


def export(settings: Settings, wishes: Wishes) -> Report:
    """Read, select, write, check, publish. Nothing is published where the report says that the run failed.

    Raises UsageError before anything is read, OutputError where an exporter fails, PublishError where the files can't
    be put in place.
    """
    site = require_site(settings)
    asked = registry.find(wishes.formats)
    file = shown_path(settings.file) if settings.file else ""
    wanted = [(feed, registry.find(feed.formats or settings.formats, file)) for feed in settings.feeds]
    report = Report(strict=wishes.strict, diagnostics=registry.broken())
    articles = _read(settings, wishes, Reader(site, settings.timezone, drafts=wishes.drafts), report)
    if report.failed:
        return report
    updated = latest(articles)
    with staging(settings.out) as stage:
        for settled, owned in wanted:
            here = [each for each in [*owned, *asked] if each.scope == "feed" or not settled.path]
            places = {each.name: (each.media_type, each.filename) for each in here}
            feed = make.feed(settled, articles, site, places=places, site_updated=updated)
            report.diagnostics += outputs.write(feed, asked or owned, stage)
            if not feed.path:
                report.entries = len(feed.entries)
                report.newest = feed.entries[0].published if feed.entries else None
        if not report.failed:
            report.written = stage.publish()
    return report


def validate(settings: Settings, wishes: Wishes) -> Report:
    """Read every article, drafts and withdrawn ones too, and tell all that is wrong and all that was repaired."""
    report = Report(strict=wishes.strict)
    reader = Reader(settings.site or NOWHERE, settings.timezone, drafts=True, withdrawn=True)
    _read(settings, wishes, reader, report)
    return report


def _read(settings: Settings, wishes: Wishes, reader: Reader, report: Report) -> list[Article]:
    """The articles that can be shown, one of each id; `report` tells what became of the others."""
    paths = {absolute(path): path for source in wishes.sources for path in _files(source, settings)}
    found: list[select.Found] = []
    for outcome in folder.read(paths.values(), reader):
        report.kinds[outcome.kind] += 1
        lenient = wishes.keep_going and outcome.kind == "rejected"
        report.diagnostics += [each.as_warning() if lenient else each for each in outcome.diagnostics]
        if outcome.article is None:
            continue
        if wishes.as_of is not None and outcome.article.published > wishes.as_of:
            report.later += 1
            continue
        report.diagnostics += verdicts.dated(outcome, outcome.article, wishes.now)
        found.append(select.Found(outcome.path, outcome.article))
    shown = [each for each in found if not each.article.is_withdrawn and (wishes.drafts or not each.article.is_draft)]
    articles, repeated = select.unique(shown)
    report.articles, report.repeated = len(articles), len(repeated)
    report.diagnostics += map(verdicts.repeated, repeated)
    if not found and not report.count(Level.ERROR):
        report.diagnostics.append(verdicts.nothing(report, wishes.sources))
    return articles


def _files(source: Path, settings: Settings) -> list[Path]:
    return folder.files(source, include=settings.include, exclude=settings.exclude, skipped=settings.out)
