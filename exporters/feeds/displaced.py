"""Displaced articles: what an article of the future keeps out of the feeds that count from the newest article."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from exporters.feeds import where
from exporters.feeds.fan_out import is_period, period_of
from exporters.feeds.feed_group import FeedGroup
from exporters.feeds.feed_rule import MOST
from exporters.feeds.membership import Membership
from exporters.feeds.select import looking
from exporters.feeds.selection import PublishedFeed
from exporters.settings.values import FeedSettings, Settings
from exporters.store.articles import ArticleKey, ArticleStore


class DisplacedArticles(NamedTuple):
    """A document that holds fewer articles because another article has a date in the future.

    Both numbers count articles that are not of the future.
    """

    name: str  # path of the feed below the out folder, or name of the document
    kept: int  # articles that it holds
    whole: int  # articles that it would hold if the newest article were not of the future


def displaced(
    settings: Settings, shelf: ArticleStore, known: Iterable[PublishedFeed], now: int
) -> list[DisplacedArticles]:
    """Return the feeds that hold fewer articles because some are later than `now`, in the order of the settings.

    `known` are the feeds that were published before. Moments are seconds since 1970.
    """
    newest, usual = shelf.newest_moment(), shelf.newest_moment(until=now)
    if newest is None or usual is None or newest <= now:
        return []
    feeds = [each for each in settings.feeds if each.window is not None or (each.archive and each.limit)]
    if not feeds:
        return []
    kept = list(known)
    counts = [_Count(each, settings, newest, usual, kept) for each in feeds]
    look = looking(is_whole=any(where.needs_whole(each.where) for each in feeds))
    for each in shelf.every():
        article = look(each.packed)
        for count in counts:
            count.take(each, article, is_future=each.published > now)
    return [found for count in counts for found in count.displaced()]


class _Count:
    """Counts the articles of the feeds that one entry of the settings asks for."""

    def __init__(
        self, wanted: FeedSettings, settings: Settings, newest: int, usual: int, known: Iterable[PublishedFeed]
    ) -> None:
        window = wanted.window
        self._wanted = wanted
        self._since = None if window is None else newest - window
        self._membership = Membership(wanted, settings.aliases, None if window is None else usual - window)
        self._known = {each.path: each.periods for each in known if each.template == wanted.path}
        self._paths = set[str]()
        self._whole: dict[
            str, FeedGroup
        ] = {}  # by path: articles that are not of the future, in the window without any
        self._kept: dict[str, FeedGroup] = {}  # those of them that are in the window as it is
        self._every: dict[str, FeedGroup] = {}  # all articles in the window as it is, those of the future too

    def take(self, each: ArticleKey, article: Any, *, is_future: bool) -> None:
        """Count an article in each feed that takes it."""
        kind = self._wanted.archive
        period = period_of(each.published, kind) if kind else ""
        is_kept = self._since is None or each.published >= self._since
        for path, _ in self._membership.feeds(each.published, article):
            if path not in self._paths and len(self._paths) >= MOST:
                continue  # nobody has so many feeds
            self._paths.add(path)
            if is_kept:
                _take(self._every, path, period)
            if not is_future:
                _take(self._whole, path, period)
                if is_kept:
                    _take(self._kept, path, period)

    def displaced(self) -> Iterator[DisplacedArticles]:
        """The feeds that hold fewer articles, by path."""
        for path, whole in sorted(self._whole.items()):
            archived = self._archiving(path)
            kept = self._kept.get(path, FeedGroup(path, 0)).count
            every = self._every.get(path, FeedGroup(path, 0))
            room = every.most(self._wanted.limit, archived(every))
            if self._wanted.order == "newest":  # articles of the future come first; in other orders they may not
                room -= every.count - kept
            held = max(0, min(kept, room))
            due = min(whole.count, whole.most(self._wanted.limit, archived(whole)))
            if held < due:
                yield DisplacedArticles(path, held, due)

    def _archiving(self, path: str) -> Callable[[FeedGroup], list[str]]:
        """What tells the periods that have archive documents."""
        kind = self._wanted.archive
        if kind is None:
            return lambda _: []
        before = [each for each in self._known.get(path, ()) if is_period(each, kind)]
        return lambda group: group.archived(before)


def _take(groups: dict[str, FeedGroup], path: str, period: str) -> None:
    group = groups.get(path)
    if group is None:
        group = groups[path] = FeedGroup(path, 0)
    group.take({})
    if period:
        group.take_of(period)
