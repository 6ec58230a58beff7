"""Build the page values of a site's feeds."""

from collections.abc import Sequence
from typing import Final

from exporters.model.feed import READABLE, Feed, FeedLink
from exporters.model.listing import FeedListing
from exporters.model.site import Site
from exporters.pages.names import distinct_names, distinct_titles
from exporters.pages.page import INDEX, FeedAddress, FeedPage, FeedRow, FeedRowGroup, SiblingFeed, clip, file, href
from exporters.settings.values import PageSettings

SIBLINGS: Final = 20  # most links to other feeds on the page of a feed
OPML: Final = "feeds.opml"
ALONE: Final = "Main feeds"  # heading of the feeds without group
_LABELS: Final = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed", "csv": "CSV table"}
_NAME: Final = 100  # characters of a name in a list
_TITLE: Final = 200
_DESCRIPTION: Final = 500


class PageMaker:
    """Builds the page of each feed, in constant time however many feeds there are."""

    def __init__(self, site: Site, listing: Sequence[FeedListing], settings: PageSettings) -> None:
        """Index the feeds by group and rank."""
        self._site = site
        self._listing = listing
        self._images = settings.images
        self._has_opml = any(link.media_type in READABLE for each in listing for link in each.feed.links)
        self._groups: dict[str, list[FeedListing]] = {}
        self._ranks: dict[str, int] = {}  # by path
        self._names: dict[str, str] = {}  # by path
        self._titles = distinct_titles(listing)
        for listed in listing:
            members = self._groups.setdefault(listed.group, [])
            self._ranks[listed.feed.path] = len(members)
            members.append(listed)
        for members in self._groups.values():
            self._names.update(distinct_names(members))

    def page(self, listed: FeedListing) -> FeedPage:
        """Return the page of one feed."""
        path = listed.feed.path
        return self._build_page(
            listed,
            siblings=self._siblings(listed),
            siblings_title=_siblings_title(listed.group),
            list_href=href(INDEX, seen_from=path),
        )

    def root(self, listed: FeedListing | None) -> FeedPage:
        """Return the list of all feeds, combined with the page of `listed`, the feed of the whole site."""
        groups = tuple(
            FeedRowGroup(title=title or ALONE, rows=tuple(map(self._row, members)))
            for title, members in self._groups.items()
        )
        return self._build_page(listed, groups=groups)

    def _build_page(
        self,
        listed: FeedListing | None,
        *,
        list_href: str = "",
        siblings: tuple[SiblingFeed, ...] = (),
        siblings_title: str = "",
        groups: tuple[FeedRowGroup, ...] = (),
    ) -> FeedPage:
        site = self._site
        feed = listed.feed if listed else None
        about = feed or site
        title = self._titles[feed.path] if feed else site.title
        return FeedPage(
            site=clip(site.title, _TITLE),
            home=site.url,
            language=about.language,
            title=clip(title, _TITLE),
            name=clip(self._names[listed.feed.path] if listed and listed.group else title, _TITLE),
            group=clip(listed.group, _NAME) if listed else "",
            description=clip(about.description, _DESCRIPTION),
            url=feed.page if feed else site.feeds_url,
            count=listed.count if listed else 0,
            newest=listed.newest if listed else None,
            addresses=_addresses(feed, readable=True) if feed else (),
            downloads=_addresses(feed, readable=False) if feed else (),
            siblings=siblings,
            siblings_title=siblings_title,
            groups=groups,
            list_href=list_href,
            opml_href=href(OPML, seen_from=listed.feed.path if listed else "") if self._has_opml else "",
            images=self._images,
            is_show=feed is not None and feed.show is not None,
        )

    def _siblings(self, listed: FeedListing) -> tuple[SiblingFeed, ...]:
        """Return the other feeds of its group; of more than 20, the nearest in the list on either side."""
        path = listed.feed.path
        members, rank = self._groups[listed.group], self._ranks[path]
        first = max(0, min(rank - SIBLINGS // 2, len(members) - SIBLINGS - 1))
        near = members[first : first + SIBLINGS + 1]
        return tuple(
            SiblingFeed(
                name=clip(self._names[each.feed.path], _NAME), href=href(file(each.feed.path, INDEX), seen_from=path)
            )
            for each in near
            if each.feed.path != path
        )

    def _row(self, listed: FeedListing) -> FeedRow:
        """Return its row in the list. The feed of the whole site links to the section on how to subscribe."""
        path = listed.feed.path
        where = href(file(path, INDEX), seen_from="") if path else "#subscribe"
        return FeedRow(name=clip(self._names[path], _NAME), href=where, count=listed.count)


def _addresses(feed: Feed, *, readable: bool) -> tuple[FeedAddress, ...]:
    return tuple(_address(link) for link in feed.links if (link.media_type in READABLE) is readable)


def _address(link: FeedLink) -> FeedAddress:
    """Return the address of a document, which lies in the folder of the page."""
    label, name = _LABELS.get(link.format, link.format), link.url.rpartition("/")[2]
    return FeedAddress(label=label, url=link.url, href=name, media_type=link.media_type)


def _siblings_title(group: str) -> str:
    """Return `More topics`; a group with several words or capitals keeps its letters: `More AI things`."""
    plain = group[1:].islower() and group[1:].isalpha()
    return f"More {group.lower() if plain else group}" if group else "Other feeds"
