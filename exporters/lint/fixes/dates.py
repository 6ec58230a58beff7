"""Write dates in the form that the format asks for, where the text says one moment and its zone."""

from collections.abc import Iterator
from typing import Final

from exporters.checks.date_forms import to_rfc822, to_rfc3339
from exporters.checks.dates import rfc822_findings, rfc3339_findings
from exporters.lint.fixes.fixable import FixableDocument, TextPatch

_RFC822_NAMES: Final = frozenset({"pubDate", "lastBuildDate"})
_RFC3339_NAMES: Final = frozenset({"published", "updated", "date_published", "date_modified"})


def fix_dates(document: FixableDocument) -> Iterator[TextPatch]:
    """Write RFC 822 in RSS, RFC 3339 in Atom and JSON. A date without zone stays: nobody knows its moment."""
    for value in document.values:
        text = document.text[value.start : value.end].strip()
        if value.local in _RFC822_NAMES:
            new = to_rfc822(text) if rfc822_findings(text) else None
        elif value.local in _RFC3339_NAMES:
            new = to_rfc3339(text) if rfc3339_findings(text) else None
        else:
            continue
        if new is not None and new != text:
            yield TextPatch(value.start, value.end, new)
