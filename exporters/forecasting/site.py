"""What is known of a site beyond its documents: which ids its articles have, as each format writes them."""

from collections.abc import Collection, Container
from functools import cached_property

from exporters.feeds.identity import atom_id, written_so
from exporters.planning.outcome import Facts


class Site:
    """The articles of a site, by their ids: those that are looked for are asked for, one by one."""

    def __init__(self, url: str, ids: Container[str], withdrawn: Collection[str] = ()) -> None:
        """`url` is that of the home page, `ids` are those of all articles, `withdrawn` of those that were taken out."""
        self._url = url
        self._ids = ids
        self._withdrawn = withdrawn

    def own(self, format_name: str, identity: str) -> str:
        """The id of the article, of which a document of that format makes `identity`."""
        if format_name != "atom":
            return identity
        every = [*written_so(identity, self._url), identity]
        return next((each for each in every if each in self._ids), every[0])

    def facts(self, format_name: str) -> Facts:
        """What they tell of documents of that format."""
        return self._in_atom if format_name == "atom" else self._as_they_are

    @cached_property
    def _as_they_are(self) -> Facts:
        return Facts(ids=self._ids, withdrawn=frozenset(self._withdrawn))

    @cached_property
    def _in_atom(self) -> Facts:
        withdrawn = frozenset(atom_id(each, self._url) for each in self._withdrawn)
        return Facts(ids=_AtomIds(self._ids, self._url), withdrawn=withdrawn)


class _AtomIds(Container[str]):
    """Ids as Atom writes them."""

    def __init__(self, ids: Container[str], url: str) -> None:
        self._ids = ids
        self._url = url

    def __contains__(self, identity: object) -> bool:
        return isinstance(identity, str) and any(each in self._ids for each in written_so(identity, self._url))
