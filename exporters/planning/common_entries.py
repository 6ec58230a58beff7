"""Decide fast whether a document keeps its ids: compare entries as bytes, parse only the rest.

Outfeed wrote both documents. This module removes the entries that they share, then parses and compares the rest like
any other feed: after one edited article these are two entries. It reads the bytes alone, never the cache.
"""

import re
from collections.abc import Callable, Container, Mapping, Sequence, Sized
from html import unescape
from itertools import chain
from typing import Final, NamedTuple

import msgspec
from msgspec import Raw, Struct

from exporters.planning.compare import compare
from exporters.planning.outcome import SiteFacts
from exporters.planning.readers.document import FeedDocument, Format, UnreadableFeedError, strip_id
from exporters.planning.readers.read import read
from exporters.planning.rewritten import find_rewritten
from exporters.support.lazy_regex import lazy_regex

_DECLARATION: Final = b"<?xml version='1.0' encoding='UTF-8'?>\n"
_ROOT: Final = lazy_regex(rb"<(?:rss|feed)\b[^>]*>")


class _Tags(NamedTuple):
    """The markup around an entry, its id and its date."""

    begin: bytes
    end: bytes
    id: re.Pattern[bytes]
    date: re.Pattern[bytes]


_TAGS: Final[Mapping[Format, _Tags]] = {
    "rss": _Tags(
        b"<item>", b"</item>", re.compile(rb"<guid [^<>]*>([^<]*)</guid>"), re.compile(rb"<pubDate>([^<]*)</pubDate>")
    ),
    "atom": _Tags(
        b"<entry>", b"</entry>", re.compile(rb"<id>([^<]*)</id>"), re.compile(rb"<published>([^<]*)</published>")
    ),
}


class _Mark(Struct, frozen=True, gc=False):
    """The id of an entry as readers know it, and its date as written."""

    id: str
    date_published: str


_MARK: Final = msgspec.json.Decoder(_Mark)
_WHOLE: Final = msgspec.json.Decoder(dict[str, Raw])
_ITEMS: Final = msgspec.json.Decoder(list[Raw])


class _SplitDocument(NamedTuple):
    """A document split into its head, entries and tail."""

    root: bytes  # the tag that declares namespaces; b"" in JSON
    entries: Sequence[bytes]
    mark: Callable[[bytes], _Mark]  # of an entry; raises ValueError where it has not exactly one id and one date
    join: Callable[[Sequence[bytes]], bytes]  # the document with other bytes for each entry, b"" for none


def keeps_ids(before: bytes, after: bytes, format_name: Format, facts: SiteFacts) -> bool:
    """Return True if no entry loses its id and no id may name another article; False means: compare in full.

    Both documents are of that format, and Outfeed wrote them.
    """
    try:
        published, prepared = _split_document(before, format_name), _split_document(after, format_name)
        common = _find_common(published, prepared)
        was, became = _remove_common(published, common), _remove_common(prepared, common)
    except (msgspec.MsgspecError, ValueError, UnreadableFeedError):
        return False  # its spelling changed
    ids = {each.id for each in common.values()}
    if published.root != prepared.root or not (_are_distinct(ids, common, was) and _are_distinct(ids, common, became)):
        return False
    links = {each.id: each.link for each in was.items}
    if any(links.get(each.id, each.link) != each.link for each in became.items):
        return False  # the titles of all others decide whether it is another article
    plan = compare(was, became, facts)
    return not (plan.dangerous or find_rewritten(plan))


def _find_common(old: _SplitDocument, new: _SplitDocument) -> dict[bytes, _Mark]:
    """Return the entries in both documents, except those with the date of a new one, which may be the same article.

    Raises ValueError if a document holds an entry twice.
    """
    published_entries, prepared_entries = frozenset(old.entries), frozenset(new.entries)
    if len(published_entries) < len(old.entries) or len(prepared_entries) < len(new.entries):
        raise ValueError
    dates = {new.mark(each).date_published for each in prepared_entries - published_entries}
    marks = {each: new.mark(each) for each in prepared_entries & published_entries}
    return {each: mark for each, mark in marks.items() if mark.date_published not in dates}


def _remove_common(split: _SplitDocument, common: Container[bytes]) -> FeedDocument:
    """Return the document without the `common` entries. Raises ValueError if readers would see other entries in it."""
    entries = [b"" if each in common else each for each in split.entries]
    document = read(split.join(entries))
    if len(document.items) != sum(map(bool, entries)):
        raise ValueError
    return document


def _are_distinct(ids: set[str], common: Sized, rest: FeedDocument) -> bool:
    """Return whether all ids are distinct: `ids` of the common entries, and those of the rest."""
    return len(ids.union(each.id for each in rest.items)) == len(common) + len(rest.items)


def _split_document(data: bytes, format_name: Format) -> _SplitDocument:
    """Split a document. Raises ValueError or msgspec.MsgspecError if Outfeed would write it differently."""
    return _split_json(data) if format_name == "json" else _split_xml(data, _TAGS[format_name])


def _split_xml(data: bytes, tags: _Tags) -> _SplitDocument:
    """Split RSS or Atom; without comments, CDATA and processing instructions, every tag is real."""
    root = _ROOT.search(data)
    if not data.startswith(_DECLARATION) or root is None or b"<!" in data or data.find(b"<?", root.end()) >= 0:
        raise ValueError
    *chunks, tail = data.split(tags.end)
    starts = [each.index(tags.begin) for each in chunks]
    leads = [each[:start] for each, start in zip(chunks, starts, strict=True)]
    entries = [each[start:] + tags.end for each, start in zip(chunks, starts, strict=True)]

    def mark(entry: bytes) -> _Mark:
        (identity,), (date,) = tags.id.findall(entry), tags.date.findall(entry)
        return _Mark(strip_id(unescape(identity.decode())) or "", date.decode())

    def join(entries: Sequence[bytes]) -> bytes:
        return b"".join([*chain.from_iterable(zip(leads, entries, strict=True)), tail])

    return _SplitDocument(root[0], entries, mark, join)


def _split_json(data: bytes) -> _SplitDocument:
    """Split a JSON Feed."""
    full = _WHOLE.decode(data)

    def join(entries: Sequence[bytes]) -> bytes:
        return msgspec.json.encode(full | {"items": [Raw(each) for each in entries if each]})

    items = _ITEMS.decode(full.get("items", b""))
    return _SplitDocument(b"", list(map(bytes, items)), _MARK.decode, join)
