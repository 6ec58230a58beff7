"""Dates as formats demand them to be written. Spec: RFC 822 §5 with RFC 1123 §5.2.14; RFC 3339 §5.6."""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final

from exporters.checks.finding import Finding, Findings
from exporters.checks.values import REMEMBERED
from exporters.diagnostics.diagnostic import Level, shown
from exporters.model.moment import EPOCH

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ZONES: Final = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}  # hours
_RFC822: Final = re.compile(
    rf"(?:(?P<weekday>{'|'.join(_DAYS)}),\s*)?(?P<day>\d\d?)\s+(?P<month>{'|'.join(_MONTHS)})\s+(?P<year>\d{{4}}|\d\d)\s+"
    rf"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?\s+"
    rf"(?:(?P<sign>[+-])(?P<hours>\d\d)(?P<minutes>[0-5]\d)|(?P<zone>GMT|UT|{'|'.join(_ZONES)}|[A-IK-Z]))",
    re.ASCII,
)
_RFC3339: Final = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)T(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?:\.\d+)?"
    r"(?P<zone>Z|(?P<sign>[+-])(?P<hours>\d\d):(?P<minutes>[0-5]\d))?",
    re.ASCII,
)
RFC822_RIGHT: Final = "write Tue, 24 Aug 2021 07:30:00 +0000"
RFC3339_RIGHT: Final = "write 2021-08-24T07:30:00Z"


@lru_cache(REMEMBERED)
def rfc822_moment(text: str) -> datetime | None:
    """The moment of an RFC 822 date in UTC; None where it is none."""
    found = _RFC822.fullmatch(text)
    return _moment(found, timedelta(hours=_ZONES.get(found["zone"] or "", 0))) if found else None


@lru_cache(REMEMBERED)
def rfc3339_moment(text: str) -> datetime | None:
    """The moment of an RFC 3339 date in UTC; None where it is none or names no zone."""
    found = _RFC3339.fullmatch(text)
    return _moment(found, timedelta()) if found and found["zone"] else None


@lru_cache(REMEMBERED)
def rfc822_findings(text: str) -> Findings:
    """What is wrong with the date `text`. Spec: RSS 2.0 "All date-times in RSS conform to RFC 822"."""
    found = _RFC822.fullmatch(text)
    moment = rfc822_moment(text)
    if found is None or moment is None:
        message = f"{shown(text)} is not an RFC 822 date"
        return (Finding(rule="rfc822-date-invalid", message=message, fix=RFC822_RIGHT),)
    return (*_short(found, text), *_weekday(found, text), *_named(found, text), *_early(moment, text))


@lru_cache(REMEMBERED)
def rfc3339_findings(text: str) -> Findings:
    """What is wrong with the date `text`. Spec: RFC 4287 §3.3; JSON Feed 1.1 date_published."""
    if moment := rfc3339_moment(text):
        return _early(moment, text)
    found = _RFC3339.fullmatch(text)
    if found and not found["zone"]:
        message, fix = f"the date {shown(text)} names no zone", f"append Z or +02:00: {RFC3339_RIGHT}"
        return (Finding(rule="rfc3339-zone-missing", message=message, fix=fix),)
    message = f"{shown(text)} is not an RFC 3339 date"
    return (Finding(rule="rfc3339-date-invalid", message=message, fix=RFC3339_RIGHT),)


def _short(found: re.Match[str], text: str) -> Findings:
    if len(found["year"]) == 4:
        return ()
    return (_warning("rfc822-year-short", f"the two-digit year of {shown(text)}", "write four digits"),)


def _weekday(found: re.Match[str], text: str) -> Findings:
    day = _DAYS[datetime(_year(found), _MONTHS.index(found["month"]) + 1, int(found["day"]), tzinfo=UTC).weekday()]
    if found["weekday"] in {None, day}:
        return ()
    message, fix = f"the wrong weekday in {shown(text)}", f"write {day}, or no weekday"
    return (Finding(rule="rfc822-weekday-wrong", message=message, fix=fix),)


def _named(found: re.Match[str], text: str) -> Findings:
    if found["zone"] in {None, "GMT"}:
        return ()
    message, fix = f"the zone {found['zone']} in {shown(text)}", "write it in digits: +0000"
    return (_warning("rfc822-zone-named", message, fix),)


def _early(moment: datetime, text: str) -> Findings:
    if moment >= EPOCH:
        return ()
    message, fix = f"the date {shown(text)} is before 1990", "correct it: validators find it implausible"
    return (_warning("feed-date-early", message, fix),)


def _warning(rule: str, message: str, fix: str) -> Finding:
    return Finding(rule=rule, message=message, fix=fix, level=Level.WARNING)


def _year(found: re.Match[str]) -> int:
    year = int(found["year"])
    if len(found["year"]) == 4:
        return year
    return year + (1900 if year >= 50 else 2000)  # RFC 2822 §4.3


def _moment(found: re.Match[str], named: timedelta) -> datetime | None:
    name = found["month"]
    month = int(name) if name.isdigit() else _MONTHS.index(name) + 1
    offset = named
    if found["sign"]:
        offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
        offset = -offset if found["sign"] == "-" else offset
    second = min(int(found["second"] or 0), 59)  # 60 is a leap second
    try:
        clock = int(found["hour"]), int(found["minute"]), second if int(found["second"] or 0) <= 60 else 99
        zone = timezone(offset) if offset else UTC
        local = datetime(_year(found), month, int(found["day"]), *clock, tzinfo=zone)
        return local.astimezone(UTC) if offset else local
    except (ValueError, OverflowError):
        return None
