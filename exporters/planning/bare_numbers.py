"""Ids that are bare numbers and already published as such: they have to stay."""

from collections.abc import Container, Iterator, Sequence

from exporters.errors import PublishError
from exporters.model.ids import written_so
from exporters.model.number import is_bare_number
from exporters.planning.forecast import documents
from exporters.planning.published_source import PublishedSource
from exporters.planning.readers.document import FeedDocument


class PublishedNumbers(Container[str]):
    """The bare-number ids of all published documents, read on the first lookup, no further than needed."""

    def __init__(
        self, published: PublishedSource, paths: Sequence[str], site_url: str, lasting_ids: Container[str] = ()
    ) -> None:
        """`paths`: feeds to read if there is no manifest. `kept`: ids that need no lookup.

        `site_url` is the address of the home page, which Atom writes into such ids.
        """
        self._published = published
        self._paths = paths
        self._site_url = site_url
        self._lasting_ids = lasting_ids
        self._read_ids = set[str]()
        self._unread = self._documents()

    def __contains__(self, identity: object) -> bool:
        """Return whether an article is published under that id. Unreadable documents count as empty."""
        if identity in self._lasting_ids:
            return True
        while identity not in self._read_ids:
            try:
                document = next(self._unread, None)
            except PublishError:
                continue  # it ended with that
            if document is None:
                return False
            self._read_ids.update(filter(is_bare_number, self._ids(document)))
        return True

    def _documents(self) -> Iterator[FeedDocument]:
        """Yield one document of each feed and of each archive period."""
        manifest = self._published.manifest
        feeds = (
            [(each.path, each.periods) for each in manifest.feeds] if manifest else [(path, ()) for path in self._paths]
        )
        for path, periods in feeds:
            for period in ("", *periods):
                candidates = map(self._published.document, documents(path, period).values())
                if document := next(filter(None, candidates), None):
                    yield document

    def _ids(self, document: FeedDocument) -> Iterator[str]:
        for item in document.items:
            if document.format == "atom":
                yield from written_so(item.id, self._site_url)
            else:
                yield item.id
