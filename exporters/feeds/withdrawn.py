"""Withdrawn articles, and the feeds that tell of them. Spec: RFC 6721."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from exporters.feeds.feed_rule import Seek
from exporters.model import moment
from exporters.model.feed import Deleted
from exporters.model.ids import atom_id, written_so
from exporters.store.articles import Each, Shelf


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
        written = atom_id(article.id, site_url)
        others = (other for other in written_so(written, site_url) if other != article.id)
        if written not in taken and not any(other in shelf for other in others):
            taken.add(written)
            yield each, article
