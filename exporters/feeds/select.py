"""Select the articles of every feed: each article is decoded once, however many feeds there are."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from exporters.feeds import fields
from exporters.feeds.feed_rule import FeedRule, Pick
from exporters.feeds.selection import FeedSelection, PublishedFeed
from exporters.model import moment
from exporters.model.feed import DeletedEntry
from exporters.model.ids import article_ids, atom_id
from exporters.settings.values import Settings
from exporters.store import rows
from exporters.store.articles import ArticleKey, ArticleStore
from exporters.support.paths import shown_path


def add_tombstones(store: ArticleStore, rules: Sequence[FeedRule], look: Callable[[bytes], Any], site_url: str) -> None:
    """Offer every withdrawn article to each rule; `look` decodes it. Call after `_offer`."""
    for each, article in _unique_in_atom(((each, look(each.packed)) for each in store.withdrawn()), store, site_url):
        deleted = DeletedEntry(id=article.id, when=moment.from_timestamp(each.updated))
        for rule in rules:
            rule.add_tombstone(each, article, deleted)


def _unique_in_atom(
    articles: Iterable[tuple[ArticleKey, Any]], store: ArticleStore, site_url: str
) -> Iterator[tuple[ArticleKey, Any]]:
    """Yield the articles whose id no other article has in Atom, which writes the id `7` as `<site>#id=7`."""
    taken = set[str]()
    for each, article in articles:
        atom_name = atom_id(article.id, site_url)
        others = (other for other in article_ids(atom_name, site_url) if other != article.id)
        if atom_name not in taken and not any(other in store for other in others):
            taken.add(atom_name)
            yield each, article


_MAX_PICKS: Final = 10_000  # picks held in memory


def select(
    settings: Settings, store: ArticleStore, earlier_feeds: Iterable[PublishedFeed] = (), *, prune: bool = False
) -> list[FeedSelection]:
    """Return the feeds of the settings, in order, with their articles; `known` were published before."""
    newest = store.newest_moment()
    settings_file = shown_path(settings.file) if settings.file else ""
    rules = [FeedRule(wanted, store, settings.aliases, newest, settings_file) for wanted in settings.feeds]
    _offer(store, [each for each in rules if each.needs_articles])
    published_feeds = list(earlier_feeds)
    for each in rules:
        each.keep(published_feeds, prune=prune)
    if settings.tombstones and settings.site is not None:
        add_tombstones(store, rules, _decoder(rules), settings.site.url)
    store.sort_picks(bound for each in rules for bound in each.bounds())
    return [selection for each in rules for selection in each.selections()]


def _offer(store: ArticleStore, rules: Sequence[FeedRule]) -> None:
    """Offer every article to each rule."""
    if not rules:
        return
    look = _decoder(rules)
    picks: list[Pick] = []
    for each in store.all_articles():
        article = look(each.packed)
        for rule in rules:
            picks += rule.picks(each, article)
        if len(picks) >= _MAX_PICKS:
            store.add_picks(picks)
            picks.clear()
    store.add_picks(picks)


def _decoder(rules: Iterable[FeedRule]) -> Callable[[bytes], Any]:
    return article_decoder(is_whole=any(each.needs_whole for each in rules))


def article_decoder(*, is_whole: bool) -> Callable[[bytes], Any]:
    """Return a function that decodes an article, or only its `ArticleFacts`."""
    return rows.decode_article if is_whole else _decode_facts


def _decode_facts(packed: bytes) -> Any:
    return rows.decode(fields.decoder, packed)
