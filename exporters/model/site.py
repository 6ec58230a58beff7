"""Site: the metadata of the site, and the addresses of its pages and feeds."""

from datetime import tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from exporters.model.article import Person
from exporters.model.text import is_clean, is_visible
from exporters.model.url import url_problem


class Site(Struct, frozen=True, kw_only=True):
    """The site that the feeds belong to. Spec: RSS 2.0 <channel>, RFC 4287 §4.1.1."""

    title: str  # plain text
    description: str  # plain text
    url: str  # home page, absolute, ends with "/"
    feeds_url: str  # where the out folder is published, absolute, ends with "/"
    language: str | None = None  # BCP 47: en-us
    author: Person | None = None  # of articles without author

    def __post_init__(self) -> None:
        """Raise ValueError where a part is none that may be written."""
        for name, text in (("title", self.title), ("description", self.description)):
            if not (is_clean(text) and is_visible(text)):
                message = f"{name}: text that is empty or contains control characters"
                raise ValueError(message)
        for name, url in (("url", self.url), ("feeds_url", self.feeds_url)):
            if wrong := url_problem(url) or ("" if url.endswith("/") else "it has to end with /"):
                message = f"{name}: {wrong}"
                raise ValueError(message)


def zone(name: str) -> tzinfo:
    """Return the time zone `name` of the IANA list. Raises ValueError for an unknown name."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        message = f"{name} is not a time zone"
        raise ValueError(message) from None


NOWHERE: Final = Site(  # stands for a site whose address is not known
    title="?", description="?", url="https://site.invalid/", feeds_url="https://site.invalid/feeds/"
)
