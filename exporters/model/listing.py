"""Listed: a feed among those of its site, as lists and pages show it."""

from datetime import datetime

from msgspec import Struct

from exporters.model.feed import Feed


class FeedListing(Struct, frozen=True, kw_only=True):
    """A feed among those of its site."""

    feed: Feed  # the document that people subscribe to, without entries
    template: str = ""  # the path in the settings that it comes from: topics/{topic}
    group: str = ""  # what feeds of one kind are together: "Topics"; "" where it stands alone
    name: str  # what tells it from others of its group: "AI Hardware"; the title where it stands alone
    count: int  # entries
    newest: datetime | None = None  # publication of its newest entry, UTC
