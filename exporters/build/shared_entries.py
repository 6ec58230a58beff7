"""Render entries that stand in several new feeds once, for all of these feeds to copy."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import Final

from msgspec.structs import replace

from exporters.build.context import BuildContext
from exporters.build.edition import FeedBuild
from exporters.build.incremental import Rebuild
from exporters.build.reuse import EntryOffset, RebuiltEntries, ReusableDocuments
from exporters.build.section import BuiltSection, SectionTask, entry_shape, has_entry_findings
from exporters.store.articles import ArticleStore
from exporters.store.entries import StoredEntries
from exporters.store.outputs import MAX_SIZED_ENTRIES, StoredEntry

_SECTION: Final = 100  # entries: about 1 MB in all formats
_LEAST: Final = 20_000  # entries of all feeds; with fewer, a run is as fast where each feed makes its own


class SharedEntries:
    """Entries that several feeds have, in a file for each format."""

    def __init__(self, feed_build: FeedBuild, entries: StoredEntries, context: BuildContext) -> None:
        """Render them as in `feed_build`, one of these feeds."""
        self._feed = replace(feed_build.feed, entries=(), deleted=())
        self._names = tuple(each.name for each in feed_build.built_in_exporters)
        self._entries = entries
        self._files = [context.staging.temporary_path() for _ in self._names]

    def work(self) -> Iterator[tuple[RebuiltEntries, list[SectionTask]]]:
        """Yield sections, each with its task."""
        for start in range(0, len(self._entries), _SECTION):
            work = RebuiltEntries(start, min(start + _SECTION, len(self._entries)))
            digests = list(self._entries.digests(*work))
            yield work, [SectionTask(self._feed, self._names, self._entries.packed(*work), digests)]

    def write(self, results: Iterable[tuple[RebuiltEntries, list[BuiltSection]]]) -> ReusableDocuments:
        """Write the sections without findings: an entry with one is rendered and checked in its place in each feed."""
        places: dict[bytes, EntryOffset] = {}
        gap = 0
        with ExitStack() as stack:
            streams = [stack.enter_context(path.open("wb")) for path in self._files]
            for work, (section,) in results:
                if has_entry_findings(section.findings):
                    continue
                gap = len(section.frames[0].between)
                for digest, *rendered in zip(self._entries.digests(*work), *section.entries, strict=True):
                    begins = tuple(stream.tell() for stream in streams)
                    for stream, entry, frame in zip(streams, rendered, section.frames, strict=True):
                        stream.writelines((entry, frame.between))
                    places[digest] = EntryOffset(StoredEntry(digest, tuple(map(len, rendered))), begins)
        return ReusableDocuments(self._files, places, gap)


def find_shared(
    jobs: Sequence[Rebuild], store: ArticleStore, context: BuildContext
) -> Iterator[tuple[SharedEntries, list[Rebuild]]]:
    """Yield the entries that several of these feeds have in the same formats and shape, with those feeds."""
    groups: dict[tuple[str, ...], list[Rebuild]] = {}
    for job in jobs:
        names = (each.name for each in job.feed_build.built_in_exporters)
        groups.setdefault((entry_shape(job.feed_build.feed), *names), []).append(job)
    for group in groups.values():
        if len(group) > 1 and sum(len(job.feed_build.entries) for job in group) >= _LEAST:
            number = store.create_shared_feed((job.feed_build.entries.number for job in group), MAX_SIZED_ENTRIES)
            entries = store.entries(number)
            if entries:
                yield SharedEntries(group[0].feed_build, entries, context), group
