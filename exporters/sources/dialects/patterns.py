"""Addresses by the pattern language of a generator."""

from functools import lru_cache

from exporters.sources.addresses import AddressParts, AddressPattern, PatternOptions, parse_pattern


def filled(language: str, pattern: str, parts: AddressParts, options: PatternOptions | None = None) -> str:
    """The path that `pattern` makes of an article: it begins with /, percent-encoded. Raises AddressError."""
    return _parsed(language, pattern, options or PatternOptions()).path(parts)


@lru_cache(maxsize=1_000)
def _parsed(language: str, pattern: str, options: PatternOptions) -> AddressPattern:
    return parse_pattern(language, pattern, options)
