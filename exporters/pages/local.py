"""Keep templates from reading the clock or the time zone of the machine through dates."""

from collections.abc import Iterable
from datetime import date, time
from string import Formatter
from typing import Any, Final

from exporters.support.lazy_regex import lazy_regex

_LOCAL: Final = frozenset("now today utcnow fromtimestamp utcfromtimestamp astimezone strptime".split())
_SECONDS: Final = lazy_regex(r"%(?:%|(?P<local>[-_0^#+]*[0-9]*[EO]?s))")  # seconds since 1970, by the local zone


def check_attribute(owner: object, name: str) -> None:
    """Raise ValueError if the attribute `name` of a date, or of its class, differs from run to run."""
    if not (isinstance(owner, (date, time)) or (isinstance(owner, type) and issubclass(owner, (date, time)))):
        return
    if name in _LOCAL or (name == "timestamp" and getattr(owner, "tzinfo", None) is None):
        raise ValueError(f"{name} depends on the moment or the machine: the same site gives the same pages")


def check_call(name: str, arguments: Iterable[Any]) -> None:
    """Raise ValueError if the method `name` would write seconds since 1970, which depend on the machine."""
    texts = [each for each in arguments if isinstance(each, str)]
    if name in ("format", "format_map"):
        texts = [spec for text in texts for _, _, spec, _ in Formatter().parse(text) if spec]
    elif name != "strftime":
        return
    if any(found["local"] for text in texts for found in _SECONDS.finditer(text)):
        raise ValueError("%s of a date depends on the machine: the same site gives the same pages")
