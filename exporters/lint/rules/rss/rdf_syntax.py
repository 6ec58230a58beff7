"""Rules about RDF/XML in RSS 1.0 and 1.1: things hold properties, which hold things or text. Spec: RDF/XML §7."""

from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.diagnostics.diagnostic import quote_value
from exporters.lint.rules.rss.document import RssDocument
from exporters.lint.rules.rss.vocabulary import children_of

_PARSE_TYPE: Final = "rdf:parseType"
_RESOURCE: Final = "rdf:resource"
_FIX: Final = 'write the text in an element, or rdf:parseType="Literal" at the element around it'


def rdf_invalid(document: RssDocument) -> Iterator[Finding]:
    """RDF parsers refuse the document. Spec: RDF/XML §7.2.11 nodeElement, §7.2.16 literalPropertyElt."""
    if not document.is_rdf:
        return
    texts = {id(text.element): text for text in document.parsed.texts}
    held = children_of(document)  # elements of RSS have rules of their own
    is_channel = document.root.name == "Channel"
    stack = [(node, True) for node in reversed([document.root] if is_channel else document.root.children)]
    while stack:
        node, is_node = stack.pop()
        if not is_node and node.attributes.get(_PARSE_TYPE) == "Literal":
            continue
        text = node.text.strip() or (texts[id(node)].text if id(node) in texts else "")
        if text and node.name not in held and ":" in node.name and (is_node or node.children):
            message = f"the text {quote_value(text)} beside elements in <{_shown_name(node)}>"
            yield node.finding("rss1-rdf-invalid", message, _FIX)
            continue
        if is_node and _RESOURCE in node.attributes:
            message = f"{_RESOURCE} at <{_shown_name(node)}>, which is a thing, not a property"
            yield node.finding("rss1-rdf-invalid", message, "write rdf:about, or leave out this element")
        inner = not is_node if node.attributes.get(_PARSE_TYPE) != "Resource" else False
        stack.extend((child, inner) for child in reversed(node.children))


def _shown_name(node: XmlElement) -> str:
    """Return a name without its namespace, where that has no known prefix."""
    return node.name.rpartition("}:")[2][:60]


RULES: Final[tuple[Callable[[RssDocument], Iterator[Finding]], ...]] = (rdf_invalid,)
