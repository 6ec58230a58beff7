"""Addresses of pages: what a browser makes of one on a page, and whether two name one page."""

from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from exporters.model.url import url_problem
from exporters.repair.url import clean

_INDEX: Final = "index.html"


def resolve_in_page(address: str, page: str) -> str | None:
    """The absolute form of an address on the page at `page`, as a browser makes it; None where it has none."""
    try:
        url, _ = clean(urljoin(page, address.strip()), page)
    except ValueError:  # such as "//[", which urljoin can't read
        return None
    return None if url_problem(url) else url


def is_same_page(one: str, other: str) -> bool:
    """Whether two addresses name one page: `/a/`, `/a`, `/a/index.html` and `/a.html` do, `http` and `https` too."""
    return page_name(one) == page_name(other)


def page_name(address: str) -> tuple[str, str]:
    """The host and the path of an address, without what servers add to the name of a page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address, ""
    path = unquote(parts.path)
    path = path.removesuffix(_INDEX) if path.endswith(f"/{_INDEX}") else path.removesuffix(".html").removesuffix(".htm")
    return parts.netloc.lower().removeprefix("www."), path.rstrip("/")
