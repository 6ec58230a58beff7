"""A published feed document, from any generator in any format."""

import html
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final, Literal

from msgspec import Struct

from exporters.model import moment
from exporters.support.lazy_regex import lazy_regex

Format = Literal["rss", "atom", "json"]

_LONGEST_DATE: Final = 100  # characters
_TAG: Final = lazy_regex(r"<[A-Za-z/!][^<>]*>")


class UnreadableFeedError(Exception):
    """The bytes are not a feed; `reason` follows "it is": `an HTML page`."""

    def __init__(self, reason: str) -> None:
        """Store the reason."""
        super().__init__(reason)
        self.reason = reason


class FeedItem(Struct, frozen=True, kw_only=True, gc=False):  # it holds no value that could hold it
    """One entry as readers see it. Missing values are None or empty; white space is normalised, except in ids."""

    id: str  # what readers know it by: its id, else its link, else its title, else its text
    link: str | None = None
    title: str | None = None  # plain text
    published: datetime | None = None  # UTC, whole seconds
    updated: datetime | None = None
    summary: str | None = None  # text or HTML, unchanged
    content: str | None = None
    authors: tuple[str, ...] = ()  # names
    categories: tuple[str, ...] = ()
    media: tuple[str, ...] = ()  # addresses of pictures, sounds and films
    scores: tuple[tuple[str, float], ...] = ()  # quality and heat, where Outfeed wrote them

    @property
    def date(self) -> datetime | None:
        """Return the publication date, or else the update date."""
        return self.published or self.updated


class FeedDocument(Struct, frozen=True, kw_only=True):
    """One feed."""

    format: Format
    feed_id: str | None = None  # Atom: its id; JSON Feed: feed_url; else the self link
    self_url: str | None = None  # where it says that it is published
    title: str | None = None  # plain text
    guid: str | None = None  # of a podcast, as written
    show: Mapping[str, Any] = {}  # what it says as a podcast, in the shape of the setting `podcast`
    items: tuple[FeedItem, ...] = ()  # in their order


def strip_id(text: str | None) -> str | None:
    """Return an id without surrounding white space; None if it is empty."""
    return text.strip(" \t\r\n") or None if text else None


def tidy(text: str | None) -> str | None:
    """Return `text` with runs of white space collapsed; None if it is empty."""
    return " ".join(text.split()) or None if text else None


def strip_tags(markup: str | None) -> str | None:
    """Return the plain text of HTML: no tags, entities resolved."""
    return tidy_unescaped(_TAG.sub("", markup)) if markup and "<" in markup else tidy_unescaped(markup)


def tidy_unescaped(text: str | None) -> str | None:
    """Return tidy text with entities resolved again: many generators escape titles twice."""
    return tidy(html.unescape(text) if text and "&" in text else text)


def parse_date(text: str | None) -> datetime | None:
    """Return the time of a date in any form, UTC if it has no zone; None if it can't be read."""
    text = (text or "").strip()
    if not text or len(text) > _LONGEST_DATE:
        return None
    try:
        return moment.parse(text, UTC)  # RFC 3339 and what resembles it
    except moment.UnreadableMomentError:
        pass
    try:
        date = parsedate_to_datetime(text)  # RFC 822 and what resembles it
        utc = (date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)).replace(microsecond=0)
        moment.check(utc)
    except (ValueError, TypeError, IndexError, OverflowError):  # email.utils promises the first alone
        return None
    return utc
