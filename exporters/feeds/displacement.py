"""Find articles that an article dated in the future displaces from windows and limits."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from exporters.feeds import where
from exporters.feeds.fan_out import is_period, period_of
from exporters.feeds.feed_group import FeedGroup
from exporters.feeds.feed_rule import MAX_FEEDS
from exporters.feeds.membership import Membership
from exporters.feeds.select import article_decoder
from exporters.feeds.selection import PublishedFeed
from exporters.settings.values import FeedSettings, Settings
from exporters.store.articles import ArticleKey, ArticleStore


class DisplacedArticles(NamedTuple):
    """A document that holds fewer articles because another article is dated in the future.

    Both numbers count articles that are not dated in the future.
    """

    name: str  # path of the feed below the out folder, or name of the document
    shown_count: int  # articles in the document
    usual_count: int  # articles in the document if none were dated in the future


def find_displaced(
    settings: Settings, store: ArticleStore, earlier_feeds: Iterable[PublishedFeed], now: int
) -> list[DisplacedArticles]:
    """Return the feeds that hold fewer articles because some are later than `now`, in the order of the settings.

    `known` are the feeds that were published before. Moments are seconds since 1970.
    """
    newest, newest_usual = store.newest_moment(), store.newest_moment(until=now)
    if newest is None or newest_usual is None or newest <= now:
        return []
    feeds = [each for each in settings.feeds if each.window is not None or (each.archive and each.limit)]
    if not feeds:
        return []
    published_feeds = list(earlier_feeds)
    counts = [_Count(each, settings, newest, newest_usual, published_feeds) for each in feeds]
    look = article_decoder(is_whole=any(where.needs_whole(each.where) for each in feeds))
    for each in store.all_articles():
        article = look(each.packed)
        for count in counts:
            count.add(each, article, is_future=each.published > now)
    return [result for count in counts for result in count.find_displaced()]


class _Count:
    """Counts the articles of the feeds that one entry of the settings makes."""

    def __init__(
        self,
        wanted: FeedSettings,
        settings: Settings,
        newest: int,
        newest_usual: int,
        earlier_feeds: Iterable[PublishedFeed],
    ) -> None:
        window = wanted.window
        self._wanted = wanted
        self._since = None if window is None else newest - window
        self._membership = Membership(wanted, settings.aliases, None if window is None else newest_usual - window)
        self._earlier_periods = {each.path: each.periods for each in earlier_feeds if each.template == wanted.path}
        self._paths = set[str]()
        self._usual_groups: dict[
            str, FeedGroup
        ] = {}  # by path: articles that are not of the future, in the window without any
        self._shown_groups: dict[str, FeedGroup] = {}  # those of them in the actual window
        self._all_groups: dict[str, FeedGroup] = {}  # all articles in the actual window

    def add(self, each: ArticleKey, article: Any, *, is_future: bool) -> None:
        """Count an article in each feed that selects it."""
        kind = self._wanted.archive
        period = period_of(each.published, kind) if kind else ""
        is_in_window = self._since is None or each.published >= self._since
        for path, _ in self._membership.feeds(each.published, article):
            if path not in self._paths and len(self._paths) >= MAX_FEEDS:
                continue  # over the limit, which `FeedRule` reports
            self._paths.add(path)
            if is_in_window:
                _count_in(self._all_groups, path, period)
            if not is_future:
                _count_in(self._usual_groups, path, period)
                if is_in_window:
                    _count_in(self._shown_groups, path, period)

    def find_displaced(self) -> Iterator[DisplacedArticles]:
        """Yield the feeds that hold fewer articles, by path."""
        for path, usual in sorted(self._usual_groups.items()):
            archived = self._archived_periods(path)
            in_window = self._shown_groups.get(path, FeedGroup(path, 0)).count
            everything = self._all_groups.get(path, FeedGroup(path, 0))
            room = everything.max_entries(self._wanted.limit, archived(everything))
            if self._wanted.order == "newest":  # articles of the future come first; in other orders they may not
                room -= everything.count - in_window
            shown_count = max(0, min(in_window, room))
            usual_count = min(usual.count, usual.max_entries(self._wanted.limit, archived(usual)))
            if shown_count < usual_count:
                yield DisplacedArticles(path, shown_count, usual_count)

    def _archived_periods(self, path: str) -> Callable[[FeedGroup], list[str]]:
        """Return a function that returns the archived periods of a group."""
        kind = self._wanted.archive
        if kind is None:
            return lambda _: []
        before = [each for each in self._earlier_periods.get(path, ()) if is_period(each, kind)]
        return lambda group: group.archived_periods(before)


def _count_in(groups: dict[str, FeedGroup], path: str, period: str) -> None:
    group = groups.get(path)
    if group is None:
        group = groups[path] = FeedGroup(path, 0)
    group.add({})
    if period:
        group.add_to_period(period)
