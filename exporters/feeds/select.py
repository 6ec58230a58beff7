"""Which articles a feed shows: one of each id, newest first, none from the future, not more than the limit."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from exporters.model.article import Article


class Found(NamedTuple):
    """An article and the file it stands in."""

    path: str
    article: Article


class Repeated(NamedTuple):
    """Two files with one id: the later version is kept."""

    left_out: Found
    kept: Found


def unique(found: Iterable[Found]) -> tuple[list[Article], list[Repeated]]:
    """One article of each id: the latest `updated`, then `published`, then the first that was read."""
    kept: dict[str, Found] = {}
    repeated: list[Repeated] = []
    for each in found:
        other = kept.setdefault(each.article.id, each)
        if other is each:
            continue
        if _version(each) > _version(other):
            kept[each.article.id] = each
            repeated.append(Repeated(other, each))
        else:
            repeated.append(Repeated(each, other))
    # what was kept for a while may have lost in the end: name the one that stayed
    final = [Repeated(left_out, kept[left_out.article.id]) for left_out, _ in repeated]
    return [each.article for each in kept.values()], final


def _version(found: Found) -> tuple[datetime, datetime]:
    return found.article.updated, found.article.published


def newest(articles: Iterable[Article], limit: int = 0) -> Sequence[Article]:
    """By `published` descending, then id ascending; at most `limit`, 0 for all."""
    by_id = sorted(articles, key=lambda article: article.id)
    ordered = sorted(by_id, key=lambda article: article.published, reverse=True)
    return tuple(ordered[:limit] if limit else ordered)
