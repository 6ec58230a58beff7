"""The feeds of a site: settings and articles become Feed values."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from msgspec.structs import replace

from exporters.feeds.selection import FeedInstance
from exporters.feeds.slug import folder, percent
from exporters.model.article import Article
from exporters.model.feed import DeletedEntry, Feed, FeedLink, dated
from exporters.model.site import Site
from exporters.settings.paths import filled
from exporters.settings.values import FeedSettings

Places = Mapping[str, tuple[str, str]]  # media type and file name of a feed's document, by name of format
STYLESHEET: Final = "feed.css"  # our own, in the out folder


class SiteContext(NamedTuple):
    """What holds for all feeds of a site."""

    site: Site
    has_pages: bool = False
    hubs: Sequence[str] = ()  # WebSub hubs, absolute
    stylesheet: str | None = None  # as the settings have it: an address, "" for our own


def feed(
    wanted: FeedSettings,
    entries: Sequence[Article],
    around: SiteContext,
    *,
    places: Places,
    updated: datetime,
    member: FeedInstance | None = None,
    deleted: Sequence[DeletedEntry] = (),
) -> Feed:
    """The feed that is `wanted`, with its entries in their order; `updated` is when the newest change happened.

    `deleted` are entries that were withdrawn, the latest first.
    """
    site, this = around.site, member or FeedInstance(wanted.path)
    base = f"{site.feeds_url}{percent(this.path)}/" if this.path else site.feeds_url
    title = _text(wanted.title, this) or ": ".join([site.title, *(_values(this))])
    return Feed(
        path=this.path,
        id=_id(wanted, this) or base,
        title=title,
        description=_text(wanted.description, this) or (title if this.values else site.description),
        url=site.url,
        language=wanted.language or site.language,
        updated=updated,
        site=site,
        links=_links(places, base, this.period),
        hubs=() if this.period else tuple(around.hubs),  # an archive document does not change
        entries=entries,
        deleted=tuple(deleted),
        content=wanted.content,
        copyright=_text(wanted.copyright, this),
        icon=wanted.icon,
        ttl=wanted.ttl,
        stylesheet=_stylesheet(around),
        page=base if around.has_pages else None,
        period=this.period,
        current=_links(places, base, "") if this.period else (),
        older=_links(places, base, this.older) if this.older else (),
    )


def of_site(entries: Sequence[Article], around: SiteContext, *, updated: datetime, pages: Sequence[str]) -> Feed:
    """All articles of the site as a feed, for documents of which a site has one."""
    made = feed(FeedSettings(), entries, around, places={}, updated=updated)
    return replace(made, pages=tuple(pages))


def _links(places: Places, base: str, period: str) -> tuple[FeedLink, ...]:
    return tuple(
        FeedLink(format=name, media_type=kind, url=base + dated(file, period)) for name, (kind, file) in places.items()
    )


def _values(member: FeedInstance) -> Sequence[str]:
    return [", ".join(member.values.values())] if member.values else []


def _text(template: str | None, member: FeedInstance) -> str | None:
    return None if template is None else filled(template, member.values)


def _id(wanted: FeedSettings, member: FeedInstance) -> str | None:
    """The id as the settings want it: values stand in it as folders, which stay when their spelling changes."""
    if wanted.id is None:
        return None
    return filled(wanted.id, {name: percent(folder(value, name)) for name, value in member.values.items()})


def _stylesheet(around: SiteContext) -> str | None:
    if around.stylesheet == "":
        return around.site.feeds_url + STYLESHEET
    return around.stylesheet
