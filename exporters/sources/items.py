"""The items of a file that holds many articles, each as an input of the run."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.errors import ArticleError
from exporters.model.outcome import ReadOutcome
from exporters.settings.values import SourceSettings
from exporters.sources import source_registry
from exporters.sources.foreign_content import HEAD, foreign_content
from exporters.sources.source import ITEM_MARK, SourceFile, SourceItem, unfit
from exporters.store import key
from exporters.yamldoc.positions import TextPosition

_NOWHERE: Final = TextPosition(0, 0)


class ItemKey(NamedTuple):
    """What the cache calls an input, taken apart."""

    path: str  # of the file, from the folder of the settings
    place: TextPosition | None  # of the item in it; None: the file is the article


def item_key(file: str, item: SourceItem) -> str:
    """What the cache calls an item of the file that it calls `file`."""
    return f"{file}{ITEM_MARK}{item.place.line}:{item.place.column}"


def split_key(name: str) -> ItemKey:
    """Take apart what the cache calls an input."""
    path, mark, place = name.partition(ITEM_MARK)
    if not mark:
        return ItemKey(path, None)
    line, _, column = place.partition(":")
    return ItemKey(path, TextPosition(int(line), int(column)))


def read_items(name: str, file: SourceFile) -> Iterator[SourceItem]:
    """The items of a file in the format `name`. What is wrong with the file as a whole is an item too."""
    try:
        if source_registry.is_ours(name):
            _check_content(file)
        with source_registry.blame_plugin(name):
            yield from source_registry.find(name).items(file)
    except ArticleError as error:
        place = TextPosition(error.diagnostics[0].line, error.diagnostics[0].column)
        yield SourceItem(b"", place, problems=error.diagnostics)
    except (OSError, ValueError) as error:
        yield SourceItem(b"", _NOWHERE, problems=(unreadable(error),))


def _check_content(file: SourceFile) -> None:
    """Raise ArticleError where a file is compressed, a picture or a page, which none of our formats is."""
    with file.open() as stream:
        found = foreign_content(stream.read(HEAD))
    if found is not None:
        raise unfit("content-foreign", found[0], found[1], TextPosition(1, 1))


def unreadable(error: Exception) -> Diagnostic:
    """Return the problem of a file that can't be opened."""
    why = getattr(error, "strerror", None) or "can't be read"
    return Diagnostic("file-unreadable", str(why).lower(), "make the file readable, or remove it from the sources")


def digest_of(name: str, item: SourceItem, entry: SourceSettings) -> bytes:
    """What stands for all that shapes the article that the source `name` makes of an item, under what `entry` says."""
    parts = (name, str(item.place), item.pointer, repr(item.notes))
    encoded = (each.encode("utf-8", "surrogateescape") for each in parts)
    return key.digest_of([*encoded, item.context, item.data, entry.digest])


def refused_item(item: SourceItem, path: str) -> ReadOutcome:
    """What became of an item of which nothing can be made."""
    told = tuple(each.at(path) for each in (*item.notes, *item.problems))
    return ReadOutcome(path=path, kind="rejected", diagnostics=told)
