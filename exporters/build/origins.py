"""Locate a finding about an entry at the field of the article it comes from."""

from typing import Final

from exporters.model.outcome import IDENTITY, FieldOrigin
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
_IDS: Final = frozenset({"guid", "id"})
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
    "enclosure": ("enclosures", "enclosure", "audio", "video", "attachments", "title"),
    "itunes:image": ("image", *_IMAGES),
    "itunes:episode": ("episode", "title"),
    "itunes:duration": ("duration",),
    "podcast:chapters": ("chapters",),
    "podcast:soundbite": ("soundbites",),
    **dict.fromkeys(("media:content", "media:thumbnail", "image"), _IMAGES),
}


def trace(
    finding: DocumentDiagnostic, element: str, entries: StoredEntries, origins: ArticleOrigins
) -> DocumentDiagnostic:
    """Return the diagnostic at the article field that `element` shows; without `entry` if there is no such field."""
    if finding.entry is None:
        return finding
    path = entries.path(finding.entry)
    if element in _IDS and (origin := entries.doubtful_id(finding.entry)) is not None:
        return _at(finding, origin)
    if (item := origins.line(path)) is not None:
        return finding._replace(diagnostic=finding.diagnostic._replace(line=item.line, column=item.column))
    origin = origins.find(path, _FIELDS.get(element, IDENTITY))
    if origin is None:
        return finding._replace(entry=None)
    return _at(finding, origin)


def _at(finding: DocumentDiagnostic, origin: FieldOrigin) -> DocumentDiagnostic:
    return finding._replace(diagnostic=finding.diagnostic.in_field(*origin))
