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


def candidate(
    feeds: Sequence[FeedRecord],
    names: Collection[str],
    stage: StagingArea,
    site_url: str,
    shelf: ArticleStore,
    origins: ArticleOrigins,
) -> Candidate:
    """Return the feeds and files of an export, with what the site knows of the ids in them."""

    def about(identity: str) -> FeedItem | None:
        packed = shelf.packed(identity)
        if packed is None:
            return None
        article = rows.article(packed)
        return FeedItem(id=identity, link=article.url, title=article.title, published=article.published)

    def locate(identity: str) -> MessageLocation:
        path = shelf.path(identity)
        if path is None:
            return MessageLocation("")
        origin = origins.line(path) or origins.find(path, IDENTITY)
        return MessageLocation(origins.shown(path), *(origin[1:] if origin else ()))

    site = SiteIds(site_url, shelf, shelf.withdrawn_ids(), shelf.repeated, about)
    return Candidate(feeds, names, stage, site, locate)
