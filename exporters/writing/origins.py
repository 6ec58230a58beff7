"""Origins: a finding about an entry is told at the article that it stems from, once, however many documents show it."""

from collections.abc import Sequence
from typing import Final, Protocol

from exporters.cache.documents import Told
from exporters.cache.entries import Entries
from exporters.diagnostics import Diagnostic

IDENTITY: Final = ("id", "webUrl", "originalUrl")  # fields that say what the id of an article is, the first one first
_LINK: Final = ("webUrl", "originalUrl")
_TEXT: Final = ("excerpt", "body", "featuredContent", "title")
_CONTENT: Final = ("body", "featuredContent", "excerpt")
_PUBLISHED: Final = ("publishedDateTime",)
_UPDATED: Final = ("updatedDateTime", *_PUBLISHED)
_PEOPLE: Final = ("provider",)
_TOPICS: Final = ("topics", "category", "type")
_IMAGES: Final = ("images",)
_FIELDS: Final = {  # by the element of RSS or Atom, or the key of JSON Feed, in which an entry shows them
    **dict.fromkeys(("guid", "id"), IDENTITY),
    **dict.fromkeys(("link", "url"), _LINK),
    "external_url": ("originalUrl",),
    "title": ("title",),
    **dict.fromkeys(("description", "summary", "content_text"), _TEXT),
    **dict.fromkeys(("content:encoded", "content", "content_html"), _CONTENT),
    **dict.fromkeys(("pubDate", "published", "date_published"), _PUBLISHED),
    **dict.fromkeys(("updated", "atom:updated", "date_modified"), _UPDATED),
    **dict.fromkeys(("author", "authors", "dc:creator", "dc:publisher"), _PEOPLE),
    **dict.fromkeys(("category", "tags"), _TOPICS),
    **dict.fromkeys(("media:content", "media:thumbnail", "image"), _IMAGES),
}


Origin = tuple[str, int, int]  # a field of an article, and its line and column


class Origins(Protocol):
    """Finds fields in the files of articles."""

    def shown(self, path: str) -> str:
        """Return the path of a file as messages show it."""
        ...

    def find(self, path: str, fields: Sequence[str]) -> Origin | None:
        """Return the first of `fields` that the file has; None where there is none."""
        ...


def traced(told: Told, element: str, entries: Entries, origins: Origins) -> Told:
    """Return what to tell of an entry, at the field of the article that its `element` shows, if that can be found."""
    if told.entry is None:
        return told
    origin = origins.find(entries.path(told.entry), _FIELDS.get(element, IDENTITY))
    if origin is None:
        return told._replace(entry=None)
    return told._replace(diagnostic=at_origin(told.diagnostic, origin))


def at_origin(diagnostic: Diagnostic, origin: Origin) -> Diagnostic:
    """Return the same, told of a field of an article; its path is still to be said."""
    field, line, column = origin
    return diagnostic._replace(field=field, line=line, column=column)
