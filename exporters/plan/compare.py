"""Two documents of one feed, compared as those see them who subscribe: each entry has exactly one outcome."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Final

from exporters.plan import pairs
from exporters.plan.differ import differing, moved, outcome, renamed
from exporters.plan.outcome import Change, Entry, Facts, FeedPlan, Seen
from exporters.plan.patterns import summaries
from exporters.plan.readers.document import Document, Item
from exporters.plan.reused import Reused

NOTHING_KNOWN: Final = Facts()


def compare(before: Document | None, after: Document, facts: Facts = NOTHING_KNOWN) -> FeedPlan:
    """What publishing `after` would mean where `before` is published; None: nothing is.

    Every item of `after` is told of in exactly one entry, every item of `before` too. Takes linear time.
    """
    if before is None:
        return FeedPlan(is_first=True, entries=tuple(Entry(outcome="new", after=Seen.of(each)) for each in after.items))
    entries = tuple(_Comparison(before.items, after.items, facts).entries())
    return FeedPlan(changes=tuple(changes(before, after)), summaries=summaries(entries), entries=entries)


def changes(before: Document, after: Document) -> Iterator[Change]:
    """What changed of the feed itself. Each format has an address of its own, so two formats are not compared.

    Only Atom has an id beside its address; JSON Feed takes feed_url for it. Spec: RFC 4287 §4.2.6, JSON Feed 1.1.
    """
    if before.format != after.format:
        return
    if before.format == "atom" and before.feed_id and after.feed_id and before.feed_id != after.feed_id:
        yield Change(what="id", before=before.feed_id, after=after.feed_id)
    if before.self_url and after.self_url and before.self_url != after.self_url:
        yield Change(what="self", before=before.self_url, after=after.self_url)


class _Comparison:
    """The items of both documents, and who is who."""

    def __init__(self, before: Sequence[Item], after: Sequence[Item], facts: Facts) -> None:
        self.before, self.after, self.facts = before, after, facts
        self.same = pairs.by_id(before, after)
        self.differs = {new: differing(before[old], after[new]) for new, old in self.same.items()}
        self.reused = {*Reused(before, after, self.same, self.differs).found(facts)}
        taken = set(self.same.values())
        self.left = {index: each for index, each in enumerate(before) if index not in taken}
        self.ids = {each.id for each in before}
        self.again = self._again()

    @cached_property
    def newest(self) -> datetime | None:
        """The latest date of what is published."""
        return max((date for each in self.before if (date := each.date)), default=None)

    @cached_property
    def known(self) -> Mapping[Hashable, Item]:
        """What is published, by link and title."""
        return pairs.first_by(self.before, pairs.linked)

    @cached_property
    def named(self) -> Mapping[Hashable, Item]:
        """What is published, by title and date."""
        return pairs.first_by(self.before, pairs.named)

    @cached_property
    def traced(self) -> list[tuple[pairs.Key, Mapping[Hashable, Item]]]:
        """What would be published, by each trace that a merged article may have left."""
        keys = (pairs.linked, pairs.lone_link(self.after), pairs.named)
        return [(key, pairs.first_by(self.after, key)) for key in keys]

    def _again(self) -> dict[int, int]:
        """Index in `after` -> index in `before` of each article that comes under another id.

        Free are those whose id no article has any more, and those whose id went to another article, in this document or
        beyond it.
        """
        free = {index: each for index, each in self.left.items() if not self.facts.keeps(each)}
        free |= {self.same[new]: self.before[self.same[new]] for new in self.reused}
        wanted = {index: each for index, each in enumerate(self.after) if each.id not in self.ids}
        return pairs.by_traces(free, wanted, self.after)

    def entries(self) -> Iterator[Entry]:
        """Those of the new document in its order, then what is no longer in it."""
        for index, item in enumerate(self.after):
            if index in self.same:
                yield self._paired(index, item)
            else:
                yield self._added(index, item)
        told = set(self.again.values())
        for index, item in self.left.items():
            if index not in told:
                yield self._lost(item)

    def _paired(self, index: int, item: Item) -> Entry:
        old, differs = self.before[self.same[index]], self.differs[index]
        after = Seen.of(item)
        if not differs:
            return Entry(outcome="unchanged", before=after, after=after)
        before = Seen.of(old)
        if index in self.reused:
            was = self.known.get(pairs.linked(item)) or self.named.get(pairs.named(item))
            origin = was.id if was and was.id != item.id else None
            return Entry(outcome="id-reused", before=before, after=after, differs=differs, was=origin)
        became = outcome(old, item, differs)
        return Entry(outcome=became, before=before, after=after, differs=differs, how=moved(old, item))

    def _added(self, index: int, item: Item) -> Entry:
        after = Seen.of(item)
        if index in self.again:
            place = self.again[index]
            old = self.before[place]
            return Entry(
                outcome="shown-again",
                before=Seen.of(old) if place in self.left else None,  # else it is told of where its id went
                after=after,
                differs=differing(old, item),
                was=old.id,
                how=renamed(old, item),
            )
        if item.id in self.ids:
            return Entry(outcome="id-reused", after=after, how="the id is there twice")
        if (double := self.known.get(pairs.linked(item))) and double.date == item.date:
            return Entry(outcome="shown-again", after=after, was=double.id, how=_twice(moved(double, item)))
        is_old = item.date is not None and self.newest is not None and item.date < self.newest
        return Entry(outcome="returning" if is_old else "new", after=after)

    def _lost(self, item: Item) -> Entry:
        before = Seen.of(item)
        if item.id in self.facts.withdrawn:
            return Entry(outcome="withdrawn", before=before)
        if self.facts.has(item.id):
            return Entry(outcome="gone", before=before)
        for key, found in self.traced:
            if (value := key(item)) and (other := found.get(value)):
                return Entry(outcome="merged", before=before, was=other.id)
        is_there = self.facts.ids is None or (item.link and self.facts.has(item.link))  # ids are permalinks, as a rule
        return Entry(outcome="gone" if is_there else "removed", before=before)


def _twice(link: str) -> str:
    return f"there twice: {link}" if link else "there twice"
