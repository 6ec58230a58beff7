"""The protocols of an exporter. Third parties implement one and register it; see docs/exporters.md."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, Literal, NamedTuple, Protocol, TypeGuard, runtime_checkable

from msgspec import Struct

from exporters.model.article import Article
from exporters.model.feed import Feed

Scope = Literal["feed", "site"]


class Exporter(Protocol):
    """Writes a feed as one document.

    The same feed gives the same bytes: no clock, no network, no file access. Articles are already clean: text
    without control characters, addresses absolute and percent-encoded, HTML sanitised.
    """

    @property
    def name(self) -> str:
        """The name on the command line and of the entry point: `rss`."""

    @property
    def media_type(self) -> str:
        """The Content-Type of the document: `application/rss+xml`."""

    @property
    def filename(self) -> str:
        """The file name in the folder of the feed: `rss.xml`."""

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
        """Write the document of `feed`, at least one byte, to `out`. Its entries are the articles of that feed."""


class SiteExporter(Exporter, Protocol):
    """Writes one document of the whole site into the out folder itself, whichever feeds a run writes."""

    @property
    def scope(self) -> Literal["site"]:
        """Always `site`."""

    def write(self, feed: Feed, out: BinaryIO) -> None:
        """Write the document of the site to `out`. Without a byte there is no file.

        `feed` has the path "" and all articles of the site, newest first; its `pages` are the addresses of the pages
        about feeds.
        """


def is_of_feed(exporter: Exporter) -> TypeGuard[FeedExporter]:
    """Return whether the exporter writes a document for each feed."""
    return exporter.scope == "feed"


def is_of_site(exporter: Exporter) -> TypeGuard[SiteExporter]:
    """Return whether the exporter writes one document for the whole site."""
    return exporter.scope == "site"


@runtime_checkable
class CompanionExporter(Protocol):
    """An exporter whose document has companion files."""

    def companions(self, feed: Feed) -> Mapping[str, bytes]:
        """Return the companion files of `feed` by file name.

        The names are read first, then each value once: a mapping that builds values lazily needs memory for one
        of many large files.
        """


class OmittedEntries(Struct, frozen=True):
    """Entries that a document must not carry, for one reason."""

    count: int  # 0 if the reason does not apply
    reason: str  # completes "articles are": `not under https://example.org/`


@runtime_checkable
class SelectiveExporter(Protocol):
    """An exporter whose format must not carry every entry."""

    def left_out(self, feed: Feed) -> Sequence[OmittedEntries] | tuple[int, str]:
        """Return the entries that the document leaves out, by reason. A tuple stands for one `OmittedEntries`."""


def join_omitted(omitted: Sequence[OmittedEntries] | tuple[int, str]) -> OmittedEntries:
    """Return all omitted entries as one value, with the reasons joined."""
    match omitted:
        case (int(count), str(reason)):
            return OmittedEntries(count, reason)
        case [*entries]:
            reasons = [each for each in entries if each.count]
            return OmittedEntries(sum(each.count for each in reasons), " or ".join(each.reason for each in reasons))
    raise TypeError(f"left_out returned {omitted!r}, not a list of LeftOut")


class DocumentParts(NamedTuple):
    """A document in parts: `before`, the entries separated by `between`, `after`."""

    before: bytes
    between: bytes
    after: bytes
    entry: Callable[[Article], bytes]  # renders one entry, with the same bytes at every position


@runtime_checkable
class SectionedExporter(Protocol):
    """An exporter whose document can be assembled from parts, with the same bytes."""

    def parts(self, feed: Feed) -> DocumentParts:
        """Return the document of `feed` in parts.

        The parts depend on whether there are entries, not on which ones.
        """


def assemble(parts: DocumentParts, entries: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the document in pieces; `parts.entry` has rendered `entries`, now or earlier."""
    yield parts.before
    for rank, entry in enumerate(entries):
        if rank:
            yield parts.between
        yield entry
    yield parts.after


def write_parts(parts: DocumentParts, entries: Iterable[Article], out: BinaryIO) -> None:
    """Write the document of `entries` to `out`, with one entry in memory at a time."""
    out.writelines(assemble(parts, map(parts.entry, entries)))
