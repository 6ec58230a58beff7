"""Parts of a moment as patterns name them. Names are English, whatever the machine's language."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Final

from exporters.sources.addresses.parts import AddressDateError, AddressError, AddressParts
from exporters.support.lazy_regex import lazy_regex

MONTHS: Final = "January February March April May June July August September October November December".split()
DAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

MomentPart = Callable[[datetime], str]

# strftime (docs.python.org/3/library/datetime.html#format-codes)
STRFTIME: Final[dict[str, MomentPart]] = {
    "Y": lambda at: f"{at.year:04}",
    "y": lambda at: f"{at.year % 100:02}",
    "m": lambda at: f"{at.month:02}",
    "d": lambda at: f"{at.day:02}",
    "H": lambda at: f"{at.hour:02}",
    "I": lambda at: f"{(at.hour - 1) % 12 + 1:02}",
    "M": lambda at: f"{at.minute:02}",
    "S": lambda at: f"{at.second:02}",
    "f": lambda at: f"{at.microsecond:06}",
    "p": lambda at: "PM" if at.hour >= 12 else "AM",
    "j": lambda at: f"{at.timetuple().tm_yday:03}",
    "B": lambda at: MONTHS[at.month - 1],
    "b": lambda at: MONTHS[at.month - 1][:3],
    "h": lambda at: MONTHS[at.month - 1][:3],
    "A": lambda at: DAYS[at.weekday()],
    "a": lambda at: DAYS[at.weekday()][:3],
    "u": lambda at: str(at.isoweekday()),
    "w": lambda at: str(at.isoweekday() % 7),
    "G": lambda at: f"{at.isocalendar().year:04}",
    "V": lambda at: f"{at.isocalendar().week:02}",
    "F": lambda at: f"{at.year:04}-{at.month:02}-{at.day:02}",
    "s": lambda at: str(int(at.timestamp())),
    "%": lambda at: "%",  # noqa: ARG005
}
# Babel (babel.pocoo.org/en/latest/dates.html#date-fields)
BABEL: Final[dict[str, MomentPart]] = {
    "yyyy": STRFTIME["Y"],
    "yy": STRFTIME["y"],
    "y": lambda at: str(at.year),
    "MMMM": STRFTIME["B"],
    "MMM": STRFTIME["b"],
    "MM": STRFTIME["m"],
    "M": lambda at: str(at.month),
    "dd": STRFTIME["d"],
    "d": lambda at: str(at.day),
    "DDD": STRFTIME["j"],
    "D": lambda at: str(at.timetuple().tm_yday),
    "EEEE": STRFTIME["A"],
    "EEE": STRFTIME["a"],
    "E": STRFTIME["a"],
    "ww": STRFTIME["V"],
    "w": lambda at: str(at.isocalendar().week),
    "HH": STRFTIME["H"],
    "mm": STRFTIME["M"],
    "ss": STRFTIME["S"],
}
# Go (pkg.go.dev/time#pkg-constants)
GO: Final[dict[str, MomentPart]] = {
    "2006": STRFTIME["Y"],
    "January": STRFTIME["B"],
    "Monday": STRFTIME["A"],
    "002": STRFTIME["j"],
    "Jan": STRFTIME["b"],
    "Mon": STRFTIME["a"],
    "01": STRFTIME["m"],
    "02": STRFTIME["d"],
    "03": STRFTIME["I"],
    "04": STRFTIME["M"],
    "05": STRFTIME["S"],
    "06": STRFTIME["y"],
    "15": STRFTIME["H"],
    "PM": STRFTIME["p"],
    "1": lambda at: str(at.month),
    "2": lambda at: str(at.day),
    "3": lambda at: str((at.hour - 1) % 12 + 1),
    "4": lambda at: str(at.minute),
    "5": lambda at: str(at.second),
}
_STRFTIME: Final = lazy_regex(r"%(-?)(.?)", re.DOTALL)
_BABEL: Final = lazy_regex(r"'([^']*)'|([A-Za-z])\2*")
_GO: Final = lazy_regex("|".join(GO))


def moment_of(parts: AddressParts, placeholder: str) -> datetime:
    """Return the moment of an article. Raises AddressDateError that names the placeholder where there is none."""
    if parts.moment is None:
        raise AddressDateError(f"no date for {placeholder}", "write the date in the front matter")
    return parts.moment


def strftime(layout: str) -> MomentPart:
    """Return what formats a moment by `layout`. Raises AddressError where a directive is unknown."""
    for dash, letter in _STRFTIME.findall(layout):
        if letter not in STRFTIME:
            raise AddressError(f"%{dash}{letter} in a date", f"use one of {', '.join(f'%{each}' for each in STRFTIME)}")

    def part(found: re.Match[str], at: datetime) -> str:
        text = STRFTIME[found[2]](at)
        return text.lstrip("0") or "0" if found[1] else text

    return lambda at: _STRFTIME.sub(lambda found: part(found, at), layout)


def babel(layout: str) -> MomentPart:
    """Return what formats a moment by a pattern of Babel. Raises AddressError where a field is unknown."""
    for found in _BABEL.finditer(layout):
        if found[2] and found[0] not in BABEL:
            raise AddressError(f"{found[0]} in a date", f"use one of {', '.join(BABEL)}")
    return lambda at: _BABEL.sub(lambda found: BABEL[found[0]](at) if found[2] else found[1] or "'", layout)


def go_layout(layout: str) -> MomentPart | None:
    """Return what formats a moment by a layout of Go; None where it holds nothing of a date."""
    if _GO.search(layout) is None:
        return None
    return lambda at: _GO.sub(lambda found: GO[found[0]](at), layout)
