"""Rules about the values in a JSON Feed: addresses, dates, HTML, plain text. Spec: JSON Feed 1.1."""

from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.dates import rfc3339_findings
from exporters.checks.finding import Finding
from exporters.checks.jsonfeed import ParsedJsonFeed
from exporters.checks.markup import html_findings
from exporters.checks.values import language_findings, media_type_findings, plain_text_findings, url_findings

ADDRESSES: Final = frozenset(
    "home_page_url feed_url next_url icon favicon url external_url image banner_image avatar".split()
)
DATES: Final = frozenset({"date_published", "date_modified"})
PLAIN: Final = frozenset({"title", "summary", "description", "name"})


def url_invalid(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers resolve no relative address. Spec: JSON Feed 1.1 "URLs": relative ones "aren't supported"."""
    for path, value in _strings(parsed, ADDRESSES):
        yield from url_findings(value, path)


def date_wrong(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """A reader that cannot parse it says "now", or drops the item. Spec: JSON Feed 1.1 date_published."""
    for path, value in _strings(parsed, DATES):
        yield from rfc3339_findings(value, path)


def language_wrong(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """A reader chooses fonts and voices by it. Spec: JSON Feed 1.1 language."""
    for path, value in _strings(parsed, frozenset({"language"})):
        yield from language_findings(value, path)


def mime_type_wrong(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """A player chooses itself by it. Spec: JSON Feed 1.1 attachments, mime_type (required)."""
    for path, value in _strings(parsed, frozenset({"mime_type"})):
        yield from media_type_findings(value, path)


def plain_text_escaped_twice(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """A person reads `AT&amp;T`. Spec: JSON Feed 1.1 title, summary: "plain text"."""
    for path, value in _strings(parsed, PLAIN):
        if "&" in value:
            yield from plain_text_findings(value, path)


def html_unsafe(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers cut, break or run it. Spec: JSON Feed 1.1 "Security Considerations"."""
    for path, value in _strings(parsed, frozenset({"content_html"})):
        yield from html_findings(value, path)


def _strings(parsed: ParsedJsonFeed, keys: frozenset[str]) -> Iterator[tuple[str, str]]:
    for path, key, value in parsed.values:
        if key in keys and value and isinstance(value, str):
            yield path, value


RULES: Final[tuple[Callable[[ParsedJsonFeed], Iterator[Finding]], ...]] = (
    url_invalid,
    date_wrong,
    language_wrong,
    mime_type_wrong,
    plain_text_escaped_twice,
    html_unsafe,
)
