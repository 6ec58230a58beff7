"""Rules about the frame of a sitemap: its size, its elements, its hosts."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.values import url_findings
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.sitemaps.sitemap import IMAGE, NEWS, VIDEO, ParsedSitemap, long_name, short_name
from exporters.support.nearest import nearest

MOST_ENTRIES: Final = 50_000
_ENTRY: Final = {"url": ("loc", "lastmod", "changefreq", "priority"), "sitemap": ("loc", "lastmod")}
_EXTENSIONS: Final = {NEWS: "news", IMAGE: "image", VIDEO: "video"}
_GOOGLE: Final = "google.com/schemas/sitemap"
_HOST: Final = re.compile(r"https?://(\[[^\]]*\]|[^/:?#]*)", re.IGNORECASE)
_MOST_ADVISED: Final = 100


def entry_missing(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Search engines report an empty sitemap. Spec: sitemaps.org <urlset>, <sitemapindex>."""
    if not sitemap.entries:
        name = "sitemap" if sitemap.is_index else "url"
        message = f"a <{sitemap.root.name}> without <{name}>"
        yield sitemap.root.finding("sitemap-empty", message, f"write <{name}>, or no sitemap", Level.WARNING)


def entries_many(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Search engines refuse the whole sitemap. Spec: sitemaps.org: "no more than 50,000 URLs"."""
    if len(sitemap.entries) > MOST_ENTRIES:
        message = f"{len(sitemap.entries):,} addresses, more than {MOST_ENTRIES:,}"
        fix = "split it, and list the parts in a <sitemapindex>"
        yield sitemap.root.finding("sitemap-large", message, fix)


def encoding_wrong(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Search engines refuse it. Spec: sitemaps.org: "must be UTF-8 encoded"."""
    if sitemap.encoding not in {"utf-8", "ascii"}:
        yield sitemap.root.finding("xml-not-utf8", f"the encoding {sitemap.encoding}", "write UTF-8")


def element_unknown(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Search engines refuse the sitemap, or ignore the element. Spec: sitemaps.org "XML tag definitions"."""
    advised = 0
    entry_name = "sitemap" if sitemap.is_index else "url"
    for node in sitemap.root.children:
        if node.name != entry_name and ":" not in node.name:
            message = f"<{node.name[:60]}> in <{sitemap.root.name}>"
            yield node.finding("sitemap-element-unknown", message, f"write <{entry_name}>, or remove it")
    for entry in sitemap.entries:
        allowed = _ENTRY[entry.node.name]
        for node in entry.node.children:
            if node.name in allowed or (":" in node.name and not node.name.startswith(":")):
                continue
            name = node.name.lstrip(":")
            advised += 1
            meant = nearest(name, allowed) if advised <= _MOST_ADVISED else ""
            fix = f"write <{meant}>" if meant else "remove it, or give it a namespace"
            message = f"<{name[:60]}> in <{entry.node.name}>"
            yield entry.finding_at(node, "sitemap-element-unknown", message, fix)


def text_stray(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Search engines skip it. Spec: sitemaps.org, its schema: elements alone."""
    holders = [sitemap.root, *(entry.node for entry in sitemap.entries)]
    texts = [(node, node.text.strip(), node.line, node.column) for node in holders]
    texts += [(each.element, each.text.strip(), each.line, each.column) for each in sitemap.texts]
    for node, text, line, column in texts:
        if text:
            message = f"the text {quote_value(text)} in <{short_name(node.name)}>"
            finding = Finding(
                rule="sitemap-text-stray", message=message, fix="remove it, or write its element", level=Level.WARNING
            )
            yield finding.at(short_name(node.path), line, column)


def element_repeated(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Search engines take one of the two. Spec: sitemaps.org "XML tag definitions"."""
    for entry in sitemap.entries:
        for name in (*_ENTRY[entry.node.name], long_name(NEWS, "news")):
            for node in entry.node.all(name)[1:]:
                message = f"a second <{short_name(name)}>"
                yield entry.finding_at(node, "sitemap-element-repeated", message, "keep one")


def namespace_of_extension_wrong(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Search engines ignore all its elements. Spec: Google's extensions of sitemaps, each with its namespace."""
    known = {long_name(namespace, "")[:-1] for namespace in _EXTENSIONS}
    reported = set[str]()
    for entry in sitemap.entries:
        for node in entry.node.children:
            space = node.name.rpartition(":")[0]
            name = node.name.rpartition(":")[2]
            if not space.startswith("{") or space in known or space in reported:
                continue
            right = next((each for each, prefix in _EXTENSIONS.items() if prefix == name), "")
            if right and (_GOOGLE in space or "sitemap" in space):
                reported.add(space)
                message, fix = f"<{name}> of the namespace {quote_value(space[1:-1])}", f"write {right}"
                yield entry.finding_at(node, "sitemap-namespace-wrong", message, fix)


def address_repeated(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Search engines count it twice against their limits. Spec: sitemaps.org <loc>."""
    firsts: dict[str, str] = {}
    for entry in sitemap.entries:
        if entry.loc and entry.loc in firsts:
            message = f"the address {quote_value(entry.loc)} of {firsts[entry.loc]} again"
            node = entry.node.firsts["loc"]
            yield entry.finding_at(node, "sitemap-address-repeated", message, "keep one", Level.WARNING)
        firsts.setdefault(entry.loc, entry.name)


def host_differs(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Search engines drop it. Spec: sitemaps.org: "all URLs in a Sitemap must be from a single host"."""
    hosts = {entry.number: host for entry in sitemap.entries if (host := _host(entry.loc))}
    ((usual, _),) = Counter(hosts.values()).most_common(1) or [("", 0)]
    for entry in sitemap.entries:
        host = hosts.get(entry.number, usual)
        if host != usual:
            message = f"the host {quote_value(host)}, where others have {quote_value(usual)}"
            fix = f"write an address of {usual}, or list it in a sitemap of that host"
            level = Level.WARNING if sitemap.is_index else Level.ERROR
            yield entry.finding_at(entry.node.firsts["loc"], "sitemap-host-differs", message, fix, level)


def _host(address: str) -> str:
    """Return the host of an address; "" for one that `address_wrong` reports."""
    found = None if url_findings(address) else _HOST.match(address)
    return found[1].lower() if found else ""
