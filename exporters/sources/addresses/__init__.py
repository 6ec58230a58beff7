"""Addresses of articles, as each site generator makes them: slugs, patterns, dates in file names."""

from exporters.sources.addresses.languages import PatternLanguage, parse_pattern
from exporters.sources.addresses.parts import (
    AddressError,
    AddressParts,
    AddressPattern,
    MissingDateError,
    PatternOptions,
)

__all__ = [
    "AddressError",
    "AddressParts",
    "AddressPattern",
    "MissingDateError",
    "PatternLanguage",
    "PatternOptions",
    "parse_pattern",
]
