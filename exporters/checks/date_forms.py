"""Dates of other forms that say one moment and its zone, written in the form that a format asks for."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Final

from exporters.support.lazy_regex import lazy_regex

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_LONG_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ZONES: Final = {
    **dict.fromkeys(("GMT", "UT", "UTC", "Z"), 0),
    **dict(
        zip(("EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"), (-5, -4, -6, -5, -7, -6, -8, -7), strict=True)
    ),
}
_WEEKDAY: Final = rf"(?:(?:{'|'.join((*_LONG_DAYS, 'Tues', 'Thur', 'Thurs', *_DAYS))})[.,]?\s+)?"
_MONTH: Final = rf"(?P<month>{'|'.join((*_LONG_MONTHS, 'Sept', *_MONTHS))})[.,]?"
_CLOCK: Final = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d{1,9})?)?"
_ZONE: Final = rf"\s*(?P<zone>{'|'.join(_ZONES)}|(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>[0-5]\d))"
_LONGEST: Final = 80  # characters of a date
_FLAGS: Final = re.ASCII | re.IGNORECASE
_FORMS: Final = tuple(  # 24 Aug 2021 07:30 GMT; Aug 24, 2021 07:30 GMT; Aug 24 07:30:00 UTC 2021; 2021-08-24 07:30Z
    lazy_regex(form, _FLAGS)
    for form in (
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})[\s-]+{_MONTH}[\s-]+(?P<year>\d{{4}}),?\s+{_CLOCK}{_ZONE}",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}}),?\s+{_CLOCK}{_ZONE}",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})\s+{_CLOCK}{_ZONE}\s+(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(?:T|\s+){_CLOCK}{_ZONE}",
    )
)


def to_rfc822(text: str) -> str | None:
    """Return the date as RFC 822 has it; None if the text is not a moment with a zone."""
    return _convert(text, _rfc822)


def to_rfc3339(text: str) -> str | None:
    """Return the date as RFC 3339 has it; None if the text is not a moment with a zone."""
    return _convert(text, lambda moment: moment.isoformat().replace("+00:00", "Z"))


def _rfc822(moment: datetime) -> str:
    day, month = _DAYS[moment.weekday()], _MONTHS[moment.month - 1]
    return f"{day}, {moment.day:02} {month} {moment.year:04} {moment:%H:%M:%S %z}"


def _convert(text: str, write: Callable[[datetime], str]) -> str | None:
    if len(text) > _LONGEST:
        return None
    found = next((found for form in _FORMS if (found := form.fullmatch(text))), None)
    if found is None:
        return None
    month = found["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].capitalize()) + 1
    if found["sign"]:
        offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
        offset = -offset if found["sign"] == "-" else offset
    else:
        offset = timedelta(hours=_ZONES[found["zone"].upper()])
    clock = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    try:
        return write(datetime(int(found["year"]), number, int(found["day"]), *clock, tzinfo=timezone(offset)))
    except (ValueError, OverflowError):  # no such day
        return None
