"""Preparing: every document of a run, and what stands beside the feeds, written out of sight and checked."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from exporters.build.candidate import candidate
from exporters.build.context import BuildContext
from exporters.build.csv_rows import tell_missing
from exporters.build.edition import FeedBuild
from exporters.build.feed_builds import FeedBuildFactory
from exporters.build.page_files import listing, write_beside
from exporters.build.run import write
from exporters.build.site import write_site
from exporters.diagnostics.diagnostic import Diagnostic, shown
from exporters.errors import UsageError
from exporters.feeds.build_feed import SiteContext
from exporters.feeds.displaced import displaced
from exporters.feeds.select import select
from exporters.feeds.selection import FeedSelection, PublishedFeed
from exporters.formats import registry
from exporters.model.site import Site
from exporters.planning.bare_numbers import PublishedNumbers
from exporters.planning.forecast import Candidate
from exporters.planning.published_source import PublishedFolder, PublishedSource
from exporters.publishing import manifest
from exporters.publishing.manifest import FeedRecord, Manifest
from exporters.publishing.publication import FileDescription
from exporters.publishing.stage import StagingArea
from exporters.run import RunOptions, RunReport
from exporters.settings.values import Settings
from exporters.sources import findings
from exporters.sources.dialects.articles import SiteArticles
from exporters.sources.origin import ArticleOrigins
from exporters.store.articles import ArticleStore
from exporters.store.outputs import DocumentStore
from exporters.support.paths import shown_path


def records(chosen: Iterable[FeedSelection], written: Iterable[FeedBuild]) -> list[FeedRecord]:
    """The feeds that people subscribe to; `written` is what came of `chosen`."""
    return [
        FeedRecord(
            path=edition.feed.path,
            of=each.wanted.path,
            values=dict(each.member.values),
            id=edition.feed.id,
            title=edition.feed.title,
            entries=len(edition.entries),
            updated=edition.feed.updated,
            self_urls={link.format: link.url for link in edition.feed.links},
            periods=each.periods,
            drafts_only=each.is_private,
        )
        for each, edition in zip(chosen, written, strict=True)
        if not each.member.period
    ]


def known(before: Manifest | None) -> list[PublishedFeed]:
    """The feeds that were published before."""
    feeds = before.feeds if before else ()
    return [
        PublishedFeed(each.of, each.values, each.path, each.updated, each.periods, each.drafts_only) for each in feeds
    ]


class Build(NamedTuple):
    """Everything that an export would publish, except its bytes."""

    before: Manifest | None  # what is published
    about: Mapping[str, FileDescription]  # of every file
    documents: DocumentStore
    candidate: Candidate
    published: PublishedSource | None  # where subscribers have the feeds from, if that is not the out folder


def prepare(
    settings: Settings,
    options: RunOptions,
    site: Site,
    shelf: ArticleStore,
    documents: DocumentStore,
    report: RunReport,
    stage: StagingArea,
    published: PublishedSource | None = None,
) -> Build:
    """Write every feed and what stands beside them.

    Which feeds there were before, the out folder tells, else `published`: in CI the out folder is empty.
    """
    around = SiteContext(site, has_pages=settings.pages is not None, hubs=settings.hubs, stylesheet=settings.stylesheet)
    before = _published(settings.out, report)
    earlier = before or (published.manifest if published else None)
    latest = _latest(shelf, earlier)
    editor = FeedBuildFactory(settings=settings, around=around, asked=registry.find(options.formats), latest=latest)
    chosen = select(settings, shelf, known(earlier), prune=options.prune)
    desk = BuildContext(
        stage=stage,
        documents=documents,
        report=report,
        jobs=options.jobs,
        executor=options.executor,
        is_shared=len(chosen) > 1,
        origins=_origins(settings, site),
        published_ids=published_numbers(settings, site, published),
    )
    editions = [editor.edition(each) for each in chosen]
    _check_ids(chosen, editions, settings)
    written = list(write(editions, desk))
    documents_of_feeds = zip(chosen, editions, written, strict=True)
    report.add_all(tell_missing(documents_of_feeds, shelf, settings.feeds, _settings_file(settings)))
    feeds = listing(chosen, written)
    report.feeds, report.entries = [each for each, _ in feeds], shelf.chosen()
    report.is_limited = all(not each.where and each.window is None for each in settings.feeds) and len(feeds) == 1
    now = int(options.now.timestamp())
    lost = write_site(editor, shelf, report.feeds, desk, now)
    lost += displaced(settings, shelf, known(earlier), now)
    if lost:
        path, place = shelf.newest_place()
        report.add(findings.displacing(shelf.newest_moment() or now, desk.origins.shown(path), place, lost))
    write_beside(site, feeds, settings, desk)
    made = candidate(records(chosen, written), desk.about, stage, site.url, shelf, desk.origins)
    return Build(before, desk.about, documents, made, published)


def published_numbers(settings: Settings, site: Site, published: PublishedSource | None = None) -> PublishedNumbers:
    """The ids that are bare numbers and have to stay, since articles are published under them or the settings say so.

    They are looked up where subscribers have the feeds from: `published`, else the out folder.
    """
    paths = [each.path for each in settings.feeds if "{" not in each.path]
    there = published or PublishedFolder(settings.out, is_lenient=True)
    return PublishedNumbers(there, paths, site.url, frozenset(settings.ids.values()))


def _origins(settings: Settings, site: Site) -> ArticleOrigins:
    """What finds the fields of articles in their files."""
    source = settings.source_site
    articles = SiteArticles(source, site, settings.timezone) if source else None
    return ArticleOrigins(settings.base, source, articles)


def _check_ids(chosen: Sequence[FeedSelection], editions: Sequence[FeedBuild], settings: Settings) -> None:
    """Raise UsageError where two feeds have one id: ids with several placeholders may meet only with some values."""
    paths: dict[str, str] = {}
    for each, edition in zip(chosen, editions, strict=True):
        feed = edition.feed
        if feed.period or paths.setdefault(feed.id, feed.path) == feed.path:
            continue
        message = f"{shown(feed.id)} is the id of {shown(paths[feed.id])} and of {shown(feed.path)}"
        told = Diagnostic(
            rule="feed-id-shared",
            message=message,
            fix="part the placeholders of the id by a slash",
            path=_settings_file(settings),
            line=each.wanted.line,
            column=each.wanted.column,
        )
        raise UsageError(told)


def _settings_file(settings: Settings) -> str:
    """The settings file as messages show it; "" where there is none."""
    return shown_path(settings.file) if settings.file else ""


def _latest(shelf: ArticleStore, earlier: Manifest | None) -> int | None:
    """When the newest change of the site happened, seconds since 1970.

    Where every article is withdrawn, that is their last change: feeds that empty must not go back in time. Of such that
    can't be read no more is known than what the feeds said before.
    """
    if (found := shelf.latest()) is not None:
        return found
    withdrawn = [each.updated for each in shelf.withdrawn()]
    feeds = earlier.feeds if earlier else ()
    return max(withdrawn or [int(each.updated.timestamp()) for each in feeds], default=None)


def _published(out: Path, report: RunReport) -> Manifest | None:
    """What is published; a manifest that can't be read is told, and taken for none."""
    try:
        return manifest.read(out)
    except manifest.ManifestError as error:
        report.add_all(error.diagnostics)
        return None
