"""Rules about any feed in XML, RSS or Atom: its prolog, namespaces, and rules for every element."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.namespaces import PREFIXES
from exporters.checks.parsed_xml import ParsedXml, XmlElement
from exporters.checks.values import language_findings
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.support.lazy_regex import lazy_regex

_STYLESHEET: Final = lazy_regex(r"<\?xml-stylesheet\s(.*?)\?>", re.DOTALL)
_PART: Final = lazy_regex(r"(?<![A-Za-z])([A-Za-z]++)\s*+=\s*(?:\"([^\"]*)\"|'([^']*)')")  # href="a.css"
_EMPTY_ELEMENTS: Final = frozenset({"fh:archive", "fh:complete"})  # elements that are empty by design
_KNOWN_PREFIXES: Final = frozenset({"", *PREFIXES.values()})  # prefixes of names, before the colon
_VALUE_ATTRIBUTES: Final = frozenset(
    "href url src term label scheme rel length ref".split()
)  # attributes that replace text


def document_type_declared(document: ParsedXml) -> Iterator[Finding]:
    """Safe parsers refuse it, since entities can blow up memory. Spec: XML 1.0 §2.8."""
    if document.doctype:
        yield document.root.finding("xml-doctype", "a DOCTYPE", "remove it: feeds have none")


def encoding_unusual(document: ParsedXml) -> Iterator[Finding]:
    """Some readers know UTF-8 alone. Spec: XML 1.0 §4.3.3; RFC 7303 §3."""
    if document.encoding not in {"utf-8", "ascii"}:
        message = f"the encoding {document.encoding}"
        yield document.root.finding("xml-not-utf8", message, "write UTF-8", Level.WARNING)


def stylesheet_xslt(document: ParsedXml) -> Iterator[Finding]:
    """Browsers remove client-side XSLT, so people see an error. Spec: Associating Style Sheets with XML 1.0 §4."""
    for found in _STYLESHEET.finditer(document.prolog):
        if _is_xslt(found[1]):
            fix = "remove it and link to an HTML page"
            finding = document.root.finding("feed-stylesheet-xslt", "an XSLT style sheet", fix, Level.WARNING)
            before = document.prolog[: found.start()].removeprefix("\ufeff")
            line, column = 1 + before.count("\n"), len(before) - before.rfind("\n")
            yield finding.at(finding.field, line, column)
            return


def base_declared(document: ParsedXml) -> Iterator[Finding]:
    """Most readers ignore it, so relative addresses break. Spec: RFC 4287 §2; XML Base §3."""
    for node in document.with_attribute("xml:base"):
        message = f"xml:base={quote_value(node.attributes['xml:base'])}"
        fix = "remove it and write every address absolute"
        yield node.finding("xml-base-used", message, fix, Level.WARNING)


def language_of_element(document: ParsedXml) -> Iterator[Finding]:
    """A reader chooses fonts and voices by it. Spec: XML 1.0 §2.12."""
    for node in document.with_attribute("xml:lang"):
        if language := node.attributes["xml:lang"]:
            for finding in language_findings(language):
                yield node.locate(finding, "xml:lang")


def namespace_unknown(document: ParsedXml) -> Iterator[Finding]:
    """Validators warn, and readers ignore what is in it. Spec: Namespaces in XML §3; RSS 2.0 "Extending RSS"."""
    spaces = {name: name.rpartition(":")[0] for name in document.names}
    unknown_spaces = {space for space in spaces.values() if space not in _KNOWN_PREFIXES}
    for node in document.nodes if unknown_spaces else ():
        if (space := spaces[node.name]) in unknown_spaces:
            unknown_spaces.remove(space)
            message, fix = f"the namespace {quote_value(space[1:-1])}", "use one that readers know, or remove it"
            yield node.finding("namespace-unknown", message, fix, Level.WARNING)


def element_empty(document: ParsedXml) -> Iterator[Finding]:
    """An empty date, link or name is worse than none: readers use it. Spec: RSS 2.0; RFC 4287 §4.2."""
    for node in document.blank:
        if node.children or (node.attributes and (":" in node.name or _has_value(node)) and node.name != "source"):
            continue
        if node.name not in _EMPTY_ELEMENTS and not node.name.startswith("xhtml:"):
            yield node.finding("element-empty", f"an empty <{node.name}>", "write its value, or remove it")


def _is_xslt(instruction: str) -> bool:
    """Return whether `instruction` is an XSLT style sheet, by its type: an address may contain the letters too."""
    parts = {name: double or single for name, double, single in _PART.findall(instruction)}
    kind = parts.get("type", "").partition(";")[0].strip().lower()
    return kind != "text/css" and "xsl" in instruction.lower()


def _has_value(node: XmlElement) -> bool:
    return not _VALUE_ATTRIBUTES.isdisjoint(node.attributes)


RULES: Final[tuple[Callable[[ParsedXml], Iterator[Finding]], ...]] = (
    encoding_unusual,
    stylesheet_xslt,
    base_declared,
    language_of_element,
    namespace_unknown,
    element_empty,
)
