"""Resolve --against: a folder, a file or an address."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exporters.errors import PublishError, UsageError
from exporters.planning.published_source import PublishedFolder, PublishedSource, SingleDocument, parse_feed
from exporters.planning.readers.document import FeedDocument, Format
from exporters.support.lazy_regex import lazy_regex
from exporters.support.paths import absolute

if TYPE_CHECKING:
    from exporters.http.request import FetchedDocument

_SCHEME: Final = lazy_regex(r"(https?)://", re.IGNORECASE)
_SECRET: Final = lazy_regex(r"[^/@]*:[^/@]*@")  # of an address without https://
_OTHER: Final = lazy_regex(r"[A-Za-z][A-Za-z0-9+.-]*://")


def resolve(against: str, names: Mapping[Format, str], *, is_limited: bool = False) -> PublishedSource:
    """Return the published source at `against`; `names` are the documents of the site-wide feed, by format.

    An address that ends with "/" names a folder, unless it is a feed itself and Outfeed published nothing there. Any
    other address names a feed, unless it leads to a folder. `is_limited`: all requests together have 60 seconds, those
    of the source too; otherwise each has. Raises UsageError if it is neither, PublishError if the
    request fails.
    """
    against = against.strip()
    if _SCHEME.match(against):
        return _at(against, names, is_limited=is_limited)
    if _OTHER.match(against):
        scheme = against.partition(":")[0].lower()[:20]
        raise _usage_error(f"--against: the scheme {scheme} is not http or https")
    path, shown_folder = absolute(Path(against)), _SECRET.sub("…@", against)
    if path.is_file():
        return SingleDocument(PublishedFolder(path.parent).document(path.name), names)
    if path.exists() and not path.is_dir():
        raise _usage_error(f"--against: {shown_folder} is not a regular file")
    if not path.is_dir():
        raise _usage_error(f"--against: there is no folder {shown_folder}")
    return PublishedFolder(path)


def _at(address: str, names: Mapping[Format, str], *, is_limited: bool) -> PublishedSource:
    from exporters.planning.address import (  # loads what the network takes
        PublishedAddress,
        SharedTimeLimit,
        fetch_document,
    )

    fetch = SharedTimeLimit().fetch if is_limited else fetch_document
    address = address.partition("#")[0]
    if not address.endswith("/"):
        document = fetch(address)
        if document is None or not document.address.endswith("/"):
            return SingleDocument(
                parse_feed(document.data, document.address, document.media_type) if document else None, names
            )
        address += "/"  # servers lead there from the name of a folder
    folder = PublishedAddress(address, fetch)
    if folder.manifest is None and all(fetch(address + name) is None for name in names.values()):
        return SingleDocument(_parse_if_feed(fetch(address)), names)  # as WordPress has it: https://example.org/feed/
    return folder


def _parse_if_feed(document: "FetchedDocument | None") -> FeedDocument | None:
    """Return the feed at an address; None for a missing page or a page that is not a feed."""
    try:
        return parse_feed(document.data, document.address, document.media_type) if document else None
    except PublishError:
        return None


def _usage_error(message: str) -> UsageError:
    fix = "name a folder, a feed, or an address that begins with https://"
    return UsageError.because("against-wrong", message, fix)
