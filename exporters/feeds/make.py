"""The feeds of a site: settings and articles become Feed values."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from exporters.feeds.feed import Feed, Link
from exporters.model.article import Article
from exporters.model.site import Site
from exporters.settings.values import FeedSettings

Places = Mapping[str, tuple[str, str]]  # media type and file name of a feed's document, by name of format


def feed(wanted: FeedSettings, entries: Sequence[Article], site: Site, *, places: Places, updated: datetime) -> Feed:
    """The feed that is `wanted`, with its entries in their order; `updated` is when the newest change happened."""
    base = f"{site.feeds_url}{wanted.path}/" if wanted.path else site.feeds_url
    return Feed(
        path=wanted.path,
        id=wanted.id or base,
        title=wanted.title or site.title,
        description=wanted.description or site.description,
        url=site.url,
        language=site.language,
        updated=updated,
        site=site,
        links=tuple(Link(format=name, media_type=kind, url=base + file) for name, (kind, file) in places.items()),
        entries=entries,
    )
