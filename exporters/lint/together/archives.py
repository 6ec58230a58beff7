"""Archive documents of a feed make one whole chain. Spec: RFC 5005 §4."""

from collections.abc import Iterator

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import quote_value
from exporters.lint.facts import LinkFacts
from exporters.lint.together.document_set import DocumentSet, SetFinding
from exporters.lint.together.folders import FolderDocuments

_PREVIOUS = "prev-archive"


def archive_findings(documents: DocumentSet, folder: FolderDocuments) -> Iterator[SetFinding]:
    """Yield links to archives that do not exist, and chains that come back to where they were."""
    known = documents.by_address()
    previous: dict[str, str] = {}
    for document in documents.documents:
        for link in document.facts.links if document.facts else ():
            if link.relation not in (_PREVIOUS, "next-archive", "current"):
                continue
            if link.relation == _PREVIOUS and document.address:
                previous.setdefault(document.address, link.address)
            if link.address not in known and folder.lacks(link.address):
                message = f"the {link.relation} link leads to {quote_value(link.address)}, which does not exist"
                fix = "publish that document, or remove the link"
                yield SetFinding(document.name, _at(link, "archive-missing", message, fix))
    done = set[str]()
    for start in previous:
        path: dict[str, None] = {}
        address = start
        while address in previous and address not in path and address not in done:
            path[address] = None
            address = previous[address]
        if address in path and address in known:
            message = f"the chain of prev-archive links comes back to {quote_value(address)}"
            fix = "link each archive to the one before it; the oldest has no such link"
            yield SetFinding(known[address].name, Finding(rule="archive-chain-circular", message=message, fix=fix))
        done.update(path)


def _at(link: LinkFacts, rule: str, message: str, fix: str) -> Finding:
    return Finding(rule=rule, message=message, fix=fix).at(link.field, link.line, link.column)
