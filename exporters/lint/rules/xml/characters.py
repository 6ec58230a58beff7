"""Rules about characters that come from a wrong conversion. Spec: XML 1.0 §2.2; Unicode §23.1."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.xml.xml_text import XmlText

_CONTROL: Final = re.compile(r"[\x80-\x84\x86-\x9f]")
_REFERENCE: Final = re.compile(
    r"<!\[CDATA\[(?>(?:[^\]]++|\](?!\]>))*)|<!--(?>(?:[^-]++|-(?!->))*)|"
    r"(&#(?:1(?:2[89]|3[0-24-9]|[45]\d)|[xX](?:8[0-46-9A-Fa-f]|9[0-9A-Fa-f]));)"
)
_TWICE: Final = re.compile(  # UTF-8 that was read as Latin-1 or Windows-1252, and written as UTF-8 again
    r"[\u00c2-\u00c3][\u0080-\u00bf]|\u00e2(?:\u20ac[\u0153\u009d\u2122\u0093\u0094\u00a6\u02dc]|\u0080[\u0090-\u00bf])"
)
_AROUND: Final = 20  # characters that a message shows


def control_character(document: XmlText) -> Iterator[Finding]:
    """Readers show a box, or nothing. Spec: XML 1.0 §2.2: authors should avoid U+0080 to U+009F."""
    text = document.text
    references = (found for found in _REFERENCE.finditer(text) if found[1]) if "&#" in text else iter(())
    found = _CONTROL.search(text) or next(references, None)
    if found:
        shown = found[0] if found[0].startswith("&") else f"U+{ord(found[0]):04X}"
        message = f"the control character {shown}, often a letter of Windows-1252"
        yield _at(text, found.start(), "xml-control-character", message, "write the letter that it should be")


def text_encoded_twice(document: XmlText) -> Iterator[Finding]:
    """People read `Ã©` instead of `é`. Spec: Unicode §3.9, UTF-8."""
    found = _TWICE.search(document.text)
    if found and not _CONTROL.search(found[0]):
        start = max(0, found.start() - _AROUND)
        around = document.text[start : found.end() + _AROUND].split("\n")[0]
        message = f"{quote_value(around.strip())} seems to be encoded twice"
        yield _at(document.text, found.start(), "text-encoded-twice", message, "encode the text once, as UTF-8")


def _at(text: str, start: int, rule: str, message: str, fix: str) -> Finding:
    line, column = 1 + text.count("\n", 0, start), start - text.rfind("\n", 0, start)
    return Finding(rule=rule, message=message, fix=fix, level=Level.WARNING, line=line, column=column)


RULES: Final[tuple[Callable[[XmlText], Iterator[Finding]], ...]] = (control_character, text_encoded_twice)
