"""Which entry of the new document is which of the old: by id, and where ids changed by what is left of them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Final

from exporters.planning.links import elsewhere, same_link
from exporters.planning.readers.document import FeedItem

Key = Callable[[FeedItem], Hashable]  # None: the item has none

_SHORTEST: Final = 20  # characters of a text that tells one article from others: every episode may say "Listen now."


def by_id(before: Sequence[FeedItem], after: Sequence[FeedItem]) -> dict[int, int]:
    """Index in `after` -> index in `before`. Where an id is there several times, the first goes with the first."""
    places: dict[str, list[int]] = defaultdict(list)
    for index in range(len(before) - 1, -1, -1):
        places[before[index].id].append(index)
    return {index: places[each.id].pop() for index, each in enumerate(after) if places.get(each.id)}


def by_traces(
    before: Mapping[int, FeedItem], after: Mapping[int, FeedItem], everything: Sequence[FeedItem]
) -> dict[int, int]:
    """The same for items whose ids say nothing: by link, by title and date, by what a new domain or slug leaves.

    `everything` are all items of the new document: a link that several have tells nothing alone.
    """
    left, wanted = dict(before), dict(after)
    pairs: dict[int, int] = {}
    for key in (exact, linked, lone_link(everything), named, placed, worded) if left and wanted else ():
        found = _matched(left, wanted, key)
        pairs |= found
        for new, old in found.items():
            del wanted[new], left[old]
    return pairs


def exact(item: FeedItem) -> Hashable:
    """Link, as it is written, and title."""
    return (item.link, item.title) if item.link and item.title else None


def linked(item: FeedItem) -> Hashable:
    """Link and title."""
    return (same_link(item.link), item.title) if item.link and item.title else None


def lone_link(items: Iterable[FeedItem]) -> Key:
    """A link that no two of `items` have: it may be that of the home page otherwise."""
    counts = Counter(same_link(each.link) for each in items)

    def lone(item: FeedItem) -> Hashable:
        key = same_link(item.link)
        return key if key and counts[key] <= 1 else None

    return lone


def named(item: FeedItem) -> Hashable:
    """Title and date."""
    return (item.title, item.date) if item.title and item.date else None


def placed(item: FeedItem) -> Hashable:
    """Title and place on any host: the domain is new and the dates moved."""
    place = elsewhere(item.link)
    return (place, item.title) if place and item.title else None


def worded(item: FeedItem) -> Hashable:
    """Text and date: title and slug are new."""
    text = item.content or item.summary
    return (text, item.date) if text and len(text) >= _SHORTEST and item.date else None


def first_by(items: Iterable[FeedItem], key: Key) -> dict[Hashable, FeedItem]:
    """The first item of each key."""
    found: dict[Hashable, FeedItem] = {}
    for each in items:
        if (value := key(each)) is not None:
            found.setdefault(value, each)
    return found


def lone(items: Sequence[FeedItem], key: Key) -> dict[Hashable, int]:
    """The index of each item whose key no other one has."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for index, each in enumerate(items):
        if (value := key(each)) is not None:
            places[value].append(index)
    return {value: indexes[0] for value, indexes in places.items() if len(indexes) == 1}


def _matched(before: Mapping[int, FeedItem], after: Mapping[int, FeedItem], key: Key) -> dict[int, int]:
    places: dict[Hashable, list[int]] = defaultdict(list)
    for index in sorted(before, reverse=True):
        if value := key(before[index]):
            places[value].append(index)
    found: dict[int, int] = {}
    for index, each in after.items():
        if (value := key(each)) and places.get(value):
            found[index] = places[value].pop()
    return found
