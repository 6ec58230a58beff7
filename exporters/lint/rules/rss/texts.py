"""Rules about the texts of RSS: empty ones, markup in titles, two elements that say the same."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_html import HTML_ELEMENTS
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.rss.document import RssDocument
from exporters.lint.rules.rss.vocabulary import NAMES

_WITH_SYNTAX: Final = frozenset(  # elements whose value has a form that an empty text is not
    "link url docs comments language pubDate lastBuildDate managingEditor webMaster author width height name "
    "dc:date dc:language sy:updatePeriod sy:updateBase".split()
)
_MAY_BE_EMPTY: Final = frozenset(
    "cloud enclosure guid item channel Channel image textInput textinput hour day skipHours skipDays items".split()
)
_LONG: Final = 50_000  # characters of a title that are searched for markup
_TAG: Final = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>", re.ASCII)
_PAIRS: Final = {  # an element of RSS, and one of a module that says the same
    "channel": (
        ("copyright", "dc:rights"),
        ("generator", "admin:generatorAgent"),
        ("language", "dc:language"),
        ("lastBuildDate", "dcterms:modified"),
        ("managingEditor", "dc:creator"),
        ("webMaster", "dc:publisher"),
    ),
    "item": (
        ("category", "dc:subject"),
        ("guid", "atom:id"),
        ("pubDate", "atom:published"),
        ("pubDate", "dcterms:created"),
        ("source", "dc:source"),
    ),
}


def element_empty(document: RssDocument) -> Iterator[Finding]:
    """Readers use the empty date, link or name. Spec: RSS 2.0: what each element holds."""
    for node in document.parsed.nodes:
        name = node.name
        if node.children or (node.text and not node.text.isspace()) or name in _MAY_BE_EMPTY:
            continue
        prefix, colon, _ = name.rpartition(":")
        if not colon and name not in NAMES:
            continue  # unknown, which is another rule
        if colon and (node.attributes or prefix.startswith("{") or prefix in {"xhtml", "fh", "rdf"}):
            continue
        if not colon and any(key.startswith("rdf:") for key in node.attributes):
            continue
        level = Level.ERROR if name in _WITH_SYNTAX else Level.WARNING
        yield node.finding("element-empty", f"an empty <{name}>", "write its value, or remove it", level)


def attribute_empty(document: RssDocument) -> Iterator[Finding]:
    """Readers group by the empty value. Spec: RSS 2.0 <category>: domain identifies a taxonomy."""
    for parent in (document.channel, *document.items):
        for category in parent.all("category"):
            if not category.attributes.get("domain", "-").strip():
                message, fix = "an empty domain of <category>", "write its value, or remove it"
                yield category.finding("rss-attribute-empty", message, fix, Level.WARNING)


def item_unlinked(document: RssDocument) -> Iterator[Finding]:
    """People can't open the article. Spec: RSS 2.0 "Elements of <item>": <link>, <guid> as a permalink."""
    for item in document.items if not document.is_rdf else ():
        guid = item.first("guid")
        is_permalink = (
            guid is not None
            and guid.attributes.get("isPermaLink") != "false"
            and guid.text.strip().lower().startswith(("http:", "https:"))
        )
        if item.first("link") is None and not is_permalink and item.first("enclosure") is None:
            fix = "write the address of the article"
            yield item.finding("rss-item-unlinked", "an item without <link> and permalink", fix, Level.NOTE)


def item_untitled(document: RssDocument) -> Iterator[Finding]:
    """Lists of articles show the beginning of the text, or nothing. Spec: RSS 2.0 "Elements of <item>": <title>."""
    for item in document.items if not document.is_rdf else ():
        titles = ("title", "enclosure", "itunes:title", "media:title", "dc:title")  # of episodes: another rule
        if item.first("description") is not None and not any(item.first(name) for name in titles):
            yield item.finding("rss-item-untitled", "an item without <title>", "write one", Level.NOTE)


def title_with_markup(document: RssDocument) -> Iterator[Finding]:
    """Some readers show the tags, others drop them. Spec: RSS Best Practices Profile, title: plain text."""
    for parent in (document.channel, *document.items):
        title = parent.first("title")
        if title and "<" in title.text:
            for found in _TAG.finditer(title.text[:_LONG]):
                if found[1].lower() in HTML_ELEMENTS:
                    message = f"the title {quote_value(title.text.strip())} contains {quote_value(found[0])}"
                    fix = "write plain text, unless people should read the tag"
                    yield title.finding("rss-title-markup", message, fix, Level.NOTE)
                    break


def meaning_repeated(document: RssDocument) -> Iterator[Finding]:
    """Readers use one of the two, each its own way. Spec: RSS 2.0 "Extending RSS"; Dublin Core; Atom."""
    for parent in (document.channel, *document.items) if not document.is_rdf else ():
        for name, other in _PAIRS.get(parent.name, ()):
            node = parent.first(other)
            if node and parent.first(name):
                message, fix = f"<{other}> beside <{name}>", f"remove <{other}>"
                yield node.finding("rss-meaning-repeated", message, fix, Level.WARNING)


RULES: Final[tuple[Callable[[RssDocument], Iterator[Finding]], ...]] = (
    element_empty,
    attribute_empty,
    item_unlinked,
    item_untitled,
    title_with_markup,
    meaning_repeated,
)
