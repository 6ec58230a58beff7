"""Documents that are written at once: those of plugins, and the files beside a document."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from exporters.build.context import BuildContext, kind
from exporters.build.section import failed
from exporters.checks.finding import Finding
from exporters.checks.run import findings
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import OutfeedError
from exporters.formats.exporter import CompanionExporter, Exporter, SelectiveExporter, is_of_site, joined
from exporters.formats.registry import is_filename, loaded
from exporters.model.feed import Feed
from exporters.store.database import BrokenCacheError


def write(feed: Feed, exporter: Exporter, desk: BuildContext, taken: set[str]) -> list[str]:
    """Write the document of a plugin or of the whole site and what it has beside it, and check them.

    The names of the files come back. Raises OutputError where the exporter fails, PublishError where the disk does.
    """
    exporter = loaded(exporter)
    _tell_left_out(feed, exporter, desk)
    name = feed.file(exporter.filename)
    data = _write(exporter, desk, name, partial(exporter.write, feed)).read_bytes()
    if not data and is_of_site(exporter):
        desk.stage.drop(name)
        return []
    desk.add_findings(name, findings(data, exporter.media_type))
    names = [name]
    for beside, found in write_beside(feed, exporter, desk, taken):
        names.append(beside)
        desk.add_findings(beside, found)
    return names


def write_beside(
    feed: Feed, exporter: Exporter, desk: BuildContext, taken: set[str]
) -> list[tuple[str, list[Finding]]]:
    """Write what an exporter has beside its document; `taken` are names of other documents, in small letters.

    The names of the files come back, each with what the checks found in it.
    """
    written = []
    for beside, contents in _companions(exporter, feed, taken):
        name = feed.file(beside)
        _write(exporter, desk, name, partial(_put, contents))
        written.append((name, findings(contents, kind(beside))))
    return written


def _tell_left_out(feed: Feed, exporter: Exporter, desk: BuildContext) -> None:
    """Tell what the format must not carry."""
    if not isinstance(exporter, SelectiveExporter):
        return
    try:
        left = joined(exporter.left_out(feed))
    except BrokenCacheError:
        raise
    except (Exception, SystemExit) as error:
        raise failed(exporter.name, error) from error
    if left.count:
        message = f"{left.count:,} of {len(feed.entries):,} articles are {left.reason}"
        told = Diagnostic(
            rule="entries-left-out", level=Level.NOTE, message=message, fix="no fault where that is meant"
        )
        desk.report.add(told.at(desk.stage.place(feed.file(exporter.filename))))


def _write(exporter: Exporter, desk: BuildContext, name: str, write: Callable[[BinaryIO], None]) -> Path:
    try:
        return desk.stage.write(name, write)
    except (OutfeedError, BrokenCacheError):
        raise
    except (Exception, SystemExit) as error:
        raise failed(exporter.name, error) from error


def _put(contents: bytes, out: BinaryIO) -> None:
    out.write(contents)


def _companions(exporter: Exporter, feed: Feed, taken: set[str]) -> Iterator[tuple[str, bytes]]:
    """The files beside a document, each made when it is its turn: of many large ones, one is in memory."""
    if not isinstance(exporter, CompanionExporter):
        return
    try:
        beside = exporter.companions(feed)
        for name in list(beside):
            if not is_filename(name) or name.lower() in taken:
                message = f"{name!r} is no name for a file beside {exporter.filename}"
                raise ValueError(message)
            yield name, beside[name]
    except (OutfeedError, BrokenCacheError):
        raise
    except (Exception, SystemExit) as error:
        raise failed(exporter.name, error) from error
