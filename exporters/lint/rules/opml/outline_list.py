"""An OPML document as its rules need it."""

from dataclasses import dataclass

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import ParsedXml, StrayText, XmlElement
from exporters.diagnostics.diagnostic import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineList:
    """An OPML document; `numbers` are those of its outlines, in document order, from 1."""

    root: XmlElement
    outlines: list[XmlElement]
    texts: list[StrayText]  # between elements
    is_version_1: bool  # 1.0 and 1.1, which say little about outlines

    @property
    def level_of_newer_rule(self) -> Level:
        """The level of a rule that OPML 2.0 brought: a warning in documents that are older."""
        return Level.WARNING if self.is_version_1 else Level.ERROR


def outline_list(parsed: ParsedXml) -> OutlineList:
    """Return the OPML document in parsed XML."""
    root = parsed.root
    outlines = [node for node in parsed.nodes if node.name == "outline"]
    version = root.attributes.get("version", "1.0" if root.name == "outlineDocument" else "2.0").strip()
    return OutlineList(root=root, outlines=outlines, texts=parsed.texts, is_version_1=version.startswith("1."))


def outline_finding(number: int, attribute: str, node: XmlElement, finding: Finding) -> Finding:
    """Return a finding at an outline, or at one of its attributes: `outline[3]@xmlUrl`."""
    path = f"outline[{number}]@{attribute}" if attribute else f"outline[{number}]"
    return finding.at(path, node.line, node.column)
