"""A feed as lists and pages show it."""

from datetime import datetime

from msgspec import Struct

from exporters.model.feed import Feed


class FeedListing(Struct, frozen=True, kw_only=True):
    """A feed in the list of the site's feeds."""

    feed: Feed  # the current document, without entries
    template: str = ""  # its path in the settings: topics/{topic}
    group: str = ""  # heading of its group: "Topics"; "" for a feed without group
    name: str  # its name within the group: "AI Hardware"; the title for a feed without group
    count: int  # entries
    newest: datetime | None = None  # when its newest entry was published, UTC
