"""Describe what an export would publish, for the plan and the guard."""

from collections.abc import Collection, Sequence

from exporters.model.outcome import IDENTITY
from exporters.planning.forecast import Candidate
from exporters.planning.readers.document import Item
from exporters.planning.refusal import Location
from exporters.planning.site_ids import Site
from exporters.publishing.manifest import FeedRecord
from exporters.publishing.stage import Stage
from exporters.sources.origin import ArticleOrigins
from exporters.store import rows
from exporters.store.articles import Shelf


def candidate(
    feeds: Sequence[FeedRecord],
    names: Collection[str],
    stage: Stage,
    site_url: str,
    shelf: Shelf,
    origins: ArticleOrigins,
) -> Candidate:
    """Return the feeds and files of an export, with what the site knows of the ids in them."""

    def about(identity: str) -> Item | None:
        packed = shelf.packed(identity)
        if packed is None:
            return None
        article = rows.article(packed)
        return Item(id=identity, link=article.url, title=article.title, published=article.published)

    def locate(identity: str) -> Location:
        path = shelf.path(identity)
        if path is None:
            return Location("")
        origin = origins.find(path, IDENTITY)
        return Location(origins.shown(path), *(origin[1:] if origin else ()))

    site = Site(site_url, shelf, shelf.withdrawn_ids(), shelf.repeated, about)
    return Candidate(feeds, names, stage, site, locate)
