"""Rules about an RSS 2.0 channel. Spec: https://www.rssboard.org/rss-specification."""

from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from exporters.checks.dates import rfc822_findings, rfc3339_findings
from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import ParsedXml, UnreadableDocumentError, XmlElement
from exporters.checks.values import language_findings, url_findings
from exporters.diagnostics.diagnostic import Level, quote_value

ADDRESSES: Final = frozenset({"link", "comments", "docs", "url", "wfw:commentRss", "wfw:comment"})
_CHANNEL: Final = frozenset(
    "title link description language copyright managingEditor webMaster pubDate lastBuildDate category generator docs "
    "cloud ttl image rating textInput skipHours skipDays item".split()
)
_ITEM: Final = frozenset("title link description author category comments enclosure guid pubDate source".split())
_REPEATABLE: Final = frozenset({"item", "category", "enclosure"})
_DATES: Final = {
    "pubDate": rfc822_findings,
    "lastBuildDate": rfc822_findings,
    "atom:updated": rfc3339_findings,
    "atom:published": rfc3339_findings,
}


class ParsedRss(Struct, frozen=True, kw_only=True):
    """An RSS document: one channel and its items."""

    root: XmlElement
    channel: XmlElement
    items: list[XmlElement]
    parents: list[XmlElement]  # the channel and its items
    within: list[XmlElement]  # the channel and its descendants, in document order
    names: set[str]  # of all elements


def rss(document: ParsedXml) -> ParsedRss:
    """Return the channel of a document. Raises UnreadableDocumentError if there is none."""
    root = document.root
    channel = root.first("channel")
    if root.name != "rss" or channel is None:
        message = "an <rss> without <channel>" if root.name == "rss" else f"the root element <{root.name[:60]}>"
        raise UnreadableDocumentError("rss-root-wrong", message, 'RSS 2.0 is <rss version="2.0"><channel>', root.line)
    items, within = channel.all("item"), document.within(channel)
    return ParsedRss(
        root=root, channel=channel, items=items, parents=[channel, *items], within=within, names=document.names
    )


def version_old(feed: ParsedRss) -> Iterator[Finding]:
    """Validators apply older, narrower rules. Spec: RSS 2.0 "Required channel elements", <rss>."""
    version = feed.root.attributes.get("version", "")
    if version != "2.0":
        yield feed.root.finding(
            "rss-version-wrong", f"the version {quote_value(version)}", 'write version="2.0"', Level.WARNING
        )


def channel_element_missing(feed: ParsedRss) -> Iterator[Finding]:
    """Strict readers refuse the feed. Spec: RSS 2.0 "Required channel elements"."""
    for name in ("title", "link", "description"):
        if feed.channel.first(name) is None:
            yield feed.channel.finding("rss-channel-element-missing", f"no <{name}> in the channel", "write one")


def element_repeated(feed: ParsedRss) -> Iterator[Finding]:
    """Readers keep the first or the last, each its own way. Spec: RSS 2.0 "Elements of <item>"."""
    for parent in feed.parents:
        if len(parent.children) == len(parent.firsts):
            continue
        names = set[str]()
        for child in parent.children:
            if child.name in names and child.name not in _REPEATABLE and ":" not in child.name:
                yield child.finding("rss-element-repeated", f"a second <{child.name}>", "keep one")
            names.add(child.name)


def element_unknown(feed: ParsedRss) -> Iterator[Finding]:
    """Validators refuse it: what RSS does not name needs a namespace. Spec: RSS 2.0 "Extending RSS"."""
    names_of_rss = {name for name in feed.names if ":" not in name}
    in_items, in_channel = names_of_rss - _ITEM, names_of_rss - _CHANNEL
    for parent in feed.parents:
        unknown_names = in_items if parent.name == "item" else in_channel
        for child in parent.children if not unknown_names.isdisjoint(parent.firsts) else ():
            if child.name in unknown_names:
                message, fix = (
                    f"<{child.name}>, which RSS 2.0 does not know here",
                    "give it a namespace, or remove it",
                )
                yield child.finding("rss-element-unknown", message, fix)


def url_invalid(feed: ParsedRss) -> Iterator[Finding]:
    """Readers resolve no relative address. Spec: RSS 2.0 "Comments": "all URLs start with" a registered scheme."""
    for node in feed.within:
        if node.name in ADDRESSES:
            if url := node.text.strip():
                for finding in url_findings(url):
                    yield node.locate(finding)
        elif node.attributes:
            for key in ("url", "href"):
                if (url := node.attributes.get(key, "")) and not node.name.startswith("xhtml:"):
                    for finding in url_findings(url):
                        yield node.locate(finding, key)


