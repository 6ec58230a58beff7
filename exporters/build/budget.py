"""Fit a feed into documents of at most `max_bytes`: excerpts first, then fewer entries."""

from collections.abc import Sequence
from typing import Literal

from msgspec.structs import replace

from exporters.build.edition import FeedBuild, truncate
from exporters.build.section import build_parts, render_entry
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.formats import registry
from exporters.store import rows
from exporters.store.entries import without_content

_AT_ONCE = 10  # entries


def fit_to_size(feed_build: FeedBuild, max_bytes: int) -> tuple[FeedBuild, list[Diagnostic]]:
    """Return the feed, cut so that no built-in document exceeds `max_bytes`, and its diagnostics.

    Each entry is rendered here to measure it, and again to write it; only those that fit. A feed without built-in
    documents is not cut: it may have a place in sitemaps alone, or documents of plugins.
    """
    names = [
        link.format for link in feed_build.feed.links if registry.is_feed_format(link.format)
    ]  # whether this run writes them or not
    if not names:
        return feed_build, []
    total = len(feed_build.entries)
    contents: list[Literal["full", "excerpt"]] = ["full", "excerpt"]
    for content in contents[contents.index(feed_build.feed.content) :]:
        count, size = _count_fitting(truncate(feed_build, content, total), names, max_bytes)
        if count == total:
            break
    fitted = truncate(feed_build, content, count)
    if size > max_bytes:
        return fitted, [_too_large_warning(size, max_bytes)]
    return fitted, [] if fitted is feed_build else [_cut_note(content, count, total, max_bytes)]


def _count_fitting(feed_build: FeedBuild, names: Sequence[str], max_bytes: int) -> tuple[int, int]:
    """Return how many entries fit into documents of the formats `names`, and the size of the largest one."""
    empty = build_parts(replace(feed_build.feed, entries=()), names)
    least = max(len(each.before) + len(each.after) for each in empty)
    if not feed_build.entries:
        return 0, least
    parts = build_parts(replace(feed_build.feed, entries=tuple(feed_build.entries[:1])), names)
    sizes = [len(each.before) + len(each.after) - len(each.between) for each in parts]
    largest = least
    for count in range(0, len(feed_build.entries), _AT_ONCE):
        articles = map(rows.decode_article, feed_build.entries.packed(count, count + _AT_ONCE))
        for rank, article in enumerate(articles):
            visible = without_content(article) if feed_build.feed.content == "excerpt" else article
            rendered = render_entry(parts, names, visible)
            sizes = [
                size + len(part.between) + len(entry) for size, part, entry in zip(sizes, parts, rendered, strict=True)
            ]
            if max(sizes) > max_bytes:
                return count + rank, largest
            largest = max(sizes)
    return len(feed_build.entries), largest


def _cut_note(content: str, count: int, total: int, max_bytes: int) -> Diagnostic:
    subject = f"{count:,} of {total:,} entries" + (", as excerpts," if content == "excerpt" else "")
    return Diagnostic(
        rule="feed-cut",
        level=Level.NOTE,
        message=f"{subject} fit into {max_bytes:,} bytes"
        if count < total
        else f"all entries fit into {max_bytes:,} bytes as excerpts",
        fix="raise max_bytes or lower limit, or accept the cut",
    )


def _too_large_warning(size: int, max_bytes: int) -> Diagnostic:
    return Diagnostic(
        rule="feed-too-large",
        level=Level.WARNING,
        message=f"even without entries it has {size:,} bytes, more than max_bytes, {max_bytes:,}",
        fix="raise max_bytes, or shorten title and description",
    )
