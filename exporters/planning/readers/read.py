"""Read a published feed of any generator: RSS 0.9 to 2.0, Atom 1.0, JSON Feed 1.0 and 1.1, detected by content."""

import codecs
import re
from typing import Final

from exporters.planning.readers import jsonfeed
from exporters.planning.readers.document import FeedDocument, UnreadableFeedError
from exporters.support.lazy_regex import lazy_regex

MOST_BYTES: Final = 256 << 20
MOST_MARKS: Final = 2_000_000  # tags of XML, objects and lists of JSON: 0.4 GB of memory; 20,000 entries have 500,000
_MARK: Final = b"\xef\xbb\xbf"
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")  # byte order marks of UTF-16
_CHARSET: Final = lazy_regex(r";\s*charset\s*=\s*\"?([A-Za-z0-9._-]+)", re.IGNORECASE)
_PAGE: Final = lazy_regex(rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL)


def read(data: bytes, media_type: str | None = None) -> FeedDocument:
    """Return the feed in `data`. `media_type` gives the charset if the XML declares none.

    Raises UnreadableFeedError if `data` is not a feed.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableFeedError(f"larger than {MOST_BYTES >> 20} MB")
    if data.startswith(_WIDE):
        return _xml(data)
    data = data.removeprefix(_MARK).lstrip()  # WordPress themes often write an empty line first
    match data[:1]:
        case b"":
            raise UnreadableFeedError("empty")
        case b"{":
            _count(data, b"{[", "objects and lists")
            return jsonfeed.read(data)
        case b"<":
            if _PAGE.match(data[:2000]):
                raise UnreadableFeedError("an HTML page")
            return _xml(data, _charset(data, media_type))
        case _:
            raise UnreadableFeedError("neither XML nor JSON")


def _xml(data: bytes, charset: str | None = None) -> FeedDocument:
    """Return the feed in XML."""
    from exporters.planning.readers import xmlfeed  # loads lxml, which takes longer than to read a small feed

    _count(data, b"<", "tags")
    return xmlfeed.read(data, charset)


def _count(data: bytes, marks: bytes, kind: str) -> None:
    """Reject XML that would take a hundred times its size in memory."""
    if sum(data.count(mark) for mark in marks) > MOST_MARKS:
        raise UnreadableFeedError(f"a document of more than {MOST_MARKS:,} {kind}")


def _charset(data: bytes, media_type: str | None) -> str | None:
    """Return the charset from HTTP for XML that declares none and is not UTF-8. Spec: RFC 7303 §3."""
    match = _CHARSET.search(media_type or "")
    if match is None or b"encoding" in data[:200].partition(b"?>")[0]:
        return None
    try:
        data.decode()
    except UnicodeDecodeError:
        try:
            return codecs.lookup(match[1]).name
        except LookupError:
            return None
    return None
