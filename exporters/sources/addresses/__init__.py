"""Addresses of articles, as each site generator makes them: slugs, patterns, dates in file names."""

from exporters.sources.addresses.languages import PatternLanguage, parse_pattern
from exporters.sources.addresses.parts import (
    AddressDateError,
    AddressError,
    AddressParts,
    AddressPattern,
    PatternOptions,
)

__all__ = [
    "AddressDateError",
    "AddressError",
    "AddressParts",
    "AddressPattern",
    "PatternLanguage",
    "PatternOptions",
    "parse_pattern",
]
