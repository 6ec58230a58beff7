"""How much of a feed fits into documents of so many bytes: excerpts first, then fewer entries."""

from collections.abc import Sequence

from msgspec.structs import replace

from exporters.diagnostics import Diagnostic, Level
from exporters.writing.edition import Edition
from exporters.writing.ours import cut
from exporters.writing.section import Scribe, Task

_AT_ONCE = 10  # entries


def fitting(edition: Edition, most: int) -> tuple[Edition, list[Diagnostic]]:
    """The edition, cut so that none of our documents has more than `most` bytes, and the note that says so."""
    whole = len(edition.entries)
    contents = ["full", "excerpt"] if edition.feed.content == "full" else ["excerpt"]
    count = 0
    for content in contents:
        tried = cut(edition, content, whole)
        count = _count(tried, most)
        if count == whole:
            break
    if (content, count) == (edition.feed.content, whole):
        return edition, []
    return cut(edition, content, count), [_told(content, count, whole, most)]


def _count(edition: Edition, most: int) -> int:
    """How many of the entries fit."""
    scribe, shape = Scribe(), replace(edition.feed, entries=())
    names = tuple(each.name for each in edition.ours)
    sizes: Sequence[int] = ()
    for start in range(0, len(edition.entries), _AT_ONCE):
        stop = min(start + _AT_ONCE, len(edition.entries))
        digests = list(edition.entries.digests(start, stop))
        section = scribe(Task(shape, names, edition.entries.packed(start, stop), digests))
        gaps = [len(frame.between) for frame in section.frames]
        sizes = sizes or [len(frame.before) + len(frame.after) - len(frame.between) for frame in section.frames]
        for at in range(stop - start):
            sizes = [size + gap + len(each[at]) for size, gap, each in zip(sizes, gaps, section.entries, strict=True)]
            if max(sizes) > most:
                return start + at
    return len(edition.entries)


def _told(content: str, count: int, whole: int, most: int) -> Diagnostic:
    what = f"{count:,} of {whole:,} entries" + (", as excerpts," if content == "excerpt" else "")
    return Diagnostic(
        slug="feed-cut",
        level=Level.NOTE,
        seen=f"{what} fit into {most:,} bytes" if count < whole else f"all entries fit into {most:,} bytes as excerpts",
        right="raise max_bytes, lower limit, or leave it so",
    )
