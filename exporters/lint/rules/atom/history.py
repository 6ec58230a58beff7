"""Rules about complete, paged and archived feeds, in Atom and in RSS. Spec: RFC 5005."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from exporters.checks.archives import DocumentHead
from exporters.checks.atom_entries import relation
from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.diagnostics.diagnostic import Level, quote_value

_PAGES: Final = frozenset({"first", "last", "next", "previous", "prev"})
_OF_FEEDS: Final = _PAGES | {"current", "next-archive", "prev-archive"}
_FLAGS: Final = ("fh:archive", "fh:complete")
_ENDS: Final = (("last", ("next",)), ("first", ("previous", "prev")))  # on the last page, a next one leads nowhere


def complete_paged(head: DocumentHead) -> Iterator[Finding]:
    """Readers delete what is on the other pages. Spec: RFC 5005 §2: a complete feed holds all entries."""
    if head.node.first("fh:complete"):
        for link in head.links:
            if relation(link) in _PAGES:
                message = f"a link to another page, {quote_value(relation(link))}, beside <fh:complete>"
                yield link.finding("archive-and-complete", message, "remove <fh:complete>, or the link")


def complete_not_current(head: DocumentHead) -> Iterator[Finding]:
    """Readers take this document for the whole feed, which is elsewhere. Spec: RFC 5005 §2, §4."""
    self_addresses = head.addresses("self")
    if head.node.first("fh:complete") and self_addresses:
        for link in head.links:
            if relation(link) == "current" and link.attributes.get("href") not in self_addresses:
                message = "a link to the current document, which is another, beside <fh:complete>"
                yield link.finding("archive-and-complete", message, "remove <fh:complete>, or the link")


def link_past_end(head: DocumentHead) -> Iterator[Finding]:
    """A reader that follows it never stops, or asks for a page that is not there. Spec: RFC 5005 §3."""
    self_addresses = head.addresses("self")
    for end, steps in _ENDS:
        if self_addresses & head.addresses(end):
            for link in head.links:
                if relation(link) in steps:
                    message = f"a link to the {relation(link)} page on the {end} page"
                    yield link.finding("archive-past-end", message, "remove it")


def flag_not_empty(head: DocumentHead) -> Iterator[Finding]:
    """Readers look at the name alone. Spec: RFC 5005 §2, §4: an empty element."""
    for name in _FLAGS:
        node = head.node.first(name)
        if node and (node.text.strip() or node.children):
            message = f"<{name}> holds {quote_value(node.text.strip())}"
            yield node.finding("archive-flag-not-empty", message, "remove what it holds", Level.WARNING)


def page_links_in_entries(entries: Iterable[XmlElement], link_name: str) -> Iterator[Finding]:
    """Readers look for pages and archives in the feed alone. Spec: RFC 5005 §3, §4: elements of the feed."""
    for entry in entries:
        for link in entry.all(link_name):
            if relation(link) in _OF_FEEDS:
                message = f"a link {quote_value(relation(link))} in an entry"
                yield link.finding("archive-link-in-entry", message, "write it in the feed", Level.WARNING)
        for name in _FLAGS:
            for node in entry.all(name):
                message = f"<{name}> in an entry"
                yield node.finding("archive-link-in-entry", message, "write it in the feed", Level.WARNING)


RULES: Final[tuple[Callable[[DocumentHead], Iterator[Finding]], ...]] = (
    complete_paged,
    complete_not_current,
    link_past_end,
    flag_not_empty,
)
