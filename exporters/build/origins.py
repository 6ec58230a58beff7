"""Origins: a finding about an entry is told at the article that it stems from, once, however many documents show it."""

from typing import Final

from exporters.model.outcome import IDENTITY
from exporters.sources.origin import ArticleOrigins
from exporters.store.entries import StoredEntries
from exporters.store.outputs import DocumentDiagnostic

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


def traced(
    told: DocumentDiagnostic, element: str, entries: StoredEntries, origins: ArticleOrigins
) -> DocumentDiagnostic:
    """Return what to tell of an entry, at the field of the article that its `element` shows, if that can be found."""
    if told.entry is None:
        return told
    path = entries.path(told.entry)
    if (item := origins.line(path)) is not None:
        return told._replace(diagnostic=told.diagnostic._replace(line=item.line, column=item.column))
    origin = origins.find(path, _FIELDS.get(element, IDENTITY))
    if origin is None:
        return told._replace(entry=None)
    field, line, column = origin
    return told._replace(diagnostic=told.diagnostic._replace(field=field, line=line, column=column))
