"""Kinds of values that elements and attributes of modules hold: whole numbers, dates, addresses, words of a list."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from exporters.checks.atom import iri
from exporters.checks.dates import rfc822_findings, rfc3339_findings
from exporters.checks.finding import Finding, Findings
from exporters.checks.values import language_findings, media_type_findings, url_findings
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.modules.w3c_dates import is_w3c_date

_EMAIL: Final = re.compile(r"[^@\s<>()]+@[^@\s<>().]+(?:\.[^@\s<>().]+)*", re.ASCII)
_UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_WHOLE: Final = re.compile(r"[0-9]{1,18}", re.ASCII)
_SIGNED: Final = re.compile(r"[-+]?[0-9]{1,18}", re.ASCII)
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+", re.ASCII)
_DECIMAL: Final = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)", re.ASCII)


class ValueKind(NamedTuple):
    """A kind of value."""

    fits: Callable[[str], bool]
    right: str  # what would be right, as the fix of a finding says it
    findings: Callable[[str], Findings] | None = None  # rules about such values in every format
    may_be_blank: bool = False
    level: Level = Level.ERROR  # of a finding about a value of another kind


def pattern(regex: str, right: str, flags: re.RegexFlag = re.ASCII) -> ValueKind:
    """Return the kind of values that match an expression."""
    compiled = re.compile(regex, flags)
    return ValueKind(lambda text: compiled.fullmatch(text) is not None, right)


def one_of(words: str, *, any_case: bool = False) -> ValueKind:
    """Return the kind of values that are one of `words`, parted by spaces."""
    known = tuple(words.split())
    right = f"write {', '.join(known[:-1])} or {known[-1]}" if len(known) > 1 else f"write {known[0]}"
    lower = frozenset(word.lower() for word in known)
    return ValueKind(lambda text: (text.lower() in lower) if any_case else (text in known), right)


def one_of_texts(texts: tuple[str, ...], right: str) -> ValueKind:
    """Return the kind of values that are one of `texts`."""
    known = frozenset(texts)
    return ValueKind(lambda text: text in known, right)


def ranged(low: float, high: float, right: str) -> ValueKind:
    """Return the kind of decimal numbers from `low` to `high`."""
    return ValueKind(
        lambda text: len(text) < 50 and _DECIMAL.fullmatch(text) is not None and low <= float(text) <= high, right
    )


def at_most(characters: int) -> ValueKind:
    """Return the kind of texts with so many characters at most."""
    return ValueKind(
        lambda text: len(text) <= characters,
        f"write at most {characters:,} characters: apps cut longer ones",
        may_be_blank=True,
        level=Level.WARNING,
    )


def _fits(_text: str) -> bool:
    return True


def _language_findings(tag: str) -> Findings:
    """Return the findings of a language tag; none has over three letters. Spec: BCP 47 §2.2.1."""
    if len(tag.partition("-")[0]) <= 3:
        return language_findings(tag)
    message = f"{quote_value(tag)} is not a language code"
    return (Finding(rule="language-invalid", message=message, fix="write one like en or en-us"),)


ANY: Final = ValueKind(_fits, "", may_be_blank=True)
WORDS: Final = ValueKind(bool, "write a text")
TEXT: Final = WORDS._replace(level=Level.WARNING)  # one that readers show
WHOLE: Final = ValueKind(lambda text: _WHOLE.fullmatch(text) is not None, "write a whole number, 0 or more")
POSITIVE: Final = ValueKind(
    lambda text: _WHOLE.fullmatch(text) is not None and bool(text.strip("0")), "write a whole number, 1 or more"
)
INTEGER: Final = ValueKind(lambda text: _SIGNED.fullmatch(text) is not None, "write a whole number")
NUMBER: Final = ValueKind(lambda text: _NUMBER.fullmatch(text) is not None, "write a number, 0 or more")
DECIMAL: Final = ValueKind(lambda text: _DECIMAL.fullmatch(text) is not None, "write a decimal number")
TRUE_FALSE: Final = one_of("true false")
YES_NO: Final = one_of("yes no")
ADDRESS: Final = ValueKind(_fits, "write an absolute http or https address", url_findings)
URI: Final = ValueKind(
    lambda text: iri(text) and text.isascii(), "write an absolute URI, percent-encoded: https://example.org/1"
)
LANGUAGE: Final = ValueKind(_fits, "write one like en or en-us", _language_findings)
MEDIA_TYPE: Final = ValueKind(_fits, "write one like audio/mpeg", media_type_findings)
W3C_DATE: Final = ValueKind(is_w3c_date, "write a W3C date, such as 2021-08-24 or 2021-08-24T07:30:00Z")
RFC3339: Final = ValueKind(_fits, "write it like 2021-08-24T07:30:00Z", rfc3339_findings)
RFC822: Final = ValueKind(_fits, "write it like Tue, 24 Aug 2021 07:30:00 +0000", rfc822_findings)
EMAIL: Final = ValueKind(lambda text: _EMAIL.fullmatch(text) is not None, "write name@example.org")
UUID: Final = ValueKind(lambda text: _UUID.fullmatch(text) is not None, "write a UUID of 36 characters")
LATITUDE: Final = ranged(-90, 90, "write degrees from -90 to 90")
LONGITUDE: Final = ranged(-180, 180, "write degrees from -180 to 180")
