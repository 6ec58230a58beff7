"""The manifest: every file in the out folder that Outfeed owns, and the feeds they belong to."""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct

from exporters.diagnostics.diagnostic import Diagnostic, Level, quote_value
from exporters.errors import PublishError
from exporters.model import url
from exporters.model.feed import READABLE
from exporters.publishing.contents import FileDigest
from exporters.publishing.failure import unreadable
from exporters.publishing.names import MANIFEST, is_name
from exporters.support.files import NotRegularError, read_regular
from exporters.support.lazy_regex import lazy_regex
from exporters.support.paths import shown_path

MAX_BYTES: Final = 256 << 20  # bytes
_MAX_PATH: Final = 4_096  # bytes of a path with its final zero: the limit of systems
_MAX_NAME: Final = 255  # bytes of a name in it
_DIGEST: Final = lazy_regex(r"[0-9a-f]{64}\Z")

Count = Annotated[int, Meta(ge=0)]


class ManifestError(PublishError):
    """The manifest is damaged or not Outfeed's (status 3 if the command needs it)."""


class EarlierContents(Struct, frozen=True, kw_only=True):
    """The contents of a file before an export that stopped while publishing; it may still have them."""

    sha256: str
    size: Count  # bytes
    entries: Count | None


class FileRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file that Outfeed owns."""

    path: str  # below the out folder: topics/ai/rss.xml
    sha256: str  # of its bytes, hexadecimal
    size: Count  # bytes
    media_type: str
    feed: str | None  # path of the feed it belongs to; None: to none
    entries: Count | None  # None: it is no document with entries
    earlier: EarlierContents | None = None  # only while it is being replaced

    def is_ours(self, contents: FileDigest) -> bool:
        """Return whether the file still has the contents that Outfeed wrote."""
        return contents.digest.hex() in (self.sha256, self.earlier.sha256 if self.earlier else None)


class FeedRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A published feed."""

    path: str  # folder below the out folder: topics/ai; "" for the feed of the whole site
    of: str  # the path in the settings: topics/{topic}
    values: dict[str, str]  # of the placeholders in `of`: {"topic": "AI"}
    id: str
    title: str
    entries: Count
    updated: datetime  # UTC
    self_urls: dict[str, str]  # addresses of its documents, by format
    periods: tuple[str, ...]  # of its archive documents: 2021-08
    guid: str = ""  # of a podcast in RSS; "": it is none
    drafts_only: bool = False  # it has only drafts, so it does not stay without them


class SourceRecord(Struct, frozen=True, kw_only=True):
    """How the articles were read, if not with Outfeed's own names."""

    dialect: str  # jekyll
    permalink: str  # the rule of addresses: /:categories/:year/:month/:day/:title:output_ext
    ids: str = "permalink"  # the source of the ids


class Manifest(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The published files and feeds."""

    generator: Literal["Outfeed"]  # a web app has a manifest.json too
    version: Literal[1]  # of this format
    complete: bool = True  # False: an export is publishing, or stopped while publishing
    source: SourceRecord | None = None  # None: articles have Outfeed's own names
    feeds: tuple[FeedRecord, ...]  # by path
    files: tuple[FileRecord, ...]  # by path


def manifest(
    files: Iterable[FileRecord],
    feeds: Iterable[FeedRecord],
    *,
    complete: bool = True,
    source: SourceRecord | None = None,
) -> Manifest:
    """Return the manifest of these files and feeds."""
    return Manifest(
        generator="Outfeed",
        version=1,
        complete=complete,
        source=source,
        feeds=tuple(sorted(feeds, key=lambda each: each.path)),
        files=tuple(sorted(files, key=lambda each: each.path)),
    )


def list_subscribed(content: Manifest) -> Iterator[tuple[str, FileRecord]]:
    """Yield every document that people subscribe to, with its self URL; archives are left out."""
    files = {file.path: file for file in content.files if file.media_type in READABLE}
    for feed in content.feeds:
        for address in feed.self_urls.values():
            name = address.rpartition("/")[2]
            if file := files.get(f"{feed.path}/{name}" if feed.path else name):
                yield address, file


def read(out: Path) -> Manifest | None:
    """Return the manifest in `out`; None if there is none.

    Raises ManifestError (a warning `manifest-broken`) if it is damaged or another program's, PublishError if it can't
    be read.
    """
    path = out / MANIFEST
    try:
        data = read_regular(path, MAX_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (NotRegularError, IsADirectoryError) as error:
        raise _make_error(path, "is not a file") from error
    except OSError as error:
        raise unreadable(error, path) from error
    return parse(data, path)


def parse(data: bytes, path: Path = Path(MANIFEST)) -> Manifest:
    """Parse the manifest in `data` from `path`. Raises ManifestError if it is damaged or not Outfeed's."""
    if len(data) > MAX_BYTES:
        raise _make_error(path, f"is larger than {MAX_BYTES >> 20} MB")
    try:
        content = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise _make_error(path, f"is not a manifest of Outfeed: {str(error)[:200]}") from error
    problem = next(_find_problems(content, path.parent), None)
    if problem is not None:
        raise _make_error(path, f"is not a manifest of Outfeed: {problem}")
    return content


def encode(content: Manifest) -> bytes:
    """Return the bytes of a manifest, deterministic. Raises PublishError if no run could read them again."""
    data = msgspec.json.format(msgspec.json.encode(content, order="deterministic"), indent=2) + b"\n"
    if len(data) > MAX_BYTES:
        message, fix = f"the manifest would be larger than {MAX_BYTES >> 20} MB", "write fewer feeds, or shorter paths"
        raise PublishError.because("manifest-large", message, fix)
    return data


def _find_problems(content: Manifest, out: Path) -> Iterator[str]:
    """Yield the problems that types can't exclude: wrong file names, addresses and digests, repeated paths."""
    for feed in content.feeds:
        if feed.path and not is_name(feed.path):
            yield f"{quote_value(feed.path)} is not a folder below the out folder"
        if feed.updated.utcoffset() != timedelta():
            yield f"{feed.updated.isoformat()} is not in UTC"
        for address in feed.self_urls.values():
            if problem := url.url_problem(address):  # without the address: before an @ may stand a password
                yield (
                    f"{problem} is not an address of a feed" if "@" in address else f"{quote_value(address)}: {problem}"
                )
    for file in content.files:
        if not is_name(file.path):
            yield f"{quote_value(file.path)} is not a file below the out folder"
        digests = [file.sha256, *([file.earlier.sha256] if file.earlier else [])]
        yield from (f"{quote_value(each)} is not a SHA-256" for each in digests if not _DIGEST.match(each))
    for paths in ([each.path for each in content.feeds], [each.path for each in content.files]):
        yield from (f"{quote_value(each)} is longer than any path" for each in paths if _is_too_long(each, out))
        if len(set(paths)) < len(paths):
            yield "a path is there twice"


def _is_too_long(name: str, out: Path) -> bool:
    """Return whether no file system allows `name` in `out`."""
    parts = [len(os.fsencode(part)) for part in name.split("/")]
    return max(parts) > _MAX_NAME or len(os.fsencode(out)) + sum(parts) + len(parts) >= _MAX_PATH


def _make_error(path: Path, message: str) -> ManifestError:
    fix = "restore it, or move it away and export with --adopt; without it Outfeed removes no file"
    return ManifestError(
        Diagnostic(rule="manifest-broken", level=Level.WARNING, message=message, fix=fix, path=shown_path(path))
    )
