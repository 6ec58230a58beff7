"""Rules about values in a JSON Feed: addresses and plain text."""

import re
from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.jsonfeed import ParsedJsonFeed
from exporters.checks.parsed_json import json_path
from exporters.checks.values import url_findings
from exporters.diagnostics.diagnostic import Level, quote_value

_SCHEME: Final = re.compile(r"(?!https?:)[A-Za-z][A-Za-z0-9+.-]*:[^\s]", re.IGNORECASE)
_MAILBOX: Final = re.compile(r"mailto:[^\s@]+@[^\s@]+", re.IGNORECASE)
_MARKUP: Final = re.compile(r"</(?:p|a|b|i|em|strong|div|span|ul|li|h[1-6])>|<br ?/?>|<p>|<img\s", re.IGNORECASE)


def address_wrong(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers know no address that a relative one belongs to. Spec: JSON Feed 1.1, each "URL"."""
    for at, key, value in parsed.strings["address"]:
        if key == "url" and _is_author(at) and _MAILBOX.fullmatch(value):
            continue
        level = Level.WARNING if _SCHEME.match(value) and "javascript:" not in value.lower() else Level.ERROR
        for finding in url_findings(value):
            yield Finding(
                rule=finding.rule, message=finding.message, fix=finding.fix, level=level, field=json_path(at, key)
            )


def text_has_markup(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers show the tags. Spec: JSON Feed 1.1: "the only place HTML is allowed" is content_html."""
    texts = [(json_path(at, key), value) for at, key, value in parsed.strings["plain text"]]
    for path, item in parsed.items:
        if isinstance(text := item.get("content_text"), str):
            texts.append((f"{path}.content_text", text))
    for place, text in texts:
        if "<" in text and (match := _MARKUP.search(text)):
            tag = match[0].rstrip(" \t\r\n/>")
            message = f"{tag}> in plain text: {quote_value(text)}"
            fix = "write it without tags, or as content_html, unless people shall read the tags"
            yield Finding(rule="jsonfeed-text-has-markup", message=message, fix=fix, level=Level.NOTE, field=place)


def _is_author(path: str) -> bool:
    return path.endswith("author") or path.rpartition(".")[2].startswith("authors[")
