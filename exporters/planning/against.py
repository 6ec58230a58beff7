"""--against: what the words on the command line mean, a folder, a file or an address."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exporters.errors import PublishError, UsageError
from exporters.planning.published import PublishedFolder, PublishedSource, SingleDocument, parsed
from exporters.planning.readers.document import FeedDocument, Format
from exporters.support.paths import absolute

if TYPE_CHECKING:
    from exporters.http.request import FetchedDocument

_SCHEME: Final = re.compile(r"(https?)://", re.IGNORECASE)
_SECRET: Final = re.compile(r"[^/@]*:[^/@]*@")  # of an address without https://
_OTHER: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def published(against: str, names: Mapping[Format, str]) -> PublishedSource:
    """What is published there; `names` are those of the documents of the whole site's feed, by format.

    An address that ends with "/" is that of a folder, unless nothing of ours is there and it is a feed itself; any
    other one is that of a feed, unless it leads to a folder. Raises UsageError for what is neither, PublishError where
    it can't be had.
    """
    against = against.strip()
    if _SCHEME.match(against):
        return _at(against, names)
    if _OTHER.match(against):
        scheme = against.partition(":")[0].lower()[:20]
        raise _wrong(f"--against: the scheme {scheme} is not http or https")
    path, named = absolute(Path(against)), _SECRET.sub("…@", against)
    if path.is_file():
        return SingleDocument(PublishedFolder(path.parent).document(path.name), names)
    if path.exists() and not path.is_dir():
        raise _wrong(f"--against: {named} is not a regular file")
    if not path.is_dir():
        raise _wrong(f"--against: there is no folder {named}")
    return PublishedFolder(path)


def _at(address: str, names: Mapping[Format, str]) -> PublishedSource:
    from exporters.planning.address import PublishedAddress, fetched  # loads what the network takes

    address = address.partition("#")[0]
    if not address.endswith("/"):
        found = fetched(address)
        if found is None or not found.address.endswith("/"):
            return SingleDocument(parsed(found.data, found.address, found.media_type) if found else None, names)
        address += "/"  # servers lead there from the name of a folder
    folder = PublishedAddress(address)
    if folder.manifest is None and all(fetched(address + name) is None for name in names.values()):
        return SingleDocument(_feed(fetched(address)), names)  # as WordPress has it: https://example.org/feed/
    return folder


def _feed(found: "FetchedDocument | None") -> FeedDocument | None:
    """The feed at an address; None where nothing is there, or a page and no feed."""
    try:
        return parsed(found.data, found.address, found.media_type) if found else None
    except PublishError:
        return None


def _wrong(seen: str) -> UsageError:
    right = "name a folder, a feed, or an address that begins with https://"
    return UsageError.because("against-wrong", seen, right)
