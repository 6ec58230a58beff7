"""Measure a media file: length, media type, sides and playing time, from its headers alone."""

import math
import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, cast

from msgspec import Struct

from exporters.media import media_types
from exporters.media.bounded_file import BoundedFile
from exporters.support.files import open_regular
from exporters.support.lazy_regex import lazy_regex

MOST_PIXELS: Final = 1_000_000  # of a side, as the schema of articles has it
_MOST_SECONDS: Final = 10_000_000
_LFS: Final = lazy_regex(rb"version https://(?:git-lfs\.github\.com|hawser\.github\.com)/spec/v[0-9]+\r?\n")
_ANNEX: Final = lazy_regex(rb"/annex/objects/[^\n/]+\n?")


class MediaFacts(Struct, frozen=True, kw_only=True):
    """What a file says of itself; None where it does not."""

    length: int  # bytes
    media_type: str | None = None
    width: int | None = None  # pixels, as the picture is shown
    height: int | None = None  # pixels
    duration: int | None = None  # seconds


class MediaPointerError(Exception):
    """The file stands for one that is kept elsewhere; the message says by what."""


def measure(path: str) -> MediaFacts:
    """Return the facts of the regular file at `path`.

    Raises MediaPointerError for a pointer, and OSError or ValueError where the file can't be read.
    """
    with open_regular(Path(path)) as file:
        length = os.fstat(file.fileno()).st_size
        head = file.read(media_types.HEAD)
        check_pointer(head)
        media_type = media_types.of_head(head, path)
        kind = (media_type or "").partition("/")[0]
        if kind == "image":
            width, height = _sides(BoundedFile(file)) or (None, None)
            return MediaFacts(length=length, media_type=media_type, width=width, height=height)
        duration = _duration(BoundedFile(file)) if kind in ("audio", "video") else None
        return MediaFacts(length=length, media_type=media_type, duration=duration)


def check_pointer(head: bytes) -> None:
    """Raise MediaPointerError where a file begins as one that stands for another. Spec: git-lfs, git-annex."""
    for name, pattern in (("Git LFS", _LFS), ("git-annex", _ANNEX)):
        if pattern.match(head):
            raise MediaPointerError(name)


def _sides(file: BoundedFile) -> tuple[int, int] | None:
    """Width and height as the picture is shown; None where its header does not tell them."""
    import imagesize  # takes 77 ms, and few runs measure pictures

    file.seek(0)
    width, height = imagesize.get(file)  # which returns -1 for whatever a file may hold
    if all(math.isfinite(side) and 1 <= side <= MOST_PIXELS for side in (width, height)):
        return round(width), round(height)
    return None


def _duration(file: BoundedFile) -> int | None:
    """Seconds; None where the headers do not tell them."""
    from tinytag import TinyTag  # takes 11 ms, and few runs measure recordings

    seconds: float | None = None
    file.seek(0)
    with suppress(Exception):  # a parser may raise anything for what a file may hold
        seconds = TinyTag.get(file_obj=cast("BinaryIO", file), tags=False).duration  # which reads and seeks alone
    if seconds is None or not math.isfinite(seconds) or not 0 < seconds <= _MOST_SECONDS:
        return None
    return max(1, round(seconds))
