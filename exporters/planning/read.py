"""A published feed of any generator: RSS 0.9 to 2.0, Atom 1.0, JSON Feed 1.0 and 1.1, known by what it holds."""

import codecs
import re
from typing import Final

from exporters.planning import jsonfeed
from exporters.planning.document import Document, UnreadableFeedError

MOST_BYTES: Final = 256 << 20
_MARK: Final = b"\xef\xbb\xbf"
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")  # byte order marks of UTF-16
_CHARSET: Final = re.compile(r";\s*charset\s*=\s*\"?([A-Za-z0-9._-]+)", re.IGNORECASE)
_PAGE: Final = re.compile(rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL)


def read(data: bytes, media_type: str | None = None, *, most_bytes: int = MOST_BYTES) -> Document:
    """The feed in `data`. `media_type` is what HTTP said of it: only its charset counts, and only where XML has none.

    Raises UnreadableFeedError where it is no feed.
    """
    if len(data) > most_bytes:
        raise UnreadableFeedError(f"larger than {most_bytes >> 20} MB")
    if data.startswith(_WIDE):
        return _xml(data)
    data = data.removeprefix(_MARK).lstrip()  # WordPress themes often write an empty line first
    match data[:1]:
        case b"":
            raise UnreadableFeedError("empty")
        case b"{":
            return jsonfeed.read(data)
        case b"<":
            if _PAGE.match(data[:2000]):
                raise UnreadableFeedError("an HTML page")
            return _xml(data, _charset(data, media_type))
        case _:
            raise UnreadableFeedError("neither XML nor JSON")


def _xml(data: bytes, charset: str | None = None) -> Document:
    """The feed in some XML."""
    from exporters.planning import xmlfeed  # loads lxml, which takes longer than to read a small feed

    return xmlfeed.read(data, charset)


def _charset(data: bytes, media_type: str | None) -> str | None:
    """The charset that HTTP gives a document which declares none and is no UTF-8. Spec: RFC 7303 §3."""
    found = _CHARSET.search(media_type or "")
    if found is None or b"encoding" in data[:200].partition(b"?>")[0]:
        return None
    try:
        data.decode()
    except UnicodeDecodeError:
        try:
            return codecs.lookup(found[1]).name
        except LookupError:
            return None
    return None
