"""Rules about any feed in XML, RSS or Atom: what surrounds its elements, and what each element must hold."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed import PREFIXES, ParsedXml, XmlElement
from exporters.checks.values import language_findings
from exporters.diagnostics.diagnostic import Level, shown

_STYLESHEET: Final = re.compile(r"<\?xml-stylesheet\s(.*?)\?>", re.DOTALL)
_PART: Final = re.compile(r"(?<![A-Za-z])([A-Za-z]++)\s*+=\s*(?:\"([^\"]*)\"|'([^']*)')")  # href="a.css"
_MARKS: Final = frozenset({"fh:archive", "fh:complete"})  # elements that say something by being there
_UNNAMED: Final = frozenset({"", *PREFIXES.values()})  # what stands before the colon of a name
_SAYING: Final = frozenset("href url src term label scheme rel length ref".split())  # attributes that replace text


def document_type_declared(document: ParsedXml) -> Iterator[Finding]:
    """Safe parsers refuse it, since entities can blow up memory. Spec: XML 1.0 §2.8."""
    if document.doctype:
        yield document.root.finding("xml-doctype", "a DOCTYPE", "remove it: feeds have none")


def encoding_unusual(document: ParsedXml) -> Iterator[Finding]:
    """Some readers know UTF-8 alone. Spec: XML 1.0 §4.3.3; RFC 7303 §3."""
    if document.encoding not in {"utf-8", "ascii"}:
        seen = f"the encoding {document.encoding}"
        yield document.root.finding("xml-not-utf8", seen, "write UTF-8", Level.WARNING)


def stylesheet_xslt(document: ParsedXml) -> Iterator[Finding]:
    """Browsers switch client-side XSLT off: people see an error. Spec: Associating Style Sheets with XML 1.0 §4."""
    if any(map(_is_xslt, _STYLESHEET.findall(document.prolog))):
        right = "remove it and link to an HTML page"
        yield document.root.finding("feed-stylesheet-xslt", "an XSLT style sheet", right, Level.WARNING)


def base_declared(document: ParsedXml) -> Iterator[Finding]:
    """Most readers ignore it, so relative addresses break. Spec: RFC 4287 §2; XML Base §3."""
    for node in document.having("xml:base"):
        seen = f"xml:base={shown(node.attributes['xml:base'])}"
        right = "remove it and write every address absolute"
        yield node.finding("xml-base-used", seen, right, Level.WARNING)


def language_of_element(document: ParsedXml) -> Iterator[Finding]:
    """A reader chooses fonts and voices by it. Spec: XML 1.0 §2.12."""
    for node in document.having("xml:lang"):
        if language := node.attributes["xml:lang"]:
            for found in language_findings(language):
                yield node.placed(found, "xml:lang")


def namespace_unknown(document: ParsedXml) -> Iterator[Finding]:
    """Validators warn, and readers ignore what is in it. Spec: Namespaces in XML §3; RSS 2.0 "Extending RSS"."""
    spaces = {name: name.rpartition(":")[0] for name in document.names}
    unknown = {space for space in spaces.values() if space not in _UNNAMED}
    for node in document.nodes if unknown else ():
        if (space := spaces[node.name]) in unknown:
            unknown.remove(space)
            message, fix = f"the namespace {shown(space[1:-1])}", "use one that readers know, or remove it"
            yield node.finding("namespace-unknown", message, fix, Level.WARNING)


def element_empty(document: ParsedXml) -> Iterator[Finding]:
    """An empty date, link or name is worse than none: readers take it as said. Spec: RSS 2.0; RFC 4287 §4.2."""
    for node in [node for node in document.nodes if not node.text or node.text.isspace()]:
        if node.children or node.name in _MARKS or node.name.startswith("xhtml:"):
            continue
        if node.name == "source" or not node.attributes or not (":" in node.name or _says(node)):
            yield node.finding("element-empty", f"an empty <{node.name}>", "remove it")


def _is_xslt(said: str) -> bool:
    """What a style sheet is tells its type; an address may hold the letters by chance."""
    parts = {name: double or single for name, double, single in _PART.findall(said)}
    kind = parts.get("type", "").partition(";")[0].strip().lower()
    return kind != "text/css" and "xsl" in said.lower()


def _says(node: XmlElement) -> bool:
    return not _SAYING.isdisjoint(node.attributes)


RULES: Final[tuple[Callable[[ParsedXml], Iterator[Finding]], ...]] = (
    encoding_unusual,
    stylesheet_xslt,
    base_declared,
    language_of_element,
    namespace_unknown,
    element_empty,
)
