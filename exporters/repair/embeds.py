"""Embedded players become a paragraph with a link: feed readers show no iframe, video or object."""

import re
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from exporters.model.url import host_of
from exporters.repair.addresses import AddressResolver, scheme_of
from exporters.repair.markup import attributes, escaped, start

LAZY: Final = ("data-src", "data-lazy-src", "data-original")  # where scripts keep the address until it is needed

_WITH_END: Final = re.compile(
    r"(?P<open><p(?: [^>]*)?>\s*)?"
    r"<(?P<name>iframe|video|audio|object)(?P<attributes>(?: [^>]*)?)>(?P<inside>.*?)</(?P=name)>"
    r"(?P<close>\s*</p>)?",
    re.DOTALL,
)
_EMBED: Final = re.compile(r"<embed(?P<attributes>(?: [^>]*)?)>")
_SOURCE: Final = re.compile(r"<source(?P<attributes> [^>]*)>")
_YOUTUBE: Final = re.compile(
    r"https?://(?:[\w-]+\.)*(?:youtube(?:-nocookie)?\.com/(?:(?:embed|v|shorts|live)/|watch\?(?:[^#]*&)?v=)|youtu\.be/)"
    r"(?P<id>[\w-]{11})(?![\w-])",
    re.ASCII | re.IGNORECASE,
)
_PLAYLIST: Final = re.compile(
    r"https?://(?:[\w-]+\.)*youtube(?:-nocookie)?\.com/[^#]*[?&]list=(?P<id>[\w-]+)", re.ASCII
)
_VIMEO: Final = re.compile(r"https?://(?:player\.vimeo\.com/video|(?:www\.)?vimeo\.com)/(?P<id>[0-9]+)", re.ASCII)


def source(values: dict[str, str]) -> str:
    """Return the address of an image or a player: where `src` is a placeholder, the one that waits for a script."""
    src = values.get("src", "")
    is_placeholder = not src.strip() or scheme_of(src.strip()) in {"data", "about"}
    later = next((values[name] for name in LAZY if values.get(name, "").strip()), "")
    return later if later and is_placeholder else src


def as_links(html: str, addresses: AddressResolver) -> str:
    """Normalised `html` with each player replaced by a link to what it plays; without address, by what is inside."""

    def with_end(found: re.Match[str]) -> str:
        values = attributes(found["attributes"])
        name, inside = found["name"], found["inside"]
        if name == "iframe":
            link, inside = _player(values, addresses), ""
        elif name == "object":
            link = "" if "<a " in inside else _player({"src": values.get("data", ""), **values}, addresses)
        else:
            link = _file(values, inside, addresses)
            inside = "" if link else inside
        if not link:
            return (found["open"] or "") + inside + (found["close"] or "")
        before = "</p>" if found["close"] and not found["open"] else ""  # text stands before it in the same paragraph
        after = found["open"] if found["open"] and not found["close"] else ""  # text follows it there
        return f"{before}<p>{link}</p>{inside}{after}"

    html = _EMBED.sub(lambda found: f"<p>{_player(attributes(found['attributes']), addresses)}</p>", html)
    return _WITH_END.sub(with_end, html)


def _player(values: dict[str, str], addresses: AddressResolver) -> str:
    """The link of an iframe, embed or object: to the page of the video where it is known, else to what was embedded."""
    address = source(values)
    if address.strip() in {"", "about:blank"}:
        return ""
    url = addresses.url(address)
    if url is None:
        return ""
    title = values.get("title", "").strip()
    wrapped = parse_qs(urlsplit(url).query) if f".{host_of(url)}".endswith(".embedly.com") else {}
    poster = addresses.url(wrapped["image"][0]) if "image" in wrapped else None
    inner = addresses.url(wrapped.get("url", wrapped.get("src", [""]))[0])
    url = inner or url
    if (video := _YOUTUBE.match(url)) and video["id"] != "videoseries":
        page = f"https://www.youtube.com/watch?v={video['id']}"
        return _link(page, title or "Video on YouTube", f"https://i.ytimg.com/vi/{video['id']}/hqdefault.jpg")
    if playlist := _PLAYLIST.match(url):
        return _link(f"https://www.youtube.com/playlist?list={playlist['id']}", title or "Playlist on YouTube", poster)
    if video := _VIMEO.match(url):
        return _link(f"https://vimeo.com/{video['id']}", title or "Video on Vimeo", poster)
    return _link(url, title or host_of(url), poster)


def _file(values: dict[str, str], inside: str, addresses: AddressResolver) -> str:
    """The link of a video or audio element: to its first file."""
    sources = [attributes(source["attributes"]).get("src", "") for source in _SOURCE.finditer(inside)]
    url = next((url for address in (values.get("src", ""), *sources) if (url := addresses.url(address))), None)
    if url is None:
        return ""
    name = unquote(urlsplit(url).path.rpartition("/")[2])
    poster = addresses.url(values.get("poster", ""))
    return _link(
        url, values.get("title", "").strip() or values.get("aria-label", "").strip() or name or host_of(url), poster
    )


def _link(url: str, text: str, poster: str | None) -> str:
    shown = start("img", {"src": poster, "alt": text}) if poster else escaped(text)
    return f"{start('a', {'href': url})}{shown}</a>"
