"""Compare two documents of one feed as subscribers see them: each entry gets exactly one outcome."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Final

from exporters.planning import pairs
from exporters.planning.links import how, key_without_host, parts, same_link
from exporters.planning.outcome import Differing, EntryChange, FeedChange, FeedPlan, Outcome, PlannedItem, SiteFacts
from exporters.planning.readers.document import FeedDocument, FeedItem
from exporters.planning.show import summaries


class ReusedIds:
    """Finds ids that name another article now, among the entries with the same id in both documents."""

    def __init__(
        self,
        before: Sequence[FeedItem],
        after: Sequence[FeedItem],
        same: Mapping[int, int],
        differs: Mapping[int, tuple[Differing, ...]],
    ) -> None:
        """`same` maps indexes of `after` to those of `before`."""
        self._before, self._after, self._same, self._differs = before, after, same, differs

    def find(self, facts: SiteFacts) -> Iterator[int]:
        """Yield the index of each entry in `after` whose id named another article before; some come twice."""
        for new, differs in self._differs.items():
            old, item = self._before[self._same[new]], self._after[new]
            if item.id in facts.shared and ("title" in differs or "dates" in differs):
                yield new  # of two articles that have the id, the other one is exported now
            elif is_other(old, item, differs) and not self._is_alone(old, item):
                yield new
        yield from self._find_exchanged()

    def _is_alone(self, old: FeedItem, item: FeedItem) -> bool:
        """Return whether an entry kept its date and shares no title or link: one article with new words."""
        if old.published is None or old.published != item.published:
            return False
        (titles, links), (new_titles, new_links) = self._counts
        is_same = old.title == item.title
        if new_titles[old.title] != is_same or titles[item.title] != is_same:
            return False
        return not new_links[same_link(old.link)] and not links[same_link(item.link)]

    @cached_property
    def _counts(self) -> list[tuple[Counter[str | None], Counter[str]]]:
        """Count the entries with each title and each link, before and after."""
        return [
            (Counter(each.title for each in items), Counter(same_link(each.link) for each in items))
            for items in (self._before, self._after)
        ]

    def _find_exchanged(self) -> Iterator[int]:
        """Yield entries whose article had another id, or whose old article has one now, by title and date.

        Where ids are permalinks, links change with them. A new title alone makes no new article, nor do exchanged
        titles or moved dates: two of title, text and date have to differ.
        """
        candidates = [
            new for new, each in self._differs.items() if len({"title", "text", "dates"}.intersection(each)) > 1
        ]
        if not candidates:
            return
        old_places, new_places = (
            pairs.lone(self._before, pairs.title_and_date),
            pairs.lone(self._after, pairs.title_and_date),
        )
        for new in candidates:
            old = self._same[new]
            was, became = pairs.title_and_date(self._before[old]), pairs.title_and_date(self._after[new])
            left_id = was in old_places and new_places.get(was, new) != new
            took_id = became in new_places and old_places.get(became, old) != old
            if left_id or took_id:
                yield new


def find_differences(before: FeedItem, after: FeedItem) -> tuple[Differing, ...]:
    """Return the parts of an entry that differ, as readers may show them."""
    return () if before == after else tuple(_differences(before, after))


def _differences(before: FeedItem, after: FeedItem) -> Iterator[Differing]:
    if before.title != after.title:
        yield "title"
    if before.link != after.link:
        yield "link"
    if before.summary != after.summary or before.content != after.content:
        yield "text"
    if before.published != after.published or before.updated != after.updated:
        yield "dates"
    if before.authors != after.authors:
        yield "authors"
    if before.categories != after.categories:
        yield "categories"
    if before.media != after.media:
        yield "media"
    if before.scores != after.scores:
        yield "scores"


def is_other(before: FeedItem, after: FeedItem, differs: tuple[Differing, ...]) -> bool:
    """Return whether an id names another article now: link and title differ, and date or text too.

    An article whose slug follows its new title keeps date and text; one on a new domain keeps its place there.
    """
    if "link" not in differs or not before.link or not after.link or same_link(before.link) == same_link(after.link):
        return False
    if (place := key_without_host(before.link)) and place == key_without_host(after.link):
        return False
    if "title" not in differs and (before.title or "text" not in differs):
        return False
    has_kept = before.date == after.date and "text" not in differs
    return not (has_kept and (before.content or before.summary))


def classify(before: FeedItem, after: FeedItem, differs: tuple[Differing, ...]) -> Outcome:
    """Return the outcome of an article that kept its id and differs."""
    if "link" in differs and before.link and after.link:
        return "link-changed"
    if before.published and after.published and before.published != after.published:
        return "dates-moved"
    return "scores" if differs == ("scores",) else "updated"


def describe_move(before: FeedItem, after: FeedItem) -> str:
    """Return how the link of an article changed; "" if it did not change, or one of them has no link."""
    return how(before.link, after.link) if before.link and after.link and before.link != after.link else ""


def describe_new_id(before: FeedItem, after: FeedItem) -> str:
    """Return how an article got another id: by its link, if that changed."""
    if link := describe_move(before, after):
        return link
    if after.id == after.link:
        return "the id became the permalink"
    if before.id == before.link:
        return "the id is no longer the permalink"
    return f"in the id {how(before.id, after.id)}" if parts(before.id) and parts(after.id) else "the id changed"


NOTHING_KNOWN: Final = SiteFacts()


def compare(before: FeedDocument | None, after: FeedDocument, facts: SiteFacts = NOTHING_KNOWN) -> FeedPlan:
    """Compare two documents of a feed; `before` is None if nothing is published.

    Each item of `before` and of `after` is in exactly one entry. Takes linear time.
    """
    if before is None:
        return FeedPlan(
            is_first=True, entries=tuple(EntryChange(outcome="new", after=PlannedItem.of(each)) for each in after.items)
        )
    entries = tuple(_Comparison(before.items, after.items, facts).entries())
    return FeedPlan(changes=tuple(changes(before, after)), summaries=summaries(entries), entries=entries)


def changes(before: FeedDocument, after: FeedDocument) -> Iterator[FeedChange]:
    """Yield the changes of the feed itself. Each format has its own address, so two formats are not compared.

    Only Atom has an id beside its address; JSON Feed takes feed_url for it; only RSS has
    the guid of a podcast. Spec: RFC 4287 §4.2.6, JSON Feed 1.1, Podcasting 2.0 <podcast:guid>.
    """
    if before.format != after.format:
        return
    if before.format == "atom" and before.feed_id and after.feed_id and before.feed_id != after.feed_id:
        yield FeedChange(what="id", before=before.feed_id, after=after.feed_id)
    if before.guid and after.guid and before.guid.lower() != after.guid.lower():
        yield FeedChange(what="guid", before=before.guid, after=after.guid)
    if before.self_url and after.self_url and before.self_url != after.self_url:
        yield FeedChange(what="self", before=before.self_url, after=after.self_url)


class _Comparison:
    """The items of two documents, matched."""

    def __init__(self, before: Sequence[FeedItem], after: Sequence[FeedItem], facts: SiteFacts) -> None:
        self.before, self.after, self.facts = before, after, facts
        self.same = pairs.by_id(before, after)
        self.differs = {new: find_differences(before[old], after[new]) for new, old in self.same.items()}
        self.reused = {*ReusedIds(before, after, self.same, self.differs).find(facts)}
        matched = set(self.same.values())
        self.unmatched = {index: each for index, each in enumerate(before) if index not in matched}
        self.ids = {each.id for each in before}
        self.again = self._again()

    @cached_property
    def newest(self) -> datetime | None:
        """Return the latest published date."""
        return max((date for each in self.before if (date := each.date)), default=None)

    @cached_property
    def by_link_and_title(self) -> Mapping[Hashable, FeedItem]:
        """Return the published items by link and title."""
        return pairs.first_by(self.before, pairs.link_and_title)

    @cached_property
    def by_title_and_date(self) -> Mapping[Hashable, FeedItem]:
        """Return the published items by title and date."""
        return pairs.first_by(self.before, pairs.title_and_date)

    @cached_property
    def by_trace(self) -> list[tuple[pairs.Key, Mapping[Hashable, FeedItem]]]:
        """Return the new items by each key that a merged article may still match."""
        keys = (pairs.link_and_title, pairs.lone_link(self.after), pairs.title_and_date)
        return [(key, pairs.first_by(self.after, key)) for key in keys]

    def _again(self) -> dict[int, int]:
        """Return index in `after` -> index in `before` for each article whose id changed.

        An old entry may match if no article has its id any more, or if another article has it now, in this document or
        elsewhere on the site.
        """
        free = {index: each for index, each in self.unmatched.items() if not self.facts.keeps(each)}
        free |= {self.same[new]: self.before[self.same[new]] for new in self.reused}
        newcomers = {index: each for index, each in enumerate(self.after) if each.id not in self.ids}
        return pairs.by_traces(free, newcomers, self.after)

    def entries(self) -> Iterator[EntryChange]:
        """Yield the changes of the new document in its order, then of the entries that left it."""
        for index, item in enumerate(self.after):
            if index in self.same:
                yield self._change_of_pair(index, item)
            else:
                yield self._change_of_new(index, item)
        matched_again = set(self.again.values())
        for index, item in self.unmatched.items():
            if index not in matched_again:
                yield self._change_of_missing(item)

    def _change_of_pair(self, index: int, item: FeedItem) -> EntryChange:
        old, differs = self.before[self.same[index]], self.differs[index]
        after = PlannedItem.of(item)
        if not differs:
            return EntryChange(outcome="unchanged", before=after, after=after)
        before = PlannedItem.of(old)
        if index in self.reused:
            was = self.by_link_and_title.get(pairs.link_and_title(item)) or self.by_title_and_date.get(
                pairs.title_and_date(item)
            )
            origin = was.id if was and was.id != item.id else None
            return EntryChange(outcome="id-reused", before=before, after=after, differs=differs, was=origin)
        became = classify(old, item, differs)
        return EntryChange(outcome=became, before=before, after=after, differs=differs, how=describe_move(old, item))

    def _change_of_new(self, index: int, item: FeedItem) -> EntryChange:
        after = PlannedItem.of(item)
        if index in self.again:
            place = self.again[index]
            old = self.before[place]
            return EntryChange(
                outcome="shown-again",
                before=PlannedItem.of(old) if place in self.unmatched else None,  # else the entry of its id holds it
                after=after,
                differs=find_differences(old, item),
                was=old.id,
                how=describe_new_id(old, item),
            )
        if item.id in self.ids:
            return EntryChange(outcome="id-reused", after=after, how="the id is there twice")
        if (double := self.by_link_and_title.get(pairs.link_and_title(item))) and double.date == item.date:
            return EntryChange(
                outcome="shown-again", after=after, was=double.id, how=_twice(describe_move(double, item))
            )
        is_old = item.date is not None and self.newest is not None and item.date < self.newest
        return EntryChange(outcome="returning" if is_old else "new", after=after)

    def _change_of_missing(self, item: FeedItem) -> EntryChange:
        before = PlannedItem.of(item)
        if item.id in self.facts.withdrawn:
            return EntryChange(outcome="withdrawn", before=before)
        if self.facts.has(item.id):
            return EntryChange(outcome="gone", before=before)
        for key, items in self.by_trace:
            if (value := key(item)) and (match := items.get(value)):
                return EntryChange(outcome="merged", before=before, was=match.id)
        may_exist = self.facts.ids is None or (item.link and self.facts.has(item.link))  # ids are permalinks, as a rule
        return EntryChange(outcome="gone" if may_exist else "removed", before=before)


def _twice(link: str) -> str:
    return f"there twice: {link}" if link else "there twice"
