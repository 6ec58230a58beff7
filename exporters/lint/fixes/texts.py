"""Remove white space around values, and one of two escapes in titles."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final
from xml.sax.saxutils import escape

from exporters.lint.fixes.fixable import FixableDocument, TextPatch

_TRIMMED: Final = frozenset(  # values of which white space is no part
    {
        "id",
        "guid",
        "link",
        "url",
        "uri",
        "email",
        "language",
        "ttl",
        "docs",
        "comments",
        "icon",
        "logo",
        "width",
        "height",
    }
    | {"pubDate", "lastBuildDate", "published", "updated", "date", "duration", "explicit", "locked", "medium", "loc"}
    | {"lastmod", "feed_url", "home_page_url", "external_url", "date_published", "date_modified", "mime_type"}
)
_TITLES: Final = frozenset({"title", "subtitle", "summary", "name"})
_ESCAPED_TWICE: Final = re.compile(r"&amp;(#x?[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_REFERENCE: Final = re.compile(r"&(#x?[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_CDATA: Final = re.compile(r"\s*<!\[CDATA\[(.*?)\]\]>\s*", re.DOTALL)


def fix_white_space(document: FixableDocument) -> Iterator[TextPatch]:
    """Strict parsers take it for a part of the address or the date. Spec: RFC 4287 §2."""
    for value in document.values:
        raw = document.text[value.start : value.end]
        if value.local in _TRIMMED and "<" not in raw and "\\" not in raw and raw.strip() and raw != raw.strip():
            yield TextPatch(value.start, value.end, raw.strip())


def fix_escaped_twice(document: FixableDocument) -> Iterator[TextPatch]:
    """People read `AT&amp;T`. Spec: RFC 4287 §3.1.1.1; JSON Feed 1.1 "plain text"."""
    if "text-escaped-twice" not in document.rules:
        return
    for value in document.values:
        if value.local in _TITLES:
            raw = document.text[value.start : value.end]
            new = _unescape_json(raw) if document.is_json else _unescape_xml(raw)
            if new != raw:
                yield TextPatch(value.start, value.end, new)


def _unescape_xml(raw: str) -> str:
    if cdata := _CDATA.fullmatch(raw):
        new = _REFERENCE.sub(lambda found: unescape(found[0]), cdata[1])
        return raw if "]]>" in new else raw[: cdata.start(1)] + new + raw[cdata.end(1) :]
    if "<" in raw:
        return raw
    return _ESCAPED_TWICE.sub(lambda found: escape(unescape(f"&{found[1]};")), raw)


def _unescape_json(raw: str) -> str:
    return _REFERENCE.sub(lambda found: unescape(found[0]).replace("\\", "\\\\").replace('"', '\\"'), raw)
