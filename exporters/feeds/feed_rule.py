"""Seek: one entry of the settings' feeds, and the feeds that articles make of it."""

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

Pick = tuple[int, int, float | None]  # the number of a feed, the place of an article, what it is sorted by
MOST: Final = 20_000  # feeds and archive documents of a site: each takes memory, and files
_IN_SQL: Final[dict[str, Literal["published", "updated", "place"]]] = {
    "newest": "published",
    "updated": "updated",
    "source": "place",
}  # orders that need no look into articles


class FeedRule:
    """Finds the articles of one entry of the settings' feeds. Each article is offered once."""

    def __init__(
        self, wanted: FeedSettings, shelf: ArticleStore, aliases: fan_out.Aliases, newest: int | None, told_in: str
    ) -> None:
        """`newest` is when the newest article was published, in seconds since 1970; `told_in` the settings file."""
        self._told_in = told_in
        self._wanted = wanted
        self._shelf = shelf
        self._since = None if wanted.window is None or newest is None else newest - wanted.window
        self._membership = Membership(wanted, aliases, self._since)
        self._is_fan = bool(placeholders(wanted.path))
        self._groups: dict[str, FeedGroup] = {}  # by path
        self._known: dict[str, PublishedFeed] = {}  # by path
        if not self._is_fan:
            self._group(wanted.path)

    @property
    def looks(self) -> bool:
        """Whether it has to look into articles: when they were published and updated is known without."""
        wanted = self._wanted
        return bool(self._is_fan or wanted.where or wanted.archive or wanted.order not in _IN_SQL)

    @property
    def needs_whole(self) -> bool:
        """Whether it looks at what `Facts` do not hold."""
        return where.needs_whole(self._wanted.where)

    def picks(self, each: ArticleKey, article: Any) -> Iterator[Pick]:
        """The feeds that take the article. Raises UsageError where there are more feeds than anybody reads."""
        feeds = self._membership.feeds(each.published, article)
        if not feeds:
            return
        score = self._score(each, article)
        period = period_of(each.published, self._wanted.archive) if self._wanted.archive else ""
        for path, named in feeds:
            group = self._group(path)
            group.take(named, is_public=each.is_public)
            yield group.number, each.place, score
            if period:
                if period not in group.periods:
                    group.periods[period] = self._number()
                group.take_of(period)
                yield group.periods[period], each.place, None

    def bury(self, each: ArticleKey, article: Any, deleted: DeletedEntry) -> None:
        """Note a withdrawn article in the feeds that would have it. To be told when all are picked and kept."""
        for path, _ in self._membership.feeds(each.published, article):
            if path in self._groups:  # it makes no feed
                self._groups[path].buried.append((each.published, deleted))

    def keep(self, known: Iterable[PublishedFeed], *, prune: bool) -> None:
        """Keep feeds and archive documents that were published before; to `prune`, only those that have articles.

        Without articles they stay too otherwise: a 404 makes readers give up. To be told when all are picked.
        """
        for each in known:
            if each.template != self._wanted.path or not self._is_path(each):
                continue
            if each.is_private and each.path not in self._groups:
                continue  # drafts gave it its name
            if not prune:
                self._group(each.path)
                self._known[each.path] = each
            elif each.path in self._groups:
                found = self._groups[each.path].periods
                self._known[each.path] = each._replace(periods=tuple(name for name in each.periods if name in found))

    def bounds(self) -> Iterator[tuple[int, int]]:
        """The numbers of the feeds, each with the most entries that it may have; to be asked when all are picked."""
        if self.looks:
            for group in self._groups.values():
                archived = self._archived(group)
                yield group.number, group.most(self._wanted.limit, archived)
                for period in archived:
                    if period not in group.periods:
                        group.periods[period] = self._number()
                    yield group.periods[period], ALL

    def chosen(self) -> Iterator[FeedSelection]:
        """The feeds with their entries, by path, each followed by its archive documents, the oldest first."""
        shelf, wanted = self._shelf, self._wanted
        if not self.looks:
            number = shelf.newest(wanted.limit, since=self._since, by=_IN_SQL[wanted.order])
            group = self._groups[wanted.path]
            if group.buried:
                group.count = shelf.count(self._since)
            entries = shelf.entries(number)
            yield FeedSelection(
                wanted, FeedInstance(wanted.path), entries, deleted=self._deleted(group, number, len(entries))
            )
            return
        for path, group in sorted(self._groups.items()):
            known, archived = self._known.get(path), self._archived(group)
            spelled = group.values or (known.values if known else {})
            named = {name: spelled[name] for name in placeholders(wanted.path)}  # a manifest has them in another order
            member = FeedInstance(path, named, older=archived[-1] if archived else "")
            is_private = not group.is_public and (known is None or known.is_private) and self._is_fan
            updated = known.updated if known else None
            entries = shelf.entries(group.number)
            deleted = self._deleted(group, group.number, len(entries), archived)
            yield FeedSelection(wanted, member, entries, updated, tuple(archived), is_private, deleted)
            older = dict(zip(archived[1:], archived, strict=False))
            for period in archived:
                member = FeedInstance(path, named, period, older.get(period, ""))
                yield FeedSelection(wanted, member, shelf.entries(group.periods[period]), period_start(period))

    def _deleted(
        self, group: FeedGroup, number: int, entries: int, archived: Collection[str] = ()
    ) -> tuple[DeletedEntry, ...]:
        """The withdrawn articles that readers may hold from this document.

        None is older than the oldest entry that its limit leaves, and the periods that no archive document has.
        """
        if not group.buried:
            return ()
        oldest = self._shelf.oldest_moment(number) if entries < group.count else None
        if oldest is not None and (first := group.current(archived)):
            oldest = min(oldest, int(period_start(first).timestamp()))
        found = [each for published, each in group.buried if oldest is None or published >= oldest]
        return tuple(sorted(found, key=lambda each: (-each.when.timestamp(), each.id)))

    def _is_path(self, known: PublishedFeed) -> bool:
        """Whether the path is the one that the settings make of its values: folder names may have changed."""
        template = self._wanted.path
        are_given = set(known.values) == set(placeholders(template))
        are_texts = all(is_clean(each) and is_visible(each) for each in known.values.values())  # a file told them
        return are_given and are_texts and fan_out.path_of(template, known.values) == known.path

    def _archived(self, group: FeedGroup) -> list[str]:
        known = self._known.get(group.path)
        kind = self._wanted.archive
        return (
            group.archived([each for each in known.periods if is_period(each, kind)] if known else []) if kind else []
        )

    def _group(self, path: str) -> FeedGroup:
        found = self._groups.get(path)
        if found is None:
            found = self._groups[path] = FeedGroup(path, self._number())
        return found

    def _number(self) -> int:
        """A number for a feed or an archive document."""
        number = self._shelf.number()
        if number > MOST:
            message = f"more than {MOST:,} feeds and archive documents"
            fix = "choose articles with where, or write a path that fewer values fill"
            told = Diagnostic(rule="feeds-too-many", message=message, fix=fix, path=self._told_in)
            raise UsageError(told._replace(line=self._wanted.line, column=self._wanted.column))
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
