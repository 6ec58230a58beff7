"""Hints: what a key of other programs is called here. Nothing is renamed; the message says what was probably meant."""

from collections.abc import Iterable
from typing import Final

from exporters.nearest import nearest

_ELSEWHERE: Final = {  # Jekyll, Hugo, Eleventy, Pelican
    "author": "provider.authors",
    "authors": "provider.authors",
    "categories": "topics",
    "date": "publishedDateTime",
    "description": "excerpt",
    "image": "images",
    "keywords": "topics",
    "last_modified_at": "updatedDateTime",
    "lastmod": "updatedDateTime",
    "link": "webUrl",
    "modified": "updatedDateTime",
    "permalink": "webUrl",
    "pubdate": "publishedDateTime",
    "summary": "excerpt",
    "tags": "topics",
    "updated": "updatedDateTime",
    "url": "webUrl",
}


def likely(key: str, known: Iterable[str]) -> str:
    """The field of `known` that `key` was probably meant to be, "" where there is none."""
    names = list(known)
    meant = _ELSEWHERE.get(key.lower(), "")
    return meant if meant.partition(".")[0] in names else nearest(key, names)


def given_instead(field: str, keys: Iterable[str]) -> str:
    """The one of `keys` that was probably meant to be `field`, "" where there is none."""
    names = list(keys)
    return next((key for key in names if _ELSEWHERE.get(key.lower()) == field), "") or nearest(field, names)
