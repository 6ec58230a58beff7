"""The pictures of an entry: whether it has any, and the lead picture at the head of its content."""

import html
from typing import Final
from urllib.parse import urlsplit

from exporters.model.article import Article, Image
from exporters.model.feed import Feed
from exporters.support.lazy_regex import lazy_regex

_SOURCES: Final = lazy_regex(r'<img\b[^>]*?\ssrc="([^"]*)"')
_SIZE: Final = lazy_regex(r"-\d{2,5}x\d{2,5}(?=\.\w{2,5}\Z)")  # WordPress names smaller copies photo-1024x683.jpg


def images(article: Article, feed: Feed) -> tuple[Image, ...]:
    """Return the pictures that `feed` shows beside the content of an entry."""
    return () if feed.image == "none" else article.images


def content_html(article: Article, feed: Feed) -> str | None:
    """Return the content of an entry, with the lead picture at its head where `feed` wants that.

    The picture stays out where the content shows it already, in any size.
    """
    content = article.content_html
    if feed.image != "lead" or not content or not article.images:
        return content
    image = article.images[0]
    names = {_name(html.unescape(source)) for source in _SOURCES.findall(content)}
    return content if _name(image.url) in names else f"{_paragraph(image)}\n{content}"


def _name(url: str) -> str:
    """The address of a picture without what names a size of it."""
    parts = urlsplit(url)
    return parts.netloc + _SIZE.sub("", parts.path)


def _paragraph(image: Image) -> str:
    attributes = {
        "src": image.url,
        "alt": image.title or "",
        "width": image.width,
        "height": image.height,
    }
    written = "".join(f' {name}="{html.escape(str(value))}"' for name, value in attributes.items() if value is not None)
    return f"<p><img{written}></p>"
