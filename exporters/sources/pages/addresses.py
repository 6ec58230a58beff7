"""Addresses of pages: whether two name one page."""

from typing import Final
from urllib.parse import unquote, urlsplit

_INDEX: Final = "index.html"


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
