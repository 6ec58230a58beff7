"""Compare addresses of entries: whether two lead to one page, and how an old one became a new one."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import unquote

from exporters.support.lazy_regex import lazy_regex

_ADDRESS: Final = lazy_regex(
    r"(?P<scheme>https?)://(?:[^/?#@]*@)?(?P<host>[^/?#]*)(?P<path>[^?#]*)(?P<query>(?:\?[^#]+)?)\??(?P<fragment>(?:#.+)?)#?",
    re.IGNORECASE | re.DOTALL,
)
_INDEX: Final = lazy_regex(r"/(?:index|default)\.(?:html?|php)/?\Z", re.IGNORECASE)
_ENDING: Final = lazy_regex(r"\.[A-Za-z]{2,5}\Z")
_DATE: Final = lazy_regex(r"/(?:19|20)\d\d(?:/\d{1,2}){0,2}(?=/|\Z)")
REMEMBERED: Final = 1 << 14  # addresses, each of which is asked for several times
_DEFAULT_PORTS: Final = {"http": ":80", "https": ":443"}


class LinkParts(NamedTuple):
    """The parts of an http or https address."""

    scheme: str
    host: str  # in small letters, without the port that goes without saying
    path: str  # unchanged
    query: str  # with its "?"
    fragment: str  # with its "#"

    @property
    def place(self) -> str:
        """Return the path without escapes, index.html and trailing slash, which generators write differently."""
        return _place(self.path)


def _host(host: str, scheme: str) -> str:
    host = host.lower()
    return host.removesuffix(_DEFAULT_PORTS[scheme.lower()]).rstrip(".") if host[-1:] in "0123456789." else host


def _place(path: str) -> str:
    path = unquote(path) if "%" in path else path
    return (_INDEX.sub("/", path) if "." in path else path).rstrip("/")


@lru_cache(REMEMBERED)
def parts(address: str) -> LinkParts | None:
    """Split an address; None if it is not http or https."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    scheme, host, path, query, fragment = match.groups()
    return LinkParts(scheme.lower(), _host(host, scheme), path, query, fragment)


@lru_cache(REMEMBERED)
def same_link(address: str | None) -> str:
    """Return a key that addresses of the same page usually share; "" for none.

    They may differ in http and https, `www.`, the case of the host, `index.html`, escapes and the slash at the end.
    """
    if not address:
        return ""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return address
    scheme, host, path, query, fragment = match.groups()
    return f"{_host(host, scheme).removeprefix('www.')}{_place(path)}{query}{fragment}"


def key_without_host(address: str | None) -> str:
    """Return the key without the host, which survives a new domain; "" for a home page, which every site has."""
    link = parts(address) if address else None
    return f"{link.place}{link.query}{link.fragment}" if link else ""


def how(before: str, after: str) -> str:
    """Return how an address changed: `http became https and a slash was added at the end`."""
    old, new = parts(before), parts(after)
    if old is None or new is None:
        return "another kind of address"
    return " and ".join(_changes(old, new)) or "its spelling changed"


def _changes(old: LinkParts, new: LinkParts) -> Iterator[str]:
    if old.scheme != new.scheme:
        yield f"{old.scheme} became {new.scheme}"
    if old.host != new.host:
        if new.host == f"www.{old.host}":
            yield "www. was added"
        elif old.host == f"www.{new.host}":
            yield "www. was removed"
        else:
            yield f"{old.host} became {new.host}"
    if (old.path or "/") != (new.path or "/"):
        yield from _path(old, new)
    if old.query != new.query:
        yield "the query changed"
    if old.fragment != new.fragment:
        yield "the fragment changed"


def _path(old: LinkParts, new: LinkParts) -> Iterator[str]:
    if old.place == new.place:
        if _INDEX.search(old.path) and not _INDEX.search(new.path):
            yield "index.html was removed"
        elif old.path.endswith("/") != new.path.endswith("/"):
            yield "a slash was added at the end" if new.path.endswith("/") else "the slash at the end was removed"
        return
    if old.place.lower() == new.place.lower():
        yield "capital letters changed"
        return
    folder, _, slug = old.place.rpartition("/")
    now_folder, _, now_slug = new.place.rpartition("/")
    if folder != now_folder:
        if slug == now_slug or _ENDING.sub("", slug) == _ENDING.sub("", now_slug):
            yield f"{_mask_dates(folder)}/ became {_mask_dates(now_folder)}/"
        else:
            yield "the path changed"
    if slug != now_slug and _ENDING.sub("", slug) == _ENDING.sub("", now_slug):
        endings = [_ENDING.search(each) for each in (slug, now_slug)]
        was, now = (match[0] if match else "" for match in endings)
        yield (
            f"the ending {was} became {now}"
            if was and now
            else f"the ending {was or now} {'was removed' if was else 'was added'}"
        )
    elif slug != now_slug and folder == now_folder:
        yield "the slug changed"


def _mask_dates(folder: str) -> str:
    """Return a folder with its dates masked, so that many entries show one pattern."""
    return _DATE.sub("/<date>", folder)
