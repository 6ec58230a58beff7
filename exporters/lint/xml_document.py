"""Judge a list in XML, OPML or a sitemap: rules of every document, then those of its kind."""

from collections.abc import Callable, Iterable
from typing import Final

from exporters.checks import document
from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import NamespaceChooser, ParsedXml, UnreadableDocumentError, xml
from exporters.lint.rules.xml import doctype

XmlRules = Callable[[ParsedXml], Iterable[Finding]]
_RULES: Final = (
    doctype.document_type,
    document.encoding_unusual,
    document.stylesheet_xslt,
    document.base_declared,
    document.language_of_element,
)


def judge_xml(data: bytes, namespace: str | NamespaceChooser, rules: XmlRules) -> list[Finding]:
    """Return the findings of a document whose elements are of `namespace`, in document order."""
    try:
        parsed = xml(data, namespace, has_columns=True)
    except UnreadableDocumentError as error:
        return [error.finding]
    return judge_parsed(parsed, rules)


def judge_parsed(parsed: ParsedXml, rules: XmlRules) -> list[Finding]:
    """Return the findings of parsed XML, in document order."""
    found = [finding for rule in _RULES for finding in rule(parsed)]
    return sorted([*found, *rules(parsed)], key=lambda each: (each.line, each.column))
