"""The files of this run, in their order, with what the cache holds of each."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from exporters.run import RunOptions
from exporters.settings.values import Settings
from exporters.sources import walk
from exporters.store.inputs import FileStamp, KnownFile, KnownFiles
from exporters.support.paths import absolute, relative, shown_path

_FIRST: Final = 8  # files in the first group; each has twice as many as the one before, so that few files stay few
_MOST: Final = 256  # files in a group
_MOST_BYTES: Final = 1_000_000  # of the files in a group


class InputFile(NamedTuple):
    """A file of this run."""

    path: str  # absolute
    shown: str  # what messages call it
    key: str  # what the cache calls it: its path from the folder of the settings
    stamp: FileStamp | None  # None: no regular file


class CachedInput(NamedTuple):
    """A file, and what the cache holds of it."""

    here: InputFile
    known: KnownFile | None  # where it helps
    is_current: bool  # whether the file need not be read


def groups(
    settings: Settings, wishes: RunOptions, files: KnownFiles, wanted: Collection[str]
) -> Iterator[list[CachedInput]]:
    """All files in groups, the first ones small. `wanted` are the kinds of which nothing is kept, yet all is asked."""
    for batch in _batches(settings, wishes):
        known = files.known([each.key for each in batch])
        is_built = settings.built is not None
        yield [_looked(here, of, wanted, is_built=is_built) for here, of in zip(batch, known, strict=True)]


def count(settings: Settings, wishes: RunOptions) -> int:
    """How many files there are to read."""
    return sum(1 for _ in _every(settings, wishes))


def key(path: Path, settings: Settings) -> str:
    """What the cache calls a file or folder: its path from the folder of the settings, the same on every machine."""
    return relative(path, settings.base)


def _looked(here: InputFile, known: KnownFile | None, wanted: Collection[str], *, is_built: bool) -> CachedInput:
    if known is None or known.row.kind in wanted:
        return CachedInput(here, None, is_current=False)
    return CachedInput(here, known, is_current=known.is_as(here.stamp) and not (is_built and known.row.page))


def _batches(settings: Settings, wishes: RunOptions) -> Iterator[list[InputFile]]:
    most, size, batch = _FIRST, 0, list[InputFile]()
    for here in _every(settings, wishes):
        batch.append(here)
        size += here.stamp.size if here.stamp else 0
        if len(batch) >= most or size >= _MOST_BYTES:
            yield batch
            most, size, batch = min(2 * most, _MOST), 0, []
    if batch:
        yield batch


def _every(settings: Settings, wishes: RunOptions) -> Iterator[InputFile]:
    """Every file of the sources, each once."""
    seen: set[str] | None = set() if len(wishes.sources) > 1 else None
    for source in wishes.sources:
        root = absolute(source)
        whole = (str(root), shown_path(source), key(root, settings))
        path, shown, name = ("" if each == "." else f"{each.removesuffix('/')}/" for each in whole)
        for file, stamp in walk.files(root, settings):
            # as text: a Path for each of a million files would take 10 s
            here = InputFile(path + file, shown + file, name + file, stamp) if file else InputFile(*whole, stamp)
            if seen is not None:
                if here.path in seen:
                    continue
                seen.add(here.path)
            yield here
