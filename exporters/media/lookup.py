"""MediaLookup: what the files of a site say of the addresses in an article, and the stamps they had then."""

import os
import stat
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from exporters.media.folders import MediaFolder, MediaFolders, MediaPlace, find_places
from exporters.media.measure import MediaFacts, MediaPointerError, measure
from exporters.support.paths import decode_path, encode_path, relative_text

RESOLUTION: Final = 2_000_000_000  # ns: a file younger than that may change within its stamp
_MOST_CACHED: Final = 10_000  # files
_ANNEX: Final = ".git/annex/objects/"
_LINK: Final = "is a link out of its folder"


class MediaStamp(Struct, frozen=True, array_like=True):
    """The state of a file that was looked at; a file that changes has another one."""

    path: str  # from the folder of the settings, encode_path
    size: int  # bytes; -1: there was no file
    mtime: int  # ns since 1970; -1: it was too young to trust its stamp


class MediaFinding(NamedTuple):
    """What the file of an address says."""

    state: Literal["measured", "missing", "pointer", "unreadable"]
    name: str  # of the file, from the folder of the settings
    facts: MediaFacts | None = None
    reason: str = ""  # by which program a file is kept elsewhere, or why it can't be read


def are_current(stamps: Iterable[MediaStamp], base: str) -> bool:
    """Return whether the files are what they were when they were looked at. It opens none of them."""
    return all(stamp_file(os.path.join(base, decode_path(each.path)), each.path) == each for each in stamps)  # noqa: PTH118


def stamp_file(path: str, name: str) -> MediaStamp:
    """Return the stamp of the file at `path`, which is called `name`."""
    try:
        status = os.stat(path)  # noqa: PTH116 - paths are texts here
    except (OSError, ValueError):
        return MediaStamp(name, -1, 0)
    return MediaStamp(name, status.st_size, status.st_mtime_ns)


class MediaLookup:
    """Looks for the files of addresses, and measures each once."""

    def __init__(self, media: MediaFolders, home: str) -> None:
        """`home` is the address of the site."""
        self._media = media
        self._home = home
        self._beside: tuple[MediaFolder, ...] = ()
        self._measured: dict[MediaStamp, MediaFinding] = {}
        self._stamps: dict[str, MediaStamp] = {}
        self.findings: dict[str, MediaFinding] = {}  # by address, since `begin`

    def begin(self, beside: MediaFolder | None = None) -> None:
        """Forget what was found: another article follows. `beside` has the files that lie beside it."""
        self._beside = (beside,) if beside else ()
        self._stamps = {}
        self.findings = {}

    @property
    def stamps(self) -> tuple[MediaStamp, ...]:
        """The stamps of the files that were looked at since `begin`, and of those that were not there."""
        return tuple(self._stamps.values())

    def look(self, address: str) -> MediaFinding | None:
        """Return what the file of `address` says; None where no folder has it, and none has to."""
        if address in self.findings:
            return self.findings[address]
        missing: MediaFinding | None = None
        for place in find_places(address, (*self._media.folders, *self._beside), self._home):
            finding = self._look_at(place)
            if finding.state != "missing":
                self.findings[address] = finding
                return finding
            if place.folder.is_given and missing is None:
                missing = finding
        if missing is not None:
            self.findings[address] = missing
        return missing

    def stamps_of(self, address: str) -> tuple[MediaStamp, ...]:
        """Return the stamps of the files that `address` may have. It opens none of them."""
        places = find_places(address, (*self._media.folders, *self._beside), self._home)
        return tuple(_without_young_time(stamp_file(each.path, self._name(each.path))) for each in places)

    def _name(self, path: str) -> str:
        return encode_path(relative_text(path, self._media.base))

    def _look_at(self, place: MediaPlace) -> MediaFinding:
        path = place.path
        name = self._name(path)
        stamp = self._stamps.get(name)
        if stamp is None:
            stamp = stamp_file(path, name)
            self._stamps[name] = _without_young_time(stamp)
        if stamp.size < 0:
            return _find_pointer(path, name, place.folder)
        if stamp not in self._measured:
            if len(self._measured) >= _MOST_CACHED:
                self._measured.clear()
            self._measured[stamp] = _measure_file(path, name, place.folder)
        return self._measured[stamp]


def _without_young_time(stamp: MediaStamp) -> MediaStamp:
    """Return the stamp; without its time for a file so young that it may change within that."""
    is_young = stamp.size >= 0 and stamp.mtime + RESOLUTION > time.time_ns()
    return MediaStamp(stamp.path, stamp.size, -1) if is_young else stamp


def _find_pointer(path: str, name: str, folder: MediaFolder) -> MediaFinding:
    """A file that is not there; git-annex leaves a link to where it would be.

    A link out of the folder is called the same whether it leads to a file or not: nobody learns what lies outside.
    """
    with suppress(OSError, ValueError):
        if _ANNEX in os.readlink(path).replace("\\", "/"):  # noqa: PTH115 - paths are texts here
            return MediaFinding("pointer", name, reason="git-annex")
    return MediaFinding("missing", name) if _is_inside(path, folder) else MediaFinding("unreadable", name, reason=_LINK)


def _is_inside(path: str, folder: MediaFolder) -> bool:
    """Return whether `path` leads to a place below the folder, through all links."""
    real, root = os.path.realpath(path), os.path.realpath(folder.path)
    return real.startswith(root.rstrip(os.sep) + os.sep)


def _measure_file(path: str, name: str, folder: MediaFolder) -> MediaFinding:
    if not _is_inside(path, folder):
        return MediaFinding("unreadable", name, reason=_LINK)
    real = os.path.realpath(path)
    try:
        status = os.stat(real)  # noqa: PTH116
        if not stat.S_ISREG(status.st_mode):
            return MediaFinding("unreadable", name, reason="is no regular file")
        if not status.st_size:
            return MediaFinding("unreadable", name, reason="is empty")
        return MediaFinding("measured", name, measure(real))
    except MediaPointerError as error:
        return MediaFinding("pointer", name, reason=str(error))
    except OSError as error:
        return MediaFinding("unreadable", name, reason=f"can't be read ({error.strerror or type(error).__name__})")
    except ValueError:
        return MediaFinding("unreadable", name, reason="can't be read")
