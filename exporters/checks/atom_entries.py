"""Rules about the links and categories of an Atom 1.0 document. Spec: RFC 4287 §4.2.2, §4.2.7."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from exporters.checks.atom import ParsedAtom
from exporters.checks.finding import Finding
from exporters.checks.markup import html_findings, xhtml_findings
from exporters.checks.parsed_xml import XmlElement
from exporters.checks.values import language_findings, media_type_findings, plain_text_findings
from exporters.diagnostics.diagnostic import Level, quote_value

# those of https://www.iana.org/assignments/link-relations/ that a feed can mean
RELATIONS: Final = frozenset(
    "about acl alternate amphtml appendix archives author blocked-by bookmark canonical chapter cite-as collection "
    "contents copyright create-form current describedby describes disclosure dns-prefetch duplicate edit edit-form "
    "edit-media enclosure external first glossary help hosts hub icon index item last latest-version license lrdd "
    "manifest me memento monitor next next-archive nofollow noopener noreferrer original payment pingback preconnect "
    "predecessor-version prefetch preload prerender prev prev-archive preview previous privacy-policy profile "
    "publication related replies search section self service service-desc service-doc start status "
    "stylesheet subsection successor-version sunset tag terms-of-service timegate timemap type up version-history via "
    "webmention working-copy working-copy-of".split()
)
_PREFIX: Final = "http://www.iana.org/assignments/relation/"  # RFC 4287 §4.2.7.2: the same as the short name


def relation(link: XmlElement) -> str:
    """Return the relation of a link, by its short name. Spec: RFC 4287 §4.2.7.2: the default is alternate."""
    return link.attributes.get("rel", "alternate").removeprefix(_PREFIX)


def link_without_href(feed: ParsedAtom) -> Iterator[Finding]:
    """A link without address is useless. Spec: RFC 4287 §4.2.7.1: MUST."""
    for link in feed.links:
        if not link.attributes.get("href"):
            yield link.finding("atom-link-without-href", "a link without href", "write its address")


def relation_unregistered(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers ignore a relation that they do not know. Spec: RFC 4287 §4.2.7.2, §7.1."""
    for link in feed.links:
        name = relation(link)
        if name.lower() not in RELATIONS and ":" not in name:
            message, fix = f"the relation {quote_value(name)}", "write a registered one, or an address that defines it"
            yield link.finding("atom-relation-unregistered", message, fix, Level.WARNING)


