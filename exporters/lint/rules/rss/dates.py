"""Rules about the dates of RSS. Spec: RSS 2.0 "All date-times in RSS conform to RFC 822"."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Final

from exporters.checks.dates import rfc822_findings, rfc822_moment, rfc3339_findings, rfc3339_moment
from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.rss.document import RssDocument

_RFC_822: Final = frozenset({"pubDate", "lastBuildDate"})
_RFC_3339: Final = frozenset({"atom:updated", "atom:published"})
_COMMENT: Final = re.compile(r"\((?>(?:[^()\\]|\\.)*)\)")
_DEEPEST: Final = 8  # comments in comments
_LONGEST: Final = 200  # characters of a date that are looked at
_PUNCTUATION: Final = re.compile(r"\s*([,:])\s*")
_FUTURE: Final = datetime(2100, 1, 1, tzinfo=UTC)


def date_wrong(document: RssDocument) -> Iterator[Finding]:
    """A reader that cannot parse it says "now", or nothing. Spec: RSS 2.0 <pubDate>; RFC 4287 §3.3 for atom:*."""
    for parent in (document.channel, *document.items):
        for child in parent.children:
            if child.name in _RFC_822 and (text := child.text.strip()):
                for finding in _rfc822(text):
                    yield child.locate(finding)
            elif child.name in _RFC_3339 and (text := child.text.strip()):
                for finding in rfc3339_findings(text):
                    yield child.locate(finding)


def date_far(document: RssDocument) -> Iterator[Finding]:
    """Readers sort the item before all others, for ever. Spec: RSS 2.0 <pubDate>."""
    for parent in (document.channel, *document.items):
        for name in ("pubDate", "lastBuildDate", "atom:published", "atom:updated"):
            child = parent.first(name)
            text = child.text.strip() if child else ""
            moment = (rfc822_moment(text) if name in _RFC_822 else rfc3339_moment(text)) if text else None
            if child and moment and moment >= _FUTURE:
                message = f"the date {quote_value(text)} is in the far future"
                yield child.finding("feed-date-far", message, "correct it", Level.WARNING)


def build_date_early(document: RssDocument) -> Iterator[Finding]:
    """Readers that compare the two skip the newest item. Spec: RSS 2.0 <lastBuildDate>: when the content changed."""
    node = document.channel.first("lastBuildDate")
    built = rfc822_moment(node.text.strip()) if node else None
    if node is None or built is None:
        return
    for item in document.items:
        published = rfc822_moment(item.value("pubDate"))
        if published and published > built and published < _FUTURE:
            message = f"<lastBuildDate> before the <pubDate> of {item.path}"
            yield node.finding("rss-build-date-early", message, "write when the feed last changed", Level.NOTE)
            return


def _rfc822(text: str) -> tuple[Finding, ...]:
    """Return the findings of a date; those of RFC 822 that few parsers know are warnings."""
    found = rfc822_findings(text)
    if [each.rule for each in found] != ["rfc822-date-invalid"]:
        return found
    usual = _normalise(text)
    if usual == text or rfc822_moment(usual) is None:
        return found
    message = f"{quote_value(text)} has a form of RFC 822 that few parsers know"
    unusual = Finding(rule="rss-date-unusual", message=message, fix=f"write {usual}", level=Level.WARNING)
    return (unusual, *rfc822_findings(usual))


def _normalise(text: str) -> str:
    """Return a date without comments, with one space between its parts, in usual letters. Spec: RFC 822 §3.4, §5.1."""
    if len(text) > _LONGEST:
        return text
    for _ in range(_DEEPEST):
        shorter = _COMMENT.sub(" ", text)
        if shorter == text:
            break
        text = shorter
    text = _PUNCTUATION.sub(lambda found: ", " if found[1] == "," else ":", " ".join(text.split()))
    words = [word.upper() if index > _DATE_WORDS else word.title() for index, word in enumerate(text.split())]
    if words and not text.partition(",")[1]:
        words = [word.upper() if index > _DATE_WORDS - 1 else word for index, word in enumerate(words)]
    return " ".join(words)


_DATE_WORDS: Final = 4  # weekday, day, month, year, time; the zone follows

RULES: Final[tuple[Callable[[RssDocument], Iterator[Finding]], ...]] = (date_wrong, date_far, build_date_early)
