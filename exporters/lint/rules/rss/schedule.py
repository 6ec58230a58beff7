"""Rules about when readers may ask again: skipHours, skipDays, ttl. Spec: RSS 2.0, "skipHoursDays"."""

from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.rss.document import RssDocument

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HOURS: Final = 24


def hour_wrong(document: RssDocument) -> Iterator[Finding]:
    """Readers ignore the list. Spec: RSS 2.0 <skipHours>: a number between 0 and 23."""
    hours = set[int]()
    for node in [hour for list_ in document.channel.all("skipHours") for hour in list_.all("hour")]:
        text = node.text.strip()
        number = int(text) if text.isascii() and text.isdigit() and len(text.lstrip("0")) <= 2 else -1
        if not 0 <= number <= _HOURS:
            yield node.finding("rss-hour-invalid", f"the hour {quote_value(text)}", "write a number from 0 to 23")
            continue
        if number == _HOURS:
            message, fix = "the hour 24", "write 0 for midnight"
            yield node.finding("rss-hour-midnight", message, fix, Level.WARNING)
        if number % _HOURS in hours:
            yield node.finding("rss-skip-repeated", f"the hour {quote_value(text)} again", "keep one")
        hours.add(number % _HOURS)


def day_wrong(document: RssDocument) -> Iterator[Finding]:
    """Readers ignore the list. Spec: RSS 2.0 <skipDays>: Monday to Sunday."""
    days = set[str]()
    for node in [day for list_ in document.channel.all("skipDays") for day in list_.all("day")]:
        text = node.text.strip()
        if text not in _DAYS:
            right = next((day for day in _DAYS if len(text) > 1 and day[:3].lower() == text[:3].lower()), "")
            fix = f"write {right}" if right else "write Monday, Tuesday, … in English"
            yield node.finding("rss-day-invalid", f"the day {quote_value(text)}", fix)
        elif text in days:
            yield node.finding("rss-skip-repeated", f"{text} again", "keep one")
        days.add(text)


def list_empty(document: RssDocument) -> Iterator[Finding]:
    """Readers ignore it. Spec: RSS 2.0 <skipHours>, <skipDays>: up to 24 <hour> or seven <day>."""
    for name, part in (("skipHours", "hour"), ("skipDays", "day")):
        for node in document.channel.all(name):
            if node.first(part) is None:
                yield node.finding("rss-element-missing", f"<{name}> without <{part}>", f"remove <{name}>")


def list_full(document: RssDocument) -> Iterator[Finding]:
    """Readers that obey never ask again. Spec: RSS 2.0 <skipHours>, <skipDays>."""
    for name, part, most in (("skipHours", "hour", _HOURS), ("skipDays", "day", len(_DAYS))):
        for node in document.channel.all(name):
            if len({child.text.strip() for child in node.all(part)}) >= most:
                message, fix = f"<{name}> names every {part}", "leave one out"
                yield node.finding("rss-skip-everything", message, fix, Level.WARNING)


RULES: Final[tuple[Callable[[RssDocument], Iterator[Finding]], ...]] = (
    hour_wrong,
    day_wrong,
    list_empty,
    list_full,
)
