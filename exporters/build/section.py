"""A section of a feed: some of its entries, written in every format of ours and checked, in whatever process."""

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import PurePosixPath
from traceback import extract_tb
from typing import Final, NamedTuple, Self

from msgspec.structs import replace

from exporters.checks import section
from exporters.checks.agree import FeedFindings, examined
from exporters.errors import OutputError
from exporters.formats.exporter import DocumentParts, pieces
from exporters.formats.registry import built_in
from exporters.model.article import Article
from exporters.model.feed import Feed
from exporters.store import rows
from exporters.store.entries import shortened

_MOST: Final = 32_000_000  # bytes, in each process

Key = tuple[str, bytes, tuple[str, ...]]  # full or excerpt, the digest of the article, the formats
Entry = tuple[bytes, ...]  # in each of the formats


class EntryCache:
    """The entries that were made or asked for last."""

    def __init__(self) -> None:
        """None yet."""
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._size = 0  # bytes

    def get(self, key: Key) -> Entry | None:
        """The entry, None where it has to be made."""
        if (entry := self._entries.get(key)) is not None:
            self._entries.move_to_end(key)
        return entry

    def put(self, key: Key, entry: Entry) -> None:
        """Hold an entry; those that nobody asked for the longest go."""
        if key not in self._entries:
            self._entries[key] = entry
            self._size += sum(map(len, entry))
        while self._size > _MOST:
            _, oldest = self._entries.popitem(last=False)
            self._size -= sum(map(len, oldest))


class SectionTask(NamedTuple):
    """A section to be written: some entries of `feed`, which itself holds none."""

    feed: Feed
    names: tuple[str, ...]  # of the formats
    packed: Sequence[bytes]  # the articles, as the cache has them
    digests: Sequence[bytes]  # what stands for the content of each
    is_shared: bool = False  # entries may stand in other feeds too
    is_frame: bool = False  # the entry shows what stands around it, and is none of the section


class DocumentFrame(NamedTuple):
    """What stands around the entries of a document, and between two of them."""

    before: bytes
    between: bytes
    after: bytes


class BuiltSection(NamedTuple):
    """What was made of some entries. Each list is in the order of the formats."""

    frames: list[DocumentFrame]
    entries: list[list[bytes]]  # of each format
    examined: FeedFindings  # what the checks found in the documents that hold only these entries


class SectionWriter:
    """Writes sections, one feed after another; an entry that stands in several feeds is made and checked once."""

    def __init__(self) -> None:
        """Nothing is made yet."""
        self._made = EntryCache()
        self._feed: tuple[Feed, tuple[str, ...], bool] | None = None
        self._parts: list[DocumentParts] = []

    def __reduce__(self) -> tuple[type[Self], tuple[()]]:
        """How it passes to another process: with nothing made."""
        return type(self), ()

    def __call__(self, task: SectionTask) -> BuiltSection:
        """Write a section. Raises OutputError where an exporter fails."""
        articles = [rows.article(each) for each in task.packed]
        if task.feed.content == "excerpt":
            articles = [shortened(each) for each in articles]
        parts = self._parts_of(task, articles[:1])
        keys = [(task.feed.content, digest, task.names) for digest in task.digests]
        known = [self._made.get(each) for each in keys]
        made = [entry or entry_of(parts, task.names, each) for entry, each in zip(known, articles, strict=True)]
        fresh = [entry for entry, before in zip(made, known, strict=True) if before is None]
        found = self._examined(task, fresh or made[:1])
        if _tells_of_entries(found) and len(fresh) < len(made):
            found = self._examined(task, made)  # its places are those of the section
        if task.is_shared and not _tells_of_entries(found):
            for each, entry in zip(keys, made, strict=True):
                self._made.put(each, entry)
        entries = [[] if task.is_frame else [each[rank] for each in made] for rank in range(len(parts))]
        return BuiltSection([DocumentFrame(each.before, each.between, each.after) for each in parts], entries, found)

    def _parts_of(self, task: SectionTask, first: Sequence[Article]) -> list[DocumentParts]:
        """The documents in parts, in the order of the formats."""
        key = (task.feed, task.names, bool(first))
        if self._feed != key:
            self._parts = parts_of(replace(task.feed, entries=tuple(first)), task.names)
            self._feed = key
        return self._parts

    def _examined(self, task: SectionTask, made: Sequence[tuple[bytes, ...]]) -> FeedFindings:
        documents = {
            built_in(name).media_type: b"".join(pieces(parts, (each[rank] for each in made)))
            for rank, (name, parts) in enumerate(zip(task.names, self._parts, strict=True))
        }
        return examined(documents)


def parts_of(feed: Feed, names: Sequence[str]) -> list[DocumentParts]:
    """The documents in parts, in the order of the formats. Raises OutputError where an exporter fails."""
    made = []
    for name in names:
        try:
            made.append(built_in(name).load().parts(feed))
        except (Exception, SystemExit) as error:
            raise failed(name, error) from error
    return made


def entry_of(parts: Sequence[DocumentParts], names: Sequence[str], article: Article) -> tuple[bytes, ...]:
    """An entry in each of the formats. Raises OutputError where an exporter fails."""
    made = []
    for name, each in zip(names, parts, strict=True):
        try:
            made.append(each.entry(article))
        except (Exception, SystemExit) as error:
            raise failed(name, error) from error
    return tuple(made)


def _tells_of_entries(found: FeedFindings) -> bool:
    return bool(found.disagreements) or any(
        not section.of_frame(each) for findings in found.findings.values() for each in findings
    )


def failed(name: str, error: BaseException) -> OutputError:
    """The error of an exporter that raised `error`. Raises a MemoryError, which no exporter is to blame for."""
    if isinstance(error, MemoryError):
        raise error
    frame = extract_tb(error.__traceback__)[-1:]
    where = f" ({PurePosixPath(frame[0].filename).name}:{frame[0].lineno})" if frame else ""
    seen = f"the format {name} failed: {type(error).__name__}: {str(error)[:300]}{where}"
    return OutputError.because("exporter-failed", seen, "report it to its author, or leave the format out")
