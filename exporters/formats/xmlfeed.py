"""What RSS and Atom share: build XML with feedgen, and work around its faults. No other module imports feedgen.

Faults of feedgen that this module corrects: it dates feeds with the clock, reverses entries, drops the attributes of
entry links, loses authors without e-mail in RSS, switches the locale for each date, and signs with its own name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from datetime import datetime
from typing import Final

from lxml import etree  # before feedgen.util, which expects it to be imported

from exporters import NAME, PROJECT_URL
from exporters.formats.exporter import DocumentParts
from exporters.model.article import Article, Enclosure, Image
from exporters.model.feed import Feed
from exporters.model.moment import rfc3339

# isort: split
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

Element = etree._Element  # lxml has no public name for it

ATOM: Final = "http://www.w3.org/2005/Atom"
DC: Final = "http://purl.org/dc/elements/1.1/"
MEDIA: Final = "http://search.yahoo.com/mrss/"
CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
HISTORY: Final = "http://purl.org/syndication/history/1.0"
TOMBSTONES: Final = "http://purl.org/atompub/tombstones/1.0"
_DAYS: Final = "Mon Tue Wed Thu Fri Sat Sun".split()
_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
PREFIXES: Final[Mapping[str, str]] = {"atom": ATOM, "content": CONTENT, "dc": DC, "media": MEDIA}


def generator(feed: Feed) -> FeedGenerator:
    """Return the FeedGenerator of a feed without entries."""
    feed_generator = FeedGenerator()
    feed_generator.id(feed.id)
    feed_generator.title(feed.title)
    feed_generator.description(feed.description)
    feed_generator.updated(feed.updated)
    feed_generator._FeedGenerator__rss_lastBuildDate = None  # feedgen would switch the locale of all threads
    feed_generator.generator(NAME, uri=PROJECT_URL)
    feed_generator.copyright(feed.copyright)
    return feed_generator


def entry(article: Article) -> FeedEntry:
    """Return the FeedEntry of an article."""
    feed_entry = FeedEntry()
    feed_entry.title(article.title)
    feed_entry.updated(article.updated)
    return feed_entry


def categories(article: Article, feed: Feed) -> Iterator[tuple[str, str | None]]:
    """Yield terms with their schemes: topics, then category and type in schemes of their own. Spec: RFC 4287 §4.2.2."""
    for topic in article.topics:
        yield topic, None
    if article.category:
        yield article.category, feed.category_scheme("category")
    if article.type:
        yield article.type, feed.category_scheme("type")


def add_child(parent: Element, name: str, text: str | None = None, /, **attributes: str | None) -> Element:
    """Add `<name>` to `parent` and return it; attributes that are None are left out."""
    element = etree.SubElement(parent, name)
    for key, value in attributes.items():
        if value is not None:
            element.set(key, value)
    if text is not None:
        element.text = text
    return element


def rewrite_moment(parent: Element, name: str, moment: datetime) -> None:
    """Write the moment of <name> as `2021-08-24T07:30:00Z`. Spec: RFC 4287 §3.3."""
    for element in parent.iterchildren(name):
        element.text = rfc3339(moment)


def rfc822(moment: datetime) -> str:
    """Return `Tue, 24 Aug 2021 07:30:00 +0000`, as feedgen writes it, in any locale. Spec: RFC 822 §5."""
    iso = moment.isoformat()
    day, month = _DAYS[moment.weekday()], _MONTHS[moment.month - 1]
    return f"{day}, {iso[8:10]} {month} {iso[:4]} {iso[11:19]} +0000"


def media(parent: Element, images: tuple[Image, ...]) -> None:
    """Add <media:content> for each picture, <media:thumbnail> for the first. Spec: Media RSS 1.5.1."""
    for image in images:
        content = add_child(parent, f"{{{MEDIA}}}content", url=image.url, medium="image", **_sides(image))
        if image.title:
            add_child(content, f"{{{MEDIA}}}title", image.title, type="plain")
    for image in images[:1]:
        add_child(parent, f"{{{MEDIA}}}thumbnail", url=image.url, **_sides(image))


def media_files(parent: Element, files: Iterable[Enclosure]) -> None:
    """Add <media:content> for each file that is no <enclosure>. Spec: Media RSS 1.5.1."""
    for file in files:
        kind = (file.media_type or "").partition("/")[0]
        content = add_child(
            parent,
            f"{{{MEDIA}}}content",
            url=file.url,
            fileSize=None if file.length is None else str(file.length),
            type=file.media_type,
            medium=kind if kind in ("audio", "image", "video") else "document",
            duration=None if file.duration is None else str(file.duration),
        )
        if file.title:
            add_child(content, f"{{{MEDIA}}}title", file.title, type="plain")


def _sides(image: Image) -> dict[str, str | None]:
    return {
        "width": None if image.width is None else str(image.width),
        "height": None if image.height is None else str(image.height),
    }


def archives(holder: Element, feed: Feed, format_name: str, link: str) -> None:
    """Mark an archive document, and add the `<link>` elements between the documents of an archived feed.

    It has no link to the next newer archive, which would change a finished document. Spec: RFC 5005 §4.
    """
    if feed.period:
        add_child(holder, f"{{{HISTORY}}}archive")
    for relation, links in (("current", feed.current), ("prev-archive", feed.older)):
        for each in links:
            if each.format == format_name:
                add_child(holder, link, href=each.url, rel=relation, type=each.media_type)


def parts(
    feed: Feed, holder: Element, prefixes: Mapping[str, str], entry: Callable[[Article], Element]
) -> DocumentParts:
    """Return the document of `holder` in parts; the root declares all `prefixes`, used or not.

    An archive document declares one more prefix, whatever its entries. `entry` returns elements in a frame.
    """
    namespaces = {**prefixes, "fh": HISTORY} if feed.period else dict(prefixes)
    if feed.entries:
        add_child(holder, "entries")  # marks the position of the entries; in a text, its brackets would be escaped
    document = holder.getroottree()
    etree.cleanup_namespaces(document, top_nsmap=namespaces, keep_ns_prefixes=list(namespaces))
    etree.indent(document)
    data: bytes = etree.tostring(document, encoding="UTF-8", xml_declaration=True)
    before, _, after = (data + b"\n").partition(b"<entries/>")
    level = len(list(holder.iterancestors())) + 1
    return DocumentParts(
        insert_stylesheet(before, feed), b"\n" + b"  " * level, after, lambda article: serialise(entry(article), level)
    )


def insert_stylesheet(before: bytes, feed: Feed) -> bytes:
    """Insert the style sheet of the feed between declaration and root. Not XSLT: browsers are removing it.

    Spec: Associating Style Sheets with XML 1.0 §4. lxml adds no line end after the instruction.
    """
    if not feed.stylesheet:
        return before
    from xml.sax.saxutils import quoteattr  # it loads the network modules of Python

    pseudo_attributes = f'type="text/css" href={quoteattr(feed.stylesheet)}'
    instruction: bytes = etree.tostring(etree.ProcessingInstruction("xml-stylesheet", pseudo_attributes))
    declaration, end, root = before.partition(b"\n")
    return b"".join((declaration, end, instruction, end, root))


def build_frame(prefixes: Mapping[str, str]) -> Element:
    """Return a root with the namespace declarations of the document, so that elements below it need none."""
    return etree.Element("frame", nsmap=dict(prefixes))


def put_in_frame(element: Element, root: Element) -> Element:
    """Return `element` below a copy of `root`: a new root takes five times as long."""
    copy(root).append(element)
    return element


def serialise(element: Element, level: int) -> bytes:
    """Return an element in its frame as bytes, indented for `level` elements around it."""
    etree.indent(element, level=level)
    data: bytes = etree.tostring(element.getroottree(), encoding="UTF-8", xml_declaration=False)
    return data[data.index(b">") + 1 : data.rindex(b"<")]  # without <frame xmlns…> and </frame>
