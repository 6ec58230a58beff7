"""Media folders: which folder of this machine holds the files below an address of the site."""

import os
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct


class MediaFolder(Struct, frozen=True, kw_only=True):
    """A folder whose files are published below an address."""

    prefix: str  # an absolute address, or a path of the site: /audio/; ends with "/"
    path: str  # absolute
    is_given: bool = False  # whether the settings name it, so that a missing file is a mistake


class MediaFolders(Struct, frozen=True, kw_only=True):
    """The media folders of a source, those of the settings first."""

    base: str  # absolute path of the folder of the settings, from which messages and the cache name files
    folders: tuple[MediaFolder, ...] = ()


class MediaPlace(NamedTuple):
    """Where the file of an address would lie."""

    folder: MediaFolder
    name: str  # of the file below the folder

    @property
    def path(self) -> str:
        """The path of the file."""
        return os.path.join(self.folder.path, *self.name.split("/"))  # noqa: PTH118 - paths are texts here


def find_places(address: str, folders: tuple[MediaFolder, ...], home: str) -> Iterator[MediaPlace]:
    """Yield the places of the file at `address`, the likeliest first; `home` is the address of the site."""
    for folder in folders:
        for prefix in _prefixes(folder.prefix, home):
            if address.startswith(prefix) and (name := _file_name(address[len(prefix) :])):
                yield MediaPlace(folder, name)
                break


@lru_cache(256)
def _prefixes(prefix: str, home: str) -> tuple[str, ...]:
    """The addresses that a path of the site may have: below the home page, and at the root of its host."""
    if "://" in prefix:
        return (prefix,)
    return (home.rstrip("/") + prefix, urljoin(home, prefix))


def _file_name(rest: str) -> str | None:
    """The name of a file below a folder; None where a segment is no name of a file, such as `..` or `a%2fb`."""
    segments = [unquote(each, errors="surrogateescape") for each in urlsplit(f"/{rest}").path[1:].split("/")]
    return "/".join(segments) if all(map(_is_name, segments)) else None


def _is_name(segment: str) -> bool:
    return bool(segment.strip(". ")) and not any(char in "/\\:\0" for char in segment)
