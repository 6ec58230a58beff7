"""What to write instead of a date that can't be read: the author's own date, as far as it has one meaning."""

import re
from calendar import monthrange
from datetime import date
from typing import Final, NamedTuple

from exporters.model import moment
from exporters.support.lazy_regex import lazy_regex

LIKE: Final = "write it like 2021-08-24T07:30:00Z"  # where the text says nothing of a day
_LONGEST: Final = 60  # characters of a text that may be a date
_MONTH_NAMES: Final = "January February March April May June July August September October November December".split()
_MONTHS: Final = [name[:3].lower() for name in _MONTH_NAMES]
_NUMBERS: Final = lazy_regex(
    r"(?P<first>\d{1,4})[/. -]\s?(?P<second>\d{1,2})[/. -]\s?(?P<third>\d{1,4})(?!\d)", re.ASCII
)
_COMPACT: Final = lazy_regex(r"(?P<first>\d{4})(?P<second>\d{2})(?P<third>\d{2})(?=T|\Z|\s)", re.ASCII)
_WEEKDAY: Final = r"(?:[A-Za-z]{3,9}\.?,?\s+)?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?"
_MONTH: Final = r"(?:of\s+)?(?P<month>[A-Za-z]{3,9})\.?"
_NAMED: Final = tuple(
    re.compile(pattern + r"(?!\d)", re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"{_WEEKDAY}{_DAY}[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}})",
        rf"{_WEEKDAY}{_MONTH}[\s-]+{_DAY},?[\s-]+(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})[\s-]+{_MONTH}[\s-]+{_DAY}",
    )
)
_TIME: Final = lazy_regex(
    r"(?:\s*,?\s*(?:T|at\s)?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>[Zz]|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
_EPOCH: Final = lazy_regex(r"(\d{10})(?:\d{3})?", re.ASCII)
_PARTS: Final = lazy_regex(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII | re.IGNORECASE
)


class _Day(NamedTuple):
    """One meaning of a date: the day as `2021-08-24`, and which part came first."""

    text: str
    order: str = ""


def advise(text: str, rule: str, *, needs_zone: bool) -> str:
    """Return what to write instead of `text`, which broke the date rule `rule`.

    `needs_zone`: a date without time zone is an error too.
    """
    written = text.strip()
    if rule == "date-out-of-range":
        return f"write a year from {moment.FIRST_YEAR} to {moment.LAST_YEAR}"
    if rule == "date-without-zone":
        return f"write {_with_zone(written)}, or set source.timezone in outfeed.yaml"
    if rule == "date-unreal":
        return _advise_unreal(written, needs_zone=needs_zone)
    days, rest = _days(written)
    times = _TIME.fullmatch(rest) if days else None
    if times is None:
        return _from_epoch(written) or LIKE
    clock = _clock(times)
    if clock is None:
        return LIKE
    forms = [day.text + (clock or ("T00:00:00Z" if needs_zone else "")) for day in days]
    forms = [_with_zone(each) if needs_zone else each for each in forms]
    if len(days) == 1:
        return f"write {forms[0]}"
    return "write " + ", or ".join(f"{form} ({day.order} first)" for form, day in zip(forms, days, strict=True))


def _days(text: str) -> tuple[list[_Day], str]:
    """Each day that the beginning of `text` can mean, and what follows it."""
    if len(text) > _LONGEST:
        return [], ""
    for pattern in _NAMED:
        if (found := pattern.match(text)) and found["month"][:3].lower() in _MONTHS:
            number = _MONTHS.index(found["month"][:3].lower()) + 1
            day = _real_day(int(found["year"]), number, int(found["day"]))
            return ([_Day(day)] if day else []), text[found.end() :]
    found = _NUMBERS.match(text) or _COMPACT.match(text)
    if found is None:
        return [], ""
    first, second, third = (int(part) for part in found.group("first", "second", "third"))
    if len(found["first"]) == 4:
        days = [_Day(_real_day(first, second, third))]
    elif len(found["third"]) == 4:
        days = [_Day(_real_day(third, second, first), "day"), _Day(_real_day(third, first, second), "month")]
    else:
        return [], ""
    real = {day.text: day for day in days if day.text}
    return list(real.values()), text[found.end() :]


def _real_day(year: int, month: int, day: int) -> str:
    """The day as `2021-08-24`, "" where the calendar has none."""
    try:
        return date(year, month, day).isoformat() if moment.FIRST_YEAR <= year <= moment.LAST_YEAR else ""
    except ValueError:
        return ""


def _clock(found: re.Match[str]) -> str | None:
    """The time of day as `T07:30:00Z`, "" where the text has none, None where it has a wrong one."""
    if found["hour"] is None:
        return ""
    hour, minute, second = (int(part or 0) for part in found.group("hour", "minute", "second"))
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"][0] in "Pp" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    zone = found["zone"] or ""
    zone = "Z" if zone.upper() in ("Z", "UTC", "GMT") else zone
    return f"T{hour:02}:{minute:02}:{second:02}{zone}"


def _with_zone(text: str) -> str:
    """A readable date in UTC, if it has no zone."""
    found = _PARTS.match(text)
    if found is None or moment.has_zone(text):
        return text
    year, month, day, *clock = found.groups()
    hour, minute, second = (int(part or 0) for part in clock)
    return f"{year}-{int(month):02}-{int(day):02}T{hour:02}:{minute:02}:{second:02}Z"


def _advise_unreal(text: str, *, needs_zone: bool) -> str:
    """Which part of a date does not exist."""
    found = _PARTS.match(text)
    if found is None:
        return LIKE
    year, month, day, *clock = (int(part or 0) for part in found.groups())
    if not 1 <= month <= 12:
        turned = _real_day(year, day, month)
        if not turned:
            return "write a month from 01 to 12"
        turned += text[found.end(3) :]
        return f"write {_with_zone(turned) if needs_zone else turned}"
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        return f"write a day from 01 to {last}: {_MONTH_NAMES[month - 1]} {year} has no other"
    hour, minute, second = clock
    if hour > 23:
        return "write an hour from 00 to 23"
    if minute > 59 or second > 59:
        return "write minutes and seconds from 00 to 59"
    return "write an offset from -23:59 to +23:59"


def _from_epoch(text: str) -> str:
    """What to write instead of seconds or milliseconds since 1970, "" for other text."""
    found = _EPOCH.fullmatch(text)
    return f"write {moment.rfc3339(moment.from_timestamp(int(found[1])))}" if found else ""
