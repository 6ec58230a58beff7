"""Name XML documents that stand beside feeds and are none: lint says what they are, and judges only their XML."""

from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import UnreadableDocumentError, xml
from exporters.diagnostics.diagnostic import Level
from exporters.lint.recognition import read_root
from exporters.lint.rules.xml.layer import with_xml_rules

_KINDS: Final = {  # by the name of the root, and how its namespace begins
    ("OpenSearchDescription", "http://a9.com/-/spec/opensearch"): "an OpenSearch description",
    ("kml", "http://www.opengis.net/kml/"): "a KML document",
    ("kml", "http://earth.google.com/kml/"): "a KML document",
    ("service", "http://www.w3.org/2007/app"): "an Atom service document",
    ("service", "http://purl.org/atom/app#"): "an Atom service document",
    ("categories", "http://www.w3.org/2007/app"): "an Atom category document",
    ("categories", "http://purl.org/atom/app#"): "an Atom category document",
    ("XRDS", "xri://$xrds"): "an XRDS document",
    ("XRD", "http://docs.oasis-open.org/ns/xri/xrd"): "an XRD document",
    ("rsd", "http://archipelago.phrasewise.com/rsd"): "a description of a blog's interfaces (RSD)",
    ("svg", "http://www.w3.org/2000/svg"): "an SVG picture",
    ("stylesheet", "http://www.w3.org/1999/XSL/Transform"): "an XSLT style sheet",
    ("transform", "http://www.w3.org/1999/XSL/Transform"): "an XSLT style sheet",
    ("schema", "http://www.w3.org/2001/XMLSchema"): "an XML Schema",
    ("gpx", "http://www.topografix.com/GPX/"): "a GPX track",
    ("package", "http://www.idpf.org/2007/opf"): "the list of an EPUB's files",
    ("browserconfig", ""): "a configuration of Windows tiles",
}


def judge_other(data: bytes) -> list[Finding]:
    """Return what a known document of another kind is, and what is wrong with its XML; [] for an unknown one."""
    name, namespace = read_root(data)
    kind = next((kind for (root, begin), kind in _KINDS.items() if root == name and namespace.startswith(begin)), "")
    if not kind:
        return []
    message = f"{kind}, which lint does not judge"
    fix = "give the file or the address of a feed"
    named = Finding(rule="document-unknown", message=message, fix=fix, level=Level.WARNING, line=1)
    return [*with_xml_rules(_judge_xml)(data), named]


def _judge_xml(data: bytes) -> list[Finding]:
    try:
        xml(data, has_columns=True)
    except UnreadableDocumentError as error:
        return [error.finding]
    return []
