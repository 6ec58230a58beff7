"""Parts: a document that can be written entry by entry, whatever the length of its feed."""

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, NamedTuple, Protocol, runtime_checkable

from exporters.model.article import Article
from exporters.model.feed import Feed


class Parts(NamedTuple):
    """A document in parts: `before`, then the entries with `between` between them, then `after`."""

    before: bytes
    between: bytes
    after: bytes
    entry: Callable[[Article], bytes]  # one entry, the same bytes wherever it stands in the document


@runtime_checkable
class InParts(Protocol):
    """An exporter whose document is the same whether it is written at once or put together from its parts."""

    def parts(self, feed: Feed) -> Parts:
        """The document of `feed` in parts.

        Of its entries it only matters whether there are any: any of them will do, and the parts are the same.
        """


def pieces(parts: Parts, entries: Iterable[bytes]) -> Iterator[bytes]:
    """The whole document, piece by piece; `entries` are what `parts.entry` made, now or at another time."""
    yield parts.before
    for rank, entry in enumerate(entries):
        if rank:
            yield parts.between
        yield entry
    yield parts.after


def write_parts(parts: Parts, entries: Iterable[Article], out: BinaryIO) -> None:
    """Write the document of `entries` to `out`; no more than one of them is held at a time."""
    out.writelines(pieces(parts, map(parts.entry, entries)))
