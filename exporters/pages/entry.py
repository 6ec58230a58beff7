"""Entry: an article as a page shows it."""

from typing import Final

from msgspec import Struct

from exporters.model.article import Article, Image
from exporters.model.moment import rfc3339
from exporters.pages.clip import clip
from exporters.pages.dates import day

_TITLE: Final = 200  # characters
_SOURCE: Final = 80
_EXCERPT: Final = 280
_ALT: Final = 120


class Picture(Struct, frozen=True, kw_only=True):
    """A picture of an article, from where it is."""

    url: str  # absolute
    width: int | None  # pixels
    height: int | None  # pixels
    alt: str  # plain text; "" where nobody described it: the title beside it says enough


class Entry(Struct, frozen=True, kw_only=True):
    """An article among the latest."""

    title: str  # plain text
    url: str  # absolute
    source: str  # who published it, else who wrote it; plain text
    moment: str  # of publication: 2021-08-24T07:30:00Z
    day: str  # the same for people: 24 August 2021
    excerpt: str  # plain text; "" where it says no more than the title
    picture: Picture | None


def entry(article: Article, *, images: bool) -> Entry:
    """`article` as a page shows it; with its first picture where `images` are wanted."""
    provider = article.provider
    source = (provider.name or provider.domain if provider else None) or article.authors[0].name
    return Entry(
        title=clip(article.title, _TITLE),
        url=article.url,
        source=clip(source, _SOURCE),
        moment=rfc3339(article.published),
        day=day(article.published),
        excerpt="" if article.summary == article.title else clip(article.summary, _EXCERPT),
        picture=_picture(article.images[0]) if images and article.images else None,
    )


def _picture(image: Image) -> Picture:
    return Picture(url=image.url, width=image.width, height=image.height, alt=clip(image.title or "", _ALT))
