"""A sitemap as its rules need it: its entries, and findings with paths such as `url[3]/loc`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import ParsedXml, StrayText, XmlElement
from exporters.diagnostics.diagnostic import Level

SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS: Final = "http://www.google.com/schemas/sitemap-news/0.9"
IMAGE: Final = "http://www.google.com/schemas/sitemap-image/1.1"
VIDEO: Final = "http://www.google.com/schemas/sitemap-video/1.1"
LINE: Final = "line"  # stands for an entry of a plain-text sitemap
MOST_BYTES: Final = 50 << 20
_PREFIXES: Final = {f"{{{NEWS}}}:": "news:", f"{{{IMAGE}}}:": "image:", f"{{{VIDEO}}}:": "video:"}
_SPACE: Final = re.compile(r"(?:\{[^}]*\})?:")


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A `<url>` of a sitemap, or a `<sitemap>` of an index."""

    node: XmlElement
    number: int  # among its siblings of that name, from 1
    loc: str  # the stripped text of <loc>, "" where there is none

    @property
    def name(self) -> str:
        """Return how messages call it: `url[3]`, in plain text `line 3`."""
        return f"line {self.number}" if self.node.name == LINE else f"{self.node.name}[{self.number}]"

    def finding_at(
        self, node: XmlElement, rule: str, message: str, fix: str, level: Level = Level.ERROR, below: str = ""
    ) -> Finding:
        """Return a finding at an element of the entry; `below` names what is missing in it."""
        path = node.path.removeprefix(self.node.path)
        path = f"{self.node.name}[{self.number}]{short_name(path)}" + (f"/{below}" if below else "")
        return Finding(rule=rule, message=message, fix=fix, level=level, line=node.line, column=node.column, field=path)


@dataclass(frozen=True, slots=True)
class ParsedSitemap:
    """A sitemap, or an index of sitemaps."""

    root: XmlElement
    is_index: bool
    entries: list[SitemapEntry]
    encoding: str
    texts: list[StrayText]  # between elements
    names: set[str]  # of all elements

    def holders(self, name: str) -> list[SitemapEntry]:
        """Return the entries that have a child of that name."""
        return [entry for entry in self.entries if name in entry.node.firsts] if name in self.names else []


def sitemap(parsed: ParsedXml) -> ParsedSitemap:
    """Return the sitemap in parsed XML."""
    is_index = parsed.root.name == "sitemapindex"
    nodes = parsed.root.all("sitemap" if is_index else "url")
    entries = [SitemapEntry(node, number, node.value("loc")) for number, node in enumerate(nodes, 1)]
    return ParsedSitemap(parsed.root, is_index, entries, parsed.encoding, parsed.texts, parsed.names)


def bytes_many(data: bytes, root: XmlElement) -> Iterator[Finding]:
    """Search engines refuse the whole sitemap. Spec: sitemaps.org: "no larger than 50MB (52,428,800 bytes)"."""
    if len(data) > MOST_BYTES:
        message, fix = f"{len(data):,} bytes, more than {MOST_BYTES:,}", "split it, and list the parts in an index"
        yield root.finding("sitemap-large", message, fix)


def long_name(namespace: str, name: str) -> str:
    """Return the name of an element of `namespace`, as parsed XML has it."""
    return f"{{{namespace}}}:{name}"


def short_name(path: str) -> str:
    """Return a name or a path with the prefixes of Google's extensions, and no others: `news:title`."""
    return _SPACE.sub(lambda found: _PREFIXES.get(found[0], ""), path) if "{" in path or path.startswith(":") else path
