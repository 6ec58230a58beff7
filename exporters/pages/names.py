"""Names of feeds that differ: feeds of one name have their folder behind it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from exporters.model.listing import FeedListing


def distinct_titles(listing: Sequence[FeedListing]) -> Mapping[str, str]:
    """Return the title of each feed by its path: `AI Every Day (hot)` where another feed is `AI Every Day` too."""
    return _distinct((each.feed.path, each.feed.title) for each in listing)


def distinct_names(listing: Sequence[FeedListing]) -> Mapping[str, str]:
    """Return the name within its group of each feed by its path, as `distinct_titles` does."""
    return _distinct((each.feed.path, each.name) for each in listing)


def _distinct(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    by_path = dict(names)
    counts = Counter(map(_fold, by_path.values()))
    return {path: f"{name} ({path})" if path and counts[_fold(name)] > 1 else name for path, name in by_path.items()}


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()
