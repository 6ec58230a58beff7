"""Write the documents of the whole site, such as a sitemap, from all articles."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from exporters.build.context import BuildContext, media_type_of
from exporters.build.feed_builds import FeedBuildFactory
from exporters.feeds import build_feed
from exporters.feeds.displacement import DisplacedArticles
from exporters.formats.exporter import SiteExporter
from exporters.formats.registry import NEWS_SITEMAP, get_built_in
from exporters.model.feed import Feed
from exporters.model.listing import FeedListing
from exporters.publishing.stage import FileDescription
from exporters.store.articles import ArticleStore


def write_site_documents(
    factory: FeedBuildFactory, store: ArticleStore, listing: Sequence[FeedListing], context: BuildContext, now: int
) -> list[DisplacedArticles]:
    """Write the site documents that the run wants.

    Return those that hold fewer articles because some are later than `now`, in seconds since 1970. Raises OutputError
    if an exporter fails, PublishError if the disk does.
    """
    exporters = factory.site_exporters()
    if not exporters:
        return []
    from exporters.build import unsectioned

    entries = store.entries(store.create_feed(0))
    pages = [each.feed.page for each in listing if each.feed.page]
    if factory.site_context.has_pages and factory.site_context.site.feeds_url not in pages:
        pages.insert(0, factory.site_context.site.feeds_url)  # the list of all feeds
    feed = build_feed.build_site_feed(entries, factory.site_context, updated=factory.updated, pages=pages)
    taken_names = {each.filename.lower() for each in exporters}
    for exporter in exporters:
        for name in unsectioned.write_document(feed, exporter, context, taken_names):
            is_document = name == feed.file(exporter.filename)
            context.descriptions[name] = FileDescription(
                exporter.media_type if is_document else media_type_of(name), format=exporter.name
            )
    return list(_find_displaced(exporters, feed, store, now))


def _find_displaced(
    exporters: Sequence[SiteExporter], feed: Feed, store: ArticleStore, now: int
) -> Iterator[DisplacedArticles]:
    is_news_wanted = any(each.name == NEWS_SITEMAP for each in exporters)
    if not is_news_wanted or (store.newest_moment() or now) <= now:
        return
    exporter = get_built_in(NEWS_SITEMAP).load()
    usual_feed = replace(feed, entries=store.entries(store.create_feed(0, until=now)))
    shown_count = sum(each.published.timestamp() <= now for each in exporter.news(feed))
    usual_count = len(exporter.news(usual_feed))
    if shown_count < usual_count:
        yield DisplacedArticles(exporter.filename, shown_count, usual_count)
