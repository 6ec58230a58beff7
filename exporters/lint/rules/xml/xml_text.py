"""The text of an XML document with what its first bytes say."""

import codecs
import re
from typing import Final, NamedTuple

from exporters.checks.parsed_xml import decode_xml

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
_DECLARATION: Final = re.compile(r"<\?xml\s([^>]{0,200}?)\?>")
_HEAD: Final = 300  # bytes with the XML declaration
_WIDE: Final = re.compile(r"encoding\s*=\s*[\"']utf-?(?:16|32)", re.IGNORECASE)  # in bytes that are those of ASCII
_PART: Final = re.compile(r"(version|encoding|standalone)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


class XmlText(NamedTuple):
    """A document that can be decoded."""

    text: str  # without byte order mark
    byte_order_mark: str  # utf-8, utf-16le, utf-16be, or ""
    version: str  # as declared; "" without declaration
    declared: str  # the encoding as declared, or ""


def read_xml_text(data: bytes) -> XmlText:
    """Return the text of a document. Raises UnreadableDocumentError if it can't be decoded."""
    mark = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    found = _DECLARATION.match(data[:_HEAD].removeprefix(codecs.BOM_UTF8).decode("latin-1"))
    is_bytes = bool(found) and not mark and _WIDE.search(found[1] if found else "") is not None
    if mark == "utf-8" or is_bytes:  # whatever is declared
        text = data.decode(errors="replace").removeprefix("\ufeff")
    else:
        text = decode_xml(data)[0].removeprefix("\ufeff")
    found = _DECLARATION.match(text)
    parts = {name: double or single for name, double, single in _PART.findall(found[1])} if found else {}
    return XmlText(text, mark, parts.get("version", ""), parts.get("encoding", ""))
