"""Resolve the addresses in HTML, and record those that can't be used."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from exporters.model.url import host_of, is_local_host, is_url
from exporters.support.lazy_regex import lazy_regex

_SKIPPED_CHARS: Final = lazy_regex("[\t\r\n\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # browsers skip them: `java\nscript:` runs
_SCHEME: Final = lazy_regex(r"[A-Za-z][A-Za-z0-9+.-]{0,30}(?=:)")
_UNSAFE_SCHEMES: Final = frozenset({"javascript", "vbscript", "data", "file", "blob", "about", "cid", "view-source"})
_UNQUOTED_CHARS: Final = "!#$%&'()*+,/:;=?@[]~-._"  # stay as they are in mailto: and tel:
_CANDIDATE: Final = lazy_regex(r"[\s,]*(\S+)")
_MAX_CANDIDATES: Final = 50  # of one image; real ones have up to a dozen
_WITH_HOST: Final = lazy_regex(r"(?:https?:)?//", re.IGNORECASE)
_DESCRIPTOR: Final = lazy_regex(r"[0-9.]{1,9}[wxh]")
_PLAIN_LABEL: Final = "(?!xn--)[a-z0-9_-]+"
_PLAIN: Final = lazy_regex(  # a valid address whose host is no number and has no code: every parser reads it
    rf"https?://(?:{_PLAIN_LABEL}\.)*(?=[a-z]){_PLAIN_LABEL}(?::[0-9]+)?(?:[/?#]|\Z)", re.IGNORECASE | re.ASCII
)


class AddressResolver:
    """Resolves addresses; adds each that can't be used to `removed_parts`, and each of the own machine to `local`."""

    def __init__(
        self, resolve: Callable[[str], str | None], removed_parts: set[str], local: dict[str, None] | None = None
    ) -> None:
        """`resolve` returns the absolute form of an address, or None."""
        self.are_plain = True  # whether the sanitiser surely keeps all resolved addresses
        self._resolve = resolve
        self._removed_parts = removed_parts
        self._local = {} if local is None else local

    def resolve_url(self, address: str) -> str | None:
        """Return the absolute http or https form of an address, or None."""
        address = _SKIPPED_CHARS.sub("", address).strip()
        if not address:
            return None
        scheme = scheme_of(address)
        if scheme not in _UNSAFE_SCHEMES:
            url = self._resolve(address)
            if url is not None and is_url(url):
                self.are_plain = self.are_plain and _PLAIN.match(url) is not None
                self._look_at_host(address, url)
                return url
        self._removed_parts.add(f"{scheme}: address" if scheme not in {"", "http", "https"} else "unusable address")
        return None

    def _look_at_host(self, address: str, url: str) -> None:
        """Add the address of a machine or a private network, if it was written with its host."""
        if _is_local(url.split("/", 3)[2]) and _WITH_HOST.match(address):
            self._local[address] = None

    def resolve_link(self, address: str) -> str | None:
        """Return the absolute form of a link, or None. A link may also be mailto: or tel:."""
        stripped = _SKIPPED_CHARS.sub("", address).strip()
        if scheme_of(stripped) in {"mailto", "tel"}:
            self.are_plain = False
            return quote(stripped, safe=_UNQUOTED_CHARS, errors="replace")
        return self.resolve_url(address)

    def resolve_srcset(self, value: str) -> str | None:
        """Return images and their sizes with absolute addresses, None if no image is usable. Spec: HTML §4.8.4.2.1."""
        images = []
        for address, descriptor in _split_srcset(value):
            url = self.resolve_url(address)
            if url is not None and not url.endswith(",") and (not descriptor or _DESCRIPTOR.fullmatch(descriptor)):
                images.append(f"{url} {descriptor}".rstrip())
        return ", ".join(images) or None


@lru_cache(maxsize=1_024)
def _is_local(authority: str) -> bool:
    return is_local_host(host_of(f"http://{authority}"))


def scheme_of(address: str) -> str:
    """Return the scheme in lower case, or "" if the address has none."""
    match = _SCHEME.match(address)
    return match[0].lower() if match else ""


def _split_srcset(value: str) -> list[tuple[str, str]]:
    candidates: list[tuple[str, str]] = []
    at = 0
    while len(candidates) < _MAX_CANDIDATES and (candidate := _CANDIDATE.match(value, at)) is not None:
        address, at = candidate[1], candidate.end()
        descriptor = ""
        if not address.endswith(","):
            comma = value.find(",", at)
            end = comma if comma >= 0 else len(value)
            descriptor, at = value[at:end].strip(), end
        candidates.append((address.rstrip(","), descriptor))
    return candidates
