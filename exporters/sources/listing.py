"""The files of this run, in their order, with what the cache holds of each."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from exporters.errors import UsageError
from exporters.media.folders import MediaFolder
from exporters.media.lookup import are_current
from exporters.model.outcome import ReadOutcome
from exporters.run import RunOptions
from exporters.settings.source_formats import FOLDER, HTML
from exporters.settings.values import Settings, SourceSettings
from exporters.sources import items, link_facts, source_registry, walk
from exporters.sources.dialects import registry as dialect_registry
from exporters.sources.foreign_content import HEAD, foreign_content
from exporters.sources.source import SourceFile, SourceItem
from exporters.sources.source_files import SourceFiles
from exporters.store.inputs import FileStamp, KnownFile, KnownFiles
from exporters.store.key import with_media, zone_rules
from exporters.support.paths import absolute, relative, shown_path
from exporters.support.stdin import has_stdin, is_stdin, spooled_stdin

_FIRST: Final = 8  # files in the first group; each has twice as many as the one before, so that few files stay few
_MOST: Final = 256  # files in a group
_MOST_BYTES: Final = 1_000_000  # of the files in a group
_UNKNOWN: Final = "the format of standard input is unknown"


class InputFile(NamedTuple):
    """A file of this run, or an item in one."""

    path: str  # absolute
    shown: str  # what messages call it
    key: str  # what the cache calls it: its path from the folder of the settings
    stamp: FileStamp | None  # None: no regular file
    source: SourceSettings | None = None  # what holds for it; None: what holds for all
    format: str = ""  # of the source of an item
    item: SourceItem | None = None
    digest: bytes = b""  # of an item

    @property
    def size(self) -> int:
        """Its size in bytes."""
        return len(self.item.data) if self.item else self.stamp.size if self.stamp else 0

    def contents(self) -> ReadOutcome | None:
        """What became of an item of which nothing can be made; None where it is to be parsed."""
        return items.refused_item(self.item, self.shown) if self.item and self.item.problems else None


class CachedInput(NamedTuple):
    """A file, and what the cache holds of it."""

    here: InputFile
    known: KnownFile | None  # where it helps
    is_current: bool  # whether the file need not be read


def groups(
    settings: Settings,
    options: RunOptions,
    files: KnownFiles,
    wanted: Collection[str],
    targets: SourceFiles | None = None,
) -> Iterator[list[CachedInput]]:
    """All files in groups, the first ones small. `wanted` are the kinds of which nothing is kept, yet all is asked.

    `targets` are the files that links lead to.
    """
    for batch in _batches(settings, options):
        known = files.find([each.key for each in batch])
        base = str(settings.base)
        yield [_looked(here, of, wanted, targets, base) for here, of in zip(batch, known, strict=True)]


def count(settings: Settings, options: RunOptions) -> int:
    """How many files there are to read."""
    return sum(1 for _ in every(settings, options))


def key(path: Path, settings: Settings) -> str:
    """What the cache calls a file or folder: its path from the folder of the settings, the same on every machine."""
    return relative(path, settings.base)


def _looked(
    here: InputFile, known: KnownFile | None, wanted: Collection[str], targets: SourceFiles | None, base: str
) -> CachedInput:
    if known is None or known.row.kind in wanted or not are_current(known.row.media, base):
        return CachedInput(here, None, is_current=False)
    if here.item is not None:
        is_same = known.digest == with_media(here.digest, known.row.media_digest) and not here.item.problems
        return CachedInput(here, known if is_same else None, is_current=is_same)
    is_current = known.is_unchanged(here.stamp) and not known.row.built_page
    if is_current and known.row.links:
        is_current = targets is not None and link_facts.is_current(known, here.path, targets)
    return CachedInput(here, known, is_current)


def _batches(settings: Settings, options: RunOptions) -> Iterator[list[InputFile]]:
    most, size, batch = _FIRST, 0, list[InputFile]()
    for here in every(settings, options):
        batch.append(here)
        size += here.size
        if len(batch) >= most or size >= _MOST_BYTES:
            yield batch
            most, size, batch = min(2 * most, _MOST), 0, []
    if batch:
        yield batch


def every(settings: Settings, options: RunOptions) -> Iterator[InputFile]:
    """Every file of the sources, each once."""
    seen: set[str] | None = set() if len(options.sources) > 1 else None
    for source in options.sources:
        root = absolute(source)
        whole = (str(root), shown_path(source), key(root, settings))
        entry = settings.of_source(root)
        if (found := _items(source, entry, settings)) is not None:
            if seen is None or whole[0] not in seen:
                yield from found
            if seen is not None:
                seen.add(whole[0])
            continue
        path, shown, name = ("" if each == "." else f"{each.removesuffix('/')}/" for each in whole)
        own = entry if entry.differs else None
        for file, stamp in walk.files(root, settings, entry):
            # as text: a Path for each of a million files would take 10 s
            here = (
                InputFile(path + file, shown + file, name + file, stamp, own) if file else InputFile(*whole, stamp, own)
            )
            if seen is not None:
                if here.path in seen:
                    continue
                seen.add(here.path)
            yield here


def item_file(source: Path, entry: SourceSettings) -> tuple[SourceFile, str] | None:
    """The file of many articles that a source is, with its format; None where articles are files of their own.

    Raises UsageError where standard input has no known format, and OSError where it can't be kept.
    """
    if is_stdin(source):
        if not has_stdin():
            raise UsageError.because("source-format", "standard input is closed", "pipe articles into it", path="-")
        file = SourceFile(spooled_stdin(), "-", is_spooled=True)
        name = entry.format or source_registry.recognise(file)
        if name == FOLDER:
            raise UsageError.because("source-format", *_unfit_stdin(file), path="-")
        return file, name
    file = SourceFile(absolute(source), shown_path(source))
    if entry.format in (FOLDER, HTML) or (not entry.format and not file.path.is_file()):
        return None
    try:
        name = entry.format or source_registry.recognise(file)
    except (OSError, ValueError):  # it is told where it is read
        return None
    return None if name == FOLDER else (file, name)


def _unfit_stdin(file: SourceFile) -> tuple[str, str]:
    """What standard input holds instead of articles, and what would be right."""
    with file.open() as stream:
        head = stream.read(HEAD)
    right = "give JSON Lines, JSON, CSV or a feed"
    if not head.strip():
        return "standard input is empty", right
    if (found := foreign_content(head)) is not None:
        return f"standard input is {found[0]}", right
    return _UNKNOWN, right


def _items(source: Path, entry: SourceSettings, settings: Settings) -> Iterator[InputFile] | None:
    found = item_file(source, entry)
    if found is None:
        return None
    file, name = found
    whole = "-" if file.is_spooled else key(file.path, settings)
    return (
        InputFile(
            str(file.path),
            file.shown,
            items.item_key(whole, item),
            None,
            entry if entry.differs else None,
            name,
            item,
            items.digest_of(name, item, entry),
        )
        for item in items.read_items(name, file)
    )


def shaping(settings: Settings) -> Iterator[bytes]:
    """What shapes articles of single sources, and the plugins that read them."""
    yield source_registry.versions()
    yield dialect_registry.versions()
    yield settings.source_site.digest if settings.source_site else b""
    yield settings.built.digest if settings.built else b""
    yield bytes([settings.has_show])
    yield f"{settings.format}\0{settings.id_prefix}\0{settings.select}".encode("utf-8", "surrogateescape")
    yield _media_part(settings.media, settings)
    for each in settings.sources:
        yield _media_part(each.media, settings)
        parts = (key(each.path, settings), each.format, each.id_prefix, each.ids, str(each.select))
        yield "\0".join(parts).encode("utf-8", "surrogateescape")
        yield zone_rules(each.timezone)
        site = settings.site_of(each)
        yield site.digest if site else b""
        yield each.built.digest if each.built else b""


def _media_part(folders: Iterable[MediaFolder], settings: Settings) -> bytes:
    parts = (f"{each.prefix}\0{key(Path(each.path), settings)}" for each in folders)
    return "\0".join(parts).encode("utf-8", "surrogateescape")
