"""Rules about the languages of a page in a sitemap. Spec: Google, "Localized versions of your pages", sitemap."""

from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.checks.values import language_findings, url_findings
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.sitemaps.sitemap import ParsedSitemap, SitemapEntry

_LINK: Final = "xhtml:link"
_DEFAULT: Final = "x-default"


def link_wrong(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Search engines ignore the link. Spec: <xhtml:link rel="alternate" hreflang="…" href="…"/>."""
    for entry, link in _links(sitemap):
        for name in ("rel", "hreflang", "href"):
            if not link.attributes.get(name, "").strip():
                message = f"an <xhtml:link> without {name}"
                yield entry.finding_at(link, "sitemap-alternate-incomplete", message, f"write {name}")
        relation = link.attributes.get("rel", "alternate").strip()
        if relation not in {"", "alternate"}:
            message = f"the relation {quote_value(relation)}"
            yield entry.finding_at(link, "sitemap-alternate-incomplete", message, "write alternate")
        language, address = (link.attributes.get(name, "").strip() for name in ("hreflang", "href"))
        found = [*(language_findings(language) if language not in {"", _DEFAULT} else ())]
        found += url_findings(address) if address else ()
        for finding in found:
            yield entry.finding_at(link, finding.rule, finding.message, finding.fix)


def language_repeated(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Search engines take one of the two. Spec: one address for each language."""
    for entry in sitemap.holders(_LINK):
        languages = set[str]()
        for link in entry.node.all(_LINK):
            language = link.attributes.get("hreflang", "").strip().lower()
            if language and language in languages:
                message = f"the language {quote_value(language)} twice"
                yield entry.finding_at(link, "sitemap-alternate-repeated", message, "keep one", Level.WARNING)
            languages.add(language)


def page_itself_missing(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Search engines may ignore all its links. Spec: each version "must list itself as well as all other" ones."""
    for entry in sitemap.holders(_LINK):
        addresses = _addresses(entry)
        if addresses and entry.loc and entry.loc not in addresses:
            message = "the page is not among its own alternates"
            fix = f"add a link with its language and {quote_value(entry.loc)}"
            yield entry.finding_at(entry.node, "sitemap-alternate-one-way", message, fix, Level.WARNING)


def way_back_missing(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Search engines ignore links that lead one way. Spec: "If two pages don't both point to each other"."""
    alternates = {entry.loc: _addresses(entry) for entry in sitemap.entries if entry.loc and _LINK in sitemap.names}
    for entry, link in _links(sitemap):
        address = link.attributes.get("href", "").strip()
        if address != entry.loc and entry.loc not in alternates.get(address, {entry.loc}):
            message = f"{quote_value(address)} does not link back"
            fix = f"add {quote_value(entry.loc)} to its alternates"
            yield entry.finding_at(link, "sitemap-alternate-one-way", message, fix, Level.WARNING)


def _links(sitemap: ParsedSitemap) -> Iterator[tuple[SitemapEntry, XmlElement]]:
    for entry in sitemap.holders(_LINK):
        yield from ((entry, link) for link in entry.node.all(_LINK))


def _addresses(entry: SitemapEntry) -> set[str]:
    return {link.attributes.get("href", "").strip() for link in entry.node.all(_LINK)}
