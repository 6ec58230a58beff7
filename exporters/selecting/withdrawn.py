"""Withdrawn articles, and the feeds that tell of them. Spec: RFC 6721."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import unquote

from exporters.cache.shelf import Each, Shelf
from exporters.feeds.feed import Deleted
from exporters.feeds.identity import atom_id, prefix
from exporters.model import moment
from exporters.selecting.seek import Seek


def bury(shelf: Shelf, sought: Sequence[Seek], look: Callable[[bytes], Any], site_url: str) -> None:
    """Offer every withdrawn article to each; `look` unpacks what they look at. To be told when articles are picked."""
    for each, article in _alone(((each, look(each.packed)) for each in shelf.withdrawn()), shelf, site_url):
        deleted = Deleted(id=article.id, when=moment.at(each.updated))
        for seek in sought:
            seek.bury(each, article, deleted)


def _alone(found: Iterable[tuple[Each, Any]], shelf: Shelf, site_url: str) -> Iterator[tuple[Each, Any]]:
    """Those whose id no other article has in Atom, which writes the id `7` as `<site>#id=7`."""
    taken = set[str]()
    for each, article in found:
        identity, begin = article.id, prefix(site_url)
        written = atom_id(identity, site_url)
        if written.startswith(begin):
            other = written if written != identity else unquote(identity.removeprefix(begin))
            if written in taken or (atom_id(other, site_url) == written and shelf.has(other)):
                continue
            taken.add(written)
        yield each, article
