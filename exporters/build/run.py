"""Write every feed: built-in formats in sections by several processes, plugins one by one."""

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from exporters.build import incremental
from exporters.build.context import BuildContext
from exporters.build.edition import FeedBuild
from exporters.diagnostics.diagnostic import quote_value
from exporters.errors import OutputError
from exporters.formats.registry import get_built_in
from exporters.store import rows
from exporters.store.articles import ArticleStore
from exporters.store.outputs import DocumentDiagnostic
from exporters.support.executors import open_workers
from exporters.support.workers import WorkerCrashedError

if TYPE_CHECKING:
    from exporters.build.section import BuiltSection, SectionTask, SectionWriter
    from exporters.support.executors import ExecutorWorkers
    from exporters.support.workers import WorkerPool

    Workers = WorkerPool[SectionTask, BuiltSection] | ExecutorWorkers[SectionTask, BuiltSection]


class LazySectionWriter:
    """Writes sections, in any process. Imports the writer with the first section, which takes 60 ms."""

    @cached_property
    def _writer(self) -> "SectionWriter":
        from exporters.build.section import SectionWriter

        return SectionWriter()

    def __call__(self, task: "SectionTask") -> "BuiltSection":
        """Write a section. Raises OutputError where an exporter fails."""
        return self._writer(task)


def write_feeds(feed_builds: Sequence[FeedBuild], store: ArticleStore, context: BuildContext) -> Iterator[FeedBuild]:
    """Write the documents of each feed, and report what the checks find in them.

    Yields each feed as written, in order: one that exceeds max_bytes is cut. Raises OutputError if an
    exporter fails, PublishError if the disk does.
    """
    context.progress.total = sum(len(each.entries) for each in feed_builds)
    built_in = [each for each in feed_builds if each.built_in_exporters]
    with closing(_write_built_in(built_in, store, context)) as written:
        for feed_build in feed_builds:
            as_written = next(written) if feed_build.built_in_exporters else _cut_like_documents(feed_build)
            if len(as_written.entries) < len(feed_build.entries):
                as_written.entries.delete_rest()
            _report_shared_ids(as_written, context)
            for plugin in as_written.plugin_exporters:
                from exporters.build import unsectioned

                names = unsectioned.write_document(
                    as_written.feed, plugin, context, {each.filename.lower() for each in as_written.exporters}
                )
                context.describe(names, as_written, plugin.name)
            yield as_written


def _cut_like_documents(feed_build: FeedBuild) -> FeedBuild:
    """Return a feed without built-in documents in this run, cut like those would be."""
    if feed_build.max_bytes is None:
        return feed_build
    from exporters.build import budget

    fitted, _ = budget.fit_to_size(feed_build, feed_build.max_bytes)
    return fitted


def _write_built_in(
    feed_builds: Sequence[FeedBuild], store: ArticleStore, context: BuildContext
) -> Generator[FeedBuild, None, None]:
    jobs = deque(incremental.document_job(each, context) for each in feed_builds)
    try:
        with open_workers(LazySectionWriter(), context.jobs, context.executor) as workers:
            _share_entries(jobs, store, context, workers)
            for job, results in groupby(workers.map(_jobs_and_tasks(jobs)), key=lambda each: each[0][0]):
                yield job.write((work, sections) for (_, work), sections in results)
    except WorkerCrashedError as error:
        raise _crash_error(error, context) from error


def _share_entries(
    jobs: Iterable[incremental.DocumentJob], store: ArticleStore, context: BuildContext, workers: "Workers"
) -> None:
    """Render entries that several new feeds have, and give them to these feeds."""
    new_jobs = [each for each in jobs if isinstance(each, incremental.Rebuild) and each.is_new]
    if len(new_jobs) < 2:
        return
    from exporters.build.shared_entries import find_shared

    for shared, group in find_shared(new_jobs, store, context):
        documents = shared.write(workers.map(shared.work()))
        for job in group:
            job.shared = documents


def _jobs_and_tasks(
    jobs: deque[incremental.DocumentJob],
) -> Iterator[tuple[tuple[incremental.DocumentJob, Any], list[Any]]]:
    while jobs:
        job = jobs.popleft()  # it grows while it works, and goes when it is done
        for work, tasks in job.work():
            yield (job, work), tasks


def _crash_error(error: WorkerCrashedError, context: BuildContext) -> OutputError:
    task = error.item
    first = (
        f"the entries from {quote_value(rows.decode_article(task.packed[0]).id)} on"
        if task.packed
        else "a feed without entries"
    )
    message = f"the process that wrote {first} {error}"
    fix = "report it, and exclude these articles until it is fixed"
    name = task.feed.file(get_built_in(task.names[0]).filename)
    return OutputError.because("worker-crashed", message, fix, path=context.staging.place(name))


def _report_shared_ids(feed_build: FeedBuild, context: BuildContext) -> None:
    """Report an article whose id is what Atom writes for the id of another one.

    Sections are checked one by one, and articles have different ids; but Atom writes the id `7` as `<site>#id=7`.
    """
    feed, entries = feed_build.feed, feed_build.entries
    atom = next((each for each in feed_build.built_in_exporters if each.name == "atom"), None)
    prefixed_ids = entries.ids_with_prefix(f"{feed.site.url}#id=") if atom else []
    if atom and prefixed_ids:
        from exporters.checks.agree import shared_atom_ids

        name = feed.file(atom.filename)
        for identity, finding in shared_atom_ids(prefixed_ids, entries.has_id, feed.site.url):
            diagnostic = DocumentDiagnostic(name, finding.as_diagnostic(""), entries.index_of(identity))
            context.add_diagnostics([context.trace(diagnostic, "id", entries=entries)], entries)
