"""LinkTargets: what links to the articles of a site lead to, by the front matter of their files alone."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from exporters.errors import ArticleError
from exporters.model import moment
from exporters.model.outcome import ReadOutcome
from exporters.settings.values import SourceSettings
from exporters.sources.folder import contents
from exporters.sources.source_files import SourceFiles
from exporters.store import key
from exporters.store.links import LinkTarget

if TYPE_CHECKING:
    from exporters.sources.parse import ArticleReader


class ReadTarget(NamedTuple):
    """What a file was when it was read."""

    target: LinkTarget
    stamp: tuple[int, int, int, int] | None = None
    digest: bytes = b""


class LinkTargets:
    """Reads front matter, that of each file once in a process. Its body, and so its own links, are not looked at."""

    def __init__(self, files: SourceFiles, reader_of: Callable[[SourceSettings | None], "ArticleReader"]) -> None:
        """`reader_of` returns what reads the articles of a source."""
        self.files = files
        self._reader_of = reader_of
        self._contents = dict[str, ReadTarget]()  # the stamp and the digest of each file that was read
        self._read = dict[str, ReadTarget]()

    def target(self, path: str) -> ReadTarget:
        """What a link to the listed file at `path` leads to."""
        if path not in self._read:
            data, found = self._load(path)
            target = LinkTarget("rejected") if data is None else self._target(data, path)
            self._read[path] = found._replace(target=target)
        return self._read[path]

    def content(self, path: str) -> ReadTarget:
        """The stamp and the digest of a listed file."""
        if path not in self._contents:
            self._load(path)
        return self._contents[path]

    def _load(self, path: str) -> tuple[bytes | None, ReadTarget]:
        """The bytes of a file, None where it can't be read, and its stamp and digest, taken before."""
        try:
            status = os.stat(path)  # noqa: PTH116 - paths are texts here
            stamp = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino & (2**63 - 1))
        except OSError:
            stamp = None
        data = contents(path, path)
        known = data if isinstance(data, bytes) else None
        digest = key.digest_of([b"" if known is None else known, bytes([known is None])])
        found = self._contents[path] = ReadTarget(LinkTarget("rejected"), stamp, digest)
        return known, found

    def _target(self, data: bytes, path: str) -> LinkTarget:
        listed = self.files.listed(path)
        source = listed.source if listed and listed.source.differs else None
        return read_target(self._reader_of(source), data, path)


def read_target(reader: "ArticleReader", data: bytes, path: str) -> LinkTarget:
    """What a link to the file at the absolute `path` leads to, which holds `data`."""
    front = reader.front(data, path)
    if isinstance(front, ReadOutcome):
        return LinkTarget(front.kind)
    document, mapped, _ = front
    held = None
    try:
        held = reader.held(document)
        fields = reader.clean_fields(document, mapped).fields
        published = moment.parse(fields["publishedDateTime"])
    except (ArticleError, ValueError):
        return LinkTarget(held or "rejected")
    return LinkTarget(
        held or "article",
        fields.get("webUrl") or fields["originalUrl"],
        int(published.timestamp()),
        int(mapped.opens.timestamp()) if mapped and mapped.opens else None,
        int(mapped.expires.timestamp()) if mapped and mapped.expires else None,
        mapped.dialect if mapped else "",
    )
