"""Documents that are written at once: those of guests, and the files beside a document."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from exporters.cache.database import BrokenCacheError
from exporters.checks.finding import Finding
from exporters.checks.run import findings
from exporters.errors import ExportersError
from exporters.feeds.feed import Feed
from exporters.formats.exporter import Exporter, WithCompanions
from exporters.formats.registry import is_filename
from exporters.writing.desk import Desk
from exporters.writing.section import failed

_KINDS: Final = {".json": "application/json", ".xml": "application/xml", ".txt": "text/plain", ".html": "text/html"}


def write(feed: Feed, exporter: Exporter, desk: Desk, taken: set[str]) -> None:
    """Write the document of a guest and what it has beside it, and check them.

    Raises OutputError where the exporter fails, PublishError where the disk does.
    """
    name = feed.file(exporter.filename)
    data = _write(exporter, desk, name, partial(exporter.write, feed)).read_bytes()
    desk.tell(name, findings(data, exporter.media_type))
    for beside, found in write_beside(feed, exporter, desk, taken):
        desk.tell(beside, found)


def write_beside(feed: Feed, exporter: Exporter, desk: Desk, taken: set[str]) -> list[tuple[str, list[Finding]]]:
    """Write what an exporter has beside its document; `taken` are names of other documents, in small letters.

    The names of the files come back, each with what the checks found in it.
    """
    written = []
    for beside, contents in _companions(exporter, feed, taken).items():
        name = feed.file(beside)
        _write(exporter, desk, name, partial(_put, contents))
        written.append((name, findings(contents, _kind(beside))))
    return written


def _write(exporter: Exporter, desk: Desk, name: str, write: Callable[[BinaryIO], None]) -> Path:
    try:
        return desk.stage.write(name, write)
    except (ExportersError, BrokenCacheError):
        raise
    except (Exception, SystemExit) as error:
        raise failed(exporter.name, error) from error


def _kind(name: str) -> str:
    """The media type of a companion, by its name."""
    if name.endswith(".csv-metadata.json"):
        return "application/csvm+json"
    return _KINDS.get(PurePosixPath(name).suffix, "application/octet-stream")


def _put(contents: bytes, out: BinaryIO) -> None:
    out.write(contents)


def _companions(exporter: Exporter, feed: Feed, taken: set[str]) -> Mapping[str, bytes]:
    if not isinstance(exporter, WithCompanions):
        return {}
    try:
        beside = dict(exporter.companions(feed))
    except BrokenCacheError:
        raise
    except (Exception, SystemExit) as error:
        raise failed(exporter.name, error) from error
    for name in beside:
        if not is_filename(name) or name.lower() in taken:
            message = f"{name!r} is no name for a file beside {exporter.filename}"
            raise failed(exporter.name, ValueError(message))
    return beside
