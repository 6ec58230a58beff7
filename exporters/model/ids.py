"""Atom ids: an article id that is not an IRI becomes one below the site's address."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, unquote

from exporters.model.url import is_iri

_MARK: Final = "#id="


def atom_id(identity: str, site_url: str) -> str:
    """Return the Atom id: an IRI as it is, another id below the site's address. Spec: RFC 4287 §4.2.6."""
    return identity if is_iri(identity) else f"{_prefix(site_url)}{quote(identity, safe='')}"


def article_ids(atom: str, site_url: str) -> Iterator[str]:
    """Inverse of `atom_id`: yield the article ids (0 to 2) that would be written as `atom`, non-IRI first."""
    prefix = _prefix(site_url)
    if atom.startswith(prefix) and atom_id(other := unquote(atom.removeprefix(prefix)), site_url) == atom:
        yield other
    if is_iri(atom):
        yield atom


def is_same_at_other_site(one: str, other: str) -> bool:
    """Whether two Atom ids hold the same article id below different site addresses."""
    return one != other and one.partition(_MARK)[2] == other.partition(_MARK)[2] != ""


def _prefix(site_url: str) -> str:
    return f"{site_url}{_MARK}"
