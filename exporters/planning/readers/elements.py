"""Elements of published XML, by names that do not depend on its prefixes."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

from lxml import etree

from exporters.checks.namespaces import ATOM, PREFIXES
from exporters.planning.readers.document import FeedDocument, FeedItem, strip_id, tidy

Element = etree._Element  # lxml has no public name for it

RSS_SPACES: Final = frozenset(  # of RSS itself: most have none
    {
        "",
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://my.netscape.com/publish/formats/rss-0.91.dtd",
        "http://channel.netscape.com/rdf/simple/0.9/",
        "http://backend.userland.com/rss2",
        "http://blogs.law.harvard.edu/tech/rss",
    }
)
ATOM_SPACES: Final = frozenset({"", ATOM, "http://purl.org/atom/ns#"})

Children = dict[str, list[Element]]


class FeedDialect(NamedTuple):
    """How to read the documents of one family of formats."""

    holds: Callable[[Element, Element], bool]  # whether an element is an entry of the feed with that root
    item: Callable[[Element, Element], FeedItem | None]  # reads an entry; its root is the second argument
    document: Callable[[Element, tuple[FeedItem, ...]], FeedDocument]  # the feed with that root, and its entries


@lru_cache(4096)
def name(tag: str, own_spaces: frozenset[str]) -> str:
    """Return `title` for an element of the format itself, `dc:creator` for a well-known namespace, else ""."""
    space, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    if space in own_spaces:
        return local
    return f"{PREFIXES[space]}:{local}" if space in PREFIXES else ""


def children(element: Element, own_spaces: frozenset[str]) -> Children:
    """Return the children of `element` by name."""
    elements: Children = {}
    for child in element.iterchildren("*"):
        elements.setdefault(name(str(child.tag), own_spaces), []).append(child)
    return elements


def text(element: Element) -> str | None:
    """Return all text in `element`, white space normalised."""
    return tidy("".join(element.itertext()) if len(element) else element.text)  # type: ignore[arg-type]


def identity(elements: Children, *names: str) -> str | None:
    """Return the first id, in the order of `names`."""
    every = (strip_id("".join(map(str, child.itertext()))) for each in names for child in elements.get(each, ()))
    return next(filter(None, every), None)


def first_text(elements: Children, *names: str) -> str | None:
    """Return the text of the first child that has any, in the order of `names`."""
    return next((content for each in names for child in elements.get(each, ()) if (content := text(child))), None)


def every(elements: Children, *names: str) -> tuple[str, ...]:
    """Return the text of each child with one of those names."""
    return tuple(content for each in names for child in elements.get(each, ()) if (content := text(child)))


def addresses(elements: Children) -> list[str]:
    """Return the addresses of media:content, alone or in groups, and media:thumbnail. Spec: Media RSS 1.5.1."""
    groups = [child for group in elements.get("media:group", ()) for child in group.iterchildren("*")]
    group_media = [
        child for child in groups if name(str(child.tag), RSS_SPACES) in ("media:content", "media:thumbnail")
    ]
    media = [*elements.get("media:content", ()), *group_media, *elements.get("media:thumbnail", ())]
    return [url for each in media if (url := tidy(each.get("url")))]
