"""How much of a feed fits into documents of so many bytes: excerpts first, then fewer entries."""

from collections.abc import Sequence
from typing import Literal

from msgspec.structs import replace

from exporters.build.edition import FeedBuild, cut
from exporters.build.section import entry_of, parts_of
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.formats import registry
from exporters.store import rows
from exporters.store.entries import shortened

_AT_ONCE = 10  # entries


def fitting(edition: FeedBuild, most: int) -> tuple[FeedBuild, list[Diagnostic]]:
    """The edition, cut so that none of our documents has more than `most` bytes, and what to tell of that.

    Entries are made here to be measured and are made again to be written; no more of them than fit. An edition without
    such documents stays whole: a feed may have a place in sitemaps alone, or documents of plugins.
    """
    names = [link.format for link in edition.feed.links if registry.is_ours(link.format)]  # written now or not
    if not names:
        return edition, []
    whole = len(edition.entries)
    contents: list[Literal["full", "excerpt"]] = ["full", "excerpt"]
    for content in contents[contents.index(edition.feed.content) :]:
        count, size = _count(cut(edition, content, whole), names, most)
        if count == whole:
            break
    made = cut(edition, content, count)
    if size > most:
        return made, [_too_small(size, most)]
    return made, [] if made is edition else [_told(content, count, whole, most)]


def _count(edition: FeedBuild, names: Sequence[str], most: int) -> tuple[int, int]:
    """How many of the entries fit into documents of the formats `names`, and how large the largest is with them."""
    empty = parts_of(replace(edition.feed, entries=()), names)
    least = max(len(each.before) + len(each.after) for each in empty)
    if not edition.entries:
        return 0, least
    parts = parts_of(replace(edition.feed, entries=tuple(edition.entries[:1])), names)
    sizes = [len(each.before) + len(each.after) - len(each.between) for each in parts]
    largest = least
    for count in range(0, len(edition.entries), _AT_ONCE):
        articles = map(rows.article, edition.entries.packed(count, count + _AT_ONCE))
        for at, article in enumerate(articles):
            shown = shortened(article) if edition.feed.content == "excerpt" else article
            made = entry_of(parts, names, shown)
            sizes = [
                size + len(part.between) + len(entry) for size, part, entry in zip(sizes, parts, made, strict=True)
            ]
            if max(sizes) > most:
                return count + at, largest
            largest = max(sizes)
    return len(edition.entries), largest


def _told(content: str, count: int, whole: int, most: int) -> Diagnostic:
    what = f"{count:,} of {whole:,} entries" + (", as excerpts," if content == "excerpt" else "")
    return Diagnostic(
        rule="feed-cut",
        level=Level.NOTE,
        message=f"{what} fit into {most:,} bytes"
        if count < whole
        else f"all entries fit into {most:,} bytes as excerpts",
        fix="raise max_bytes, lower limit, or leave it so",
    )


def _too_small(size: int, most: int) -> Diagnostic:
    return Diagnostic(
        rule="feed-too-large",
        level=Level.WARNING,
        message=f"without any entry it has {size:,} bytes; max_bytes is {most:,}",
        fix="raise max_bytes, or shorten title and description",
    )
