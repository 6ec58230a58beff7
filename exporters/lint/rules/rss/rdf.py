"""Rules about the RDF in RSS 1.0 and 1.1: rdf:about, rdf:resource, the list of items. Spec: RSS 1.0 §5; RSS 1.1."""

from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.rss.document import RssDocument
from exporters.model.url import is_iri

ABOUT: Final = "rdf:about"
_RESOURCES: Final = ("rdf:resource", "resource")  # the second as RDF/XML of 1999 had it


def about_missing(document: RssDocument) -> Iterator[Finding]:
    """RDF parsers know no name for it. Spec: RSS 1.0 §5.3 to §5.6: rdf:about is required; RSS 1.1: of the channel."""
    nodes = [document.channel]
    if document.version == "1.0":
        nodes += [*document.images, *document.items, *document.text_inputs]
    for node in nodes if document.version in {"1.0", "1.1"} else ():
        if not node.attributes.get(ABOUT, "").strip():
            fix = 'write rdf:about="…" with its address'
            yield node.finding("rss1-about-missing", f"<{node.name}> without rdf:about", fix)


def about_invalid(document: RssDocument) -> Iterator[Finding]:
    """RDF parsers can't resolve it. Spec: RSS 1.0 §5.3: rdf:about is a URI."""
    for node in document.parsed.with_attribute(ABOUT) if document.is_rdf else ():
        about = node.attributes[ABOUT].strip()
        if about and not is_iri(about):
            message = f"{quote_value(about)} is not an absolute address"
            yield node.finding("rss1-about-invalid", message, "write the whole address").at(
                f"{node.path}@{ABOUT}", node.line, node.column
            )


def about_repeated(document: RssDocument) -> Iterator[Finding]:
    """RDF parsers make one thing of the two. Spec: RSS 1.0 §5.3: unique in the document; RSS 1.1."""
    nodes = dict[str, XmlElement]()
    for node in document.parsed.with_attribute(ABOUT) if document.is_rdf else ():
        about = node.attributes[ABOUT].strip()
        earlier = nodes.setdefault(about, node)
        if about and earlier is not node:
            message = f"{quote_value(about)} of {earlier.path} appears again"
            yield node.finding("rss1-about-repeated", message, "give each its own address")


def items_missing(document: RssDocument) -> Iterator[Finding]:
    """RDF parsers know no order of the items. Spec: RSS 1.0 §5.3.5 <items>: required."""
    if document.version != "1.0":
        return
    items = document.channel.first("items")
    if items is None:
        fix = "write <items><rdf:Seq><rdf:li rdf:resource=…/></rdf:Seq></items>"
        yield document.channel.finding("rss-channel-element-missing", "<channel> without <items>", fix)
    elif items.first("rdf:Seq") is None:
        message, fix = "<items> without <rdf:Seq>", "write <rdf:Seq> in it"
        yield items.finding("rss1-items-invalid", message, fix, Level.WARNING)


def reference_wrong(document: RssDocument) -> Iterator[Finding]:
    """RDF parsers lose an item that the list does not name. Spec: RSS 1.0 §5.3.5: rdf:resource as rdf:about of it."""
    if document.version != "1.0":
        return
    abouts = {item.attributes.get(ABOUT, "").strip(): item for item in document.items}
    listed = set[str]()
    lists = [entry for node in document.channel.all("items") for seq in node.all("rdf:Seq") for entry in seq.children]
    for entry in lists:
        resource = _resource(entry)
        if entry.name == "rdf:li" and not resource:
            yield entry.finding("rss1-resource-missing", "<rdf:li> without rdf:resource", "write that of its item")
        elif resource and resource not in abouts:
            message, fix = f"no <item> has rdf:about={quote_value(resource)}", "add it, or remove this <rdf:li>"
            yield entry.finding("rss1-reference-broken", message, fix, Level.WARNING)
        listed.add(resource)
    for about, item in abouts.items() if lists and "" not in listed else ():
        if about and about not in listed:
            message, fix = f"<items> does not list {quote_value(about)}", "add an <rdf:li>"
            yield item.finding("rss1-item-unlisted", message, fix, Level.WARNING)


def part_unreferenced(document: RssDocument) -> Iterator[Finding]:
    """RDF parsers do not know whose image it is. Spec: RSS 1.0 §5.3.4, §5.3.6: required if there is one."""
    if document.version != "1.0":
        return
    for name, parts in (("image", document.images), ("textinput", document.text_inputs)):
        references = {_resource(node): node for node in document.channel.all(name)}
        abouts = {part.attributes.get(ABOUT, "").strip() for part in parts}
        for resource, node in references.items():
            if not resource:
                yield node.finding("rss1-resource-missing", f"<{name}> without rdf:resource", f"write that of <{name}>")
            elif resource not in abouts:
                message, fix = f"no <{name}> has rdf:about={quote_value(resource)}", "add it, or remove this"
                yield node.finding("rss1-reference-broken", message, fix, Level.WARNING)
        if parts and not references:
            fix = f'write <{name} rdf:resource="…"/> in the channel'
            yield parts[0].finding("rss1-item-unlisted", f"the channel names no <{name}>", fix, Level.WARNING)


def _resource(node: XmlElement) -> str:
    return next((node.attributes[key].strip() for key in _RESOURCES if key in node.attributes), "")


RULES: Final[tuple[Callable[[RssDocument], Iterator[Finding]], ...]] = (
    about_missing,
    about_invalid,
    about_repeated,
    items_missing,
    reference_wrong,
    part_unreferenced,
)
