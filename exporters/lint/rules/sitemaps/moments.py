"""Dates of sitemaps. Spec: W3C "Date and Time Formats"."""

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from exporters.checks.dates import rfc3339_moment
from exporters.checks.finding import Finding, Findings
from exporters.checks.values import CACHE_SIZE
from exporters.diagnostics.diagnostic import quote_value

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_MINUTES: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(Z|[+-]\d\d:\d\d)", re.ASCII)
_NO_ZONE: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?", re.ASCII)


@lru_cache(CACHE_SIZE)
def w3c_moment(text: str) -> datetime | None:
    """Return the moment of a W3C date, the first one of a day, month or year; None if `text` is not one."""
    if date := _DATE.fullmatch(text):
        year, month, day = (int(part or 1) for part in date.groups())
        try:
            return datetime(year, month, day, tzinfo=UTC)
        except ValueError:
            return None
    minutes = _MINUTES.fullmatch(text)
    return rfc3339_moment(f"{minutes[1]}:00{minutes[2]}" if minutes else text)


def is_day(text: str) -> bool:
    """Whether a W3C date names a day at least."""
    return len(text) >= len("2021-08-24")


def w3c_findings(text: str) -> Findings:
    """Search engines ignore what they can't parse. Spec: sitemaps.org <lastmod>; W3C "Date and Time Formats"."""
    if w3c_moment(text):
        return ()
    message, fix = f"{quote_value(text)} is not a W3C date", "write 2021-08-24 or 2021-08-24T07:30:00Z"
    if not text:
        message, fix = "an empty date", "write one, such as 2021-08-24, or remove the element"
    elif _NO_ZONE.fullmatch(text):
        message, fix = f"the date {quote_value(text)} names no zone", "append Z or +02:00, or write the day alone"
    return (Finding(rule="sitemap-date-invalid", message=message, fix=fix),)
