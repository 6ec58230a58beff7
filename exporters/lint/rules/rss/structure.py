"""Rules about the elements of RSS: where they stand, how often, and which may not be missing."""

from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.rss.document import WITHOUT_RDF, RssDocument
from exporters.lint.rules.rss.vocabulary import (
    ATTRIBUTES,
    HTML_INSIDE,
    NAMES,
    OTHER_NAMES,
    REPEATABLE,
    REQUIRED,
    REQUIRED_OF_RDF,
    SINCE,
    Names,
    children_of,
)


def version_wrong(document: RssDocument) -> Iterator[Finding]:
    """Parsers choose the rules by it. Spec: RSS 2.0 "Required channel elements": <rss> has a version."""
    root, version = document.root, document.version
    if document.is_rdf:
        return
    if "version" not in root.attributes:
        yield root.finding("rss-version-unknown", "<rss> without version", 'write version="2.0"')
    elif version not in WITHOUT_RDF:
        yield root.finding("rss-version-unknown", f"the version {quote_value(version)}", 'write version="2.0"')
    elif version != "2.0":
        message = f"the old version {quote_value(version)}"
        yield root.finding("rss-version-wrong", message, 'write version="2.0"', Level.WARNING)


def namespace_around(document: RssDocument) -> Iterator[Finding]:
    """Parsers look for elements without namespace. Spec: RSS 2.0 "Extending RSS": its elements have none."""
    if not document.is_rdf and document.parsed.namespace:
        message = f"<rss> in the namespace {quote_value(document.parsed.namespace)}"
        yield document.root.finding("rss-namespace-wrong", message, "remove xmlns: elements of RSS have no namespace")


def element_foreign(document: RssDocument) -> Iterator[Finding]:
    """Parsers drop it, or the text around it. Spec: RSS 2.0 "Extending RSS"; RSS 1.0 §5."""
    allowed = children_of(document)
    for parent in document.parsed.nodes:
        names = allowed.get(parent.name)
        for child in parent.children:
            is_foreign = ":" not in child.name and not (names and child.name in names)
            if is_foreign and (found := _describe_foreign(document, parent, child, names, allowed)):
                yield found


def _describe_foreign(
    document: RssDocument, parent: XmlElement, child: XmlElement, names: Names | None, allowed: dict[str, Names]
) -> Finding | None:
    """Return what is wrong with an element without prefix that its parent does not have."""
    name = child.name
    if ":" in parent.name and names is None:
        if parent.attributes.get("rdf:parseType") == "Literal":
            return None
        message = f"<{name[:60]}> without a namespace in <{_shown_name(parent.name)}>"
        return child.finding("rss-element-misplaced", message, "give it the namespace of its parent")
    if name == "textinput" and document.version.startswith("0.9") and parent is document.channel:
        return None  # as Netscape wrote it
    if names is None:  # the parent holds text
        if child is not parent.children[0] or parent.attributes.get("rdf:parseType") == "Literal":
            return None
        if parent.name in HTML_INSIDE or parent.name not in NAMES:  # reported with the element around it
            return None
        if name in HTML_INSIDE:
            message = f"<{name}> as an element in <{parent.name}>"
            return child.finding("rss-markup-unescaped", message, "escape it, or write it in a CDATA section")
        return child.finding(
            "rss-element-misplaced", f"<{name}> in <{parent.name}>", "remove it: only text stands here"
        )
    lower = name.lower()
    right = next((each for each in names if each.lower() == lower), "")
    if right:
        message = f"<{name}>, in letters of another case"
        return child.finding("rss-element-unknown", message, f"write <{right}>")
    where = next((each for each, held in allowed.items() if name in held and each != "textinput"), "")
    if where:
        message, fix = f"<{name}> in <{parent.name}>", f"move it: it stands in <{where}>"
        return child.finding("rss-element-misplaced", message, fix)
    message = f"<{name[:60]}>, which RSS {document.version[:9]} does not know here"
    meant = OTHER_NAMES.get(name, "")
    fix = f"write <{meant}>, or remove it" if meant in names else "give it a namespace, or remove it"
    return child.finding("rss-element-unknown", message, fix)


def _shown_name(name: str) -> str:
    """Return a name without its namespace, where that has no known prefix."""
    return name.rpartition("}:")[2][:60]


def element_repeated(document: RssDocument) -> Iterator[Finding]:
    """Readers keep the first or the last, each its own way. Spec: RSS 2.0 "Elements of <item>"; RSS 1.0 §5.3."""
    allowed = children_of(document)
    for parent in document.parsed.nodes:
        if parent.name not in allowed or len(parent.children) == len(parent.firsts):
            continue
        names = set[str]()
        for child in parent.children:
            name = child.name
            many = name in REPEATABLE or (parent.name == "rdf:RDF" and name != "channel")
            if name in names and ":" not in name and not many:
                yield child.finding("rss-element-repeated", f"a second <{name}>", "keep one")
            names.add(name)


