"""Find elements that stand twice with the same content, where no other rule says so."""

from collections.abc import Iterator

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.diagnostics.diagnostic import Level
from exporters.lint.rules.rss.document import RssDocument

_Content = tuple[str, str, tuple[tuple[str, str], ...]]


def element_doubled(document: RssDocument, findings: list[Finding]) -> Iterator[Finding]:
    """Readers show it twice. Spec: RSS 2.0 <category>: several, in different domains. `findings`: of other rules."""
    known = {(finding.line, finding.column) for finding in findings if finding.rule.endswith(("repeated", "single"))}
    for parent in (document.channel, *document.items):
        if len(parent.children) == len(parent.firsts):
            continue
        earlier = set[_Content]()
        for child in parent.children:
            content = _content(child)
            if content in earlier and (child.line, child.column) not in known:
                message = f"<{child.name.rpartition('}:')[2]}> twice, with the same content"
                yield child.finding("rss-element-doubled", message, "keep one", Level.NOTE)
            if not child.children:
                earlier.add(content)


def _content(node: XmlElement) -> _Content:
    return node.name, node.text.strip(), tuple(sorted(node.attributes.items()))
