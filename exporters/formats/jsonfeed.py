"""JSON Feed 1.1. Spec: https://www.jsonfeed.org/version/1.1/."""

from collections.abc import Iterable
from typing import Any, BinaryIO, Final

from msgspec import json

from exporters import EXTENSION_URL
from exporters.formats import pictures
from exporters.formats.enclosures import files
from exporters.formats.exporter import DocumentParts, Scope, write_parts
from exporters.model.article import Article, Enclosure, Image, Person
from exporters.model.feed import Feed, FeedLink

VERSION: Final = "https://jsonfeed.org/version/1.1"
_PLACE: Final = b"null"  # the position of the items; the document has no other null after it


class JsonFeedExporter:
    """Writes feed.json."""

    name: Final = "json"
    media_type: Final = "application/feed+json"
    filename: Final = "feed.json"
    scope: Scope = "feed"

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """Write the document of `feed` to `out`."""
        write_parts(self.parts(feed), feed.entries, out)

    def parts(self, feed: Feed) -> DocumentParts:
        """Return the document of `feed` in parts."""
        root = document(feed)
        if not feed.entries:
            return DocumentParts(encode(root | {"items": []}), b"", b"\n", lambda article: entry(article, feed))
        before, _, after = encode(root | {"items": [None]}).rpartition(_PLACE)
        return DocumentParts(before, b",\n    ", after + b"\n", lambda article: entry(article, feed))


EXPORTER: Final = JsonFeedExporter()


def document(feed: Feed) -> dict[str, Any]:
    """Return the feed without items. Spec: JSON Feed 1.1, Top-level."""
    return drop_empty(
        version=VERSION,
        title=feed.title,
        home_page_url=feed.url,
        feed_url=feed.self_url("json"),
        description=feed.description,
        next_url=find_url(feed.older),
        icon=feed.icon,
        language=feed.language,
        authors=[author(feed.site.author)] if feed.site.author else None,
        hubs=[{"type": "WebSub", "url": hub} for hub in feed.hubs],
        _outfeed=drop_empty(about=EXTENSION_URL, copyright=feed.copyright, current=find_url(feed.current)),
    )


def find_url(links: Iterable[FeedLink]) -> str | None:
    """Return the URL of the JSON Feed among the formats of a document, or None."""
    return next((link.url for link in links if link.format == "json"), None)


def entry(article: Article, feed: Feed) -> bytes:
    """Return one item as JSON, indented for its place in the document."""
    return encode([[item(article, feed)]])[len(_BEFORE) : -len(_AFTER)]


def item(article: Article, feed: Feed) -> dict[str, Any]:
    """Return one item. Spec: JSON Feed 1.1, Items."""
    shown = pictures.images(article, feed)
    return drop_empty(
        id=article.id,
        url=article.url,
        external_url=article.original_url,
        title=article.title,
        content_html=pictures.content_html(article, feed),
        content_text=None if article.content_html else article.summary,
        summary=article.summary,
        image=shown[0].url if shown else None,
        date_published=article.published,
        date_modified=article.updated if article.updated != article.published else None,
        authors=[author(person) for person in article.authors],
        tags=article.topics,
        attachments=[attachment(each) for each in files(article, feed).all if each.media_type],
        _outfeed=extension(article, feed),
    )


def author(person: Person) -> dict[str, Any]:
    """Return an author. Spec: JSON Feed 1.1, `authors`."""
    return drop_empty(name=person.name, url=person.url, avatar=person.avatar)


def attachment(each: Enclosure) -> dict[str, Any]:
    """Return one attachment. Spec: JSON Feed 1.1, `attachments`."""
    return drop_empty(
        url=each.url,
        mime_type=each.media_type,
        title=each.title,
        size_in_bytes=each.length,
        duration_in_seconds=each.duration,
    )


def extension(article: Article, feed: Feed) -> dict[str, Any]:
    """Return the extension `_outfeed`; see docs/json-feed-extension.md. Spec: JSON Feed 1.1, Extensions."""
    provider = article.provider
    return drop_empty(
        provider=provider
        and drop_empty(name=provider.name, domain=provider.domain, image=provider.image and image(provider.image)),
        category=article.category,
        type=article.type,
        quality=article.quality,
        heat=article.heat,
        images=[image(each) for each in pictures.images(article, feed)],
        related=[drop_empty(url=each.url, title=each.title, quality=each.quality) for each in article.related],
        amp_url=article.amp_url,
        amp_cdn_url=article.amp_cdn_url,
    )


def image(each: Image) -> dict[str, Any]:
    """Return a picture with its size."""
    return drop_empty(url=each.url, width=each.width, height=each.height, title=each.title)


def drop_empty(**values: Any) -> dict[str, Any]:
    """Return `values` without null and empty ones, but with 0: JSON Feed has no null."""
    return {key: value for key, value in values.items() if value or value == 0}


def encode(value: Any) -> bytes:
    """Return `value` as JSON, indented by two; moments as `2021-08-24T07:30:00Z`."""
    return json.format(json.encode(value), indent=2)


_BEFORE, _, _AFTER = encode([[None]]).partition(_PLACE)  # the bytes around a value two levels deep
