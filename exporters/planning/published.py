"""What is published: in a folder, at an address, or one document alone."""

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
        """Of what is there; None: none is kept, or it can't be read. Raises PublishError."""

    @property
    def at_once(self) -> int:
        """How many documents may be asked for together."""

    def holds(self, name: str, contents: FileDigest) -> bool:
        """Whether the document `name` is known to hold just that."""

    def data(self, name: str) -> bytes | None:
        """The bytes of the document `name`; None where there is none, or they are not at hand. Raises PublishError."""

    def document(self, name: str) -> FeedDocument | None:
        """The document `name`, read; None where there is none. Raises PublishError where it is no feed."""


class PublishedFolder:
    """A folder on this machine."""

    at_once: Final = 1

    def __init__(
        self, path: Path, *, is_held: Callable[[str], bool] = lambda _: False, is_lenient: bool = False
    ) -> None:
        """`is_held` says of a file whether it is known without a look that it is the one that would be published.

        Where what is there will be replaced, a document that is damaged counts as none: `is_lenient`.
        """
        self._path = path
        self._is_held = is_held
        self._is_lenient = is_lenient

    @cached_property
    def manifest(self) -> Manifest | None:
        """That of the folder."""
        try:
            return manifests.read(self._path)
        except ManifestError:  # it is told where it matters
            return None

    def holds(self, name: str, contents: FileDigest) -> bool:
        """By the bytes of the file."""
        return self._is_held(name) or holds(self._path / name, contents)

    def data(self, name: str) -> bytes | None:
        """The bytes of a file."""
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
        """A file of the folder."""
        data = self.data(name)
        try:
            return None if data is None else read(data)
        except UnreadableFeedError as error:
            self._refuse(error.reason, self._path / name)
            return None

    def _refuse(self, reason: str, path: Path) -> None:
        """Raise PublishError, unless what is damaged counts as none."""
        if not self._is_lenient:
            raise _unreadable(reason, shown_path(path))


class SingleDocument:
    """One document, of any generator: it stands for the feed of the whole site, whatever it is called there."""

    manifest: Final = None
    at_once: Final = 1

    def __init__(self, document: FeedDocument | None, names: Mapping[Format, str]) -> None:
        """`names` are those of our documents that it may stand for, by format."""
        self._document = document
        own = names.get(document.format) if document else None
        self._name = own or next(iter(names.values()), None)

    def holds(self, name: str, contents: FileDigest) -> bool:  # noqa: ARG002
        """It was written elsewhere."""
        return False

    def data(self, name: str) -> bytes | None:  # noqa: ARG002
        """Its bytes say nothing beyond what it was read to be."""
        return None

    def document(self, name: str) -> FeedDocument | None:
        """The document, for the one it stands for."""
        return self._document if name == self._name else None


def parsed(data: bytes, called: str, media_type: str | None = None) -> FeedDocument:
    """The feed in `data`, which messages call `called`. Raises PublishError where it is none."""
    try:
        return read(data, media_type)
    except UnreadableFeedError as error:
        raise _unreadable(error.reason, called) from error


def _unreadable(reason: str, called: str) -> PublishError:
    right = "restore it, or remove it and publish anew"
    if "://" in called:
        right = "name the address of the feeds; leave --against out where nothing is published yet"
    return PublishError.because("feed-unreadable", f"it is {reason}", right, path=called)
