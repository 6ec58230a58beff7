"""Rules about the items of an RSS 2.0 channel. Spec: https://www.rssboard.org/rss-specification."""

from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.markup import html_findings
from exporters.checks.parsed_xml import XmlElement
from exporters.checks.rss import ParsedRss
from exporters.checks.values import media_type_findings, plain_text_findings, url_problem
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.model.number import RIGHT, is_bare_number

_HTML: Final = frozenset({"description", "content:encoded"})


def text_missing(feed: ParsedRss) -> Iterator[Finding]:
    """Some readers show the description alone, others nothing without a title. Spec: RSS 2.0 "Elements of <item>"."""
    for item in feed.items:
        if item.first("description") is None:
            if item.first("title") is None:
                yield item.finding("rss-item-text-missing", "an item without title and description", "write both")
            else:
                message, fix = "no <description> in the item", "write one: some readers show nothing else"
                yield item.finding("rss-description-missing", message, fix, Level.WARNING)


def content_before_description(feed: ParsedRss) -> Iterator[Finding]:
    """One reader shows the last of the two. Spec: RSS Best Practices Profile, content:encoded."""
    for item in feed.items:
        content, description = item.first("content:encoded"), item.first("description")
        if content and description and item.children.index(content) < item.children.index(description):
            message, fix = "<content:encoded> before <description>", "write the description first"
            yield content.finding("rss-content-before-description", message, fix, Level.WARNING)


def content_shorter(feed: ParsedRss) -> Iterator[Finding]:
    """Some readers show the longer one, so the article would be hidden. Spec: RSS 1.0 content module."""
    for item in feed.items:
        content, description = item.first("content:encoded"), item.first("description")
        if content and description and 0 < len(content.text.strip()) < len(description.text.strip()):
            message = "<content:encoded> is shorter than <description>"
            fix = "use a summary as the description, or remove <content:encoded>"
            yield content.finding("rss-content-shorter", message, fix, Level.WARNING)


def author_beside_creator(feed: ParsedRss) -> Iterator[Finding]:
    """Readers show one of the two, or both. Spec: RSS 2.0 <author>; Dublin Core creator."""
    for item in feed.items:
        author = item.first("author")
        if author and item.first("dc:creator"):
            message, fix = "<author> beside <dc:creator>", "remove <author>"
            yield author.finding("rss-author-beside-creator", message, fix, Level.WARNING)


def date_beside_pub_date(feed: ParsedRss) -> Iterator[Finding]:
    """Readers take either of the two. Spec: RSS 2.0 <pubDate>; Dublin Core date."""
    for parent in feed.parents:
        date = parent.first("dc:date")
        if date and parent.first("pubDate"):
            message, fix = "<dc:date> beside <pubDate>", "remove <dc:date>"
            yield date.finding("rss-date-beside-pubdate", message, fix, Level.WARNING)


def enclosure_wrong(feed: ParsedRss) -> Iterator[Finding]:
    """Podcast players refuse it. Spec: RSS 2.0 "<enclosure> sub-element": "three required attributes"."""
    for item in feed.items:
        for enclosure in item.all("enclosure"):
            for name in ("url", "length", "type"):
                if not enclosure.attributes.get(name):
                    yield enclosure.finding("enclosure-incomplete", f"an enclosure without {name}", f"write its {name}")
            length, media_type = enclosure.attributes.get("length"), enclosure.attributes.get("type")
            if length and not (length.isascii() and length.isdigit()):
                message = f"the length {quote_value(length)} of an enclosure"
                yield enclosure.finding("length-invalid", message, "write the number of bytes")
            for finding in media_type_findings(media_type) if media_type else ():
                yield enclosure.locate(finding, "type")


def enclosure_repeated(feed: ParsedRss) -> Iterator[Finding]:
    """Readers play the first or the last. Spec: RSS Best Practices Profile, enclosure: at most one."""
    for item in feed.items:
        for enclosure in item.all("enclosure")[1:]:
            message, fix = "a second <enclosure> in the item", "keep one and link the others"
            yield enclosure.finding("enclosure-repeated", message, fix, Level.WARNING)


