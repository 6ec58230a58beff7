"""What the manifest keeps of each feed, and what a run takes from it."""

from collections.abc import Iterable

from exporters.build.edition import Edition
from exporters.feeds.selection import Before, Chosen
from exporters.publishing.manifest import FeedRecord, Manifest


def records(chosen: Iterable[Chosen], written: Iterable[Edition]) -> list[FeedRecord]:
    """The feeds that people subscribe to; `written` is what came of `chosen`."""
    return [
        FeedRecord(
            path=edition.feed.path,
            of=each.wanted.path,
            values=dict(each.member.values),
            id=edition.feed.id,
            title=edition.feed.title,
            entries=len(edition.entries),
            updated=edition.feed.updated,
            self_urls={link.format: link.url for link in edition.feed.links},
            periods=each.periods,
            drafts_only=each.is_private,
        )
        for each, edition in zip(chosen, written, strict=True)
        if not each.member.period
    ]


def known(before: Manifest | None) -> list[Before]:
    """The feeds that were published before."""
    feeds = before.feeds if before else ()
    return [Before(each.of, each.values, each.path, each.updated, each.periods, each.drafts_only) for each in feeds]
