"""The ids of a site's articles, as each format writes them."""

from collections.abc import Callable, Collection, Container
from functools import cached_property

from exporters.model.ids import article_ids, atom_id
from exporters.planning.outcome import SiteFacts
from exporters.planning.readers.document import FeedItem


class SiteIds:
    """The articles of a site by id, looked up one at a time."""

    def __init__(
        self,
        url: str,
        ids: Container[str],
        withdrawn: Collection[str] = (),
        shared: Collection[str] = (),
        about: Callable[[str], FeedItem | None] = lambda _: None,
    ) -> None:
        """`url` is the home page; `ids` are those of all articles, `withdrawn` those of withdrawn ones.

        `shared` holds ids that several articles have; `about` describes the article that is exported.
        """
        self._url = url
        self._ids = ids
        self._withdrawn = withdrawn
        self._shared = shared
        self._about = about

    def own_id(self, format_name: str, identity: str) -> str:
        """Return the article id that a document of that format writes as `identity`."""
        if format_name != "atom":
            return identity
        every = [*article_ids(identity, self._url), identity]
        return next((each for each in every if each in self._ids), every[0])

    def facts(self, format_name: str) -> SiteFacts:
        """Return the facts to compare documents of that format."""
        return self._in_atom if format_name == "atom" else self._as_they_are

    @cached_property
    def _as_they_are(self) -> SiteFacts:
        withdrawn, shared = frozenset(self._withdrawn), frozenset(self._shared)
        return SiteFacts(ids=self._ids, withdrawn=withdrawn, shared=shared, about=self._about)

    @cached_property
    def _in_atom(self) -> SiteFacts:
        withdrawn, shared = (
            frozenset(atom_id(each, self._url) for each in group) for group in (self._withdrawn, self._shared)
        )

        def about(identity: str) -> FeedItem | None:
            return self._about(self.own_id("atom", identity))

        return SiteFacts(ids=_AtomIds(self._ids, self._url), withdrawn=withdrawn, shared=shared, about=about)


class _AtomIds(Container[str]):
    """Article ids as Atom writes them."""

    def __init__(self, ids: Container[str], url: str) -> None:
        self._ids = ids
        self._url = url

    def __contains__(self, identity: object) -> bool:
        return isinstance(identity, str) and any(each in self._ids for each in article_ids(identity, self._url))
