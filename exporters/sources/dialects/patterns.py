"""Addresses by the pattern language of a generator."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:  # articles that say their address need no pattern
    from exporters.sources.addresses.parts import AddressParts, AddressPattern, PatternOptions


class PatternFilling(NamedTuple):
    """A pattern, and what it was filled with."""

    language: str
    pattern: str
    parts: "AddressParts"
    options: "PatternOptions"


_fillings: Final[ContextVar[list[PatternFilling] | None]] = ContextVar("fillings", default=None)


@contextmanager
def recorded_fillings() -> Iterator[list[PatternFilling]]:
    """Record each pattern that is filled meanwhile."""
    fillings: list[PatternFilling] = []
    token = _fillings.set(fillings)
    try:
        yield fillings
    finally:
        _fillings.reset(token)


def fill_pattern(language: str, pattern: str, parts: "AddressParts", options: "PatternOptions | None" = None) -> str:
    """The path that `pattern` makes of an article: it begins with /, percent-encoded. Raises AddressError."""
    from exporters.sources.addresses.parts import PatternOptions

    options = options or PatternOptions()
    if (fillings := _fillings.get()) is not None:
        fillings.append(PatternFilling(language, pattern, parts, options))
    return cached_pattern(language, pattern, options).path(parts)


@lru_cache(maxsize=1_000)
def cached_pattern(language: str, pattern: str, options: "PatternOptions") -> "AddressPattern":
    """The pattern. Raises AddressError where it can't be read."""
    from exporters.sources.addresses.languages import parse_pattern

    return parse_pattern(language, pattern, options)
