"""Decide fast whether a document keeps its ids: compare entries as bytes, parse only the rest.

Outfeed wrote both documents. This module leaves out the entries that they share, then parses and compares the rest like
any other feed: after one edited article these are two entries. It reads the bytes alone, never the cache.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from typing import BinaryIO, Final, NamedTuple

import msgspec
from msgspec import Raw, Struct

from exporters.planning.compare import compare
from exporters.planning.entry_stream import EntryPlace, EntryStream, EntrySyntax, StreamedEntry
from exporters.planning.outcome import SiteFacts
from exporters.planning.readers.document import FeedDocument, Format, UnreadableFeedError, strip_id
from exporters.planning.readers.read import read
from exporters.planning.rewritten import find_rewritten
from exporters.support.lazy_regex import lazy_regex

_DECLARATION: Final = b"<?xml version='1.0' encoding='UTF-8'?>\n"
_ROOT: Final = lazy_regex(rb"<(?:rss|feed)\b[^>]*>")
_NO_TAG: Final = lazy_regex(rb"<[!?]")  # a comment, CDATA or a processing instruction: text in it looks like a tag
_FEED: Final = msgspec.json.Decoder(dict[str, Raw])
_ITEMS: Final = msgspec.json.Decoder(list[int])


class _Mark(Struct, frozen=True, gc=False):
    """The id of an entry as readers know it, and its date as written."""

    id: str
    date_published: str


_MARKS: Final = msgspec.json.Decoder(list[_Mark])


class _Kind(NamedTuple):
    """How Outfeed writes a format."""

    syntax: EntrySyntax
    marks: Callable[[bytes], list[_Mark]]  # of entries; raises ValueError where one has not exactly one id and one date
    join: Callable[[bytes, Sequence[bytes], bytes], bytes]  # head, some entries and tail; raises ValueError


class _CommonEntries(NamedTuple):
    """Entries that follow one another in both documents."""

    marks: list[_Mark]
    before: EntryPlace
    after: EntryPlace


def _xml(name: bytes, id_: bytes, date: bytes) -> _Kind:
    """Return how Outfeed writes RSS or Atom; `id_` and `date` are elements with a group for their text.

    An entry ends where the next one begins, or the bytes end.
    """
    begin, end = b"<%b>" % name, b"</%b>" % name
    parts = re.compile(rb"<(?:%b|%b|/%b>\s*(%b|\Z)|[!?])" % (id_, date, name, begin))

    def marks(entries: bytes) -> list[_Mark]:
        found = list(parts.finditer(entries))
        if [each.lastindex for each in found] != [1, 2, 3] * entries.count(end):
            raise ValueError
        ids, dates = (each[1] for each in found[::3]), (each[2] for each in found[1::3])
        return [
            _Mark(strip_id(unescape(each.decode())) or "", date.decode()) for each, date in zip(ids, dates, strict=True)
        ]

    return _Kind(EntrySyntax(b"", begin, end, re.compile(rb"\s*")), marks, _join_xml)


def _json_marks(entries: bytes) -> list[_Mark]:
    return _MARKS.decode(b"[%b]" % entries.lstrip(b", \n"))


def _join_xml(head: bytes, entries: Sequence[bytes], tail: bytes) -> bytes:
    frame = head + tail
    root = _ROOT.search(frame)
    if root is None or not frame.startswith(_DECLARATION) or _NO_TAG.search(frame, root.end()):
        raise ValueError
    if any(map(_NO_TAG.search, entries)):
        raise ValueError
    return head + b"\n".join(entries) + tail


def _join_json(head: bytes, entries: Sequence[bytes], tail: bytes) -> bytes:
    items = b"0" if head else b""  # in place of all entries: they may stand in no other list
    if _ITEMS.decode(_FEED.decode(head + items + tail).get("items", b"")) != [0][: len(items)]:
        raise ValueError
    return head + b",".join(entries) + tail


_KINDS: Final[Mapping[Format, _Kind]] = {
    "rss": _xml(b"item", rb"guid [^<>]*>([^<]*)</guid>", rb"pubDate>([^<]*)</pubDate>"),
    "atom": _xml(b"entry", rb"id>([^<]*)</id>", rb"published>([^<]*)</published>"),
    "json": _Kind(
        EntrySyntax(b'\n  "items": [', b"{", b"\n    }", re.compile(rb",?\s*")),
        _json_marks,
        _join_json,
    ),
}


def keeps_ids(before: BinaryIO, after: BinaryIO, format_name: Format, facts: SiteFacts) -> bool:
    """Return True if no entry loses its id and no id may name another article; False means: compare in full.

    Both documents are of that format, and Outfeed wrote them.
    """
    kind = _KINDS[format_name]
    published, prepared = EntryStream(before, kind.syntax), EntryStream(after, kind.syntax)
    try:
        shared, removed, added = _match(published, prepared, kind.marks)
        dates = {mark.date_published for each in added for mark in kind.marks(each)}
        doubtful = list(_find_dated(shared, dates, published))  # may be the same articles as those that were added
        was = _read(published, [*removed.values(), *(before for before, _ in doubtful)], kind)
        became = _read(prepared, [*added.values(), *(after for _, after in doubtful)], kind)
    except (msgspec.MsgspecError, ValueError, UnreadableFeedError):
        return False  # its spelling changed
    ids = [mark.id for each in shared for mark in each.marks if mark.date_published not in dates]
    if _root(published) != _root(prepared) or not (_are_distinct(ids, was) and _are_distinct(ids, became)):
        return False
    links = {each.id: each.link for each in was.items}
    if any(links.get(each.id, each.link) != each.link for each in became.items):
        return False  # the titles of all others decide whether it is another article
    plan = compare(was, became, facts)
    return not (plan.dangerous or find_rewritten(plan))


def _match(
    old: EntryStream, new: EntryStream, marks: Callable[[bytes], list[_Mark]]
) -> tuple[list[_CommonEntries], dict[bytes, EntryPlace], dict[bytes, EntryPlace]]:
    """Return the entries of both documents, then those of the old one alone and those of the new one alone.

    Raises ValueError if a document holds an entry twice.
    """
    shared: list[_CommonEntries] = []
    removed: dict[bytes, EntryPlace] = {}
    added: dict[bytes, EntryPlace] = {}

    def was_added(other: StreamedEntry) -> bool:
        if (after := added.pop(other.data, None)) is None:
            _put(removed, other)
            return False
        shared.append(_CommonEntries(marks(other.data), other.place, after))
        return True

    while True:
        while (run := old.skip_run(new)) is not None:
            shared.append(_CommonEntries(marks(run.data), run.before, run.after))
        if (entry := new.next()) is None:
            break
        before = old.skip(entry.data)
        if before is None:
            before = removed.pop(entry.data, None)
        while before is None and (other := old.next()) is not None and was_added(other):
            before = old.skip(entry.data)
        if before is None:
            _put(added, entry)
        else:
            shared.append(_CommonEntries(marks(entry.data), before, entry.place))
    while (other := old.next()) is not None:
        was_added(other)
    return shared, removed, added


def _find_dated(
    shared: Sequence[_CommonEntries], dates: set[str], old: EntryStream
) -> Iterator[tuple[EntryPlace, EntryPlace]]:
    """Yield where the entries of these dates stand in the old document and in the new one."""
    for each in shared:
        if not any(mark.date_published in dates for mark in each.marks):
            continue
        moved = each.after.offset - each.before.offset
        for mark, place in zip(each.marks, old.split(each.before), strict=True):
            if mark.date_published in dates:
                yield place, EntryPlace(place.offset + moved, place.size)


def _put(entries: dict[bytes, EntryPlace], entry: StreamedEntry) -> None:
    if entries.setdefault(entry.data, entry.place) != entry.place:
        raise ValueError


def _read(stream: EntryStream, places: Sequence[EntryPlace], kind: _Kind) -> FeedDocument:
    """Return the document with these entries alone. Raises ValueError if readers would see other entries in it."""
    document = read(kind.join(stream.head, [stream.read(each) for each in sorted(places)], stream.tail))
    if len(document.items) != len(places):
        raise ValueError
    return document


def _root(stream: EntryStream) -> bytes | None:
    """Return the tag that declares namespaces; None in JSON."""
    root = _ROOT.search(stream.head or stream.tail)
    return root and root[0]


def _are_distinct(ids: Sequence[str], rest: FeedDocument) -> bool:
    """Return whether all ids are distinct: `ids` of the common entries, and those of the rest."""
    return len({*ids, *(each.id for each in rest.items)}) == len(ids) + len(rest.items)
