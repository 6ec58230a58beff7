"""Remove control characters, which XML can't carry, and escape line ends in strings of JSON."""

import re
from collections.abc import Iterator
from typing import Final

from exporters.lint.fixes.fixable import FixableDocument, TextPatch

_RAW: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE: Final = re.compile(r"&#(?:x(?P<hex>[0-9A-Fa-f]{1,6})|(?P<decimal>[0-9]{1,7}));")
_OPAQUE: Final = re.compile(r"<!--|<!\[CDATA\[|<\?")  # where & is a character like any other
_CLOSED_BY: Final = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
_STRING: Final = re.compile(r'"(?>(?:[^"\\]++|\\.)*)"', re.DOTALL)
_UNESCAPED: Final = re.compile(r"[\x00-\x1f]")
_ESCAPES: Final = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}


def fix_controls(document: FixableDocument) -> Iterator[TextPatch]:
    """No escape makes them legal. Spec: XML 1.0 §2.2; RFC 8259 §7."""
    if document.is_json:
        for string in _STRING.finditer(document.text):
            for found in _UNESCAPED.finditer(document.text, string.start(), string.end()):
                yield TextPatch(found.start(), found.end(), _ESCAPES.get(found[0], ""))
        return
    patches = [TextPatch(found.start(), found.end(), "") for found in _RAW.finditer(document.text)]
    patches += (TextPatch(start, end, "") for start, end in _references(document.text))
    yield from sorted(patches)


def _references(text: str) -> Iterator[tuple[int, int]]:
    """Yield the references to control characters, outside of comments and character data."""
    position = 0
    while True:
        opaque = _OPAQUE.search(text, position)
        for found in _REFERENCE.finditer(text, position, opaque.start() if opaque else len(text)):
            code = int(found["hex"], 16) if found["hex"] else int(found["decimal"])
            if code <= 0xFFFF and _RAW.match(chr(code)):
                yield found.span()
        if opaque is None:
            return
        end = text.find(_CLOSED_BY[opaque[0]], opaque.end())
        if end < 0:
            return
        position = end