def element_missing(document: RssDocument) -> Iterator[Finding]:
    """Strict readers refuse the feed. Spec: RSS 2.0 "Required channel elements", "<textInput>"; RSS 1.0 §5.3 ff."""
    required = REQUIRED_OF_RDF if document.is_rdf else REQUIRED
    parents = [document.channel, *document.text_inputs]
    if document.is_rdf:
        parents += [*document.items, *document.images]
    for parent in parents:
        needed = required.get(parent.name, ())
        if document.version == "1.1" and parent.name == "image":
            needed = ("title", "url")
        if parent.name in {"image", "textinput"} and parent.attributes.get("rdf:resource"):
            continue
        for name in needed:
            if parent.first(name) is None:
                rule = "rss-channel-element-missing" if parent is document.channel else "rss-element-missing"
                yield parent.finding(rule, f"<{parent.name}> without <{name}>", "write one")


def element_newer(document: RssDocument) -> Iterator[Finding]:
    """Strict parsers of that version drop it. Spec: RSS 0.91, 0.92, 0.93: lists of elements."""
    if document.is_rdf or document.version not in WITHOUT_RDF[:-1]:
        return
    for parent in (document.channel, *document.items):
        for name in parent.firsts:
            since = SINCE.get((parent.name, name))
            if since and WITHOUT_RDF.index(since) > document.age:
                message = f"<{name}>, which came with RSS {since}, in RSS {document.version}"
                yield parent.firsts[name].finding("rss-element-newer", message, 'write version="2.0"', Level.NOTE)


def attribute_unknown(document: RssDocument) -> Iterator[Finding]:
    """Parsers ignore it, so what it says is lost. Spec: RSS 2.0 "Extending RSS"; "guid": isPermaLink."""
    if document.is_rdf:
        yield from _attributes_of_rdf(document)
        return
    for node in document.parsed.nodes:
        if not node.attributes or ":" in node.name or node.name in HTML_INSIDE:
            continue
        known = ATTRIBUTES.get(node.name, frozenset())
        for key in node.attributes:
            if key not in known and ":" not in key:
                right = next((each for each in known if each.lower() == key.lower()), "")
                fix = f"write {right}" if right else "remove it, or give it a namespace"
                message = f"the attribute {quote_value(key)} of <{node.name}>"
                yield node.finding("rss-attribute-unknown", message, fix)


def _attributes_of_rdf(document: RssDocument) -> Iterator[Finding]:
    if document.version != "1.1":  # RDF allows properties as attributes; the schema of RSS 1.1 does not
        return
    space = f"{{{document.parsed.namespace}}}"
    keys = [key for key in document.parsed.keys if key.startswith(space)]
    for node in document.parsed.nodes if keys else ():
        for key in keys:
            if key in node.attributes:
                message = f"the attribute {quote_value(key.rpartition(':')[2])} in the namespace of RSS"
                yield node.finding("rss-attribute-unknown", message, "remove it: RSS has no attributes")


def text_between(document: RssDocument) -> Iterator[Finding]:
    """Readers drop it. Spec: RSS 2.0, RSS 1.0 §5: these elements hold elements."""
    holders = children_of(document)
    fix = "write it in an element, or remove it"
    for node in document.parsed.nodes:
        if node.text and node.name in holders and node.name != "items" and not node.text.isspace():
            message = f"the text {quote_value(node.text.strip())} in <{node.name}>"
            yield node.finding("rss-text-unexpected", message, fix)
    for element, text, line, column in document.parsed.texts:
        if element.name in holders:
            message = f"the text {quote_value(text)} in <{element.name}>"
            yield element.finding("rss-text-unexpected", message, fix).at(element.path, line, column)


def item_early(document: RssDocument) -> Iterator[Finding]:
    """Readers that stream show the items without the channel's title. Spec: RSS Best Practices Profile, channel."""
    if document.is_rdf:
        return
    first = document.channel.first("item")
    if first is None:
        return
    children = document.channel.children
    for child in reversed(children):
        if child.name == "item":
            return
        if ":" not in child.name:
            message, fix = f"<{child.name}> after an <item>", "write all items last"
            yield child.finding("rss-item-early", message, fix, Level.WARNING)
            return


RULES: Final[tuple[Callable[[RssDocument], Iterator[Finding]], ...]] = (
    version_wrong,
    namespace_around,
    element_foreign,
    element_repeated,
    element_missing,
    element_newer,
    attribute_unknown,
    text_between,
    item_early,
)
