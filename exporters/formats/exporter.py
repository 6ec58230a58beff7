"""Exporter: what a format has to be. Third parties write one and register it; see docs/exporters.md."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO, Literal, NamedTuple, Protocol, runtime_checkable

from exporters.model.article import Article
from exporters.model.feed import Feed

Scope = Literal["feed", "site"]


class Exporter(Protocol):
    """Writes a feed as one document.

    The same feed makes the same bytes: no clock, no network, no file is touched. Articles are clean already: text
    without control characters, addresses absolute and percent-encoded, HTML sanitised.
    """

    @property
    def name(self) -> str:
        """What it is called on the command line and as entry point: `rss`."""

    @property
    def media_type(self) -> str:
        """What HTTP calls the document: `application/rss+xml`."""

    @property
    def filename(self) -> str:
        """What the document is called in its folder: `rss.xml`."""

    @property
    def scope(self) -> Scope:
        """`feed`: one document a feed. `site`: one document of the whole site.

        That one lies in the out folder itself, whichever feeds are wanted. The feed it is written from has the path ""
        and holds every article of the site, newest first; its `pages` are the addresses of the pages beside the feeds.
        """

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """Write the document of `feed` to `out`. Where a document of the site has no byte, there is no such file."""


@runtime_checkable
class WithCompanions(Protocol):
    """An exporter whose document needs files beside it."""

    def companions(self, feed: Feed) -> Mapping[str, bytes]:
        """Further files of `feed`, by file name.

        The names are read first, then each value once: a mapping that makes them when they are asked for needs memory
        for one of many large files.
        """


@runtime_checkable
class Selective(Protocol):
    """An exporter whose format must not carry every entry."""

    def left_out(self, feed: Feed) -> tuple[int, str]:
        """How many entries of `feed` the document leaves out, and what these are: `not under https://example.org/`."""


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
