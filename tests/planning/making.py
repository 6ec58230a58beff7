"""Documents to compare: written by our formats and read again, or of items alone."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from exporters.model.article import Article
from exporters.planning.outcome import EntryChange, FeedPlan, Outcome
from exporters.planning.readers.document import FeedDocument, FeedItem
from exporters.planning.readers.read import read
from tests import makers

DAY: Final = datetime(2024, 1, 1, 9, 30, tzinfo=UTC)
FORMATS: Final = ("rss", "atom", "json")


def story(number: int, **fields: Any) -> Article:
    """Article `number` of a site: a day later than the one before, with address, title and text of its own."""
    own = {
        "url": f"https://example.org/story-{number}",
        "title": f"Story {number}",
        "summary": f"What happened on day {number}.",
        "published": DAY + timedelta(days=number),
    }
    return makers.article(**(own | fields))


def stories(count: int, **fields: Any) -> list[Article]:
    """Articles 1 to `count`, the newest first."""
    return [story(number, **fields) for number in range(count, 0, -1)]


def published(articles: Sequence[Article], name: str = "rss", **fields: Any) -> FeedDocument:
    """Their feed in that format, read again."""
    return read(makers.document(name, makers.feed(*articles, **fields)))


def item(number: int, **fields: Any) -> FeedItem:
    """Item `number`: a day later than the one before."""
    url = f"https://example.org/{number}"
    own: dict[str, Any] = {
        "id": url,
        "link": url,
        "title": f"Title {number}",
        "published": DAY + timedelta(days=number),
    }
    return FeedItem(**(own | {"summary": f"Text {number}."} | fields))


def document(*items: FeedItem, **fields: Any) -> FeedDocument:
    """A document of these items."""
    return FeedDocument(**({"format": "rss", "items": items} | fields))


def outcomes(plan: FeedPlan) -> dict[str, Outcome]:
    """Title -> outcome; each title once."""
    told = {each.item.title or "": each.outcome for each in plan.entries}
    assert len(told) == len(plan.entries)
    return told


def told(plan: FeedPlan) -> list[tuple[Outcome, int, str]]:
    """The patterns that were seen."""
    return [(each.outcome, each.count, each.what) for each in plan.summaries]


def only(plan: FeedPlan, outcome: Outcome) -> EntryChange:
    """The one entry with that outcome."""
    (found,) = (each for each in plan.entries if each.outcome == outcome)
    return found
