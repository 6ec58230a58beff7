"""Dates of the W3C's profile of ISO 8601. Spec: https://www.w3.org/TR/NOTE-datetime."""

import re
from datetime import date
from typing import Final

_DATE: Final = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})"
    r"(?:T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?"
    r"(?:Z|[+-](?P<hours>[0-9]{2}):(?P<minutes>[0-9]{2})))?)?)?",
    re.ASCII,
)
_MOMENT: Final = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ](?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2})"
    r"(?::?(?P<second>[0-9]{2})(?:[.,][0-9]+)?)?(?:Z|[+-](?P<hours>[0-9]{2}):?(?P<minutes>[0-9]{2})?)?)?",
    re.ASCII,
)


def is_w3c_date(text: str) -> bool:
    """Return whether `text` is a date of the profile: a year, month, day, or a moment with its zone."""
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    parts = {name: int(value) for name, value in match.groupdict("0").items()}
    return _is_day(parts["year"], parts["month"] or 1, parts["day"] if match["day"] else 1) and (
        match["month"] != "00" and _is_clock(parts["hour"], parts["minute"], parts["second"], parts["hours"])
    )


def is_iso8601_date(text: str) -> bool:
    """Return whether `text` is a day or a moment of ISO 8601, with or without a zone."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        return False
    year, month, day = (int(part) for part in match["date"].split("-"))
    clock = (int(match[name] or 0) for name in ("hour", "minute", "second", "hours"))
    return _is_day(year, month, day) and _is_clock(*clock)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _is_clock(hour: int, minute: int, second: int, zone_hours: int) -> bool:
    return hour <= 24 and minute <= 59 and second <= 60 and zone_hours <= 14
