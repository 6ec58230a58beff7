"""Recognise the format of a document by its content, never by its name."""

import re
from enum import StrEnum
from typing import Final

_HEAD: Final = 1 << 16  # characters that are searched for the root element
_BEFORE_ROOT: Final = re.compile(
    r"(?>(?:\s++|<\?(?>(?:[^?]++|\?(?!>))*)\?>|<!--(?>(?:[^-]++|-(?!->))*)-->|<![A-Za-z][^>\[]*+(?:\[[^\]]*+\]\s*+)?>)*)"
)
_ROOT: Final = re.compile(r"<(?:(?P<prefix>[\w.-]+):)?(?P<name>[\w.-]+)(?P<attributes>[^>]*)")
_NAMESPACE: Final = re.compile(r"\sxmlns(?::(?P<prefix>[\w.-]+))?\s*=\s*[\"'](?P<address>[^\"']*)[\"']")
_KEY: Final = re.compile(r'"((?:[^"\\]|\\.){1,60})"\s*:\s*("(?:[^"\\]|\\.)*")?')
_COLUMN: Final = re.compile(r'"?[\w .:-]{1,60}"?')
_MARKS: Final = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))


class DocumentFormat(StrEnum):
    """A format that feeds and their lists have; the value is what messages call it."""

    RSS = "RSS"
    RSS_1 = "RSS 1.0"
    ATOM = "Atom"
    ATOM_03 = "Atom 0.3"
    JSON_FEED = "JSON Feed"
    CSV = "CSV"
    CSVW = "CSVW metadata"
    OPML = "OPML"
    SITEMAP = "sitemap"
    HTML = "HTML"
    XML = "XML of an unknown kind"
    JSON = "JSON of an unknown kind"
    UNKNOWN = "unknown"


_BY_NAMESPACE: Final = {
    ("feed", "http://www.w3.org/2005/Atom"): DocumentFormat.ATOM,
    ("entry", "http://www.w3.org/2005/Atom"): DocumentFormat.ATOM,
    ("feed", "http://purl.org/atom/ns#"): DocumentFormat.ATOM_03,
    ("RDF", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"): DocumentFormat.RSS_1,
    ("Channel", "http://purl.org/net/rss1.1#"): DocumentFormat.RSS_1,
}
_BY_NAME: Final = {
    "rss": DocumentFormat.RSS,
    "feed": DocumentFormat.ATOM,  # without namespace, which is a finding
    "opml": DocumentFormat.OPML,
    "outlineDocument": DocumentFormat.OPML,  # its root element before version 1.0
    "urlset": DocumentFormat.SITEMAP,
    "sitemapindex": DocumentFormat.SITEMAP,
    "html": DocumentFormat.HTML,
}


def recognise(data: bytes) -> DocumentFormat:
    """Return the format of a document. Spec: MIME Sniffing §7; RFC 4287 §2; JSON Feed 1.1 `version`."""
    text = _decode(data[: 4 * _HEAD])[:_HEAD].lstrip("\ufeff \t\r\n\x00")
    if text.startswith("<"):
        return _recognise_xml(text)
    if text.startswith(("{", "[")):
        return _recognise_json(text)
    columns = text.partition("\n")[0].rstrip("\r").split(",")
    return DocumentFormat.CSV if len(columns) > 1 and all(map(_COLUMN.fullmatch, columns)) else DocumentFormat.UNKNOWN


def _recognise_xml(text: str) -> DocumentFormat:
    before = _BEFORE_ROOT.match(text)
    root = _ROOT.match(text, before.end() if before else 0)
    if root is None:
        return DocumentFormat.HTML if text[:14].lower() == "<!doctype html" else DocumentFormat.XML
    spaces = {found["prefix"]: found["address"] for found in _NAMESPACE.finditer(root["attributes"])}
    known = _BY_NAMESPACE.get((root["name"], spaces.get(root["prefix"], "")))
    return known or _BY_NAME.get(root["name"].lower() if root["name"].lower() == "html" else root["name"], _other(text))


def _other(text: str) -> DocumentFormat:
    return DocumentFormat.HTML if "<!doctype html" in text[:1_000].lower() else DocumentFormat.XML


def _recognise_json(text: str) -> DocumentFormat:
    keys = {found[1]: found[2] or "" for found in _KEY.finditer(text, 0, 4_000)}
    if "jsonfeed.org" in keys.get("version", "") or "items" in keys:
        return DocumentFormat.JSON_FEED
    return DocumentFormat.CSVW if "csvw" in keys.get("@context", "") or "tableSchema" in keys else DocumentFormat.JSON


def _decode(head: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")
    return head.decode(encoding, "replace")
