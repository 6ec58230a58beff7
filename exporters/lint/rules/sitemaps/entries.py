"""Rules about the address, date, frequency and priority of each entry of a sitemap."""

import re
from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.values import url_findings
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.sitemaps.moments import w3c_findings
from exporters.lint.rules.sitemaps.sitemap import ParsedSitemap

LONGEST: Final = 2_047  # characters of an address
_FREQUENCIES: Final = ("always", "hourly", "daily", "weekly", "monthly", "yearly", "never")
_LETTER: Final = re.compile(r"[^\W_a-zA-Z0-9]")
_DECIMAL: Final = re.compile(r"\d{1,9}(?:\.\d{0,20})?|\.\d{1,20}", re.ASCII)


def address_missing(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Search engines have nothing to visit. Spec: sitemaps.org <loc> (required)."""
    for entry in sitemap.entries:
        if not entry.loc:
            node = entry.node.first("loc")
            message = f"a <{entry.node.name}> without <loc>" if node is None else "an empty <loc>"
            below = "loc" if node is None else ""
            fix = "write the address of the page"
            yield entry.finding_at(node or entry.node, "sitemap-address-missing", message, fix, below=below)


def address_wrong(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Search engines drop it. Spec: sitemaps.org <loc>: absolute, "less than 2,048 characters"."""
    for entry in sitemap.entries:
        if not entry.loc:
            continue
        node = entry.node.firsts["loc"]
        if len(entry.loc) > LONGEST:
            message = f"an address of {len(entry.loc):,} characters: {quote_value(entry.loc)}"
            yield entry.finding_at(node, "sitemap-address-long", message, f"shorten it to {LONGEST:,}")
        for finding in url_findings(entry.loc) if len(entry.loc) <= LONGEST else ():
            level = Level.WARNING if _is_iri(entry.loc) else Level.ERROR
            yield entry.finding_at(node, finding.rule, finding.message, finding.fix, level)


def date_wrong(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Search engines ignore it. Spec: sitemaps.org <lastmod>: W3C Datetime."""
    for entry in sitemap.entries:
        if (node := entry.node.first("lastmod")) is not None:
            for finding in w3c_findings(node.text.strip()):
                yield entry.finding_at(node, finding.rule, finding.message, finding.fix)


def frequency_wrong(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Search engines ignore it. Spec: sitemaps.org <changefreq>: seven values."""
    for entry in sitemap.entries:
        node = entry.node.first("changefreq")
        if node is None or sitemap.is_index:
            continue
        text = node.text.strip()
        if text not in _FREQUENCIES:
            known = text.lower() in _FREQUENCIES
            fix = f"write {text.lower()}" if known else f"write {', '.join(_FREQUENCIES[:-1])} or never"
            level = Level.WARNING if known else Level.ERROR
            yield entry.finding_at(node, "sitemap-frequency-wrong", f"changefreq is {quote_value(text)}", fix, level)


def priority_wrong(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Search engines ignore it. Spec: sitemaps.org <priority>: "from 0.0 to 1.0"."""
    for entry in sitemap.entries:
        node = entry.node.first("priority")
        if node is None or sitemap.is_index:
            continue
        text = node.text.strip()
        if not _DECIMAL.fullmatch(text) or float(text) > 1:
            message = f"priority is {quote_value(text)}"
            yield entry.finding_at(node, "sitemap-priority-wrong", message, "write a number from 0.0 to 1.0")


def _is_iri(address: str) -> bool:
    """Whether an address is valid but for letters that are not encoded. Spec: sitemaps.org: RFC 3987 for IRIs."""
    return not address.isascii() and not url_findings(_LETTER.sub("%C3%BC", address))
