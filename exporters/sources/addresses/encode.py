"""Paths as they stand in addresses: percent-encoded, and never above the site. Spec: RFC 3986 §3.3."""

import re
from typing import Final
from urllib.parse import quote, unquote

from exporters.sources.addresses.parts import AddressError
from exporters.support.lazy_regex import lazy_regex

PCHAR: Final = "/-._~!$&'()*+,;=:@"  # what a path holds as it is, beside letters and digits
_ESCAPE: Final = lazy_regex("(%[0-9A-Fa-f]{2})")
_CONTROL: Final = lazy_regex(r"[\x00-\x1f\x7f\ud800-\udfff]")


def encode_path(path: str, safe: str = PCHAR) -> str:
    """Return `path` with every character encoded that is not in `safe`; what is encoded already stays."""
    refuse_control(path)
    return "".join(part if index % 2 else quote(part, safe=safe) for index, part in enumerate(_ESCAPE.split(path)))


def finished(path: str) -> str:
    """Return an encoded path that begins with one /, without empty parts. Raises AddressError where it climbs."""
    path = "/" + re.sub("/{2,}", "/", path).removeprefix("/")
    for part in path.split("/"):
        plain = unquote(part)
        if "\\" in plain or any(each in (".", "..") for each in plain.split("/")):
            raise AddressError("an address that leads out of its folder", "write a slug without dots and slashes")
        refuse_control(plain)
    return path


def refuse_control(text: str) -> None:
    """Raise AddressError where a character can't stand in an address."""
    if found := _CONTROL.search(text):
        raise AddressError(f"the character U+{ord(found[0]):04X} in an address", "remove it")
