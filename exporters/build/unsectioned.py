"""Write documents without sections: those of plugins and of the site, and companion files."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from exporters.build.context import BuildContext, media_type_of
from exporters.build.section import exporter_failure
from exporters.checks.finding import Finding
from exporters.checks.run import findings
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import OutfeedError
from exporters.formats.exporter import CompanionExporter, Exporter, SelectiveExporter, is_of_site, join_omitted
from exporters.formats.registry import is_filename, load
from exporters.model.feed import Feed
from exporters.store.database import BrokenCacheError


def write_document(feed: Feed, exporter: Exporter, context: BuildContext, taken_names: set[str]) -> list[str]:
    """Write and check the document of a plugin or of the whole site, and its companions.

    Returns the names of the files. Raises OutputError if the exporter fails, PublishError if the disk does.
    """
    exporter = load(exporter)
    _report_left_out(feed, exporter, context)
    name = feed.file(exporter.filename)
    data = _write(exporter, context, name, partial(exporter.write, feed)).read_bytes()
    if not data and is_of_site(exporter):
        context.staging.drop(name)
        return []
    context.add_findings(name, findings(data, exporter.media_type))
    names = [name]
    for companion, companion_findings in write_companions(feed, exporter, context, taken_names):
        names.append(companion)
        context.add_findings(companion, companion_findings)
    return names


def write_companions(
    feed: Feed, exporter: Exporter, context: BuildContext, taken_names: set[str]
) -> list[tuple[str, list[Finding]]]:
    """Write the companions of a document; `taken` are the lower-case names of other documents.

    Returns the names of the files, each with its findings.
    """
    written = []
    for companion, contents in _companions(exporter, feed, taken_names):
        name = feed.file(companion)
        _write(exporter, context, name, partial(_put_bytes, contents))
        written.append((name, findings(contents, media_type_of(companion))))
    return written


def _report_left_out(feed: Feed, exporter: Exporter, context: BuildContext) -> None:
    """Report the entries that the format must not carry."""
    if not isinstance(exporter, SelectiveExporter):
        return
    try:
        omitted = join_omitted(exporter.left_out(feed))
    except BrokenCacheError:
        raise
    except (Exception, SystemExit) as error:
        raise exporter_failure(exporter.name, error) from error
    if omitted.count:
        message = f"{omitted.count:,} of {len(feed.entries):,} articles are {omitted.reason}"
        diagnostic = Diagnostic(
            rule="entries-left-out", level=Level.NOTE, message=message, fix="no change needed if that is intended"
        )
        context.report.add(diagnostic.at(context.staging.place(feed.file(exporter.filename))))


def _write(exporter: Exporter, context: BuildContext, name: str, write: Callable[[BinaryIO], None]) -> Path:
    try:
        return context.staging.write(name, write)
    except (OutfeedError, BrokenCacheError):
        raise
    except (Exception, SystemExit) as error:
        raise exporter_failure(exporter.name, error) from error


def _put_bytes(contents: bytes, out: BinaryIO) -> None:
    out.write(contents)


def _companions(exporter: Exporter, feed: Feed, taken_names: set[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the companions, one in memory at a time."""
    if not isinstance(exporter, CompanionExporter):
        return
    try:
        companions = exporter.companions(feed)
        for name in list(companions):
            if not is_filename(name) or name.lower() in taken_names:
                message = f"{name!r} is not a name for a file beside {exporter.filename}"
                raise ValueError(message)
            yield name, companions[name]
    except (OutfeedError, BrokenCacheError):
        raise
    except (Exception, SystemExit) as error:
        raise exporter_failure(exporter.name, error) from error
