"""Reading: every file is looked at, and what there is to tell is told in their order, whoever was done first."""

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, Final

from exporters.diagnostics.diagnostic import Level
from exporters.model import moment
from exporters.run import RunOptions, RunReport
from exporters.settings.values import Settings
from exporters.sources import findings, listing
from exporters.sources.folder import contents
from exporters.sources.listing import CachedInput
from exporters.sources.worker import FileExaminer, ReadResult, ReadTask
from exporters.store.articles import ArticleKey, ArticleStore, StoredArticle
from exporters.store.database import BrokenCacheError, StoreDatabase
from exporters.store.inputs import FileStamp, KnownFiles
from exporters.store.rows import OutcomeRow
from exporters.support.executors import open_workers
from exporters.support.paths import absolute, shown_path
from exporters.support.workers import WorkerCrashedError

if TYPE_CHECKING:
    from concurrent.futures import Executor

_NEVER: Final = FileStamp(-1, 0, 0, 0)  # no file has it


def read(
    settings: Settings,
    wishes: RunOptions,
    examiner: FileExaminer,
    database: StoreDatabase,
    report: RunReport,
    numbers: Container[str] | None = None,
) -> ArticleStore:
    """The articles that can be shown, one of each id; `report` tells the rest, in the order of files.

    `numbers` are ids that are bare numbers and published; None where such ids are told of the documents.
    Where all that was published is withdrawn, there are none, and the shelf knows those that were.
    """
    report.later_than = wishes.as_of_name if wishes.as_of or not wishes.holds_from else "now"
    shelf, files = ArticleStore(database), KnownFiles(database)
    _look(settings, wishes, examiner, database, _Run(wishes, files, shelf, report, numbers))
    if report.later and report.later_than == "now" and wishes.holds_from and wishes.as_of is None:
        report.add(findings.clock_used(wishes.holds_from, report.dialect))
    may_be_empty = not report.found and findings.may_be_empty(report)
    if may_be_empty and "withdrawn" not in examiner.wanted:  # nothing was asked of them, since feeds rarely need it
        knowing = examiner.with_withdrawn()
        _look(settings, wishes, knowing, database, _Run(wishes, files, shelf, RunReport()))  # all is told already
    for source in wishes.sources:
        if source.is_dir():
            files.forget_others(listing.key(absolute(source), settings))
    repeated = shelf.leave_out_repeated()
    report.articles, report.repeated = len(shelf), len(repeated)
    for lost, kept, identity in repeated:
        left_out, stays = (shown_path(settings.base / files.path(number)) for number in (lost, kept))
        is_computed = all(files.dialect(number) for number in (lost, kept))
        report.add((findings.shared if is_computed else findings.repeated)(left_out, stays, identity))
    if may_be_empty and report.later:  # a slip in --as-of must not empty the feeds
        may_be_empty = next(shelf.withdrawn(), None) is not None
    if not (report.found or may_be_empty or report.count(Level.ERROR)):
        report.add(findings.nothing(report, wishes.sources))
    return shelf


def _look(settings: Settings, wishes: RunOptions, examiner: FileExaminer, database: StoreDatabase, run: "_Run") -> None:
    """Have every file looked at, and `run` take what became of it."""
    with open_workers(examiner, wishes.jobs, _executor(settings, wishes)) as workers:
        try:
            for group, results in workers.map(_work(settings, wishes, run.files, examiner)):
                run.take(group, results)
                database.keep_now_and_then()
        except WorkerCrashedError as error:
            raise findings.crashed(error.item.shown, str(error)) from error


def _executor(settings: Settings, wishes: RunOptions) -> "Executor | None":
    """Who parses: no executor where finished pages are read, which lie on this machine alone."""
    return wishes.executor if settings.built is None else None


def _work(
    settings: Settings, wishes: RunOptions, files: KnownFiles, examiner: FileExaminer
) -> Iterator[tuple[list[CachedInput], list[ReadTask]]]:
    """All files in groups, with those of each that have to be looked into."""
    for group in listing.groups(settings, wishes, files, examiner.wanted):
        yield (
            group,
            [
                ReadTask(
                    file.path,
                    file.shown,
                    known.digest if known else b"",
                    contents(file.path, file.shown) if _executor(settings, wishes) else None,
                    known.row.page if known else "",
                )
                for file, known, is_current in group
                if not is_current
            ],
        )


