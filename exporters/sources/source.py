"""Source: where articles come from that have no file of their own, such as the rows of a table."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple, Protocol

from exporters.bodies.rules import BodyRules
from exporters.diagnostics.diagnostic import Diagnostic
from exporters.errors import ArticleError
from exporters.support.files import open_regular
from exporters.yamldoc.positions import TextPosition, YamlDocument
from exporters.yamldoc.value_document import ValueDocument

MOST_ITEM_BYTES: Final = 8 * 1024 * 1024  # of one item, as of a file
PRIVATE_KEYS: Final = frozenset({"secured"})  # cipher text that never leaves the source
NOWHERE: Final = TextPosition(0, 0)  # the whole file
ITEM_MARK: Final = "\0"  # between a file and a place in it, in what the cache calls an item: no path holds it


class SourceFile(NamedTuple):
    """A file that holds many articles."""

    path: Path  # absolute
    shown: str  # what messages call it
    is_spooled: bool = False  # whether it holds standard input, and its name says nothing

    def open(self) -> BinaryIO:
        """Open it for reading. Raises OSError and ValueError."""
        return open_regular(self.path)


class SourceItem(NamedTuple):
    """One article, as it stands in its file. All that shapes it is in here, so that the cache knows it again."""

    data: bytes
    place: TextPosition  # where it begins
    pointer: str = ""  # JSON Pointer to it, "" where there is none
    context: bytes = b""  # what holds for all items of the file, such as the names of columns
    notes: tuple[Diagnostic, ...] = ()  # what there is to tell of the file; its first item carries it
    problems: tuple[Diagnostic, ...] = ()  # why nothing can be made of it


class ItemContent(NamedTuple):
    """An item that was parsed: its fields by the names of the article schema, and its body."""

    document: YamlDocument  # a mapping
    name: Callable[[str], str]  # gives the author's name of a field
    body: str = ""
    is_markdown: bool = False
    body_field: str = "body"  # what messages call the body
    body_place: TextPosition = NOWHERE
    notes: tuple[Diagnostic, ...] = ()
    pointer: str = ""  # JSON Pointer to the item, "" where there is none
    rules: BodyRules = BodyRules()  # how the body is written


class Source(Protocol):
    """A format that holds many articles."""

    name: str  # as in `format: csv`, and the name of the entry point
    suffixes: tuple[str, ...]  # of files that have this format: ".csv"; empty where only their content tells

    def recognises(self, head: bytes) -> bool:
        """Whether a file that begins with `head`, 64 KiB at most, has this format."""

    def items(self, file: SourceFile) -> Iterator[SourceItem]:
        """Each item of `file`, in its order, one at a time in memory.

        What is wrong with one item is in its `problems` and never ends the reading. Raises ArticleError where
        nothing more can be read, and what `file.open` raises.
        """

    def content(self, item: SourceItem) -> ItemContent:
        """Parse an item. It is called in another process. Raises ArticleError with every problem."""


def item_problem(rule: str, message: str, fix: str, place: TextPosition = NOWHERE, field: str = "") -> Diagnostic:
    """Return the problem of an item, or of a file."""
    return Diagnostic(rule=rule, message=message, fix=fix, line=place.line, column=place.column, field=field)


def item_content(
    item: SourceItem, fields: Mapping[str, Any], *, body: str = "", is_markdown: bool = False
) -> ItemContent:
    """Return the content of `item`: `fields` by the names of the article schema, the body as HTML or Markdown."""
    document = ValueDocument(dict(fields), item.place)
    return ItemContent(document, str, body, is_markdown=is_markdown, body_place=item.place, pointer=item.pointer)


def item_error(message: str, fix: str, place: TextPosition = NOWHERE) -> ArticleError:
    """Return the error of an item, or of a file, that a plugin can't read: what was seen, and what would be right."""
    return ArticleError(item_problem("item-unreadable", message, fix, place))


def too_large(place: TextPosition, pointer: str = "") -> SourceItem:
    """Return the item that stands for one that is larger than any real one."""
    message, fix = f"more than {MOST_ITEM_BYTES:,} bytes", "keep pictures and data out of it, and link to them"
    return SourceItem(
        b"", place, pointer=pointer, problems=(item_problem("file-too-large", message, fix, place, pointer),)
    )


def unfit(rule: str, message: str, fix: str, place: TextPosition = NOWHERE) -> ArticleError:
    """Return the error of a file of which nothing more can be read."""
    return ArticleError(item_problem(rule, message, fix, place))
