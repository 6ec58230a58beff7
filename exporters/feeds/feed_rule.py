"""One entry of the settings' feeds: select its articles, and group them into feeds."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final, Literal

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.errors import UsageError
from exporters.feeds import fan_out, where
from exporters.feeds.fan_out import is_period, period_of, period_start
from exporters.feeds.feed_group import ALL, FeedGroup
from exporters.feeds.membership import Membership
from exporters.feeds.selection import FeedInstance, FeedSelection, PublishedFeed
from exporters.model.feed import DeletedEntry
from exporters.model.text import is_clean, is_visible
from exporters.settings.paths import placeholders
from exporters.settings.values import FeedSettings
from exporters.store.articles import ArticleKey, ArticleStore

Pick = tuple[int, int, float | None]  # feed number, place of the article, score it is sorted by
MAX_FEEDS: Final = 20_000  # feeds and archive documents of a site: each takes memory, and files
_IN_SQL: Final[dict[str, Literal["published", "updated", "place"]]] = {
    "newest": "published",
    "updated": "updated",
    "source": "place",
}  # orders that SQL can sort by


class FeedRule:
    """Selects the articles of one entry of the settings' feeds. Each article is offered once."""

    def __init__(
        self,
        wanted: FeedSettings,
        store: ArticleStore,
        aliases: fan_out.Aliases,
        newest: int | None,
        settings_file: str,
    ) -> None:
        """`newest` is the latest publication, in seconds since 1970; `told_in` is the settings file."""
        self._settings_file = settings_file
        self._wanted = wanted
        self._store = store
        self._since = None if wanted.window is None or newest is None else newest - wanted.window
        self._membership = Membership(wanted, aliases, self._since)
        self._is_fan = bool(placeholders(wanted.path))
        self._groups: dict[str, FeedGroup] = {}  # by path
        self._earlier_feeds: dict[str, PublishedFeed] = {}  # by path
        if not self._is_fan:
            self._group(wanted.path)

    @property
    def needs_articles(self) -> bool:
        """Whether it has to decode articles: their dates are known without."""
        wanted = self._wanted
        return bool(self._is_fan or wanted.where or wanted.archive or wanted.order not in _IN_SQL)

    @property
    def needs_whole(self) -> bool:
        """Whether it reads fields that `ArticleFacts` lacks."""
        return where.needs_whole(self._wanted.where)

    def picks(self, each: ArticleKey, article: Any) -> Iterator[Pick]:
        """Yield a pick for each feed and archive document of the article. Raises UsageError for too many feeds."""
        feeds = self._membership.feeds(each.published, article)
        if not feeds:
            return
        score = self._score(each, article)
        period = period_of(each.published, self._wanted.archive) if self._wanted.archive else ""
        for path, values in feeds:
            group = self._group(path)
            group.add(values, is_public=each.is_public)
            yield group.number, each.place, score
            if period:
                if period not in group.periods:
                    group.periods[period] = self._new_number()
                group.add_to_period(period)
                yield group.periods[period], each.place, None

    def add_tombstone(self, each: ArticleKey, article: Any, deleted: DeletedEntry) -> None:
        """Add a withdrawn article to its feeds. Call after `picks()` and `keep()`."""
        for path, _ in self._membership.feeds(each.published, article):
            if path in self._groups:  # a withdrawn article creates no feed
                self._groups[path].tombstones.append((each.published, deleted))

    def keep(self, earlier_feeds: Iterable[PublishedFeed], *, prune: bool) -> None:
        """Keep feeds and archive documents that were published before; with `prune`, only those with articles.

        Feeds without articles stay, since a 404 makes readers give up. Call after `picks()`.
        """
        for each in earlier_feeds:
            if each.template != self._wanted.path or not self._is_path(each):
                continue
            if each.is_private and each.path not in self._groups:
                continue  # only drafts had made it
            if not prune:
                self._group(each.path)
                self._earlier_feeds[each.path] = each
            elif each.path in self._groups:
                periods = self._groups[each.path].periods
                self._earlier_feeds[each.path] = each._replace(
                    periods=tuple(name for name in each.periods if name in periods)
                )

    def bounds(self) -> Iterator[tuple[int, int]]:
        """Yield the feed numbers, each with its maximum of entries. Call after `picks()` has seen every article."""
        if self.needs_articles:
            for group in self._groups.values():
                archived = self._archived_periods(group)
                yield group.number, group.max_entries(self._wanted.limit, archived)
                for period in archived:
                    if period not in group.periods:
                        group.periods[period] = self._new_number()
                    yield group.periods[period], ALL

    def selections(self) -> Iterator[FeedSelection]:
        """Yield the feeds with their entries, by path, each followed by its archive documents, the oldest first."""
        store, wanted = self._store, self._wanted
        if not self.needs_articles:
            number = store.create_feed(wanted.limit, since=self._since, by=_IN_SQL[wanted.order])
            group = self._groups[wanted.path]
            if group.tombstones:
                group.count = store.count(self._since)
            entries = store.entries(number)
            yield FeedSelection(
                wanted, FeedInstance(wanted.path), entries, deleted=self._deleted(group, number, len(entries))
            )
            return
        for path, group in sorted(self._groups.items()):
            earlier, archived = self._earlier_feeds.get(path), self._archived_periods(group)
            values = group.values or (earlier.values if earlier else {})
            ordered_values = {
                name: values[name] for name in placeholders(wanted.path)
            }  # a manifest may have them in another order
            instance = FeedInstance(path, ordered_values, older=archived[-1] if archived else "")
            is_private = not group.is_public and (earlier is None or earlier.is_private) and self._is_fan
            updated = earlier.updated if earlier else None
            entries = store.entries(group.number)
            deleted = self._deleted(group, group.number, len(entries), archived)
            yield FeedSelection(wanted, instance, entries, updated, tuple(archived), is_private, deleted)
            older = dict(zip(archived[1:], archived, strict=False))
            for period in archived:
                instance = FeedInstance(path, ordered_values, period, older.get(period, ""))
                yield FeedSelection(wanted, instance, store.entries(group.periods[period]), period_start(period))

    def _deleted(
        self, group: FeedGroup, number: int, entries: int, archived: Collection[str] = ()
    ) -> tuple[DeletedEntry, ...]:
        """Return the withdrawn articles that readers may have from this document.

        None is older than the oldest entry within the limit and the periods without archive document.
        """
        if not group.tombstones:
            return ()
        oldest = self._store.oldest_moment(number) if entries < group.count else None
        if oldest is not None and (first := group.first_current_period(archived)):
            oldest = min(oldest, int(period_start(first).timestamp()))
        tombstones = [each for published, each in group.tombstones if oldest is None or published >= oldest]
        return tuple(sorted(tombstones, key=lambda each: (-each.when.timestamp(), each.id)))

    def _is_path(self, feed: PublishedFeed) -> bool:
        """Whether the settings still give this path: the rules for folder names may have changed."""
        template = self._wanted.path
        are_given = set(feed.values) == set(placeholders(template))
        are_texts = all(is_clean(each) and is_visible(each) for each in feed.values.values())  # they come from a file
        return are_given and are_texts and fan_out.fill_path(template, feed.values) == feed.path

    def _archived_periods(self, group: FeedGroup) -> list[str]:
        earlier = self._earlier_feeds.get(group.path)
        kind = self._wanted.archive
        return (
            group.archived_periods([each for each in earlier.periods if is_period(each, kind)] if earlier else [])
            if kind
            else []
        )

    def _group(self, path: str) -> FeedGroup:
        group = self._groups.get(path)
        if group is None:
            group = self._groups[path] = FeedGroup(path, self._new_number())
        return group

    def _new_number(self) -> int:
        """Return a new number for a feed or archive document. Raises UsageError over the limit."""
        number = self._store.new_number()
        if number > MAX_FEEDS:
            message = f"more than {MAX_FEEDS:,} feeds and archive documents"
            fix = "choose articles with where, or write a path that fewer values fill"
            diagnostic = Diagnostic(rule="feeds-too-many", message=message, fix=fix, path=self._settings_file)
            raise UsageError(diagnostic._replace(line=self._wanted.line, column=self._wanted.column))
        return number

    def _score(self, each: ArticleKey, article: Any) -> float | None:
        match self._wanted.order:
            case "newest":
                return None
            case "updated":
                return each.updated
            case "source":
                return -each.place
            case order:
                score = getattr(article, order)
                return None if score is None else float(score)
