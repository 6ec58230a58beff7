"""Ids that name another article now, though an entry of that id was there: readers can't know, traces tell."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from exporters.plan import pairs
from exporters.plan.differ import is_other
from exporters.plan.links import same_link
from exporters.plan.outcome import Differing, Facts
from exporters.plan.readers.document import Item


class Reused:
    """The entries of two documents that have one id: `same` says which, `differs` in what they differ."""

    def __init__(
        self,
        before: Sequence[Item],
        after: Sequence[Item],
        same: Mapping[int, int],
        differs: Mapping[int, tuple[Differing, ...]],
    ) -> None:
        """Indexes in `same` are those of `after` -> those of `before`."""
        self._before, self._after, self._same, self._differs = before, after, same, differs

    def found(self, facts: Facts) -> Iterator[int]:
        """Each entry of `after` that is another article than that of its id was; some come twice."""
        for new, differs in self._differs.items():
            old, item = self._before[self._same[new]], self._after[new]
            if item.id in facts.shared and ("title" in differs or "dates" in differs):
                yield new  # of two articles that have the id, the other one is exported now
            elif is_other(old, item, differs) and not self._is_alone(old, item):
                yield new
        yield from self._exchanged()

    def _is_alone(self, old: Item, item: Item) -> bool:
        """Whether an entry kept its date, and nobody else has or had its title or link: it is one article, retold."""
        if old.published is None or old.published != item.published:
            return False
        (titles, links), (new_titles, new_links) = self._counts
        is_same = old.title == item.title
        if new_titles[old.title] != is_same or titles[item.title] != is_same:
            return False
        return not new_links[same_link(old.link)] and not links[same_link(item.link)]

    @cached_property
    def _counts(self) -> list[tuple[Counter[str | None], Counter[str]]]:
        """How many entries have each title and each link, before and after."""
        return [
            (Counter(each.title for each in items), Counter(same_link(each.link) for each in items))
            for items in (self._before, self._after)
        ]

    def _exchanged(self) -> Iterator[int]:
        """Entries whose article stood under another id, or whose old article stands there, by titles and dates.

        Where ids are permalinks, links go with them. A new title is no new article, nor are titles that were exchanged
        or dates that moved: two of title, text and date have to differ.
        """
        retold = [new for new, each in self._differs.items() if len({"title", "text", "dates"}.intersection(each)) > 1]
        if not retold:
            return
        then, now = pairs.lone(self._before, pairs.named), pairs.lone(self._after, pairs.named)
        for new in retold:
            old = self._same[new]
            was, became = pairs.named(self._before[old]), pairs.named(self._after[new])
            went = was in then and now.get(was, new) != new
            came = became in now and then.get(became, old) != old
            if went or came:
                yield new
