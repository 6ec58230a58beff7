"""Reading: what changed is parsed, by several processes; the rest comes from the cache. Every run tells the same."""

import os
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from exporters import verdicts
from exporters.cache import key, rows
from exporters.cache.database import BrokenCacheError, Database
from exporters.cache.files import Files, Known
from exporters.cache.rows import Row
from exporters.cache.shelf import Shelf, Shown
from exporters.diagnostics import Level
from exporters.paths import absolute, shown_path
from exporters.report import Report
from exporters.settings.values import Settings
from exporters.sources import folder
from exporters.sources.article import Reader
from exporters.sources.file import contents
from exporters.sources.folder import Stamp
from exporters.wishes import Wishes
from exporters.workers import CrashedError, Workers

_FIRST: Final = 8  # files in the first group; each has twice as many as the one before, so that few files stay few
_MOST: Final = 256  # files in a group
_MOST_BYTES: Final = 1_000_000  # of the files in a group
_NEVER: Final = Stamp(-1, 0, 0, 0)  # no file has it


class Task(NamedTuple):
    """A file to be looked into."""

    path: Path
    shown: str  # what messages call it
    digest: bytes  # of its content when it was read last; b"" where that does not help


class Result(NamedTuple):
    """What became of it. `row` is None where its content is what it was."""

    digest: bytes  # b"" where it can't be read
    row: Row | None
    article: bytes | None  # packed


class Examiner:
    """Looks into files; each process has one."""

    def __init__(self, reader: Reader) -> None:
        """`reader` parses them."""
        self._reader = reader

    def __call__(self, task: Task) -> Result:
        """Read a file, and parse it where its content is new."""
        data = contents(task.path, task.shown)
        if not isinstance(data, bytes):
            return Result(b"", rows.of(data), None)
        digest = key.digest(data)
        if digest == task.digest:
            return Result(digest, None, None)
        outcome = self._reader.read(data, task.shown)
        return Result(digest, rows.of(outcome), rows.packed(outcome.article) if outcome.article else None)


class Here(NamedTuple):
    """A file of this run."""

    path: Path
    shown: str  # what messages call it
    key: str  # what the cache calls it: its path from the folder beside which the cache lies
    stamp: Stamp | None
    known: Known | None  # what the cache holds of it, where it helps
    is_current: bool  # whether it need not be looked into


def read(settings: Settings, wishes: Wishes, reader: Reader, database: Database, report: Report) -> Shelf:
    """The articles that can be shown, one of each id; `report` tells the rest, in the order of files."""
    shelf, files = Shelf(database), Files(database)
    run = _Run(wishes, files, shelf, report)
    with Workers(Examiner(reader), wishes.jobs) as workers:
        try:
            for group, results in workers.map(_tasks(settings, wishes, files, reader.wanted)):
                run.take(group, results)
                database.keep_now_and_then()
        except CrashedError as error:
            raise verdicts.crashed(error.item.shown, str(error)) from error
    for source in wishes.sources:
        if source.is_dir():
            files.forget_others(_key(absolute(source), settings))
    repeated = shelf.leave_out_repeated()
    report.articles, report.repeated = len(shelf), len(repeated)
    for lost, kept, identity in repeated:
        left_out, stays = (shown_path(settings.base / files.path(number)) for number in (lost, kept))
        report.tell([verdicts.repeated(left_out, stays, identity)])
    if not report.found and not report.count(Level.ERROR):
        report.tell([verdicts.nothing(report, wishes.sources)])
    return shelf


