"""Ids of elements: readers show many entries on one page, so each id begins with a hash of its entry's id."""

from hashlib import sha256
from typing import Final
from urllib.parse import quote, unquote

from exporters.bodies.html.markup import parse_attributes
from exporters.support.lazy_regex import lazy_regex

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ID: Final = lazy_regex(r'<[a-z][^\s<>]*(?> [^\s=>]+="[^"]*")*?(?: (?:id|name)="[^"]*")(?> [^\s=>]+="[^"]*")*>')
_LINK: Final = lazy_regex(r' href="#([^"]+)"')
_LONGEST: Final = 200  # characters of an id
_UNQUOTED_CHARS: Final = "!$&'()*+,;=:@/?-._~"  # what RFC 3986 allows in a fragment


def id_prefix(entry_id: str) -> str:
    """Return what ids of elements begin with in the entry: `o`, eight hexadecimal digits and a hyphen."""
    return f"o{sha256(entry_id.encode(errors='surrogatepass')).hexdigest()[:8]}-"


class EntryIds:
    """The ids of one entry that stay: those of headings, and those to which the entry links."""

    def __init__(self, html: str, prefix: str) -> None:
        """`html` is normalised; with "" as `prefix` no id stays."""
        self._prefix = prefix
        self._written = _find_ids(html) if prefix and (' id="' in html or ' name="' in html) else frozenset[str]()
        self._linked = set[str]()
        if self._written:
            self._linked = {unquote(parse_attributes(found[0])["href"][1:]) for found in _LINK.finditer(html)}
        self._used: set[str] = set()

    def rewrite_link(self, href: str) -> str | None:
        """Return a link within the entry, None where it leads elsewhere."""
        name = unquote(href[1:]) if href.startswith("#") else ""
        return "#" + quote(self._prefixed(name), safe=_UNQUOTED_CHARS) if name in self._written else None

    def rewrite_id(self, tag: str, values: dict[str, str]) -> None:
        """Put the prefix before the id in `values`, the attributes of a tag, or remove it."""
        name = values.pop("name", "") if tag == "a" else ""
        id_ = values.pop("id", "") or name
        if id_ not in self._written or id_ in self._used or not (tag in _HEADINGS or id_ in self._linked):
            return
        self._used.add(id_)
        values["id"] = self._prefixed(id_)

    def _prefixed(self, name: str) -> str:
        return name if name.startswith(self._prefix) else self._prefix + name


def _find_ids(html: str) -> frozenset[str]:
    found = (parse_attributes(" " + match[0][1:-1].partition(" ")[2]) for match in _ID.finditer(html))
    ids = {values.get("id") or values.get("name", "") for values in found}
    return frozenset(each for each in ids if each and len(each) <= _LONGEST and not any(map(str.isspace, each)))
