"""Group: the articles of one feed, as they are found."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from exporters.model.feed import DeletedEntry

ALL: Final = 1 << 62  # entries: more than there can be


class FeedGroup:
    """The articles of one feed: how many there are, in which periods, and how they spell its values."""

    def __init__(self, path: str, number: int) -> None:
        """Nothing is found yet. `number` is that of its entries on the shelf."""
        self.path = path
        self.number = number
        self.periods: dict[str, int] = {}  # the numbers of archive documents
        self.is_public = False  # whether any of them is no draft
        self.count = 0  # articles, whether they stand in the feed or its limit keeps them out
        self.buried: list[tuple[int, DeletedEntry]] = []  # withdrawn ones, each with when it was published
        self._counts: Counter[str] = Counter()  # entries of each period
        self._spelled: dict[str, Counter[str]] = {}

    def take(self, values: Mapping[str, str], *, is_public: bool = True) -> None:
        """An article is one of them, and spells the values so."""
        self.count += 1
        self.is_public = self.is_public or is_public
        for name, value in values.items():
            self._spelled.setdefault(name, Counter())[value] += 1

    def take_of(self, period: str) -> None:
        """One of them was published in that period."""
        self._counts[period] += 1

    @property
    def values(self) -> dict[str, str]:
        """The values as most articles spell them; of two as frequent ones, the first in code-point order."""
        return {
            name: min(spelled.items(), key=lambda each: (-each[1], each[0]))[0]
            for name, spelled in self._spelled.items()
        }

    def archived(self, before: Iterable[str]) -> list[str]:
        """The periods that have archive documents, the oldest first: all but the newest, and those that had one."""
        newest = max(self._counts, default="")
        return sorted({*before, *(each for each in self._counts if each < newest)})

    def current(self, archived: Collection[str]) -> str:
        """The first period that has no archive document: the document that people subscribe to has it; "" for none."""
        return min((period for period in self._counts if period not in archived), default="")

    def most(self, limit: int, archived: Collection[str]) -> int:
        """How many entries the feed holds: at least those that no archive document has. Spec: RFC 5005 §4."""
        if not limit:
            return ALL
        return max(limit, sum(count for period, count in self._counts.items() if period not in archived))
