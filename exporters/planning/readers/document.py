"""Document: what a published feed says, whoever wrote it and in whatever format."""

import html
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, Literal

from msgspec import Struct

from exporters.model import moment

Format = Literal["rss", "atom", "json"]

_LONGEST_DATE: Final = 100  # characters
_TAG: Final = re.compile(r"<[A-Za-z/!][^<>]*>")


class UnreadableFeedError(Exception):
    """Bytes that are no feed; `reason` says why, in words that follow "it is": `an HTML page`."""

    def __init__(self, reason: str) -> None:
        """Hold the reason."""
        super().__init__(reason)
        self.reason = reason


class FeedItem(Struct, frozen=True, kw_only=True, gc=False):  # it holds no value that could hold it
    """One entry as readers see it. What is None or empty was not given; white space is tidy, but in ids."""

    id: str  # what readers know it by: its id, else its link, else its title, else its text
    link: str | None = None
    title: str | None = None  # plain text
    published: datetime | None = None  # UTC, whole seconds
    updated: datetime | None = None
    summary: str | None = None  # text or HTML, as it is written
    content: str | None = None
    authors: tuple[str, ...] = ()  # names
    categories: tuple[str, ...] = ()
    media: tuple[str, ...] = ()  # addresses of pictures, sounds and films
    scores: tuple[tuple[str, float], ...] = ()  # quality and heat, where Outfeed wrote them

    @property
    def date(self) -> datetime | None:
        """When it appeared, as far as that can be known."""
        return self.published or self.updated


class FeedDocument(Struct, frozen=True, kw_only=True):
    """One feed."""

    format: Format
    feed_id: str | None = None  # Atom: its id; JSON Feed: feed_url; else the self link
    self_url: str | None = None  # where it says that it is published
    title: str | None = None  # plain text
    items: tuple[FeedItem, ...] = ()  # in their order


def stated(text: str | None) -> str | None:
    """An id as it is written, but for white space around it; None where nothing is left."""
    return text.strip(" \t\r\n") or None if text else None


def tidy(text: str | None) -> str | None:
    """`text` with one space for each run of white space; None where nothing is left."""
    return " ".join(text.split()) or None if text else None


def plain(markup: str | None) -> str | None:
    """The plain text of some HTML: without tags, entities resolved."""
    return unescaped(_TAG.sub("", markup)) if markup and "<" in markup else unescaped(markup)


def unescaped(text: str | None) -> str | None:
    """Tidy text without entities: many generators escape titles twice."""
    return tidy(html.unescape(text) if text and "&" in text else text)


def dated(text: str | None) -> datetime | None:
    """The moment that a date of any form names, UTC where it names no zone; None where it is no date we can read."""
    text = (text or "").strip()
    if not text or len(text) > _LONGEST_DATE:
        return None
    try:
        return moment.parse(text, UTC)  # RFC 3339 and what resembles it
    except moment.UnreadableMomentError:
        pass
    try:
        read = parsedate_to_datetime(text)  # RFC 822 and what resembles it
        found = (read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)).replace(microsecond=0)
        moment.check(found)
    except (ValueError, TypeError, IndexError, OverflowError):  # email.utils promises the first alone
        return None
    return found
