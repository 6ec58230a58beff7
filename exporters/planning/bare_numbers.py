"""Ids that are bare numbers, as far as articles are published under them: those have to stay."""

from collections.abc import Container, Iterator, Sequence

from exporters.errors import PublishError
from exporters.model.ids import written_so
from exporters.model.number import is_bare_number
from exporters.planning.forecast import documents
from exporters.planning.published import PublishedSource
from exporters.planning.readers.document import FeedDocument


class PublishedNumbers(Container[str]):
    """Those of all published documents, read when the first one is asked for, and no further than needed."""

    def __init__(
        self, published: PublishedSource, paths: Sequence[str], site_url: str, kept: Container[str] = ()
    ) -> None:
        """`paths` are those of feeds, where no manifest knows them; `kept` are ids that are known without a look.

        `site_url` is the address of the home page, which Atom writes into such ids.
        """
        self._published = published
        self._paths = paths
        self._site_url = site_url
        self._kept = kept
        self._found = set[str]()
        self._unread = self._documents()

    def __contains__(self, identity: object) -> bool:
        """Whether an article is published under that id. What can't be read is told elsewhere, and counts as none."""
        if identity in self._kept:
            return True
        while identity not in self._found:
            try:
                document = next(self._unread, None)
            except PublishError:
                continue  # it ended with that
            if document is None:
                return False
            self._found.update(filter(is_bare_number, self._ids(document)))
        return True

    def _documents(self) -> Iterator[FeedDocument]:
        """One document of each feed and of each period of its archive."""
        manifest = self._published.manifest
        feeds = (
            [(each.path, each.periods) for each in manifest.feeds] if manifest else [(path, ()) for path in self._paths]
        )
        for path, periods in feeds:
            for period in ("", *periods):
                found = map(self._published.document, documents(path, period).values())
                if document := next(filter(None, found), None):
                    yield document

    def _ids(self, document: FeedDocument) -> Iterator[str]:
        for item in document.items:
            if document.format == "atom":
                yield from written_so(item.id, self._site_url)
            else:
                yield item.id
