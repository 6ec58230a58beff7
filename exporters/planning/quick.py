"""A look at two documents that takes a fraction of the time of comparing them: whether ids are surely kept."""

from typing import Final, NamedTuple

import msgspec
from msgspec import Struct

from exporters.planning.document import Format, UnreadableFeedError
from exporters.planning.links import same_link
from exporters.planning.outcome import Facts
from exporters.planning.read import read


class _Entry(NamedTuple):
    id: str
    url: str | None
    title: str | None


class _Item(Struct, frozen=True, gc=False):
    id: str
    url: str | None = None
    title: str | None = None


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
    known = {each.id: each for each in old}
    ids = {each.id for each in new}
    if len(known) < len(old) or len(ids) < len(new):
        return False  # an id is there twice
    if any(each not in ids and not facts.has(each) for each in known):
        return False  # an article is gone, or has another id
    if any(known.get(each.id, each)[1:] != each[1:] for each in new):
        return False  # another link, or another title: it may be another article
    added = [same_link(each.url) for each in new if each.id not in known]
    return not added or {same_link(each.url) for each in old}.isdisjoint(added)  # else an article is there twice


def _entries(data: bytes, format_name: Format) -> list[_Entry] | None:
    """Id, link and title of each entry; None where they can't be read, or in another way."""
    try:
        if format_name == "json":
            return [_Entry(each.id, each.url, each.title) for each in _DECODER.decode(data).items]
        found = read(data, is_whole=False)
    except (msgspec.MsgspecError, UnicodeError, UnreadableFeedError):
        return None
    return [_Entry(each.id, each.link, each.title) for each in found.items] if found.format == format_name else None
