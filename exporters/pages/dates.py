"""Dates for people, in English whatever the locale."""

from datetime import datetime
from typing import Final

_MONTHS: Final = "January February March April May June July August September October November December".split()


def day(moment: datetime) -> str:
    """`24 August 2021`."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
