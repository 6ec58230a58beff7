"""Show: what a feed says of itself as a podcast. Spec: Apple's "A Podcaster's Guide to RSS"; Podcasting 2.0; PSP-1."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID, uuid5

from msgspec import Struct

from exporters.model import moment
from exporters.model.artwork import Artwork
from exporters.model.text import check_text
from exporters.model.url import check_url

ShowType = Literal["episodic", "serial"]
NAMESPACE: Final = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # of podcasts. Spec: Podcasting 2.0 <podcast:guid>


class ShowCategory(Struct, frozen=True, kw_only=True):
    """What a show is about, by Apple's list. Spec: <itunes:category>."""

    name: str  # Society & Culture
    sub: str | None = None  # Documentary

    def __post_init__(self) -> None:
        """Raise ValueError where a part is none that may be written."""
        check_text("category", self.name)
        check_text("sub-category", self.sub)


class ShowOwner(Struct, frozen=True, kw_only=True):
    """Whom a directory writes to. Spec: <itunes:owner>, <podcast:locked> owner."""

    name: str | None = None  # plain text
    email: str | None = None

    def __post_init__(self) -> None:
        """Raise ValueError where a part is none that may be written."""
        check_text("owner", self.name)
        check_text("owner email", self.email)


class ShowFunding(Struct, frozen=True, kw_only=True):
    """A page where listeners can give money. Spec: <podcast:funding>."""

    url: str  # absolute
    text: str | None = None  # plain text of the link

    def __post_init__(self) -> None:
        """Raise ValueError where a part is none that may be written."""
        check_url("funding", self.url)
        check_text("funding text", self.text)


class ShowLicense(Struct, frozen=True, kw_only=True):
    """Under which terms episodes may be used. Spec: <podcast:license>."""

    name: str  # CC-BY-4.0
    url: str | None = None  # absolute

    def __post_init__(self) -> None:
        """Raise ValueError where a part is none that may be written."""
        check_text("license", self.name)
        check_url("license", self.url)


class ShowLocation(Struct, frozen=True, kw_only=True):
    """A place that a show is about, or is made at. Spec: <podcast:location>."""

    name: str  # plain text
    rel: Literal["subject", "creator"] | None = None
    geo: str | None = None  # geo:30.27,-97.74
    osm: str | None = None  # R113314
    country: str | None = None  # US

    def __post_init__(self) -> None:
        """Raise ValueError where a part is none that may be written."""
        for name, text in (("", self.name), (" geo", self.geo), (" osm", self.osm), (" country", self.country)):
            check_text(f"location{name}", text)


class ShowTrailer(Struct, frozen=True, kw_only=True):
    """A file that advertises a show or one of its seasons. Spec: <podcast:trailer>."""

    title: str  # plain text
    url: str  # absolute
    published: datetime  # UTC, whole seconds
    length: int | None = None  # bytes
    media_type: str | None = None  # audio/mpeg
    season: int | None = None  # from 1

    def __post_init__(self) -> None:
        """Raise ValueError where a part is none that may be written."""
        check_text("trailer", self.title)
        check_url("trailer", self.url)
        check_text("trailer type", self.media_type)
        moment.check(self.published)


class ShowText(Struct, frozen=True, kw_only=True):
    """Free text, with which a directory verifies the owner. Spec: <podcast:txt>."""

    text: str  # plain text
    purpose: str | None = None  # verify

    def __post_init__(self) -> None:
        """Raise ValueError where a part is none that may be written."""
        check_text("txt", self.text)
        check_text("txt purpose", self.purpose)


class Show(Struct, frozen=True, kw_only=True):
    """A podcast. None or empty means that the settings do not say it."""

    guid: str | None = None  # identity for ever, a UUID; None only in settings: made of the address of the feed
    categories: tuple[ShowCategory, ...] = ()  # the most important first
    is_explicit: bool | None = None
    image: Artwork | None = None
    type: ShowType | None = None  # None: episodic
    author: str | None = None  # plain text
    owner: ShowOwner | None = None
    is_locked: bool | None = None  # whether other platforms must not import the feed
    funding: tuple[ShowFunding, ...] = ()
    license: ShowLicense | None = None
    medium: str | None = None  # None: podcast
    locations: tuple[ShowLocation, ...] = ()
    trailers: tuple[ShowTrailer, ...] = ()
    is_complete: bool = False  # no further episode will come
    is_blocked: bool = False  # no directory may list it
    new_feed_url: str | None = None  # absolute: where the feed moved
    texts: tuple[ShowText, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError where a part is none that may be written."""
        if self.guid is not None:
            UUID(self.guid)
        check_text("author", self.author)
        check_text("medium", self.medium)
        check_url("new address", self.new_feed_url)


def make_guid(address: str) -> str:
    """Return the guid of a show whose feed is at `address`. Spec: Podcasting 2.0 <podcast:guid>."""
    return str(uuid5(NAMESPACE, address.partition("://")[2].rstrip("/")))
