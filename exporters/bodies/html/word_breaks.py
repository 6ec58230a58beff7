"""Keep words apart where the tags between them go: `<center>one</center><center>two</center>` is two lines."""

import re
from typing import Final

from exporters.bodies.html.allowed_html import BREAKING_WRAPPERS
from exporters.support.lazy_regex import lazy_regex

BREAKING_TAGS: Final = BREAKING_WRAPPERS | {"button", "dialog", "form"}
_TAGS: Final = lazy_regex(rf"(?:</?(?:{'|'.join(sorted(BREAKING_TAGS - {'button'}))})(?: [^<>]*)?>)+")
_BLOCK: Final = (
    r"</?(?:address|article|aside|blockquote|br|caption|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header"
    r"|hgroup|hr|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?: [^<>]*)?>"
)
_BREAK_AFTER: Final = lazy_regex(rf"\s|\Z|{_BLOCK}")
_BREAK_BEFORE: Final = lazy_regex(rf"(?:\A|\s|{_BLOCK})\Z")
_FARTHEST: Final = 200  # characters of a block's tag that are looked at


def break_words(html: str) -> str:
    """Return normalised `html` without the tags of blocks that feeds don't carry, but with their line breaks."""

    def replace(match: re.Match[str]) -> str:
        start, end = match.span()
        if _BREAK_AFTER.match(html, end):
            return ""
        before = html[max(0, start - _FARTHEST) : start]
        return "" if _BREAK_BEFORE.search(before) else "<br>"

    html = html.replace("</button><button", "</button> <button")
    return _TAGS.sub(replace, html)