def alternate_repeated(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers open the first or the last. Spec: RFC 4287 §4.1.1, §4.1.2: MUST NOT for one type and hreflang."""
    yield from repeated_alternates(feed.holders)


def repeated_alternates(holders: Iterable[XmlElement]) -> Iterator[Finding]:
    """Yield each further alternate link of a feed or an entry with the type and language of an earlier one."""
    for holder in holders:
        kinds = set[tuple[str, str]]()
        for link in holder.all("link"):
            if relation(link) == "alternate":
                kind = link.attributes.get("type", "").lower(), link.attributes.get("hreflang", "").lower()
                if kind in kinds:
                    message = "a second alternate link of one type and language"
                    yield link.finding("atom-alternate-repeated", message, "keep one")
                kinds.add(kind)


def alternate_missing(feed: ParsedAtom) -> Iterator[Finding]:
    """Without it people cannot open the article; without content too, the entry is empty. Spec: RFC 4287 §4.1.2."""
    for entry in feed.entries:
        if not any(relation(link) == "alternate" for link in entry.all("link")):
            if entry.first("content") is None:
                message = "an entry without content and without alternate link"
                yield entry.finding("atom-entry-hollow", message, "write the link")
            else:
                message, fix = "no alternate link in the entry", "link the article's page"
                yield entry.finding("atom-alternate-missing", message, fix, Level.WARNING)


def self_link_missing(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers and hubs learn from it where the feed lives. Spec: RFC 4287 §4.1.1: SHOULD."""
    if not any(relation(link) == "self" for link in feed.feed.all("link")):
        fix = 'write <link rel="self" href="…"/> with the address of the feed'
        yield feed.feed.finding("self-link-missing", "no self link", fix, Level.WARNING)


def attribute_wrong(feed: ParsedAtom) -> Iterator[Finding]:
    """Players and readers choose by them. Spec: RFC 4287 §4.2.7.3, §4.2.7.4, §4.2.7.6."""
    for link in feed.links:
        attributes = link.attributes
        if "type" in attributes:
            for finding in media_type_findings(attributes["type"]):
                yield link.locate(finding, "type")
        if "hreflang" in attributes:
            for finding in language_findings(attributes["hreflang"]):
                yield link.locate(finding, "hreflang")
        if "length" in attributes and not (attributes["length"].isascii() and attributes["length"].isdigit()):
            message = f"the length {quote_value(attributes['length'])} of a link"
            yield link.finding("length-invalid", message, "write the number of bytes")


def enclosure_repeated(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers play the first or the last. Spec: RFC 4287 §4.2.7.2."""
    for entry in feed.entries:
        for link in [link for link in entry.all("link") if relation(link) == "enclosure"][1:]:
            message, fix = "a second enclosure in the entry", "keep one and link the others as related"
            yield link.finding("enclosure-repeated", message, fix, Level.WARNING)


def category_without_term(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers tag by the term. Spec: RFC 4287 §4.2.2.1: MUST."""
    for holder in feed.holders:
        for category in holder.all("category"):
            if not category.attributes.get("term", "").strip():
                yield category.finding("atom-category-termless", "a category without term", "write its term")


RULES: Final[tuple[Callable[[ParsedAtom], Iterator[Finding]], ...]] = (
    link_without_href,
    relation_unregistered,
    alternate_repeated,
    alternate_missing,
    self_link_missing,
    attribute_wrong,
    enclosure_repeated,
    category_without_term,
)


_KINDS: Final = frozenset({"text", "html", "xhtml"})


def summary_missing(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers show a bare title. Spec: RFC 4287 §4.1.1.1, §4.1.2."""
    for entry in feed.entries:
        if entry.first("summary") is None and entry.first("content") is None:
            message, fix = "an entry without summary and content", "write one of them"
            yield entry.finding("atom-summary-missing", message, fix, Level.WARNING)


def title_not_text(feed: ParsedAtom) -> Iterator[Finding]:
    """Some readers show the markup, others cut it. Spec: RFC 4287 §4.2.14, §3.1.1."""
    for holder in feed.holders:
        title = holder.first("title")
        if title and kind(title) != "text":
            message = f"a title with type={quote_value(kind(title))}"
            yield title.finding("atom-title-not-text", message, 'write plain text with type="text"', Level.WARNING)


def type_unknown(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers do not know what to show. Spec: RFC 4287 §3.1.1: text, html or xhtml; §4.1.3.1: or a media type."""
    for node in feed.texts:
        text_type = kind(node)
        if text_type in _KINDS:
            continue
        if node.name == "content":
            for finding in media_type_findings(text_type):
                yield node.locate(finding, "type")
        else:
            yield node.finding("atom-type-unknown", f"type={quote_value(text_type)}", "write text, html or xhtml")


def markup_not_escaped(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers lose all text after the first tag. Spec: RFC 4287 §3.1.1.1, §3.1.1.2: MUST NOT contain child elements."""
    for node in feed.texts:
        if node.children and kind(node) in {"text", "html"}:
            message = f"elements inside type={quote_value(kind(node))}"
            yield node.finding("atom-markup-unescaped", message, "escape the HTML and write type=html")


def xhtml_without_div(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers show nothing. Spec: RFC 4287 §3.1.1.3: a single XHTML div."""
    for node in feed.texts:
        if kind(node) == "xhtml" and [child.name for child in node.children] != ["xhtml:div"]:
            message, fix = "type=xhtml without one <div> around it", "put it into one XHTML <div>"
            yield node.finding("atom-xhtml-without-div", message, fix)


def content_elsewhere(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers fetch nothing, so they show an empty page. Spec: RFC 4287 §4.1.2, §4.1.3.2: MUST have a summary."""
    for entry in feed.entries:
        content = entry.first("content")
        if content and content.attributes.get("src") and entry.first("summary") is None:
            message, fix = "content elsewhere without a summary", "write the summary"
            yield content.finding("atom-content-elsewhere", message, fix)


def plain_text_escaped_twice(feed: ParsedAtom) -> Iterator[Finding]:
    """A person reads `AT&amp;T`. Spec: RFC 4287 §3.1.1.1."""
    for node in feed.texts:
        for finding in plain_text_findings(node.text) if kind(node) == "text" else ():
            yield node.locate(finding)


def html_unsafe(feed: ParsedAtom) -> Iterator[Finding]:
    """Readers cut, break or run it. Spec: RFC 4287 §3.1.1.2, §3.1.1.3, §8.1."""
    for node in feed.texts:
        if kind(node) == "html":
            for finding in html_findings(node.text):
                yield node.locate(finding)
        elif kind(node) == "xhtml":
            for div in node.all("xhtml:div"):
                for finding in xhtml_findings(div):
                    yield div.locate(finding)


def kind(node: XmlElement) -> str:
    """Return the type of a text construct. Spec: RFC 4287 §3.1.1: the default is text."""
    return node.attributes.get("type", "text")


TEXT_RULES: Final[tuple[Callable[[ParsedAtom], Iterator[Finding]], ...]] = (
    summary_missing,
    title_not_text,
    type_unknown,
    markup_not_escaped,
    xhtml_without_div,
    content_elsewhere,
    plain_text_escaped_twice,
    html_unsafe,
)
