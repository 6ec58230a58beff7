"""A look at two documents that takes a tenth of the time of comparing them: whether ids are surely kept."""

from collections import Counter
from collections.abc import Sequence
from html import unescape
from typing import Final, NamedTuple

import msgspec
from msgspec import Struct

from exporters.planning.links import same_link
from exporters.planning.outcome import Facts
from exporters.planning.readers.document import Format, Item

_DECLARED: Final = b"<?xml version='1.0' encoding='UTF-8'?>\n"


class _Marks(NamedTuple):
    """Between what the parts of an entry stand, as Outfeed writes it: a child of the entry on each line."""

    entry: bytes
    id: tuple[bytes, bytes]
    url: tuple[bytes, bytes]
    title: tuple[bytes, bytes]
    date: tuple[bytes, bytes]


_MARKS: Final = {
    "rss": _Marks(
        entry=b"\n    <item>",
        id=(b"\n      <guid ", b"</guid>\n"),
        url=(b"\n      <link>", b"</link>\n"),
        title=(b"\n      <title>", b"</title>\n"),
        date=(b"\n      <pubDate>", b"</pubDate>\n"),
    ),
    "atom": _Marks(
        entry=b"\n  <entry>",
        id=(b"\n    <id>", b"</id>\n"),
        url=(b'\n    <link href="', b'" rel="alternate"/>\n'),
        title=(b"\n    <title>", b"</title>\n"),
        date=(b"\n    <published>", b"</published>\n"),
    ),
}


class _Entry(NamedTuple):
    """What a look tells of an entry; as it is written, so what is the same is the same to a reader."""

    id: str
    url: str | None
    title: str | None
    date: str | None


class _Item(Struct, frozen=True, gc=False):
    id: str
    url: str | None = None
    title: str | None = None
    date_published: str | None = None


class _Feed(Struct, frozen=True):
    items: list[_Item]


_DECODER: Final = msgspec.json.Decoder(_Feed)


def keeps_ids(before: bytes, after: bytes, format_name: Format, facts: Facts) -> bool:
    """Whether no entry can have lost its id, and no id can name another article; False: a comparison has to tell.

    Both documents are of that format, as Outfeed writes it.
    """
    old, new = _entries(before, format_name), _entries(after, format_name)
    if old is None or new is None:
        return False
    then, now = {each.id: each for each in old}, {each.id: each for each in new}
    if len(then) < len(old) or len(now) < len(new):
        return False  # an id is there twice
    lost = [each for each in old if each.id not in now]
    added = [each for each in new if each.id not in then]
    changed = [(then[each.id], each) for each in new if then.get(each.id, each) != each]
    return _are_the_same(changed, old, new, facts) and _are_new(added, lost, old, facts)


def _are_the_same(
    changed: Sequence[tuple[_Entry, _Entry]], old: Sequence[_Entry], new: Sequence[_Entry], facts: Facts
) -> bool:
    """Whether entries are surely the articles that they were: they link to the same, and no other one has a title."""
    if any(before.url != after.url or before.id in facts.shared for before, after in changed):
        return False
    if not changed:
        return True
    then, now = Counter(each.title for each in old), Counter(each.title for each in new)
    own = ((before, after, before.title == after.title) for before, after in changed)
    return all(now[before.title] == then[after.title] == is_same for before, after, is_same in own)


def _are_new(added: Sequence[_Entry], lost: Sequence[_Entry], old: Sequence[_Entry], facts: Facts) -> bool:
    """Whether entries that were not there are surely no old articles."""
    if not added:
        return True
    if not all(facts.keeps(Item(id=each.id, link=each.url, title=each.title)) for each in lost):
        return False  # an article is gone, or has another id
    links = {same_link(each.url) for each in old}
    return not any(same_link(each.url) in links for each in added)  # else an article is there twice


def _entries(data: bytes, format_name: Format) -> Sequence[_Entry] | None:
    """The entries of a document; None where they can't be told so."""
    try:
        if format_name == "json":
            return [_Entry(each.id, each.url, each.title, each.date_published) for each in _DECODER.decode(data).items]
        return _of_xml(data, _MARKS[format_name])
    except (msgspec.MsgspecError, ValueError):
        return None


def _of_xml(data: bytes, marks: _Marks) -> list[_Entry]:
    """The entries of some XML. Raises ValueError where one is written in another way."""
    _, *chunks = data.split(marks.entry)
    if not data.startswith(_DECLARED) or b"<!" in data:  # text that looks like a tag is none in <![CDATA[ and <!--
        raise ValueError
    if len(chunks) != data.count(marks.entry.lstrip()):
        raise ValueError
    return [_Entry(*(_part(chunk, *mark) for mark in marks[1:])) for chunk in chunks]


def _part(chunk: bytes, begin: bytes, end: bytes) -> str:
    """The text between two marks. Raises ValueError where there is none, or it is no text alone."""
    start = chunk.index(begin) + len(begin)
    found = chunk[start : chunk.index(end, start)]
    if b"<" in found:
        raise ValueError
    return unescape(found.rpartition(b">")[2].decode())  # after attributes
