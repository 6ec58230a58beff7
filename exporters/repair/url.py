"""Clean addresses: make them absolute and percent-encoded. A valid address keeps its bytes."""

import html
import re
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from exporters.model.url import host_of, url_problem
from exporters.repair.report import RepairResult, ValueChange, note_change
from exporters.support.lazy_regex import lazy_regex

_SKIPPED_CHARS: Final = lazy_regex("[\t\r\n\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
_ENTITY: Final = lazy_regex(r"&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_UNQUOTED_CHARS: Final = "!$&'()*+,;=:@/?-._~%"  # what RFC 3986 allows in a path, a query and a fragment
_BARE_PERCENT: Final = lazy_regex(r"%(?![0-9A-Fa-f]{2})")
_PARTS: Final = lazy_regex(r"(?P<scheme>https?:)?//(?P<authority>[^/?#\\]*)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_MAX_LENGTH: Final = 100_000  # characters; a longer address can't be right, and encoding it costs time


def clean(url: str, base: str) -> RepairResult:
    """Return `url` cleaned; `base` is the address of the site, under which root-relative addresses lie.

    The result may still be no address (see `exporters.model.url.url_problem`).
    """
    if is_settled(url):
        return url, []
    changes: list[ValueChange] = []
    url = note_change(changes, "url-spaces", url, _SKIPPED_CHARS.sub("", url).strip())
    if len(url) > _MAX_LENGTH:
        return url, changes
    url = note_change(changes, "url-entity", url, _ENTITY.sub(lambda match: html.unescape(match[0]), url))
    url = note_change(changes, "url-relative", url, _make_absolute(url, base))
    return note_change(changes, "url-encoded", url, _encode(url)), changes


def lower_host(url: str) -> RepairResult:
    """Return an absolute address with scheme and host in small letters, in which case means nothing.

    Spec: RFC 3986 §6.2.2.1.
    """
    changes: list[ValueChange] = []
    found = _PARTS.fullmatch(url)
    if found is None or found["scheme"] is None or (begin := url[: -len(found["rest"]) or None]) == begin.lower():
        return url, changes
    return note_change(changes, "url-case", url, begin.lower() + found["rest"]), changes


def is_settled(url: str) -> bool:
    """Return whether `url` is an address that stays byte for byte."""
    return ("&" not in url or ("&#" not in url and "&amp;" not in url)) and not url_problem(url)


def resolve(address: str, base: str, page: str, *, at_root: bool = False) -> str | None:
    """Return the absolute form of an address inside HTML, or None. `page` is the article's permalink.

    Root-relative addresses in an article of another site lie at the root of that site, from which it was copied.
    `at_root`: those of the site itself lie at the root of the host, as in a browser, not below `base`.
    """
    if is_settled(address):
        return address
    try:
        if address.strip().startswith("/") and (at_root or host_of(page) != host_of(base)):
            address = urljoin(page, address.strip())
        url, _ = clean(address, base)
        if url_problem(url) and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", url):
            url, _ = clean(urljoin(page, url), base)
    except ValueError:  # such as "//[", which urljoin can't read
        return None
    return None if url_problem(url) else url


def resolve_in_page(address: str, page: str) -> str | None:
    """Return the absolute form of an address on the page at `page`, as a browser makes it, or None."""
    try:
        url, _ = clean(urljoin(page, address.strip()), page)
    except ValueError:  # such as "//[", which urljoin can't read
        return None
    return None if url_problem(url) else url


def _make_absolute(url: str, base: str) -> str:
    if url.startswith("//"):
        return urlsplit(base).scheme + ":" + url
    if not url.startswith("/"):
        return url
    parts = urlsplit(base)
    folder = parts.path.rstrip("/")
    has_folder = url.startswith(folder + "/")  # `/ai/x` on the site at `/ai/` includes the folder already
    return f"{parts.scheme}://{parts.netloc}{'' if has_folder else folder}{url}"


def _encode(url: str) -> str:
    match = _PARTS.fullmatch(url)
    if match is None:
        return url
    authority = match["authority"] if match["authority"].isascii() else _ascii_host(match["authority"])
    front, mark, fragment = match["rest"].partition("#")
    return f"{match['scheme'] or ''}//{authority}{_percent_encode(front)}{mark}{_percent_encode(fragment)}"


def _percent_encode(text: str) -> str:
    return quote(_BARE_PERCENT.sub("%25", text), safe=_UNQUOTED_CHARS, errors="replace")


def _ascii_host(authority: str) -> str:
    """Return the host in ASCII, as browsers request it. Spec: RFC 5891, UTS 46."""
    host, colon, port = authority.partition(":")
    if len(host) > 253:  # longer than any host; encoding takes quadratic time
        return authority
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii") + colon + port
    except idna.IDNAError:
        return authority
