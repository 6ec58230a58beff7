"""Percent-encode addresses, and say of guids that are none that they are no permalinks."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Final
from xml.sax.saxutils import escape

from exporters.lint.fixes.fixable import FixableDocument, TextPatch
from exporters.model.url import encode_url, is_url

_ELEMENTS: Final = (
    frozenset(  # whose text is an address that people open; never a guid or an id, which stay as they are
        {"link", "url", "uri", "docs", "comments", "icon", "logo", "loc", "player_loc", "content_loc", "thumbnail_loc"}
        | {"image", "commentRss", "new-feed-url", "license"}
    )
)
_KEYS: Final = frozenset(
    {"home_page_url", "feed_url", "next_url", "icon", "favicon", "url", "external_url", "image", "banner_image"}
    | {"avatar"}
)
_CDATA: Final = re.compile(r"\s*(?:<!\[CDATA\[(?P<data>[^<]*)\]\]>|(?P<text>[^<]*))\s*")
_ATTRIBUTE: Final = re.compile(
    r"\s(?P<name>url|href|src|xmlUrl|htmlUrl|uri|scheme)\s*=\s*(?:\"(?P<double>[^\"<]*)\"|'(?P<single>[^'<]*)')"
)
_PERMALINK: Final = re.compile(r"(?P<before>\sisPermaLink\s*=\s*)(?P<value>\"[^\"<]*\"|'[^'<]*')")


def fix_addresses(document: FixableDocument) -> Iterator[TextPatch]:
    """Readers encode what they open in different ways, or not at all. Spec: RFC 3986 §2.1; RFC 3987 §3.1."""
    if "feed-url-invalid" not in document.rules:
        return
    patches = set[TextPatch]()
    for value in document.values:
        raw = document.text[value.start : value.end]
        if document.is_json and value.name in _KEYS:
            patches.add(TextPatch(value.start, value.end, _encode_json(raw)))
        elif not document.is_json and value.local in _ELEMENTS and (content := _CDATA.fullmatch(raw)):
            is_data = content["data"] is not None
            text = content["data" if is_data else "text"].strip()
            start = value.start + raw.find(text)
            patches.add(TextPatch(start, start + len(text), _encode(text) if is_data else _encode_xml(text)))
    for tag in [] if document.is_json else document.tags:
        for found in _ATTRIBUTE.finditer(document.text, tag.start, tag.end):
            group = "double" if found["double"] is not None else "single"
            encoded = _encode_xml(found[group])
            patches.add(TextPatch(*found.span(group), encoded.replace("'", "&apos;") if group == "single" else encoded))
    for patch in sorted(patches):
        if patch.text:
            yield patch


def fix_permalinks(document: FixableDocument) -> Iterator[TextPatch]:
    """Readers open a guid unless it says that it is no address. Spec: RSS 2.0 <guid> isPermaLink."""
    if "guid-not-permalink" not in document.rules and "guid-permalink-unknown" not in document.rules:
        return
    texts = {value.begin: document.text[value.start : value.end] for value in document.values if value.name == "guid"}
    for tag in document.tags:
        if tag.name != "guid" or tag.start not in texts:
            continue
        found = _PERMALINK.search(document.text, tag.start, tag.end)
        given = found["value"][1:-1] if found else "true"
        if given == "true" and not is_url(_plain_text(texts[tag.start])):
            right = "false"
        elif given != given.lower() and given.lower() in {"true", "false"}:
            right = given.lower()
        else:
            continue
        if found:
            yield TextPatch(found.start("value") + 1, found.end("value") - 1, right)
        else:
            at = tag.start + len("<guid")
            yield TextPatch(at, at, f' isPermaLink="{right}"')


def _plain_text(raw: str) -> str:
    content = _CDATA.fullmatch(raw)
    data = content["data"] if content else None
    return (unescape(raw) if data is None else data).strip()


def _encode_xml(raw: str) -> str:
    return escape(_encode(unescape(raw)))


def _encode_json(raw: str) -> str:
    try:
        return json.dumps(_encode(json.loads(f'"{raw}"')))[1:-1]
    except ValueError:
        return ""


def _encode(url: str) -> str:
    """Return an address with what it can't hold percent-encoded; "" if it stays as it is."""
    return "" if is_url(url) else encode_url(url)
