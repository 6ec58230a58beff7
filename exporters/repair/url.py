"""Addresses: made absolute and percent-encoded where they are not. One that is valid stays byte for byte."""

import html
import re
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from exporters.model.url import host_of, problem
from exporters.repair.report import Changed, ValueChange, step

_IGNORED: Final = re.compile("[\t\r\n\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
_ENTITY: Final = re.compile(r"&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_SAFE: Final = "!$&'()*+,;=:@/?-._~%"  # what RFC 3986 allows in a path, a query and a fragment
_BARE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PARTS: Final = re.compile(r"(?P<scheme>https?:)?//(?P<authority>[^/?#\\]*)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_LONGEST: Final = 100_000  # characters; a longer one can't be right, and is not worth encoding


def clean(url: str, base: str) -> Changed:
    """`url` as it may be written; `base` is the site's address, under which root-relative ones lie.

    What comes back may still be no address (see `exporters.model.url.problem`): nothing is made up.
    """
    if is_settled(url):
        return url, []
    changes: list[ValueChange] = []
    url = step(changes, "url-spaces", url, _IGNORED.sub("", url).strip())
    if len(url) > _LONGEST:
        return url, changes
    url = step(changes, "url-entity", url, _ENTITY.sub(lambda found: html.unescape(found[0]), url))
    url = step(changes, "url-relative", url, _absolute(url, base))
    return step(changes, "url-encoded", url, _encoded(url)), changes


def is_settled(url: str) -> bool:
    """Whether `url` is an address that stays byte for byte."""
    return "&#" not in url and "&amp;" not in url and not problem(url)


def resolve(address: str, base: str, page: str, *, at_root: bool = False) -> str | None:
    """The absolute form of an address inside HTML, None where it has none. `page` is the article's permalink.

    The body of an article from another site was copied from there, and its root-relative addresses with it.
    `at_root`: so are those of the site itself, as a browser takes them: at the root of the host, not below `base`.
    """
    try:
        if address.strip().startswith("/") and (at_root or host_of(page) != host_of(base)):
            address = urljoin(page, address.strip())
        url, _ = clean(address, base)
        if problem(url) and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", url):
            url, _ = clean(urljoin(page, url), base)
    except ValueError:  # such as "//[", which urljoin can't read
        return None
    return None if problem(url) else url


def _absolute(url: str, base: str) -> str:
    if url.startswith("//"):
        return urlsplit(base).scheme + ":" + url
    if not url.startswith("/"):
        return url
    parts = urlsplit(base)
    folder = parts.path.rstrip("/")
    within = url.startswith(folder + "/")  # `/ai/x` of the site at `/ai/` names its folder already
    return f"{parts.scheme}://{parts.netloc}{'' if within else folder}{url}"


def _encoded(url: str) -> str:
    found = _PARTS.fullmatch(url)
    if found is None:
        return url
    authority = found["authority"] if found["authority"].isascii() else _ascii_host(found["authority"])
    front, mark, fragment = found["rest"].partition("#")
    return f"{found['scheme'] or ''}//{authority}{_quoted(front)}{mark}{_quoted(fragment)}"


def _quoted(text: str) -> str:
    return quote(_BARE_PERCENT.sub("%25", text), safe=_SAFE, errors="replace")


def _ascii_host(authority: str) -> str:
    """The host in ASCII, as browsers ask for it. Spec: RFC 5891, UTS 46."""
    host, colon, port = authority.partition(":")
    if len(host) > 253:  # longer than any host; encoding takes time that grows with the square
        return authority
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii") + colon + port
    except idna.IDNAError:
        return authority
