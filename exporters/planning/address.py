"""Read the feeds that are published at an http or https address."""

from collections.abc import Callable
from functools import cached_property
from time import monotonic
from typing import BinaryIO, Final

from exporters.errors import PublishError
from exporters.feeds.slug import percent_encode
from exporters.http.request import FetchedDocument, FetchError, fetch
from exporters.planning.published_source import parse_feed
from exporters.planning.readers.document import FeedDocument
from exporters.publishing import manifest as manifests
from exporters.publishing.contents import FileDigest
from exporters.publishing.manifest import FileRecord, Manifest, ManifestError
from exporters.publishing.names import MANIFEST

_MOST_BYTES: Final = 256 << 20  # of a document
_SECONDS: Final = 60.0  # for a document

Fetch = Callable[[str], FetchedDocument | None]


class PublishedAddress:
    """Published feeds below an address that ends with "/"."""

    at_once: Final = 8

    def __init__(self, base: str, fetch: Fetch | None = None) -> None:
        """Fetch nothing yet. `fetch` gives each document; None: each has a time limit of its own."""
        self._base = base
        self._fetch = fetch or fetch_document

    @cached_property
    def manifest(self) -> Manifest | None:
        """Return the published manifest, which says which documents changed. Raises PublishError."""
        document = self._fetch(self._base + MANIFEST)
        try:
            return manifests.parse(document.data) if document else None
        except ManifestError:  # a web app has a file of that name too
            return None

    @cached_property
    def _files(self) -> dict[str, FileRecord]:
        """Return the files of the manifest by name; none if it omits files of its own feeds."""
        manifest = self.manifest
        if manifest is None or not {each.path for each in manifest.feeds} <= {each.feed for each in manifest.files}:
            return {}
        return {each.path: each for each in manifest.files}

    def holds(self, name: str, contents: FileDigest) -> bool:
        """Return whether the manifest gives these contents for the document."""
        files = self._files.get(name)
        return files is not None and files.earlier is None and files.sha256 == contents.digest.hex()

    def open(self, name: str, record: FileRecord) -> BinaryIO | None:  # noqa: ARG002
        """Return None: fetching a document takes longer than reading it."""
        return None

    def document(self, name: str) -> FeedDocument | None:
        """Return the published document; fetch only what the manifest lists, if there is one."""
        if self._files and name not in self._files:
            return None
        document = self._fetch(self._base + percent_encode(name))
        return parse_feed(document.data, document.address, document.media_type) if document else None


def fetch_document(address: str, seconds: float = _SECONDS) -> FetchedDocument | None:
    """Return the document at an address; None if nothing is published there. Raises PublishError."""
    try:
        return fetch(address, most_bytes=_MOST_BYTES, seconds=seconds)
    except FetchError as error:
        raise _unreachable(error.address, error.reason) from error


class SharedTimeLimit:
    """The time that all requests of a command have together: each has what the ones before it left."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        """The time begins now."""
        self._seconds = seconds
        self._end = monotonic() + seconds

    def fetch(self, address: str) -> FetchedDocument | None:
        """Return what `fetch_document` returns. Raises PublishError, also where the time is up."""
        left = self._end - monotonic()
        if left > 0:
            try:
                return fetch_document(address, left)
            except PublishError:
                if monotonic() < self._end:
                    raise
        raise _unreachable(address, f"did not answer within {self._seconds:g} s in all")


def _unreachable(address: str, reason: str) -> PublishError:
    fix = "nothing was published; run again when it answers, or compare with a folder"
    return PublishError.because("published-unreachable", reason, fix, path=address)
