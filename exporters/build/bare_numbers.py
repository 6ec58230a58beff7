"""Turn the warning about a bare-number id into a note where the article is published under that id."""

from collections.abc import Container, Iterable, Iterator
from typing import Final

from exporters.diagnostics.diagnostic import Level
from exporters.model.number import KEEP
from exporters.store.entries import StoredEntries
from exporters.store.outputs import DocumentDiagnostic

_SLUG: Final = "guid-bare-number"


def with_notes(
    diagnostics: Iterable[DocumentDiagnostic], entries: StoredEntries, published_ids: Container[str]
) -> Iterator[DocumentDiagnostic]:
    """Yield the diagnostics, with a note for each bare-number id in `published`.

    The store keeps the warnings: `published` may change while the documents stay the same.
    """
    for each in diagnostics:
        if each.diagnostic.rule == _SLUG and each.entry is not None and entries[each.entry].id in published_ids:
            yield each._replace(diagnostic=each.diagnostic._replace(level=Level.NOTE, fix=KEEP))
        else:
            yield each