def date_wrong(feed: ParsedRss) -> Iterator[Finding]:
    """A reader that cannot parse it says "now", or nothing. Spec: RSS 2.0 <pubDate>; RFC 4287 §3.3 for atom:*."""
    for parent in feed.parents:
        for child in parent.children:
            if (check := _DATES.get(child.name)) and (text := child.text.strip()):
                for finding in check(text):
                    yield child.locate(finding)


def ttl_wrong(feed: ParsedRss) -> Iterator[Finding]:
    """Validators refuse it, and readers ignore it. Spec: RSS 2.0 <ttl>: "a number of minutes"."""
    ttl = feed.channel.first("ttl")
    if ttl and (minutes := ttl.text.strip()) and not (minutes.isascii() and minutes.isdigit() and minutes.strip("0")):
        yield ttl.finding(
            "rss-ttl-invalid", f"the ttl {quote_value(minutes)}", "write a whole number of minutes, 1 or more"
        )


def language_wrong(feed: ParsedRss) -> Iterator[Finding]:
    """Validators refuse the feed; readers guess. Spec: RSS 2.0 <language>."""
    for name in ("language", "dc:language"):
        for node in feed.channel.all(name):
            for finding in language_findings(node.text.strip()) if node.text.strip() else ():
                yield node.locate(finding)


def self_link_missing(feed: ParsedRss) -> Iterator[Finding]:
    """Readers and hubs learn from it where the feed lives. Spec: RSS Best Practices Profile, atom:link."""
    if not any(link.attributes.get("rel") == "self" for link in feed.channel.all("atom:link")):
        fix = 'write <atom:link rel="self" href="…"/> with the address of the feed'
        yield feed.channel.finding("self-link-missing", "no self link", fix, Level.WARNING)


def itunes_incomplete(feed: ParsedRss) -> Iterator[Finding]:
    """One itunes: element makes it a podcast, which needs the set. Spec: Apple "Podcast RSS feed requirements"."""
    if not any(name.startswith("itunes:") for name in feed.names):
        return
    itunes_node = next((node for node in feed.within if node.name.startswith("itunes:")), None)
    missing_names = [name for name in ("category", "explicit", "image") if feed.channel.first(f"itunes:{name}") is None]
    is_blocked = feed.channel.value("itunes:block").lower() == "yes"  # from Apple's directory
    if itunes_node and missing_names and not is_blocked:
        message = (
            f"<{itunes_node.name}> without {', '.join(f'<itunes:{name}>' for name in missing_names)} in the channel"
        )
        yield itunes_node.finding("itunes-incomplete", message, "write all of them, or none", Level.WARNING)


RULES: Final[tuple[Callable[[ParsedRss], Iterator[Finding]], ...]] = (
    version_old,
    channel_element_missing,
    element_repeated,
    element_unknown,
    url_invalid,
    date_wrong,
    ttl_wrong,
    language_wrong,
    self_link_missing,
    itunes_incomplete,
)


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
            message = f"the {name} {quote_value(size)} of the image"
            yield image.finding("rss-image-size-wrong", message, f"write a whole number up to {most}")


def image_differs(feed: ParsedRss) -> Iterator[Finding]:
    """One validator warns: they are the channel's. Spec: RSS 2.0 "<image> sub-element"."""
    image = feed.channel.first("image")
    for name in ("title", "link") if image else ():
        expected, actual = feed.channel.value(name), image.value(name) if image else ""
        if actual and expected and actual != expected:
            message, fix = (
                f"{name} {quote_value(actual)} of the image",
                f"write that of the channel: {quote_value(expected)}",
            )
            yield feed.channel.finding("rss-image-differs", message, fix, Level.WARNING)


def image_kind_unsupported(feed: ParsedRss) -> Iterator[Finding]:
    """Few readers show it. Spec: RSS 2.0 <image>: "a GIF, JPEG or PNG image"."""
    image = feed.channel.first("image")
    url = image.value("url") if image else ""
    if image and _path(url).lower().endswith((".svg", ".svgz", ".webp", ".avif")):
        message = f"the image {quote_value(url)}"
        yield image.finding("rss-image-kind-unsupported", message, "write a PNG, JPEG or GIF", Level.WARNING)


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
