"""Page: everything that the page of a feed, or the list of all feeds, shows besides the articles."""

from datetime import datetime

from msgspec import Struct


class Address(Struct, frozen=True, kw_only=True):
    """Where the feed is, in one format."""

    label: str  # RSS
    url: str  # absolute: what people copy
    href: str  # the same, seen from the page
    media_type: str


class Sibling(Struct, frozen=True, kw_only=True):
    """Another feed of the same group. Without its count, which would change this page with every new entry there."""

    name: str  # plain text
    href: str  # of its page, seen from this one


class Row(Struct, frozen=True, kw_only=True):
    """A feed in the list of all feeds."""

    name: str  # plain text
    href: str  # of its page, seen from the list
    count: int  # entries


class Group(Struct, frozen=True, kw_only=True):
    """Feeds of one kind in the list."""

    title: str  # "Topics"
    rows: tuple[Row, ...]


class Page(Struct, frozen=True, kw_only=True):
    """A page. Equal pages with equal articles and templates are the same bytes."""

    site: str  # its title, plain text
    home: str  # of the site, absolute
    language: str | None  # of the texts of feeds and articles, BCP 47; None: unknown
    title: str  # of the feed, plain text
    name: str  # what stands over the page: the name of the feed within its group
    group: str  # "Topics"; "" where it stands alone
    description: str  # plain text
    url: str | None  # of the page itself, absolute
    count: int  # entries of the feed
    newest: datetime | None  # publication of its newest entry, UTC
    addresses: tuple[Address, ...]  # what feed readers take; none: there is no feed to subscribe to
    downloads: tuple[Address, ...]  # the other formats
    siblings: tuple[Sibling, ...]
    siblings_title: str  # "More topics"
    groups: tuple[Group, ...]  # all feeds; empty but in the list
    list_href: str  # the list of all feeds, seen from this page
    opml_href: str  # feeds.opml, seen from this page; "" where there is none: no feed is for readers
    images: bool  # whether pictures of articles are shown

    @property
    def is_list(self) -> bool:
        """Whether it lists all feeds."""
        return not self.list_href

    @property
    def total(self) -> int:
        """How many feeds it lists."""
        return sum(len(group.rows) for group in self.groups)
