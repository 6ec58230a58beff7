"""Rules about the DOCTYPE of a document. Spec: XML 1.0 §2.8; RSS 0.91 (Netscape)."""

from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import ParsedXml
from exporters.diagnostics.diagnostic import Level, quote_value

_RSS_0_91: Final = (
    "-//Netscape Communications//DTD RSS 0.91//EN",
    "http://my.netscape.com/publish/formats/rss-0.91.dtd",
    "http://www.rssboard.org/rss-0.91.dtd",
    "https://www.rssboard.org/rss-0.91.dtd",
)


def document_type(parsed: ParsedXml, version: str = "") -> Iterator[Finding]:
    """Safe parsers refuse a DOCTYPE, but for that of RSS 0.91. Spec: XML 1.0 §2.8; RSS 0.91 (Netscape).

    `version`: of RSS; "" in other formats.
    """
    if not parsed.doctype:
        return
    declared = " ".join(parsed.document_type.split())
    if version and any(name in declared for name in _RSS_0_91):
        level = Level.NOTE if version == "0.91" else Level.ERROR
        message = "the DOCTYPE of RSS 0.91" if version == "0.91" else f"the DOCTYPE of RSS 0.91 in RSS {version}"
        yield parsed.root.finding("xml-doctype", message, "remove it: parsers need none", level)
    else:
        yield parsed.root.finding("xml-doctype", f"the DOCTYPE {quote_value(declared)}", "remove it: feeds have none")
