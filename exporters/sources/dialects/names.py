"""Names that decide who reads an article."""

from typing import Final

EVERYDAY: Final = frozenset({"publishedDateTime", "webUrl", "originalUrl"})  # only Outfeed's own articles have them
DATES: Final = ("date", "published_date", "publishDate", "pubDate", "pubdate", "published_at", "created", "created_at")
DRAFTS: Final = frozenset({"drafts", "_drafts"})  # folders whose articles are drafts
PLAIN_DATES: Final = frozenset(DATES)  # an article with one of them, and none of ours, is plain
