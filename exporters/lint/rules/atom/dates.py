"""Rules about the dates of a feed and its entries. Spec: RFC 4287 §3.3; RFC 3339."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from exporters.checks.dates import rfc3339_findings, rfc3339_moment
from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.atom.atom_document import AtomDocument

_LEAP_SECOND: Final = re.compile(r"T\d\d:\d\d:60", re.ASCII)
_LEAP_MINUTES: Final = ((6, 30, 23, 59), (12, 31, 23, 59))  # month, day, hour, minute in UTC
_FUTURE: Final = datetime(2100, 1, 1, tzinfo=UTC)
_DAY: Final = timedelta(days=1)


def date_spaced(document: AtomDocument) -> Iterator[Finding]:
    """Strict parsers refuse the date. Spec: RFC 4287 §2: no white space in a Date construct."""
    for node in document.atom.dates:
        if node.text.strip() and node.text != node.text.strip():
            message = f"white space around the date {quote_value(node.text.strip())}"
            yield node.finding("atom-white-space", message, "remove it")


def date_invalid(document: AtomDocument) -> Iterator[Finding]:
    """A reader that cannot parse it says "now", or nothing. Spec: RFC 4287 §3.3: MUST."""
    for node in document.atom.dates:
        for finding in rfc3339_findings(node.text.strip()) if node.text.strip() else ():
            yield node.locate(finding)


def date_far(document: AtomDocument) -> Iterator[Finding]:
    """Readers sort the entry before all others, for ever. Spec: RFC 4287 §4.2.9, §4.2.15."""
    for node in document.atom.dates:
        moment = rfc3339_moment(node.text.strip())
        if moment and moment >= _FUTURE:
            message = f"the date {quote_value(node.text.strip())} is in the far future"
            yield node.finding("feed-date-far", message, "correct it", Level.WARNING)


def leap_second_unreal(document: AtomDocument) -> Iterator[Finding]:
    """Strict parsers refuse the second 60. Spec: RFC 3339 §5.7: it ends a June or December, at 23:59:60 UTC."""
    for node in document.atom.dates:
        text = node.text.strip()
        moment = rfc3339_moment(text) if _LEAP_SECOND.search(text) else None
        if moment and (moment.month, moment.day, moment.hour, moment.minute) not in _LEAP_MINUTES:
            message = f"{quote_value(text)} has the second 60, where there is no leap second"
            yield node.finding("rfc3339-date-invalid", message, "write 59")


def published_late(document: AtomDocument) -> Iterator[Finding]:
    """Readers sort by one or the other. Spec: RFC 4287 §4.2.9, §4.2.15: published is early, updated the most recent."""
    for entry in document.atom.entries:
        node = entry.first("published")
        updated = rfc3339_moment(entry.value("updated"))
        published = rfc3339_moment(node.text.strip()) if node else None
        if node and updated and published and published - updated >= _DAY:
            message = f"published {quote_value(node.text.strip())} is later than updated"
            yield node.finding("atom-published-late", message, "write the moment of the first publication", Level.NOTE)
