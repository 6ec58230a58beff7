"""What is published at an address of the Web."""

from functools import cached_property
from typing import Final

from exporters.errors import PublishError
from exporters.feeds.slug import percent
from exporters.http.request import FetchedDocument, FetchError, fetch
from exporters.planning.published import parsed
from exporters.planning.readers.document import FeedDocument
from exporters.publishing import manifest as manifests
from exporters.publishing.contents import FileDigest
from exporters.publishing.manifest import FileRecord, Manifest, ManifestError
from exporters.publishing.names import MANIFEST

_MOST_BYTES: Final = 256 << 20  # of a document
_SECONDS: Final = 60.0  # for a document


class PublishedAddress:
    """Feeds below an address, which ends with "/"."""

    at_once: Final = 8

    def __init__(self, base: str) -> None:
        """Nothing is asked yet."""
        self._base = base

    @cached_property
    def manifest(self) -> Manifest | None:
        """Of what is published there: it saves asking for what did not change. Raises PublishError."""
        found = fetched(self._base + MANIFEST)
        try:
            return manifests.parsed(found.data) if found else None
        except ManifestError:  # a web app has a file of that name too
            return None

    @cached_property
    def _files(self) -> dict[str, FileRecord]:
        """By name; none where the manifest leaves out files of the feeds that it tells of."""
        manifest = self.manifest
        if manifest is None or not {each.path for each in manifest.feeds} <= {each.feed for each in manifest.files}:
            return {}
        return {each.path: each for each in manifest.files}

    def holds(self, name: str, contents: FileDigest) -> bool:
        """By the digest in the manifest."""
        known = self._files.get(name)
        return known is not None and known.earlier is None and known.sha256 == contents.digest.hex()

    def data(self, name: str) -> bytes | None:  # noqa: ARG002
        """To ask for it takes longer than to read it."""
        return None

    def document(self, name: str) -> FeedDocument | None:
        """What is there, read; what a manifest does not name is not asked for."""
        if self._files and name not in self._files:
            return None
        found = fetched(self._base + percent(name))
        return parsed(found.data, found.address, found.media_type) if found else None


def fetched(address: str) -> FetchedDocument | None:
    """What is at an address; None where nothing is published there. Raises PublishError."""
    try:
        return fetch(address, most_bytes=_MOST_BYTES, seconds=_SECONDS)
    except FetchError as error:
        right = "nothing was published; run again when it answers, or compare with a folder"
        raise PublishError.because("published-unreachable", error.reason, right, path=error.address) from error
