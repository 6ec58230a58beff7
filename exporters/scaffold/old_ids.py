"""Find the rules of addresses and ids by which the articles of a site have the entries of its old feed."""

from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from exporters.model.article import Article
from exporters.planning.links import same_link
from exporters.planning.readers.document import FeedItem
from exporters.scaffold.old_feed import OldFeed
from exporters.scaffold.old_show import find_show
from exporters.settings.aliases import is_published_id
from exporters.settings.id_rules import ID_RULES, PERMALINK
from exporters.settings.load import require_site
from exporters.settings.source_site import SourceSite
from exporters.settings.values import Settings
from exporters.sources import walk
from exporters.sources.dialects import registry
from exporters.sources.dialects.dialect import slugify
from exporters.sources.dialects.ids import record_name
from exporters.sources.folder import contents
from exporters.sources.parse import ArticleReader
from exporters.support.lazy_regex import lazy_regex
from exporters.support.paths import absolute, shown_path

PATTERNS: Final = (  # rules of addresses that many sites have
    "/{slug}/",
    "/{slug}.html",
    "/blog/{slug}/",
    "/posts/{slug}/",
    "/{section}/{slug}/",
    "/{year}/{month}/{day}/{slug}/",
    "/{year}/{month}/{day}/{slug}.html",
    "/{year}/{month}/{slug}/",
    "/{path}/",
)
_HEAD: Final = 4096  # bytes of an article that have its slug
_SLUG: Final = lazy_regex(rb"""(?m)^["']?slug["']?[ \t]*[:=][ \t]*["']?([^"'\r\n]{1,200})""")
_DATE: Final = lazy_regex(r"\A\d{2,4}-\d{1,2}-\d{1,2}[-_ ]")
_SUFFIX: Final = lazy_regex(r"\.[A-Za-z]{2,8}\Z")
_RULES: Final = tuple(rule for rule in ID_RULES if record_name(rule) == rule)  # each that makes ids of its own


class OldIds(NamedTuple):
    """How the articles of a site agree with the entries of its old feed."""

    place: str  # of the feed, as messages show it
    rule: str = ""  # the rule of ids that most entries have; "" where no entry has the id of any rule
    permalink: str = ""  # the rule of addresses, where another one than the generator's fits better; "" else
    same: int = 0  # entries whose id the rule makes
    others: Mapping[str, str] = {}  # the ids of further articles that are in the feed, by permalink
    missing: Sequence[FeedItem] = ()  # entries whose link no article has
    feed_id: str = ""  # of an Atom feed that has at least one of the articles
    podcast: Mapping[str, Any] = {}  # what it says as a podcast, in the shape of the setting; empty if it is none

    @property
    def entries(self) -> int:
        """Return the number of entries that were compared."""
        return self.same + len(self.others) + len(self.missing)


class _Match(NamedTuple):
    """An article whose address is in the feed."""

    file: Path
    item: FeedItem
    article: Article


def compare_with_feed(feed: OldFeed, settings: Settings) -> OldIds:
    """Return how the articles that `settings` describe agree with the feed. Raises UsageError without a site's address.

    The generator's own rule of addresses comes first. Others are tried where it fits less than half of the entries.
    """
    items = dict[str, FeedItem]()
    for each in feed.document.items:
        items.setdefault(_link_key(each), each)
    source, permalink = settings.source_site or SourceSite(), ""
    found = list(_matches(settings, source, items))
    if 2 * len(found) < len(items) and source.permalink is None:
        names = frozenset(_name(urlsplit(each.link or each.id).path) for each in items.values() if _is_splittable(each))
        for pattern in PATTERNS:
            by_pattern = list(_matches(settings, replace(source, permalink=pattern), items, names))
            if len(by_pattern) > len(found):
                permalink, found = pattern, by_pattern
    if permalink:
        source = replace(source, permalink=permalink)
    rule, same = _best_rule(settings, source, found)
    others = _collect_ids(each for each in found if each.file not in same)
    links = {same_link(each.article.url) for each in found if each.file in same or each.article.url in others}
    missing = tuple(item for link, item in items.items() if link not in links)
    feed_id = feed.document.feed_id if feed.document.format == "atom" and found else None
    podcast = find_show(feed.document) if found else {}
    return OldIds(feed.place, rule, permalink, len(same), others, missing, feed_id or "", podcast)


