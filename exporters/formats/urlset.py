"""Shared by both sitemaps: the URLs they may list, without duplicates, and the XML around them.

Spec: Sitemaps XML format, https://www.sitemaps.org/protocol.html.
"""

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, BinaryIO, Final

from lxml import etree

SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
LONGEST: Final = 2_047  # characters of an address: "less than 2,048"
_SHORTEST: Final = 12  # minimum in the XML Schema of sitemaps; only hosts such as http://a/ are shorter
_ADDRESS: Final = re.compile(r"(https?)://([^/?#]*?)(?::([0-9]*))?(?=[/?#]|$)([^?#]*)(\?[^#]*)?", re.IGNORECASE)
_PORTS: Final = {"http": "80", "https": "443"}
_CLIMBING: Final = re.compile(
    r"/(?:\.|%2e){1,2}(?:/|$)", re.IGNORECASE
)  # dot segments, RFC 3986 §5.2.4, also encoded, as browsers resolve them

NO_LENGTH: Final = f"at an address shorter than {_SHORTEST} or longer than {LONGEST:,} characters"

Node = tuple[str, "str | Sequence[Node]"]  # name of an element, and its text or children


class SitemapScope:
    """The URLs that a sitemap of the site at `home` may list. Spec: Sitemap file location."""

    def __init__(self, home: str) -> None:
        """`home` is absolute; its scheme, host, and path up to the last slash count."""
        url = _plain(home)
        self._base = url[: url.partition("?")[0].rindex("/") + 1]

    def location(self, url: str) -> str:
        """Return the <loc> of an absolute `url`, without fragment; "" if the sitemap may not list it.

        A path with dot segments (`/news/../other`) is not listed.
        """
        plain = _plain(url)
        if not plain.startswith(self._base) or _CLIMBING.search(plain.partition("?")[0]):
            return ""
        return plain

    def is_fit(self, location: str) -> bool:
        """Whether a location has an allowed length. Spec: <loc>."""
        return _SHORTEST <= len(location) <= LONGEST


def _plain(url: str) -> str:
    """Normalise a URL: lower-case scheme and host, no default port, no fragment."""
    found = _ADDRESS.match(url)
    if found is None:
        return url
    scheme, host, port, path, query = found.groups()
    scheme = scheme.lower()
    at = f":{port}" if port and port != _PORTS[scheme] else ""
    return f"{scheme}://{host.lower()}{at}{path or '/'}{query or ''}"


class SeenUrls:
    """A set of URLs in 16 to 32 bytes each, where a set of strings takes two hundred.

    It stores hashes of eight bytes: one site of 30 million with a million URLs loses one to a collision.
    """

    def __init__(self, most: int) -> None:
        """Allocate room for up to `most` URLs."""
        places = 1 << (2 * most).bit_length()
        self._table = array("Q", bytes(8 * places))
        self._mask = places - 1

    def add(self, address: str) -> bool:
        """Add a URL; return whether it is new."""
        digest = int.from_bytes(blake2b(address.encode(), digest_size=8).digest(), "little") or 1
        place = digest & self._mask
        while found := self._table[place]:
            if found == digest:
                return False
            place = (place + 1) & self._mask
        self._table[place] = digest
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
    name, inside = node
    document.write("\n" + "  " * level)
    with document.element(name):
        if isinstance(inside, str):
            document.write(inside)
        else:
            for child in inside:
                _write_node(document, child, level + 1)
            document.write("\n" + "  " * level)
