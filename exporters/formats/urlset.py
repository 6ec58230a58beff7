"""What both sitemaps share: the URLs that they may list, without duplicates, and the XML around them.

Spec: Sitemaps XML format, https://www.sitemaps.org/protocol.html.
"""

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, BinaryIO, Final

from lxml import etree

from exporters.support.lazy_regex import lazy_regex

SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
MAX_LENGTH: Final = 2_047  # characters of an address: "less than 2,048"
_MIN_LENGTH: Final = 12  # minimum in the XML Schema of sitemaps; only hosts such as http://a/ are shorter
_ADDRESS: Final = lazy_regex(r"(https?)://([^/?#]*?)(?::([0-9]*))?(?=[/?#]|$)([^?#]*)(\?[^#]*)?", re.IGNORECASE)
_PORTS: Final = {"http": "80", "https": "443"}
_DOT_SEGMENT: Final = lazy_regex(
    r"/(?:\.|%2e){1,2}(?:/|$)", re.IGNORECASE
)  # dot segments, RFC 3986 §5.2.4, also encoded, as browsers resolve them

NO_LENGTH: Final = f"at an address shorter than {_MIN_LENGTH} or longer than {MAX_LENGTH:,} characters"

Node = tuple[str, "str | Sequence[Node]"]  # name of an element, and its text or children


class SitemapScope:
    """The URLs that a sitemap of the site at `home` may list. Spec: Sitemap file location."""

    def __init__(self, home: str) -> None:
        """`home` is an absolute URL; its scheme, host, and path up to the last slash are the scope."""
        url = _normalise(home)
        self._base = url[: url.partition("?")[0].rindex("/") + 1]

    def location(self, url: str) -> str:
        """Return the <loc> of an absolute `url`, without fragment; "" if the sitemap may not list it.

        A path with dot segments (`/news/../other`) is not listed.
        """
        normal = _normalise(url)
        if not normal.startswith(self._base) or _DOT_SEGMENT.search(normal.partition("?")[0]):
            return ""
        return normal

    def has_allowed_length(self, location: str) -> bool:
        """Return whether a location has an allowed length. Spec: <loc>."""
        return _MIN_LENGTH <= len(location) <= MAX_LENGTH


def _normalise(url: str) -> str:
    """Return the URL with scheme and host in lower case, without default port and fragment."""
    match = _ADDRESS.match(url)
    if match is None:
        return url
    scheme, host, port, path, query = match.groups()
    scheme = scheme.lower()
    at = f":{port}" if port and port != _PORTS[scheme] else ""
    return f"{scheme}://{host.lower()}{at}{path or '/'}{query or ''}"


class UrlSet:
    """A set of URLs with 16 to 32 bytes for each; a set of strings takes two hundred.

    It stores hashes of eight bytes: one site of 30 million with a million URLs loses one to a collision.
    """

    def __init__(self, capacity: int) -> None:
        """`most` is the maximal number of URLs."""
        slots = 1 << (2 * capacity).bit_length()
        self._table = array("Q", bytes(8 * slots))
        self._mask = slots - 1

    def add(self, url: str) -> bool:
        """Add a URL; return whether it is new."""
        digest = int.from_bytes(blake2b(url.encode(), digest_size=8).digest(), "little") or 1
        slot = digest & self._mask
        while stored := self._table[slot]:
            if stored == digest:
                return False
            slot = (slot + 1) & self._mask
        self._table[slot] = digest
        return True


def write(root: str, prefixes: Mapping[str | None, str], children: Iterable[Node], out: BinaryIO) -> None:
    """Write an indented document to `out`, one child of `root` in memory at a time."""
    with etree.xmlfile(out, encoding="UTF-8") as document:
        document.write_declaration()
        with document.element(root, nsmap=dict(prefixes)):
            for child in children:
                _write_node(document, child, 1)
            document.write("\n")
    out.write(b"\n")


def _write_node(document: Any, node: Node, level: int) -> None:
    name, content = node
    document.write("\n" + "  " * level)
    with document.element(name):
        if isinstance(content, str):
            document.write(content)
        else:
            for child in content:
                _write_node(document, child, level + 1)
            document.write("\n" + "  " * level)
