"""Rules about the values in a JSON Feed: addresses, dates, HTML, plain text. Spec: JSON Feed 1.1."""

from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.dates import rfc3339_findings
from exporters.checks.finding import Finding, Findings
from exporters.checks.jsonfeed import ParsedJsonFeed
from exporters.checks.markup import html_findings
from exporters.checks.parsed_json import place
from exporters.checks.values import language_findings, media_type_findings, plain_text_findings, url_findings


def url_invalid(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers resolve no relative address. Spec: JSON Feed 1.1 "URLs": relative ones "aren't supported"."""
    return _judged(parsed, "address", url_findings)


def date_wrong(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """A reader that cannot parse it says "now", or drops the item. Spec: JSON Feed 1.1 date_published."""
    return _judged(parsed, "date", rfc3339_findings)


def language_wrong(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """A reader chooses fonts and voices by it. Spec: JSON Feed 1.1 language."""
    return _judged(parsed, "language", language_findings)


def mime_type_wrong(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """A player chooses itself by it. Spec: JSON Feed 1.1 attachments, mime_type (required)."""
    return _judged(parsed, "media type", media_type_findings)


def plain_text_escaped_twice(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """A person reads `AT&amp;T`. Spec: JSON Feed 1.1 title, summary: "plain text"."""
    return _judged(parsed, "plain text", plain_text_findings)


def html_unsafe(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers cut, break or run it. Spec: JSON Feed 1.1 "Security Considerations"."""
    return _judged(parsed, "html", html_findings)


def _judged(parsed: ParsedJsonFeed, meaning: str, judge: Callable[[str], Findings]) -> Iterator[Finding]:
    for at, key, value in parsed.strings[meaning]:
        for found in judge(value):
            yield found.at(place(at, key))


VALUE_RULES: Final[tuple[Callable[[ParsedJsonFeed], Iterator[Finding]], ...]] = (
    url_invalid,
    date_wrong,
    language_wrong,
    mime_type_wrong,
    plain_text_escaped_twice,
    html_unsafe,
)
