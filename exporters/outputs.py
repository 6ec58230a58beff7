"""Writes a feed in every format that is wanted, and checks what came out."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from traceback import extract_tb
from typing import BinaryIO, Final

from exporters.checks.agree import disagreements
from exporters.checks.run import findings
from exporters.diagnostics import Diagnostic
from exporters.errors import ExportersError, OutputError
from exporters.feeds.feed import Feed
from exporters.formats.exporter import Exporter, WithCompanions
from exporters.formats.registry import is_built_in, is_filename
from exporters.publishing.stage import Stage

_KINDS: Final = {".json": "application/json", ".xml": "application/xml", ".txt": "text/plain", ".html": "text/html"}
_TOLD_BEFORE: Final = frozenset(
    {
        "feed-date-early",  # told as date-old, with the article's file and line
        "text-escaped-twice",  # the article says so: text repairs have read its entities, and what is left is meant
    }
)


def write(feed: Feed, exporters: Sequence[Exporter], stage: Stage) -> list[Diagnostic]:
    """Write `feed` with each of `exporters` into `stage`; what the checks found in the documents comes back.

    Raises OutputError where an exporter fails, PublishError where the disk does.
    """
    taken = {each.filename.lower() for each in exporters}
    found: list[Diagnostic] = []
    documents: dict[str, bytes] = {}
    for exporter in exporters:
        if exporter.scope == "site" and feed.path:
            continue
        name = _path(feed, exporter.filename)
        data = _write(exporter, stage, name, partial(exporter.write, feed)).read_bytes()
        if is_built_in(exporter.name):  # what a guest leaves out is its own affair
            documents[exporter.media_type] = data
        found += [
            each.of(stage.place(name)) for each in findings(data, exporter.media_type) if each.slug not in _TOLD_BEFORE
        ]
        for beside, contents in _companions(exporter, feed, taken).items():
            other = _path(feed, beside)
            _write(exporter, stage, other, partial(_put, contents))
            found += [each.of(stage.place(other)) for each in findings(contents, _kind(beside))]
    return found + [finding.of(stage.place(feed.path)) for finding in disagreements(documents)]


def _write(exporter: Exporter, stage: Stage, name: str, write: Callable[[BinaryIO], None]) -> Path:
    try:
        return stage.write(name, write)
    except ExportersError:
        raise
    except (Exception, SystemExit) as error:
        raise _failed(exporter, error) from error


def _kind(name: str) -> str:
    """The media type of a companion, by its name."""
    if name.endswith(".csv-metadata.json"):
        return "application/csvm+json"
    return _KINDS.get(PurePosixPath(name).suffix, "application/octet-stream")


def _put(contents: bytes, out: BinaryIO) -> None:
    out.write(contents)


def _companions(exporter: Exporter, feed: Feed, taken: set[str]) -> dict[str, bytes]:
    if not isinstance(exporter, WithCompanions):
        return {}
    try:
        beside = dict(exporter.companions(feed))
    except (Exception, SystemExit) as error:
        raise _failed(exporter, error) from error
    for name in beside:
        if not is_filename(name) or name.lower() in taken:
            message = f"{name!r} is no name for a file beside {exporter.filename}"
            raise _failed(exporter, ValueError(message))
    return beside


def _failed(exporter: Exporter, error: BaseException) -> OutputError:
    frame = extract_tb(error.__traceback__)[-1:]
    where = f" ({PurePosixPath(frame[0].filename).name}:{frame[0].lineno})" if frame else ""
    seen = f"the format {exporter.name} failed: {type(error).__name__}: {str(error)[:300]}{where}"
    return OutputError.because("exporter-failed", seen, "report it to its author, or leave the format out")


def _path(feed: Feed, name: str) -> str:
    return "/".join(part for part in (feed.path, name) if part)
