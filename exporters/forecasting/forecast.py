"""Forecast: what publishing would mean for subscribers, feed by feed: what is published against what would be."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from msgspec.structs import replace

from exporters.forecasting.published import Published
from exporters.forecasting.site import Site
from exporters.formats.registry import built_in
from exporters.planning.compare import compare
from exporters.planning.document import Document
from exporters.planning.outcome import Change, FeedPlan
from exporters.planning.plan import Plan, Planned
from exporters.planning.quick import keeps_ids
from exporters.planning.read import read
from exporters.publishing.manifest import FeedRecord, subscribed
from exporters.publishing.stage import Stage

_FORMATS: Final = ("json", "rss", "atom")  # JSON Feed says most; Atom writes ids in its own way
_OF_OTHERS: Final = ("atom", "json", "rss")  # Atom alone tells the id of the feed, where no manifest does
_AT_ONCE: Final = 64  # documents that are in memory together


class Prepared(NamedTuple):
    """What would be published."""

    feeds: Sequence[FeedRecord]
    names: Collection[str]  # of files
    stage: Stage
    site: Site


class _Found(NamedTuple):
    """A document that would be published, and what is published in its place."""

    feed: FeedRecord
    format: str
    file: str
    is_same: bool = False  # to the byte
    before: Document | None = None  # what is published, where it is another one


def documents(path: str, formats: Collection[str] = _FORMATS) -> dict[str, str]:
    """The documents of the feed at `path` that people may subscribe to, by format."""
    return {name: f"{path}/{built_in(name).filename}".lstrip("/") for name in _FORMATS if name in formats}


def forecast(prepared: Prepared, published: Published, *, is_whole: bool = True) -> Plan:
    """What becomes of the entries of each feed: one format of each is compared.

    `is_whole` says whether all that is wanted was prepared, so that what was not will be gone. Raises PublishError
    where what is published can't be had, or is no feed.
    """
    comparison = _Comparison(prepared, published)
    planned = [each for each in comparison.planned(prepared.feeds) if each]
    old = subscribed(published.manifest) if is_whole and published.manifest else ()
    gone = {file.path for _, file in old if file.path not in prepared.names}
    return Plan(feeds=tuple(planned), gone=tuple(sorted(gone)))


def guard(prepared: Prepared, published: Published) -> Plan:
    """The same as far as it is dangerous; where nothing is, it takes hardly any time."""
    comparison = _Comparison(prepared, published)
    looked = [each for each in prepared.feeds if not comparison.is_surely_safe(each)]
    planned = [each for each in comparison.planned(looked) if each and each.plan.is_dangerous]
    return Plan(feeds=tuple(planned))


class _Comparison:
    """Of what is prepared with what is published."""

    def __init__(self, prepared: Prepared, published: Published) -> None:
        self._prepared = prepared
        self._published = published
        manifest = published.manifest
        self._records = {each.path: each for each in manifest.feeds} if manifest else {}

    def is_surely_safe(self, feed: FeedRecord) -> bool:
        """Whether its entries keep their ids, as far as a quick look tells."""
        there = self._documents(feed)
        if next(self._changes(feed), None) or (feed.path not in self._records and "atom" in there):
            return False
        if all(self._holds(file) for file in there.values()):
            return True
        file = there.get("json")
        before = self._published.data(file) if file else None
        if file is None or before is None:
            return False
        return keeps_ids(before, self._prepared.stage.path(file).read_bytes(), self._prepared.site.facts("json"))

    def planned(self, feeds: Iterable[FeedRecord]) -> Iterator[Planned | None]:
        """The plan of each feed; None for one that nobody subscribes to."""
        for found in self._all_found(feeds):
            yield self._planned(found) if found else None

    def _all_found(self, feeds: Iterable[FeedRecord]) -> Iterator[_Found | None]:
        if self._published.at_once == 1:
            yield from map(self._found, feeds)
            return
        from concurrent.futures import ThreadPoolExecutor

        rest = iter(feeds)
        with ThreadPoolExecutor(self._published.at_once) as pool:
            while some := list(islice(rest, _AT_ONCE)):
                yield from pool.map(self._found, some)

    def _found(self, feed: FeedRecord) -> _Found | None:
        """The document to compare, with what is published in its place: the first format that is there."""
        wanted = self._documents(feed)
        order = _FORMATS if feed.path in self._records else _OF_OTHERS
        choices = [(name, wanted[name]) for name in order if name in wanted]
        for name, file in choices:
            if self._holds(file):
                return _Found(feed, name, file, is_same=True)
            if (before := self._published.document(file)) is not None:
                return _Found(feed, name, file, before=before)
        return next((_Found(feed, name, wanted[name]) for name in _FORMATS if name in wanted), None)

    def _planned(self, found: _Found) -> Planned:
        if found.is_same:
            plan = FeedPlan(same=found.feed.entries)
        else:
            after = read(self._prepared.stage.path(found.file).read_bytes())
            plan = compare(found.before, after, self._prepared.site.facts(found.format))
        if found.feed.path in self._records:  # which knows more than one document
            plan = replace(plan, changes=tuple(self._changes(found.feed)))
        return Planned(path=found.file, title=found.feed.title, format=found.format, plan=plan)

    def _changes(self, feed: FeedRecord) -> Iterator[Change]:
        """What changes of the feed itself, by the manifest of what is published."""
        old = self._records.get(feed.path)
        if old is None:
            return
        if old.id != feed.id:
            yield Change(what="id", before=old.id, after=feed.id)
        for name, url in feed.self_urls.items():
            if old.self_urls.get(name, url) != url:
                yield Change(what="self", before=old.self_urls[name], after=url)
                return  # the others change alike

    def _documents(self, feed: FeedRecord) -> dict[str, str]:
        return {name: file for name, file in documents(feed.path).items() if file in self._prepared.names}

    def _holds(self, file: str) -> bool:
        return self._published.holds(file, self._prepared.stage.contents(file))
