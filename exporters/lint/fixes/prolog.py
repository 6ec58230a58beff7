"""Remove what stands before a document: white space before the XML declaration, a byte order mark before JSON."""

import re
from collections.abc import Iterator
from typing import Final

from exporters.lint.fixes.fixable import FixableDocument, TextPatch

_BEFORE_DECLARATION: Final = re.compile(r"[\ufeff\s]+(?=<\?xml\s)")


def fix_beginning(document: FixableDocument) -> Iterator[TextPatch]:
    """An XML declaration is the very first thing. Spec: XML 1.0 §2.8; RFC 8259 §8.1."""
    if document.is_json:
        if document.text.startswith("\ufeff"):
            yield TextPatch(0, 1, "")
    elif (found := _BEFORE_DECLARATION.match(document.text)) and found[0] != "\ufeff":
        yield TextPatch(0, found.end(), "")
