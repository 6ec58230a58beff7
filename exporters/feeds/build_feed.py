"""Build a Feed value from the settings, the site and the selected entries."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from msgspec.structs import replace

from exporters.feeds.selection import FeedInstance
from exporters.feeds.slug import folder_name, percent_encode
from exporters.model.article import Article
from exporters.model.feed import DeletedEntry, Feed, FeedLink, dated_name
from exporters.model.show import Show, make_guid
from exporters.model.site import Site
from exporters.settings.paths import fill
from exporters.settings.values import FeedSettings

Places = Mapping[str, tuple[str, str]]  # media type and file name of a feed's document, by name of format
RSS: Final = "rss.xml"  # the document that is a podcast, in the folder of the feed
STYLESHEET: Final = "feed.css"  # the built-in style sheet, in the out folder


class SiteContext(NamedTuple):
    """Site-wide settings that every feed needs."""

    site: Site
    has_pages: bool = False
    hubs: Sequence[str] = ()  # WebSub hubs, absolute
    stylesheet: str | None = None  # the setting: an address, or "" for the built-in one
    has_enclosures: bool = False  # whether an article of the site has files


def build_feed(
    wanted: FeedSettings,
    entries: Sequence[Article],
    site_context: SiteContext,
    *,
    places: Places,
    updated: datetime,
    instance: FeedInstance | None = None,
    deleted: Sequence[DeletedEntry] = (),
) -> Feed:
    """Return the feed of one entry of the settings; `updated` is when its newest change happened.

    `deleted` are withdrawn entries, the latest first.
    """
    site, instance = site_context.site, instance or FeedInstance(wanted.path)
    base = f"{site.feeds_url}{percent_encode(instance.path)}/" if instance.path else site.feeds_url
    title = _fill(wanted.title, instance) or ": ".join([site.title, *(_values_title(instance))])
    return Feed(
        path=instance.path,
        id=_id(wanted, instance) or base,
        title=title,
        description=_fill(wanted.description, instance) or (title if instance.values else site.description),
        url=site.url,
        language=wanted.language or site.language,
        updated=updated,
        site=site,
        links=_feed_links(places, base, instance.period),
        hubs=() if instance.period else tuple(site_context.hubs),  # an archive document never changes
        entries=entries,
        deleted=tuple(deleted),
        content=wanted.content,
        image=wanted.image,
        copyright=_fill(wanted.copyright, instance),
        icon=wanted.icon,
        ttl=wanted.ttl,
        stylesheet=_stylesheet_url(site_context),
        page=base if site_context.has_pages else None,
        show=_build_show(wanted, base),
        has_enclosures=site_context.has_enclosures,
        period=instance.period,
        current=_feed_links(places, base, "") if instance.period else (),
        older=_feed_links(places, base, instance.older) if instance.older else (),
    )


def build_site_feed(
    entries: Sequence[Article], site_context: SiteContext, *, updated: datetime, pages: Sequence[str]
) -> Feed:
    """Return all articles of the site as a feed, for the documents of the whole site."""
    site_feed = build_feed(FeedSettings(), entries, site_context, places={}, updated=updated)
    return replace(site_feed, pages=tuple(pages))


def _feed_links(places: Places, base: str, period: str) -> tuple[FeedLink, ...]:
    return tuple(
        FeedLink(format=name, media_type=kind, url=base + dated_name(file, period))
        for name, (kind, file) in places.items()
    )


def _values_title(instance: FeedInstance) -> Sequence[str]:
    return [", ".join(instance.values.values())] if instance.values else []


def _fill(template: str | None, instance: FeedInstance) -> str | None:
    return None if template is None else fill(template, instance.values)


def _id(wanted: FeedSettings, instance: FeedInstance) -> str | None:
    """Return the id from the settings; values are inserted as folder names, which survive changes of spelling."""
    if wanted.id is None:
        return None
    return fill(wanted.id, {name: percent_encode(folder_name(value, name)) for name, value in instance.values.items()})


def _build_show(wanted: FeedSettings, base: str) -> Show | None:
    """Return the podcast with its guid, which the address of the RSS document gives unless the settings do."""
    if wanted.podcast is None:
        return None
    show = wanted.podcast.show
    return show if show.guid else replace(show, guid=make_guid(f"{base}{RSS}"))


def _stylesheet_url(site_context: SiteContext) -> str | None:
    if site_context.stylesheet == "":
        return site_context.site.feeds_url + STYLESHEET
    return site_context.stylesheet
