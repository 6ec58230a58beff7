"""Dates as generators take them: the moment, and the day in the zone that addresses are made in."""

import re
from datetime import UTC, datetime, timezone, tzinfo
from typing import Final, NamedTuple

from exporters.model import moment
from exporters.support.lazy_regex import lazy_regex

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SLASHES: Final = lazy_regex(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?![\d/.])", re.ASCII)
_DAY_FIRST: Final = lazy_regex(r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})(?!\d)", re.ASCII)
_MONTH_FIRST: Final = lazy_regex(r"(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?!\d)", re.ASCII)
_FRACTION: Final = lazy_regex(r"(?<=:\d\d)[.,]\d+")
_NAMED_ZONE: Final = lazy_regex(r"([+-]\d{2}:?\d{2})\s+[A-Z]{2,5}\Z")  # Go prints 2024-01-31 10:00:00 +0100 CET

_UTC_OFFSET: Final = lazy_regex(r"(?:UTC|GMT)[ \t]*([+-]\d)")


class Dated(NamedTuple):
    """A date that was read."""

    moment: datetime  # UTC, whole seconds
    local: datetime  # the same, in the zone that it was written in, else in that of dates without one
    has_zone: bool  # whether it was written with one
    is_leap_second: bool = False  # whether it was one, and is the second before it now


def read(text: str, zone: tzinfo) -> Dated:
    """The date that `text` names; `zone` is that of dates which name none.

    Raises moment.UnreadableError.
    """
    written = _as_iso(text.strip())
    found = moment.parse(written, zone)
    is_leap_second = moment.has_leap_second(written)
    written = moment.without_leap_second(written)
    has_zone = moment.has_zone(written)
    local = found.astimezone(_written_zone(written, found) if has_zone else zone)
    return Dated(found, local, has_zone, is_leap_second)


def _written_zone(text: str, found: datetime) -> tzinfo:
    """The offset in `text`, which names a zone: what is left between its wall clock and the moment."""
    wall = moment.parse(_without_zone(text), UTC)
    return timezone(wall - found) if wall != found else UTC


def _without_zone(text: str) -> str:
    return re.sub(r"[ \t]*(?:[Zz]|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)\Z", "", text)


def _as_iso(text: str) -> str:
    """`text` with its day as 2024-01-31, where it is written in another usual way."""
    text = _UTC_OFFSET.sub(r"\1", _NAMED_ZONE.sub(r"\1", text))
    if found := _SLASHES.match(text):
        return f"{found[1]}-{found[2]}-{found[3]}{text[found.end() :]}"
    for pattern, day, month in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        found = pattern.match(text)
        if found and found[month][:3].lower() in _MONTHS:
            number = _MONTHS.index(found[month][:3].lower()) + 1
            return f"{found[3]}-{number:02}-{int(found[day]):02}{text[found.end() :]}"
    return text
