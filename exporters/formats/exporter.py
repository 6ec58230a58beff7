"""Exporter: what a format has to be. Third parties write one and register it; see docs/exporters.md."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Literal, NamedTuple, Protocol, TypeGuard, runtime_checkable

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
        """`feed` makes it a `FeedExporter`, `site` a `SiteExporter`."""

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """Write the document of `feed` to `out`."""


class FeedExporter(Exporter, Protocol):
    """Writes one document for each feed."""

    @property
    def scope(self) -> Literal["feed"]:
        """Always `feed`."""

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """Write the document of `feed`, which holds the articles of that feed, to `out`. It has one byte at least."""


class SiteExporter(Exporter, Protocol):
    """Writes one document of the whole site, into the out folder itself, whichever feeds are wanted."""

    @property
    def scope(self) -> Literal["site"]:
        """Always `site`."""

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """Write the document of the site to `out`. Where it has no byte, there is no such file.

        `feed` has the path "" and holds every article of the site, newest first; its `pages` are the addresses of the
        pages beside the feeds.
        """


def is_of_feed(exporter: Exporter) -> TypeGuard[FeedExporter]:
    """Whether it writes a document for each feed."""
    return exporter.scope == "feed"


def is_of_site(exporter: Exporter) -> TypeGuard[SiteExporter]:
    """Whether it writes one document of the whole site."""
    return exporter.scope == "site"


@runtime_checkable
class CompanionExporter(Protocol):
    """An exporter whose document needs files beside it."""

    def companions(self, feed: Feed) -> Mapping[str, bytes]:
        """Further files of `feed`, by file name.

        The names are read first, then each value once: a mapping that makes them when they are asked for needs memory
        for one of many large files.
        """


@dataclass(frozen=True, slots=True)
class OmittedEntries:
    """Entries that a document must not carry, for one reason."""

    count: int  # 0 where the reason does not apply
    reason: str  # what these entries are: `not under https://example.org/`


@runtime_checkable
class SelectiveExporter(Protocol):
    """An exporter whose format must not carry every entry."""

    def left_out(self, feed: Feed) -> Sequence[OmittedEntries] | tuple[int, str]:
        """The entries of `feed` that the document leaves out, by reason. A tuple is a single `OmittedEntries`."""


def joined(left_out: Sequence[OmittedEntries] | tuple[int, str]) -> OmittedEntries:
    """All that is left out as one value, its reasons put together."""
    match left_out:
        case (int(count), str(reason)):
            return OmittedEntries(count, reason)
        case [*found]:
            reasons = [each for each in found if each.count]
            return OmittedEntries(sum(each.count for each in reasons), " or ".join(each.reason for each in reasons))
    raise TypeError(f"left_out returned {left_out!r}, no list of LeftOut")


class DocumentParts(NamedTuple):
    """A document in parts: `before`, then the entries with `between` between them, then `after`."""

    before: bytes
    between: bytes
    after: bytes
    entry: Callable[[Article], bytes]  # one entry, the same bytes wherever it stands in the document


@runtime_checkable
class SectionedExporter(Protocol):
    """An exporter whose document is the same whether it is written at once or put together from its parts."""

    def parts(self, feed: Feed) -> DocumentParts:
        """The document of `feed` in parts.

        Of its entries it only matters whether there are any: any of them will do, and the parts are the same.
        """


def pieces(parts: DocumentParts, entries: Iterable[bytes]) -> Iterator[bytes]:
    """The whole document, piece by piece; `entries` are what `parts.entry` made, now or at another time."""
    yield parts.before
    for rank, entry in enumerate(entries):
        if rank:
            yield parts.between
        yield entry
    yield parts.after


def write_parts(parts: DocumentParts, entries: Iterable[Article], out: BinaryIO) -> None:
    """Write the document of `entries` to `out`; no more than one of them is held at a time."""
    out.writelines(pieces(parts, map(parts.entry, entries)))
