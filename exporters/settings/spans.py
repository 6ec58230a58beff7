"""Parse spans of time and sizes as people write them: `7 days`, `512 kB`."""

import re
from decimal import Decimal
from math import isfinite
from typing import Any, Final

from exporters.diagnostics.diagnostic import Diagnostic, quote_value
from exporters.support.lazy_regex import lazy_regex
from exporters.support.nearest import nearest

SHORTEST: Final = 3600  # seconds: an hour
LONGEST: Final = 3650 * 86400
SMALLEST: Final = 1000  # bytes: a feed without entries may take so many
LARGEST: Final = 1_000_000_000

_SECONDS: Final = {"hour": 3600, "day": 86400, "week": 604800}
_OTHER_UNITS: Final = {  # units that settings do not accept: how many of which accepted unit they are
    **dict.fromkeys(("minute", "min"), (1 / 60, "hour")),
    **dict.fromkeys(("month", "m"), (30, "day")),
    **dict.fromkeys(("year", "y"), (365, "day")),
    "h": (1, "hour"),
    "d": (1, "day"),
    "w": (1, "week"),
}
_SPAN: Final = lazy_regex(r"(?P<count>[0-9]{1,9}) (?P<unit>hour|day|week)s?", re.ASCII)
_LIKE_SPAN: Final = lazy_regex(r"(?P<count>[0-9]{1,6})? ?(?P<unit>[a-z]{1,20}?)s?", re.ASCII | re.IGNORECASE)
_SIZE: Final = lazy_regex(r"(?P<count>[0-9]{1,9}(?:\.[0-9]{1,3})?) ?(?P<unit>[kK]B|MB)", re.ASCII)
_LIKE_SIZE: Final = lazy_regex(r"(?P<count>[0-9]{1,9}) ?(?P<unit>[kKmM])?(?P<binary>[iI])?[bB]?(?:ytes)?", re.ASCII)
_USUAL_SPAN: Final = "write hours, days or weeks, such as 7 days"
_USUAL_SIZE: Final = "write bytes, such as 512000, or 512 kB, or 1 MB"


def parse_window(value: Any) -> int | Diagnostic | None:
    """Return the seconds of a span such as `7 days`, or the problem; None if it is neither text nor number."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        count = value if value in range(2, 3651) else 7
        return Diagnostic("window-wrong", f"{quote_value(value)} has no unit", f"write one, such as {count:.0f} days")
    if not isinstance(value, str):
        return None
    text = " ".join(value.split())
    match = _SPAN.fullmatch(text)
    if match is None:
        return Diagnostic("window-wrong", f"{quote_value(value)} is not a duration", _suggest_span(text))
    seconds = int(match["count"]) * _SECONDS[match["unit"]]
    if not SHORTEST <= seconds <= LONGEST:
        return Diagnostic(
            "window-wrong", f"{quote_value(value)} is too {_describe_excess(seconds)}", "write 1 hour to 3650 days"
        )
    return seconds


def parse_size(value: Any) -> int | Diagnostic | None:
    """Return the bytes of a size such as `512 kB` or 512000, or the problem; None if it is neither text nor number."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    if isinstance(value, str):
        match = _SIZE.fullmatch(" ".join(value.split()))
        if match is None:
            return Diagnostic(
                "max-bytes-wrong", f"{quote_value(value)} is not a size", _suggest_size(" ".join(value.split()))
            )
        size = Decimal(match["count"]) * (1000 if match["unit"] in ("kB", "KB") else 1_000_000)
    elif not isfinite(value):
        return None
    else:
        size = Decimal(value)
    if size != int(size) or not SMALLEST <= size <= LARGEST:
        return Diagnostic("max-bytes-wrong", f"{quote_value(value)} is not between 1 kB and 1000 MB", _USUAL_SIZE)
    return int(size)


def _describe_excess(seconds: int) -> str:
    return "short" if seconds < SHORTEST else "long"


def _suggest_span(text: str) -> str:
    """Return the fix for `3 months`, `7d`, `week`, `7 dyas`."""
    match = _LIKE_SPAN.fullmatch(text)
    if match is None:
        return _USUAL_SPAN
    count, unit = int(match["count"] or 1), match["unit"].lower()
    unit = (
        unit
        if unit in _OTHER_UNITS or unit in _SECONDS
        else nearest(f"{unit}s", ("hours", "days", "weeks")).rstrip("s")
    )
    if not unit:
        return _USUAL_SPAN
    factor, real = _OTHER_UNITS.get(unit, (1, unit))
    rounded = max(1, -int(-count * factor // 1))
    return f"write {rounded} {real}{'s' if rounded > 1 else ''}"


def _suggest_size(text: str) -> str:
    """Return the fix for `512 KiB`, `"512000"`, `500k`."""
    match = _LIKE_SIZE.fullmatch(text)
    if match is None:
        return _USUAL_SIZE
    power = {"k": 1, "m": 2}.get((match["unit"] or "").lower(), 0)
    if match["binary"] or not power:
        return f"write {int(match['count']) * 1024**power}"
    return f"write {match['count']} {'kB' if power == 1 else 'MB'}"
