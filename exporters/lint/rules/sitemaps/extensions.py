"""What Google's extensions of sitemaps have in common: elements that are required, unknown, retired or twice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from exporters.checks.finding import Finding, Findings
from exporters.checks.parsed_xml import XmlElement
from exporters.diagnostics.diagnostic import Level
from exporters.lint.rules.sitemaps.sitemap import SitemapEntry, long_name, short_name
from exporters.support.nearest import nearest

ValueCheck = Callable[[str], Findings]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapElement:
    """An element of an extension, and what may stand in it; names are without prefix."""

    namespace: str
    required: tuple[str, ...]
    checks: dict[str, ValueCheck]  # of the texts of all elements that it may have
    retired: frozenset[str] = frozenset()  # that Google no longer reads
    repeatable: frozenset[str] = frozenset()

    def findings(self, entry: SitemapEntry, node: XmlElement) -> Iterator[Finding]:
        """Yield the findings of an element of this kind."""
        names = dict[str, int]()
        for child in node.children:
            name = child.name.removeprefix(long_name(self.namespace, ""))
            names[name] = names.get(name, 0) + 1
            if names[name] == 2 and name in self.checks and name not in self.repeatable:
                message = f"a second <{short_name(child.name)}>"
                yield entry.finding_at(child, "sitemap-element-repeated", message, "keep one")
            yield from self._child(entry, node, child, name)
        for name in self.required:
            if name not in names:
                full = short_name(long_name(self.namespace, name))
                message = f"a <{short_name(node.name)}> without <{full}>"
                yield entry.finding_at(node, "sitemap-extension-incomplete", message, f"write <{full}>", below=full)

    def _child(self, entry: SitemapEntry, node: XmlElement, child: XmlElement, name: str) -> Iterator[Finding]:
        shown = short_name(child.name)
        if name in self.retired:
            message = f"<{shown}>, which Google does not read any more"
            yield entry.finding_at(child, "sitemap-element-retired", message, "remove it", Level.NOTE)
        elif name not in self.checks:
            meant = nearest(name, self.checks) if len(node.children) < 100 else ""
            prefix = short_name(long_name(self.namespace, ""))
            fix = f"write <{prefix}{meant}>" if meant else "remove it"
            message = f"<{shown[:80]}> in <{short_name(node.name)}>"
            yield entry.finding_at(child, "sitemap-element-unknown", message, fix, Level.WARNING)
        elif not child.text.strip() and not child.children:
            level = Level.ERROR if name in self.required else Level.WARNING
            fix = "write its value" if name in self.required else "write its value, or remove it"
            yield entry.finding_at(child, "sitemap-value-empty", f"an empty <{shown}>", fix, level)
        else:
            for finding in self.checks[name](child.text.strip()):
                yield entry.finding_at(child, finding.rule, finding.message, finding.fix, finding.level)


def any_text(_text: str) -> Findings:
    """Return no findings: any text is right."""
    return ()
