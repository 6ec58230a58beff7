"""Select: which articles stand in which feed. Each article is looked at once, however many feeds there are."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from exporters.feeds import fields
from exporters.feeds.feed_rule import FeedRule, Pick
from exporters.feeds.selection import FeedSelection, PublishedFeed
from exporters.model import moment
from exporters.model.feed import DeletedEntry
from exporters.model.ids import atom_id, written_so
from exporters.settings.values import Settings
from exporters.store import rows
from exporters.store.articles import ArticleKey, ArticleStore
from exporters.support.paths import shown_path


def bury(shelf: ArticleStore, sought: Sequence[FeedRule], look: Callable[[bytes], Any], site_url: str) -> None:
    """Offer every withdrawn article to each; `look` unpacks what they look at. To be told when articles are picked."""
    for each, article in _alone(((each, look(each.packed)) for each in shelf.withdrawn()), shelf, site_url):
        deleted = DeletedEntry(id=article.id, when=moment.at(each.updated))
        for seek in sought:
            seek.bury(each, article, deleted)


def _alone(
    found: Iterable[tuple[ArticleKey, Any]], shelf: ArticleStore, site_url: str
) -> Iterator[tuple[ArticleKey, Any]]:
    """Those whose id no other article has in Atom, which writes the id `7` as `<site>#id=7`."""
    taken = set[str]()
    for each, article in found:
        written = atom_id(article.id, site_url)
        others = (other for other in written_so(written, site_url) if other != article.id)
        if written not in taken and not any(other in shelf for other in others):
            taken.add(written)
            yield each, article


_AT_ONCE: Final = 10_000  # picks in memory


def select(
    settings: Settings, shelf: ArticleStore, known: Iterable[PublishedFeed] = (), *, prune: bool = False
) -> list[FeedSelection]:
    """The feeds that `settings` ask for, in their order, with the articles on the shelf; `known` were there before."""
    newest = shelf.newest_moment()
    told_in = shown_path(settings.file) if settings.file else ""
    sought = [FeedRule(wanted, shelf, settings.aliases, newest, told_in) for wanted in settings.feeds]
    _offer(shelf, [each for each in sought if each.looks])
    kept = list(known)
    for each in sought:
        each.keep(kept, prune=prune)
    if settings.tombstones and settings.site is not None:
        bury(shelf, sought, _look(sought), settings.site.url)
    shelf.choose(bound for each in sought for bound in each.bounds())
    return [chosen for each in sought for chosen in each.chosen()]


def _offer(shelf: ArticleStore, sought: Sequence[FeedRule]) -> None:
    """Offer every article to each."""
    if not sought:
        return
    look = _look(sought)
    picked: list[Pick] = []
    for each in shelf.every():
        article = look(each.packed)
        for seek in sought:
            picked += seek.picks(each, article)
        if len(picked) >= _AT_ONCE:
            shelf.pick(picked)
            picked.clear()
    shelf.pick(picked)


def _look(sought: Iterable[FeedRule]) -> Callable[[bytes], Any]:
    """What unpacks as much of an article as they look at."""
    return looking(is_whole=any(each.needs_whole for each in sought))


def looking(*, is_whole: bool) -> Callable[[bytes], Any]:
    """Return what unpacks an article: all of it, or no more than `Facts` hold."""
    return rows.article if is_whole else _facts


def _facts(packed: bytes) -> Any:
    return rows.decoded(fields.decoder, packed)