class _Run:
    """Takes what became of the files, in their order."""

    def __init__(self, wishes: Wishes, files: Files, shelf: Shelf, report: Report) -> None:
        self._wishes = wishes
        self._files = files
        self._shelf = shelf
        self._report = report
        self._read = 0

    def take(self, group: list[Here], results: list[Result]) -> None:
        """Keep what is new, put articles on the shelf, tell the rest."""
        waiting = iter(results)
        numbers: list[int] = []
        shown: list[Shown] = []
        for here in group:
            row, number, digest = self._settled(here, None if here.is_current else next(waiting))
            self._read += 1
            if number is not None:
                numbers.append(number)
            if self._tell(here, row) and number is not None:
                shown.append(Shown(self._read, number, digest, row.id, row.published, row.updated))
        self._files.here(numbers)
        self._shelf.add(shown)
        self._report.watch.reading(self._read)

    def _settled(self, here: Here, result: Result | None) -> tuple[Row, int | None, bytes]:
        """What became of a file, its number in the cache if it is there, and the digest of its content."""
        if result is None or result.row is None:
            return self._as_before(here, is_read=result is not None)
        if not result.digest:
            return result.row, None, b""
        stamp, row = here.stamp or _NEVER, result.row
        if row.held is None:
            return row, self._files.put(here.key, stamp, result.digest, row, result.article), result.digest
        number = self._files.put(here.key, stamp, result.digest, Row(kind=row.held), None)
        if result.article is not None:
            self._shelf.lend(number, result.article)
        return row, number, result.digest

    def _as_before(self, here: Here, *, is_read: bool) -> tuple[Row, int, bytes]:
        """What became of a file with the content that it had."""
        if here.known is None:
            message = "nothing is known of a file that did not change"
            raise BrokenCacheError(message)
        if is_read and here.stamp is not None:
            self._files.again(here.known, here.stamp)
        return here.known.row, here.known.number, here.known.digest

    def _tell(self, here: Here, row: Row) -> bool:
        """Count and tell what became of a file; whether it is an article that can be shown."""
        report, wishes = self._report, self._wishes
        report.kinds[row.kind] += 1
        if row.plain is not None:
            report.plain[row.plain] += 1
        if row.told:
            lenient = wishes.keep_going and row.kind == "rejected"
            told = (each.at(here.shown) for each in row.told)
            report.tell(each.as_warning() if lenient else each for each in told)
        if row.kind != "article":
            return False
        published = datetime.fromtimestamp(row.published, UTC)
        if wishes.as_of is not None and published > wishes.as_of:
            report.later += 1
            return False
        report.found += 1
        report.tell(verdicts.dated(published, here.shown, row.dated, wishes.now))
        return row.held is None or (row.held == "draft" and wishes.drafts)


def count(settings: Settings, wishes: Wishes) -> int:
    """How many files there are to read."""
    return sum(1 for _ in _here(settings, wishes))


def _tasks(
    settings: Settings, wishes: Wishes, files: Files, wanted: Collection[str]
) -> Iterator[tuple[list[Here], list[Task]]]:
    """All files in groups, with those of each that have to be looked into."""
    for batch in _batches(settings, wishes):
        group = []
        for here, known in zip(batch, files.known([each.key for each in batch]), strict=True):
            if known is None or known.row.kind in wanted:  # of a draft nothing is kept that could be shown
                group.append(here)
            else:
                group.append(here._replace(known=known, is_current=known.is_as(here.stamp)))
        yield (
            group,
            [
                Task(each.path, each.shown, each.known.digest if each.known else b"")
                for each in group
                if not each.is_current
            ],
        )


def _batches(settings: Settings, wishes: Wishes) -> Iterator[list[Here]]:
    most, size, batch = _FIRST, 0, list[Here]()
    for here in _here(settings, wishes):
        batch.append(here)
        size += here.stamp.size if here.stamp else 0
        if len(batch) >= most or size >= _MOST_BYTES:
            yield batch
            most, size, batch = min(2 * most, _MOST), 0, []
    if batch:
        yield batch


def _here(settings: Settings, wishes: Wishes) -> Iterator[Here]:
    """Every file of the sources, each once."""
    seen: set[Path] | None = set() if len(wishes.sources) > 1 else None
    for source in wishes.sources:
        root = absolute(source)
        shown, name = shown_path(source), _key(root, settings)
        for file in folder.files(root, include=settings.include, exclude=settings.exclude, skipped=settings.out):
            path = root / file.name if file.name else root
            if seen is not None:
                if path in seen:
                    continue
                seen.add(path)
            yield Here(path, _below(shown, file.name), _below(name, file.name), file.stamp, None, is_current=False)


def _below(folder: str, name: str) -> str:
    """The path `name` in `folder`, as text: thousands of them are made."""
    return folder if not name else name if folder in ("", ".") else f"{folder}/{name}"


def _key(path: Path, settings: Settings) -> str:
    """What the cache calls a file or folder: its path from the folder of the settings, the same on every machine."""
    return os.path.relpath(path, settings.base).replace(os.sep, "/")
