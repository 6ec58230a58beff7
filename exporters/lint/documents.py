"""Find the documents to judge: files, the feeds in a folder, addresses, standard input."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from exporters.errors import PublishError, UsageError, reason
from exporters.http.address import hide_login
from exporters.http.request import FetchError, fetch
from exporters.lint.lint import MOST_BYTES
from exporters.lint.recognition import DocumentFormat, recognise
from exporters.support.files import NotRegularError, open_regular, read_regular
from exporters.support.paths import shown_path
from exporters.support.stdin import has_stdin

STDIN: Final = "-"
_STDIN_NAME: Final = "<stdin>"
_ADDRESS: Final = re.compile("https?://", re.IGNORECASE)
_SUFFIXES: Final = (".xml", ".rss", ".atom", ".rdf", ".json", ".csv")  # of feeds, in a folder
_NO_FEEDS: Final = frozenset(
    {
        DocumentFormat.OPML,
        DocumentFormat.SITEMAP,
        DocumentFormat.XML,
        DocumentFormat.JSON,
        DocumentFormat.HTML,
        DocumentFormat.UNKNOWN,
    }
)
_HEAD: Final = 1 << 16  # bytes that tell a feed from other files


class LintedDocument(NamedTuple):
    """A document to judge."""

    name: str  # as messages show it: as it was given, or a path below a folder that was given
    data: bytes


def documents(given: str) -> Iterator[LintedDocument]:
    """Yield the documents that `given` stands for: a file, the feeds in a folder, an address, or "-".

    In a folder these are the files that are feeds by their content; lists of feeds and sitemaps are none.

    Raises:
        UsageError: there is nothing of that name, or no feed in the folder.
        PublishError: it can't be read.
    """
    if given == STDIN:
        yield LintedDocument(_STDIN_NAME, _read_stdin())
    elif _ADDRESS.match(given):
        yield _fetch_document(given)
    elif Path(given).is_dir():
        found = False
        for file in _files(Path(given)):
            found = True
            yield LintedDocument(shown_path(file), _read(file))
        if not found:
            fix = "name a file or the address of a feed"
            raise UsageError.because("source-missing", "no feed in this folder", fix, path=shown_path(Path(given)))
    else:
        yield LintedDocument(given, _read(Path(given)))


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
        document = fetch(address, most_bytes=MOST_BYTES)
    except FetchError as error:
        raise PublishError.because("feed-unreadable", str(error), "check the address", path=name) from error
    if document is None:
        raise UsageError.because("source-missing", "the server has no such document", "check the address", path=name)
    return LintedDocument(name, document.data)


def _files(folder: Path) -> Iterator[Path]:
    """Yield the feeds in `folder` and below it, in the order of their paths; no hidden folders, no links.

    Raises PublishError for a folder that can't be listed.
    """
    for parent, folders, names in os.walk(folder, onerror=_fail):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        for name in sorted(names):
            file = Path(parent, name)
            if name.lower().endswith(_SUFFIXES) and not file.is_symlink() and _is_feed(file):
                yield file


def _fail(error: OSError) -> None:
    path = shown_path(Path(error.filename))
    raise PublishError.because("feed-unreadable", reason(error), "check it", path=path) from error


def _is_feed(file: Path) -> bool:
    try:
        with open_regular(file) as stream:
            head = stream.read(_HEAD)
    except NotRegularError:  # a pipe would be waited for, and a device has no end
        return False
    except OSError:  # reading it whole says why
        return True
    return bool(head.strip()) and recognise(head) not in _NO_FEEDS


def _read(file: Path) -> bytes:
    try:
        return read_regular(file, MOST_BYTES)
    except FileNotFoundError as error:
        message, fix = "there is no such file or folder", "check the path"
        raise UsageError.because("source-missing", message, fix, path=shown_path(file)) from error
    except NotRegularError as error:
        raise UsageError.because("source-missing", "no regular file", "name a file", path=shown_path(file)) from error
    except OSError as error:
        raise PublishError.because("feed-unreadable", reason(error), "check it", path=shown_path(file)) from error
