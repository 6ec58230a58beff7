"""Match entries of two documents: by id, and where ids changed, by link, title, date or text."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Final

from exporters.planning.links import key_without_host, same_link
from exporters.planning.readers.document import FeedItem

Key = Callable[[FeedItem], Hashable]  # None: the item has none

_SHORTEST: Final = 20  # characters of a text that tells one article from others: every episode may say "Listen now."


def by_id(before: Sequence[FeedItem], after: Sequence[FeedItem]) -> dict[int, int]:
    """Map indexes of `after` to those of `before` by id; of repeated ids, the first goes with the first."""
    places: dict[str, list[int]] = defaultdict(list)
    for index in range(len(before) - 1, -1, -1):
        places[before[index].id].append(index)
    return {index: places[each.id].pop() for index, each in enumerate(after) if places.get(each.id)}


def by_traces(
    before: Mapping[int, FeedItem], after: Mapping[int, FeedItem], everything: Sequence[FeedItem]
) -> dict[int, int]:
    """Map items whose ids changed: by link, by title and date, by what survives a new domain or slug.

    `everything` holds all items of the new document: a link that several items share matches none of them alone.
    """
    unmatched, newcomers = dict(before), dict(after)
    pairs: dict[int, int] = {}
    for key in (
        (exact, link_and_title, lone_link(everything), title_and_date, title_and_path, text_and_date)
        if unmatched and newcomers
        else ()
    ):
        result = _match(unmatched, newcomers, key)
        pairs |= result
        for new, old in result.items():
            del newcomers[new], unmatched[old]
    return pairs


def exact(item: FeedItem) -> Hashable:
    """Return the link as written, and the title."""
    return (item.link, item.title) if item.link and item.title else None


def link_and_title(item: FeedItem) -> Hashable:
    """Return link and title."""
    return (same_link(item.link), item.title) if item.link and item.title else None


def lone_link(items: Iterable[FeedItem]) -> Key:
    """Return a key function for links that are unique in `items`; a repeated one may be the home page."""
    counts = Counter(same_link(each.link) for each in items)

    def lone(item: FeedItem) -> Hashable:
        key = same_link(item.link)
        return key if key and counts[key] <= 1 else None

    return lone


def title_and_date(item: FeedItem) -> Hashable:
    """Return title and date."""
    return (item.title, item.date) if item.title and item.date else None


def title_and_path(item: FeedItem) -> Hashable:
    """Return title and path on any host, which survive a new domain with new dates."""
    place = key_without_host(item.link)
    return (place, item.title) if place and item.title else None


def text_and_date(item: FeedItem) -> Hashable:
    """Return text and date, which survive a new title and slug."""
    text = item.content or item.summary
    return (text, item.date) if text and len(text) >= _SHORTEST and item.date else None


def first_by(items: Iterable[FeedItem], key: Key) -> dict[Hashable, FeedItem]:
    """Return the first item of each key."""
    result: dict[Hashable, FeedItem] = {}
    for each in items:
        if (value := key(each)) is not None:
            result.setdefault(value, each)
    return result


def lone(items: Sequence[FeedItem], key: Key) -> dict[Hashable, int]:
    """Return the index of each item whose key is unique."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for index, each in enumerate(items):
        if (value := key(each)) is not None:
            places[value].append(index)
    return {value: indexes[0] for value, indexes in places.items() if len(indexes) == 1}


def _match(before: Mapping[int, FeedItem], after: Mapping[int, FeedItem], key: Key) -> dict[int, int]:
    places: dict[Hashable, list[int]] = defaultdict(list)
    for index in sorted(before, reverse=True):
        if value := key(before[index]):
            places[value].append(index)
    result: dict[int, int] = {}
    for index, each in after.items():
        if (value := key(each)) and places.get(value):
            result[index] = places[value].pop()
    return result
