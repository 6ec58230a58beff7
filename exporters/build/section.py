"""Write one section of a feed in every built-in format, and check it, in any process."""

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import PurePosixPath
from traceback import extract_tb
from typing import Final, NamedTuple, Self

from msgspec.structs import replace

from exporters.checks import section
from exporters.checks.agree import FeedFindings, check_documents
from exporters.errors import OutputError
from exporters.formats.exporter import DocumentParts, assemble
from exporters.formats.registry import get_built_in
from exporters.model.article import Article
from exporters.model.feed import Feed
from exporters.store import rows
from exporters.store.entries import without_content

_MOST: Final = 32_000_000  # bytes, in each process

Key = tuple[str, bytes, tuple[str, ...]]  # what of the feed shapes an entry, the digest of the article, the formats
Entry = tuple[bytes, ...]  # in each of the formats


class EntryCache:
    """An LRU cache of rendered entries."""

    def __init__(self) -> None:
        """Start empty."""
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._size = 0  # bytes

    def get(self, key: Key) -> Entry | None:
        """Return the entry; None if it is not cached."""
        if (entry := self._entries.get(key)) is not None:
            self._entries.move_to_end(key)
        return entry

    def put(self, key: Key, entry: Entry) -> None:
        """Add an entry, and drop the least recently used ones over the limit."""
        if key not in self._entries:
            self._entries[key] = entry
            self._size += sum(map(len, entry))
        while self._size > _MOST:
            _, oldest = self._entries.popitem(last=False)
            self._size -= sum(map(len, oldest))


class SectionTask(NamedTuple):
    """A section to write: some entries of `feed`, whose own `entries` are empty."""

    feed: Feed
    names: tuple[str, ...]  # of the formats
    packed: Sequence[bytes]  # packed articles
    digests: Sequence[bytes]  # of the content of each article
    is_shared: bool = False  # entries may stand in other feeds too
    is_frame: bool = False  # only the frame is needed, which depends on whether there are entries


class DocumentFrame(NamedTuple):
    """The bytes around the entries of a document, and between two of them."""

    before: bytes
    between: bytes
    after: bytes


class BuiltSection(NamedTuple):
    """The rendered entries of a section. Each list is in the order of the formats."""

    frames: list[DocumentFrame]
    entries: list[list[bytes]]  # of each format
    findings: FeedFindings  # what the checks found in the documents that hold only these entries


class SectionWriter:
    """Writes sections, one feed after another; an entry that stands in several feeds is made and checked once."""

    def __init__(self) -> None:
        """Nothing is made yet."""
        self._cache = EntryCache()
        self._feed: tuple[Feed, tuple[str, ...], bool] | None = None
        self._parts: list[DocumentParts] = []

    def __reduce__(self) -> tuple[type[Self], tuple[()]]:
        """Pickle without the cache."""
        return type(self), ()

    def __call__(self, task: SectionTask) -> BuiltSection:
        """Write a section. Raises OutputError where an exporter fails."""
        articles = [rows.decode_article(each) for each in task.packed]
        if task.feed.content == "excerpt":
            articles = [without_content(each) for each in articles]
        parts = self._parts_of(task, articles[:1])
        frames = [DocumentFrame(each.before, each.between, each.after) for each in parts]
        if task.is_frame:
            return BuiltSection(frames, [[] for _ in parts], self._check(task, []))
        shape = entry_shape(task.feed)
        keys = [(shape, digest, task.names) for digest in task.digests]
        cached = [self._cache.get(each) for each in keys]
        rendered = [
            entry or render_entry(parts, task.names, each) for entry, each in zip(cached, articles, strict=True)
        ]
        new_entries = [entry for entry, before in zip(rendered, cached, strict=True) if before is None]
        findings = self._check(task, new_entries or rendered[:1])
        if has_entry_findings(findings) and len(new_entries) < len(rendered):
            findings = self._check(task, rendered)  # its places are those of the section
        if task.is_shared and not has_entry_findings(findings):
            for each, entry in zip(keys, rendered, strict=True):
                self._cache.put(each, entry)
        return BuiltSection(frames, [[each[rank] for each in rendered] for rank in range(len(parts))], findings)

    def _parts_of(self, task: SectionTask, first: Sequence[Article]) -> list[DocumentParts]:
        """The documents in parts, in the order of the formats."""
        key = (task.feed, task.names, bool(first))
        if self._feed != key:
            self._parts = build_parts(replace(task.feed, entries=tuple(first)), task.names)
            self._feed = key
        return self._parts

    def _check(self, task: SectionTask, rendered: Sequence[tuple[bytes, ...]]) -> FeedFindings:
        documents = {
            get_built_in(name).media_type: b"".join(assemble(parts, (each[rank] for each in rendered)))
            for rank, (name, parts) in enumerate(zip(task.names, self._parts, strict=True))
        }
        return check_documents(documents)


def entry_shape(feed: Feed) -> str:
    """Return what of a feed shapes its entries: text and pictures; episodes of a podcast are of that feed alone."""
    shape = f"{feed.content} {feed.image}"
    return f"{shape} {feed.path} {feed.period}" if feed.show else shape


def build_parts(feed: Feed, names: Sequence[str]) -> list[DocumentParts]:
    """The documents in parts, in the order of the formats. Raises OutputError where an exporter fails."""
    documents = []
    for name in names:
        try:
            documents.append(get_built_in(name).load().parts(feed))
        except (Exception, SystemExit) as error:
            raise exporter_failure(name, error) from error
    return documents


def render_entry(parts: Sequence[DocumentParts], names: Sequence[str], article: Article) -> tuple[bytes, ...]:
    """Return the entry in each of the formats. Raises OutputError if an exporter fails."""
    rendered = []
    for name, each in zip(names, parts, strict=True):
        try:
            rendered.append(each.entry(article))
        except (Exception, SystemExit) as error:
            raise exporter_failure(name, error) from error
    return tuple(rendered)


def has_entry_findings(feed_findings: FeedFindings) -> bool:
    """Return whether the checks found something in an entry, and not in the frame alone."""
    return bool(feed_findings.disagreements) or any(
        not section.is_about_frame(each) for findings in feed_findings.findings.values() for each in findings
    )


def exporter_failure(name: str, error: BaseException) -> OutputError:
    """Return the error of an exporter that raised `error`. Raises a MemoryError, which is not the exporter's fault."""
    if isinstance(error, MemoryError):
        raise error
    frame = extract_tb(error.__traceback__)[-1:]
    where = f" ({PurePosixPath(frame[0].filename).name}:{frame[0].lineno})" if frame else ""
    message = f"the format {name} failed: {type(error).__name__}: {str(error)[:300]}{where}"
    return OutputError.because("exporter-failed", message, "report it to its author, or remove the format")
