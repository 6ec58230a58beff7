"""Replace embedded players by a paragraph with a link: feed readers show no iframe, video or object."""

import re
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from exporters.bodies.html.addresses import AddressResolver, scheme_of
from exporters.bodies.html.markup import escape, parse_attributes, write_start_tag
from exporters.model.url import host_of
from exporters.support.lazy_regex import lazy_regex

LAZY_ATTRIBUTES: Final = (  # scripts load their address later
    *("data-src", "data-lazy-src", "data-original", "data-lazy", "data-actualsrc", "data-image"),
)

_WITH_END: Final = lazy_regex(
    r"(?P<open><p(?: [^>]*)?>\s*)?"
    r"<(?P<name>iframe|video|audio|object)(?P<attributes>(?: [^>]*)?)>(?P<inside>.*?)</(?P=name)>"
    r"(?P<close>\s*</p>)?",
    re.DOTALL,
)
_EMBED: Final = lazy_regex(r"<embed(?P<attributes>(?: [^>]*)?)>")
_SOURCE: Final = lazy_regex(r"<source(?P<attributes> [^>]*)>")
_YOUTUBE: Final = lazy_regex(
    r"https?://(?:[\w-]+\.)*(?:youtube(?:-nocookie)?\.com/(?:(?:embed|v|shorts|live)/|watch\?(?:[^#]*&)?v=)|youtu\.be/)"
    r"(?P<id>[\w-]{11})(?![\w-])",
    re.ASCII | re.IGNORECASE,
)
_PLAYLIST: Final = lazy_regex(
    r"https?://(?:[\w-]+\.)*youtube(?:-nocookie)?\.com/[^#]*[?&]list=(?P<id>[\w-]+)", re.ASCII
)
_VIMEO: Final = lazy_regex(r"https?://(?:player\.vimeo\.com/video|(?:www\.)?vimeo\.com)/(?P<id>[0-9]+)", re.ASCII)


_PLACEHOLDER: Final = lazy_regex(
    r"(?:.*/)?(?:1x1|blank|clear|gr[ae]y|lazy|lazyload|loader|loading|pixel|placeholder|spacer|trans|transparent)"
    r"[\w.-]{0,30}\.(?:gif|jpe?g|png|svg|webp)(?:[?#].*)?",
    re.IGNORECASE | re.DOTALL,
)


def find_source(values: dict[str, str]) -> str:
    """Return the address of an image or a player; if `src` is a placeholder, the address that a script would load."""
    src = values.get("src", "")
    lazy = next((values[name] for name in LAZY_ATTRIBUTES if values.get(name, "").strip()), "")
    return lazy if lazy and is_placeholder(src) else src


def is_placeholder(src: str) -> bool:
    """Return whether an address shows nothing until a script puts another in its place."""
    src = src.strip()
    return not src or scheme_of(src) in {"data", "about"} or _PLACEHOLDER.fullmatch(src) is not None


def link_embeds(html: str, addresses: AddressResolver) -> str:
    """Return normalised `html` with a link for each player; a player without an address leaves its content."""

    def replace_player(match: re.Match[str]) -> str:
        values = parse_attributes(match["attributes"])
        name, content = match["name"], match["inside"]
        if name == "iframe":
            link, content = _link_player(values, addresses), ""
        elif name == "object":
            link = "" if "<a " in content else _link_player({"src": values.get("data", ""), **values}, addresses)
        else:
            link = _link_file(values, content, addresses)
            content = "" if link else content
        if not link:
            return (match["open"] or "") + content + (match["close"] or "")
        closing = "</p>" if match["close"] and not match["open"] else ""  # text stands before it in the same paragraph
        reopening = match["open"] if match["open"] and not match["close"] else ""  # text follows it there
        return f"{closing}<p>{link}</p>{content}{reopening}"

    html = _EMBED.sub(lambda match: f"<p>{_link_player(parse_attributes(match['attributes']), addresses)}</p>", html)
    return _WITH_END.sub(replace_player, html)


def _link_player(values: dict[str, str], addresses: AddressResolver) -> str:
    """Return the link of an iframe, embed or object: to the page of a known video, else to the embedded document."""
    address = find_source(values)
    if address.strip() in {"", "about:blank"}:
        return ""
    url = addresses.resolve_url(address)
    if url is None:
        return ""
    title = values.get("title", "").strip()
    embedly = parse_qs(urlsplit(url).query) if f".{host_of(url)}".endswith(".embedly.com") else {}
    poster = addresses.resolve_url(embedly["image"][0]) if "image" in embedly else None
    inner = addresses.resolve_url(embedly.get("url", embedly.get("src", [""]))[0])
    url = inner or url
    if (video := _YOUTUBE.match(url)) and video["id"] != "videoseries":
        page = f"https://www.youtube.com/watch?v={video['id']}"
        return _link(page, title or "Video on YouTube", f"https://i.ytimg.com/vi/{video['id']}/hqdefault.jpg")
    if playlist := _PLAYLIST.match(url):
        return _link(f"https://www.youtube.com/playlist?list={playlist['id']}", title or "Playlist on YouTube", poster)
    if video := _VIMEO.match(url):
        return _link(f"https://vimeo.com/{video['id']}", title or "Video on Vimeo", poster)
    return _link(url, title or host_of(url), poster)


def _link_file(values: dict[str, str], content: str, addresses: AddressResolver) -> str:
    """Return the link of a video or audio element: to its first file."""
    sources = [parse_attributes(element["attributes"]).get("src", "") for element in _SOURCE.finditer(content)]
    url = next((url for address in (values.get("src", ""), *sources) if (url := addresses.resolve_url(address))), None)
    if url is None:
        return ""
    name = unquote(urlsplit(url).path.rpartition("/")[2])
    poster = addresses.resolve_url(values.get("poster", ""))
    return _link(
        url, values.get("title", "").strip() or values.get("aria-label", "").strip() or name or host_of(url), poster
    )


def _link(url: str, text: str, poster: str | None) -> str:
    content = write_start_tag("img", {"src": poster, "alt": text}) if poster else escape(text)
    return f"{write_start_tag('a', {'href': url})}{content}</a>"
