"""Ids that are bare numbers: a warning, and a note where the article is published under it and has to keep it."""

from collections.abc import Container, Iterable, Iterator
from typing import Final

from exporters.diagnostics.diagnostic import Level
from exporters.model.number import KEEP
from exporters.store.entries import StoredEntries
from exporters.store.outputs import DocumentDiagnostic

_SLUG: Final = "guid-bare-number"


def with_notes(
    told: Iterable[DocumentDiagnostic], entries: StoredEntries, published: Container[str]
) -> Iterator[DocumentDiagnostic]:
    """Return what to tell of documents with such notes; `published` are ids.

    The documents are kept with the warnings: what is published may change while they stay.
    """
    for each in told:
        if each.diagnostic.rule == _SLUG and each.entry is not None and entries[each.entry].id in published:
            yield each._replace(diagnostic=each.diagnostic._replace(level=Level.NOTE, fix=KEEP))
        else:
            yield each