def _link_key(item: FeedItem) -> str:
    """What the link of an entry has in common with that of its article; some templates escape it twice."""
    link = item.link or item.id
    return same_link(unescape(link) if "&#" in link or "&amp;" in link else link)


def _is_splittable(item: FeedItem) -> bool:
    """Return whether the link of an entry has parts."""
    try:
        return bool(urlsplit(item.link or item.id).path)
    except ValueError:
        return False


def _name(path: str) -> str:
    """Return the last part of a path, as a slug without date and suffix; of an index file its folder."""
    parts = [_SUFFIX.sub("", unquote(each)) for each in path.split("/") if each]
    if len(parts) > 1 and parts[-1] in ("index", "_index"):
        parts.pop()
    return slugify(_DATE.sub("", parts[-1])) if parts else ""


def _is_named(path: Path, data: bytes, names: frozenset[str]) -> bool:
    """Return whether an article may be one of these: every rule of PATTERNS ends with its slug or its name."""
    slug = _SLUG.search(data[:_HEAD])
    return _name(path.as_posix()) in names or (slug is not None and _name(slug[1].decode("utf-8", "replace")) in names)


def _matches(
    settings: Settings, source: SourceSite, items: Mapping[str, FeedItem], names: frozenset[str] | None = None
) -> Iterator[_Match]:
    """Yield the articles that are in the feed, one for each entry. The last names come first: they begin with dates.

    Only those with one of `names` are looked into; None: all.
    """
    reader, left = _reader(settings, source), dict(items)
    for root in settings.paths:
        for file in reversed(list(walk.files(absolute(root), settings)) if root.is_dir() else []):
            if not left:
                return
            article = _article(reader, root / file.name, names)
            item = left.pop(same_link(article.url), None) if article else None
            if article is not None and item is not None:
                yield _Match(root / file.name, item, article)


def _reader(settings: Settings, source: SourceSite) -> ArticleReader:
    own = None if source.is_everyday else source
    return ArticleReader(require_site(settings), settings.timezone, source=own)


def _article(reader: ArticleReader, file: Path, names: frozenset[str] | None = None) -> Article | None:
    """Read an article as an export does; None where the file has none that it would show."""
    shown = shown_path(file)
    data = contents(str(file), shown)
    if not isinstance(data, bytes) or (names is not None and not _is_named(file, data, names)):
        return None
    return reader.read(data, shown).article


def _best_rule(settings: Settings, source: SourceSite, found: Sequence[_Match]) -> tuple[str, frozenset[Path]]:
    """The rule that makes most ids, and the articles that get theirs by it; of several rules the generator's.

    Without any it is "".
    """
    own = registry.find(source.dialect).feed_ids
    best, same = "", frozenset[Path]()
    for rule in dict.fromkeys((own, PERMALINK, *_RULES)):
        reader = _reader(settings, replace(source, ids=rule))
        by_rule = frozenset(
            each.file for each in found if (made := _article(reader, each.file)) and made.id == each.item.id
        )
        if len(by_rule) > len(same):
            best, same = rule, by_rule
        if len(same) == len(found):
            break
    return best, same


def _collect_ids(found: Iterator[_Match]) -> dict[str, str]:
    """The ids of these articles in the feed, by permalink, as far as they can be kept: each id once."""
    kept = {each.item.id: each.article.url for each in reversed(list(found)) if is_published_id(each.item.id)}
    return {url: identity for identity, url in kept.items()}
