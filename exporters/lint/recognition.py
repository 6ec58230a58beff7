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
_JSON_PART: Final = re.compile(
    r"""(?P<open>[{\[])|(?P<close>[}\]])|(?P<text>"(?>(?:[^"\\\n]++|\\.)*)"|'[^'\n]*+'|[A-Za-z_@$][\w$-]*+)(?P<colon>\s*+:)?"""
)
_JSON_HEAD: Final = 8_000  # characters that are searched for keys
_COLUMN: Final = re.compile(r"\"[^\"\r\n]{0,200}\"|[\w .:/#()-]{0,60}")
DELIMITERS: Final = ",;\t|"  # of tables, in the order of how usual they are
_ADDRESS_LINE: Final = re.compile(r"\s*https?://[^\s\"<>;|]+(?:\s+https?://\S+)*\s*\Z", re.IGNORECASE)
_MOST_LINES: Final = 100  # that tell a list of addresses from other texts
_MARKS: Final = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))
_GZIP: Final = b"\x1f\x8b\x08"
_ZEROS: Final = (  # how text of ASCII begins without a byte order mark. Spec: RFC 4627 §3
    (re.compile(rb"[^\x00]\x00\x00\x00"), "utf-32-le"),
    (re.compile(rb"\x00\x00\x00[^\x00]"), "utf-32-be"),
    (re.compile(rb"[^\x00]\x00"), "utf-16-le"),
    (re.compile(rb"\x00[^\x00]"), "utf-16-be"),
)


class DocumentFormat(StrEnum):
    """A format that feeds and their lists have; the value is what messages call it."""

    RSS = "RSS"
    RSS_1 = "RSS 1.0"
    ATOM = "Atom"
    ATOM_03 = "Atom 0.3"
    JSON_FEED = "JSON Feed"
    CSV = "CSV"
    CSVW = "CSVW metadata"
    CHAPTERS = "JSON chapters"
    OPML = "OPML"
    SITEMAP = "sitemap"
    TEXT_SITEMAP = "plain-text sitemap"
    GZIP = "gzip"
    HTML = "HTML"
    XML = "XML of an unknown kind"
    XML_BEGINNING = "the beginning of an XML document"
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
_IN_SMALL_LETTERS: Final = {  # capitals are a finding; in HTML they are not
    name: known for name, known in _BY_NAME.items() if name in {"rss", "opml", "html"}
}


def recognise(data: bytes) -> DocumentFormat:
    """Return the format of a document. Spec: MIME Sniffing §7; RFC 4287 §2; JSON Feed 1.1 `version`."""
    if data.startswith(_GZIP):
        return DocumentFormat.GZIP
    text = _read_head(data)
    if text.startswith("<"):
        return _recognise_xml(text)
    if text.startswith(("{", "[")):
        return _recognise_json(text)
    if _lists_addresses(text):
        return DocumentFormat.TEXT_SITEMAP
    return DocumentFormat.CSV if delimiter_of(text) else DocumentFormat.UNKNOWN


def _lists_addresses(text: str) -> bool:
    """Return whether most of the first lines are one address each. Spec: sitemaps.org "Text file"."""
    lines = [line for line in text[:_HEAD].splitlines()[:_MOST_LINES] if line.strip()]
    is_table = len(counts := {line.count(",") for line in lines}) == 1 and counts != {0}
    return not is_table and 0 < len(lines) < 2 * sum(1 for line in lines if _ADDRESS_LINE.match(line))


def delimiter_of(text: str) -> str:
    """Return the character between the columns of a table; "" if the first line is no header of several columns."""
    line = re.split("[\r\n]", text[:_HEAD], maxsplit=1)[0]
    counts = {each: _count_columns(line, each) for each in DELIMITERS}
    best = max(counts, key=lambda each: counts[each])
    return best if counts[best] > 1 and line.strip(f'{best} "') else ""


def _count_columns(line: str, delimiter: str) -> int:
    """Return the number of columns of a header; 0 if it is none."""
    count = at = 0
    while cell := _COLUMN.match(line, at):
        count, at = count + 1, cell.end() + 1
        if cell.end() == len(line):
            return count
        if line[cell.end()] != delimiter:
            return 0
    return 0


def _recognise_xml(text: str) -> DocumentFormat:
    before = _BEFORE_ROOT.match(text)
    root = _ROOT.match(text, before.end() if before else 0)
    rest = text[before.end() if before else 0 :]
    is_cut = len(text) < _HEAD and (not rest or (rest.startswith("<") and ">" not in rest))
    if root is None:
        is_page = text[:14].lower() == "<!doctype html"
        return DocumentFormat.HTML if is_page else DocumentFormat.XML_BEGINNING if is_cut else DocumentFormat.XML
    known = _BY_NAMESPACE.get(_name_root(root))
    known = known or _BY_NAME.get(root["name"]) or _IN_SMALL_LETTERS.get(root["name"].lower())
    return known or (DocumentFormat.XML_BEGINNING if is_cut else _other(text))


def _name_root(root: re.Match[str]) -> tuple[str, str]:
    """Return the name of the root element, and its namespace."""
    spaces = {found["prefix"]: found["address"] for found in _NAMESPACE.finditer(root["attributes"])}
    return root["name"], spaces.get(root["prefix"], "")


def read_root(data: bytes) -> tuple[str, str]:
    """Return the name of the root element of an XML document, and its namespace; empty where there is none."""
    text = _read_head(data)
    before = _BEFORE_ROOT.match(text)
    root = _ROOT.match(text, before.end() if before else 0)
    return _name_root(root) if root else ("", "")


def _other(text: str) -> DocumentFormat:
    return DocumentFormat.HTML if "<!doctype html" in text[:1_000].lower() else DocumentFormat.XML


def _recognise_json(text: str) -> DocumentFormat:
    head = text[:_JSON_HEAD]
    top, inner = _json_keys(head)
    if "jsonfeed.org/version" in head and "version" in top:
        return DocumentFormat.JSON_FEED
    if "www.w3.org/ns/csvw" in head or "tableSchema" in top | inner:
        return DocumentFormat.CSVW
    has_times = "startTime" in inner and ("version" in top or text.startswith("["))
    if "chapters" in top or has_times or "podcastName" in top:
        return DocumentFormat.CHAPTERS
    return DocumentFormat.JSON_FEED if "items" in top else DocumentFormat.JSON


def _json_keys(head: str) -> tuple[set[str], set[str]]:
    """Return the keys of the root object, and those of objects in it; also keys that are quoted as in no JSON."""
    top, inner = set[str](), set[str]()
    depth = 0
    for part in _JSON_PART.finditer(head):
        if part["open"]:
            depth += 1
        elif part["close"]:
            depth -= 1
        elif part["colon"]:
            (top if depth == 1 else inner).add(part["text"].strip("\"'"))
    return top, inner


def _read_head(data: bytes) -> str:
    return _decode(data[: 4 * _HEAD])[:_HEAD].lstrip("\ufeff \t\r\n\x00")


def _decode(head: bytes) -> str:
    known = next((name for mark, name in _MARKS if head.startswith(mark)), "")
    encoding = known or next((name for pattern, name in _ZEROS if pattern.match(head)), "utf-8")
    return head.decode(encoding, "replace")
