"""Describe what an export would publish, for the plan and the guard."""

from collections.abc import Collection, Sequence

from exporters.model.outcome import IDENTITY
from exporters.planning.forecast import Candidate
from exporters.planning.readers.document import FeedItem
from exporters.planning.refusal import MessageLocation
from exporters.planning.site_ids import SiteIds
from exporters.publishing.manifest import FeedRecord
from exporters.publishing.stage import StagingArea
from exporters.sources.origin import ArticleOrigins
from exporters.store import rows
from exporters.store.articles import ArticleStore


def build_candidate(
    feeds: Sequence[FeedRecord],
    names: Collection[str],
    staging: StagingArea,
    site_url: str,
    store: ArticleStore,
    origins: ArticleOrigins,
) -> Candidate:
    """Return the feeds and files of an export, with what the site knows about their ids."""

    def describe_item(identity: str) -> FeedItem | None:
        packed = store.packed(identity)
        if packed is None:
            return None
        article = rows.decode_article(packed)
        return FeedItem(id=identity, link=article.url, title=article.title, published=article.published)

    def locate(identity: str) -> MessageLocation:
        path = store.path(identity)
        if path is None:
            return MessageLocation("")
        if (item := origins.line(path)) is not None:
            field, line, column = store.id_origin(identity) or item
            return MessageLocation(origins.shown(path), line or item.line, column or item.column, field, is_item=True)
        origin = origins.find(path, IDENTITY)
        return MessageLocation(origins.shown(path), *(origin[1:] if origin else ()))

    site = SiteIds(site_url, store, store.withdrawn_ids(), store.repeated_ids, describe_item)
    return Candidate(feeds, names, staging, site, locate)
