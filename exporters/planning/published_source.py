"""Published feeds to compare with: in a folder, at an address, or one single document."""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol

from exporters.errors import PublishError
from exporters.planning.readers.document import FeedDocument, Format, UnreadableFeedError
from exporters.planning.readers.read import MOST_BYTES, read
from exporters.publishing import manifest as manifests
from exporters.publishing.contents import FileDigest, holds
from exporters.publishing.failure import unreadable
from exporters.publishing.manifest import Manifest, ManifestError
from exporters.support.files import NotRegularError, read_regular
from exporters.support.paths import shown_path


class PublishedSource(Protocol):
    """Where feeds are published."""

    @property
    def manifest(self) -> Manifest | None:
        """Return the manifest; None if there is none, or it can't be read. Raises PublishError."""

    @property
    def at_once(self) -> int:
        """How many documents may be requested in parallel."""

    def holds(self, name: str, contents: FileDigest) -> bool:
        """Return whether the document `name` surely has these contents."""

    def data(self, name: str) -> bytes | None:
        """Return the bytes of the document `name`; None if it is missing or not available. Raises PublishError."""

    def document(self, name: str) -> FeedDocument | None:
        """Return the parsed document `name`; None if there is none. Raises PublishError if it is not a feed."""


class PublishedFolder:
    """Feeds published in a local folder."""

    at_once: Final = 1

    def __init__(
        self, path: Path, *, is_reused: Callable[[str], bool] = lambda _: False, is_lenient: bool = False
    ) -> None:
        """`is_reused` says whether a file is already known to equal the one to publish.

        `is_lenient`: a damaged document counts as missing, because the export replaces it.
        """
        self._path = path
        self._is_reused = is_reused
        self._is_lenient = is_lenient

    @cached_property
    def manifest(self) -> Manifest | None:
        """Return the manifest of the folder."""
        try:
            return manifests.read(self._path)
        except ManifestError:  # the export reports it
            return None

    def holds(self, name: str, contents: FileDigest) -> bool:
        """Return whether the file has these contents."""
        return self._is_reused(name) or holds(self._path / name, contents)

    def data(self, name: str) -> bytes | None:
        """Return the bytes of a file."""
        path = self._path / name
        try:
            data = read_regular(path, MOST_BYTES)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError, NotRegularError):
            return None
        except OSError as error:
            raise unreadable(error, path) from error
        if len(data) > MOST_BYTES:
            self._refuse(f"larger than {MOST_BYTES >> 20} MB", path)
            return None
        return data

    def document(self, name: str) -> FeedDocument | None:
        """Return the parsed file."""
        data = self.data(name)
        try:
            return None if data is None else read(data)
        except UnreadableFeedError as error:
            self._refuse(error.reason, self._path / name)
            return None

    def _refuse(self, reason: str, path: Path) -> None:
        """Raise PublishError, unless damaged files count as missing."""
        if not self._is_lenient:
            raise _unreadable(reason, shown_path(path))


class SingleDocument:
    """A single published feed (any generator), compared with the site-wide feed."""

    manifest: Final = None
    at_once: Final = 1

    def __init__(self, document: FeedDocument | None, names: Mapping[Format, str]) -> None:
        """`names`: the documents of Outfeed that it is compared with, by format."""
        self._document = document
        own_name = names.get(document.format) if document else None
        self._name = own_name or next(iter(names.values()), None)

    def holds(self, name: str, contents: FileDigest) -> bool:  # noqa: ARG002
        """Return False: another generator wrote it."""
        return False

    def data(self, name: str) -> bytes | None:  # noqa: ARG002
        """Return None: raw bytes are not available."""
        return None

    def document(self, name: str) -> FeedDocument | None:
        """Return the document for the name that it is compared with."""
        return self._document if name == self._name else None


def parse_feed(data: bytes, label: str, media_type: str | None = None) -> FeedDocument:
    """Parse a feed; messages name it `label`. Raises PublishError if `data` is not a feed."""
    try:
        return read(data, media_type)
    except UnreadableFeedError as error:
        raise _unreadable(error.reason, label) from error


def _unreadable(reason: str, label: str) -> PublishError:
    fix = "restore it, or remove it and publish anew"
    if "://" in label:
        fix = "name the address of the feeds; remove --against if nothing is published yet"
    return PublishError.because("feed-unreadable", f"it is {reason}", fix, path=label)
