"""Makers: an article, a site or a feed of which a test names only the fields that matter."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from lxml import etree

from exporters.formats import registry
from exporters.model.article import Article, Person
from exporters.model.feed import Feed, FeedLink
from exporters.model.moment import EPOCH
from exporters.model.site import Site

MOMENT: Final = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)  # when articles appear; a Tuesday
LATER: Final = MOMENT + timedelta(days=1)
MADE: Final = "https://example.org/feeds/"
LINKS: Final = (
    FeedLink(format="rss", media_type="application/rss+xml", url=f"{MADE}rss.xml"),
    FeedLink(format="atom", media_type="application/atom+xml", url=f"{MADE}atom.xml"),
    FeedLink(format="json", media_type="application/feed+json", url=f"{MADE}feed.json"),
    FeedLink(format="csv", media_type="text/csv", url=f"{MADE}feed.csv"),
)
NAMESPACES: Final = {
    "a": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}

Element = etree._Element


def article(**fields: Any) -> Article:
    """An article with what is required; its id is its address, it was never updated."""
    url = fields.get("url", "https://example.org/1")
    published = fields.get("published", MOMENT)
    required = {"id": url, "url": url, "title": "Title", "summary": "Summary.", "published": published}
    return Article(**(required | {"updated": published, "authors": (Person(name="Ann"),)} | fields))


def site(**fields: Any) -> Site:
    """A site at https://example.org/ that publishes its feeds at https://example.org/feeds/."""
    required = {"title": "Site", "description": "About it", "url": "https://example.org/", "feeds_url": MADE}
    return Site(**(required | fields))


def feed(*articles: Article, **fields: Any) -> Feed:
    """The feed of `articles` in their order, published in all four formats."""
    where = fields.get("site") or site()
    required: dict[str, Any] = {
        "path": "",
        "id": where.feeds_url,
        "title": where.title,
        "description": where.description,
        "url": where.url,
        "language": where.language,
        "updated": max((each.updated for each in articles), default=EPOCH),
        "site": where,
        "links": LINKS,
        "entries": articles,
    }
    return Feed(**(required | fields))


def document(exporter_name: str, made: Feed) -> bytes:
    """The document of the feed in that format."""
    out = io.BytesIO()
    registry.find_exporters([exporter_name])[0].write(made, out)
    return out.getvalue()


def xml(exporter_name: str, made: Feed) -> Element:
    """The same as an element, parsed anew."""
    return etree.fromstring(document(exporter_name, made))


def texts(holder: Element, path: str) -> list[str]:
    """The text of each element at `path`; prefixes are those of NAMESPACES."""
    return [each.text or "" for each in holder.findall(path, NAMESPACES)]


def attributes(holder: Element, path: str) -> list[dict[str, str]]:
    """The attributes of each element at `path`."""
    return [{str(key): str(value) for key, value in each.attrib.items()} for each in holder.findall(path, NAMESPACES)]


def empty(holder: Element) -> list[str]:
    """The names of elements in `holder` that say nothing."""
    leaves = [each for each in holder.iter() if len(each) == 0 and not each.attrib]
    return [str(each.tag) for each in leaves if not (each.text or "").strip()]
