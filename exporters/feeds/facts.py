"""Facts: what most selections ask of an article, read from its bytes without the rest."""

from datetime import datetime
from typing import Final

import msgspec
from msgspec import Struct


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
