"""Atom ids: an article id that is not an IRI becomes one below the site's address."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, unquote

from exporters.diagnostics.diagnostic import quote_value
from exporters.model.url import is_iri

PREFIX_MARK: Final = "#id="  # between the address of the site and an id that is no address
NORMAL: Final = "write https://example.org/"


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


def id_problem(identity: str) -> str:
    """Return why an address is not in the normal form of an Atom id; "" for another id. Spec: RFC 4287 §4.2.6.1."""
    scheme, colon, rest = identity.partition("://")
    if not colon or scheme.lower() not in {"http", "https"}:
        return ""
    host, slash, _ = rest.partition("/")
    problem = "its host is not lower-case" if scheme + host != (scheme + host).lower() else ""
    problem = problem or ("" if slash else "no slash after its host")
    return problem if problem and is_iri(identity) else ""


def shared_id(identity: str, other: str) -> tuple[str, str]:
    """Return the message and the fix for two articles with these ids, which are one in Atom."""
    message = f"Atom writes the ids {quote_value(identity)} and {quote_value(other)} the same way"
    return message, "give one of them another"


def is_same_at_other_site(one: str, other: str) -> bool:
    """Whether two Atom ids hold the same article id below different site addresses."""
    return one != other and one.partition(PREFIX_MARK)[2] == other.partition(PREFIX_MARK)[2] != ""


def _prefix(site_url: str) -> str:
    return f"{site_url}{PREFIX_MARK}"
