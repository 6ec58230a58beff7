"""Check and parse dates as feed formats require them. Spec: RFC 822 §5 with RFC 1123 §5.2.14; RFC 3339 §5.6."""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final

from exporters.checks.date_forms import to_rfc822, to_rfc3339
from exporters.checks.finding import Finding, Findings
from exporters.checks.values import CACHE_SIZE
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.model.moment import EPOCH
from exporters.support.lazy_regex import lazy_regex

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ZONES: Final = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}  # hours
_RFC822: Final = lazy_regex(
    rf"(?:(?P<weekday>{'|'.join(_DAYS)}),\s*)?(?P<day>\d\d?)\s+(?P<month>{'|'.join(_MONTHS)})\s+(?P<year>\d{{4}}|\d\d)\s+"
    rf"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?\s+"
    rf"(?:(?P<sign>[+-])(?P<hours>\d\d)(?P<minutes>[0-5]\d)|(?P<zone>GMT|UT|{'|'.join(_ZONES)}|[A-IK-Z]))",
    re.ASCII,
)
_RFC3339: Final = lazy_regex(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)T(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?:\.\d+)?"
    r"(?P<zone>Z|(?P<sign>[+-])(?P<hours>\d\d):(?P<minutes>[0-5]\d))?",
    re.ASCII,
)
_USUAL_RFC822: Final = lazy_regex(  # the form of feeds in UTC, and the next one too: read in a fifth of the time
    rf"(?:{'|'.join(_DAYS)}), (\d\d) ({'|'.join(_MONTHS)}) (\d{{4}}) (\d\d:\d\d:[0-5]\d) \+0000", re.ASCII
)
_USUAL_RFC3339: Final = lazy_regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:[0-5]\dZ", re.ASCII)
_MONTH_DIGITS: Final = {name: f"{number:02}" for number, name in enumerate(_MONTHS, 1)}
_LIKE_RFC822: Final = "write it like Tue, 24 Aug 2021 07:30:00 +0000"
_LIKE_RFC3339: Final = "write it like 2021-08-24T07:30:00Z"
_UTC_NAMES: Final = frozenset({"UT", "Z"})


@lru_cache(CACHE_SIZE)
def rfc822_moment(text: str) -> datetime | None:
    """Return the moment of an RFC 822 date in UTC; None if `text` is not one."""
    if usual := _USUAL_RFC822.fullmatch(text):
        day, month, year, clock = usual.groups()
        return _from_iso(f"{year}-{_MONTH_DIGITS[month]}-{day}T{clock}Z")
    match = _RFC822.fullmatch(text)
    return _moment(match, timedelta(hours=_ZONES.get(match["zone"] or "", 0))) if match else None


@lru_cache(CACHE_SIZE)
def rfc3339_moment(text: str) -> datetime | None:
    """Return the moment of an RFC 3339 date in UTC; None if `text` is not one, or has no zone."""
    if _USUAL_RFC3339.fullmatch(text):
        return _from_iso(text)
    match = _RFC3339.fullmatch(text)
    return _moment(match, timedelta()) if match and match["zone"] else None


@lru_cache(CACHE_SIZE)
def rfc822_findings(text: str) -> Findings:
    """Return the findings of an RFC 822 date. Spec: RSS 2.0 "All date-times in RSS conform to RFC 822"."""
    moment = rfc822_moment(text)
    if moment and text.startswith(_DAYS[moment.weekday()]) and _USUAL_RFC822.fullmatch(text):
        return _date_early(moment, text)
    match = _RFC822.fullmatch(text)
    if match is None or moment is None:
        message = f"{quote_value(text)} is not an RFC 822 date"
        right = to_rfc822(text)
        return (Finding(rule="rfc822-date-invalid", message=message, fix=f"write {right}" if right else _LIKE_RFC822),)
    return (
        *_year_short(match, text),
        *_weekday_wrong(match, text),
        *_zone_named(match, text),
        *_date_early(moment, text),
    )


@lru_cache(CACHE_SIZE)
def rfc3339_findings(text: str) -> Findings:
    """Return the findings of an RFC 3339 date. Spec: RFC 4287 §3.3; JSON Feed 1.1 date_published."""
    if moment := rfc3339_moment(text):
        return _date_early(moment, text)
    match = _RFC3339.fullmatch(text)
    if match and not match["zone"]:
        message, fix = f"the date {quote_value(text)} names no zone", "append Z for UTC, or an offset such as +02:00"
        return (Finding(rule="rfc3339-zone-missing", message=message, fix=fix),)
    message = f"{quote_value(text)} is not an RFC 3339 date"
    right = to_rfc3339(text)
    return (Finding(rule="rfc3339-date-invalid", message=message, fix=f"write {right}" if right else _LIKE_RFC3339),)


def _year_short(match: re.Match[str], text: str) -> Findings:
    if len(match["year"]) == 4:
        return ()
    fix = f"write four digits: {_year(match)}"
    return (_warning("rfc822-year-short", f"the two-digit year of {quote_value(text)}", fix),)


def _weekday_wrong(match: re.Match[str], text: str) -> Findings:
    day = _DAYS[datetime(_year(match), _MONTHS.index(match["month"]) + 1, int(match["day"]), tzinfo=UTC).weekday()]
    if match["weekday"] in {None, day}:
        return ()
    message, fix = f"the wrong weekday in {quote_value(text)}", f"write {day}, or no weekday"
    return (Finding(rule="rfc822-weekday-wrong", message=message, fix=fix),)


def _zone_named(match: re.Match[str], text: str) -> Findings:
    if match["zone"] in {None, "GMT"}:
        return ()
    name = match["zone"]
    is_known = name in _ZONES or name in _UTC_NAMES  # military letters were defined backwards. Spec: RFC 1123 §5.2.14
    fix = f"write it in digits: {_ZONES.get(name, 0):+03}00" if is_known else "write it in digits, such as +0200"
    message = f"the zone {name} in {quote_value(text)}"
    return (_warning("rfc822-zone-named", message, fix),)


def _date_early(moment: datetime, text: str) -> Findings:
    if moment >= EPOCH:
        return ()
    message, fix = f"the date {quote_value(text)} is before 1990", "correct it: validators find it implausible"
    return (_warning("feed-date-early", message, fix),)


def _warning(rule: str, message: str, fix: str) -> Finding:
    return Finding(rule=rule, message=message, fix=fix, level=Level.WARNING)


def _year(match: re.Match[str]) -> int:
    year = int(match["year"])
    if len(match["year"]) == 4:
        return year
    return year + (1900 if year >= 50 else 2000)  # RFC 2822 §4.3


def _from_iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:  # no such day or hour
        return None


def _moment(match: re.Match[str], zone_offset: timedelta) -> datetime | None:
    name = match["month"]
    month = int(name) if name.isdigit() else _MONTHS.index(name) + 1
    offset = zone_offset
    if match["sign"]:
        offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
        offset = -offset if match["sign"] == "-" else offset
    second = min(int(match["second"] or 0), 59)  # 60 is a leap second
    try:
        clock = int(match["hour"]), int(match["minute"]), second if int(match["second"] or 0) <= 60 else 99
        zone = timezone(offset) if offset else UTC
        local = datetime(_year(match), month, int(match["day"]), *clock, tzinfo=zone)
        return local.astimezone(UTC) if offset else local
    except (ValueError, OverflowError):
        return None
