"""The articles of one feed, counted while the articles are read."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from exporters.model.feed import DeletedEntry

ALL: Final = 1 << 62  # no limit of entries


class FeedGroup:
    """The articles of one feed: their number, their periods, and their spellings of its values."""

    def __init__(self, path: str, number: int) -> None:
        """Start without articles. `number` is that of its entries in the store."""
        self.path = path
        self.number = number
        self.periods: dict[str, int] = {}  # feed numbers of archive documents
        self.is_public = False  # whether any article is not a draft
        self.count = 0  # articles, including those over the limit
        self.tombstones: list[tuple[int, DeletedEntry]] = []  # tombstones, each with the publication of its article
        self._counts: Counter[str] = Counter()  # entries of each period
        self._spellings: dict[str, Counter[str]] = {}

    def add(self, values: Mapping[str, str], *, is_public: bool = True) -> None:
        """Count an article, and its spelling of the values."""
        self.count += 1
        self.is_public = self.is_public or is_public
        for name, value in values.items():
            self._spellings.setdefault(name, Counter())[value] += 1

    def add_to_period(self, period: str) -> None:
        """Count an article of that period."""
        self._counts[period] += 1

    @property
    def values(self) -> dict[str, str]:
        """The values in their most frequent spelling; among equals, the first in code-point order."""
        return {
            name: min(spellings.items(), key=lambda each: (-each[1], each[0]))[0]
            for name, spellings in self._spellings.items()
        }

    def archived_periods(self, before: Iterable[str]) -> list[str]:
        """Return the periods with archive documents, the oldest first: all but the newest, and those of `before`."""
        newest = max(self._counts, default="")
        return sorted({*before, *(each for each in self._counts if each < newest)})

    def first_current_period(self, archived: Collection[str]) -> str:
        """Return the first period without archive document, which is in the current document; "" for none."""
        return min((period for period in self._counts if period not in archived), default="")

    def max_entries(self, limit: int, archived: Collection[str]) -> int:
        """Return the limit of entries, raised so that no unarchived entry is lost. Spec: RFC 5005 §4."""
        if not limit:
            return ALL
        return max(limit, sum(count for period, count in self._counts.items() if period not in archived))