class _Run:
    """Takes what became of the files, in their order."""

    def __init__(
        self,
        wishes: RunOptions,
        files: KnownFiles,
        shelf: ArticleStore,
        report: RunReport,
        numbers: Container[str] | None = None,
    ) -> None:
        self._wishes = wishes
        self.files = files
        self._shelf = shelf
        self._report = report
        self._numbers = numbers
        self._read = 0
        self._now = int((wishes.as_of or wishes.now).timestamp())  # what expired by then is left out
        self._latest = int(wishes.as_of.timestamp()) if wishes.as_of else None  # seconds since 1970, as rows have it
        is_held = wishes.as_of is None and wishes.holds_from is not None
        self._held_from = int(wishes.holds_from.timestamp()) if is_held and wishes.holds_from else None
        self._usual = range(int(moment.EPOCH.timestamp()), int(wishes.now.timestamp()) + 1)

    def take(self, group: list[CachedInput], results: list[ReadResult]) -> None:
        """Keep what is new, put articles on the shelf, tell the rest."""
        waiting = iter(results)
        numbers: list[int] = []
        shown: list[StoredArticle] = []
        again: list[tuple[int, FileStamp]] = []
        for looked in group:
            self._read += 1
            result = None if looked.is_current else next(waiting)
            if result is not None and result.row is not None:
                row, number, digest = self._settled(looked, result, result.row)
                self._withdraw(row, result.article)
            elif looked.known is not None:
                row, number, digest = looked.known.row, looked.known.number, looked.known.digest
                if result is not None and looked.here.stamp is not None:
                    again.append((number, looked.here.stamp))
            else:
                message = "nothing is known of a file that did not change"
                raise BrokenCacheError(message)
            if number is not None:
                numbers.append(number)
            if self._tell(looked.here.shown, row) and number is not None:
                shown.append(StoredArticle(self._read, number, digest, row.id, row.published, row.updated))
        self.files.again(again)
        self.files.here(numbers)
        self._shelf.add(shown)
        self._report.watch.reading(self._read)

    def _settled(
        self, looked: CachedInput, result: ReadResult, row: OutcomeRow
    ) -> tuple[OutcomeRow, int | None, bytes]:
        """What became of a file that was read, its number in the cache if it is there, and its digest."""
        if not result.digest:
            return row, None, b""
        file, stamp = looked.here, looked.here.stamp or _NEVER
        if row.held is None:
            return row, self.files.put(file.key, stamp, result.digest, row, result.article), result.digest
        number = self.files.put(file.key, stamp, result.digest, OutcomeRow(kind=row.held), None)
        if result.article is not None and row.kind == "article":
            self._shelf.lend(number, result.article)
        return row, number, result.digest

    def _withdraw(self, row: OutcomeRow, article: bytes | None) -> None:
        """Let the shelf know a withdrawn article that is only to be known; one that would wait still is not there."""
        if row.kind == "withdrawn" and article is not None and not self._is_later(row):
            self._shelf.withdraw(row.id, ArticleKey(self._read, row.published, row.updated, article))

    def _is_later(self, row: OutcomeRow) -> bool:
        opens = row.published if row.opens is None else row.opens
        latest = self._held_from if row.dialect and self._latest is None else self._latest
        return latest is not None and opens > latest

    def _tell(self, path: str, row: OutcomeRow) -> bool:
        """Count and tell what became of a file; whether it is an article that can be shown."""
        report = self._report
        report.kinds[row.kind] += 1
        if row.told:
            lenient = self._wishes.keep_going and row.kind == "rejected"
            told = (each.at(path) for each in row.told)
            report.add_all(each.as_warning() if lenient else each for each in told)
        if row.kind != "article":
            return False
        if self._is_later(row):
            report.later += 1
            return False
        if row.expires is not None and row.expires <= self._now:
            report.expired += 1
            return False
        report.dialects[row.dialect] += 1
        report.found += 1
        if row.published not in self._usual:
            report.add_all(findings.dated(moment.at(row.published), path, row.dated, self._wishes.now))
        if self._numbers is not None and row.numbered is not None and row.held != "withdrawn":
            report.add(findings.numbered(row.id, path, row.numbered, is_published=row.id in self._numbers))
        return row.held is None or (row.held == "draft" and self._wishes.drafts)
