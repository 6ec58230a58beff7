"""Our own documents: those that would hold what they hold already are left alone, and nothing is loaded for them."""

from collections.abc import Sequence
from itertools import chain

import msgspec
from msgspec.structs import replace

from exporters.cache import key
from exporters.cache.documents import Written
from exporters.cache.shelf import Entries
from exporters.feeds.feed import Feed
from exporters.formats.builtin import BuiltIn
from exporters.model import moment
from exporters.publishing.stage import Contents
from exporters.writing.desk import Desk


def write(feed: Feed, entries: Entries, exporters: Sequence[BuiltIn], desk: Desk) -> None:
    """Write `feed` in our own formats.

    Raises OutputError where an exporter fails, PublishError where the disk does.
    """
    shape = replace(feed, entries=(), updated=moment.EPOCH)  # no entry depends on the others, nor on their dates
    slot = key.of([*(each.name.encode() for each in exporters), msgspec.msgpack.encode(shape)])
    inputs = key.of(chain((slot, moment.rfc3339(feed.updated).encode()), entries.digests()))
    before = desk.documents.known(slot)
    if before is not None and before.inputs == inputs and _are_there(before, desk):
        desk.report.tell(told.at(desk.stage.place(name)) for name, told in before.told)
        desk.report.watch.writing(len(entries), len(entries))
        return
    from exporters.writing.composing import Composing

    composing = Composing(feed, entries, exporters, desk)
    documents, told = composing.write(slot, before)
    desk.report.tell(each.at(desk.stage.place(name)) for name, each in told)
    placed = composing.sizes if composing.found.is_clean else []
    desk.documents.keep(slot, Written(inputs=inputs, documents=documents, told=told, placed=len(placed)), placed)


def _are_there(written: Written, desk: Desk) -> bool:
    """Whether the documents are published as they were written; if so, they count as written."""
    return desk.stage.keep({each.name: Contents(each.size, each.digest) for each in written.documents})
