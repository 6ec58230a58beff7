"""The addresses in HTML: what `resolve` makes of them, and a record of those that can't be used."""

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from exporters.model.url import is_url

_IGNORED: Final = re.compile("[\t\r\n\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # browsers skip them: `java\nscript:` runs
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}(?=:)")
_NEVER: Final = frozenset({"javascript", "vbscript", "data", "file", "blob", "about", "cid", "view-source"})
_LETTERS: Final = "!#$%&'()*+,/:;=?@[]~-._"  # stay as they are in mailto: and tel:
_CANDIDATE: Final = re.compile(r"[\s,]*(\S+)")
_MOST_CANDIDATES: Final = 50  # of one image; real ones have up to a dozen
_DESCRIPTOR: Final = re.compile(r"[0-9.]{1,9}[wxh]")


class AddressResolver:
    """Resolves addresses, and remembers what it could not resolve in `removed`."""

    def __init__(self, resolve: Callable[[str], str | None], removed: set[str]) -> None:
        """`resolve` makes an address absolute, or says None."""
        self._resolve = resolve
        self._removed = removed

    def url(self, address: str) -> str | None:
        """The absolute http or https form, None where there is none."""
        address = _IGNORED.sub("", address).strip()
        if not address:
            return None
        scheme = scheme_of(address)
        if scheme not in _NEVER:
            url = self._resolve(address)
            if url is not None and is_url(url):
                return url
        self._removed.add(f"{scheme}: address" if scheme not in {"", "http", "https"} else "unusable address")
        return None

    def link(self, address: str) -> str | None:
        """The same for a link, which may also be mailto: or tel:."""
        written = _IGNORED.sub("", address).strip()
        if scheme_of(written) in {"mailto", "tel"}:
            return quote(written, safe=_LETTERS, errors="replace")
        return self.url(address)

    def srcset(self, written: str) -> str | None:
        """A list of images and their sizes, each absolute; None where none is left. Spec: HTML §4.8.4.2.1."""
        kept = []
        for address, descriptor in _candidates(written):
            url = self.url(address)
            if url is not None and not url.endswith(",") and (not descriptor or _DESCRIPTOR.fullmatch(descriptor)):
                kept.append(f"{url} {descriptor}".rstrip())
        return ", ".join(kept) or None


def scheme_of(address: str) -> str:
    """The scheme, lower-case, "" where the address has none."""
    found = _SCHEME.match(address)
    return found[0].lower() if found else ""


def _candidates(written: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at = 0
    while len(found) < _MOST_CANDIDATES and (candidate := _CANDIDATE.match(written, at)) is not None:
        address, at = candidate[1], candidate.end()
        descriptor = ""
        if not address.endswith(","):
            comma = written.find(",", at)
            end = comma if comma >= 0 else len(written)
            descriptor, at = written[at:end].strip(), end
        found.append((address.rstrip(","), descriptor))
    return found