def title_escaped_twice(feed: ParsedRss) -> Iterator[Finding]:
    """A person reads `AT&amp;T`. Spec: RSS 2.0 <title>; RSS Best Practices Profile, title."""
    for parent in feed.parents:
        title = parent.first("title")
        if title:
            for finding in plain_text_findings(title.text):
                yield title.locate(finding)


def html_unsafe(feed: ParsedRss) -> Iterator[Finding]:
    """Readers cut, break or run it. Spec: RSS 2.0 <description>: "entity-encoded HTML is allowed"."""
    for item in feed.items:
        for child in item.children:
            if child.name in _HTML:
                for finding in html_findings(child.text):
                    yield child.locate(finding)


RULES: Final[tuple[Callable[[ParsedRss], Iterator[Finding]], ...]] = (
    text_missing,
    content_before_description,
    content_shorter,
    author_beside_creator,
    date_beside_pub_date,
    enclosure_wrong,
    enclosure_repeated,
    title_escaped_twice,
    html_unsafe,
)


def guid_missing(feed: ParsedRss) -> Iterator[Finding]:
    """Readers fall back to link or title: a corrected title then shows twice. Spec: RSS 2.0 <guid>."""
    for item in feed.items:
        if item.first("guid") is None:
            fix = "write one that never changes"
            yield item.finding("guid-missing", "no <guid> in the item", fix, Level.WARNING)


def guid_repeated(feed: ParsedRss) -> Iterator[Finding]:
    """Subscribers lose items that share a guid. Spec: RSS 2.0 <guid>."""
    node_by_guid: dict[str, XmlElement] = {}
    for guid in _guids(feed):
        text = guid.text.strip()
        if earlier := node_by_guid.get(text):
            message, fix = f"the guid {quote_value(text)} of {earlier.path} appears again", "give every item its own"
            yield guid.finding("guid-repeated", message, fix)
        else:
            node_by_guid[text] = guid


def guid_bare_number(feed: ParsedRss) -> Iterator[Finding]:
    """Two feeds of one reader are likely to share it. Spec: RSS 2.0 <guid>."""
    for guid in _guids(feed):
        text = guid.text.strip()
        if is_bare_number(text):
            yield guid.finding(
                "guid-bare-number", f"the guid {quote_value(text)} is a bare number", RIGHT, Level.WARNING
            )


def guid_no_permalink(feed: ParsedRss) -> Iterator[Finding]:
    """Readers open it as the article's page. Spec: RSS 2.0 <guid> isPermaLink, true unless it says otherwise."""
    for guid in _guids(feed):
        text = guid.text.strip()
        problem = url_problem(text) if guid.attributes.get("isPermaLink", "true") == "true" else ""
        if problem:
            message = f"the guid {quote_value(text)} is a permalink, but no valid address: {problem}"
            yield guid.finding("guid-not-permalink", message, 'write isPermaLink="false"')


def guid_permalink_differs(feed: ParsedRss) -> Iterator[Finding]:
    """Some readers open the guid, others the link. Spec: RSS 2.0 <guid> isPermaLink, <link>."""
    for item in feed.items:
        guid, link = item.first("guid"), item.value("link")
        if guid and link and guid.attributes.get("isPermaLink", "true") == "true":
            text = guid.text.strip()
            if text != link and not url_problem(text):
                message = f"the permalink {quote_value(text)} is not the link {quote_value(link)}"
                fix = 'write isPermaLink="false" unless it is the link'
                yield guid.finding("guid-permalink-differs", message, fix, Level.WARNING)


def guid_permalink_unknown(feed: ParsedRss) -> Iterator[Finding]:
    """Validators refuse it. Spec: RSS 2.0 <guid> isPermaLink."""
    for guid in _guids(feed):
        is_permalink = guid.attributes.get("isPermaLink", "true")
        if is_permalink not in {"true", "false"}:
            yield guid.finding(
                "guid-permalink-unknown", f"isPermaLink={quote_value(is_permalink)}", "write true or false"
            )


def _guids(feed: ParsedRss) -> Iterator[XmlElement]:
    for item in feed.items:
        guid = item.first("guid")
        if guid and guid.text.strip():
            yield guid


GUID_RULES: Final[tuple[Callable[[ParsedRss], Iterator[Finding]], ...]] = (
    guid_missing,
    guid_repeated,
    guid_bare_number,
    guid_no_permalink,
    guid_permalink_differs,
    guid_permalink_unknown,
)
