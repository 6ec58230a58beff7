"""Read the values of an article's field, by its name in `where`."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from html import unescape
from operator import attrgetter
from typing import Any, Final

import msgspec
from msgspec import Struct

from exporters.model.article import Article
from exporters.support.lazy_regex import lazy_regex


class ArticleAuthor(Struct, frozen=True, kw_only=True):
    """The part of a Person that selections read."""

    name: str


class ArticleProvider(Struct, frozen=True, kw_only=True):
    """The part of a Provider that selections read."""

    name: str | None = None
    domain: str | None = None


class ArticleFacts(Struct, frozen=True, kw_only=True):
    """The fields of an Article that selections read. They check nothing: the article did."""

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


decoder: Final = msgspec.msgpack.Decoder(ArticleFacts)  # decodes a packed Article, and skips the other fields


Reader = Callable[[ArticleFacts | Article], Sequence[Any]]

_TAG: Final = lazy_regex(r"<(?P<phrase>/?(?:a|abbr|b|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|u)\b)?[^>]*>")


def field_reader(field: str) -> Reader:
    """Return a function that reads the values of `field`: none if it is missing, several of a list.

    `extra.series.name` descends into mappings, and into each element of lists.
    """
    if field.startswith("extra."):
        keys = field.split(".")[1:]
        return lambda article: tuple(_values_at(article.extra, keys))  # type: ignore[union-attr]
    return _READERS.get(field) or _read_single(field)


def _read_single(field: str) -> Reader:
    get = attrgetter(field)

    def read(article: ArticleFacts | Article) -> Sequence[Any]:
        value = get(article)
        return () if value is None or value == () else (value,)

    return read


def _author_names(article: ArticleFacts | Article) -> Sequence[Any]:
    return [person.name for person in article.authors]


def _read_provider(*parts: str) -> Reader:
    def read(article: ArticleFacts | Article) -> Sequence[Any]:
        provider = article.provider
        return [value for part in parts if (value := getattr(provider, part))] if provider else ()

    return read


def _content_text(article: Any) -> Sequence[Any]:
    """Return the text of the content, so that "class" does not match an attribute."""
    if not article.content_html:
        return ()
    return (_plain_text(article.content_html),)


@lru_cache(maxsize=2)  # every feed asks for the content of the same article, one after the other
def _plain_text(content: str) -> str:
    return unescape(_TAG.sub(lambda tag: "" if tag["phrase"] else " ", content))


def _values_at(value: Any, keys: Sequence[str]) -> Iterator[Any]:
    """Yield the values at `keys` within `value`. A key may hold dots itself: `og.title`."""
    if isinstance(value, list | tuple):
        for each in value:
            yield from _values_at(each, keys)
    elif not keys:
        if value is not None and value not in ("", {}):
            yield value
    elif isinstance(value, dict):
        for count in range(1, len(keys) + 1):
            key = ".".join(keys[:count])
            if key in value:
                yield from _values_at(value[key], keys[count:])


_READERS: Final[dict[str, Reader]] = {
    "topics": attrgetter("topics"),
    "authors": _author_names,
    "provider": _read_provider("name", "domain"),
    "provider.name": _read_provider("name"),
    "provider.domain": _read_provider("domain"),
    "content": _content_text,
}
