"""Published feeds to compare with: in a folder, at an address, or one single document."""

import os
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from exporters.errors import PublishError
from exporters.planning.readers.document import FeedDocument, Format, UnreadableFeedError
from exporters.planning.readers.read import MOST_BYTES, read
from exporters.publishing import manifest as manifests
from exporters.publishing.contents import FileDigest, PublishedFiles
from exporters.publishing.failure import unreadable
from exporters.publishing.manifest import FileRecord, Manifest, ManifestError
from exporters.support.files import NotRegularError, open_regular
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

    def open(self, name: str, record: FileRecord) -> BinaryIO | None:
        """Open the document `name`; None if it is not available, or not what `record` says. Raises PublishError."""

    def document(self, name: str) -> FeedDocument | None:
        """Return the parsed document `name`; None if there is none. Raises PublishError if it is not a feed."""


class PublishedFolder:
    """Feeds published in a local folder."""

    at_once: Final = 1

    def __init__(
        self,
        path: Path,
        *,
        files: PublishedFiles | None = None,
        is_reused: Callable[[str], bool] = lambda _: False,
        is_lenient: bool = False,
    ) -> None:
        """`files` are those of this folder; `is_reused` says whether one is known to equal the one to publish.

        `is_lenient`: a damaged document counts as missing, because the export replaces it.
        """
        self._path = path
        self._files = files or PublishedFiles(path)
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
        return self._is_reused(name) or self._files.hold(name, contents)

    def open(self, name: str, record: FileRecord) -> BinaryIO | None:
        """Open a file that is still as Outfeed wrote it."""
        try:
            present = self._files.find(name)
        except OSError:  # which `document` reports
            return None
        return self._open(self._path / name) if present is not None and record.is_ours(present) else None

    def _open(self, path: Path) -> BinaryIO | None:
        try:
            file = open_regular(path)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError, NotRegularError):
            return None
        except OSError as error:
            raise unreadable(error, path) from error
        if os.fstat(file.fileno()).st_size > MOST_BYTES:
            file.close()
            self._refuse(f"larger than {MOST_BYTES >> 20} MB", path)
            return None
        return file

    def document(self, name: str) -> FeedDocument | None:
        """Return the parsed file."""
        file = self._open(self._path / name)
        if file is None:
            return None
        try:
            with file:
                return read(file.read())
        except UnreadableFeedError as error:
            self._refuse(error.reason, self._path / name)
            return None
        except OSError as error:
            raise unreadable(error, self._path / name) from error

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

    def open(self, name: str, record: FileRecord) -> BinaryIO | None:  # noqa: ARG002
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
