"""Calendar months and years, in UTC: by them archives are cut, and feeds of a month or year named."""

import re
from datetime import UTC, datetime
from typing import Final, Literal

from exporters.model import moment

PeriodKind = Literal["month", "year"]

_WRITTEN: Final = {
    "month": re.compile(r"(?:19|[2-9]\d)\d\d-(?:0[1-9]|1[0-2])", re.ASCII),
    "year": re.compile(r"(?:19|[2-9]\d)\d\d", re.ASCII),
}


def period_of(published: datetime | int, kind: PeriodKind) -> str:
    """The month or year that a moment lies in, `2021-08` or `2021`; a number is seconds since 1970."""
    when = moment.at(published) if isinstance(published, int) else published.astimezone(UTC)
    return f"{when.year:04}-{when.month:02}" if kind == "month" else f"{when.year:04}"


def is_period(period: str, kind: PeriodKind) -> bool:
    """Whether `period` is a month or a year, as `kind` says, that an article can have been published in."""
    return _WRITTEN[kind].fullmatch(period) is not None


def period_start(period: str) -> datetime:
    """The first moment, UTC, of what `period` told: `2021-08` or `2021`."""
    year, _, month = period.partition("-")
    return datetime(int(year), int(month or 1), 1, tzinfo=UTC)
