"""JSON Feed 1.1. Spec: https://www.jsonfeed.org/version/1.1/."""

from collections.abc import Iterable
from typing import Any, BinaryIO, Final

from msgspec import json

from exporters import EXTENSION_URL
from exporters.formats.exporter import DocumentParts, Scope, write_parts
from exporters.model.article import Article, Enclosure, Image, Person
from exporters.model.feed import Feed, FeedLink

VERSION: Final = "https://jsonfeed.org/version/1.1"
_PLACE: Final = b"null"  # where items go; the last value of the document, which has no other null


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
        """The document of `feed` in parts."""
        made = document(feed)
        if not feed.entries:
            return DocumentParts(written(made | {"items": []}), b"", b"\n", entry)
        before, _, after = written(made | {"items": [None]}).rpartition(_PLACE)
        return DocumentParts(before, b",\n    ", after + b"\n", entry)


EXPORTER: Final = JsonFeedExporter()


def document(feed: Feed) -> dict[str, Any]:
    """The feed, without items. Spec: JSON Feed 1.1, Top-level."""
    return given(
        version=VERSION,
        title=feed.title,
        home_page_url=feed.url,
        feed_url=feed.self_url("json"),
        description=feed.description,
        next_url=address(feed.older),
        icon=feed.icon,
        language=feed.language,
        authors=[author(feed.site.author)] if feed.site.author else None,
        hubs=[{"type": "WebSub", "url": hub} for hub in feed.hubs],
        _outfeed=given(about=EXTENSION_URL, copyright=feed.copyright, current=address(feed.current)),
    )


def address(links: Iterable[FeedLink]) -> str | None:
    """Where the JSON Feed among the formats of a document is published."""
    return next((link.url for link in links if link.format == "json"), None)


def entry(article: Article) -> bytes:
    """One item as it stands in the document, two levels deep."""
    return written([[item(article)]])[len(_OPENED) : -len(_CLOSED)]


def item(article: Article) -> dict[str, Any]:
    """One item. Spec: JSON Feed 1.1, Items."""
    return given(
        id=article.id,
        url=article.url,
        external_url=article.original_url,
        title=article.title,
        content_html=article.content_html,
        content_text=None if article.content_html else article.summary,
        summary=article.summary,
        image=article.images[0].url if article.images else None,
        date_published=article.published,
        date_modified=article.updated if article.updated != article.published else None,
        authors=[author(person) for person in article.authors],
        tags=article.topics,
        attachments=[attachment(each) for each in article.enclosures if each.media_type],
        _outfeed=extension(article),
    )


def author(person: Person) -> dict[str, Any]:
    """An author. Spec: JSON Feed 1.1, `authors`."""
    return given(name=person.name, url=person.url, avatar=person.avatar)


def attachment(each: Enclosure) -> dict[str, Any]:
    """A file of an item. Spec: JSON Feed 1.1, `attachments`."""
    return given(
        url=each.url,
        mime_type=each.media_type,
        title=each.title,
        size_in_bytes=each.length,
        duration_in_seconds=each.duration,
    )


def extension(article: Article) -> dict[str, Any]:
    """What JSON Feed has no name for; described in docs/json-feed-extension.md. Spec: JSON Feed 1.1, Extensions."""
    provider = article.provider
    return given(
        provider=provider
        and given(name=provider.name, domain=provider.domain, image=provider.image and image(provider.image)),
        category=article.category,
        type=article.type,
        quality=article.quality,
        heat=article.heat,
        images=[image(each) for each in article.images],
        related=[given(url=each.url, title=each.title, quality=each.quality) for each in article.related],
        amp_url=article.amp_url,
        amp_cdn_url=article.amp_cdn_url,
    )


def image(each: Image) -> dict[str, Any]:
    """A picture with its size."""
    return given(url=each.url, width=each.width, height=each.height, title=each.title)


def given(**values: Any) -> dict[str, Any]:
    """What is there: JSON Feed knows no null, and nothing empty is worth a key."""
    return {key: value for key, value in values.items() if value or value == 0}


def written(value: Any) -> bytes:
    """JSON, indented by two; moments as `2021-08-24T07:30:00Z`."""
    return json.format(json.encode(value), indent=2)


_OPENED, _, _CLOSED = written([[None]]).partition(_PLACE)  # what stands around a value two levels deep
