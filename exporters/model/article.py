"""Article and its parts, the input of every format. Values are immutable and validate themselves."""

from datetime import datetime
from typing import Any

from msgspec import Struct, field

from exporters.model import moment
from exporters.model.episode import Episode
from exporters.model.text import check_text, is_clean
from exporters.model.url import check_url, is_host


class Image(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A picture. Spec: Media RSS <media:content>."""

    url: str  # absolute, percent-encoded
    width: int | None = None  # pixels
    height: int | None = None  # pixels
    title: str | None = None  # plain text
    media_type: str | None = None  # image/jpeg
    length: int | None = None  # bytes

    def __post_init__(self) -> None:
        """Raise ValueError where a part is none that may be written."""
        check_url("image", self.url)
        check_text("image title", self.title)
        check_text("image type", self.media_type)
        for side in (self.width, self.height):
            if side is not None and side < 1:
                message = "the sides of an image are at least one pixel"
                raise ValueError(message)


class Person(Struct, frozen=True, kw_only=True):
    """Who wrote it. Spec: RFC 4287 §3.2, JSON Feed 1.1 `authors`."""

    name: str  # plain text
    url: str | None = None  # absolute
    avatar: str | None = None  # absolute address of a picture

    def __post_init__(self) -> None:
        """Raise ValueError where a part is none that may be written."""
        check_text("name", self.name)
        check_url("person", self.url)
        check_url("avatar", self.avatar)


class Provider(Struct, frozen=True, kw_only=True):
    """Who published it first."""

    name: str | None = None  # plain text
    domain: str | None = None  # host name: wired.com
    image: Image | None = None  # its logo

    def __post_init__(self) -> None:
        """Raise ValueError where a part is none that may be written."""
        check_text("provider", self.name)
        if self.domain is not None and not is_host(self.domain):
            message = f"domain: {self.domain} is not a host name"
            raise ValueError(message)

    @property
    def url(self) -> str | None:
        """`https://domain/`."""
        return f"https://{self.domain}/" if self.domain else None


class Related(Struct, frozen=True, kw_only=True):
    """Another article on the same matter. Spec: RFC 4287 §4.2.7.2 `related`."""

    url: str  # absolute
    title: str | None = None  # plain text
    quality: int | float | None = None  # as it is written: 110 stays 110

    def __post_init__(self) -> None:
        """Raise ValueError where a part is none that may be written."""
        check_url("related", self.url)
        check_text("related title", self.title)


class Enclosure(Struct, frozen=True, kw_only=True):
    """A file that belongs to an article, such as an episode. Spec: RSS 2.0 <enclosure>; RFC 4287 §4.2.7.2."""

    url: str  # absolute
    media_type: str | None = None  # audio/mpeg
    length: int | None = None  # bytes
    duration: int | None = None  # seconds
    title: str | None = None  # plain text

    def __post_init__(self) -> None:
        """Raise ValueError where a part is none that may be written."""
        check_url("enclosure", self.url)
        check_text("enclosure type", self.media_type)
        check_text("enclosure title", self.title)


class Article(Struct, frozen=True, kw_only=True):
    """One article: an item, an entry, a row. None or empty means that the source has no value."""

    id: str  # identity for ever: any clean text
    url: str  # the permalink, absolute
    original_url: str | None = None  # where it appeared first, when that is not `url`
    title: str  # plain text
    summary: str  # plain text, never empty
    content_html: str | None = None  # sanitised, addresses absolute
    published: datetime  # UTC, whole seconds
    updated: datetime  # UTC, whole seconds, never before `published`
    authors: tuple[Person, ...]  # never empty
    provider: Provider | None = None
    topics: tuple[str, ...] = ()  # plain text
    category: str | None = None  # plain text
    type: str | None = None  # plain text
    images: tuple[Image, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    episode: Episode | None = None  # what it says as an episode of a podcast
    related: tuple[Related, ...] = ()  # at most five, best first
    quality: int | float | None = None  # as it is written: 110 stays 110
    heat: int | float | None = None
    amp_url: str | None = None  # absolute
    amp_cdn_url: str | None = None  # absolute
    is_draft: bool = False
    is_withdrawn: bool = False
    extra: dict[str, Any] = field(default_factory=dict)  # other keys of the front matter, as they are

    def __post_init__(self) -> None:
        """Raise ValueError where a part is none that may be written."""
        if not self.id or not is_clean(self.id):
            message = "an id is text without control characters"
            raise ValueError(message)
        check_url("url", self.url)
        check_url("original_url", self.original_url)
        check_url("amp_url", self.amp_url)
        check_url("amp_cdn_url", self.amp_cdn_url)
        check_text("title", self.title)
        check_text("summary", self.summary)
        check_text("category", self.category)
        check_text("type", self.type)
        for topic in self.topics:
            check_text("topic", topic)
        moment.check(self.published)
        moment.check(self.updated)
        if self.updated < self.published:
            message = "an article is not updated before it is published"
            raise ValueError(message)
        if not self.authors:
            message = "an article has an author"
            raise ValueError(message)
        if self.content_html is not None and not (self.content_html and is_clean(self.content_html)):
            message = "content is HTML without control characters, or None"
            raise ValueError(message)
