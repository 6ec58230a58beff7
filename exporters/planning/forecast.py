"""Compare each feed that an export would publish with the published one."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from msgspec.structs import replace

from exporters.formats.registry import get_built_in
from exporters.model.feed import dated_name
from exporters.planning.outcome import DocumentPlan, FeedChange, FeedPlan, SitePlan
from exporters.planning.published_source import PublishedSource
from exporters.planning.readers.document import FeedDocument, Format
from exporters.planning.readers.read import read
from exporters.planning.refusal import MessageLocation
from exporters.planning.rewritten import find_rewritten
from exporters.planning.site_ids import SiteIds
from exporters.publishing.manifest import FeedRecord, list_subscribed
from exporters.publishing.stage import StagingArea
from exporters.support.threads import map_in_order

_FORMATS: Final[tuple[Format, ...]] = ("json", "rss", "atom")  # JSON Feed says most; Atom writes ids in its own way
_AT_ONCE: Final = 16  # feeds whose documents are asked for together


class Candidate(NamedTuple):
    """What an export would publish."""

    feeds: Sequence[FeedRecord]
    names: Collection[str]  # of files
    stage: StagingArea
    site: SiteIds
    locate: Callable[[str], MessageLocation]  # where the article with an id stands


Find = Callable[[str], FeedDocument | None]  # what is published under the name of a document


def documents(path: str, period: str = "") -> dict[Format, str]:
    """Return the documents of the feed at `path` by format: the current ones, or those of an archive period."""
    return {name: f"{path}/{dated_name(get_built_in(name).filename, period)}".lstrip("/") for name in _FORMATS}


def forecast(candidate: Candidate, published: PublishedSource) -> SitePlan:
    """Return the plan of the site, with one document of each feed: the first dangerous one, else the first.

    Raises PublishError if a published document can't be read or is not a feed.
    """
    comparison = _DocumentComparison(candidate, published)
    plans = [each for feed, find in comparison.with_finder(candidate.feeds) if (each := comparison.plan(feed, find))]
    subscribed_files = list_subscribed(published.manifest) if published.manifest else ()
    gone = {file.path for _, file in subscribed_files if file.path not in candidate.names}
    return SitePlan(feeds=tuple(plans), gone=tuple(sorted(gone)))


def guard(candidate: Candidate, published: PublishedSource) -> SitePlan:
    """Return the part of the plan that is dangerous or has rewritten articles; fast if there is none."""
    comparison = _DocumentComparison(candidate, published)
    plans = (comparison.plan_if_notable(feed, find) for feed, find in comparison.with_finder(candidate.feeds))
    return SitePlan(feeds=tuple(filter(None, plans)))


class _DocumentComparison:
    """Compares the feeds of a candidate with the published ones."""

    def __init__(self, candidate: Candidate, published: PublishedSource) -> None:
        self._candidate = candidate
        self._published = published
        manifest = published.manifest
        self._records = {each.path: each for each in manifest.feeds} if manifest else {}
        self._files = {each.path: each for each in manifest.files} if manifest else {}

    def with_finder(self, feeds: Iterable[FeedRecord]) -> Iterator[tuple[FeedRecord, Find]]:
        """Yield each feed with a function that finds its published documents; slow sources are asked in parallel."""
        if self._published.at_once == 1:
            yield from ((feed, self._published.document) for feed in feeds)
            return
        feeds_left = iter(feeds)
        while batch := list(islice(feeds_left, _AT_ONCE)):
            files = [file for feed in batch for _, file in self._documents(feed) if not self._is_same(file)]
            result = map_in_order(self._published.document, files, self._published.at_once)
            documents_by_file = dict(zip(files, result, strict=True))
            yield from ((feed, documents_by_file.get) for feed in batch)

    def plan(self, feed: FeedRecord, find: Find) -> DocumentPlan | None:
        """Return the plan of a feed; None if nobody can subscribe to it."""
        result: DocumentPlan | None = None
        for name, file in self._documents(feed):
            if result and self._is_surely_safe(feed, name, file):
                continue
            document_plan = self._plan_document(feed, name, file, find)
            if document_plan and document_plan.plan.is_dangerous:
                return document_plan
            result = result or document_plan
        return result or self._plan_first(feed)

    def plan_if_notable(self, feed: FeedRecord, find: Find) -> DocumentPlan | None:
        """Return the plan of a feed if it is dangerous, else if it has rewritten articles, else None."""
        rewritten: DocumentPlan | None = None
        for name, file in self._documents(feed):
            if not self._is_surely_safe(feed, name, file):
                document_plan = self._plan_document(feed, name, file, find)
                if document_plan and document_plan.plan.is_dangerous:
                    return document_plan
                if rewritten is None and document_plan and find_rewritten(document_plan.plan):
                    rewritten = document_plan
        return self._plan_first(feed) if any(True for _ in self._changes(feed)) else rewritten

    def _is_surely_safe(self, feed: FeedRecord, name: Format, file: str) -> bool:
        """Return whether the bytes prove that a document written by Outfeed keeps its ids."""
        if feed.path not in self._records or any(True for _ in self._changes(feed)):
            return False
        if self._is_same(file):
            return True
        record = self._files.get(file)
        if record is None or (before := self._published.open(file, record)) is None:
            return False
        from exporters.planning.common_entries import keeps_ids  # a run that changes nothing compares nothing

        with before, self._candidate.stage.path(file).open("rb") as after:
            return keeps_ids(before, after, name, self._candidate.site.facts(name))

    def _plan_document(self, feed: FeedRecord, name: Format, file: str, find: Find) -> DocumentPlan | None:
        """Return the plan of a document; None if nothing is published under its name."""
        if self._is_same(file):
            return self._document_plan(feed, name, file, FeedPlan(same=feed.entries))
        before = find(file)
        if before is None:
            return None
        from exporters.planning.compare import compare

        plan = compare(before, read(self._prepared_bytes(file)), self._candidate.site.facts(name))
        return self._document_plan(feed, name, file, plan)

    def _plan_first(self, feed: FeedRecord) -> DocumentPlan | None:
        """Return the plan of a feed that is not published yet."""
        from exporters.planning.compare import compare

        for name, file in self._documents(feed):
            return self._document_plan(feed, name, file, compare(None, read(self._prepared_bytes(file))))
        return None

    def _document_plan(self, feed: FeedRecord, name: Format, file: str, plan: FeedPlan) -> DocumentPlan:
        if feed.path in self._records:  # which knows more than one document
            plan = replace(plan, changes=tuple(self._changes(feed, name)))
        return DocumentPlan(path=file, title=feed.title, format=name, plan=plan)

    def _changes(self, feed: FeedRecord, name: str = "") -> Iterator[FeedChange]:
        """Yield the changes of the feed itself according to the published manifest, the address of `name` first.

        Only Atom writes the id of the feed, and only RSS the guid of a podcast.
        """
        old = self._records.get(feed.path)
        if old is None:
            return
        if old.id != feed.id and "atom" in old.self_urls and "atom" in feed.self_urls:
            yield FeedChange(what="id", before=old.id, after=feed.id)
        if old.guid and feed.guid and old.guid != feed.guid:
            yield FeedChange(what="guid", before=old.guid, after=feed.guid)
        for each in (name, *feed.self_urls):
            before, after = old.self_urls.get(each), feed.self_urls.get(each)
            if before and after and before != after:
                yield FeedChange(what="self", before=before, after=after)
                return  # the others change alike

    def _documents(self, feed: FeedRecord) -> list[tuple[Format, str]]:
        """Return the feed's documents, then those of its archive, each with its format."""
        periods = feed.periods if feed.path in self._records else ()  # other generators have no such archive
        every = (pair for period in ("", *periods) for pair in documents(feed.path, period).items())
        return [(name, file) for name, file in every if file in self._candidate.names]

    def _prepared_bytes(self, file: str) -> bytes:
        return self._candidate.stage.path(file).read_bytes()

    def _is_same(self, file: str) -> bool:
        return self._published.holds(file, self._candidate.stage.contents(file))
