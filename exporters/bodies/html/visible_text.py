"""The text of normalised HTML, as a reader sees it."""

import html as entities
from typing import Final

from exporters.support.lazy_regex import lazy_regex

_BLOCK: Final = lazy_regex(
    r"</?(?:address|article|aside|blockquote|br|caption|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header"
    r"|hgroup|hr|li|main|menu|mtd|mtr|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?: [^<>]*)?>"
)
_ANY_TAG: Final = lazy_regex(r"</?[a-z][^<>]*>")


def extract_text(html: str) -> str:
    """Return the text of clean HTML on one line: entities decoded, a space between block elements."""
    if "<" in html:
        html = _ANY_TAG.sub("", _BLOCK.sub(" ", html))
    return " ".join(entities.unescape(html).split())


def count_words(html: str) -> int:
    """Return how many words the text of normalised HTML has: parts between spaces with a letter or a digit."""
    return sum(1 for word in extract_text(html).split() if any(map(str.isalnum, word)))
