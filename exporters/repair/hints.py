"""Hints: what a key of other programs is called here. Nothing is renamed; the message says what was probably meant."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from exporters.support.nearest import nearest

_YES_OR_NO: Final = frozenset({"true", "false", "yes", "no", "on", "off", "0", "1"})
_NO_LETTER: Final = re.compile("[^a-z]")
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
    return meant if meant.partition(".")[0] in names else _nearest(key.lower()[:100], tuple(names))


@lru_cache(maxsize=1_000)
def _nearest(key: str, names: tuple[str, ...]) -> str:
    """The same key stands in every article of a folder, and each look takes 0.2 ms."""
    return nearest(key, names)


def is_flag_misspelled(key: str, value: Any) -> bool:
    """Whether `key`, which is no field, says yes or no and is nearly called `published`, `draft` or `removed`."""
    if not isinstance(value, bool) and str(value).strip().lower() not in _YES_OR_NO:
        return False
    name = _NO_LETTER.sub("", key.lower()).removeprefix("is")
    return bool(nearest(name, ("published", "draft", "removed", "hidden")))


def given_instead(field: str, keys: Iterable[str]) -> str:
    """The one of `keys` that was probably meant to be `field`, "" where there is none."""
    names = list(keys)
    return next((key for key in names if _ELSEWHERE.get(key.lower()) == field), "") or nearest(field, names)
