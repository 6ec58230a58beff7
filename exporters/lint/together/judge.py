"""Judge the documents of a run together."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Level
from exporters.lint.together.archives import archive_findings
from exporters.lint.together.document_set import DocumentSet, SetFinding
from exporters.lint.together.folders import FolderDocuments
from exporters.lint.together.formats import compared_documents, format_findings

_FEWEST: Final = 2  # documents that can be compared


def together_findings(documents: DocumentSet, folders: list[Path], *, are_together: bool) -> Iterator[SetFinding]:
    """Yield what is wrong between documents that belong together, each at the document that lacks it.

    `folders` are those that were given. `are_together`: all feeds are one feed in several formats.
    """
    for group in documents.groups(are_together=are_together):
        if group.is_named and len(compared_documents(group)) < _FEWEST:
            message = "--together compared nothing: there are no two feeds that can be read"
            fix = "name feeds of one site, in RSS, Atom, JSON Feed or CSV"
            yield SetFinding("", Finding(rule="documents-not-compared", message=message, fix=fix, level=Level.WARNING))
        yield from format_findings(group)
    for number, folder in enumerate(folders or [None]):
        published = FolderDocuments(folder, documents)
        yield from published.findings()
        if not number:
            yield from archive_findings(documents, published)
    if not documents.is_whole:
        message, fix = "more documents than can be compared", "judge fewer in one run"
        yield SetFinding("", Finding(rule="documents-not-compared", message=message, fix=fix, level=Level.NOTE))
