"""Elements that HTML does not know: one with an address or the id of a video becomes a link or a picture.

Their tags go, and their text stays: `<lite-youtube videoid>`, `<amp-img src>`, `<Tweet id>`, any `<x-y href>`.
"""

import re
from collections.abc import Set as AbstractSet
from typing import Final
from urllib.parse import urlsplit

from exporters.bodies.html.markup import find_end, parse_attributes, write_start_tag
from exporters.bodies.html.report import CleaningReport
from exporters.bodies.html.visible_text import extract_text
from exporters.bodies.html.written_tags import STAND_IN
from exporters.support.lazy_regex import lazy_regex

_TAG: Final = lazy_regex(r'<(/?)([a-z][\w.:-]*)((?> [^\s=>]+="[^"]*")*)>')
_BLOCK: Final = lazy_regex(r"<(?:a|p|div|ul|ol|dl|table|h[1-6]|blockquote|figure|pre|iframe)[ >]")
_PICTURE: Final = lazy_regex(r"\.(?:apng|avif|gif|jpe?g|png|svg|webp)\Z", re.IGNORECASE)
_YOUTUBE_ID: Final = lazy_regex(r"[\w-]{11}", re.ASCII)
_NUMBER: Final = lazy_regex(r"[0-9]{1,20}", re.ASCII)
_SHORTCODE: Final = lazy_regex(r"[\w-]{5,20}", re.ASCII)
_ADDRESS: Final = lazy_regex(r"(?:https?:)?//[^\s]|\.{0,2}/[^\s/]|[\w.%/-]+\.[a-zA-Z0-9]{2,5}\Z", re.IGNORECASE)
_ID_ATTRIBUTES: Final = (
    *("videoid", "video-id", "data-videoid", "data-video-id", "youtubeid", "youtube-id", "data-tweetid", "tweetid"),
    *("tweet-id", "data-tweet-id", "data-shortcode", "data-gistid", "id", "video", "v"),
)
_PLAYERS: Final = (  # by a part of the name: what its id looks like, the address of the player, what a link says
    ("youtube", _YOUTUBE_ID, "https://www.youtube.com/embed/{}", ""),
    ("vimeo", _NUMBER, "https://player.vimeo.com/video/{}", ""),
    ("tweet", _NUMBER, "https://twitter.com/i/status/{}", "Post on Twitter"),
    ("twitter", _NUMBER, "https://twitter.com/i/status/{}", "Post on Twitter"),
    ("instagram", _SHORTCODE, "https://www.instagram.com/p/{}/", "Post on Instagram"),
)
_LINKS: Final = ("href", "to", "url", "data-href", "data-url", "link", "src", "data-src", "video")
_TITLES: Final = ("title", "playlabel", "label", "aria-label", "alt", "name")
_PICTURE_ATTRIBUTES: Final = ("srcset", "sizes", "alt", "width", "height", "title")
_MOST_INLINE: Final = 2_000  # characters of a link's text


def translate_unknown(html: str, names: AbstractSet[str], report: CleaningReport) -> str:
    """Return normalised `html` without the tags of `names`, and with links, players or pictures in their place."""
    parts: list[str] = []
    at = previous_end = 0
    closing = ""  # the end tag that stands for the next one of `closing_name`
    closing_name = ""
    for match in _TAG.finditer(html):
        is_end, name = bool(match[1]), match[2]
        if name not in names:
            continue
        parts.append(html[at : match.start()])
        if not is_end and previous_end == match.start():
            parts.append(" ")  # two elements beside each other are two words
        at = match.end()
        previous_end = at if is_end else 0
        if is_end:
            if closing and name == closing_name:
                parts.append(closing)
                closing = ""
            continue
        values = parse_attributes(match[3])
        kind, written = _translate(name.removeprefix(STAND_IN), values)
        if kind:
            report.add_translation(name.removeprefix(STAND_IN), kind)
        if kind == "a link" and not closing and _is_inline(html, name, at):
            parts.append(write_start_tag("a", {"href": _link(values)}))
            closing, closing_name = "</a>", name
        else:
            parts.append(written)
    parts.append(html[at:])
    return "".join(parts)


def _is_inline(html: str, name: str, at: int) -> bool:
    """Return whether what is in an element can be the text of a link."""
    inside = html[at : at + _MOST_INLINE]
    end = find_end(inside, name, 0)
    return bool(end) and bool(extract_text(inside[: end.start])) and not _BLOCK.search(inside, 0, end.start)


def _translate(name: str, values: dict[str, str]) -> tuple[str, str]:
    """Return what an element becomes, and its HTML; "" where it has no address."""
    title = next((values[each].strip() for each in _TITLES if values.get(each, "").strip()), "")
    for part, pattern, address, text in _PLAYERS:
        if part in name:
            found = next((id_ for each in _ID_ATTRIBUTES if pattern.fullmatch(id_ := values.get(each, ""))), None)
            if found is not None:
                return "a link", _player(address.format(found), title or text)
    link = _link(values)
    if not link:
        return "", ""
    if link in (values.get("src"), values.get("data-src")) and (
        name in {"amp-img", "amp-anim"} or _PICTURE.search(urlsplit(link).path)
    ):
        picture = {"src": link} | {each: values[each] for each in _PICTURE_ATTRIBUTES if each in values}
        return "a picture", write_start_tag("img", picture)
    return "a link", _player(link, title)


def _link(values: dict[str, str]) -> str:
    found = (values.get(name, "").strip() for name in _LINKS)
    return next((each for each in found if _ADDRESS.match(each)), "")


def _player(address: str, title: str) -> str:
    """Return a player, which becomes a link as all players do."""
    return write_start_tag("iframe", {"src": address, **({"title": title} if title else {})}) + "</iframe>"
