"""Build every document of a run and the files of the site in the staging area, and check them."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from exporters.build.candidate import build_candidate
from exporters.build.context import BuildContext, EntryProgress
from exporters.build.csv_rows import find_missing
from exporters.build.edition import FeedBuild
from exporters.build.feed_builds import FeedBuildFactory
from exporters.build.page_files import list_feeds, write_site_files
from exporters.build.run import write_feeds
from exporters.build.shows import show_warnings
from exporters.build.site import write_site_documents
from exporters.diagnostics.diagnostic import Diagnostic, quote_value
from exporters.errors import UsageError
from exporters.feeds.build_feed import SiteContext
from exporters.feeds.displacement import find_displaced
from exporters.feeds.select import select
from exporters.feeds.selection import FeedSelection, PublishedFeed
from exporters.formats import registry
from exporters.model.listing import FeedListing
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
from exporters.sources.origin import ArticleOrigins
from exporters.store.articles import ArticleStore
from exporters.store.entries import StoredEntries
from exporters.store.outputs import DocumentStore
from exporters.support.paths import absolute, shown_path

if TYPE_CHECKING:
    from exporters.sources.dialects.articles import SiteArticles


def build_records(selections: Iterable[FeedSelection], written: Iterable[FeedBuild]) -> list[FeedRecord]:
    """Return the manifest records of the feeds that people subscribe to; `written` are the feeds as written."""
    return [
        FeedRecord(
            path=feed_build.feed.path,
            of=each.wanted.path,
            values=dict(each.member.values),
            id=feed_build.feed.id,
            title=feed_build.feed.title,
            entries=len(feed_build.entries),
            updated=feed_build.feed.updated,
            self_urls={link.format: link.url for link in feed_build.feed.links},
            periods=each.periods,
            guid=_guid(feed_build),
            drafts_only=each.is_private,
        )
        for each, feed_build in zip(selections, written, strict=True)
        if not each.member.period
    ]


def _guid(feed_build: FeedBuild) -> str:
    """Return the guid of a podcast; "" if no document has it."""
    feed = feed_build.feed
    has_rss = any(link.format == "rss" for link in feed.links)
    return feed.show.guid or "" if feed.show and has_rss else ""


def published_feeds(earlier_manifest: Manifest | None) -> list[PublishedFeed]:
    """Return the feeds of the last manifest."""
    feeds = earlier_manifest.feeds if earlier_manifest else ()
    return [
        PublishedFeed(each.of, each.values, each.path, each.updated, each.periods, each.drafts_only) for each in feeds
    ]


class Build(NamedTuple):
    """Everything that an export would publish, except its bytes."""

    published_manifest: Manifest | None  # what is published
    descriptions: Mapping[str, FileDescription]  # of every file
    documents: DocumentStore
    candidate: Candidate
    published: PublishedSource | None  # what subscribers have, if that is not the out folder
    feeds: Sequence[tuple[FeedListing, StoredEntries]]  # that people subscribe to, in their order, with their entries


def prepare(
    settings: Settings,
    options: RunOptions,
    site: Site,
    store: ArticleStore,
    documents: DocumentStore,
    report: RunReport,
    staging: StagingArea,
    published: PublishedSource | None = None,
) -> Build:
    """Write every feed and the files of the site.

    The earlier feeds come from the manifest in the out folder, else from `published`: in CI the out folder is empty.
    """
    site_context = SiteContext(
        site,
        has_pages=settings.pages is not None,
        hubs=settings.hubs,
        stylesheet=settings.stylesheet,
        has_enclosures=store.has_enclosures,
    )
    published_manifest = _read_manifest(settings.out, report)
    earlier_manifest = published_manifest or (published.manifest if published else None)
    latest = _latest_change(store, earlier_manifest)
    factory = FeedBuildFactory(
        settings=settings, site_context=site_context, requested=registry.find_exporters(options.formats), latest=latest
    )
    selections = select(settings, store, published_feeds(earlier_manifest), prune=options.prune)
    context = BuildContext(
        staging=staging,
        documents=documents,
        report=report,
        progress=EntryProgress(report.observer),
        jobs=options.jobs,
        executor=options.executor,
        is_shared=len(selections) > 1,
        origins=make_origins(settings, site),
        published_ids=published_numbers(settings, site, published),
    )
    feed_builds = [factory.create(each) for each in selections]
    _check_ids(selections, feed_builds, settings)
    written = list(write_feeds(feed_builds, store, context))
    documents_of_feeds = zip(selections, feed_builds, written, strict=True)
    report.add_all(find_missing(documents_of_feeds, store, settings.feeds, _settings_file(settings)))
    report.add_all(show_warnings(settings, site, documents))
    feeds = list_feeds(selections, written)
    report.feeds, report.entries = [each for each, _ in feeds], store.count_in_feeds()
    report.is_limited = all(not each.where and each.window is None for each in settings.feeds) and len(feeds) == 1
    now = int(options.now.timestamp())
    affected = write_site_documents(factory, store, report.feeds, context, now)
    affected += find_displaced(settings, store, published_feeds(earlier_manifest), now)
    if affected:
        path, place = store.newest_place()
        report.add(findings.displacing(store.newest_moment() or now, context.origins.shown(path), place, affected))
    write_site_files(site, feeds, settings, context)
    built_candidate = build_candidate(
        build_records(selections, written), context.descriptions, staging, site.url, store, context.origins
    )
    return Build(published_manifest, context.descriptions, documents, built_candidate, published, feeds)


def published_numbers(settings: Settings, site: Site, published: PublishedSource | None = None) -> PublishedNumbers:
    """Return the bare-number ids that must stay: articles are published under them, or the settings name them.

    They are read from `published`, else from the out folder.
    """
    paths = [each.path for each in settings.feeds if "{" not in each.path]
    source = published or PublishedFolder(settings.out, is_lenient=True)
    return PublishedNumbers(source, paths, site.url, frozenset(settings.ids.values()))


def make_origins(settings: Settings, site: Site) -> ArticleOrigins:
    """Return what finds the fields of articles in their files, each by the rules of its own source."""
    known = dict[Path | None, "SiteArticles | None"]()  # by the folder of a source

    def articles_of(file: Path) -> "SiteArticles | None":
        from exporters.sources.dialects.articles import SiteArticles

        source = settings.of_source(absolute(file))
        if source.root not in known:
            own = settings.in_place(source)
            is_foreign = own.source_site is not None and not own.source_site.is_everyday
            articles = SiteArticles(own.source_site, site, own.timezone) if own.source_site and is_foreign else None
            known[source.root] = articles
        return known[source.root]

    return ArticleOrigins(settings.base, articles_of)


def _check_ids(selections: Sequence[FeedSelection], feed_builds: Sequence[FeedBuild], settings: Settings) -> None:
    """Raise UsageError if two feeds have the same id: with several placeholders, only some values collide."""
    paths: dict[str, str] = {}
    for each, feed_build in zip(selections, feed_builds, strict=True):
        feed = feed_build.feed
        if feed.period or paths.setdefault(feed.id, feed.path) == feed.path:
            continue
        message = f"{quote_value(feed.id)} is the id of {quote_value(paths[feed.id])} and of {quote_value(feed.path)}"
        diagnostic = Diagnostic(
            rule="feed-id-shared",
            message=message,
            fix="separate the placeholders of the id with a slash",
            path=_settings_file(settings),
            line=each.wanted.line,
            column=each.wanted.column,
        )
        raise UsageError(diagnostic)


def _settings_file(settings: Settings) -> str:
    """Return the path of the settings file as messages show it; "" without one."""
    return shown_path(settings.file) if settings.file else ""


def _latest_change(store: ArticleStore, earlier_manifest: Manifest | None) -> int | None:
    """Return when the newest change of the site happened, in seconds since 1970.

    If every article is withdrawn, that is their last change: a feed that empties must not go back in time. If those
    can't be read, it is the latest `updated` of the earlier feeds.
    """
    if (latest := store.latest_change()) is not None:
        return latest
    withdrawn = [each.updated for each in store.withdrawn()]
    feeds = earlier_manifest.feeds if earlier_manifest else ()
    return max(withdrawn or [int(each.updated.timestamp()) for each in feeds], default=None)


def _read_manifest(out: Path, report: RunReport) -> Manifest | None:
    """Return the manifest in the out folder; report one that can't be read, and return None."""
    try:
        return manifest.read(out)
    except manifest.ManifestError as error:
        report.add_all(error.diagnostics)
        return None
