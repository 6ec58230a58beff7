"""The list of a site's feeds: what pages, OPML and the report of a run say of each."""

from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from exporters.build.edition import Edition
from exporters.feeds.selection import Chosen
from exporters.model.listing import Listed
from exporters.settings.paths import placeholders
from exporters.store.entries import Entries

_GROUPS: Final = {
    "topic": "Topics",
    "provider": "Providers",
    "category": "Categories",
    "type": "Types",
    "author": "Authors",
    "year": "Years",
    "month": "Months",
}


def listing(chosen: Iterable[Chosen], written: Iterable[Edition]) -> list[tuple[Listed, Entries]]:
    """The feeds that people subscribe to, in their order, each with its entries; `written` is what came of `chosen`."""
    return [
        (_listed(each, edition), edition.entries)
        for each, edition in zip(chosen, written, strict=True)
        if not each.member.period
    ]


def group(path: str) -> str:
    """What the feeds of one path are together: `topics/{topic}` makes Topics, "" where it makes one feed only.

    The folder says it in the site's own language: `themen/{topic}` makes Themen.
    """
    names = placeholders(path)
    if not names:
        return ""
    folder = path.partition("{")[0].rpartition("/")[0].rpartition("/")[2].replace("-", " ").replace("_", " ").strip()
    return folder[:1].upper() + folder[1:] if folder else _GROUPS[names[0]]


def _listed(chosen: Chosen, edition: Edition) -> Listed:
    values = ", ".join(chosen.member.values.values())
    return Listed(
        feed=replace(edition.feed, entries=(), deleted=()),
        template=chosen.wanted.path,
        group=group(chosen.wanted.path),
        name=values or edition.feed.title,
        count=len(edition.entries),
        newest=edition.entries.newest(),
    )
