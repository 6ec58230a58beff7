"""Settings: what a run goes by, complete and checked."""

from datetime import tzinfo
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from exporters.model.article import Person
from exporters.model.site import Site

FORMATS: Final = ("rss", "atom", "json", "csv")  # what a feed is written in where nobody says otherwise
LIMIT: Final = 50  # articles of a feed where nobody says otherwise


class FeedSettings(Struct, frozen=True, kw_only=True):
    """One feed that is wanted."""

    path: str = ""  # folder within the out folder; "" is that folder itself
    id: str | None = None  # absolute IRI; None: made of feeds_url and path
    title: str | None = None  # plain text; None: the site's
    description: str | None = None  # plain text; None: the site's
    limit: int = LIMIT  # articles; 0 means all
    formats: tuple[str, ...] | None = None  # None: those of the settings


class Settings(Struct, frozen=True, kw_only=True):
    """Everything that flags and settings files decide. Paths are absolute."""

    site: Site | None  # None: no address of the site is known
    source: Path  # folder of the articles
    timezone: tzinfo | None  # of dates without one; None: such a date is an error
    out: Path  # folder of the feeds
    include: tuple[str, ...] = ()  # globs relative to source
    exclude: tuple[str, ...] = ()  # globs relative to source
    hold_future: bool = False  # articles of the future wait
    formats: tuple[str, ...] = FORMATS
    feeds: tuple[FeedSettings, ...] = (FeedSettings(),)
    file: Path | None = None  # the outfeed.yaml that was used
    base: Path = Path()  # folder of the settings, else of the articles: .outfeed lies in it


class Known(Struct, frozen=True, kw_only=True):
    """What one settings file tells about a site; None where it tells nothing."""

    title: str | None = None
    description: str | None = None
    url: str | None = None  # ends with "/"
    feeds_url: str | None = None  # ends with "/"
    language: str | None = None
    author: Person | None = None
    timezone: tzinfo | None = None

    def over(self, other: "Known") -> "Known":
        """Each value of this one, else that of `other`."""
        mine = {name: value for name in self.__struct_fields__ if (value := getattr(self, name)) is not None}
        return replace(other, **mine)
