"""Tag: a mark between two delimiters, with a name and arguments, alone or as one end of a pair."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Final

from msgspec import Struct

from exporters.bodies.marks.arguments import MOST_CHARACTERS, Arguments, read_arguments
from exporters.bodies.marks.marked_text import LEFT_OUT, MarkedText, Replacement
from exporters.support.lazy_regex import lazy_regex

_QUOTED: Final = lazy_regex(r"\s*-?\s*[\"'`]")  # between two opening delimiters: the second one is text
_NEAR: Final = 9  # characters between them, at most


class TemplateMark(Struct):
    """What stands between two delimiters."""

    opener: str  # the delimiter before it
    start: int
    stop: int
    inside: str  # without white space around it


class Tag(Struct, dict=True):
    """A mark with a name."""

    mark: TemplateMark
    name: str
    text: str = ""  # behind the name
    is_end: bool = False
    end: "Tag | None" = None  # that closes it; None: it stands alone
    opening: "Tag | None" = None  # that it closes
    is_code: bool = False  # whether what stands up to its end is code, or kept as it is

    @cached_property
    def arguments(self) -> Arguments:
        """The arguments in its text."""
        return read_arguments(self.text)

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.mark.start

    @property
    def stop(self) -> int:
        """Where it ends."""
        return self.mark.stop


def find_marks(
    body: MarkedText, delimiters: Mapping[str, str], *, over_paragraphs: bool = False
) -> Iterator[TemplateMark]:
    """Yield each mark outside of code: the last opening delimiter before a closing one, and what stands between.

    `delimiters` has the closing one for each opening one. `over_paragraphs`: a mark may hold an empty line.
    """
    closers = set(delimiters.values())
    both = sorted({*delimiters, *closers}, key=lambda each: (-len(each), each))
    pattern = re.compile("|".join(map(re.escape, both)))
    text = body.text
    opener, start = "", 0
    for found in pattern.finditer(text):
        delimiter = found[0]
        if delimiter in delimiters and delimiter != delimiters.get(opener):
            begin = start + len(opener)
            is_quoted = opener and found.start() - begin < _NEAR and _QUOTED.fullmatch(text, begin, found.start())
            if not is_quoted and not body.has_code(found.start(), found.end()):
                opener, start = delimiter, found.start()
        elif opener and delimiter == delimiters[opener]:
            stop = found.end()
            inside = text[start + len(opener) : found.start()]
            is_short = len(inside) <= MOST_CHARACTERS and (over_paragraphs or "\n\n" not in inside)
            if is_short and not body.has_code(start, stop):
                yield TemplateMark(opener, start, stop, inside.strip())
            opener = ""


def pair_tags(tags: list[Tag], code_names: frozenset[str]) -> list[Tag]:
    """Return the tags, each end joined to the tag that it closes; without those within a block of code.

    `code_names` are those of tags around code, or around what is kept as it is.
    """
    last_ends = {tag.name: index for index, tag in enumerate(tags) if tag.is_end}
    result: list[Tag] = []
    open_tags: dict[str, list[Tag]] = {}
    code: Tag | None = None
    for index, tag in enumerate(tags):
        if code is not None:
            if not (tag.is_end and tag.name == code.name):
                continue
            code.end, tag.opening, code = tag, code, None
        elif not tag.is_end and tag.name in code_names and last_ends.get(tag.name, -1) > index:
            tag.is_code, code = True, tag
        elif not tag.is_end:
            open_tags.setdefault(tag.name, []).append(tag)
        elif open_tags.get(tag.name):
            tag.opening = open_tags[tag.name].pop()
            tag.opening.end = tag
        result.append(tag)
    return result


def find_blocks(body: MarkedText, pattern: re.Pattern[str]) -> list[range]:
    """Return where the blocks between tags around code stand, by the names of the tags and the signs of their ends.

    The first tag stands outside of what Markdown takes for code; the last one may lie in it, if the block begins it.
    """
    tags = list(pattern.finditer(body.text))
    last_ends = {tag["name"]: tag.start() for tag in tags if tag["end"]}
    blocks: list[range] = []
    opening: re.Match[str] | None = None
    for tag in tags:
        if opening is None:
            is_opened = not tag["end"] and last_ends.get(tag["name"], -1) > tag.start()
            opening = tag if is_opened and not body.has_code(*tag.span()) else None
        elif tag["end"] and tag["name"] == opening["name"]:
            blocks.append(range(opening.end(), tag.start()))
            opening = None
    return blocks


def leave_out(tag: Tag, kind: str = "") -> Replacement:
    """Return nothing in place of a tag, with a note; an end whose beginning is named has none."""
    note = "" if tag.is_end and tag.opening else LEFT_OUT
    return Replacement(tag.start, tag.stop, note=note, kind=kind or tag.name)


def drop(tag: Tag) -> Replacement:
    """Return nothing in place of a tag that shows nothing."""
    return Replacement(tag.start, tag.stop)


def show(tag: Tag, body: MarkedText, html: str, end: Tag | None = None) -> Replacement:
    """Return HTML in place of a tag, or of all up to `end`: a paragraph, where it stands alone on its line."""
    stop = end.stop if end else tag.stop
    is_alone = body.is_alone(tag.start, stop)
    is_figure = html.startswith("<figure")
    text = f"<p>{html}</p>" if is_alone and not is_figure else html
    return Replacement(tag.start, stop, text, is_final=True, is_block=is_alone or is_figure)


TagTranslator = Callable[[Tag, MarkedText], Iterator[Replacement]]
