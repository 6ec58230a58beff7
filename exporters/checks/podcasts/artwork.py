"""Rules about the artwork of a podcast or an episode. Spec: Apple's guide to RSS, <itunes:image>; PSP-1."""

import re
from collections.abc import Iterator
from typing import Final

from exporters.diagnostics.diagnostic import Diagnostic, Level, quote_value
from exporters.model.artwork import Artwork

SIDES: Final = range(1400, 3001)  # pixels
_TYPES: Final = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}  # by the end of the address
_NAMES: Final = {"image/jpeg": "a JPEG", "image/png": "a PNG"}
_FIX: Final = "use a square JPEG or PNG of 1400 to 3000 pixels"


def artwork_problems(artwork: Artwork) -> Iterator[Diagnostic]:
    """Yield what directories refuse in the artwork: its address, its size, its type, as far as those are known."""
    suffix = address_suffix(artwork.url)
    expected = _TYPES.get(suffix)
    if expected is None:
        yield _warning(f"the address {quote_value(artwork.url)} does not end in .jpg or .png", _FIX)
    elif artwork.media_type and artwork.media_type != expected:
        kind = _NAMES.get(artwork.media_type, artwork.media_type)
        yield _warning(f"the file is {kind}, but its address ends in .{suffix}", f"{_FIX}, with the right ending")
    if artwork.width is None or artwork.height is None:
        return
    if artwork.width != artwork.height:
        yield _warning(f"{artwork.width:,} x {artwork.height:,} pixels are not square", _FIX)
    if not {artwork.width, artwork.height} <= {*SIDES}:
        yield _warning(f"{artwork.width:,} x {artwork.height:,} pixels are not between 1400 and 3000", _FIX)


def address_suffix(url: str) -> str:
    """Return `mp3` for an address whose path ends in `.mp3` or `.MP3`, whatever its query; "" without an ending."""
    path = re.split("[?#]", url, maxsplit=1)[0].partition("://")[2].partition("/")[2]
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


def _warning(message: str, fix: str) -> Diagnostic:
    return Diagnostic("podcast-artwork", message, fix, Level.WARNING)
