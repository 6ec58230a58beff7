"""Rules about the image of an RSS 2.0 channel. Spec: RSS 2.0 "<image> sub-element of <channel>"."""

from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import urlsplit

from exporters.checks.finding import Finding
from exporters.checks.rss import ParsedRss
from exporters.diagnostics.diagnostic import Level, shown

WIDEST: Final = 144  # pixels
HIGHEST: Final = 400  # pixels


def image_wrong(feed: ParsedRss) -> Iterator[Finding]:
    """Validators refuse an image that is larger or lacks an element. Spec: RSS 2.0 "<image> sub-element"."""
    image = feed.channel.first("image")
    if image is None:
        return
    for name in ("url", "title", "link"):
        if image.first(name) is None:
            yield image.finding("rss-image-element-missing", f"no <{name}> in the image", "write one")
    for name, most in (("width", WIDEST), ("height", HIGHEST)):
        if (size := image.value(name)) and not (size.isascii() and size.isdigit() and 0 < int(size[:9]) <= most):
            seen = f"the {name} {shown(size)} of the image"
            yield image.finding("rss-image-size-wrong", seen, f"write a whole number up to {most}")


def image_differs(feed: ParsedRss) -> Iterator[Finding]:
    """One validator warns: they are the channel's. Spec: RSS 2.0 "<image> sub-element"."""
    image = feed.channel.first("image")
    for name in ("title", "link") if image else ():
        wanted, found = feed.channel.value(name), image.value(name) if image else ""
        if found and wanted and found != wanted:
            seen, right = f"{name} {shown(found)} of the image", f"write that of the channel: {shown(wanted)}"
            yield feed.channel.finding("rss-image-differs", seen, right, Level.WARNING)


def image_kind_unsupported(feed: ParsedRss) -> Iterator[Finding]:
    """Few readers show it. Spec: RSS 2.0 <image>: "a GIF, JPEG or PNG image"."""
    image = feed.channel.first("image")
    url = image.value("url") if image else ""
    if image and _path(url).lower().endswith((".svg", ".svgz", ".webp", ".avif")):
        seen = f"the image {shown(url)}"
        yield image.finding("rss-image-kind-unsupported", seen, "write a PNG, JPEG or GIF", Level.WARNING)


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


IMAGE_RULES: Final[tuple[Callable[[ParsedRss], Iterator[Finding]], ...]] = (
    image_wrong,
    image_differs,
    image_kind_unsupported,
)
