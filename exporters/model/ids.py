"""Identity: what stands for an article in a format that does not take every id."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, unquote

from exporters.model.url import is_iri

_MARK: Final = "#id="


def atom_id(identity: str, site_url: str) -> str:
    """The id that Atom writes: an absolute IRI; another one stands below the site's address. Spec: RFC 4287 §4.2.6."""
    return identity if is_iri(identity) else f"{_prefix(site_url)}{quote(identity, safe='')}"


def written_so(atom: str, site_url: str) -> Iterator[str]:
    """Every id of which `atom_id` makes `atom`: there may be two, the one that is no IRI first."""
    begin = _prefix(site_url)
    if atom.startswith(begin) and atom_id(other := unquote(atom.removeprefix(begin)), site_url) == atom:
        yield other
    if is_iri(atom):
        yield atom


def is_same_elsewhere(one: str, other: str) -> bool:
    """Whether two ids of Atom say the same id below different addresses of the site."""
    return one != other and one.partition(_MARK)[2] == other.partition(_MARK)[2] != ""


def _prefix(site_url: str) -> str:
    return f"{site_url}{_MARK}"
