"""The values of a field of an article, by the name that `where` gives it."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from html import unescape
from operator import attrgetter
from typing import Any, Final

import msgspec
from msgspec import Struct

from exporters.model.article import Article


class ArticleAuthor(Struct, frozen=True, kw_only=True):
    """Of `Person` the name."""

    name: str


class ArticleProvider(Struct, frozen=True, kw_only=True):
    """Of `Provider` the name and the domain."""

    name: str | None = None
    domain: str | None = None


class ArticleFacts(Struct, frozen=True, kw_only=True):
    """Of `Article` these fields, by the same names. They check nothing: the article did when it was made."""

    id: str
    title: str
    published: datetime
    updated: datetime
    authors: tuple[ArticleAuthor, ...] = ()
    provider: ArticleProvider | None = None
    topics: tuple[str, ...] = ()
    category: str | None = None
    type: str | None = None
    quality: int | float | None = None
    heat: int | float | None = None


decoder: Final = msgspec.msgpack.Decoder(ArticleFacts)  # of the bytes of an Article; the fields between are skipped


Reader = Callable[[ArticleFacts | Article], Sequence[Any]]

_TAG: Final = re.compile(r"<(?P<phrase>/?(?:a|abbr|b|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|u)\b)?[^>]*>")


def reader(field: str) -> Reader:
    """Reads the values of `field`: none where it is not given or empty, several of a list.

    `extra.series.name` goes into mappings; on its way lists mean each of their values.
    """
    if field.startswith("extra."):
        keys = field.split(".")[1:]
        return lambda article: tuple(_inside(article.extra, keys))  # type: ignore[union-attr]
    return _READERS.get(field) or _single(field)


def _single(field: str) -> Reader:
    get = attrgetter(field)

    def read(article: ArticleFacts | Article) -> Sequence[Any]:
        value = get(article)
        return () if value is None or value == () else (value,)

    return read


def _authors(article: ArticleFacts | Article) -> Sequence[Any]:
    return [person.name for person in article.authors]


def _of_provider(*parts: str) -> Reader:
    def read(article: ArticleFacts | Article) -> Sequence[Any]:
        found = article.provider
        return [value for part in parts if (value := getattr(found, part))] if found else ()

    return read


def _content(article: Any) -> Sequence[Any]:
    """The text of the content: nobody who looks for "class" means an attribute."""
    if not article.content_html:
        return ()
    return (_plain(article.content_html),)


@lru_cache(maxsize=2)  # every feed asks for the content of the same article, one after the other
def _plain(content: str) -> str:
    return unescape(_TAG.sub(lambda tag: "" if tag["phrase"] else " ", content))


def _inside(value: Any, keys: Sequence[str]) -> Iterator[Any]:
    """What lies at `keys` within `value`. A key may hold dots itself: `og.title`."""
    if isinstance(value, list | tuple):
        for each in value:
            yield from _inside(each, keys)
    elif not keys:
        if value is not None and value not in ("", {}):
            yield value
    elif isinstance(value, dict):
        for count in range(1, len(keys) + 1):
            key = ".".join(keys[:count])
            if key in value:
                yield from _inside(value[key], keys[count:])


_READERS: Final[dict[str, Reader]] = {
    "topics": attrgetter("topics"),
    "authors": _authors,
    "provider": _of_provider("name", "domain"),
    "provider.name": _of_provider("name"),
    "provider.domain": _of_provider("domain"),
    "content": _content,
}
