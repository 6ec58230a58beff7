"""Rules about the guid of an RSS 2.0 item: what makes a reader say "new" or "seen". Spec: RSS 2.0 <guid>."""

from collections.abc import Callable, Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.node import Node
from exporters.checks.rss import ParsedRss
from exporters.checks.values import url_problem
from exporters.diagnostics.diagnostic import Level, shown
from exporters.model.number import RIGHT, is_bare_number


def guid_missing(feed: ParsedRss) -> Iterator[Finding]:
    """Readers fall back to link or title: a corrected title then shows twice. Spec: RSS 2.0 <guid>."""
    for item in feed.items:
        if item.first("guid") is None:
            right = "write one that never changes"
            yield item.finding("guid-missing", "no <guid> in the item", right, Level.WARNING)


def guid_repeated(feed: ParsedRss) -> Iterator[Finding]:
    """Subscribers lose items that share a guid. Spec: RSS 2.0 <guid>."""
    first: dict[str, Node] = {}
    for guid in _guids(feed):
        text = guid.text.strip()
        if before := first.get(text):
            seen, right = f"the guid {shown(text)} of {before.path} again", "give every item its own"
            yield guid.finding("guid-repeated", seen, right)
        else:
            first[text] = guid


def guid_bare_number(feed: ParsedRss) -> Iterator[Finding]:
    """Two feeds of one reader are bound to share it: not unique enough. Spec: RSS 2.0 <guid>."""
    for guid in _guids(feed):
        text = guid.text.strip()
        if is_bare_number(text):
            yield guid.finding("guid-bare-number", f"the guid {shown(text)} is a bare number", RIGHT, Level.WARNING)


def guid_no_permalink(feed: ParsedRss) -> Iterator[Finding]:
    """Readers open it as the article's page. Spec: RSS 2.0 <guid> isPermaLink, true unless it says otherwise."""
    for guid in _guids(feed):
        text = guid.text.strip()
        if guid.attributes.get("isPermaLink", "true") == "true" and url_problem(text):
            seen = f"the guid {shown(text)} is no address, yet a permalink"
            yield guid.finding("guid-not-permalink", seen, 'write isPermaLink="false"')


def guid_permalink_differs(feed: ParsedRss) -> Iterator[Finding]:
    """Some readers open the guid, others the link. Spec: RSS 2.0 <guid> isPermaLink, <link>."""
    for item in feed.items:
        guid, link = item.first("guid"), item.value("link")
        if guid and link and guid.attributes.get("isPermaLink", "true") == "true":
            text = guid.text.strip()
            if text != link and not url_problem(text):
                seen = f"the permalink {shown(text)} is not the link {shown(link)}"
                right = 'write isPermaLink="false" unless it is the link'
                yield guid.finding("guid-permalink-differs", seen, right, Level.WARNING)


def guid_permalink_unknown(feed: ParsedRss) -> Iterator[Finding]:
    """Validators refuse it. Spec: RSS 2.0 <guid> isPermaLink."""
    for guid in _guids(feed):
        said = guid.attributes.get("isPermaLink", "true")
        if said not in {"true", "false"}:
            yield guid.finding("guid-permalink-unknown", f"isPermaLink={shown(said)}", "write true or false")


def _guids(feed: ParsedRss) -> Iterator[Node]:
    for item in feed.items:
        guid = item.first("guid")
        if guid and guid.text.strip():
            yield guid


GUID_RULES: Final[tuple[Callable[[ParsedRss], Iterator[Finding]], ...]] = (
    guid_missing,
    guid_repeated,
    guid_bare_number,
    guid_no_permalink,
    guid_permalink_differs,
    guid_permalink_unknown,
)
