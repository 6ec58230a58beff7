"""Rules about the documents of an archived feed, in RSS and in Atom. Spec: RFC 5005."""

from collections.abc import Callable, Iterator
from typing import Final

from msgspec import Struct

from exporters.checks.atom_entries import relation
from exporters.checks.finding import Finding
from exporters.checks.parsed_xml import XmlElement
from exporters.diagnostics.diagnostic import Level, quote_value

_PAGING_RELATIONS: Final = frozenset(
    {"prev-archive", "next-archive"}
)  # relations of documents with more entries of the feed


class DocumentHead(Struct, frozen=True, kw_only=True):
    """The head of a document: the <channel> or <feed>, and the Atom links in it."""

    node: XmlElement
    links: list[XmlElement]

    def addresses(self, name: str) -> set[str]:
        """Return the addresses of the links with the relation `name`."""
        return {link.attributes.get("href", "") for link in self.links if relation(link) == name} - {""}


def archive_also_complete(head: DocumentHead) -> Iterator[Finding]:
    """Readers drop every entry that a complete feed does not hold. Spec: RFC 5005 §2."""
    complete = head.node.first("fh:complete")
    more = {relation(link) for link in head.links} & _PAGING_RELATIONS
    if complete and (head.node.first("fh:archive") or more):
        message = f"<fh:complete> beside {'<fh:archive>' if head.node.first('fh:archive') else f'a {min(more)} link'}"
        yield complete.finding(
            "archive-and-complete", message, "remove <fh:complete>: other documents have more entries"
        )


def current_missing(head: DocumentHead) -> Iterator[Finding]:
    """A reader of an archive finds no feed to subscribe to. Spec: RFC 5005 §4: SHOULD."""
    archive = head.node.first("fh:archive")
    if archive and not head.addresses("current") - head.addresses("self"):
        message = "an archive document without a link to the document that people subscribe to"
        fix = 'write a link with rel="current" and its address'
        yield archive.finding("archive-current-missing", message, fix, Level.WARNING)


def link_circular(head: DocumentHead) -> Iterator[Finding]:
    """A reader that follows the links loops and never reaches older entries. Spec: RFC 5005 §4, "prev-archive"."""
    newer = head.addresses("self") | head.addresses("current")
    for link in head.links:
        address = link.attributes.get("href", "")
        if relation(link) == "prev-archive" and address in newer:
            message = (
                f"the prev-archive link {quote_value(address)} leads to the document itself, or to the current one"
            )
            yield link.finding("archive-link-circular", message, "write the address of the archive before this one")


RULES: Final[tuple[Callable[[DocumentHead], Iterator[Finding]], ...]] = (
    archive_also_complete,
    current_missing,
    link_circular,
)
