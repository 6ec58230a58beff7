"""Marks of services that pages embed: a video, a post, a snippet of code. A feed carries a link to each."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from exporters.bodies.marks.arguments import Arguments
from exporters.bodies.marks.elements import attribute, escape_line, image, link
from exporters.support.lazy_regex import lazy_regex

YOUTUBE: Final = lazy_regex(
    r"(?:https?:)?//(?:[\w-]+\.)*(?:youtube(?:-nocookie)?\.com/(?:(?:embed|v|shorts|live)/|watch\?(?:[^#\s]*&)?v=)"
    r"|youtu\.be/)([\w-]{11})(?![\w-])",
    re.ASCII | re.IGNORECASE,
)
_VIMEO: Final = lazy_regex(r"(?:https?:)?//(?:player\.vimeo\.com/video|(?:www\.)?vimeo\.com)/([0-9]+)", re.ASCII)
_WEB: Final = ("http://", "https://", "//")
_ID: Final = lazy_regex(r"[\w./@:-]{1,200}", re.ASCII)


class Service(NamedTuple):
    """A service, and the page of what it embeds."""

    text: str  # of the link
    page: str  # with {} for the id


_YOUTUBE: Final = Service("Video on YouTube", "https://www.youtube.com/watch?v={}")
_POST: Final = Service("Post on X", "https://x.com/i/status/{}")
_GIST: Final = Service("Gist on GitHub", "https://gist.github.com/{}")
SERVICES: Final[Mapping[str, Service]] = {
    "youtube": _YOUTUBE,
    "youtube_video": _YOUTUBE,
    "youtube-lite": _YOUTUBE,
    "vimeo": Service("Video on Vimeo", "https://vimeo.com/{}"),
    "gist": _GIST,
    "tweet": _POST,
    "twitter": _POST,
    "x": _POST,
    "instagram": Service("Post on Instagram", "https://www.instagram.com/p/{}/"),
    "asciinema": Service("Recording on asciinema", "https://asciinema.org/a/{}"),
    "bilibili": Service("Video on Bilibili", "https://www.bilibili.com/video/{}"),
    "codepen": Service("Pen on CodePen", "https://codepen.io/{}"),
    "dailymotion": Service("Video on Dailymotion", "https://www.dailymotion.com/video/{}"),
    "jsfiddle": Service("Fiddle on JSFiddle", "https://jsfiddle.net/{}/"),
    "soundcloud": Service("Sound on SoundCloud", "https://soundcloud.com/{}"),
    "spotify": Service("Sound on Spotify", "https://open.spotify.com/{}"),
}


def embed(name: str, arguments: Arguments) -> str:
    """Return the link for the mark of a service, "" where the service is not known or no id is given."""
    service = SERVICES.get(name.lower())
    if service is None:
        return ""
    named = arguments.get("id", "video_id", "videoid", "url", "src", "link")
    first = named or arguments.at(0)
    second = arguments.at(1) if not named else ""
    text = arguments.get("title") or service.text
    if first.startswith(_WEB):
        return embed_address(first, text if arguments.get("title") else "") or link(first, escape_line(text))
    if service is _GIST:
        owner = arguments.get("user", "username")
        first = "/".join(part for part in (owner, first, second) if part) if "/" not in first else first
    elif service is _POST and (user := arguments.get("user") or (first if second else "")):
        identity = arguments.get("id") or second
        return link(f"https://x.com/{user}/status/{identity}", escape_line(text)) if identity.isdecimal() else ""
    elif name.lower() == "codepen" and (user := arguments.get("user") or (first if second else "")):
        first = f"{user}/pen/{arguments.get('id') or second}"
    if not _ID.fullmatch(first):
        return ""
    if service is _YOUTUBE and len(first) == 11:
        return _video(first, text)
    return link(service.page.format(attribute(first)), escape_line(text))


def embed_address(address: str, title: str = "") -> str:
    """Return the link for the address of a video on YouTube or Vimeo, "" for another one."""
    if found := YOUTUBE.match(address):
        return _video(found[1], title or _YOUTUBE.text)
    if found := _VIMEO.match(address):
        service = SERVICES["vimeo"]
        return link(service.page.format(found[1]), escape_line(title or service.text))
    return ""


def _video(identity: str, title: str) -> str:
    return link(_YOUTUBE.page.format(identity), image(f"https://i.ytimg.com/vi/{identity}/hqdefault.jpg", title))
