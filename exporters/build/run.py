"""Feeds in every format that is wanted: ours in sections, by several processes; those of plugins one by one."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from exporters.build import incremental
from exporters.build.context import BuildContext
from exporters.build.edition import FeedBuild
from exporters.diagnostics.diagnostic import shown
from exporters.errors import OutputError
from exporters.formats.registry import built_in
from exporters.store import rows
from exporters.store.outputs import DocumentDiagnostic
from exporters.support.executors import open_workers
from exporters.support.workers import WorkerCrashedError

if TYPE_CHECKING:
    from exporters.build.section import BuiltSection, SectionTask, SectionWriter


class LazySectionWriter:
    """Writes sections, in whatever process. What that takes loads with the first of them: 60 ms."""

    @cached_property
    def _scribe(self) -> "SectionWriter":
        from exporters.build.section import SectionWriter

        return SectionWriter()

    def __call__(self, task: "SectionTask") -> "BuiltSection":
        """Write a section. Raises OutputError where an exporter fails."""
        return self._scribe(task)


def write(editions: Sequence[FeedBuild], desk: BuildContext) -> Iterator[FeedBuild]:
    """Prepare the documents of each edition, and tell what the checks find in them.

    What is written of each comes back, in order: an edition that would be too large is cut. Raises OutputError where an
    exporter fails, PublishError where the disk does.
    """
    desk.progress.entries = sum(len(each.entries) for each in editions)
    with closing(_write_ours([each for each in editions if each.ours], desk)) as written:
        for edition in editions:
            made = next(written) if edition.ours else _unwritten(edition)
            if len(made.entries) < len(edition.entries):
                made.entries.forget_rest()
            _tell_shared_ids(made, desk)
            for plugin in made.others:
                from exporters.build import unsectioned

                names = unsectioned.write(made.feed, plugin, desk, {each.filename.lower() for each in made.exporters})
                desk.describe(names, made, plugin.name)
            yield made


def _unwritten(edition: FeedBuild) -> FeedBuild:
    """An edition of which none of our documents is written now; they hold no more than what fits all the same."""
    if edition.max_bytes is None:
        return edition
    from exporters.build import budget

    made, _ = budget.fitting(edition, edition.max_bytes)
    return made


def _write_ours(editions: Sequence[FeedBuild], desk: BuildContext) -> Generator[FeedBuild, None, None]:
    try:
        with open_workers(LazySectionWriter(), desk.jobs, desk.executor) as workers:
            for document, results in groupby(workers.map(_work(editions, desk)), key=lambda each: each[0][0]):
                yield document.write((work, sections) for (_, work), sections in results)
    except WorkerCrashedError as error:
        raise _crashed(error, desk) from error


def _work(
    editions: Sequence[FeedBuild], desk: BuildContext
) -> Iterator[tuple[tuple[incremental.DocumentJob, Any], list[Any]]]:
    for edition in editions:
        document = incremental.begun(edition, desk)
        for work, tasks in document.work():
            yield (document, work), tasks


def _crashed(error: WorkerCrashedError, desk: BuildContext) -> OutputError:
    task = error.item
    first = f"the entries from {shown(rows.article(task.packed[0]).id)} on" if task.packed else "a feed without entries"
    seen = f"the process that wrote {first} {error}"
    right = "report it; until it is solved, exclude what it stumbled over"
    name = task.feed.file(built_in(task.names[0]).filename)
    return OutputError.because("worker-crashed", seen, right, path=desk.stage.place(name))


def _tell_shared_ids(edition: FeedBuild, desk: BuildContext) -> None:
    """Tell where one article has the id that another one gets in Atom: no other way leads to two entries with one id.

    Sections are checked one by one, and no two articles have one id; but Atom writes the id `7` as `<site>#id=7`.
    """
    feed, entries = edition.feed, edition.entries
    atom = next((each for each in edition.ours if each.name == "atom"), None)
    alike = entries.ids_from(f"{feed.site.url}#id=") if atom else []
    if atom and alike:
        from exporters.checks.agree import shared_atom_ids

        name = feed.file(atom.filename)
        for identity, finding in shared_atom_ids(alike, entries.have, feed.site.url):
            told = DocumentDiagnostic(name, finding.of(""), entries.index_of(identity))
            desk.add_placed([desk.traced(told, "id", entries=entries)], entries)
