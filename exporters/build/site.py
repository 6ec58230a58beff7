"""Documents of which a site has one, such as a sitemap: written from all of its articles."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from exporters.build.context import BuildContext, kind
from exporters.build.feed_builds import FeedBuildFactory
from exporters.feeds import build_feed
from exporters.feeds.displaced import DisplacedArticles
from exporters.formats.exporter import SiteExporter
from exporters.formats.registry import NEWS_SITEMAP, built_in
from exporters.model.feed import Feed
from exporters.model.listing import FeedListing
from exporters.publishing.stage import FileDescription
from exporters.store.articles import ArticleStore


def write_site(
    editor: FeedBuildFactory, shelf: ArticleStore, listing: Sequence[FeedListing], desk: BuildContext, now: int
) -> list[DisplacedArticles]:
    """Write every document of the whole site that is wanted.

    Return those that hold fewer articles because some are later than `now`, in seconds since 1970. Raises OutputError
    where an exporter fails, PublishError where the disk does.
    """
    exporters = editor.of_site()
    if not exporters:
        return []
    from exporters.build import unsectioned

    entries = shelf.entries(shelf.newest(0))
    pages = [each.feed.page for each in listing if each.feed.page]
    if editor.around.has_pages and editor.around.site.feeds_url not in pages:
        pages.insert(0, editor.around.site.feeds_url)  # the list of all feeds
    feed = build_feed.of_site(entries, editor.around, updated=editor.updated, pages=pages)
    taken = {each.filename.lower() for each in exporters}
    for exporter in exporters:
        for name in unsectioned.write(feed, exporter, desk, taken):
            is_document = name == feed.file(exporter.filename)
            desk.about[name] = FileDescription(exporter.media_type if is_document else kind(name), format=exporter.name)
    return list(_displaced(exporters, feed, shelf, now))


def _displaced(
    exporters: Sequence[SiteExporter], feed: Feed, shelf: ArticleStore, now: int
) -> Iterator[DisplacedArticles]:
    is_news_wanted = any(each.name == NEWS_SITEMAP for each in exporters)
    if not is_news_wanted or (shelf.newest_moment() or now) <= now:
        return
    exporter = built_in(NEWS_SITEMAP).load()
    usual = replace(feed, entries=shelf.entries(shelf.newest(0, until=now)))
    kept = sum(each.published.timestamp() <= now for each in exporter.news(feed))
    listed = len(exporter.news(usual))
    if kept < listed:
        yield DisplacedArticles(exporter.filename, kept, listed)
