"""Find the documents to judge: files, the feeds in a folder, addresses, standard input."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from exporters.errors import OutfeedError, PublishError, UsageError, reason
from exporters.http.address import hide_login
from exporters.http.request import FetchError, HttpAnswer, fetch_answer
from exporters.lint.compressed import decompress_head
from exporters.lint.judges import JUDGES
from exporters.lint.lint import MOST_BYTES
from exporters.lint.recognition import DocumentFormat, recognise
from exporters.support.files import NotRegularError, open_regular, read_regular
from exporters.support.paths import shown_path
from exporters.support.stdin import has_stdin

STDIN: Final = "-"
_STDIN_NAME: Final = "<stdin>"
_ADDRESS: Final = re.compile("https?://", re.IGNORECASE)
_FEED_SUFFIXES: Final = frozenset({".rss", ".atom", ".rdf"})
_FEED_NAMES: Final = frozenset({"rss.xml", "atom.xml", "feed.xml", "index.xml", "feed.json", "sitemap.xml"})
_OTHER_SCHEME: Final = re.compile("(?!https?://)[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_SUFFIXES: Final = (".xml", ".rss", ".atom", ".rdf", ".opml", ".json", ".csv")  # of feeds, in a folder
_TEXT_SITEMAP: Final = re.compile(r"(?:.*[_.-])?(?:sitemap.*|urllist)\.txt")  # other texts may list addresses, too
_COMPRESSED: Final = ".gz"  # after one of them
_HEAD: Final = 1 << 16  # bytes that tell a feed from other files


class LintedDocument(NamedTuple):
    """A document to judge."""

    name: str  # as messages show it: as it was given, or a path below a folder that was given
    data: bytes
    file: Path | None = None  # None: it comes from no file
    answer: HttpAnswer | None = None  # of the server, where it comes from an address
    asked: str = ""  # that address, as it was given


class UnreadableDocument(NamedTuple):
    """A document that can't be judged, and why; others may be."""

    error: OutfeedError


def is_folder(given: str) -> bool:
    """Return whether `given` names a folder."""
    return given != STDIN and not _ADDRESS.match(given) and Path(given).is_dir()


def documents(given: str, *, are_changed: bool = False) -> Iterator[LintedDocument | UnreadableDocument]:
    """Yield the documents that `given` stands for: a file, the feeds in a folder, an address, or "-".

    In a folder these are the files that are feeds by their content, lists of feeds and sitemaps.
    `are_changed`: the same holds for a file, and one that does not exist is passed over. What can't be read is yielded
    too, so that others are judged.
    """
    if given == STDIN:
        yield _attempt(lambda: LintedDocument(_STDIN_NAME, _read_stdin()))
    elif _ADDRESS.match(given):
        yield _attempt(lambda: _fetch_document(given))
    elif _OTHER_SCHEME.match(given):
        message, fix = "an address of another scheme", "lint reads http and https"
        yield UnreadableDocument(UsageError.because("source-missing", message, fix, path=hide_login(given)))
    elif Path(given).is_dir():
        found = False
        for each in _files(Path(given)):
            found = True
            yield each
        if not found and not are_changed:
            fix = "name a file or the address of a feed"
            error = UsageError.because("source-missing", "no feed in this folder", fix, path=shown_path(Path(given)))
            yield UnreadableDocument(error)
    elif not are_changed or (Path(given).exists() and is_feed(Path(given))):
        yield _attempt(lambda: LintedDocument(given, _read(Path(given)), Path(given)))


def _attempt(read: Callable[[], LintedDocument]) -> LintedDocument | UnreadableDocument:
    try:
        return read()
    except OutfeedError as error:
        return UnreadableDocument(error)


def _read_stdin() -> bytes:
    if not has_stdin():
        message, fix = "standard input is closed", "pipe a feed into it, or name a file"
        raise UsageError.because("source-missing", message, fix, path=_STDIN_NAME)
    try:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    except OSError as error:
        raise PublishError.because("feed-unreadable", reason(error), "check it", path=_STDIN_NAME) from error


def _fetch_document(address: str) -> LintedDocument:
    name = hide_login(address)
    try:
        answer = fetch_answer(address, most_bytes=MOST_BYTES)
    except FetchError as error:
        raise PublishError.because("feed-unreadable", str(error), "check the address", path=name) from error
    if answer is None:
        raise UsageError.because("source-missing", "the server has no such document", "check the address", path=name)
    return LintedDocument(name, answer.document.data, answer=answer, asked=address)


def _files(folder: Path) -> Iterator[LintedDocument | UnreadableDocument]:
    """Yield the feeds in `folder` and below it, in the order of their paths; no hidden folders, no links."""
    failures: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=failures.append):
        yield from map(_not_listed, failures)
        failures.clear()
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        for name in sorted(names):
            file = Path(parent, name)
            bare = name.lower().removesuffix(_COMPRESSED)
            if (bare.endswith(_SUFFIXES) or _TEXT_SITEMAP.fullmatch(bare)) and not file.is_symlink() and is_feed(file):
                yield _attempt(lambda file=file: LintedDocument(shown_path(file), _read(file), file))  # type: ignore[misc]
    yield from map(_not_listed, failures)


def _not_listed(error: OSError) -> UnreadableDocument:
    path = shown_path(Path(error.filename))
    return UnreadableDocument(PublishError.because("feed-unreadable", reason(error), "check it", path=path))


def is_feed(file: Path) -> bool:
    """Return whether a file is a feed by its content; True too if it can't be read, since reading it says why.

    An empty, cut or damaged file with the usual name of a feed is one: what wrote it has failed.
    """
    name = Path(file.name.lower().removesuffix(_COMPRESSED))
    try:
        with open_regular(file) as stream:
            head = stream.read(_HEAD)
    except NotRegularError:  # a pipe would be waited for, and a device has no end
        return False
    except OSError:
        return True
    if recognise(head) is DocumentFormat.GZIP:
        head = decompress_head(head, _HEAD)
    if not head.strip() or recognise(head) is DocumentFormat.XML_BEGINNING:
        return name.name in _FEED_NAMES or name.suffix in _FEED_SUFFIXES
    return recognise(head) in JUDGES


def _read(file: Path) -> bytes:
    try:
        return read_regular(file, MOST_BYTES)
    except FileNotFoundError as error:
        message, fix = "there is no such file or folder", "check the path"
        raise UsageError.because("source-missing", message, fix, path=shown_path(file)) from error
    except NotRegularError as error:
        fix = "name a file, or give a pipe as standard input with -"
        raise UsageError.because("source-missing", "no regular file", fix, path=shown_path(file)) from error
    except OSError as error:
        raise PublishError.because("feed-unreadable", reason(error), "check it", path=shown_path(file)) from error
