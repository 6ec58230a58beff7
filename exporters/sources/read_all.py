"""Reading: every file is looked at, and what there is to tell is told in their order, whoever was done first."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from exporters.diagnostics.diagnostic import Level
from exporters.media.lookup import are_current
from exporters.model import moment
from exporters.model.outcome import ReadOutcome
from exporters.run import RunOptions, RunReport
from exporters.settings.values import Settings
from exporters.sources import findings, listing
from exporters.sources.date_limits import HoldRule, hold_rule
from exporters.sources.dialects.recognise import holding_dialects
from exporters.sources.folder import contents
from exporters.sources.id_warnings import IdWarnings
from exporters.sources.items import split_key
from exporters.sources.listing import CachedInput, InputFile
from exporters.sources.source import ITEM_MARK
from exporters.sources.worker import FileExaminer, ReadResult, ReadTask
from exporters.store.articles import ArticleKey, ArticleStore, StoredArticle
from exporters.store.database import BrokenCacheError, StoreDatabase
from exporters.store.inputs import FileStamp, FileToStore, KnownFiles
from exporters.store.rows import OutcomeRow, decode_article
from exporters.support.executors import open_workers
from exporters.support.paths import absolute, shown_path
from exporters.support.stdin import is_stdin
from exporters.support.workers import WorkerCrashedError
from exporters.yamldoc.positions import TextPosition

if TYPE_CHECKING:
    from concurrent.futures import Executor

_NEVER: Final = FileStamp(-1, 0, 0, 0)  # no file has it


def read(
    settings: Settings,
    options: RunOptions,
    examiner: FileExaminer,
    database: StoreDatabase,
    report: RunReport,
    id_warnings: IdWarnings | None = None,
) -> ArticleStore:
    """The articles that can be shown, one of each id; `report` tells the rest, in the order of files.

    `id_warnings` warn of ids; None where the checks of documents do.
    Where all that was published is withdrawn, there are none, and the shelf knows those that were.
    """
    report.later_than = options.as_of_name if options.as_of or not options.holds_from else "now"
    shelf, files = ArticleStore(database), KnownFiles(database)
    rule = hold_rule(settings, options)
    run = _Run(options, files, shelf, report, rule, id_warnings)
    _look(settings, options, examiner, database, run)
    if report.later and report.later_than == "now" and options.holds_from and options.as_of is None:
        report.add(findings.clock_used(options.holds_from, holding_dialects(settings)))
    may_be_empty = not report.current_articles and findings.may_be_empty(report)
    if may_be_empty and "withdrawn" not in examiner.wanted:  # nothing was asked of them, since feeds rarely need it
        knowing = examiner.with_withdrawn()
        again = _Run(options, files, shelf, RunReport(), rule)  # all is told already
        _look(settings, options, knowing, database, again)
    for source in options.sources:
        if is_stdin(source):
            files.delete_absent("-", ITEM_MARK)
        elif source.is_dir():
            files.delete_absent(listing.key(absolute(source), settings))
        else:
            files.delete_absent(listing.key(absolute(source), settings), ITEM_MARK)
    repeated = shelf.remove_repeated()
    report.articles, report.repeated = len(shelf), len(repeated)
    for lost, kept, identity in repeated:
        left_out, stays = (_location(files.path(number), settings) for number in (lost, kept))
        is_computed = all(files.dialect(number) for number in (lost, kept))
        if _is_of_others(left_out, stays) and (links := (files.url(lost), files.url(kept))) and len({*links}) == 2:
            report.add(findings.refuse_taken_id(left_out, stays, identity))
        else:
            report.add(
                (findings.refuse_shared_address if is_computed else findings.warn_of_repeated_id)(
                    left_out, stays, identity
                )
            )
    if id_warnings is not None:
        report.add_all(id_warnings.warn_of_shared(lambda identity: identity in shelf))
    for address, one, other in _shared_addresses(run.addresses, shelf):
        report.add(findings.refuse_shared_address(_location(one, settings), _location(other, settings), address))
    if may_be_empty and report.later:  # a slip in --as-of must not empty the feeds
        may_be_empty = next(shelf.withdrawn(), None) is not None
    if not (report.current_articles or may_be_empty or report.count(Level.ERROR)):
        report.add(findings.nothing(report, options.sources))
    return shelf


def _shared_addresses(addresses: Iterable[tuple[str, str]], shelf: ArticleStore) -> Iterator[tuple[str, str, str]]:
    """Each computed address of an article that another one has, and what the cache calls both.

    `addresses` are those of articles with other ids, each with its article; what has its address as id is in the store.
    """
    first = dict[str, str]()
    for address, name in addresses:
        if address in first:
            yield address, name, first[address]
        elif (packed := shelf.packed(address)) is not None and decode_article(packed).url == address:
            yield address, name, shelf.path(address) or ""
        first.setdefault(address, name)


def _location(name: str, settings: Settings) -> tuple[str, TextPosition | None]:
    """The file that holds an input, as messages show it, and where in it an item stands."""
    path, place = split_key(name)
    return ("-" if path == "-" and place else shown_path(settings.base / path)), place


def _is_of_others(one: findings.ArticlePlace, other: findings.ArticlePlace) -> bool:
    """Whether two articles are of different sources, one of which at least is a file of many articles."""
    return one[0] != other[0] and (one[1] is not None or other[1] is not None)


def _look(
    settings: Settings, options: RunOptions, examiner: FileExaminer, database: StoreDatabase, run: "_Run"
) -> None:
    """Have every file looked at, and `run` take what became of it."""
    with open_workers(examiner, options.jobs, _executor(settings, options)) as workers:
        try:
            for (group, tasks), results in workers.map(_work(settings, options, run.files, examiner)):
                here = [each if each.missing is None else examiner(each.missing) for each in results]
                is_elsewhere = options.executor is not None
                run.take(group, _measured_here(tasks, here, examiner, settings.base) if is_elsewhere else here)
                database.commit_if_due()
        except WorkerCrashedError as error:
            raise findings.crashed(error.item.shown, str(error)) from error


def _measured_here(
    tasks: list[ReadTask], results: list[ReadResult], examiner: FileExaminer, base: Path
) -> list[ReadResult]:
    """`results` of other machines, with those articles read here whose media files lie on this machine alone."""
    return [
        examiner(task)
        if result.row is not None and result.row.media and not are_current(result.row.media, str(base))
        else result
        for task, result in zip(tasks, results, strict=True)
    ]


def _executor(settings: Settings, options: RunOptions) -> "Executor | None":
    """Who parses: no executor where finished pages are read, which lie on this machine alone."""
    return None if settings.built_sites else options.executor


def _work(
    settings: Settings, options: RunOptions, files: KnownFiles, examiner: FileExaminer
) -> Iterator[tuple[tuple[list[CachedInput], list[ReadTask]], list[ReadTask]]]:
    """All files in groups, with those of each that have to be looked into."""
    for group in listing.groups(settings, options, files, examiner.wanted, examiner.files):
        tasks = [
            ReadTask(
                file.path,
                file.shown,
                known.digest if known else b"",
                _contents(file, options, settings),
                file.source,
                file.format,
                file.item,
                file.digest,
                known.row.media_digest if known else b"",
                known.row.built_page if known else "",
                *((known.row.links, known.row.opening) if known else ()),
            )
            for file, known, is_current in group
            if not is_current
        ]
        yield (group, tasks), tasks


def _contents(file: InputFile, options: RunOptions, settings: Settings) -> bytes | ReadOutcome | None:
    """What is known of a file before the work is done."""
    if file.item is not None:
        return file.contents()
    return contents(file.path, file.shown) if _executor(settings, options) else None


class _Run:
    """Takes what became of the files, in their order."""

    def __init__(
        self,
        options: RunOptions,
        files: KnownFiles,
        shelf: ArticleStore,
        report: RunReport,
        rule: HoldRule,
        id_warnings: IdWarnings | None = None,
    ) -> None:
        self._options = options
        self.files = files
        self._shelf = shelf
        self._report = report
        self._id_warnings = id_warnings
        self.addresses = list[
            tuple[str, str]
        ]()  # computed ones of articles with other ids, and what the cache calls these
        self._read = 0
        self._rule = rule
        self._usual = range(int(moment.EPOCH.timestamp()), int(options.now.timestamp()) + 1)

    def take(self, group: list[CachedInput], results: list[ReadResult]) -> None:
        """Keep what is new, put articles on the shelf, tell the rest."""
        waiting = iter(results)
        read = [None if looked.is_current else next(waiting) for looked in group]
        stored = iter(self._store(group, read))
        numbers: list[int] = []
        shown: list[StoredArticle] = []
        again: list[tuple[int, FileStamp]] = []
        for looked, result in zip(group, read, strict=True):
            self._read += 1
            if result is not None and result.row is not None:
                row, number, digest = result.row, next(stored) if result.digest else None, result.digest
                if number is not None and row.public_state is not None:
                    self._lend(row, number, result.article)
                self._withdraw(row, result.article, looked.here)
            elif looked.known is not None:
                row, number, digest = looked.known.row, looked.known.number, looked.known.digest
                if result is not None and looked.here.stamp is not None:
                    again.append((number, looked.here.stamp))
                if result is not None and result.links != row.links:
                    self.files.update_outcome(number, replace(row, links=result.links))
            else:
                message = "nothing is known of a file that did not change"
                raise BrokenCacheError(message)
            if number is not None:
                numbers.append(number)
            if self._tell(looked.here, row) and number is not None:
                shown.append(StoredArticle(self._read, number, digest, row.id, row.published, row.updated))
                self._shelf.has_enclosures |= row.has_enclosures
                if row.address:
                    self.addresses.append((row.address, looked.here.key))
        self.files.update_stamps(again)
        self.files.mark_present(numbers)
        self._shelf.add(shown)
        self._report.observer.reading(self._read)

    def _store(self, group: list[CachedInput], read: list[ReadResult | None]) -> list[int]:
        """Store what could be read of a group; return the numbers of those files. No draft is cached."""
        found = list[FileToStore]()
        for looked, result in zip(group, read, strict=True):
            if result is not None and result.row is not None and result.digest:
                row, article = result.row, result.article
                if row.public_state is not None:
                    row, article = OutcomeRow(kind=row.public_state), None
                stamp = looked.here.stamp or _NEVER
                found.append(FileToStore(looked.here.key, stamp, result.digest, row, article))
        return self.files.store(found)

    def _lend(self, row: OutcomeRow, number: int, article: bytes | None) -> None:
        """Let this run have an article that the cache may not keep, such as a draft."""
        if article is not None and row.kind == "article":
            self._shelf.add_uncached(number, article)

    def _withdraw(self, row: OutcomeRow, article: bytes | None, here: InputFile) -> None:
        """Let the shelf know a withdrawn article that is only to be known; one that would wait still is not there."""
        if row.kind == "withdrawn" and article is not None and not self._rule.is_later(row, here.source):
            self._shelf.add_withdrawn(row.id, ArticleKey(self._read, row.published, row.updated, article))

    def _tell(self, here: InputFile, row: OutcomeRow) -> bool:
        """Count and tell what became of a file; whether it is an article that can be shown."""
        path = here.shown
        report = self._report
        report.kinds[row.kind] += 1
        if row.page_kind:
            report.page_kinds[row.page_kind] += 1
        if row.diagnostics:
            lenient = self._options.keep_going and row.kind == "rejected"
            told = (each.at(path) for each in row.diagnostics)
            report.add_all(each.as_warning() if lenient else each for each in told)
        if row.kind != "article":
            return False
        if self._rule.is_later(row, here.source):
            report.later += 1
            return False
        if self._rule.is_expired(row):
            report.expired += 1
            return False
        report.dialects[row.dialect] += 1
        report.other_ids += row.differs_in_feed
        report.current_articles += 1
        if row.published not in self._usual:
            report.add_all(
                findings.warn_of_date(moment.from_timestamp(row.published), path, row.date_origin, self._options.now)
            )
        if self._id_warnings is not None and row.doubtful_id is not None and row.public_state != "withdrawn":
            report.add_all(self._id_warnings.warn(row.id, path, row.doubtful_id))
        return row.public_state is None or (row.public_state == "draft" and self._options.drafts)
